"""What can be asked of ledgers that came in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from humiao.access.public import Actor, NotReached, Permission, Scope
from humiao.ledgers.checking import Asked, LedgerCheck, check_data, source_of
from humiao.ledgers.models import KnownColumns, LedgerChild, LedgerImport, LedgerRow
from humiao.ledgers.values import LedgerRowValue
from humiao.programmes.public import programme_by_id
from humiao.registry.lists.public import Head, signature_of
from humiao.registry.public import child_rows, hidden_among, hidden_children

SIZE = 50


@dataclass(frozen=True)
class KeptRow:
    """A row that came in, with what was made of it."""

    value: LedgerRowValue
    import_id: UUID
    ended_on: date | None
    people: int | None
    record_ids: tuple[UUID, ...]
    recorded_at: datetime


@dataclass(frozen=True)
class RowsPage:
    """A page of rows, the newest first, and where the next one begins; "" on the last."""

    rows: list[KeptRow]
    total: int
    next_after: str = ""


def check_ledger(*, data: bytes, asked: Asked, by: Actor, at: datetime) -> LedgerCheck:
    """Say what bringing a file in would do; writes nothing. Raises `UnusableFile`."""
    by.must(Permission.IMPORT_LEDGER)
    by = by.within(Permission.IMPORT_LEDGER)
    programme_by_id(by.scope, asked.programme_id)
    return check_data(data, asked, by=by, at=at)


def ledger_imports(by: Actor, *, most: int = 50) -> list[LedgerImport]:
    """Return the newest imports of the programmes within reach."""
    rows = LedgerImport.objects.defer("content", "answers").filter(_reached(by.scope))
    return list(rows.order_by("-recorded_at", "-id")[:most])


def ledger_import_of(by: Actor, import_id: UUID) -> LedgerImport:
    """Return one import or raise `NotReached`."""
    row = LedgerImport.objects.filter(_reached(by.scope), pk=import_id).first()
    if row is None:
        raise NotReached
    return row


def kept_counts(by: Actor) -> dict[str, int]:
    """Count the rows within reach by kind."""
    rows = _in_use(by.scope).order_by().values_list("kind")
    return dict(rows.annotate(Count("id")))


def kept_rows(by: Actor, kind: str, *, after: str = "") -> RowsPage:
    """Return a page of the rows of a kind within reach; a cursor that can't be read begins at the newest."""
    rows = _in_use(by.scope).filter(kind=kind)
    place = _place(after)
    shown = (
        rows.filter(Q(occurred_on__lt=place[0]) | Q(occurred_on=place[0], id__lt=place[1])) if place else rows
    )
    found = list(shown.select_related("ledger_import").order_by("-occurred_on", "-id")[: SIZE + 1])
    more = len(found) > SIZE
    last = found[SIZE - 1] if more else None
    cursor = f"{last.occurred_on:%Y-%m-%d}~{last.id}" if last else ""
    return RowsPage(_values(found[:SIZE]), rows.count(), cursor)


def kept_row(scope: Scope, row_id: UUID) -> KeptRow:
    """Return one row, of a programme within reach or of a child within reach; raises `NotReached`."""
    row = LedgerRow.objects.select_related("ledger_import").filter(pk=row_id, undone_at__isnull=True).first()
    if row is None:
        raise NotReached
    found = _values([row])[0]
    if found.value.child_ids and hidden_among(scope, found.value.child_ids) >= set(found.value.child_ids):
        raise NotReached
    is_programme = scope.county or row.programme_id in scope.programmes
    if not is_programme and not child_rows(scope, found.value.child_ids, on=row.occurred_on):
        raise NotReached
    return found


def untaken_rows_of(child_id: UUID) -> list[KeptRow]:
    """Return a child's rows of which no record was made. The caller has checked the reach."""
    rows = LedgerRow.objects.filter(
        id__in=LedgerChild.objects.filter(child_id=child_id).values("row_id"),
        record_ids=[],
        undone_at__isnull=True,
    )
    return _values(list(rows.select_related("ledger_import").order_by("-occurred_on", "-id")))


def remembered_columns(kind: str, heads: Iterable[Head]) -> dict[str, str]:
    """Return what a person said of the same headings before; nothing where nobody did."""
    known = KnownColumns.objects.filter(kind=kind, signature__in=[signature_of(h) for h in heads])
    made: dict[str, str] = {}
    for row in known.order_by("recorded_at"):
        made |= row.mapping
    return made


def answers_of(row: LedgerImport) -> dict[str, str]:
    """Return what a person said of doubts."""
    said: dict[str, str] = json.loads(row.answers) if row.answers else {}
    return said


def asked_of(row: LedgerImport, answers: Mapping[str, str] | None = None) -> Asked:
    """Return what a kept file is asked, with the answers kept or others."""
    said = answers_of(row) if answers is None else answers
    return Asked(row.kind, row.programme_id, row.file_name, row.mapping, row.sheet, said)


def _reached(scope: Scope) -> Q:
    return Q() if scope.county else Q(programme_id__in=sorted(scope.programmes))


def _in_use(scope: Scope) -> QuerySet[LedgerRow]:
    """Return the rows within reach, but for those that tell of restricted files alone."""
    named = LedgerChild.objects.filter(row_id=OuterRef("pk"))
    hidden = hidden_children(scope).values("pk")
    of_others = Exists(named.filter(child_id__in=hidden)) & ~Exists(named.exclude(child_id__in=hidden))
    return LedgerRow.objects.filter(_reached(scope), ~Q(of_others), undone_at__isnull=True)


def _place(after: str) -> tuple[date, UUID] | None:
    day, _tilde, row = after.partition("~")
    try:
        return date.fromisoformat(day), UUID(row)
    except ValueError:
        return None


def _values(rows: list[LedgerRow]) -> list[KeptRow]:
    children: dict[UUID, list[UUID]] = {}
    named = LedgerChild.objects.filter(row_id__in=[r.id for r in rows]).order_by("id")
    for row_id, child in named.values_list("row_id", "child_id"):
        children.setdefault(row_id, []).append(child)
    return [_value(row, tuple(children.get(row.id, ()))) for row in rows]


def _value(row: LedgerRow, children: tuple[UUID, ...]) -> KeptRow:
    fields: dict[str, Any] = json.loads(row.content or "{}")
    value = LedgerRowValue(
        row.id, row.kind, row.programme_id, row.sheet, row.number, row.occurred_on, children,
        row.worker_post_id, tuple(row.co_worker_post_ids), fields,
        source_of(row.ledger_import.file_name, row.sheet, row.number),
    )  # fmt: skip
    return KeptRow(
        value, row.ledger_import_id, row.ended_on, row.people, tuple(row.record_ids), row.recorded_at
    )
