"""Raising a level at once, and confirming or rejecting a lower one as the second person."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from humiao.access.public import Actor, NotReached, Permission
from humiao.assessments.choices import Cause, LevelState
from humiao.assessments.commands.writing import (
    Place,
    Standing,
    day_of,
    lock_child,
    must_be_unchanged,
    put_in_force,
    signer,
    write_steps,
)
from humiao.assessments.models import LevelChange
from humiao.assessments.queries.levels import change_value
from humiao.assessments.reach import must_be_enrolled, must_reach
from humiao.assessments.rules import (
    Proposal,
    Step,
    is_waiting,
    may_be_on,
    may_lower,
    may_raise,
    must_have_reason,
)
from humiao.assessments.scheme import LevelScheme
from humiao.assessments.schemes import must_have_scheme
from humiao.assessments.values import LevelChangeValue
from humiao.foundation.decisions import require
from humiao.foundation.trail.public import Act, record


def raise_level(
    *, child_id: UUID, programme_id: UUID, level: str, reason: str, by: Actor, at: datetime
) -> LevelChangeValue:
    """Raise a level at once, with a reason; any worker may, unless the programme names one role (R30)."""
    by.must(Permission.RAISE_LEVEL)
    must_reach(by.scope, [child_id])
    scheme, place = must_have_scheme(by.scope, programme_id), Place(child_id, programme_id)
    must_be_enrolled(programme_id, [child_id], day_of(at))
    standing = lock_child(place)
    require(may_raise(scheme, standing.level, level, reason, signer(by)))
    require(may_be_on(scheme, level, has_open_need=standing.has_open_need))
    steps = (Step(level, Cause.RAISED, at_once=True),)
    written = write_steps(
        steps, place=place, standing=standing, on=day_of(at), by=by, at=at, reason=reason.strip()
    )
    return change_value(written[0])


def confirm_level(*, change_id: UUID, seen_version: int, by: Actor, at: datetime) -> LevelChangeValue:
    """Put a waiting lower level in force from today, as a second person (R30)."""
    by.must(Permission.CONFIRM_LEVEL)
    change, standing, scheme = _waiting(change_id, seen_version, by)
    proposal = Proposal(change.level, change.state, change.by_account_id, change.by_post_id)
    require(may_lower(scheme, proposal, signer(by), has_open_need=standing.has_open_need))
    put_in_force(change, standing, on=day_of(at), at=at)
    _decide(change, "confirm-level", "", by, at)
    return change_value(change)


def reject_level(
    *, change_id: UUID, reason: str, seen_version: int, by: Actor, at: datetime
) -> LevelChangeValue:
    """Reject a waiting lower level with a reason; the level in force stays."""
    by.must(Permission.CONFIRM_LEVEL)
    change, _standing, _scheme = _waiting(change_id, seen_version, by)
    require(must_have_reason(reason))
    change.state = LevelState.REJECTED
    _decide(change, "reject-level", reason.strip(), by, at)
    return change_value(change)


def _waiting(change_id: UUID, seen_version: int, by: Actor) -> tuple[LevelChange, Standing, LevelScheme]:
    change = LevelChange.objects.filter(id=change_id).first()
    if change is None:
        raise NotReached
    must_reach(by.scope, [change.child_id])
    scheme = must_have_scheme(by.scope, change.programme_id)
    standing = lock_child(Place(change.child_id, change.programme_id))
    change.refresh_from_db()
    must_be_unchanged(change.version, seen_version)
    require(is_waiting(change.state))
    return change, standing, scheme


def _decide(change: LevelChange, action: str, reason: str, by: Actor, at: datetime) -> None:
    change.decided_by_post_id, change.decided_at, change.version = by.post_id, at, change.version + 1
    change.save()
    act = Act(
        action,
        "level-change",
        change.id,
        change.child_id,
        plain={"programme": str(change.programme_id), "from_on": str(change.from_on)},
        personal={"level": change.level, **({"reason": reason} if reason else {})},
    )
    record(act, actor=by.account_id, role=by.role, at=at)
