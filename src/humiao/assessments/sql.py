"""The levels of a programme's children as SQL that other contexts build on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from humiao.registry.public import Sql

# Of several changes from one day the one that came into force last rules; a change to the same level is none.
_SPANS = """
SELECT child_id, level, from_on, lead(from_on) OVER later AS to_on, previous_level
FROM (
    SELECT child_id, level, from_on, lag(level) OVER days AS previous_level
    FROM (
        SELECT child_id, level, from_on,
               lead(from_on) OVER (PARTITION BY child_id ORDER BY from_on, in_force_at, id) AS next_on
        FROM assessments_levelchange
        WHERE programme_id = %s AND state = 'in-force' AND from_on <= %s AND in_force_at <= %s::timestamptz
    ) AS each_change
    WHERE next_on IS DISTINCT FROM from_on
    WINDOW days AS (PARTITION BY child_id ORDER BY from_on)
) AS each_day
WHERE level IS DISTINCT FROM previous_level
WINDOW later AS (PARTITION BY child_id ORDER BY from_on)
"""


def level_spans_sql(programme_id: UUID, on: date, known_at: datetime | None = None) -> Sql:
    """Select child_id, level, from_on, to_on (exclusive, NULL when open), previous_level (NULL at first).

    As of a day, and as known at a moment (None: now). Rows come in no order.
    """
    return Sql(_SPANS, (programme_id, on, known_at or "infinity"))


def fetched(sql: str, params: Sequence[Any]) -> list[Any]:
    """Run a query and return its rows as tuples."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())
