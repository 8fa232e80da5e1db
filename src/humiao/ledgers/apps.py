"""The ledgers context as a Django app."""

from django.apps import AppConfig


class LedgersConfig(AppConfig):
    """See ledgers/README.md."""

    name = "humiao.ledgers"
    label = "ledgers"

    def ready(self) -> None:
        """Put rows that no service has made a record of yet on the timeline of a file."""
        from humiao.ledgers.timeline import register

        register()
