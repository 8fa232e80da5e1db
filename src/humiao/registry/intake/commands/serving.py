"""A child in danger is served at once and decided later: on the roster provisionally, in a programme."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, Permission
from humiao.foundation.decisions import Decision, Refused, require
from humiao.foundation.trail.public import Act
from humiao.registry.choices import LeaveReason
from humiao.registry.commands import checks
from humiao.registry.commands.enrolments import enrol_locked, may_serve
from humiao.registry.commands.entering import enter_child
from humiao.registry.commands.roster import take_off_roster
from humiao.registry.intake import rules
from humiao.registry.intake.choices import Action, State
from humiao.registry.intake.commands.writing import (
    Step,
    allowed_move,
    facts_of,
    lock_intake,
    move_to,
    readable,
    take,
)
from humiao.registry.intake.values import Facts
from humiao.registry.models import Child, Intake, RosterSpell
from humiao.registry.values import EnteredChild, NewChild, NewHousehold


def serve_at_once(
    *,
    intake_id: UUID,
    reason: str,
    seen_version: int,
    programme_id: UUID | None = None,
    worker_post_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> EnteredChild:
    """Put a child in danger on the roster provisionally, and into a programme where one is named.

    The decision comes later on the intake's own way; refused, the child leaves the roster with that reason.
    """
    row = lock_intake(intake_id, by=by, permission=Permission.SERVE_AT_ONCE, seen_version=seen_version)
    allowed_move(row, Action.SERVE, by=by)
    require(_may_serve(row))
    basis = _("Served at once, intake %(number)s, decision to come") % {"number": row.number}
    made = enter(row, facts_of(row), basis=basis, by=by, at=at)
    row.served_on, row.is_in_danger = checks.day_of(at), True
    move_to(row, State(row.state), on=row.state_since)
    said = {"file": made.file_number, "programme": str(programme_id or "")}
    take(row, Step(Action.SERVE, readable(reason), said=said), by=by, at=at)
    if programme_id is not None:
        require(may_serve(programme_id, by.scope))
        children = {made.id: Child.objects.select_for_update().get(pk=made.id)}
        enrol_locked(children, programme_id, row.served_on, "", worker_post_id, by=by, at=at)
    return made


def enter(
    row: Intake, facts: Facts, *, basis: str, entered_on: date | None = None, by: Actor, at: datetime
) -> EnteredChild:
    """Make the child's file from the facts of its intake and tie the two together."""
    assert facts.born_on is not None  # noqa: S101 -- until it is known the intake is a clue
    home = NewHousehold(facts.town_code, facts.village_code, facts.address, facts.applicant_phone)
    checks.require_in_county(facts.town_code, facts.village_code)
    child = NewChild(
        name=facts.name,
        sex=facts.sex,
        born_on=facts.born_on,
        id_number=facts.id_number,
        no_id_reason=facts.no_id_reason if not facts.id_number else "",
        ethnicity=facts.ethnicity or "01",
        guardians=facts.guardians,
        entered_on=entered_on,
    )
    made = enter_child(child=child, home=home, is_new_home=True, basis=basis, by=by, at=at)
    row.child_id = made.id
    return made


def confirm_service(child_id: UUID, *, basis: str, by: Actor, at: datetime) -> UUID:
    """Put the decision's number on the spell that began before it."""
    spell = RosterSpell.objects.filter(child=child_id, left_on__isnull=True).first()
    if spell is None:
        text = _("The child left the roster meanwhile; put it back on the roster before deciding.")
        raise Refused(Decision.no("left-meanwhile", text, "R21"))
    checks.require_basis(basis)
    before, spell.basis = spell.basis, basis
    spell.save(update_fields=["basis"])
    plain = {"basis": basis, "before": before}
    checks.sign(Act("confirm-service", "child", child_id, child_id, plain), by=by, at=at)
    return child_id


def end_service(row: Intake, reason: LeaveReason, *, by: Actor, at: datetime) -> None:
    """Take a child that was served at once off the roster, where its intake ends otherwise."""
    if row.child_id is None or row.served_on is None:
        return
    child = Child.objects.select_for_update().get(pk=row.child_id)
    if RosterSpell.objects.filter(child=child, left_on__isnull=True).exists():
        take_off_roster(child=child, on=checks.day_of(at), reason=reason, by=by, at=at)


def _may_serve(row: Intake) -> Decision:
    if row.served_on is not None:
        return Decision.no("served-already", _("The child is served already."), "R21")
    if not rules.is_clear(facts_of(row)):
        text = _("First give name, sex, date of birth, town and village. In danger now? Call 110 and 12345.")
        return Decision.no("not-clear", text, "R21")
    return Decision.yes()
