"""The desk as a Django app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Layout, parts of pages and template tags."""

    name = "humiao.desk"
    label = "desk"
