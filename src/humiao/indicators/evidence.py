"""The list behind a figure: the very contributions it was folded from, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from humiao.indicators.folds import figure_of, fold_sql
from humiao.indicators.sources import Asked, Params, evidence_of
from humiao.measures.public import Figure, Fold, State
from humiao.measures.public import measure as measure_of
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
    """A page of contributions, how many there are of each state, where the next page starts, the figure.

    `figure` folds all of them; it is None where the measure has no records yet.
    """

    rows: list[EvidenceRow]
    counts: dict[State, int]
    next_after: str
    figure: Figure | None = None


# A missing id comes first, as the empty text that stands for it in a cursor.
_NOBODY = UUID(int=0)
_ORDER = f"occurred_on, coalesce(record_id, '{_NOBODY}'), coalesce(subject_id, '{_NOBODY}'), reason"
# The figure, its list and the counts of its chips from one run of the query behind them.
_PAGE = """
WITH evidence AS MATERIALIZED ({evidence})
SELECT 'fold', NULL::uuid, '', NULL::uuid, NULL::date, NULL::numeric, NULL::text, '',
       n.value::numeric, n.below::numeric, n.exempt::bigint, n.items::bigint
FROM ({fold}) AS n(value, below, exempt, items)
UNION ALL
SELECT 'count', NULL, '', NULL, NULL, NULL, state, '', NULL, NULL, NULL, count(*) FROM evidence GROUP BY state
UNION ALL
(SELECT 'row', record_id, record_type, subject_id, occurred_on, weight, state, reason, NULL, NULL, NULL, NULL
 FROM evidence {where} ORDER BY {order} {limit})
"""


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
    source = evidence_of(Asked(programme, on, known_at, listed=True), measure)
    if source is None:
        return EvidencePage([], {}, "")
    kind = measure_of(measure).fold
    where, extra = _conditions(state, after, by_name=isinstance(source.params, Mapping))
    limit = "" if size is None else f"LIMIT {size + 1}"
    statement = _PAGE.format(evidence=source.sql, fold=fold_sql(kind), where=where, order=_ORDER, limit=limit)
    with connection.cursor() as cursor:
        cursor.execute(statement, _together(source.params, extra))
        answers = cursor.fetchall()
    return _page(answers, kind, size)


def _page(answers: list[Any], kind: Fold, size: int | None) -> EvidencePage:
    """Take the answers of the one statement apart."""
    value, below, exempt, items = next(a[8:12] for a in answers if a[0] == "fold")
    counts = {State(a[6]): a[11] for a in answers if a[0] == "count"}
    found = [
        EvidenceRow(r, t, s, d, w, State(st), x)
        for what, r, t, s, d, w, st, x, *_ in answers
        if what == "row"
    ]
    rows = found if size is None else found[:size]
    more = size is not None and len(found) > size
    figure = figure_of(kind, value, below, exempt, items, "")
    return EvidencePage(rows, counts, _cursor(rows[-1]) if more else "", figure)


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


def _place(after: str) -> tuple[date, UUID, UUID, str] | None:
    parts = after.split("~", 3)
    if len(parts) != 4:
        return None
    try:
        record, subject = (UUID(part) if part else _NOBODY for part in parts[1:3])
        return date.fromisoformat(parts[0]), record, subject, parts[3]
    except ValueError:
        return None
