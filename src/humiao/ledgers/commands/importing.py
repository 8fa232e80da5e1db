"""Bringing a ledger in: all good rows in one go, the others left out and told."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from humiao.access.public import Actor, Permission
from humiao.foundation.trail.public import Act, record_many
from humiao.ledgers.checking import Asked, LedgerCheck, check_data
from humiao.ledgers.kinds import LedgerKind
from humiao.ledgers.models import LedgerChild, LedgerImport, LedgerRow
from humiao.ledgers.repeats import Marker
from humiao.ledgers.takers import taker_of
from humiao.ledgers.values import Fate, LedgerRowValue, as_json
from humiao.programmes.public import programme_by_id
from humiao.registry.lists.public import State

_LOCK = "SELECT pg_advisory_xact_lock(hashtext(current_schema() || ' ledger import'))"


@dataclass(frozen=True)
class BroughtIn:
    """What came of a ledger, with the id it may be undone by."""

    id: UUID
    check: LedgerCheck


def import_ledger(*, data: bytes, asked: Asked, by: Actor, at: datetime) -> BroughtIn:
    """Bring a file in at once, as the command line does; raises `UnusableFile` for one that can't be read."""
    by.must(Permission.IMPORT_LEDGER)
    by = by.within(Permission.IMPORT_LEDGER)
    programme_by_id(by.scope, asked.programme_id)
    take_turn()
    checked = check_data(data, asked, by=by, at=at)
    row = new_import(data, asked, by=by, at=at)
    enter_checked(row, checked, by=by, at=at)
    return BroughtIn(row.id, checked)


def new_import(data: bytes, asked: Asked, *, by: Actor, at: datetime) -> LedgerImport:
    """Keep a file, not brought in yet. The caller has checked who asks."""
    row = LedgerImport(
        kind=asked.kind,
        programme_id=asked.programme_id,
        file_name=asked.file_name[-200:],
        content=base64.b64encode(data).decode(),
        sheet=asked.sheet,
        mapping=dict(asked.mapping),
        answers=as_json(asked.answers),
        by_account=by.account_id,
        by_name=by.name,
        recorded_at=at,
    )
    row.save(force_insert=True)
    return row


def enter_checked(row: LedgerImport, checked: LedgerCheck, *, by: Actor, at: datetime) -> None:
    """Keep the good rows, let who makes records of the kind do so, and close the import."""
    values = [one.value for one in checked.of(Fate.NEW) if one.value]
    taker = taker_of(checked.kind.code)
    records = taker.take(values, by=by, at=at) if taker and values else {}
    marker = Marker(checked.kind)
    kept = [_row(row, value, checked.kind, marker, records.get(value.id, ()), at) for value in values]
    LedgerRow.objects.bulk_create(kept, batch_size=1000)
    children = [LedgerChild(row_id=v.id, child_id=child) for v in values for child in v.child_ids]
    LedgerChild.objects.bulk_create(children, batch_size=1000)
    row.state, row.done_at, row.version = State.DONE.value, at, row.version + 1
    row.counts = checked.counts()
    row.save(update_fields=["state", "done_at", "version", "counts", "answers"])
    # Where a record was made, its own command signed for the child.
    bare = [v for v in values if v.id not in records]
    acts = [Act("keep-ledger-row", "ledger-row", v.id, child) for v in bare for child in v.child_ids]
    plain = {"kind": row.kind, "programme": str(row.programme_id), "counts": row.counts}
    acts.append(Act("import-ledger", "ledger-import", row.id, plain=plain))
    record_many(acts, actor=by.account_id, role=by.role, at=at)


def take_turn() -> None:
    """Wait for another ledger of the same county to be in: its rows may be the same."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)


def _row(
    row: LedgerImport,
    value: LedgerRowValue,
    kind: LedgerKind,
    marker: Marker,
    records: tuple[UUID, ...],
    at: datetime,
) -> LedgerRow:
    marks, ends, people = marker.of(value), value.text("ended_on"), value.fields.get("people")
    return LedgerRow(
        id=value.id,
        ledger_import=row,
        kind=kind.code,
        programme_id=value.programme_id,
        sheet=value.sheet[:100],
        number=value.number,
        occurred_on=value.occurred_on,
        ended_on=date.fromisoformat(ends) if ends else None,
        people=people,
        worker_post_id=value.worker_post_id,
        co_worker_post_ids=list(value.co_worker_post_ids),
        content=as_json(value.fields),
        key_hash=marks.key,
        content_hash=marks.content,
        record_ids=list(records),
        recorded_at=at,
    )
