"""Who is on the roster, and who is enrolled in a programme, on a day."""

# ruff: noqa: S608 -- the SQL is made of constants; every value is a parameter

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from humiao.registry import sql
from humiao.registry.models import Enrolment
from humiao.registry.values import EnrolledChild, EnrolmentValue


def on_roster(on: date, *, known_at: datetime | None = None) -> frozenset[UUID]:
    """Return the children on the county's roster on a day, as known at a moment."""
    holds = sql.on_roster("r", on=on, known_at=known_at)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT r.child_id FROM registry_rosterspell r WHERE {holds.text}",
            holds.params,
        )
        return frozenset(child_id for (child_id,) in cursor.fetchall())


def enrolled_children(
    programme_id: UUID, on: date, *, known_at: datetime | None = None
) -> tuple[EnrolledChild, ...]:
    """Return the children enrolled in a programme on a day, by file number."""
    spans = sql.enrolled_on(programme_id, on=on, known_at=known_at)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.child_id, c.file_number, c.household_id, c.town_code, c.village_code, e.site_code, "
            f"e.worker_post_id, e.from_on FROM ({spans.text}) AS e "
            "JOIN registry_child c ON c.id = e.child_id ORDER BY c.file_number",
            spans.params,
        )
        return tuple(EnrolledChild(*row) for row in cursor.fetchall())


def enrolments_of(child_ids: Collection[UUID]) -> dict[UUID, tuple[EnrolmentValue, ...]]:
    """Return all enrolments of these children, oldest first; a child without one is left out."""
    found: dict[UUID, tuple[EnrolmentValue, ...]] = {}
    rows = Enrolment.objects.filter(child_id__in=child_ids).order_by("from_on", "id")
    for e in rows:
        value = EnrolmentValue(
            e.pk, e.child_id, e.programme_id, e.site_code, e.worker_post_id, e.from_on, e.to_on, e.version
        )
        found[e.child_id] = (*found.get(e.child_id, ()), value)
    return found
