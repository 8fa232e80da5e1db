"""The assessments context as a Django app."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """See assessments/README.md."""

    name = "humiao.assessments"
    label = "assessments"
