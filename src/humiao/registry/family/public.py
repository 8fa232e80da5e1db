"""What other contexts may use of families and children's lives."""

from humiao.registry.family.benefits import benefit_name, benefit_rules
from humiao.registry.family.choices import Kin, LifeKind
from humiao.registry.family.commands.recording import record_life, void_life
from humiao.registry.family.commands.revealing import reveal_family
from humiao.registry.family.presenters import ShownEntry, ShownFamily, show_family
from humiao.registry.family.queries import family_in, family_of
from humiao.registry.family.values import (
    Benefit,
    Care,
    Contact,
    Entry,
    Family,
    Health,
    Member,
    Schooling,
    Wish,
)

__all__ = [
    "Benefit",
    "Care",
    "Contact",
    "Entry",
    "Family",
    "Health",
    "Kin",
    "LifeKind",
    "Member",
    "Schooling",
    "ShownEntry",
    "ShownFamily",
    "Wish",
    "benefit_name",
    "benefit_rules",
    "family_in",
    "family_of",
    "record_life",
    "reveal_family",
    "show_family",
    "void_life",
]
