"""Opening a restricted file in an emergency, judging that afterwards, and ending access early."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from humiao.access.public import Actor, NotReached, Permission
from humiao.foundation.decisions import require
from humiao.foundation.ids import new_id
from humiao.foundation.trail.public import Act
from humiao.registry.commands import checks
from humiao.registry.models import FileGrant
from humiao.registry.restricted import rules
from humiao.registry.restricted.choices import GrantKind
from humiao.registry.restricted.finding import find_restricted
from humiao.registry.restricted.grants import facts_of
from humiao.registry.restricted.locking import locked


def break_glass(*, typed: str, reason: str, is_confirmed: bool, by: Actor, at: datetime) -> UUID:
    """Open a restricted file at once for 24 hours, where one's post reaches the child; returns the child.

    The approver is told at once and judges it afterwards. Raises `NotReached`, which is written to the
    trail, where there is no such file within the area.
    """
    by = checks.permitted(by, Permission.BREAK_GLASS)
    require(rules.must_name_file(typed))
    child_id = find_restricted(by.scope, typed)
    is_open = child_id is not None and child_id in by.scope.granted
    require(rules.may_break(reason=reason, is_confirmed=is_confirmed, is_open=is_open))
    if child_id is None:
        raise NotReached
    assert by.post_id  # noqa: S101 -- whoever has a permission has a post
    grant = FileGrant(
        id=new_id(),
        child_id=child_id,
        post_id=by.post_id,
        account_id=by.account_id,
        kind=GrantKind.GLASS.value,
        reason=reason.strip(),
        given_by=by.account_id,
        from_at=at,
        until_at=rules.glass_until(at),
    )
    grant.save(force_insert=True)
    said = {"reason": reason.strip()}
    checks.sign(Act("break-glass", "file-grant", grant.pk, child_id, {}, said), by=by, at=at)
    return child_id


def judge_opening(
    *, grant_id: UUID, judgement: str, note: str, seen_version: int, by: Actor, at: datetime
) -> None:
    """Say afterwards whether an opening in an emergency was justified; an unjustified one ends at once."""
    by = checks.permitted(by, Permission.APPROVE_ACCESS)
    row = locked(FileGrant, seen_version, pk=grant_id, kind=GrantKind.GLASS.value)
    require(rules.may_judge(facts_of(row), judgement=judgement, by=by.account_id, note=note))
    row.judgement, row.judgement_note = judgement, note.strip()
    row.judged_by, row.judged_at = by.account_id, at
    if rules.ends_when_judged(facts_of(row), at=at):
        row.ended_at, row.ended_by = at, by.account_id
    row.version += 1
    row.save()
    act = Act("judge-opening", "file-grant", row.pk, row.child_id, {"judgement": judgement})
    checks.sign(act, by=by, at=at)


def end_grant(*, grant_id: UUID, seen_version: int, by: Actor, at: datetime) -> None:
    """End somebody's access before its time: one's own, or anybody's as the responsible person."""
    row = locked(FileGrant, seen_version, pk=grant_id)
    if row.account_id is None or row.account_id != by.account_id:
        by = checks.permitted(by, Permission.APPROVE_ACCESS)
    require(rules.may_end_grant(facts_of(row), at=at))
    row.ended_at, row.ended_by = at, by.account_id
    row.version += 1
    row.save()
    checks.sign(Act("end-access", "file-grant", row.pk, row.child_id), by=by, at=at)
