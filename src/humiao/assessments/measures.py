"""The evidence of this context's measures: SQL whose rows are the contributions."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from humiao.assessments.sql import level_spans_sql
from humiao.registry.public import Sql, enrolled_on

_GRADED = """
SELECT coalesce(a.id, e.child_id) AS record_id,
       CASE WHEN a.id IS NULL THEN 'child' ELSE 'assessment' END AS record_type,
       e.child_id AS subject_id,
       coalesce(a.occurred_on, %s::date) AS occurred_on,
       CASE WHEN a.id IS NOT NULL AND l.level IS NOT NULL THEN 1 ELSE 0 END::numeric AS weight,
       CASE WHEN a.id IS NOT NULL AND l.level IS NOT NULL THEN 'counted' ELSE 'missing' END AS state,
       CASE WHEN a.id IS NULL THEN 'not-assessed' WHEN l.level IS NULL THEN 'no-level' ELSE '' END AS reason
FROM (SELECT DISTINCT child_id FROM ({enrolled}) AS spell) AS e
LEFT JOIN (
    SELECT DISTINCT ON (child_id) child_id, id, occurred_on
    FROM assessments_assessment
    WHERE programme_id = %s AND occurred_on <= %s AND recorded_at <= %s::timestamptz
      AND (voided_at IS NULL OR voided_at > %s::timestamptz)
    ORDER BY child_id, occurred_on DESC, id DESC
) AS a USING (child_id)
LEFT JOIN (SELECT child_id, level FROM ({levels}) AS span WHERE to_on IS NULL) AS l USING (child_id)
"""


def graded(programme_id: UUID, on: date, known_at: datetime | None = None) -> Sql:
    """Give `assessments.graded`: the children enrolled that day, those assessed and on a level counted."""
    enrolled, of_enrolled = enrolled_on(programme_id, on=on, known_at=known_at)
    levels, of_levels = level_spans_sql(programme_id, on, known_at)
    known = known_at or "infinity"
    params = (on, *of_enrolled, programme_id, on, known, known, *of_levels)
    return Sql(_GRADED.format(enrolled=enrolled, levels=levels), params)
