"""The assessments context as a Django app."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """See assessments/README.md."""

    name = "humiao.assessments"
    label = "assessments"

    def ready(self) -> None:
        """Tell the registry, which stands below, how the levels of a roster are found."""
        from humiao.assessments.sql import levels_in_force
        from humiao.registry.public import look_up_levels_with

        look_up_levels_with(levels_in_force)
