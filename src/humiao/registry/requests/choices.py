"""Closed lists of requests."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What is asked."""

    SEE = "see", _("To see the file")
    COPY = "copy", _("To get a copy of the file")
    CORRECT = "correct", _("To correct or complete data")
    ERASE = "erase", _("To erase the file")
    WITHDRAW = "withdraw", _("To withdraw a consent")
    EXPLAIN = "explain", _("To be told how data are used")


class Asker(models.TextChoices):
    """Who asks."""

    GUARDIAN = "guardian", _("Guardian")
    CHILD = "child", _("The child itself")
    AGENT = "agent", _("Somebody with a guardian's written authority")


class Identity(models.TextChoices):
    """How it was checked who asks."""

    ID_CARD = "id-card", _("Identity card seen")
    REGISTER = "register", _("Household register seen")
    COURT = "court", _("Court or guardianship paper seen")
    KNOWN = "known", _("Known in person to the village's child director")
    CALLED_BACK = "called-back", _("Called back on the number on file")


class State(models.TextChoices):
    """How far a request has come."""

    OPEN = "open", _("To be answered")
    PREPARED = "prepared", _("Erasure waits for a second person")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


WAITING = (State.OPEN, State.PREPARED)
ANSWERED = (State.GRANTED, State.REFUSED, State.WITHDRAWN)
