"""Oversight as a Django app of each county's schema."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """Reading the trail: who did what, what was unusual, and the yearly audit."""

    name = "humiao.oversight"
    label = "oversight"
