"""The tables of the registry, by what they hold."""

from humiao.registry.models.lists import ImportedChild, KnownHeadings, ListImport
from humiao.registry.models.people import Child, Guardian, Household, Participant
from humiao.registry.models.spells import CategorySpell, Enrolment, RosterSpell

__all__ = [
    "CategorySpell",
    "Child",
    "Enrolment",
    "Guardian",
    "Household",
    "ImportedChild",
    "KnownHeadings",
    "ListImport",
    "Participant",
    "RosterSpell",
]
