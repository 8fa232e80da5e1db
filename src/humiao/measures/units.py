"""What figures are counted in. Persons and person-times are never mixed."""

from __future__ import annotations

from enum import StrEnum

from humiao.foundation.bilingual import Bilingual


class Unit(StrEnum):
    """The unit as the plans print it."""

    PERSONS = "人"
    PERSON_TIMES = "人次"
    HOUSEHOLDS = "户"
    ITEMS = "个"
    EVENTS = "场"
    TIMES = "次"
    STORIES = "篇"
    COPIES = "份"
    MONTHS = "个月"
    PERCENT = "%"


_ENGLISH = {
    Unit.PERSONS: "persons",
    Unit.PERSON_TIMES: "person-times",
    Unit.HOUSEHOLDS: "households",
    Unit.ITEMS: "items",
    Unit.EVENTS: "events",
    Unit.TIMES: "times",
    Unit.STORIES: "stories",
    Unit.COPIES: "copies",
    Unit.MONTHS: "months",
    Unit.PERCENT: "%",
}


def unit_name(unit: Unit) -> Bilingual:
    """Name a unit in both languages."""
    return Bilingual(unit.value, _ENGLISH[unit])
