"""An uploaded ledger between its first look and its end: kept, mapped, answered, confirmed or dropped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, Permission
from humiao.foundation.decisions import Conflict, Decision, Refused
from humiao.foundation.trail.public import Act, record
from humiao.ledgers.checking import Asked, LedgerCheck, check_data
from humiao.ledgers.commands.importing import enter_checked, new_import, take_turn
from humiao.ledgers.kinds import kinds
from humiao.ledgers.models import KnownColumns, LedgerImport
from humiao.ledgers.queries import asked_of, ledger_import_of, remembered_columns
from humiao.ledgers.values import as_json
from humiao.programmes.public import programme_by_id
from humiao.registry.lists.public import State, find_head, read_workbook, signature_of


def upload_ledger(
    *, data: bytes, kind: str, programme_id: UUID, file_name: str, by: Actor, at: datetime
) -> UUID:
    """Keep a file to be looked at and confirmed; what its headings meant last time holds again.

    Raises `UnusableFile` for what is no spreadsheet; one without headings that are known is kept, to be
    mapped by hand.
    """
    by = _permitted(by)
    programme_by_id(by.scope, programme_id)
    if kind not in kinds():
        raise Refused(Decision.no("unknown-kind", _("There is no such kind of ledger.")))
    book, words = read_workbook(data), kinds()[kind].words
    heads = [head for sheet in book.sheets if (head := find_head(sheet, None, words))]
    asked = Asked(kind, programme_id, file_name, remembered_columns(kind, heads))
    row = new_import(data, asked, by=by, at=at)
    plain = {"kind": kind, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    _sign(Act("upload-ledger", "ledger-import", row.id, plain=plain), by, at)
    return row.id


def map_ledger_columns(
    *, import_id: UUID, seen_version: int, mapping: Mapping[str, str], by: Actor, at: datetime
) -> None:
    """Set what headings mean, and remember it for the next file of the kind that has the same ones."""
    by = _permitted(by)
    row = _lock_open(import_id, seen_version, by)
    row.mapping, row.version = dict(mapping), row.version + 1
    row.save(update_fields=["mapping", "version"])
    words = kinds()[row.kind].words
    for sheet in read_workbook(content_of(row)).sheets:
        head = find_head(sheet, mapping, words)
        if head and mapping:
            KnownColumns.objects.update_or_create(
                kind=row.kind,
                signature=signature_of(head),
                defaults={"mapping": dict(mapping), "recorded_at": at},
            )
    _sign(Act("map-ledger-columns", "ledger-import", row.id, plain={"mapping": dict(mapping)}), by, at)


def answer_doubts(
    *, import_id: UUID, seen_version: int, answers: Mapping[str, str], by: Actor, at: datetime
) -> None:
    """Keep what a person says of doubts, beside what was said before; an empty answer takes one back."""
    by = _permitted(by)
    row = _lock_open(import_id, seen_version, by)
    said = {key: value for key, value in {**asked_of(row).answers, **answers}.items() if value}
    row.answers, row.version = as_json(said), row.version + 1
    row.save(update_fields=["answers", "version"])
    _sign(Act("answer-ledger", "ledger-import", row.id, plain={"answers": len(said)}), by, at)


def confirm_ledger(
    *, import_id: UUID, seen_version: int, seen: Mapping[str, int], by: Actor, at: datetime
) -> LedgerCheck:
    """Bring in what the check found good.

    `seen` are the counts the person saw: where the registry changed meanwhile and they differ, raises
    `Conflict` and nothing is written.
    """
    by = _permitted(by)
    take_turn()
    row = _lock_open(import_id, seen_version, by)
    checked = check_kept(row, by=by, at=at)
    if {name: n for name, n in checked.counts().items() if name in seen} != dict(seen):
        text = _("Something changed since you looked at this ledger. Look at the new result, then confirm.")
        raise Conflict(Decision.no("changed-meanwhile", text))
    enter_checked(row, checked, by=by, at=at)
    return checked


def drop_ledger(*, import_id: UUID, seen_version: int, by: Actor, at: datetime) -> None:
    """Give up a file that wasn't confirmed; its content is removed."""
    by = _permitted(by)
    row = _lock_open(import_id, seen_version, by)
    row.state, row.content, row.answers = State.DROPPED.value, "", ""
    row.version += 1
    row.save(update_fields=["state", "content", "answers", "version"])
    _sign(Act("drop-ledger", "ledger-import", row.id), by, at)


def check_kept(row: LedgerImport, *, by: Actor, at: datetime) -> LedgerCheck:
    """Check a kept file as it is mapped and answered now."""
    return check_data(content_of(row), asked_of(row), by=by.within(Permission.IMPORT_LEDGER), at=at)


def content_of(row: LedgerImport) -> bytes:
    """Return the file as it came."""
    return base64.b64decode(row.content or "")


def _permitted(by: Actor) -> Actor:
    by.must(Permission.IMPORT_LEDGER)
    return by.within(Permission.IMPORT_LEDGER)


def _sign(act: Act, by: Actor, at: datetime) -> None:
    record(act, actor=by.account_id, role=by.role, at=at)


def _lock_open(import_id: UUID, seen_version: int, by: Actor) -> LedgerImport:
    ledger_import_of(by, import_id)
    row = LedgerImport.objects.select_for_update().get(pk=import_id)
    if row.state != State.OPEN:
        raise Refused(Decision.no("not-open", _("This ledger was brought in or dropped already.")))
    if row.version != seen_version:
        text = _("Somebody changed this import since you opened it. Look at it again.")
        raise Conflict(Decision.no("changed-meanwhile", text))
    return row
