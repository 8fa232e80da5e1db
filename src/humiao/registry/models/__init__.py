"""The tables of the registry, by what they hold."""

from humiao.registry.models.categories import (
    CategoryExit,
    CategoryProof,
    CategoryReview,
    ParentSituation,
    StudyNote,
)
from humiao.registry.models.people import Child, Guardian, Household, Participant
from humiao.registry.models.spells import CategorySpell, Enrolment, RosterSpell

__all__ = [
    "CategoryExit",
    "CategoryProof",
    "CategoryReview",
    "CategorySpell",
    "Child",
    "Enrolment",
    "Guardian",
    "Household",
    "ParentSituation",
    "Participant",
    "RosterSpell",
    "StudyNote",
]
