"""The evidence of this context's measures: SQL whose rows are the contributions."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from humiao.assessments.reach import enrolment_spans_sql
from humiao.assessments.sql import Sql, level_spans_sql

_GRADED = """
WITH enrolled AS (
    SELECT DISTINCT ON (child_id) child_id, enrolment_id
    FROM ({enrolments}) e
    WHERE from_on <= %(on)s AND (to_on IS NULL OR to_on > %(on)s)
    ORDER BY child_id, from_on DESC
), assessed AS (
    SELECT DISTINCT ON (child_id) child_id, id, occurred_on
    FROM assessments_assessment
    WHERE programme_id = %(programme_id)s AND occurred_on <= %(on)s AND recorded_at <= %(known_at)s
      AND (voided_at IS NULL OR voided_at > %(known_at)s)
    ORDER BY child_id, occurred_on DESC, id DESC
), levels AS (
    SELECT child_id, level FROM ({levels}) l WHERE to_on IS NULL
)
SELECT coalesce(a.id, e.enrolment_id) AS record_id,
       CASE WHEN a.id IS NULL THEN 'enrolment' ELSE 'assessment' END AS record_type,
       e.child_id AS subject_id,
       coalesce(a.occurred_on, %(on)s::date) AS occurred_on,
       CASE WHEN a.id IS NOT NULL AND l.level IS NOT NULL THEN 1 ELSE 0 END::numeric AS weight,
       CASE WHEN a.id IS NOT NULL AND l.level IS NOT NULL THEN 'counted' ELSE 'missing' END AS state,
       CASE WHEN a.id IS NULL THEN 'not-assessed' WHEN l.level IS NULL THEN 'no-level' ELSE '' END AS reason
FROM enrolled e
LEFT JOIN assessed a USING (child_id)
LEFT JOIN levels l USING (child_id)
"""


def graded(programme_id: UUID, on: date, known_at: datetime | None) -> Sql:
    """Give `assessments.graded`: the children enrolled that day, those assessed and on a level counted."""
    enrolments, params = enrolment_spans_sql(programme_id, known_at)
    levels, more = level_spans_sql(programme_id, on, known_at)
    return _GRADED.format(enrolments=enrolments, levels=levels), {**params, **more}


MEASURES = {"assessments.graded": graded}
