"""The closed lists of documents and drafts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """How a draft came about."""

    FILE = "file", _("From a file")
    PASTED = "pasted", _("From pasted text")
    FORM = "form", _("By form")
    LAST_YEAR = "last-year", _("From an earlier programme")
    SCAN = "scan", _("Beside a scan")


class State(models.TextChoices):
    """Where a draft stands."""

    OPEN = "open", _("Being worked on")
    CONFIRMED = "confirmed", _("Confirmed")
    DISCARDED = "discarded", _("Discarded")
