"""The needs ledger of a child."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from humiao.access.public import Scope
from humiao.assessments.models import Need
from humiao.assessments.reach import must_reach
from humiao.assessments.values import NeedValue


def needs_of(child_id: UUID, *, scope: Scope) -> tuple[NeedValue, ...]:
    """Return a child's needs, those still open first, then the newest first."""
    must_reach(scope, [child_id])
    return read_needs(child_id)


def read_needs(child_id: UUID) -> tuple[NeedValue, ...]:
    """Return the same for a child whose file the caller has shown to be within reach."""
    rows = Need.objects.filter(child_id=child_id).order_by("-found_on", "-id")
    return tuple(sorted((need_value(row) for row in rows), key=lambda need: need.met_on is not None))


def children_with_open_needs(programme_id: UUID, child_ids: Collection[UUID]) -> frozenset[UUID]:
    """Return those of the children who have an open need in the programme."""
    found = Need.objects.filter(programme_id=programme_id, child_id__in=list(child_ids), met_on__isnull=True)
    return frozenset(found.values_list("child_id", flat=True))


def need_value(row: Need) -> NeedValue:
    """Return a row as a plain value, its texts opened."""
    return NeedValue(
        id=row.id,
        child_id=row.child_id,
        programme_id=row.programme_id,
        kind=row.kind,
        description=row.description or "",
        found_on=row.found_on,
        visit_id=row.visit_id,
        by_post_id=row.by_post_id,
        recorded_at=row.recorded_at,
        met_on=row.met_on,
        help_given=row.help_given or "",
        met_recorded_at=row.met_recorded_at,
        version=row.version,
    )
