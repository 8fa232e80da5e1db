"""The rule of `rules` over a whole programme in one SQL statement (a differential test holds them equal)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from humiao.visits.adjoining import enrolment_spans_sql, level_spans
from humiao.visits.rules import Began, DutyState, DutyTerms
from humiao.visits.sql_text import named
from humiao.visits.windows import Window, windows_of

Params = dict[str, Any]

# One row for each visit owed. Steps: `segment` is a level in force within an enrolment; `owed` joins its
# windows begun by the day, the first with its n days; `weighed` adds exemptions, faults and the first visit
# able to meet it, which also tells whether a child in arrears was visited since. Days of visits come as one
# sorted array for each child, in which `width_bucket` finds a day: three times as fast as an index lookup
# for each duty. OFFSET 0 lets rows stream on with each expression computed once; without it the planner
# copies it into each place it is used, and a materialised step would be written out and read again (ADR 28).
_DUTIES = """
WITH asks AS MATERIALIZED (
    SELECT * FROM unnest(%(ask_levels)s::text[], %(ask_channels)s::text[], %(ask_visitors)s::text[])
        AS a(code, channel, visitor)
), span_window AS MATERIALIZED (
    SELECT *
    FROM unnest(%(window_rank)s::int[], %(window_from)s::date[], %(window_to)s::date[],
                %(last_ended)s::date[]) AS w(rank, from_on, to_on, last_ended)
), enrolled AS (
    {enrolments}
), rank_of AS MATERIALIZED (
    SELECT code, place::int AS rank FROM unnest(%(codes)s::text[]) WITH ORDINALITY AS r(code, place)
), levelled AS (
    SELECT span.child_id, span.level, span.from_on, span.to_on, r.rank, before.rank AS previous_rank
    FROM ({levels}) AS span
    JOIN rank_of r ON r.code = span.level
    LEFT JOIN rank_of before ON before.code = span.previous_level
), away AS MATERIALIZED (
    SELECT child_id, range_agg(daterange(from_on, to_on, '[]')) AS days
    FROM visits_exemption
    WHERE programme_id = %(programme)s AND state = 'approved'
      AND (%(known_at)s::timestamptz IS NULL OR decided_at <= %(known_at)s)
    GROUP BY child_id
), seen AS (
    SELECT {seen}
), fault AS MATERIALIZED (
    SELECT v.child_id, a.code AS level, array_agg(v.occurred_on) AS days
    FROM visits_visitline v
    JOIN asks a ON a.channel = v.channel AND a.visitor = v.visitor_role
    WHERE v.outcome = 'fault' AND {line}
    GROUP BY 1, 2
), segment AS (
    SELECT child_id, worker_post_id, level, rank, enrolled_on, until, {home}
           greatest(from_on, enrolled_on) AS begins,
           CASE WHEN from_on > enrolled_on THEN previous_rank END AS rank_before
    FROM (
        SELECT e.child_id, e.worker_post_id, s.level, s.rank, s.previous_rank, s.from_on, {home}
               greatest(e.from_on, %(starts)s::date) AS enrolled_on,
               least(s.to_on, e.to_on, %(ends)s::date + 1) AS until
        FROM enrolled e
        JOIN levelled s ON s.child_id = e.child_id {home_join}
        OFFSET 0
    ) cut
    WHERE greatest(from_on, enrolled_on) < until AND greatest(from_on, enrolled_on) <= %(on)s::date
), lived AS (
    SELECT g.*, away.days AS away, fault.days AS faults, seen.days AS seen, seen.visits,
           begins + CASE WHEN rank_before IS NULL THEN %(grace_entering)s::int
                         ELSE %(grace_changed)s::int END AS able_on,
           CASE WHEN rank_before IS NULL THEN 'entering' WHEN rank > rank_before THEN 'raised'
                ELSE 'lowered' END AS began
    FROM segment g
    LEFT JOIN away ON away.child_id = g.child_id
    LEFT JOIN seen ON seen.child_id = g.child_id {seen_on}
    LEFT JOIN fault ON fault.child_id = g.child_id AND fault.level = g.level
    OFFSET 0
), owed AS (
    SELECT g.child_id, g.worker_post_id, g.level, g.rank, w.last_ended, g.until, g.away, g.faults, g.seen,
           g.visits, {home}
           CASE WHEN w.from_on <= g.begins THEN g.began END AS began,
           CASE WHEN w.from_on > g.begins THEN w.from_on
                WHEN g.began = 'lowered' THEN greatest(w.from_on, g.enrolled_on)
                ELSE g.begins END AS from_on,
           CASE WHEN w.from_on <= g.begins THEN greatest(w.to_on, g.able_on) ELSE w.to_on END AS to_on
    FROM lived g
    JOIN span_window w ON w.rank = g.rank AND w.to_on >= g.begins AND w.to_on < g.until
    WHERE CASE WHEN w.from_on <= g.begins THEN g.able_on <= %(ends)s::date ELSE w.to_on > g.able_on END
), weighed AS (
    SELECT child_id, worker_post_id, level, rank, last_ended, until, began, from_on, to_on, {home}
           seen[width_bucket(from_on - 1, seen) + 1] AS seen_on,
           visits[width_bucket(from_on - 1, seen) + 1] AS visit_id,
           CASE WHEN away IS NULL THEN false ELSE
               (SELECT to_on - from_on + 1 - coalesce(sum(upper(r) - lower(r)), 0)
                FROM unnest(away * datemultirange(daterange(from_on, to_on, '[]'))) r)
               < greatest(1, least(%(grace_entering)s::int, (to_on - from_on + 2) / 2))
           END AS is_exempt,
           CASE WHEN away @> to_on THEN
               (SELECT upper(r) - 1 + %(grace_entering)s::int FROM unnest(away) r WHERE r @> to_on)
           END AS back_on,
           CASE WHEN faults IS NOT NULL THEN
               (SELECT max(d) FROM unnest(faults) d WHERE d BETWEEN from_on AND to_on)
           END AS fault_on
    FROM owed
    WHERE to_on < until {only}
    OFFSET 0
), held AS (
    SELECT *, CASE WHEN is_exempt THEN to_on ELSE
               least(greatest(back_on, fault_on + %(grace_entering)s::int, to_on), %(ends)s::date)
           END AS due_on
    FROM weighed
    OFFSET 0
), duty AS (
    SELECT child_id, worker_post_id, level, rank, began, from_on, to_on, due_on, {home}
           CASE WHEN seen_on <= due_on THEN seen_on END AS met_on,
           CASE WHEN seen_on <= due_on THEN visit_id END AS visit_id,
           CASE WHEN is_exempt THEN 'exempt'
                WHEN seen_on <= due_on THEN 'met'
                WHEN due_on >= %(on)s::date THEN 'due'
                WHEN fault_on IS NOT NULL THEN 'exempt'
                WHEN seen_on IS NULL AND until > %(on)s::date AND to_on >= last_ended THEN 'overdue'
                ELSE 'missed' END AS state,
           CASE WHEN is_exempt THEN 'exemption' WHEN fault_on IS NOT NULL THEN 'fault'
                WHEN back_on > to_on THEN 'exemption' ELSE '' END AS reason
    FROM held
    WHERE due_on < until
    OFFSET 0
)"""
# What a line must be to have been known as taking place by the day.
_LINE = """v.programme_id = %(programme)s AND v.occurred_on <= %(on)s::date
      AND (%(known_at)s::timestamptz IS NULL OR v.recorded_at <= %(known_at)s)
      AND (v.voided_at IS NULL OR v.voided_at > %(known_at)s::timestamptz)"""
# Where all levels ask the same, one array serves them all.
_ALIKE, _APART = "alike", "apart"
_VISITS, _NO_VISITS = "array_agg(v.visit_id ORDER BY v.occurred_on, v.visit_id)", "NULL::uuid[]"
_SEEN = {
    (_ALIKE, "all"): """v.child_id, NULL::text AS level,
           array_agg(v.occurred_on ORDER BY v.occurred_on, v.visit_id) AS days,
           {visits} AS visits
    FROM visits_visitline v WHERE v.outcome = 'met' AND {able} AND {line}
    GROUP BY v.child_id""",
    # Backwards along the index, the first of each child: half the cost of the maximum of a group.
    (_ALIKE, "recent"): """DISTINCT ON (v.child_id) v.child_id, NULL::text AS level,
           ARRAY[v.occurred_on] AS days, NULL::uuid[] AS visits
    FROM visits_visitline v WHERE v.outcome = 'met' AND {able} AND {line}
    ORDER BY v.child_id DESC, v.occurred_on DESC, v.visit_id DESC""",
    (_APART, "all"): """v.child_id, a.code AS level,
           array_agg(v.occurred_on ORDER BY v.occurred_on, v.visit_id) AS days,
           {visits} AS visits
    FROM visits_visitline v JOIN asks a ON a.channel = v.channel AND a.visitor = v.visitor_role
    WHERE v.outcome = 'met' AND {line}
    GROUP BY 1, 2""",
    (_APART, "recent"): """v.child_id, a.code AS level, ARRAY[max(v.occurred_on)] AS days,
           NULL::uuid[] AS visits
    FROM visits_visitline v JOIN asks a ON a.channel = v.channel AND a.visitor = v.visitor_role
    WHERE v.outcome = 'met' AND {line}
    GROUP BY 1, 2""",
}
_SEEN_ON = {_ALIKE: "", _APART: "AND seen.level = g.level"}
_ONLY = {
    "all": {"only": "", "home": "", "home_join": ""},
    # Nothing older can be due or overdue, unless an exemption or a fault holds it open; and whether the last
    # visit lies in a window that has not passed tells as much as the first.
    "recent": {
        "only": "AND (to_on >= last_ended OR away IS NOT NULL OR faults IS NOT NULL)",
        # Early, where the planner still knows how many children there are.
        "home": "household_id, town_code, village_code,",
        "home_join": "JOIN registry_child c ON c.id = e.child_id",
    },
}


def duties_sql(
    programme_id: UUID,
    terms: DutyTerms,
    on: date,
    known_at: datetime | None,
    *,
    only: str = "all",
    with_visits: bool = False,
    among: Collection[UUID] | None = None,
) -> tuple[str, Params]:
    """Return the WITH clause that ends in `duty`, and its named parameters.

    `duty` has child_id, worker_post_id, level, rank, began, from_on, to_on, due_on, met_on, state and
    reason, and with all windows `with_visits` the visit_id that met it. `only="recent"` leaves out windows
    that are past and gone; of the others it tells truly what is overdue, due, or met in a window of the day,
    by the last visit; and `duty` has household_id, town_code and village_code. `among` asks for these
    children alone, at the cost of these alone.
    """
    few = "{} child_id = ANY(%(among)s::uuid[])" if among is not None else ""
    levels, of_levels = named(*level_spans(programme_id, on, known_at), prefix="level")
    alike = _ALIKE if len({(level.channels, level.visitors) for level in terms.levels}) <= 1 else _APART
    asked = {"programme": programme_id, "on": on, "known_at": known_at, "among": list(among or ())}
    params: Params = asked | _of_terms(terms) | _of_windows(terms, on) | of_levels
    line = f"{_LINE} {few.format('AND').replace('child_id', 'v.child_id')}"
    able = f"{_one_of('channel', params['channels'])} AND {_one_of('visitor_role', params['visitor_roles'])}"
    visits = _VISITS if with_visits else _NO_VISITS
    parts = {
        "enrolments": f"{enrolment_spans_sql()} {few.format('AND')}",
        "levels": f"SELECT * FROM ({levels}) AS one {few.format('WHERE')}",  # noqa: S608 -- names only
        "line": line,
        "seen": _SEEN[alike, only].format(able=able, line=line, visits=visits),
        "seen_on": _SEEN_ON[alike],
    }
    return _DUTIES.format(**parts, **_ONLY[only]), params


def _of_terms(terms: DutyTerms) -> Params:
    asks = [(level.code, c, v) for level in terms.levels for c in level.channels for v in level.visitors]
    return {
        "starts": terms.term.starts_on,
        "ends": terms.term.ends_on,
        "grace_entering": terms.grace.entering,
        "grace_changed": terms.grace.changed,
        "codes": [level.code for level in terms.levels],
        "ask_levels": [a[0] for a in asks],
        "ask_channels": [a[1] for a in asks],
        "ask_visitors": [a[2] for a in asks],
        "channels": list(terms.levels[0].channels) if terms.levels else [],
        "visitor_roles": list(terms.levels[0].visitors) if terms.levels else [],
    }


def _of_windows(terms: DutyTerms, on: date) -> Params:
    windows = list(_windows(terms, on))
    return {
        "window_rank": [rank for rank, _, _ in windows],
        "window_from": [w.from_on for _, w, _ in windows],
        "window_to": [w.to_on for _, w, _ in windows],
        "last_ended": [last for _, _, last in windows],
    }


def _one_of(column: str, values: Sequence[str]) -> str:
    """Compare a column with its wanted values; with a single one as such, which is cheaper than an array."""
    wanted = f"%({column}s)s::text[]"
    return f"v.{column} = ({wanted})[1]" if len(values) == 1 else f"v.{column} = ANY({wanted})"


def _windows(terms: DutyTerms, on: date) -> Iterator[tuple[int, Window, date]]:
    """Return rank from 1 and window of those begun, each with the last end before the day at its level."""
    for rank, level in enumerate(terms.levels, start=1):
        windows = windows_of(level.interval, terms.term)
        last_ended = max((w.to_on for w in windows if w.to_on < on), default=date.min)
        yield from ((rank, w, last_ended) for w in windows if w.from_on <= on)


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
    clause, params = duties_sql(programme_id, terms, on, known_at, with_visits=True)
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
