"""What others may use of working days: the open county's calendar, and writing one of its years."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from humiao.foundation.working_days.models import CalendarYear
from humiao.foundation.working_days.rules import Calendar, YearTable, library_year, problems_of_year

__all__ = [
    "Calendar",
    "YearTable",
    "calendar",
    "library_year",
    "problems_of_year",
    "version_of_year",
    "write_year",
]


def calendar() -> Calendar:
    """Return the open county's calendar; one query."""
    rows = CalendarYear.objects.order_by("year")
    return Calendar(
        {r.year: YearTable(r.year, frozenset(r.days_off), frozenset(r.work_days), r.source) for r in rows}
    )


def version_of_year(year: int) -> int:
    """Return the version of the county's own table of a year; 0 where it has none."""
    return CalendarYear.objects.filter(year=year).values_list("version", flat=True).first() or 0


def write_year(
    *,
    year: int,
    days_off: Iterable[date],
    work_days: Iterable[date],
    source: str,
    by: UUID | None,
    at: datetime,
) -> int:
    """Write the county's own table of a year and return its version; the caller checks and signs."""
    row, made = CalendarYear.objects.select_for_update().get_or_create(
        year=year,
        defaults={
            "days_off": sorted(set(days_off)),
            "work_days": sorted(set(work_days)),
            "source": source,
            "entered_by": by,
            "recorded_at": at,
        },
    )
    if made:
        return row.version
    row.days_off, row.work_days, row.source = sorted(set(days_off)), sorted(set(work_days)), source
    row.entered_by, row.recorded_at, row.version = by, at, row.version + 1
    row.save()
    return row.version
