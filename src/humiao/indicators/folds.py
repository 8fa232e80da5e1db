"""The folds of `measures.fold`, compiled to SQL over a measure's evidence query.

A figure and its list come from the same query, so they can't disagree; a test holds these folds against
the pure ones on random contributions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import connection

from humiao.measures.public import Figure, Fold

_SUBJECT = "coalesce(subject_id::text, record_type || ':' || reason)"
_COUNTED = "FILTER (WHERE state = 'counted')"
_EXEMPT = "count(*) FILTER (WHERE state = 'exempt')"

# Each gives value parts as: numerator, denominator (NULL where there is none), exempt, contributions.
_SIMPLE: dict[Fold, tuple[str, str, str]] = {
    Fold.COUNT: (f"count(*) {_COUNTED}", "NULL::numeric", _EXEMPT),
    Fold.DISTINCT: (f"count(DISTINCT {_SUBJECT}) {_COUNTED}", "NULL::numeric", _EXEMPT),
    Fold.SUM: (f"coalesce(sum(weight) {_COUNTED}, 0)", "NULL::numeric", _EXEMPT),
    Fold.RATIO: (
        "count(*) FILTER (WHERE state = 'counted' AND weight = 1)",
        "count(*) FILTER (WHERE state IN ('counted', 'missing'))",
        _EXEMPT,
    ),
    Fold.JUDGEMENT: ("0", "NULL::numeric", _EXEMPT),
}
# What stands beside is a group of its own, which counts for nothing but itself. No id is turned into text.
_COVERAGE = """
SELECT count(*) FILTER (WHERE reached), count(*) FILTER (WHERE owed AND (reached OR NOT exempt)),
       count(*) FILTER (WHERE exempt AND NOT reached), coalesce(sum(items), 0)
  FROM (SELECT state <> 'beside' AS owed, bool_or(state = 'counted' AND weight = 1) AS reached,
               bool_or(state = 'exempt') AS exempt, count(*) AS items
          FROM evidence
         GROUP BY subject_id, CASE WHEN subject_id IS NULL THEN record_type || ':' || reason END,
                  state <> 'beside') AS subjects
"""
_LOWEST = f"""
SELECT min(day), NULL::numeric, (SELECT {_EXEMPT} FROM evidence), (SELECT count(*) FROM evidence)
  FROM (SELECT sum(weight) AS day FROM evidence WHERE state IN ('counted', 'missing')
         GROUP BY occurred_on) AS days
"""  # noqa: S608


def fold_sql(kind: Fold) -> str:
    """Return the query that folds the rows of `evidence`, named by who asks it, to four numbers."""
    if kind is Fold.COVERAGE:
        return _COVERAGE
    if kind is Fold.LOWEST_OVER_DAYS:
        return _LOWEST
    numerator, denominator, exempt = _SIMPLE[kind]
    return f"SELECT {numerator}, {denominator}, {exempt}, count(*) FROM evidence"  # noqa: S608


def folded(kind: Fold, evidence: str, params: Mapping[str, Any] | Sequence[Any], unit: str) -> Figure:
    """Run the fold in the open county and return its figure."""
    with connection.cursor() as cursor:
        cursor.execute(f"WITH evidence AS ({evidence}) {fold_sql(kind)}", params)
        numerator, denominator, exempt, items = cursor.fetchone()
    return figure_of(kind, numerator, denominator, exempt, items, unit)


def folded_by_first_word(
    kind: Fold, evidence: str, params: Mapping[str, Any] | Sequence[Any], unit: str
) -> dict[str, Figure]:
    """Run a plain fold once and return a figure for each first word of the reason, such as a level."""
    numerator, denominator, exempt = _SIMPLE[kind]
    statement = (
        f"WITH evidence AS ({evidence}) SELECT split_part(reason, ' ', 1), {numerator}, {denominator}, "  # noqa: S608
        f"{exempt}, count(*) FROM evidence GROUP BY 1"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        rows = cursor.fetchall()
    return {word: figure_of(kind, top, below, out, items, unit) for word, top, below, out, items in rows}


def figure_of(kind: Fold, numerator: Any, denominator: Any, exempt: int, items: int, unit: str) -> Figure:
    """Make the figure of a fold's four numbers, as `measures.fold` would."""
    top = Decimal(numerator if numerator is not None else 0)
    below = None if denominator is None else Decimal(denominator)
    if kind in (Fold.RATIO, Fold.COVERAGE):
        value = 100 * top / below if below else None
    elif kind is Fold.JUDGEMENT or (kind is Fold.LOWEST_OVER_DAYS and numerator is None):
        value = None
    else:
        value = top
    return Figure(value, top, below, int(exempt), int(items), unit)
