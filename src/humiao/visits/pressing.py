"""What presses, for lists of other contexts: last meeting and next duty of some children, who is overdue."""

# ruff: noqa: S608 -- the SQL is made of constants; every value is a parameter

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from humiao.registry.public import Sql
from humiao.visits.duties import duties_sql
from humiao.visits.sql_text import positional
from humiao.visits.terms import VisitTerms


@dataclass(frozen=True)
class NextVisit:
    """When a child was last met, and its earliest duty still open."""

    last_on: date | None = None
    due_on: date | None = None
    is_overdue: bool = False


def next_visits(terms: VisitTerms, child_ids: Collection[UUID], *, on: date) -> dict[UUID, NextVisit]:
    """Return last meeting and next duty of each of these children; one query, however many they are."""
    ids = list(child_ids)
    found = _open_duties(terms, on, among=ids)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT child_id, m.last_on, d.due_on, coalesce(d.state = 'overdue', false) FROM ("
            "SELECT child_id, max(occurred_on) AS last_on FROM visits_visitline WHERE child_id = ANY(%s) "
            "AND outcome = 'met' AND voided_at IS NULL AND occurred_on <= %s GROUP BY child_id"
            f") m FULL JOIN ({found.text}) d USING (child_id)",
            [ids, on, *found.params],
        )
        told = {child: NextVisit(*rest) for child, *rest in cursor.fetchall()}
    return {child: told.get(child, NextVisit()) for child in ids}


def overdue_children(terms: VisitTerms, *, on: date) -> frozenset[UUID]:
    """Return the children overdue on a day."""
    found = _open_duties(terms, on)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT child_id FROM ({found.text}) d WHERE state = 'overdue'", found.params)
        return frozenset(child for (child,) in cursor.fetchall())


def _open_duties(terms: VisitTerms, on: date, *, among: Collection[UUID] | None = None) -> Sql:
    """Select the most pressing open duty of each child: child_id, due_on, state, worker_post_id."""
    text, params = positional(
        *duties_sql(terms.programme_id, terms.duty, on, None, only="recent", among=among)
    )
    pressing = (
        f"{text} SELECT DISTINCT ON (child_id) child_id, due_on, state, worker_post_id FROM duty "
        "WHERE state IN ('overdue', 'due') ORDER BY child_id, state = 'due', due_on"
    )
    return Sql(pressing, tuple(params))
