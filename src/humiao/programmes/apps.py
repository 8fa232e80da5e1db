"""The programmes context as a Django app."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """See programmes/README.md."""

    name = "humiao.programmes"
    label = "programmes"
