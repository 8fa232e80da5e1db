"""Answering whether the child of an intake is one the county knows: never silently, always with a reason."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, Permission
from humiao.foundation.decisions import Decision, Refused, require
from humiao.registry.choices import LeaveReason
from humiao.registry.intake import rules
from humiao.registry.intake.choices import Action, State
from humiao.registry.intake.commands.serving import end_service
from humiao.registry.intake.commands.writing import Step, allowed_move, lock_intake, readable, take
from humiao.registry.intake.queries.alike import alike
from humiao.registry.intake.values import Alike
from humiao.registry.models import Intake, IntakeLikeness


def answer_likeness(
    *,
    intake_id: UUID,
    other_id: UUID,
    is_same: bool,
    reason: str,
    seen_version: int,
    by: Actor,
    at: datetime,
) -> State:
    """Say whether another file or intake is of the same child; the same child ends the intake there.

    `other_id` is the file or the intake shown as alike.
    """
    row = lock_intake(intake_id, by=by, permission=Permission.HANDLE_INTAKE, seen_version=seen_version)
    action = Action.SAME if is_same else Action.DIFFERENT
    allowed_move(row, action, by=by)
    other = _shown(row, other_id, by=by)
    reason = readable(reason)
    if not is_same:
        require(rules.may_be_different(other.grade))
    _write(row, other, is_same=is_same, reason=reason, by=by, at=at)
    if is_same:
        end_service(row, LeaveReason.ENTERED_TWICE, by=by, at=at)
        row.child_id, row.same_as_id = other.child_id, other.intake_id  # another intake's file may come later
    return take(row, Step(action, reason, said={"other": other.number}), by=by, at=at)


def _shown(row: Intake, other_id: UUID, *, by: Actor) -> Alike:
    for one in alike(row, by.scope):
        if other_id in (one.child_id, one.intake_id):
            return one
    text = _("That record is not among those alike; open the intake again.")
    raise Refused(Decision.no("not-alike", text, "R21"))


def _write(row: Intake, other: Alike, *, is_same: bool, reason: str, by: Actor, at: datetime) -> None:
    IntakeLikeness(
        intake=row,
        other_child_id=other.child_id,
        other_intake_id=other.intake_id,
        is_same=is_same,
        reason=reason,
        by=by.account_id,
        recorded_at=at,
    ).save(force_insert=True)
