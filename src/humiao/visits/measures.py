"""The evidence of this context's measures: SQL whose rows are the contributions.

Each selects record_id, record_type, subject_id, occurred_on, weight, state (counted, missing, exempt or
beside) and reason, as of a day (which counts as over) and as known at a moment (None: now).
"""

# ruff: noqa: S608 -- the SQL is made of constants; every value is a parameter

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from humiao.visits.adjoining import enrolment_spans_sql
from humiao.visits.duties import duties_sql
from humiao.visits.rules import DutyTerms
from humiao.visits.sql_text import positional

Sql = tuple[str, list[Any]]

_LINES = """
    v.programme_id = %(programme)s AND v.outcome = 'met' AND v.channel = ANY(%(channels)s::text[])
    AND v.occurred_on BETWEEN %(starts)s::date AND %(on)s::date
    AND (%(known_at)s::timestamptz IS NULL OR v.recorded_at <= %(known_at)s)
    AND (v.voided_at IS NULL OR v.voided_at > %(known_at)s::timestamptz)"""


def person_times(
    programme_id: UUID,
    on: date,
    known_at: datetime | None = None,
    *,
    starts_on: date,
    count: str = "child",
    channels: tuple[str, ...] = ("home",),
) -> Sql:
    """Give `visits.person_times`: each child met at home, or each such visit whatever number it met.

    By child a row is a line of a visit and weighs 1; by visit the first line of each visit weighs 1 and
    the others stand beside it with the reason `same-visit`.
    """
    params = {
        "programme": programme_id, "on": on, "known_at": known_at, "starts": starts_on,
        "channels": list(channels), "by_visit": count == "visit",
    }  # fmt: skip
    return positional(
        f"""
        SELECT id AS record_id, 'visit-line' AS record_type, child_id AS subject_id, occurred_on,
               CASE WHEN is_other THEN 0 ELSE 1 END::numeric AS weight,
               CASE WHEN is_other THEN 'beside' ELSE 'counted' END AS state,
               CASE WHEN is_other THEN 'same-visit' ELSE '' END AS reason
        FROM (
            SELECT v.id, v.child_id, v.occurred_on,
                   %(by_visit)s AND row_number() OVER (PARTITION BY v.visit_id ORDER BY v.id) > 1 AS is_other
            FROM visits_visitline v
            WHERE {_LINES}
        ) line
        """,
        params,
    )


def interval_kept(
    programme_id: UUID,
    on: date,
    known_at: datetime | None = None,
    *,
    terms: DutyTerms,
    level: str | None = None,
    listed: bool = True,
) -> Sql:
    """Give `visits.interval_kept`, of all levels or of one: duties met ÷ duties due by the day.

    Where `listed`, a met one names the visit that met it; what is only folded names no record. Exempt ones
    are listed beside; the reason tells the level and why, e.g. `red`, `red exemption`.
    """
    clause, params = duties_sql(programme_id, terms, on, known_at, with_visits=listed)
    record = "coalesce(visit_id, child_id)" if listed else "NULL::uuid"
    sql = f"""{clause}
        SELECT {record} AS record_id,
               CASE WHEN met_on IS NULL THEN 'child' ELSE 'visit' END AS record_type,
               child_id AS subject_id, coalesce(met_on, due_on) AS occurred_on,
               CASE WHEN state = 'met' THEN 1 ELSE 0 END::numeric AS weight,
               CASE state WHEN 'met' THEN 'counted' WHEN 'exempt' THEN 'exempt' ELSE 'missing' END AS state,
               concat_ws(' ', level, nullif(reason, '')) AS reason
        FROM duty
        WHERE due_on <= %(on)s::date AND (%(level)s::text IS NULL OR level = %(level)s)"""
    return positional(sql, {**params, "level": level})


def towns_reached(
    programme_id: UUID,
    on: date,
    known_at: datetime | None = None,
    *,
    towns: tuple[str, ...],
    starts_on: date,
    reached_when: str = "one-visit",
    channels: tuple[str, ...] = ("home",),
) -> Sql:
    """Give `visits.towns_reached`: the towns to reach; `reason` is the town's code, its record a first visit.

    A town is reached by one visit, or (`every-child`) when each of its children enrolled that day was
    visited at least once.
    """
    params = {
        "programme": programme_id, "on": on, "known_at": known_at, "starts": starts_on,
        "channels": list(channels), "towns": list(towns), "every_child": reached_when == "every-child",
    }  # fmt: skip
    sql = f"""
        WITH first AS (
            SELECT town AS town_code, earliest.visit_id, earliest.occurred_on
            FROM unnest(%(towns)s::text[]) AS town
            CROSS JOIN LATERAL (
                SELECT v.visit_id, v.occurred_on FROM visits_visitline v
                WHERE {_LINES} AND v.town_code = town ORDER BY v.occurred_on, v.visit_id LIMIT 1
            ) AS earliest
        ), waiting AS (
            SELECT c.town_code, count(*) AS children
            FROM ({enrolment_spans_sql()}) e JOIN registry_child c ON c.id = e.child_id
            WHERE %(every_child)s AND (e.to_on IS NULL OR e.to_on > %(on)s::date)
              -- Most were visited lately, which one short scan tells; the others are looked up one by one.
              AND e.child_id NOT IN (SELECT v.child_id FROM visits_visitline v
                                     WHERE {_LINES} AND v.occurred_on > %(on)s::date - 45)
              AND NOT EXISTS (SELECT 1 FROM visits_visitline v WHERE {_LINES} AND v.child_id = e.child_id)
            GROUP BY c.town_code
        )
        SELECT first.visit_id AS record_id,
               CASE WHEN first.visit_id IS NULL THEN 'town' ELSE 'visit' END AS record_type,
               NULL::uuid AS subject_id, coalesce(first.occurred_on, %(on)s::date) AS occurred_on,
               CASE WHEN first.visit_id IS NULL OR waiting.children > 0 THEN 0 ELSE 1 END::numeric AS weight,
               CASE WHEN first.visit_id IS NULL OR waiting.children > 0 THEN 'missing' ELSE 'counted' END
                   AS state,
               town AS reason
        FROM unnest(%(towns)s::text[]) AS town
        LEFT JOIN first ON first.town_code = town
        LEFT JOIN waiting ON waiting.town_code = town"""
    return positional(sql, params)
