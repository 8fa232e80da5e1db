"""The assessments context as a Django app."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """See assessments/README.md."""

    name = "humiao.assessments"
    label = "assessments"

    def ready(self) -> None:
        """Let assessments be corrected, and be asked before two files become one."""
        from humiao.assessments.correcting import assessment_kind, graver_level
        from humiao.registry.corrections.public import add_kind, add_objection

        add_kind(assessment_kind())
        add_objection(graver_level)
