"""Asking for a restricted file, and answering as the responsible person."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID

from humiao.access.public import Actor, Permission, actor_for
from humiao.foundation.decisions import require
from humiao.foundation.identity_numbers import mask_id
from humiao.foundation.ids import new_id
from humiao.foundation.trail.public import Act
from humiao.registry.commands import checks
from humiao.registry.models import AccessRequest, FileGrant
from humiao.registry.restricted import rules
from humiao.registry.restricted.choices import GrantKind, RequestState
from humiao.registry.restricted.finding import find_restricted, posts_reach
from humiao.registry.restricted.locking import locked
from humiao.registry.search import bare_number

_FILE_NUMBER = re.compile(r"\d{6}-\d{1,12}", re.ASCII)


def ask_access(*, typed: str, days: int, reason: str, by: Actor, at: datetime) -> UUID:
    """Ask for a restricted file by its number or the child's ID number; returns the request's id.

    It is kept the same whether there is such a file or not, so that asking tells nothing.
    """
    by = checks.permitted(by, Permission.OPEN_RESTRICTED)
    assert by.account_id and by.post_id  # noqa: S101, PT018 -- whoever asks is a person with a post
    require(rules.must_name_file(typed))
    is_waiting = _asked_already(typed, by.account_id)
    require(rules.may_ask(days=days, reason=reason, is_waiting=is_waiting))
    row = AccessRequest(
        child_id=find_restricted(by.scope, typed),
        typed=written(typed),
        account_id=by.account_id,
        post_id=by.post_id,
        reason=reason.strip(),
        days=days,
        asked_at=at,
    )
    row.save(force_insert=True)
    checks.sign(Act("ask-access", "access-request", row.pk, row.child_id, {"days": days}), by=by, at=at)
    return row.pk


def withdraw_request(*, request_id: UUID, seen_version: int, by: Actor, at: datetime) -> None:
    """Take one's own request back before it is answered."""
    by = checks.permitted(by, Permission.OPEN_RESTRICTED)
    row = locked(AccessRequest, seen_version, pk=request_id, account_id=by.account_id)
    require(rules.may_withdraw(state=row.state, asked_by=row.account_id, by=by.account_id))
    _answer(row, RequestState.WITHDRAWN, "", by=by, at=at)


def approve_request(*, request_id: UUID, days: int, seen_version: int, by: Actor, at: datetime) -> UUID:
    """Approve a request for so many days from now, the asked ones or fewer; returns the grant's id."""
    by = checks.permitted(by, Permission.APPROVE_ACCESS)
    row = locked(AccessRequest, seen_version, pk=request_id)
    require(rules.may_decide(state=row.state, asked_by=row.account_id, by=by.account_id))
    reached = row.child_id is not None and asker_reaches(row, at=at)
    require(rules.may_approve(days=days, is_found=row.child_id is not None, is_reached=reached))
    assert row.child_id  # noqa: S101 -- the rule before
    grant = FileGrant(
        id=new_id(),
        child_id=row.child_id,
        post_id=row.post_id,
        account_id=row.account_id,
        kind=GrantKind.ASKED.value,
        reason=row.reason,
        request_id=row.pk,
        given_by=by.account_id,
        from_at=at,
        until_at=rules.grant_until(at, days),
    )
    grant.save(force_insert=True)
    _answer(row, RequestState.APPROVED, "", by=by, at=at)
    return grant.pk


def refuse_request(*, request_id: UUID, note: str, seen_version: int, by: Actor, at: datetime) -> None:
    """Refuse a request and say why."""
    by = checks.permitted(by, Permission.APPROVE_ACCESS)
    row = locked(AccessRequest, seen_version, pk=request_id)
    require(rules.may_decide(state=row.state, asked_by=row.account_id, by=by.account_id))
    require(rules.must_have_reason(note))
    _answer(row, RequestState.REFUSED, note.strip(), by=by, at=at)


def asker_reaches(row: AccessRequest, *, at: datetime) -> bool:
    """Say whether the post that asked is still held and its area includes the child."""
    asker = actor_for(row.account_id, on=checks.day_of(at), at=at)
    if asker is None or row.child_id is None:
        return False
    own = [post for post in asker.posts if post.id == row.post_id]
    return bool(own) and posts_reach(asker.as_post(row.post_id).scope, row.child_id)


def _asked_already(typed: str, account_id: UUID) -> bool:
    waiting = AccessRequest.objects.filter(account_id=account_id, state=RequestState.WAITING.value)
    return any(row.typed == written(typed) for row in waiting.order_by("id"))


def written(typed: str) -> str:
    """Return what is kept of what was typed: a file's number as it is, of an ID number its two ends.

    The number of a child whose file is not found is nobody's to keep: no erasure would ever find it.
    """
    text = typed.strip()
    return text.upper() if _FILE_NUMBER.fullmatch(text) else mask_id(bare_number(text))


def _answer(row: AccessRequest, state: RequestState, note: str, *, by: Actor, at: datetime) -> None:
    row.state, row.note, row.decided_by, row.decided_at = state.value, note, by.account_id, at
    row.version += 1
    row.save()
    act = Act(ANSWERS[state], "access-request", row.pk, row.child_id)
    checks.sign(act, by=by, at=at)


ANSWERS = {
    RequestState.WITHDRAWN: "withdraw-access",
    RequestState.APPROVED: "approve-access",
    RequestState.REFUSED: "refuse-access",
}
