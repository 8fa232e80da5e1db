"""People as a Django app of each county's schema."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Invitations to posts, and who holds which."""

    name = "humiao.access.people"
    label = "people"
