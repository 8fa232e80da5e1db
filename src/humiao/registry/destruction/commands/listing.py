"""Preparing a list of destruction, and deciding it as the second person."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, Permission
from humiao.foundation.copying import copy_rows
from humiao.foundation.decisions import Conflict, Decision, Refused, require
from humiao.foundation.ids import new_id
from humiao.foundation.trail.public import Act
from humiao.registry.commands import checks
from humiao.registry.destruction import rules
from humiao.registry.destruction.choices import Fate, State
from humiao.registry.destruction.queries import destruction_list, due_records
from humiao.registry.destruction.values import DueRecord
from humiao.registry.holds.queries import held_children, take_turn
from humiao.registry.models import DestructionItem, DestructionList

_COLUMNS = "id listed kind record_id child_id label due_on state why"


def prepare_destruction(*, year: int, by: Actor, at: datetime) -> UUID:
    """List what is due by the end of a year, legal holds marked, and return the list's id."""
    by = checks.permitted(by, Permission.PREPARE_DESTRUCTION)
    take_turn()
    if year > checks.day_of(at).year:
        text = _("A list is prepared in the year it is of, or later.")
        raise Refused(Decision.no("too-early", text))
    if DestructionList.objects.filter(year=year, state=State.PREPARED).exists():
        text = _("A list of that year waits for approval already; it is decided first.")
        raise Refused(Decision.no("already-prepared", text))
    found = due_records(date(year, 12, 31))
    require(rules.may_prepare(sum(map(len, found.values()))))
    held = held_children({r.child_id for rows in found.values() for r in rows if r.child_id})
    row = DestructionList.objects.create(
        number=_number(year),
        year=year,
        state=State.PREPARED,
        counts={code: len(rows) for code, rows in found.items() if rows},
        prepared_by=by.account_id,
        prepared_by_post_id=by.post_id,
        prepared_name=by.name,
        recorded_at=at,
    )
    copy_rows(DestructionItem, _COLUMNS, _items(row.pk, found, held))
    _sign("prepare-destruction", row, {"year": year, "counts": row.counts, "held": len(held)}, by=by, at=at)
    return row.pk


def _number(year: int) -> str:
    return f"XH-{year}-{DestructionList.objects.filter(year=year).count() + 1:02}"


def _items(
    list_id: UUID, found: dict[str, list[DueRecord]], held: Collection[UUID]
) -> Iterator[tuple[Any, ...]]:
    for code, rows in found.items():
        for r in rows:
            state, why = (Fate.HELD, "legal-hold") if r.child_id in held else (Fate.LISTED, "")
            yield new_id(), list_id, code, r.id, r.child_id, r.label, r.due_on, state.value, why


def approve_destruction(
    *, list_id: UUID, left_out: Collection[UUID] = (), seen_version: int, by: Actor, at: datetime
) -> None:
    """Approve a list as the second person, without some of its records; the worker carries it out."""
    row, by = _deciding(list_id, seen_version, by)
    some = DestructionItem.objects.filter(listed=row, state=Fate.LISTED, pk__in=list(left_out))
    out = some.update(state=Fate.LEFT_OUT, why="left-out")
    _decide(row, State.APPROVED, "", by=by, at=at)
    _sign("approve-destruction", row, {"left_out": out}, by=by, at=at)


def refuse_destruction(*, list_id: UUID, note: str, seen_version: int, by: Actor, at: datetime) -> None:
    """Refuse a list as the second person, and say why; everything is kept."""
    row, by = _deciding(list_id, seen_version, by)
    if not note.strip():
        raise Refused(Decision.no("no-reason", _("Say why it is refused."), "R73"))
    _decide(row, State.REFUSED, note.strip(), by=by, at=at)
    _sign("refuse-destruction", row, {}, by=by, at=at)


def withdraw_destruction(*, list_id: UUID, seen_version: int, by: Actor, at: datetime) -> None:
    """Take one's own list back before it is decided."""
    by = checks.permitted(by, Permission.PREPARE_DESTRUCTION)
    row = _locked(list_id, seen_version, by)
    require(rules.may_withdraw(destruction_list(by.scope, list_id), account=by.account_id))
    _decide(row, State.WITHDRAWN, "", by=by, at=at)
    _sign("withdraw-destruction", row, {}, by=by, at=at)


def _deciding(list_id: UUID, seen_version: int, by: Actor) -> tuple[DestructionList, Actor]:
    by = checks.permitted(by, Permission.APPROVE_DESTRUCTION)
    row = _locked(list_id, seen_version, by)
    posts = [post.id for post in by.posts]
    require(rules.may_decide(destruction_list(by.scope, list_id), account=by.account_id, posts=posts))
    return row, by


def _locked(list_id: UUID, seen_version: int, by: Actor) -> DestructionList:
    destruction_list(by.scope, list_id)
    row = DestructionList.objects.select_for_update().get(pk=list_id)
    if row.version != seen_version:
        text = _("Somebody changed this meanwhile. Look at it again, then decide.")
        raise Conflict(Decision.no("changed-meanwhile", text))
    return row


def _decide(row: DestructionList, state: State, note: str, *, by: Actor, at: datetime) -> None:
    row.state, row.note = state, note
    row.decided_by, row.decided_by_post_id = by.account_id, by.post_id
    row.decided_name, row.decided_at = by.name, at
    row.version += 1
    row.save()


def _sign(action: str, row: DestructionList, plain: dict[str, Any], *, by: Actor, at: datetime) -> None:
    act = Act(action, "destruction", row.pk, plain={"number": row.number, **plain})
    checks.sign(act, by=by, at=at)
