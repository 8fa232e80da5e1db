"""The visits context as a Django app."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    """See visits/README.md."""

    name = "humiao.visits"
    label = "visits"
