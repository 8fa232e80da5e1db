"""Counting working days on plain values; no database, no clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

import holidays

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True)
class YearTable:
    """One year: the weekdays that are off and the weekend days that are worked."""

    year: int
    days_off: frozenset[date]
    work_days: frozenset[date]
    source: str = ""
    is_certain: bool = True

    def works_on(self, day: date) -> bool:
        """Say whether offices work on a day of this year."""
        if day in self.work_days:
            return True
        return day.weekday() < _SATURDAY and day not in self.days_off


@dataclass(frozen=True)
class Calendar:
    """The county's calendar; years without a table of its own are the library's."""

    own: dict[int, YearTable] = field(default_factory=dict)

    def table(self, year: int) -> YearTable:
        """Return the table a year is counted by."""
        return self.own.get(year) or library_year(year)

    def works_on(self, day: date) -> bool:
        """Say whether offices work on a day."""
        return self.table(day.year).works_on(day)

    def after(self, start: date, days: int) -> date:
        """Return the last day of a time limit: the n-th working day after `start`, which isn't counted."""
        day, left = start, days
        while left > 0:
            day += _DAY
            left -= self.works_on(day)
        return day

    def between(self, start: date, end: date) -> int:
        """Count the working days after `start` up to and including `end`; negative when `end` is earlier."""
        if end < start:
            return -self.between(end, start)
        return sum(self.works_on(start + _DAY * n) for n in range(1, (end - start).days + 1))

    def is_certain(self, start: date, end: date) -> bool:
        """Say whether the notice of every year from one day to the other is known."""
        return all(self.table(year).is_certain for year in range(start.year, end.year + 1))


@lru_cache(maxsize=64)
def library_year(year: int) -> YearTable:
    """Return what the library knows of a year; without days worked at weekends its notice isn't in it yet."""
    known = holidays.country_holidays("CN", years=year)
    worked = frozenset(d for d in known.weekend_workdays if d.year == year)
    off = frozenset(d for d in known if d.year == year and d.weekday() < _SATURDAY)
    return YearTable(year, off, worked, "", bool(worked))


def problems_of_year(
    year: int, days_off: Iterable[date], work_days: Iterable[date]
) -> list[tuple[str, date]]:
    """List what is wrong with a table, as a code and the day; empty when nothing is."""
    off, worked = list(days_off), list(work_days)
    found = [("other-year", d) for d in (*off, *worked) if d.year != year]
    found += [("weekend-is-off-anyway", d) for d in off if d.weekday() >= _SATURDAY]
    found += [("weekday-is-worked-anyway", d) for d in worked if d.weekday() < _SATURDAY]
    return found
