"""Closed lists of the assessments context."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Cause(models.TextChoices):
    """Why a level changed."""

    ASSESSED = "assessed", _("Followed from an assessment")
    OVERRIDDEN = "overridden", _("Set by a person against the outcome")
    RAISED = "raised", _("Raised at once by a worker")
    OPEN_NEED = "open-need", _("A need was found")
    CORRECTED = "corrected", _("Corrected")


class LevelState(models.TextChoices):
    """Whether a change of level counts."""

    IN_FORCE = "in-force", _("In force")
    WAITING = "waiting", _("Waiting for a second person")
    REJECTED = "rejected", _("Rejected")
    SUPERSEDED = "superseded", _("Overtaken by something newer")


class NeedKind(models.TextChoices):
    """What is needed: the six systems of support and what the plans name beside them."""

    LIVING = "living", _("Living")
    HEALTH = "health", _("Health and rehabilitation")
    EDUCATION = "education", _("Education")
    MIND = "mind", _("Mind and feelings")
    SAFETY = "safety", _("Safety")
    GUARDIANSHIP = "guardianship", _("Guardianship")
    RIGHTS = "rights", _("Rights and law")
    OTHER = "other", _("Other")
