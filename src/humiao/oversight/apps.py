"""Oversight as a Django app of each county's schema."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """Reading the trail: who did what, what was unusual, and the yearly audit."""

    name = "humiao.oversight"
    label = "oversight"

    def ready(self) -> None:
        """Have the worker look for unusual reading once a day."""
        from humiao.foundation.worker import at_each_sweep
        from humiao.oversight.unusual.daily import look_daily

        at_each_sweep(look_daily)
