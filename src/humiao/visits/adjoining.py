"""What this context reads of its neighbours as SQL, one function for each, so that each can be swapped.

All take named parameters `programme`, `on` and `known_at` (None: as known now). Spans end exclusively.
"""

from __future__ import annotations


def enrolment_spans_sql() -> str:
    """Select enrolment_id, child_id, worker_post_id, from_on, to_on as far as they had happened by `on`."""
    return """
        SELECT id AS enrolment_id, child_id, worker_post_id, from_on,
               CASE WHEN to_on <= %(on)s::date
                     AND (%(known_at)s::timestamptz IS NULL OR end_recorded_at <= %(known_at)s)
                    THEN to_on END AS to_on
        FROM registry_enrolment
        WHERE programme_id = %(programme)s AND from_on <= %(on)s::date
          AND (%(known_at)s::timestamptz IS NULL OR recorded_at <= %(known_at)s)
    """


def level_spans_sql() -> str:
    """Select child_id, level, from_on, to_on; a level that is only confirmed goes on."""
    return """
        SELECT child_id, level, from_on,
               lead(from_on) OVER (PARTITION BY child_id ORDER BY from_on) AS to_on
        FROM (
            SELECT child_id, level, from_on,
                   lag(level) OVER (PARTITION BY child_id ORDER BY from_on) AS before
            FROM (
                SELECT DISTINCT ON (child_id, from_on) child_id, level, from_on
                FROM assessments_levelchange
                WHERE programme_id = %(programme)s AND state = 'in-force' AND from_on <= %(on)s::date
                  AND (%(known_at)s::timestamptz IS NULL OR in_force_at <= %(known_at)s)
                ORDER BY child_id, from_on, recorded_at DESC, id DESC
            ) a_day
        ) changed
        WHERE before IS DISTINCT FROM level
    """


def children_sql() -> str:
    """Select child_id, household_id, town_code, village_code of every child."""
    return "SELECT id AS child_id, household_id, town_code, village_code FROM registry_child"
