"""The assessments context as a Django app."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """See assessments/README.md."""

    name = "humiao.assessments"
    label = "assessments"

    def ready(self) -> None:
        """Tell the registry, which stands below, how levels are found and how assessments are corrected."""
        from humiao.assessments.correcting import assessment_kind, graver_level
        from humiao.assessments.sql import levels_in_force
        from humiao.registry.corrections.public import add_kind, add_objection
        from humiao.registry.public import look_up_levels_with

        look_up_levels_with(levels_in_force)
        add_kind(assessment_kind())
        add_objection(graver_level)
