"""Entering a request, answering it, taking it back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from humiao.access.public import Actor, NotReached, Permission
from humiao.foundation.decisions import Conflict, Decision, require
from humiao.foundation.ids import new_id
from humiao.foundation.trail.public import Act
from humiao.foundation.working_days.public import calendar
from humiao.registry.commands import checks
from humiao.registry.destruction.periods import request_days
from humiao.registry.models import Child, ChildRequest
from humiao.registry.requests import rules
from humiao.registry.requests.choices import State
from humiao.registry.requests.queries import request_of
from humiao.registry.requests.values import NewRequest
from humiao.registry.scope import reachable_children

_NUMBERS = 7_433_012


def take_request(
    *, child_id: UUID, new: NewRequest, by: Actor, at: datetime, request_id: UUID | None = None
) -> UUID:
    """Enter a request and return its id; due within the county's working days. The same id enters once.

    One about a file that was merged away or entered by mistake is entered as well.
    """
    by = checks.permitted(by, Permission.TAKE_REQUEST)
    child = reachable_children(by.scope).filter(pk=child_id).first()
    if child is None:
        raise NotReached
    if request_id and ChildRequest.objects.filter(pk=request_id, child=child).exists():
        return request_id
    require(rules.may_take(new, child.born_on, today=checks.day_of(at)))
    days = request_days()
    row = ChildRequest(
        id=request_id or new_id(),
        number=_number(new.asked_on.year),
        child=child,
        kind=new.kind,
        asked_by=new.asked_by,
        asker_name=new.asker_name.strip(),
        relation=new.relation,
        contact=new.contact.strip(),
        identity=new.identity,
        said=new.said.strip(),
        asked_on=new.asked_on,
        due_on=calendar().after(new.asked_on, days),
        limit_days=days,
        state=State.OPEN,
        recorded_at=at,
        recorded_by_post_id=by.post_id,
    )
    row.save(force_insert=True)
    said = {"asker": row.asker_name, "relation": row.relation, "said": row.said}
    sign("take-request", row, {"kind": row.kind, "due": row.due_on.isoformat()}, said, by=by, at=at)
    return row.pk


def _number(year: int) -> str:
    """Return the next number of a year; two desks take turns."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_NUMBERS])
    start = f"QS-{year}-"
    return f"{start}{ChildRequest.objects.filter(number__startswith=start).count() + 1:04}"


def answer_request(
    *,
    request_id: UUID,
    is_granted: bool,
    answer: str,
    grounds: Collection[str] = (),
    seen_version: int,
    by: Actor,
    at: datetime,
) -> None:
    """Grant a request, saying what was done, or refuse it with reasons of the table.

    An erasure can only be refused here; granting one takes two people (`commands.erasing`).
    """
    by = checks.permitted(by, Permission.ANSWER_REQUEST)
    row = locked(request_id, seen_version, by)
    value = request_of(by.scope, request_id)
    require(rules.may_answer(value, is_granted=is_granted, grounds=grounds, answer=answer))
    row.state = State.GRANTED if is_granted else State.REFUSED
    row.grounds = [] if is_granted else sorted(set(grounds))
    row.answer = answer.strip()
    settle(row, by=by, at=at)
    sign(
        "answer-request",
        row,
        {"state": row.state, "grounds": row.grounds},
        {"answer": row.answer},
        by=by,
        at=at,
    )


def withdraw_request(*, request_id: UUID, seen_version: int, by: Actor, at: datetime) -> None:
    """Write down that whoever asked took the request back."""
    by = checks.permitted(by, Permission.TAKE_REQUEST)
    row = locked(request_id, seen_version, by)
    require(rules.may_withdraw(request_of(by.scope, request_id)))
    row.state = State.WITHDRAWN
    settle(row, by=by, at=at)
    sign("withdraw-request", row, {}, {}, by=by, at=at)


def locked(request_id: UUID, seen_version: int, by: Actor) -> ChildRequest:
    """Lock the child first and the request after it; raises `Conflict` where it changed since."""
    child_id = request_of(by.scope, request_id).child_id
    Child.objects.select_for_update().only("pk").get(pk=child_id)
    row = ChildRequest.objects.select_for_update().get(pk=request_id)
    if row.version != seen_version:
        text = _("Somebody changed this request meanwhile. Look at it again, then answer.")
        raise Conflict(Decision.no("changed-meanwhile", text))
    return row


def settle(row: ChildRequest, *, by: Actor, at: datetime) -> None:
    """Save a request with who answered it."""
    row.answered_by, row.answered_by_post_id, row.answered_at = by.account_id, by.post_id, at
    row.version += 1
    row.save()


def sign(
    action: str,
    row: ChildRequest,
    plain: dict[str, Any],
    said: dict[str, Any],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Write a step to the child's trail."""
    act = Act(action, "request", row.pk, row.child_id, {"number": row.number, **plain}, said)
    checks.sign(act, by=by, at=at)
