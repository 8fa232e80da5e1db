"""Closed lists of the registry."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    """GB/T 2261.1."""

    UNKNOWN = "0", _("Unknown")
    MALE = "1", _("Male")
    FEMALE = "2", _("Female")
    UNSTATED = "9", _("Not stated")


class Category(models.TextChoices):
    """Why a child is on the roster; a child may hold several (requirements R20)."""

    ORPHAN_COMMUNITY = "ORPHAN_COMMUNITY", _("Orphan in the community")
    ORPHAN_INSTITUTION = "ORPHAN_INSTITUTION", _("Orphan in an institution")
    DE_FACTO = "DE_FACTO", _("De facto unattended child")
    DISABLED_SEVERE = "DISABLED_SEVERE", _("Severely disabled")
    DISABLED_OTHER = "DISABLED_OTHER", _("Otherwise disabled")
    ILLNESS = "ILLNESS", _("Serious or rare illness")
    SUBSISTENCE = "SUBSISTENCE", _("Subsistence allowance")
    NEAR_SUBSISTENCE = "NEAR_SUBSISTENCE", _("Near-allowance household")
    DESTITUTE = "DESTITUTE", _("Destitute support")
    LEFT_BEHIND = "LEFT_BEHIND", _("Left-behind child")
    MIGRANT = "MIGRANT", _("Migrant child")
    STREET = "STREET", _("Street child")
    GUARDIANSHIP_LACKING = "GUARDIANSHIP_LACKING", _("Guardianship lacking or improper")
    ABUSE_VICTIM = "ABUSE_VICTIM", _("Victim of abuse")
    BULLYING_VICTIM = "BULLYING_VICTIM", _("Victim of bullying")
    OTHER_LOCAL = "OTHER_LOCAL", _("Other by local rule")


class LeaveReason(models.TextChoices):
    """Why a child left the roster (requirements R23)."""

    TURNED_18 = "turned_18", _("Turned 18")
    MOVED_AWAY = "moved_away", _("Moved away")
    DIED = "died", _("Died")
    CONDITION_ENDED = "condition_ended", _("Condition ended")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ENTERED_TWICE = "entered_twice", _("Entered twice")
    ENTERED_BY_MISTAKE = "entered_by_mistake", _("Entered by mistake")


class Relation(models.TextChoices):
    """Who somebody is to the child."""

    FATHER = "father", _("Father")
    MOTHER = "mother", _("Mother")
    GRANDFATHER = "grandfather", _("Grandfather")
    GRANDMOTHER = "grandmother", _("Grandmother")
    UNCLE_AUNT = "uncle_aunt", _("Uncle or aunt")
    SIBLING = "sibling", _("Brother or sister")
    OTHER_RELATIVE = "other_relative", _("Other relative")
    CARER = "carer", _("Carer")
    INSTITUTION = "institution", _("Institution")
