"""Windows of an interval inside a term: the stretches of days that each need one visit. No Django."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
CALENDAR, CONTRACT = "calendar", "contract"


@dataclass(frozen=True)
class Interval:
    """How long one window lasts, e.g. 1 half_year, and whether it follows the calendar or the contract."""

    value: int
    unit: str
    basis: str

    def __post_init__(self) -> None:
        if self.value < 1 or self.unit not in (*_DAYS, *_MONTHS) or self.basis not in (CALENDAR, CONTRACT):
            raise ValueError(f"no such interval: {self.value} {self.unit} by {self.basis}")


@dataclass(frozen=True)
class Term:
    """The days a programme runs, both ends included."""

    starts_on: date
    ends_on: date

    def __post_init__(self) -> None:
        if self.ends_on < self.starts_on:
            raise ValueError(f"the term ends {self.ends_on}, before it starts {self.starts_on}")


@dataclass(frozen=True)
class Window:
    """One stretch of days, both ends included."""

    from_on: date
    to_on: date


def add_months(day: date, months: int) -> date:
    """Return the same day some months on; the 31st becomes the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@lru_cache(maxsize=256)
def windows_of(interval: Interval, term: Term) -> tuple[Window, ...]:
    """Return the windows that cover the term without a gap; the first and the last are cut at its ends.

    By contract, windows are counted in whole units from the term's first day. By the calendar they are
    months, quarters, halves and years of the calendar and weeks from Monday; several units in one window
    are counted from the January (the Monday) at or before the term's first day.
    """
    start = _first_start(interval, term.starts_on)
    found: list[Window] = []
    number = 0
    while (begins := _shifted(interval, start, number)) <= term.ends_on:
        number += 1
        ends = _shifted(interval, start, number) - timedelta(days=1)
        if ends >= term.starts_on:
            found.append(Window(max(begins, term.starts_on), min(ends, term.ends_on)))
    return tuple(found)


def _first_start(interval: Interval, starts_on: date) -> date:
    if interval.basis == CONTRACT or interval.unit == "day":
        return starts_on
    if interval.unit == "week":
        return starts_on - timedelta(days=starts_on.weekday())
    return date(starts_on.year, 1, 1)


def _shifted(interval: Interval, start: date, number: int) -> date:
    if interval.unit in _DAYS:
        return start + timedelta(days=_DAYS[interval.unit] * interval.value * number)
    return add_months(start, _MONTHS[interval.unit] * interval.value * number)
