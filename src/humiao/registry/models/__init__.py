"""The tables of the registry, by what they hold."""

from humiao.registry.models.family import LifeEntry
from humiao.registry.models.people import Child, Guardian, Household, Participant
from humiao.registry.models.spells import CategorySpell, Enrolment, RosterSpell

__all__ = [
    "CategorySpell",
    "Child",
    "Enrolment",
    "Guardian",
    "Household",
    "LifeEntry",
    "Participant",
    "RosterSpell",
]
