"""The levels of a programme's children as SQL that other contexts build on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from humiao.registry.public import Sql

# A later change of the same day takes the place of an earlier one; where it leads back, nothing changed.
_SPANS = """
SELECT child_id, level, from_on, lead(from_on) OVER (PARTITION BY child_id ORDER BY from_on) AS to_on,
       nullif(level_before, '') AS previous_level
FROM assessments_levelchange
WHERE programme_id = %s AND state = 'in-force' AND from_on <= %s AND in_force_at <= %s::timestamptz
  AND (overtaken_at IS NULL OR overtaken_at > %s::timestamptz) AND level <> level_before
"""


def level_spans_sql(programme_id: UUID, on: date, known_at: datetime | None = None) -> Sql:
    """Select child_id, level, from_on, to_on (exclusive, NULL when open), previous_level (NULL at first).

    As of a day, and as known at a moment (None: now). Rows come in no order.
    """
    known = known_at or "infinity"
    return Sql(_SPANS, (programme_id, on, known, known))


def levels_in_force(programme_id: UUID, on: date, known_at: datetime | None) -> Sql:
    """Select child_id and label, the level in force on a day; a child without one is left out."""
    spans = level_spans_sql(programme_id, on, known_at)
    text = f"SELECT child_id, level AS label FROM ({spans.text}) s WHERE to_on IS NULL"  # noqa: S608
    return Sql(text, spans.params)


def fetched(sql: str, params: Sequence[Any]) -> list[Any]:
    """Run a query and return its rows as tuples."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())
