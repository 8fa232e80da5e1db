"""The desk context as a Django app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """See desk/README.md."""

    name = "humiao.desk"
    label = "desk"
