"""What can be asked of departments' lists; they are the whole county's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Func, Q, QuerySet

from humiao.access.public import Actor, NotReached
from humiao.registry.departments import rules
from humiao.registry.departments.choices import OF_FACTS, TO_DECIDE, Department, Group, Outcome, State
from humiao.registry.departments.values import (
    DecisionValue,
    Found,
    ListValue,
    Page,
    RowValue,
    row_from_json,
)
from humiao.registry.models import Child, DepartmentDecision, DepartmentList, DepartmentRow
from humiao.registry.scope import hidden_children

SIZE = 50
_NO_COUNTS: dict[str, int | None] = dict.fromkeys(("rows", "adults", *(g.value for g in Group)))
_TO_DECIDE = [group.value for group in TO_DECIDE]
_OF_FACTS = [group.value for group in OF_FACTS]


def department_lists(by: Actor, *, department: str = "", after: UUID | None = None, size: int = SIZE) -> Page:
    """Return a page of the lists, the newest first; two statements.

    Those dropped are left out, and those of the national system where it isn't asked for.
    """
    _require_reach(by)
    rows = DepartmentList.objects.exclude(state=State.DROPPED.value).select_related("previous")
    if department:
        rows = rows.filter(department=department)
    else:
        rows = rows.exclude(department=Department.NATIONAL.value)
    if after:
        rows = rows.filter(pk__lt=after)
    found = list(rows.defer("content", "previous__content").order_by("-id")[: size + 1])
    shown = found[:size]
    waiting = _waiting([row.pk for row in shown])
    values = tuple(_list_value(row, waiting[row.pk]) for row in shown)
    return Page(values, shown[-1].pk if len(found) > size else None)


def departments_there(by: Actor) -> dict[str, int]:
    """Count the lists of each department that has any."""
    _require_reach(by)
    left_out = Q(state=State.DROPPED.value) | Q(department=Department.NATIONAL.value)
    rows = DepartmentList.objects.exclude(left_out).order_by().values("department")
    return {r["department"]: r["n"] for r in rows.annotate(n=Count("pk"))}


def list_row(by: Actor, list_id: UUID) -> DepartmentList:
    """Return one list as it is kept, or raise `NotReached`."""
    _require_reach(by)
    row = DepartmentList.objects.select_related("previous").filter(pk=list_id).first()
    if row is None:
        raise NotReached
    return row


def list_of(by: Actor, list_id: UUID) -> ListValue:
    """Return one list, or raise `NotReached`."""
    row = list_row(by, list_id)
    return _list_value(row, _waiting([row.pk])[row.pk])


def group_counts(by: Actor, list_id: UUID) -> dict[str, tuple[int, int]]:
    """Return of each group how many rows it has and how many of them wait for a person."""
    _require_reach(by)
    rows = rows_open(by, list_id).order_by().values("group")
    found = rows.annotate(n=Count("pk"), waiting=Count("pk", filter=Q(outcome="")))
    return {r["group"]: (r["n"], r["waiting"]) for r in found}


def facts_waiting(by: Actor, list_id: UUID, group: str) -> dict[str, int]:
    """Count in how many waiting rows of a group each fact differs, the most frequent first."""
    _require_reach(by)
    rows = rows_open(by, list_id).filter(group=group, outcome="", group__in=_OF_FACTS)
    found = rows.order_by().annotate(fact=Func("facts", function="unnest")).values("fact")
    return {r["fact"]: r["n"] for r in found.annotate(n=Count("pk")).order_by("-n", "fact")}


def rows_of_list(
    by: Actor,
    list_id: UUID,
    group: str,
    *,
    waiting: bool | None = None,
    after: UUID | None = None,
    size: int = SIZE,
) -> Page:
    """Return a page of the rows of a group in the order of the list; two statements."""
    _require_reach(by)
    rows = rows_open(by, list_id).filter(group=group)
    if waiting is not None:
        rows = rows.filter(outcome="") if waiting else rows.exclude(outcome="")
    if after:
        rows = rows.filter(pk__gt=after)
    found = list(rows.order_by("id")[: size + 1])
    shown = found[:size]
    return Page(tuple(_row_values(shown)), shown[-1].pk if len(found) > size else None)


def row_of_list(by: Actor, list_id: UUID, row_id: UUID) -> RowValue:
    """Return one row, or raise `NotReached`."""
    _require_reach(by)
    row = rows_open(by, list_id).filter(pk=row_id).first()
    if row is None:
        raise NotReached
    return _row_values([row])[0]


def decisions_of(by: Actor, list_id: UUID, *, at: datetime, most: int = 20) -> tuple[DecisionValue, ...]:
    """Return the newest decisions about a list, with the names of those left out; two statements.

    `may_take_back` leaves out whether a month was closed since: the command asks that.
    """
    _require_reach(by)
    rows = list(DepartmentDecision.objects.filter(listed_id=list_id).order_by("-id")[:most])
    left_out = {row_id for row in rows for row_id in row.exceptions}
    names = dict(DepartmentRow.objects.filter(pk__in=left_out).values_list("pk", "name"))
    known = {str(row_id): name for row_id, name in names.items()}
    return tuple(_decision_value(row, known, at) for row in rows)


def _require_reach(by: Actor) -> None:
    if not by.scope.county:
        raise NotReached


def rows_open(by: Actor, list_id: UUID) -> QuerySet[DepartmentRow]:
    """Return a list's rows without those about restricted files that are not open to this person."""
    rows = DepartmentRow.objects.filter(listed_id=list_id)
    return rows.exclude(child_id__in=hidden_children(by.scope).values("pk"))


def _waiting(lists: Iterable[UUID]) -> defaultdict[UUID, dict[str, int]]:
    """Count by list and group the rows that wait for a person."""
    made: defaultdict[UUID, dict[str, int]] = defaultdict(dict)
    rows = DepartmentRow.objects.filter(listed_id__in=list(lists), outcome="", group__in=_TO_DECIDE)
    for row in rows.order_by().values("listed_id", "group").annotate(n=Count("pk")):
        made[row["listed_id"]][row["group"]] = row["n"]
    return made


def _list_value(row: DepartmentList, waiting: dict[str, int]) -> ListValue:
    return ListValue(
        row.pk,
        row.department,
        row.means,
        row.town_code,
        row.as_of,
        row.file_name,
        row.state,
        _NO_COUNTS | row.counts,
        row.previous_id,
        row.previous.as_of if row.previous else None,
        row.by_name,
        row.recorded_at,
        row.compared_at,
        row.version,
        waiting,
        row.layout,
    )


def _row_values(rows: list[DepartmentRow]) -> list[RowValue]:
    ids = {row.child_id for row in rows if row.child_id}
    files = dict(Child.objects.filter(pk__in=ids).values_list("pk", "file_number"))
    return [_row_value(row, files) for row in rows]


def _row_value(row: DepartmentRow, files: dict[Any, str]) -> RowValue:
    return RowValue(
        row.pk,
        row.group,
        row.sheet,
        row.number,
        row.child_id,
        files.get(row.child_id, ""),
        row.name,
        row.born_on,
        row_from_json(row.said or ""),
        Found.from_json(row.found or ""),
        row.answer,
        row.outcome,
        row.is_carried,
        row.decision_id,
        row.decided_at,
        row.intake_id,
        row.version,
    )


def _decision_value(row: DepartmentDecision, names: dict[str, str], at: datetime) -> DecisionValue:
    may = rules.may_take_back(
        is_taking=row.outcome == Outcome.TAKE, decided_at=row.recorded_at, undone_at=row.undone_at, at=at
    )
    return DecisionValue(
        row.pk,
        row.group,
        row.outcome,
        row.reason or "",
        tuple(row.fields),
        row.rows,
        tuple(names.get(row_id, "") for row_id in row.exceptions),
        row.by_role,
        row.by_name,
        row.recorded_at,
        row.undone_at,
        may.allowed,
    )
