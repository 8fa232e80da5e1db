"""Counties and divisions as a Django app of the shared schema."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """The shared register of places."""

    name = "humiao.foundation.places"
    label = "places"
