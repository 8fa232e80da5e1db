"""The registry context as a Django app."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """See registry/README.md."""

    name = "humiao.registry"
    label = "registry"

    def ready(self) -> None:
        """Let the registry's own records be corrected."""
        from humiao.registry.corrections.kinds import add_kind
        from humiao.registry.corrections.own_records import own_kinds

        for kind in own_kinds():
            add_kind(kind)
