"""The ledgers context as a Django app."""

from django.apps import AppConfig


class LedgersConfig(AppConfig):
    """See ledgers/README.md."""

    name = "humiao.ledgers"
    label = "ledgers"

    def ready(self) -> None:
        """Put rows nobody has made a record of yet on a file's timeline; let sources be destroyed."""
        from humiao.ledgers.keeping import register as register_keeping
        from humiao.ledgers.timeline import register

        register()
        register_keeping()
