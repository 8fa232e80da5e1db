"""The rule of `rules` over a whole programme in one SQL statement (a differential test holds them equal)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from humiao.visits.adjoining import enrolment_spans_sql, level_spans_sql
from humiao.visits.rules import Began, DutyState, DutyTerms
from humiao.visits.windows import windows_of

Params = dict[str, Any]

# One row for each visit owed. Steps: `segment` is a level in force within an enrolment; `begun` adds its
# first window; `owed` joins the windows begun by the day; `held` adds exemptions and faults; the last step
# looks up the first visit able to meet it, which also tells whether a child in arrears was visited since.
_DUTIES = """
WITH level_rule AS MATERIALIZED (
    SELECT * FROM unnest(%(codes)s::text[], %(ranks)s::int[], %(last_ended)s::date[])
        AS l(code, rank, last_ended)
), asks AS MATERIALIZED (
    SELECT * FROM unnest(%(ask_levels)s::text[], %(ask_channels)s::text[], %(ask_visitors)s::text[])
        AS a(code, channel, visitor)
), span_window AS MATERIALIZED (
    SELECT * FROM unnest(%(window_levels)s::text[], %(window_from)s::date[], %(window_to)s::date[])
        AS w(level, from_on, to_on)
), segment AS (
    SELECT e.enrolment_id, e.child_id, e.worker_post_id, s.level, r.rank, r.last_ended,
           greatest(e.from_on, %(starts)s::date) AS enrolled_on,
           greatest(s.from_on, e.from_on, %(starts)s::date) AS begins,
           least(s.to_on, e.to_on, %(ends)s::date + 1) AS until,
           lag(r.rank) OVER (PARTITION BY e.enrolment_id ORDER BY s.from_on) AS rank_before
    FROM ({enrolments}) e
    JOIN ({levels}) s ON s.child_id = e.child_id
    JOIN level_rule r ON r.code = s.level
    WHERE greatest(s.from_on, e.from_on, %(starts)s::date) < least(s.to_on, e.to_on, %(ends)s::date + 1)
      AND greatest(s.from_on, e.from_on, %(starts)s::date) <= %(on)s::date
), begun AS (
    SELECT g.*, w.from_on AS first_from,
           CASE WHEN rank_before IS NULL THEN 'entering' WHEN g.rank > rank_before THEN 'raised'
                ELSE 'lowered' END AS began,
           greatest(w.to_on, begins + CASE WHEN rank_before IS NULL THEN %(grace_entering)s::int
                                           ELSE %(grace_changed)s::int END) AS first_due
    FROM segment g
    JOIN span_window w ON w.level = g.level AND g.begins BETWEEN w.from_on AND w.to_on
), owed AS (
    SELECT g.child_id, g.worker_post_id, g.level, g.rank, g.last_ended, g.begins, g.until,
           CASE WHEN w.from_on = g.first_from THEN g.began END AS began,
           CASE WHEN w.from_on > g.first_from THEN w.from_on
                WHEN g.began = 'lowered' THEN greatest(w.from_on, g.enrolled_on)
                ELSE g.begins END AS from_on,
           CASE WHEN w.from_on = g.first_from THEN g.first_due ELSE w.to_on END AS to_on
    FROM begun g
    JOIN span_window w ON w.level = g.level AND w.from_on BETWEEN g.first_from AND %(on)s::date
                      AND w.from_on < g.until
    WHERE (w.from_on = g.first_from AND g.first_due <= %(ends)s::date)
       OR (w.from_on > g.first_from AND w.to_on > g.first_due)
), away AS MATERIALIZED (
    SELECT child_id, range_agg(daterange(from_on, to_on, '[]')) AS days
    FROM visits_exemption
    WHERE programme_id = %(programme)s AND state = 'approved'
      AND (%(known_at)s::timestamptz IS NULL OR decided_at <= %(known_at)s)
    GROUP BY child_id
), fault AS MATERIALIZED (
    SELECT v.child_id, a.code AS level, array_agg(v.occurred_on) AS days
    FROM visits_visitline v
    JOIN asks a ON a.channel = v.channel AND a.visitor = v.visitor_role
    WHERE v.programme_id = %(programme)s AND v.outcome = 'fault' AND v.occurred_on <= %(on)s::date
      AND (%(known_at)s::timestamptz IS NULL OR v.recorded_at <= %(known_at)s)
      AND (v.voided_at IS NULL OR v.voided_at > %(known_at)s::timestamptz)
    GROUP BY v.child_id, a.code
), weighed AS (
    SELECT o.*,
           CASE WHEN a.days IS NULL THEN false ELSE
               (SELECT o.to_on - o.from_on + 1 - coalesce(sum(upper(r) - lower(r)), 0)
                FROM unnest(a.days * datemultirange(daterange(o.from_on, o.to_on, '[]'))) r)
               < greatest(1, least(%(grace_entering)s::int, (o.to_on - o.from_on + 2) / 2))
           END AS is_exempt,
           CASE WHEN a.days @> o.to_on THEN
               (SELECT upper(r) - 1 + %(grace_entering)s::int FROM unnest(a.days) r WHERE r @> o.to_on)
           END AS back_on,
           CASE WHEN f.days IS NOT NULL THEN
               (SELECT max(d) FROM unnest(f.days) d WHERE d BETWEEN o.from_on AND o.to_on)
           END AS fault_on
    FROM owed o
    LEFT JOIN away a ON a.child_id = o.child_id
    LEFT JOIN fault f ON f.child_id = o.child_id AND f.level = o.level
    WHERE o.to_on < o.until
), held AS (
    SELECT w.*,
           CASE WHEN is_exempt THEN to_on ELSE
               least(greatest(back_on, fault_on + %(grace_entering)s::int, to_on), %(ends)s::date)
           END AS due_on
    FROM weighed w
), duty AS (
    SELECT h.child_id, h.worker_post_id, h.level, h.rank, h.began, h.from_on, h.to_on, h.due_on,
           CASE WHEN visited.occurred_on <= h.due_on THEN visited.occurred_on END AS met_on,
           CASE WHEN visited.occurred_on <= h.due_on THEN visited.visit_id END AS visit_id,
           CASE WHEN is_exempt THEN 'exempt'
                WHEN visited.occurred_on <= h.due_on THEN 'met'
                WHEN h.due_on >= %(on)s::date THEN 'due'
                WHEN fault_on IS NOT NULL THEN 'exempt'
                WHEN visited.occurred_on IS NULL AND h.until > %(on)s::date
                     AND h.to_on >= h.last_ended THEN 'overdue'
                ELSE 'missed' END AS state,
           CASE WHEN is_exempt THEN 'exemption' WHEN fault_on IS NOT NULL THEN 'fault'
                WHEN back_on > to_on THEN 'exemption' ELSE '' END AS reason
    FROM held h
    LEFT JOIN LATERAL (
        SELECT v.occurred_on, v.visit_id
        FROM visits_visitline v
        WHERE v.programme_id = %(programme)s AND v.child_id = h.child_id AND v.outcome = 'met'
          AND v.occurred_on BETWEEN h.from_on AND %(on)s::date
          AND {able}
          AND (%(known_at)s::timestamptz IS NULL OR v.recorded_at <= %(known_at)s)
          AND (v.voided_at IS NULL OR v.voided_at > %(known_at)s::timestamptz)
        ORDER BY v.occurred_on, v.visit_id
        LIMIT 1
    ) visited ON true
    WHERE h.due_on < h.until
)"""
_ALIKE = "v.channel = ANY(%(channels)s) AND v.visitor_role = ANY(%(visitors)s)"
_APART = """EXISTS (SELECT 1 FROM asks a WHERE a.code = h.level AND a.channel = v.channel
                   AND a.visitor = v.visitor_role)"""


def duties_sql(
    programme_id: UUID, terms: DutyTerms, on: date, known_at: datetime | None
) -> tuple[str, Params]:
    """Return the WITH clause that ends in `duty`, and its named parameters.

    `duty` has child_id, worker_post_id, level, rank, began, from_on, to_on, due_on, met_on, visit_id (of
    the visit that met it), state and reason.
    """
    windows = [(level.code, w) for level in terms.levels for w in windows_of(level.interval, terms.term)]
    asks = [(level.code, c, v) for level in terms.levels for c in level.channels for v in level.visitors]
    params: Params = {
        "programme": programme_id,
        "on": on,
        "known_at": known_at,
        "starts": terms.term.starts_on,
        "ends": terms.term.ends_on,
        "grace_entering": terms.grace.entering,
        "grace_changed": terms.grace.changed,
        "codes": [level.code for level in terms.levels],
        "ranks": list(range(len(terms.levels))),
        "last_ended": list(_last_ended(terms, on)),
        "ask_levels": [a[0] for a in asks],
        "ask_channels": [a[1] for a in asks],
        "ask_visitors": [a[2] for a in asks],
        "window_levels": [code for code, _ in windows],
        "window_from": [w.from_on for _, w in windows],
        "window_to": [w.to_on for _, w in windows],
        "channels": list(terms.levels[0].channels) if terms.levels else [],
        "visitors": list(terms.levels[0].visitors) if terms.levels else [],
    }
    is_alike = len({(level.channels, level.visitors) for level in terms.levels}) <= 1
    return _DUTIES.format(
        enrolments=enrolment_spans_sql(), levels=level_spans_sql(), able=_ALIKE if is_alike else _APART
    ), params


def _last_ended(terms: DutyTerms, on: date) -> Iterator[date]:
    """Return for each level the last window end before the day: an older one is past and gone."""
    for level in terms.levels:
        ended = [w.to_on for w in windows_of(level.interval, terms.term) if w.to_on < on]
        yield ended[-1] if ended else date.min


@dataclass(frozen=True)
class ChildDuty:
    """One duty of one child, as found in the records."""

    child_id: UUID
    level: str
    began: Began | None
    window_from: date
    window_to: date
    due_on: date
    state: DutyState
    met_on: date | None
    visit_id: UUID | None
    reason: str
    worker_post_id: UUID | None


def duties_of_programme(
    programme_id: UUID,
    terms: DutyTerms,
    *,
    on: date,
    known_at: datetime | None = None,
    child_ids: list[UUID] | None = None,
) -> list[ChildDuty]:
    """Return all duties whose window has begun by a day, or those of some children, by child and due date."""
    clause, params = duties_sql(programme_id, terms, on, known_at)
    few = "WHERE child_id = ANY(%(children)s::uuid[])" if child_ids is not None else ""
    sql = f"""{clause}
        SELECT child_id, level, began, from_on, to_on, due_on, state, met_on, visit_id, reason, worker_post_id
        FROM duty {few} ORDER BY child_id, to_on, from_on, level"""  # noqa: S608 -- no value is written into it
    with connection.cursor() as cursor:
        cursor.execute(sql, {**params, "children": child_ids})
        return [_child_duty(row) for row in cursor.fetchall()]


def _child_duty(row: tuple[Any, ...]) -> ChildDuty:
    child, level, began, from_on, to_on, due_on, state, *rest = row
    return ChildDuty(
        child, level, Began(began) if began else None, from_on, to_on, due_on, DutyState(state), *rest
    )
