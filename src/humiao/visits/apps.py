"""The visits context as a Django app."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    """See visits/README.md."""

    name = "humiao.visits"
    label = "visits"

    def ready(self) -> None:
        """Let a visit's line be corrected, and rows of ledgers become visits."""
        from humiao.ledgers.public import add_taker
        from humiao.registry.corrections.public import add_kind
        from humiao.visits.correcting import line_kind
        from humiao.visits.ledgers import VisitTaker

        add_kind(line_kind())
        add_taker("visits", VisitTaker())
