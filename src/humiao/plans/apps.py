"""The plans context as a Django app."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """See plans/README.md."""

    name = "humiao.plans"
    label = "plans"
