"""The registry context as a Django app."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """See registry/README.md."""

    name = "humiao.registry"
    label = "registry"
