"""A department's list between its first look and its comparison: kept, mapped, compared or dropped."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, NotReached, Permission
from humiao.foundation.context import current_county
from humiao.foundation.crypto import keyed_hashes
from humiao.foundation.decisions import Conflict, Decision, require
from humiao.foundation.places.public import divisions
from humiao.foundation.trail.public import Act
from humiao.registry.commands import checks
from humiao.registry.departments import rules
from humiao.registry.departments.choices import Department, State
from humiao.registry.departments.commands.writing import write_lines, write_missing
from humiao.registry.departments.comparing import Comparison, compare
from humiao.registry.departments.values import NewList
from humiao.registry.exchange import rules as exchange_rules
from humiao.registry.exchange.comparing import told_apart
from humiao.registry.exchange.layouts import LAYOUTS, layout_of
from humiao.registry.exchange.sent import remember_seen
from humiao.registry.lists.commands.importing import take_turn
from humiao.registry.lists.commands.keeping import remember_headings
from humiao.registry.lists.headings import find_head
from humiao.registry.lists.queries import remembered_mapping
from humiao.registry.lists.workbook import Workbook, read_workbook
from humiao.registry.models import DepartmentList

_SUBJECT, _TOWN_DIGITS = "department-list", 9
_DIGEST = 64  # hexadecimal digits


def upload_list(*, data: bytes, new: NewList, by: Actor, at: datetime) -> UUID:
    """Keep a department's file and return the list's id; the same cells again are the list they were before.

    Raises `UnusableFile` for what is no spreadsheet. What its headings meant last time holds again.
    """
    by = permitted(by)
    towns = {d.code for d in divisions(current_county()) if len(d.code) == _TOWN_DIGITS}
    require(
        rules.may_upload(
            new.department, new.means, new.town_code, new.as_of, towns=towns, today=checks.day_of(at)
        )
    )
    is_national = new.department == Department.NATIONAL
    require(exchange_rules.may_bring(new.layout, is_national=is_national, is_known=new.layout in LAYOUTS))
    book = read_workbook(data)
    digest, *older = digests_of(book)
    take_turn()
    same = DepartmentList.objects.filter(
        department=new.department, town_code=new.town_code, means=new.means, digest__in=[digest, *older]
    )
    known = same.exclude(state=State.DROPPED.value).values_list("pk", flat=True).first()
    if known:
        return known
    row = DepartmentList(
        department=new.department,
        means=new.means,
        town_code=new.town_code,
        layout=new.layout,
        as_of=new.as_of,
        file_name=new.file_name[-200:],
        content=base64.b64encode(data).decode(),
        digest=digest,
        mapping=_mapping(book, new.layout),
        by_account=by.account_id,
        by_name=by.name,
        recorded_at=at,
    )
    row.save(force_insert=True)
    plain = {
        "department": new.department,
        "as_of": new.as_of.isoformat(),
        "size": len(data),
        "sha256": digest,
    }
    checks.sign(Act("upload-department-list", _SUBJECT, row.pk, plain=plain), by=by, at=at)
    return row.pk


def _mapping(book: Workbook, layout: str) -> dict[str, str]:
    """Return what the headings mean: by the layout, else as somebody said last time."""
    if layout:
        return layout_of(layout).mapping
    return remembered_mapping([h for sheet in book.sheets if (h := find_head(sheet))])


def digests_of(book: Workbook) -> list[str]:
    """Return what all cells of a file are recognised by, however often it was saved since.

    Keyed: under every version of the key, the active one first.
    """
    cells = [[sheet.name, *([str(c) for c in row] for row in sheet.rows)] for sheet in book.sheets]
    hashes = keyed_hashes(json.dumps(cells, ensure_ascii=False), f"department:{current_county()}")
    return [hashed.hex()[:_DIGEST] for hashed in hashes]


def map_list_columns(
    *, list_id: UUID, seen_version: int, mapping: Mapping[str, str], by: Actor, at: datetime
) -> None:
    """Set what headings mean, and remember it for the next file that has the same ones."""
    by = permitted(by)
    row = _lock_open(list_id, seen_version)
    row.mapping = dict(mapping)
    row.version += 1
    row.save(update_fields=["mapping", "version"])
    remember_headings(content_of(row), mapping, at=at)
    act = Act("map-department-list", _SUBJECT, row.pk, plain={"mapping": dict(mapping)})
    checks.sign(act, by=by, at=at)


def drop_list(*, list_id: UUID, seen_version: int, by: Actor, at: datetime) -> None:
    """Give up a list that wasn't compared; its content is removed."""
    by = permitted(by)
    row = _lock_open(list_id, seen_version)
    row.state, row.content, row.version = State.DROPPED.value, "", row.version + 1
    row.save(update_fields=["state", "content", "version"])
    checks.sign(Act("drop-department-list", _SUBJECT, row.pk), by=by, at=at)


def compare_list(*, list_id: UUID, seen_version: int, by: Actor, at: datetime) -> dict[str, int]:
    """Compare a list with the roster of the day and keep what each row is; returns the counts.

    Nothing of the roster changes. What was decided on an earlier list of the department holds again where
    the same thing comes back. Raises `UnusableFile` for one whose headings aren't known.
    """
    by = permitted(by)
    row = _lock_open(list_id, seen_version)
    today = checks.day_of(at)
    require(exchange_rules.is_newest(row.as_of, newest_exchange(row)))
    compared = compare(content_of(row), row, on=today, scope=by.scope)
    row.previous = _previous(row)
    if row.layout:
        apart = told_apart(compared, row.layout, on=today)
        compared = apart.compared
        remember_seen(row.layout, apart.seen, at=at)
    write_lines(row, compared.lines, at=at)
    row.counts = compared.counts() | write_missing(row, at=at)
    row.state, row.compared_at, row.version = State.COMPARED.value, at, row.version + 1
    row.save(update_fields=["previous", "counts", "state", "compared_at", "version"])
    plain = {"counts": row.counts, "previous": str(row.previous_id or "")}
    checks.sign(Act("compare-department-list", _SUBJECT, row.pk, plain=plain), by=by, at=at)
    return dict(row.counts)


def preview(row: DepartmentList, *, by: Actor, at: datetime) -> Comparison:
    """Say what comparing an open list would find; writes nothing. Raises `UnusableFile`."""
    on = checks.day_of(at)
    compared = compare(content_of(row), row, on=on, scope=by.scope)
    return told_apart(compared, row.layout, on=on).compared if row.layout else compared


def newest_exchange(row: DepartmentList) -> date | None:
    """Return the day of the newest other file of the same layout that was compared."""
    if not row.layout:
        return None
    others = DepartmentList.objects.filter(layout=row.layout, state=State.COMPARED.value).exclude(pk=row.pk)
    return others.order_by("-as_of").values_list("as_of", flat=True).first()


def content_of(row: DepartmentList) -> bytes:
    """Return the file as it came."""
    return base64.b64decode(row.content or "")


def permitted(by: Actor) -> Actor:
    """Return the actor as far as it may decide about lists; they are the whole county's."""
    by = checks.permitted(by, Permission.COMPARE_LISTS)
    if not by.scope.county:
        raise NotReached
    return by


def lock_list(list_id: UUID) -> DepartmentList:
    """Return a list, locked."""
    row = DepartmentList.objects.select_for_update(of=("self",)).filter(pk=list_id).first()
    if row is None:
        raise NotReached
    return row


def _lock_open(list_id: UUID, seen_version: int) -> DepartmentList:
    take_turn()
    row = lock_list(list_id)
    require(rules.may_change(row.state))
    if row.version != seen_version:
        text = _("Somebody changed this list since you opened it. Look at it again.")
        raise Conflict(Decision.no("changed-meanwhile", text))
    return row


def _previous(row: DepartmentList) -> DepartmentList | None:
    """Return the last list of the same department and town that was compared, as old or older."""
    of_these = DepartmentList.objects.filter(
        department=row.department, town_code=row.town_code, state=State.COMPARED.value, as_of__lte=row.as_of
    )
    return of_these.exclude(pk=row.pk).order_by("-as_of", "-compared_at", "-id").first()
