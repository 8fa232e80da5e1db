"""Working days as a Django app of each county's schema."""

from django.apps import AppConfig


class WorkingDaysConfig(AppConfig):
    """The county's own table of holidays."""

    name = "humiao.foundation.working_days"
    label = "working_days"
