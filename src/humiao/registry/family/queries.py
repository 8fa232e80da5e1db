"""What is on file of a child's family and life."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from humiao.access.public import NotReached, Scope
from humiao.registry.family.choices import LifeKind
from humiao.registry.family.values import Entry, Family, read_body, standing
from humiao.registry.models import LifeEntry
from humiao.registry.scope import reachable_children
from humiao.registry.values import ChildFile


def family_of(scope: Scope, child_id: UUID, *, on: date, known_at: datetime | None = None) -> Family:
    """Return all entries of a file, and how each subject stood on a day as known at a moment.

    Raises `NotReached` for a child outside the scope, and for a pseudonymous reader.
    """
    if scope.pseudonymous:
        raise NotReached
    reached = reachable_children(scope).filter(pk=child_id).values("pk")
    entries = _entries(LifeEntry.objects.filter(child_id__in=reached))
    if not entries and not reached.exists():
        raise NotReached
    return _family(entries, on, known_at)


def family_in(file: ChildFile, *, on: date) -> Family:
    """Return the family's part of a file that was reached already. One query."""
    return _family(_entries(LifeEntry.objects.filter(child_id=file.id)), on, None)


def _entries(rows: QuerySet[LifeEntry]) -> list[Entry]:
    return [_entry(row) for row in rows.order_by("recorded_at", "id")]


def _family(entries: list[Entry], on: date, known_at: datetime | None) -> Family:
    newest: dict[UUID, int] = {}
    for entry in entries:
        newest[entry.subject] = max(entry.version, newest.get(entry.subject, 0))
    return Family(tuple(entries), standing(entries, on=on, known_at=known_at), on, newest)


def _entry(row: LifeEntry) -> Entry:
    return Entry(
        row.pk,
        LifeKind(row.kind),
        row.subject,
        row.version,
        row.from_on,
        row.to_on,
        row.is_void,
        read_body(row.kind, row.body or "{}"),
        row.by_post_id,
        row.recorded_at,
    )
