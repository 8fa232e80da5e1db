"""The registry context as a Django app."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """See registry/README.md."""

    name = "humiao.registry"
    label = "registry"

    def ready(self) -> None:
        """Put the registry's own entries on the timeline of a file."""
        from humiao.registry.family.timeline import register

        register()
