"""The foundation as a Django app."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """Installs the guard that refuses queries outside a context."""

    name = "humiao.foundation"
    label = "foundation"

    def ready(self) -> None:
        """Guard every connection the app opens."""
        from django.db.backends.signals import connection_created
        from django.utils.translation import get_language

        from humiao.foundation.bilingual import use_language_source
        from humiao.foundation.context import install_guard

        use_language_source(get_language)
        connection_created.connect(install_guard, dispatch_uid="humiao-guard")
