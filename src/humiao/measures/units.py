"""What figures are counted in. Persons and person-times are never mixed."""

from __future__ import annotations

from enum import StrEnum


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
