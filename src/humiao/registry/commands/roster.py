"""Leaving the roster, and coming back."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from humiao.access.public import Actor, Permission
from humiao.foundation.decisions import Refused, require
from humiao.foundation.trail.public import Act
from humiao.registry import rules
from humiao.registry.commands import checks
from humiao.registry.models import Child, Enrolment, RosterSpell


def leave_roster(*, child_id: UUID, on: date, reason: str, by: Actor, at: datetime) -> None:
    """Take a child off the roster from a day on; what it was enrolled in ends with it."""
    by = checks.permitted(by, Permission.CHANGE_CHILD)
    take_off_roster(child=checks.lock_child(child_id, by=by), on=on, reason=reason, by=by, at=at)


def take_off_roster(*, child: Child, on: date, reason: str, by: Actor, at: datetime) -> None:
    """Take a locked child off the roster on behalf of a command that has asked whether this person may."""
    spell = RosterSpell.objects.filter(child=child, left_on__isnull=True).first()
    entered_on = spell.entered_on if spell else None
    decision = rules.may_leave(
        entered_on=entered_on, on=on, reason=reason, born_on=child.born_on, today=checks.day_of(at)
    )
    if spell is None or not decision.allowed:
        raise Refused(decision)
    spell.left_on, spell.leave_reason, spell.leave_recorded_at = on, reason, at
    spell.save(update_fields=["left_on", "leave_reason", "leave_recorded_at"])
    ended = _end_enrolments(child.pk, on, at)
    plain = {"on": on.isoformat(), "reason": reason, "enrolments": ended}
    checks.sign(Act("leave-roster", "child", child.pk, child.pk, plain), by=by, at=at)


def re_enter(*, child_id: UUID, on: date, basis: str, by: Actor, at: datetime) -> None:
    """Put a child that left back on the roster from a day on."""
    by = checks.permitted(by, Permission.REGISTER_CHILD)
    child = checks.lock_child(child_id, by=by)
    checks.require_basis(basis)
    require(rules.may_enter(child.born_on, entered_on=on, today=checks.day_of(at)))
    spells = RosterSpell.objects.filter(child=child).values_list("entered_on", "left_on")
    require(rules.may_re_enter(list(spells), on=on))
    RosterSpell.objects.create(child=child, entered_on=on, basis=basis, recorded_at=at)
    plain = {"on": on.isoformat(), "basis": basis}
    checks.sign(Act("re-enter-roster", "child", child_id, child_id, plain), by=by, at=at)


def _end_enrolments(child_id: UUID, on: date, at: datetime) -> int:
    """End every enrolment that would hold on the day or later; one begun later ends where it begins."""
    held = Enrolment.objects.filter(Q(to_on__isnull=True) | Q(to_on__gt=on), child_id=child_id)
    rows = list(held)
    for row in rows:
        row.to_on, row.end_recorded_at, row.version = max(on, row.from_on), at, row.version + 1
    Enrolment.objects.bulk_update(rows, ["to_on", "end_recorded_at", "version"])
    return len(rows)
