"""Stored files as a Django app of each county's schema."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """What people attach."""

    name = "humiao.foundation.files"
    label = "files"
