"""Closed lists of destruction."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far a list has come."""

    PREPARED = "prepared", _("Waiting for approval")
    APPROVED = "approved", _("Approved, being carried out")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DONE = "done", _("Carried out")


class Fate(models.TextChoices):
    """What became of a record on a list."""

    LISTED = "listed", _("To be destroyed")
    DESTROYED = "destroyed", _("Destroyed")
    HELD = "held", _("Kept: legal hold")
    KEPT = "kept", _("Kept: no longer due")
    LEFT_OUT = "left-out", _("Left out by the approver")
