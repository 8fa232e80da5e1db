"""The indicators context as a Django app."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """See indicators/README.md."""

    name = "humiao.indicators"
    label = "indicators"
