"""Evidence for `procurement.social_workers`: full-time staff on each day the number could have changed.

Between two changes the number stays as it is, so the days between need no rows: the fold
lowest-over-days adds up each day listed and takes the lowest. A day with nobody is listed as missing.
"""

# ruff: noqa: S608 -- the SQL is made of constants; every value is a parameter

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

_STAFF = """
SELECT id, post_id, is_full_time, starts_on,
       CASE WHEN %s::timestamptz IS NULL OR end_recorded_at <= %s THEN ends_on END AS ends_on
  FROM procurement_staffassignment
 WHERE programme_id = %s AND (%s::timestamptz IS NULL OR recorded_at <= %s)
"""
# Days of service that have been: of every engagement, from its first day to `on`.
_SERVICE = """
SELECT starts_on AS first, least(ends_on, %s) AS last
  FROM procurement_engagement
 WHERE programme_id = %s AND starts_on <= %s AND (%s::timestamptz IS NULL OR recorded_at <= %s)
"""
_EVIDENCE = f"""
WITH staff AS ({_STAFF}), service AS ({_SERVICE}),
changes AS (
  SELECT first AS day FROM service
  UNION SELECT starts_on FROM staff WHERE is_full_time
  UNION SELECT ends_on + 1 FROM staff WHERE is_full_time AND ends_on IS NOT NULL
),
days AS (
  SELECT DISTINCT day FROM changes JOIN service ON day BETWEEN first AND last
)
SELECT s.id AS record_id, 'staff' AS record_type, s.post_id AS subject_id, d.day AS occurred_on,
       (s.id IS NOT NULL)::int::numeric AS weight,
       CASE WHEN s.id IS NULL THEN 'missing' ELSE 'counted' END AS state,
       CASE WHEN s.id IS NULL THEN 'nobody' ELSE 'full-time' END AS reason
  FROM days d LEFT JOIN staff s
    ON s.is_full_time AND s.starts_on <= d.day AND (s.ends_on IS NULL OR s.ends_on >= d.day)
UNION ALL
SELECT s.id, 'staff', s.post_id, s.starts_on, 0::numeric, 'beside', 'part-time'
  FROM staff s WHERE NOT s.is_full_time AND s.starts_on <= %s
"""


def social_workers(
    programme_id: UUID, on: date, known_at: datetime | None = None
) -> tuple[str, tuple[Any, ...]]:
    """Select evidence for the lowest number of full-time social workers on any day of service until `on`.

    Columns: record_id, record_type, subject_id, occurred_on, weight, state, reason. Part-time staff stand
    beside the figure. No rows before the first engagement begins.
    """
    service = (on, programme_id, on, known_at, known_at)
    return _EVIDENCE, (*_staff_params(programme_id, known_at), *service, on)


def _staff_params(programme_id: UUID, known_at: datetime | None) -> tuple[Any, ...]:
    return (known_at, known_at, programme_id, known_at, known_at)
