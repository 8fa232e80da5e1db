"""The visits context as a Django app."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    """See visits/README.md."""

    name = "humiao.visits"
    label = "visits"

    def ready(self) -> None:
        """Let a visit's line be corrected."""
        from humiao.registry.corrections.public import add_kind
        from humiao.visits.correcting import line_kind

        add_kind(line_kind())
