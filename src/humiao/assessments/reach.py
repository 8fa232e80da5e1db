"""Who reaches which child, and which children a programme serves: the only place that asks the registry."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import NotReached, Scope
from humiao.assessments.sql import Sql, fetched
from humiao.foundation.decisions import Decision, Refused


@dataclass(frozen=True)
class ChildLine:
    """A child as a page of this context names it."""

    id: UUID
    file_number: str
    name: str
    town_code: str


def enrolment_spans_sql(programme_id: UUID, known_at: datetime | None) -> Sql:
    """Select enrolment_id, child_id, from_on, to_on (exclusive, NULL when open) as known at a moment."""
    return (
        "SELECT id AS enrolment_id, child_id, from_on, "
        "CASE WHEN end_recorded_at <= %(known_at)s::timestamptz THEN to_on END AS to_on "
        "FROM registry_enrolment WHERE programme_id = %(programme_id)s AND recorded_at <= %(known_at)s",
        {"programme_id": programme_id, "known_at": known_at or "infinity"},
    )


def reached_children(scope: Scope, child_ids: Collection[UUID]) -> dict[UUID, ChildLine]:
    """Return those of the children that the scope reaches."""
    where, params = _within(scope)
    found = fetched(
        f"SELECT c.id, c.file_number, c.name, c.town_code FROM registry_child c "  # noqa: S608 -- our text
        f"WHERE c.id = ANY(%(ids)s) AND ({where})",
        {**params, "ids": list(child_ids)},
    )
    return {row[0]: ChildLine(*row) for row in found}


def must_reach(scope: Scope, child_ids: Collection[UUID]) -> dict[UUID, ChildLine]:
    """Return the children, or raise `NotReached` where the scope misses one."""
    found = reached_children(scope, child_ids)
    if len(found) < len(set(child_ids)):
        raise NotReached
    return found


def must_serve(scope: Scope, programme_id: UUID, child_ids: Collection[UUID], on: date) -> None:
    """Raise `NotReached` for a programme out of reach, and refuse a child that is not enrolled that day."""
    if not (scope.county or scope.towns or scope.villages or programme_id in scope.programmes):
        raise NotReached
    sql, params = enrolment_spans_sql(programme_id, None)
    enrolled = fetched(
        f"SELECT DISTINCT child_id FROM ({sql}) e WHERE child_id = ANY(%(ids)s) "  # noqa: S608 -- our text
        "AND from_on <= %(on)s AND (to_on IS NULL OR to_on > %(on)s)",
        {**params, "ids": list(child_ids), "on": on},
    )
    missing = len(set(child_ids)) - len(enrolled)
    if missing:
        said = _("%(n)d children are not enrolled in the programme on %(day)s.")
        raise Refused(Decision.no("not-enrolled", said % {"n": missing, "day": on.isoformat()}))


def _within(scope: Scope) -> Sql:
    """Compile a scope to a condition on `registry_child c`."""
    if scope.county:
        return "true", {}
    return (
        "c.town_code = ANY(%(towns)s) OR c.village_code = ANY(%(villages)s) OR EXISTS (SELECT 1 FROM "
        "registry_enrolment e WHERE e.child_id = c.id AND e.programme_id = ANY(%(programmes)s))",
        {
            "towns": list(scope.towns),
            "villages": list(scope.villages),
            "programmes": list(scope.programmes),
        },
    )
