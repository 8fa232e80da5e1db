"""The procurement context as a Django app."""

from django.apps import AppConfig


class ProcurementConfig(AppConfig):
    """See procurement/README.md."""

    name = "humiao.procurement"
    label = "procurement"

    def ready(self) -> None:
        """Tell access, which stands below, how a provider's programmes are found."""
        from humiao.access.public import look_up_engagements_with
        from humiao.procurement.queries import engaged_programmes

        look_up_engagements_with(engaged_programmes)
