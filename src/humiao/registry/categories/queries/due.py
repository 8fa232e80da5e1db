"""What of the categories is due within a month or late: computed each time, never stored (decision 12)."""

# ruff: noqa: S608 -- the SQL is made of constants; every value is a parameter

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from humiao.access.public import Actor, Permission
from humiao.programmes.public import Category
from humiao.registry.categories.choices import DueKind
from humiao.registry.categories.tables import category_rows
from humiao.registry.categories.values import DuePage, DueRow
from humiao.registry.choices import AGE_LIMITS, SEALED
from humiao.registry.sql import reached_children

AHEAD = 30  # days
SIZE = 50
GONE_WITHIN = 15  # days to look at a category whose child is no longer on a department's list
# The day an age is reached; one born on 29 February reaches it on 1 March of other years.
_BIRTHDAY = (
    "((b.born_on + interval '{age} years')::date "
    "+ (extract(day FROM b.born_on) <> extract(day FROM b.born_on + interval '{age} years'))::int)"
)
_DUE = f"""
WITH listed AS MATERIALIZED (
  SELECT b.id, b.born_on, r.id IS NOT NULL AS is_listed FROM registry_child b
  LEFT JOIN registry_rosterspell r ON r.child_id = b.id
    AND r.entered_on <= %(on)s AND (r.left_on IS NULL OR r.left_on > %(on)s)
  WHERE b.id IN (SELECT id FROM ({{reached}}) AS reached)
), held AS MATERIALIZED (
  SELECT s.id, s.child_id, s.category, s.from_on, b.born_on, b.is_listed
  FROM registry_categoryspell s
  JOIN listed b ON b.id = s.child_id
  WHERE s.from_on <= %(on)s AND (s.to_on IS NULL OR s.to_on > %(on)s)
    AND (%(sees_all)s OR s.category <> ALL(%(sealed)s) OR s.child_id IN (
      SELECT e.child_id FROM registry_enrolment e WHERE e.worker_post_id = ANY(%(caseload)s)
        AND e.from_on <= %(on)s AND (e.to_on IS NULL OR e.to_on > %(on)s)))
), waiting AS (
  SELECT x.id, x.spell_id, x.recorded_at FROM registry_categoryexit x WHERE x.state = 'waiting'
), open AS (
  SELECT h.* FROM held h WHERE h.is_listed AND NOT EXISTS (SELECT 1 FROM waiting w WHERE w.spell_id = h.id)
), due AS (
  SELECT 'exit' AS kind, h.child_id, w.id AS record_id, h.category AS what,
    (w.recorded_at AT TIME ZONE 'Asia/Shanghai')::date AS due_on
  FROM held h JOIN waiting w ON w.spell_id = h.id
UNION ALL
  SELECT 'review', o.child_id, o.id, o.category,
    coalesce(last.next_on, (coalesce(last.reviewed_on, o.from_on) + make_interval(months => iv.months))::date)
  FROM open o
  JOIN unnest(%(categories)s::text[], %(months)s::int[]) AS iv(category, months) ON iv.category = o.category
  LEFT JOIN (
    SELECT DISTINCT ON (v.spell_id) v.spell_id, v.next_on, v.reviewed_on FROM registry_categoryreview v
    ORDER BY v.spell_id, v.reviewed_on DESC, v.id DESC) AS last ON last.spell_id = o.id
UNION ALL
  SELECT 'proof', o.child_id, o.id, o.category, min(kept.until) FROM open o JOIN (
    SELECT p.spell_id, p.kind, max(coalesce(p.valid_to, 'infinity')) AS until FROM registry_categoryproof p
    WHERE p.voided_at IS NULL AND p.spell_id IS NOT NULL GROUP BY p.spell_id, p.kind
  ) AS kept ON kept.spell_id = o.id WHERE kept.until < 'infinity' GROUP BY o.child_id, o.id, o.category
UNION ALL
  SELECT 'situation', t.child_id, t.id, t.situation, t.until_on FROM registry_parentsituation t
  WHERE t.voided_at IS NULL AND t.ended_on IS NULL AND t.until_on IS NOT NULL
    AND t.child_id IN (SELECT child_id FROM open WHERE category = %(de_facto)s)
UNION ALL
  SELECT 'age_16', b.child_id, b.id, b.category, {_BIRTHDAY.format(age=16)} FROM open b
  WHERE b.category = ANY(%(until_16)s)
UNION ALL
  SELECT 'age_18', b.id, b.id, '', {_BIRTHDAY.format(age=18)} FROM listed b WHERE b.is_listed
UNION ALL
  SELECT 'gone', o.child_id, o.id, o.category,
    (min(d.decided_at) AT TIME ZONE 'Asia/Shanghai')::date + %(gone_within)s
  FROM open o JOIN registry_departmentrow d ON d.spell_id = o.id AND d.outcome = 'review'
  WHERE NOT EXISTS (SELECT 1 FROM registry_categoryreview v
    WHERE v.spell_id = o.id AND v.recorded_at > d.decided_at)
  GROUP BY o.child_id, o.id, o.category
), near AS MATERIALIZED (SELECT * FROM due WHERE due_on <= %(until)s)
"""
_COUNTS = _DUE + "SELECT kind, count(*), count(*) FILTER (WHERE due_on < %(on)s) FROM near GROUP BY kind"
_ROWS = _DUE + (
    "SELECT kind, child_id, record_id, what, due_on, count(*) OVER () FROM near "
    "WHERE (%(kind)s = '' OR kind = %(kind)s) "
    "AND (due_on, kind, record_id::text) > (%(after_on)s, %(after_kind)s, %(after_id)s) "
    "ORDER BY due_on, kind, record_id::text LIMIT %(most)s"
)


def due_for_review(
    by: Actor, *, on: date, kind: str = "", after: str = "", size: int = SIZE, counted: bool = True
) -> DuePage:
    """Return what is due within a month or late, the longest overdue first; one query, two with counts.

    Sealed categories are there for whoever may see them only.
    """
    values = _values(by, on)
    reached = reached_children(by.scope)
    counts, late = _counts(reached.text, reached.params, values) if counted else ({}, 0)
    after_on, after_kind, after_id = _place(after)
    values |= {"kind": kind if kind in frozenset(DueKind) else "", "most": size + 1}
    values |= {"after_on": after_on, "after_kind": after_kind, "after_id": after_id}
    with connection.cursor() as cursor:
        cursor.execute(*_ready(_ROWS, reached.text, reached.params, values))
        found = cursor.fetchall()
    rows = tuple(DueRow(*row[:5]) for row in found)
    shown = rows[:size]
    more = f"{shown[-1].due_on:%F}_{shown[-1].kind}_{shown[-1].record_id}" if len(rows) > size else ""
    return DuePage(shown, more, counts, late, found[0][5] if found else 0)


def _counts(text: str, params: tuple[Any, ...], values: dict[str, Any]) -> tuple[dict[str, int], int]:
    with connection.cursor() as cursor:
        cursor.execute(*_ready(_COUNTS, text, params, values))
        found = cursor.fetchall()
    return {kind: count for kind, count, _late in found}, sum(late for _kind, _count, late in found)


def _ready(
    query: str, text: str, params: tuple[Any, ...], values: dict[str, Any]
) -> tuple[str, dict[str, Any]]:
    """Put the reach into the query, its places named like the others."""
    named = {f"reach_{n}": value for n, value in enumerate(params)}
    for name in named:
        text = text.replace("%s", f"%({name})s", 1)
    return query.replace("{reached}", text), {**values, **named}


def _values(by: Actor, on: date) -> dict[str, Any]:
    rows = category_rows()
    return {
        "on": on,
        "until": on + timedelta(days=AHEAD),
        "sees_all": Permission.VIEW_SEALED in by.permissions,
        "sealed": sorted(SEALED),
        "caseload": sorted(by.scope.caseload),
        "categories": list(rows),
        "months": [row.review_months for row in rows.values()],
        "de_facto": Category.DE_FACTO.value,
        "gone_within": GONE_WITHIN,
        "until_16": sorted(c.value for c, age in AGE_LIMITS.items() if age == 16),
    }


def _place(after: str) -> tuple[date, str, str]:
    """Read a cursor; one that was tampered with begins anew."""
    day, _sep, rest = after.partition("_")
    kind, _sep, record_id = rest.rpartition("_")
    try:
        return date.fromisoformat(day), kind, str(UUID(record_id))
    except ValueError:
        return date.min, "", ""
