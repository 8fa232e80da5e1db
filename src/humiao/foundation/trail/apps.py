"""The trail as a Django app of each county's schema."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    """The append-only trail."""

    name = "humiao.foundation.trail"
    label = "trail"
