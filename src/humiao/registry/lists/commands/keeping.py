"""An uploaded file between its first look and its end: kept, mapped, answered, confirmed or dropped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, NotReached, Permission
from humiao.foundation.decisions import Conflict, Decision, Refused
from humiao.foundation.trail.public import Act, record
from humiao.registry.commands import checks
from humiao.registry.lists.checking import ListCheck, check_list
from humiao.registry.lists.choices import State
from humiao.registry.lists.commands.importing import enter_checked, take_turn
from humiao.registry.lists.headings import find_head
from humiao.registry.lists.queries import remembered_mapping, signature_of
from humiao.registry.lists.workbook import read_workbook
from humiao.registry.models import KnownHeadings, ListImport


def upload_roster(*, data: bytes, file_name: str, basis: str = "", by: Actor, at: datetime) -> UUID:
    """Keep a file to be looked at and confirmed; what its headings meant last time holds again.

    Raises `UnusableFile` for what is no spreadsheet; one without headings that are known is kept, to be
    mapped by hand.
    """
    by = checks.permitted(by, Permission.IMPORT_ROSTER)
    book = read_workbook(data)
    row = ListImport(
        file_name=file_name[-200:],
        content=base64.b64encode(data).decode(),
        mapping=remembered_mapping([h for sheet in book.sheets if (h := find_head(sheet))]),
        basis=basis.strip()[:100],
        by_account=by.account_id,
        by_name=by.name,
        recorded_at=at,
    )
    row.save(force_insert=True)
    plain = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    record(Act("upload-roster", "list-import", row.id, plain=plain), actor=by.account_id, role=by.role, at=at)
    return row.id


def map_columns(
    *, import_id: UUID, seen_version: int, mapping: Mapping[str, str], by: Actor, at: datetime
) -> None:
    """Set what headings mean, and remember it for the next file that has the same ones."""
    by = checks.permitted(by, Permission.IMPORT_ROSTER)
    row = _lock_open(import_id, seen_version, by)
    row.mapping = dict(mapping)
    row.version += 1
    row.save(update_fields=["mapping", "version"])
    remember_headings(content_of(row), mapping, at=at)
    act = Act("map-columns", "list-import", row.id, plain={"mapping": dict(mapping)})
    record(act, actor=by.account_id, role=by.role, at=at)


def remember_headings(content: bytes, mapping: Mapping[str, str], *, at: datetime) -> None:
    """Keep what a file's headings mean for the next file that has the same ones."""
    for sheet in read_workbook(content).sheets:
        head = find_head(sheet, mapping)
        if head and mapping:
            KnownHeadings.objects.update_or_create(
                signature=signature_of(head), defaults={"mapping": dict(mapping), "recorded_at": at}
            )


def confirm_import(
    *,
    import_id: UUID,
    seen_version: int,
    seen: Mapping[str, int],
    basis: str,
    answers: Mapping[str, str],
    by: Actor,
    at: datetime,
) -> ListCheck:
    """Enter what the check found; `answers` say of held rows (`sheet:row`) whether they are the `same` child.

    `seen` are the counts the person saw: where the registry changed meanwhile and they differ, raises
    `Conflict` and nothing is written.
    """
    by = checks.permitted(by, Permission.IMPORT_ROSTER)
    take_turn()
    row = _lock_open(import_id, seen_version, by)
    today = checks.day_of(at)
    before = check_kept(row, by=by, at=at)
    if {name: n for name, n in counts_of(before).items() if name in seen} != dict(seen):
        text = _("The registry changed since you looked at this list. Look at the new result, then confirm.")
        raise Conflict(Decision.no("changed-meanwhile", text))
    row.basis, row.answers = basis.strip(), dict(answers)
    checked = before
    if answers:
        checked = check_list(
            content_of(row),
            by=by,
            on=today,
            mapping=row.mapping,
            sheet=row.sheet,
            file_name=row.file_name,
            said=said_of(answers),
        )
    row.save(update_fields=["basis", "answers"])
    enter_checked(row, checked, by=by, at=at)
    return checked


def drop_import(*, import_id: UUID, seen_version: int, by: Actor, at: datetime) -> None:
    """Give up a file that wasn't confirmed; its content is removed."""
    by = checks.permitted(by, Permission.IMPORT_ROSTER)
    row = _lock_open(import_id, seen_version, by)
    row.state, row.content, row.version = State.DROPPED.value, "", row.version + 1
    row.save(update_fields=["state", "content", "version"])
    record(Act("drop-import", "list-import", row.id), actor=by.account_id, role=by.role, at=at)


def check_kept(row: ListImport, *, by: Actor, at: datetime) -> ListCheck:
    """Check a kept file as it is mapped now."""
    return check_list(
        content_of(row),
        by=by,
        on=checks.day_of(at),
        mapping=row.mapping,
        sheet=row.sheet,
        file_name=row.file_name,
        said=said_of(row.answers),
    )


def counts_of(checked: ListCheck) -> dict[str, int]:
    """Return the numbers of a check."""
    return {name: n if isinstance(n, int) else len(n) for name, n in checked.counts().items()}


def content_of(row: ListImport) -> bytes:
    """Return the file as it came."""
    return base64.b64decode(row.content or "")


def said_of(answers: Mapping[str, str]) -> dict[tuple[str, int], str]:
    """Return answers by sheet and row."""
    made = {}
    for key, said in answers.items():
        sheet, _colon, number = key.rpartition(":")
        if number.isdecimal():
            made[sheet, int(number)] = said
    return made


def _lock_open(import_id: UUID, seen_version: int, by: Actor) -> ListImport:
    row = ListImport.objects.select_for_update().filter(pk=import_id).first()
    if row is None or not (by.scope.county or row.by_account == by.account_id):
        raise NotReached
    if row.state != State.OPEN:
        raise Refused(Decision.no("not-open", _("This list was imported or dropped already.")))
    if row.version != seen_version:
        text = _("Somebody changed this import since you opened it. Look at it again.")
        raise Conflict(Decision.no("changed-meanwhile", text))
    return row
