"""The list behind a figure: the very contributions it was folded from, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from humiao.indicators.sources import Asked, Params, evidence_of
from humiao.measures.public import State
from humiao.programmes.public import ProgrammeValue

PAGE = 50


@dataclass(frozen=True)
class EvidenceRow:
    """One contribution as the list shows it."""

    record_id: UUID | None
    record_type: str
    subject_id: UUID | None
    occurred_on: date
    weight: Decimal
    state: State
    reason: str


@dataclass(frozen=True)
class EvidencePage:
    """A page of contributions, how many there are of each state, and where the next page starts."""

    rows: list[EvidenceRow]
    counts: dict[State, int]
    next_after: str


_ORDER = "occurred_on, coalesce(record_id::text, ''), coalesce(subject_id::text, ''), reason"


def evidence_page(
    programme: ProgrammeValue,
    measure: str,
    *,
    on: date,
    known_at: datetime,
    state: State | None = None,
    after: str = "",
    size: int | None = PAGE,
) -> EvidencePage:
    """Return the contributions of a measure in order of date; `size` None returns them all.

    `after` is the `next_after` of the page before; one that can't be read starts at the beginning.
    """
    source = evidence_of(Asked(programme, on, known_at), measure)
    if source is None:
        return EvidencePage([], {}, "")
    where, extra = _conditions(state, after, by_name=isinstance(source.params, Mapping))
    limit = "" if size is None else f"LIMIT {size + 1}"
    statement = (
        f"WITH evidence AS ({source.sql}) SELECT record_id, record_type, subject_id, occurred_on, weight, "  # noqa: S608
        f"state, reason FROM evidence {where} ORDER BY {_ORDER} {limit}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, _together(source.params, extra))
        found = [EvidenceRow(r, t, s, d, w, State(st), x) for r, t, s, d, w, st, x in cursor.fetchall()]
        cursor.execute(
            f"WITH evidence AS ({source.sql}) SELECT state, count(*) FROM evidence GROUP BY state",  # noqa: S608
            source.params,
        )
        counts = {State(name): number for name, number in cursor.fetchall()}
    rows = found if size is None else found[:size]
    more = size is not None and len(found) > size
    return EvidencePage(rows, counts, _cursor(rows[-1]) if more else "")


def _conditions(state: State | None, after: str, *, by_name: bool) -> tuple[str, dict[str, Any]]:
    """Return the WHERE clause and its values; marked as the source marks its own, by place or by name."""

    def mark(name: str) -> str:
        return f"%({name})s" if by_name else "%s"

    conditions: list[str] = []
    values: dict[str, Any] = {}
    if state is not None:
        conditions.append(f"state = {mark('wanted_state')}")
        values["wanted_state"] = state.value
    place = _place(after)
    if place is not None:
        names = [f"after_{n}" for n in range(len(place))]
        conditions.append(f"({_ORDER}) > ({', '.join(mark(n) for n in names)})")
        values |= dict(zip(names, place, strict=True))
    return ("WHERE " + " AND ".join(conditions) if conditions else ""), values


def _together(params: Params, extra: dict[str, Any]) -> Params:
    return {**params, **extra} if isinstance(params, Mapping) else [*params, *extra.values()]


def _cursor(row: EvidenceRow) -> str:
    ids = (str(row.record_id or ""), str(row.subject_id or ""))
    return "~".join((row.occurred_on.isoformat(), *ids, row.reason))


def _place(after: str) -> tuple[date, str, str, str] | None:
    parts = after.split("~", 3)
    if len(parts) != 4:
        return None
    try:
        return date.fromisoformat(parts[0]), parts[1], parts[2], parts[3]
    except ValueError:
        return None
