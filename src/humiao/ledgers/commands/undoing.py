"""Undoing a ledger within a day: its rows go, and the records made of them that nobody worked on since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from humiao.access.public import Actor, Permission
from humiao.foundation.decisions import require
from humiao.foundation.trail.public import Act, record_many
from humiao.ledgers.commands.importing import take_turn
from humiao.ledgers.models import LedgerChild, LedgerImport, LedgerRow
from humiao.ledgers.queries import ledger_import_of
from humiao.ledgers.takers import taker_of
from humiao.registry.lists.public import State, may_undo


@dataclass(frozen=True)
class TakenBack:
    """How many rows were taken out, and how many stay because their records were worked on since."""

    removed: int
    kept: int


def undo_ledger(*, import_id: UUID, by: Actor, at: datetime) -> TakenBack:
    """Take an import back; rows whose records somebody worked on since stay."""
    by.must(Permission.IMPORT_LEDGER)
    by = by.within(Permission.IMPORT_LEDGER)
    ledger_import_of(by, import_id)
    take_turn()
    row = LedgerImport.objects.select_for_update().get(pk=import_id)
    require(may_undo(row.state, row.done_at, at))
    rows = list(LedgerRow.objects.filter(ledger_import=row).order_by("id"))
    staying = _give_back(row.kind, rows, by, at)
    gone = [one for one in rows if staying.isdisjoint(one.record_ids)]
    LedgerRow.objects.filter(id__in=[one.id for one in gone]).update(undone_at=at, content=None)
    row.state, row.undone_at, row.version = State.UNDONE.value, at, row.version + 1
    row.save(update_fields=["state", "undone_at", "version"])
    done = TakenBack(len(gone), len(rows) - len(gone))
    bare = [one for one in gone if not one.record_ids]  # of a record its own command signs
    acts = [Act("undo-ledger-row", "ledger-row", one.id, child) for one, child in _children(bare)]
    plain = {"removed": done.removed, "kept": done.kept}
    acts.append(Act("undo-ledger", "ledger-import", row.id, plain=plain))
    record_many(acts, actor=by.account_id, role=by.role, at=at)
    return done


def _give_back(kind: str, rows: list[LedgerRow], by: Actor, at: datetime) -> frozenset[UUID]:
    taker = taker_of(kind)
    records = list(dict.fromkeys(record for row in rows for record in row.record_ids))
    return taker.give_back(records, by=by, at=at) if taker and records else frozenset()


def _children(rows: list[LedgerRow]) -> list[tuple[LedgerRow, UUID]]:
    by_id = {row.id: row for row in rows}
    named = LedgerChild.objects.filter(row_id__in=list(by_id)).order_by("id")
    return [(by_id[row_id], child) for row_id, child in named.values_list("row_id", "child_id")]
