"""Closed lists of consents."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Giver(models.TextChoices):
    """Who consents."""

    GUARDIAN = "guardian", _("Guardian")
    CHILD = "child", _("The child itself")


class Form(models.TextChoices):
    """How it was given."""

    PAPER = "paper", _("Signed on paper")
    SPOKEN = "spoken", _("Spoken, before a witness")


class Standing(models.TextChoices):
    """How a consent stands on a day."""

    HOLDS = "holds", _("In force")
    NOT_YET = "not-yet", _("Not in force yet")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    RUN_OUT = "run-out", _("Run out")
    OUTGROWN = "outgrown", _("Child is 14: own consent needed")


OWN_FROM = 14  # 个人信息保护法第31条
