"""Access as a Django app of each county's schema."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Posts, roles, permissions, scope, routes."""

    name = "humiao.access"
    label = "access"
