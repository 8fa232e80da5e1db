"""Who reaches which child, and which children a programme serves: the only place that asks the registry."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import ngettext

from humiao.access.public import NotReached, Scope
from humiao.assessments.sql import Sql, fetched
from humiao.foundation.decisions import Decision, Refused

# ruff: noqa: S608 -- the SQL is made of constants; every value is a parameter


@dataclass(frozen=True)
class ChildLine:
    """A child as a page of this context names it."""

    id: UUID
    file_number: str
    name: str
    town_code: str


def enrolled_sql(programme_id: UUID, on: date, known_at: datetime | None = None) -> Sql:
    """Select child_id and from_on of the enrolments that hold on a day, as known at a moment (None: now)."""
    known = known_at or "infinity"
    return (
        "SELECT child_id, from_on FROM registry_enrolment WHERE programme_id = %s AND from_on <= %s "
        "AND recorded_at <= %s::timestamptz "
        "AND (to_on IS NULL OR to_on > %s OR end_recorded_at > %s::timestamptz)",
        [programme_id, on, known, on, known],
    )


def reached_children(scope: Scope, child_ids: Collection[UUID]) -> dict[UUID, ChildLine]:
    """Return those of the children that the scope reaches."""
    where, params = _within(scope)
    found = fetched(
        f"SELECT c.id, c.file_number, c.name, c.town_code FROM registry_child c "
        f"WHERE c.id = ANY(%s) AND ({where})",
        [list(child_ids), *params],
    )
    return {row[0]: ChildLine(*row) for row in found}


def must_reach(scope: Scope, child_ids: Collection[UUID]) -> None:
    """Raise `NotReached` where the scope misses one of the children."""
    if len(reached_children(scope, child_ids)) < len(set(child_ids)):
        raise NotReached


def must_be_enrolled(programme_id: UUID, child_ids: Collection[UUID], on: date) -> None:
    """Refuse a child that is not enrolled in the programme that day."""
    sql, params = enrolled_sql(programme_id, on)
    found = fetched(
        f"SELECT count(DISTINCT child_id) FROM ({sql}) AS e WHERE child_id = ANY(%s)",
        [*params, list(child_ids)],
    )
    missing = len(set(child_ids)) - found[0][0]
    if missing:
        said = ngettext(
            "%(n)d child is not enrolled in the programme on %(day)s.",
            "%(n)d children are not enrolled in the programme on %(day)s.",
            missing,
        )
        raise Refused(Decision.no("not-enrolled", said % {"n": missing, "day": on.isoformat()}))


def _within(scope: Scope) -> Sql:
    """Compile a scope to a condition on `registry_child c`."""
    if scope.county:
        return "true", []
    return (
        "c.town_code = ANY(%s) OR c.village_code = ANY(%s) OR EXISTS (SELECT 1 FROM registry_enrolment e "
        "WHERE e.child_id = c.id AND e.programme_id = ANY(%s))",
        [list(scope.towns), list(scope.villages), list(scope.programmes)],
    )
