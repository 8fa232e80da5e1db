"""Importing a roster: all good rows in one go, the bad ones left out and told."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from humiao.access.public import Actor, Permission
from humiao.foundation.bulk import collector_paused
from humiao.foundation.copying import copy_rows
from humiao.foundation.decisions import Decision, Refused
from humiao.foundation.fields import seal_text
from humiao.foundation.ids import new_id_text
from humiao.foundation.trail.public import Act, record_many
from humiao.registry.commands import checks
from humiao.registry.commands.entering import file_numbers
from humiao.registry.commands.rows import Entry, write_entries
from humiao.registry.lists.checking import ListCheck, check_list
from humiao.registry.lists.choices import State
from humiao.registry.lists.commands.writing import Change, Undoing, acts_of, categories_of, write_changes
from humiao.registry.lists.homes import homes_of, rows_of
from humiao.registry.models import ImportedChild, ListImport
from humiao.registry.restricted.marking import restrict_for_categories

_LOCK = "SELECT pg_advisory_xact_lock(hashtext(current_schema() || ' roster import'))"


@dataclass(frozen=True)
class Imported:
    """What came of an import, with the id it may be undone by."""

    id: UUID
    check: ListCheck


@collector_paused()
def import_roster(
    *,
    data: bytes,
    file_name: str,
    basis: str = "",
    mapping: Mapping[str, str] | None = None,
    sheet: str = "",
    by: Actor,
    at: datetime,
) -> Imported:
    """Import a file at once, as the command line does; raises `UnusableFile` for one that can't be read.

    `basis` is the bureau's decision (R25); without it the number in the file's title, else the file's name.
    """
    by = checks.permitted(by, Permission.IMPORT_ROSTER)
    take_turn()
    checked = check_list(data, by=by, on=checks.day_of(at), mapping=mapping, sheet=sheet, file_name=file_name)
    row = ListImport(
        file_name=file_name[-200:],
        content=base64.b64encode(data).decode(),
        sheet=sheet,
        mapping=dict(mapping or {}),
        basis=(basis or checked.read.basis or file_name)[:100],
        by_account=by.account_id,
        by_name=by.name,
        recorded_at=at,
    )
    row.save(force_insert=True)
    enter_checked(row, checked, by=by, at=at)
    return Imported(row.id, checked)


@collector_paused()
def enter_checked(row: ListImport, checked: ListCheck, *, by: Actor, at: datetime) -> None:
    """Write what a check found, within the caller's transaction, and close the import."""
    checks.require_basis(row.basis)
    try:
        with transaction.atomic():
            _write(row, checked, by=by, at=at)
    except IntegrityError:
        text = _("Somebody entered one of these children meanwhile. Nothing was saved; check the list again.")
        raise Refused(Decision.no("entered-meanwhile", text)) from None
    row.state, row.done_at, row.version = State.DONE.value, at, row.version + 1
    row.counts = {name: n if isinstance(n, int) else len(n) for name, n in checked.counts().items()}
    row.save(update_fields=["state", "done_at", "version", "counts", "basis"])
    plain = {"basis": row.basis, "counts": row.counts}
    record_many(
        [Act("import-roster", "list-import", row.id, plain=plain)], actor=by.account_id, role=by.role, at=at
    )


def take_turn() -> None:
    """Wait for another import into the same county to end: it may enter the same children."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)


def _write(row: ListImport, checked: ListCheck, *, by: Actor, at: datetime) -> None:
    day = checks.day_of(at)
    homed = homes_of(checked.new, rows_of(checked.matched, checked.read.rows))
    numbers = file_numbers(len(homed.children))
    entries = [
        Entry(child, home, next(numbers), child.entered_on or day, row.basis)
        for child, home in homed.children
    ]
    changes = [Change(one, checked.known[one.child_id]) for one in checked.changed]
    undoing = write_changes(changes, basis=row.basis, on=day, by=by, at=at) if changes else {}
    record_many(acts_of(changes, row.basis), actor=by.account_id, role=by.role, at=at)
    restrict_for_categories(categories_of(changes), by=by, at=at)
    if entries:  # after the changes: who comes new into a home that moved never lived where it was
        write_entries(entries, homes=homed.new, action="enter-roster", by=by, at=at)
    copy_rows(
        ImportedChild,
        "id list_import child_id is_new version_after before",
        _remembered(row, [e.child.id for e in entries], changes, undoing),
    )


def _remembered(
    row: ListImport, entered: Sequence[UUID], changes: Sequence[Change], undoing: Mapping[UUID, Undoing]
) -> Iterator[tuple[Any, ...]]:
    for child_id in entered:
        yield (new_id_text(), row.id, child_id, True, 1, None)
    table = ImportedChild._meta.db_table
    for change in changes:
        row_id = new_id_text()
        before = seal_text(undoing[change.child.id].text(), table, "before", row_id)
        yield (row_id, row.id, change.child.id, False, change.child.version + 1, before)
