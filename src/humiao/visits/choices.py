"""Closed lists of the visits context."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How the contact was made; which of them meet a visit duty is programme data."""

    HOME = "home", _("At the home")
    PHONE = "phone", _("By phone")
    ONLINE = "online", _("By WeChat or another messenger")
    SCHOOL = "school", _("At school")
    STATION = "station", _("At the station")


class Outcome(models.TextChoices):
    """What became of it for one child. Only `MET` can meet a duty; a fault is nobody's miss."""

    MET = "met", _("Met the child")
    NOT_HOME = "not-home", _("Nobody at home")
    REFUSED = "refused", _("Refused")
    AWAY = "away", _("Child away")
    FAULT = "fault", _("Technical fault")


class Source(models.TextChoices):
    """Where the record came from."""

    TYPED = "typed", _("Entered here")
    LATE = "late", _("Entered later from paper")


class ExemptionReason(models.TextChoices):
    """Why a child need not be visited for a time."""

    ELSEWHERE = "elsewhere", _("Living elsewhere")
    HOSPITAL = "hospital", _("In hospital")
    CUSTODY = "custody", _("In custody")
    OTHER = "other", _("Other")


class ExemptionState(models.TextChoices):
    """Where an exemption stands."""

    WAITING = "waiting", _("Waiting for approval")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")
