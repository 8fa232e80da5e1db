"""Reading what is due, and the lists of destruction."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from humiao.access.public import NotReached, Scope
from humiao.registry.destruction import kinds
from humiao.registry.destruction.choices import Fate, State
from humiao.registry.destruction.values import DueCount, DueRecord, ItemValue, ListValue
from humiao.registry.holds.queries import held_children
from humiao.registry.models import DestructionItem, DestructionList

_PAGE = 200


def due_records(by: date) -> dict[str, list[DueRecord]]:
    """Return every record due by a day, by kind, without those on a list that is being carried out."""
    listed = DestructionItem.objects.filter(
        state=Fate.LISTED, listed__state__in=[State.PREPARED, State.APPROVED]
    )
    busy = set(listed.order_by().values_list("record_id", flat=True))
    found = {k.code: [r for r in k.due(by, None) if r.id not in busy] for k in kinds.kinds()}
    whole = {r.id for r in found.get("child-file", ())}  # what is of these files goes with them
    return {
        code: [r for r in rows if r.id in whole or r.child_id not in whole] for code, rows in found.items()
    }


def due_counts(by: date) -> tuple[DueCount, ...]:
    """Count what is due by a day, and how much of it a legal hold covers."""
    found = due_records(by)
    held = held_children({r.child_id for rows in found.values() for r in rows if r.child_id})
    return tuple(
        DueCount(code, len(rows), sum(r.child_id in held for r in rows)) for code, rows in found.items()
    )


def destruction_lists(scope: Scope) -> tuple[ListValue, ...]:
    """Return the county's lists, the newest first; none for who doesn't reach the whole county."""
    if not scope.county:
        return ()
    return tuple(_value(row) for row in DestructionList.objects.order_by("-recorded_at", "-id"))


def destruction_list(scope: Scope, list_id: UUID) -> ListValue:
    """Return one list; raises `NotReached`."""
    row = DestructionList.objects.filter(pk=list_id).first() if scope.county else None
    if row is None:
        raise NotReached
    return _value(row)


def items_of(list_id: UUID, *, page: int = 1, size: int = _PAGE) -> tuple[ItemValue, ...]:
    """Return a page of a list's records, in the order they are printed; size 0 returns all."""
    rows = DestructionItem.objects.filter(listed_id=list_id).order_by("kind", "label", "id")
    some = rows[(page - 1) * size : page * size] if size else rows
    return tuple(
        ItemValue(r.pk, r.kind, r.record_id, r.child_id, r.label, r.due_on, r.state, r.done_at) for r in some
    )


def fates_of(list_id: UUID) -> dict[tuple[str, str], int]:
    """Count a list's records by kind and what became of them."""
    found: dict[tuple[str, str], int] = {}
    rows = DestructionItem.objects.filter(listed_id=list_id).order_by().values_list("kind", "state")
    for kind, state in rows:
        found[kind, state] = found.get((kind, state), 0) + 1
    return found


def waiting_lists(scope: Scope, *, besides: Collection[UUID | None] = ()) -> tuple[ListValue, ...]:
    """Return the lists that wait for approval, without those of some preparers."""
    return tuple(
        one
        for one in destruction_lists(scope)
        if one.state == State.PREPARED and one.prepared_by not in besides
    )


def _value(row: DestructionList) -> ListValue:
    return ListValue(
        row.pk,
        row.number,
        row.year,
        row.state,
        row.counts,
        row.prepared_by,
        row.prepared_by_post_id,
        row.prepared_name,
        row.recorded_at,
        row.decided_by,
        row.decided_name,
        row.decided_at,
        row.note or "",
        row.done_at,
        row.version,
    )
