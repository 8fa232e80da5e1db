"""Opening an intake, completing it, and adding what was asked."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from humiao.access.public import Actor, Permission
from humiao.foundation.context import current_county
from humiao.foundation.decisions import Decision, Refused, require
from humiao.registry.commands import checks
from humiao.registry.intake import rules
from humiao.registry.intake.choices import Action, Door, Office, State
from humiao.registry.intake.commands.writing import (
    Step,
    facts_of,
    lock_intake,
    move_to,
    put_facts,
    readable,
    take,
    write_step,
)
from humiao.registry.intake.machine import first_state
from humiao.registry.intake.routes import Route, route_of
from humiao.registry.intake.texts import UnreadableText
from humiao.registry.intake.values import Facts, NewIntake, Opened
from humiao.registry.models import Intake


def open_intake(*, new: NewIntake, by: Actor, at: datetime) -> Opened:
    """Open an intake for a child somebody of the staff met or was told of; returns it with its state."""
    by = checks.permitted(by, Permission.REPORT_CHILD)
    require(_may_open_there(new, by))
    row = make_intake(new, by=by, at=at)
    return Opened(row.pk, row.number, row.state)


def complete_intake(
    *, intake_id: UUID, facts: Facts, seen_version: int, reason: str = "", by: Actor, at: datetime
) -> State:
    """Complete a clue or a returned intake with the facts as they are now known; it goes on from there."""
    row = lock_intake(intake_id, by=by, permission=Permission.HANDLE_INTAKE, seen_version=seen_version)
    facts = _clean(facts)
    checks.refuse_any(
        rules.problems_of_facts(facts, today=checks.day_of(at), parents=checks.division_parents())
    )
    if not rules.is_clear(facts):
        raise Refused(_not_clear())
    before = facts_of(row)
    put_facts(row, facts)
    said = {"changed": _changes(before, facts)}
    return take(row, Step(Action.COMPLETE, readable(reason), said=said), by=by, at=at)


def make_intake(
    new: NewIntake, *, by: Actor, at: datetime, status: bytes | None = None, request: bytes | None = None
) -> Intake:
    """Write a new intake with its first step; the caller has asked whether this person may."""
    today, facts = checks.day_of(at), _clean(new.facts)
    new = NewIntake(new.door, facts, new.is_in_danger, new.is_on_behalf, new.programme_id)
    checks.refuse_any(rules.problems_of_intake(new, today=today, parents=checks.division_parents()))
    route = route_of(Door(new.door), on=today, programme_id=new.programme_id)
    require(_names_designator(route, facts))
    row = Intake(
        number=_next_number(),
        door=new.door,
        programme_id=route.programme_id,
        route=list(route.steps),
        opened_on=today,
        opened_by=by.account_id,
        opened_role=by.role,
        is_on_behalf=new.is_on_behalf,
        is_in_danger=new.is_in_danger or bool(facts.danger),
        status_hash=status,
        request_hash=request,
        recorded_at=at,
    )
    put_facts(row, facts)
    move_to(row, first_state(route.steps) if rules.is_clear(facts) else State.CLUE, on=today)
    row.save(force_insert=True)
    office = office_of(by).value
    said = {"clause": route.clause, "behalf_of": facts.behalf_of}
    write_step(row, Step(Action.OPEN, said=said), before="", due_on=None, office=office, by=by, at=at)
    return row


def office_of(by: Actor) -> Office:
    """Return the office a person brings a child from; without a post, the applicant."""
    scope = by.scope
    if not by.posts:
        return Office.APPLICANT
    if scope.county:
        return Office.BUREAU
    if scope.towns:
        return Office.TOWN
    return Office.VILLAGE if scope.villages else Office.PROVIDER


def _may_open_there(new: NewIntake, by: Actor) -> Decision:
    """A village, a town and the bureau report from their own place, a provider from its own programme."""
    scope = by.scope
    is_ours = scope.county or new.facts.town_code in scope.towns or new.facts.village_code in scope.villages
    is_outreach = new.door == Door.PROVIDER and new.programme_id in scope.programmes
    if is_ours or is_outreach or (scope.programmes and new.door != Door.PROVIDER):
        return Decision.yes()
    text = _("Choose a place of your own area; for another place, send the family to its village or town.")
    return Decision.no("outside-reach", text, "R21")


def _not_clear() -> Decision:
    text = _("Give name, sex, date of birth, town and village: then it is known who the child is.")
    return Decision.no("not-clear", text, "R21")


def _names_designator(route: Route, facts: Facts) -> Decision:
    if not route.names_designator or facts.designator:
        return Decision.yes()
    return Decision.no("no-designator", _("Say who designated the child."), "R21")


def _clean(facts: Facts) -> Facts:
    try:
        return rules.cleaned(facts)
    except UnreadableText:
        raise Refused(rules.unreadable()) from None


def _changes(before: Facts, after: Facts) -> dict[str, list[Any]]:
    """List each fact that changed as it was and as it is."""
    old, new = asdict(before), asdict(after)
    return {name: [_plain(old[name]), _plain(new[name])] for name in new if old[name] != new[name]}


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | list) else list(value) if isinstance(value, tuple) else str(value)


def _next_number() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('registry_intake_number')")
        ((number,),) = cursor.fetchall()
    return f"{current_county()}-S{number:06}"
