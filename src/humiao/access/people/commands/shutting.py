"""Shutting somebody out: who ended whose sessions, or every way in, when and why."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from humiao.access.actors import Actor
from humiao.access.people import rules
from humiao.access.people.models import ShutOut
from humiao.access.people.queries import person_of
from humiao.access.people.rules import Shut
from humiao.access.permissions import Permission
from humiao.foundation.decisions import require
from humiao.foundation.trail.public import Act, record

__all__ = ["ACTIONS", "shut_out"]

ACTIONS = {Shut.SESSIONS: "end-persons-sessions", Shut.EVERYTHING: "lock-person-out"}


def shut_out(*, account_id: UUID, what: Shut, reason: str, by: Actor, at: datetime) -> None:
    """Write down that somebody within reach is shut out, by whom and why.

    No county can touch accounts: whoever calls ends the sessions or every way in once this is committed, with
    `accounts.end_sessions_of` or `accounts.lock_out`.
    """
    by.must(Permission.LOCK_OUT)
    person_of(by, account_id)
    require(rules.may_shut_out(is_self=account_id == by.account_id, reason=reason))
    ShutOut.objects.create(
        account_id=account_id, what=what.value, reason=reason.strip(), by=by.account_id, by_name=by.name,
        recorded_at=at,
    )  # fmt: skip
    plain = {"account": str(account_id)}
    record(Act(ACTIONS[what], "account", account_id, plain=plain), actor=by.account_id, role=by.role, at=at)
