"""Erasing at a request: prepared by one person, confirmed by another, done in the same transaction."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from humiao.access.public import Actor, Permission
from humiao.foundation.decisions import require
from humiao.foundation.erasing import Erased
from humiao.registry.commands import checks
from humiao.registry.destruction.erasing import erase_files
from humiao.registry.holds.queries import take_turn
from humiao.registry.models import ChildRequest
from humiao.registry.requests import rules
from humiao.registry.requests.choices import State
from humiao.registry.requests.commands.answering import locked, settle, sign
from humiao.registry.requests.queries import facts_of, request_of


def prepare_erasure(
    *, request_id: UUID, answer: str, has_read: bool, seen_version: int, by: Actor, at: datetime
) -> None:
    """Propose that a file is erased as asked; nothing happens until a second person confirms."""
    by = checks.permitted(by, Permission.ERASE_CHILD)
    row = locked(request_id, seen_version, by)
    require(rules.may_prepare(request_of(by.scope, request_id), has_read=has_read))
    _require_erasable(row, at)
    row.state, row.answer = State.PREPARED, answer.strip()
    row.prepared_by, row.prepared_by_post_id, row.prepared_at = by.account_id, by.post_id, at
    row.version += 1
    row.save()
    sign("prepare-erasure", row, {}, {"answer": row.answer}, by=by, at=at)


def confirm_erasure(
    *, request_id: UUID, has_read: bool, seen_version: int, by: Actor, at: datetime
) -> Erased:
    """Erase a file as the second person; what the file said can never be read again, by anybody.

    Judged once more: a hold placed or a child put back on the roster since stops it.
    """
    by = checks.permitted(by, Permission.ERASE_CHILD)
    take_turn()
    row = locked(request_id, seen_version, by)
    value, posts = request_of(by.scope, request_id), [post.id for post in by.posts]
    require(rules.may_confirm(value, account=by.account_id, posts=posts, has_read=has_read))
    _require_erasable(row, at)
    sign("confirm-erasure", row, {"prepared_by": str(row.prepared_by)}, {}, by=by, at=at)
    done = erase_files([row.child_id], by=by, at=at)
    row = ChildRequest.objects.get(pk=request_id)
    row.state = State.GRANTED
    settle(row, by=by, at=at)
    return done


def send_back_erasure(*, request_id: UUID, seen_version: int, by: Actor, at: datetime) -> None:
    """Send a prepared erasure back to be answered again, as the second person or the first."""
    by = checks.permitted(by, Permission.ERASE_CHILD)
    row = locked(request_id, seen_version, by)
    value = request_of(by.scope, request_id)
    require(rules.may_send_back(value))
    row.state, row.answer = State.OPEN, ""
    row.prepared_by = row.prepared_by_post_id = row.prepared_at = None
    row.version += 1
    row.save()
    sign("send-back-erasure", row, {}, {}, by=by, at=at)


def _require_erasable(row: ChildRequest, at: datetime) -> None:
    today = checks.day_of(at)
    facts = facts_of(row.child_id, on=today)
    require(rules.may_erase(rules.judge_erasure(facts, today=today), facts.retired_as))
