"""The procurement context as a Django app."""

from django.apps import AppConfig


class ProcurementConfig(AppConfig):
    """See procurement/README.md."""

    name = "humiao.procurement"
    label = "procurement"
