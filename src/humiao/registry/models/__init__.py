"""The tables of the registry, by what they hold."""

from humiao.registry.models.intake import Intake, IntakeLikeness, IntakeStep, PublicAttempt
from humiao.registry.models.people import Child, Guardian, Household, Participant
from humiao.registry.models.spells import CategorySpell, Enrolment, RosterSpell

__all__ = [
    "CategorySpell",
    "Child",
    "Enrolment",
    "Guardian",
    "Household",
    "Intake",
    "IntakeLikeness",
    "IntakeStep",
    "Participant",
    "PublicAttempt",
    "RosterSpell",
]
