"""What this context reads of its neighbours as SQL, one function for each, so that each can be swapped.

All take named parameters `programme`, `on` and `known_at` (None: as known now). Spans end exclusively.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from humiao.access.public import Scope
from humiao.assessments.public import NeedKind, level_spans_sql, open_need
from humiao.foundation.identity_numbers import mask_name
from humiao.procurement.public import engagements_of as engagements_in
from humiao.registry.public import caseload_child_ids
from humiao.visits.recording_rules import ChildFacts
from humiao.visits.rules import Span
from humiao.visits.values import Recording


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


def level_spans(programme_id: UUID, on: date, known_at: datetime | None) -> tuple[str, tuple[Any, ...]]:
    """Select child_id, level, from_on, to_on, previous_level, by place; one only confirmed goes on."""
    return level_spans_sql(programme_id, on, known_at)


_FEW = """
    SELECT DISTINCT e.child_id FROM registry_enrolment e JOIN registry_child c ON c.id = e.child_id
    WHERE e.programme_id = %(programme)s
      AND (%(posts)s::uuid[] IS NULL OR e.worker_post_id = ANY(%(posts)s::uuid[]))
      AND (%(everywhere)s OR c.town_code = ANY(%(towns)s::text[])
           OR c.village_code = ANY(%(villages)s::text[]))
"""


def few_children(scope: Scope, programme_id: UUID, posts: Collection[UUID] | None) -> list[UUID] | None:
    """Return the children ever enrolled within a scope, or ever given to one of some posts; None for all."""
    everywhere = scope.county or programme_id in scope.programmes
    if everywhere and posts is None:
        return None
    params = {
        "programme": programme_id, "posts": None if posts is None else list(posts), "everywhere": everywhere,
        "towns": list(scope.towns), "villages": list(scope.villages),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_FEW, params)
        return [child for (child,) in cursor.fetchall()]


_FACTS = """
    SELECT c.id, c.household_id, c.town_code, c.village_code, c.is_restricted,
           e.programme_id, e.from_on, e.to_on
    FROM registry_child c
    LEFT JOIN registry_enrolment e ON e.child_id = c.id
    WHERE c.id = ANY(%s)
    ORDER BY c.id, e.from_on
"""


def child_facts(child_ids: Iterable[UUID], programme_id: UUID) -> dict[UUID, ChildFacts]:
    """Return what recording asks of these children; one that does not exist is left out."""
    found: dict[UUID, ChildFacts] = {}
    with connection.cursor() as cursor:
        cursor.execute(_FACTS, [list(set(child_ids))])
        for child_id, household, town, village, restricted, programme, from_on, to_on in cursor.fetchall():
            known = found.get(child_id) or ChildFacts(
                child_id, household, town, village, (), frozenset(), restricted
            )
            spans = (Span(from_on, to_on),) if programme == programme_id else ()
            programmes = {programme} if programme else set()
            found[child_id] = replace(
                known, enrolments=known.enrolments + spans, programmes=known.programmes | programmes
            )
    return found


def engagements_of(programme_id: UUID) -> dict[UUID, tuple[tuple[date, date], ...]]:
    """Return for each provider the days it is engaged in a programme, ends included."""
    found: dict[UUID, tuple[tuple[date, date], ...]] = {}
    for one in engagements_in(programme_id):
        found[one.provider.id] = (*found.get(one.provider.id, ()), (one.starts_on, one.ends_on))
    return found


def reaches(scope: Scope, child: ChildFacts) -> bool:
    """Say whether a scope reaches a child."""
    if not scope.opens(child.child_id, is_restricted=child.is_restricted):
        return False
    return (
        scope.county
        or child.town_code in scope.towns
        or child.village_code in scope.villages
        or not scope.programmes.isdisjoint(child.programmes)
    )


def open_needs(recording: Recording) -> None:
    """Write the needs found at a visit into the ledger."""
    visit = recording.visit
    for line in visit.lines:
        for need in line.needs:
            open_need(
                child_id=line.child_id,
                programme_id=visit.programme_id,
                kind=NeedKind(need.kind),
                description=need.description,
                found_on=visit.occurred_on,
                visit_id=visit.visit_id,
                by=recording.by,
                at=recording.at,
            )


def reaches_in(scope: Scope, child: ChildFacts | None, programme_id: UUID) -> bool:
    """Say whether a scope reaches both a child and a programme."""
    return child is not None and reaches(scope, child) and scope.reaches_programme(programme_id)


@dataclass(frozen=True)
class HomeChild:
    """A child of a home as the visit form shows it; `level` is None before the first one."""

    child_id: UUID
    file_number: str
    name: str
    born_on: date
    level: str | None
    worker_post_id: UUID | None
    town_code: str
    village_code: str


def home_children(scope: Scope, household_id: UUID, programme_id: UUID, on: date) -> list[HomeChild]:
    """Return the children of a home enrolled in a programme on a day and within reach, oldest first."""
    params: dict[str, Any] = {"programme": programme_id, "on": on, "known_at": None, "home": household_id}
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT c.id, c.file_number, c.name, c.born_on, l.level, e.worker_post_id, c.town_code,
                   c.village_code
            FROM registry_child c
            JOIN ({enrolment_spans_sql()}) e ON e.child_id = c.id AND e.to_on IS NULL
            LEFT JOIN LATERAL (
                SELECT level FROM assessments_levelchange
                WHERE programme_id = %(programme)s AND child_id = c.id AND state = 'in-force'
                  AND from_on <= %(on)s ORDER BY from_on DESC, in_force_at DESC, id DESC LIMIT 1
            ) l ON true
            WHERE c.household_id = %(home)s ORDER BY c.born_on, c.id""",  # noqa: S608 -- constants only
            params,
        )
        children = [HomeChild(*row) for row in cursor.fetchall()]
    facts = child_facts([c.child_id for c in children], programme_id)
    return [c for c in children if reaches_in(scope, facts.get(c.child_id), programme_id)]


def child_names(scope: Scope, child_ids: list[UUID], on: date) -> dict[UUID, str]:
    """Return the names of children as the scope may see them; the caller has checked the reach."""
    own = caseload_child_ids(scope, on=on, among=child_ids)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, name, file_number FROM registry_child WHERE id = ANY(%s)", [child_ids])
        return {
            child_id: number if scope.pseudonymous else name if child_id in own else mask_name(name)
            for child_id, name, number in cursor.fetchall()
        }
