"""The tables of the registry, by what they hold."""

from humiao.registry.models.corrections import CorrectedRow, FileCorrection
from humiao.registry.models.people import Child, Guardian, Household, Participant
from humiao.registry.models.spells import CategorySpell, Enrolment, RosterSpell

__all__ = [
    "CategorySpell",
    "Child",
    "CorrectedRow",
    "Enrolment",
    "FileCorrection",
    "Guardian",
    "Household",
    "Participant",
    "RosterSpell",
]
