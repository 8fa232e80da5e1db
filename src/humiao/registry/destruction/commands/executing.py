"""Carrying out approved lists, batch by batch in the worker; each record is looked at again first."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from humiao.access.public import SYSTEM
from humiao.foundation import clock, context
from humiao.foundation.trail.public import Act
from humiao.registry.commands import checks
from humiao.registry.destruction import kinds
from humiao.registry.destruction.choices import Fate, State
from humiao.registry.holds.queries import held_children, take_turn
from humiao.registry.models import DestructionItem, DestructionList

BATCH = 200


def carry_out_approved(county: str) -> None:
    """Carry out a county's approved lists; what was done when it stops stays done, the rest waits."""
    with context.county(county):
        approved = DestructionList.objects.filter(state=State.APPROVED).order_by("decided_at")
        waiting = list(approved.values_list("pk", flat=True))
    for list_id in waiting:
        more = True
        while more:
            with context.county(county, writes=True):
                more = carry_out(list_id=list_id, at=clock.now(county))


def carry_out(*, list_id: UUID, at: datetime, most: int = BATCH) -> bool:
    """Destroy the next records of an approved list in the open transaction; say whether there are more."""
    take_turn()
    row = DestructionList.objects.select_for_update().filter(pk=list_id, state=State.APPROVED).first()
    if row is None:
        return False
    next_kind = DestructionItem.objects.filter(listed=row, state=Fate.LISTED).order_by("kind", "label", "id")
    first = next_kind.values_list("kind", flat=True).first()
    if first is None:
        row.state, row.done_at, row.version = State.DONE, at, row.version + 1
        row.save(update_fields=["state", "done_at", "version"])
        plain = {"number": row.number}
        checks.sign(Act("finish-destruction", "destruction", row.pk, plain=plain), by=SYSTEM, at=at)
        return False
    _destroy(row, first, list(next_kind.filter(kind=first)[:most]), at)
    return True


def _destroy(row: DestructionList, code: str, items: list[DestructionItem], at: datetime) -> None:
    """Destroy records of one kind, but for those held or no longer due."""
    kind = kinds.kind_of(code)
    ids = {item.record_id for item in items}
    held = held_children({item.child_id for item in items if item.child_id})
    due = {record.id for record in kind.due(date(row.year, 12, 31), ids)}
    gone = [item for item in items if item.child_id not in held and item.record_id in due]
    if gone:
        kind.destroy([item.record_id for item in gone], SYSTEM, at)
    chosen = {item.pk for item in gone}
    _mark([i for i in items if i.pk in chosen], Fate.DESTROYED, "", at)
    kept = [i for i in items if i.pk not in chosen]
    _mark([i for i in kept if i.child_id in held], Fate.HELD, "legal-hold", None)
    _mark([i for i in kept if i.child_id not in held], Fate.KEPT, "no-longer-due", None)
    plain = {"number": row.number, "kind": code, "destroyed": len(gone), "kept": len(kept)}
    checks.sign(Act("destroy-records", "destruction", row.pk, plain=plain), by=SYSTEM, at=at)


def _mark(items: list[DestructionItem], fate: Fate, why: str, done_at: datetime | None) -> None:
    ids = [item.pk for item in items]
    DestructionItem.objects.filter(pk__in=ids).update(state=fate, why=why, done_at=done_at)
