"""Exports as a Django app of each county's schema."""

from django.apps import AppConfig


class ExportsConfig(AppConfig):
    """What leaves the house: who took it, when, as what, and why."""

    name = "humiao.access.exports"
    label = "exports"
