"""What every step does: lock the row, ask the rules, move it on, write the step and the trail."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, NotReached, Permission
from humiao.foundation.decisions import Conflict, Decision, Refused, require
from humiao.foundation.trail.public import Act
from humiao.foundation.working_days.public import Calendar, calendar
from humiao.registry.commands import checks
from humiao.registry.intake import rules
from humiao.registry.intake.choices import Action, Office, State
from humiao.registry.intake.limits import time_limit
from humiao.registry.intake.machine import OFFICE_OF, Move, leads_to, move_of
from humiao.registry.intake.scope import reachable_intakes
from humiao.registry.intake.texts import UnreadableText, clean_text
from humiao.registry.intake.values import Facts
from humiao.registry.labels import label
from humiao.registry.models import Intake, IntakeStep


@dataclass(frozen=True)
class Step:
    """What a step says besides where it leads; `said` is kept as ciphertext."""

    action: Action
    reason: str = ""
    finding: str = ""
    said: dict[str, Any] = field(default_factory=dict)
    office: str = ""


def lock_intake(intake_id: UUID, *, by: Actor, permission: Permission, seen_version: int) -> Intake:
    """Return an intake locked for change, as the person saw it; raises `NotReached` and `Conflict`."""
    by = checks.permitted(by, permission)
    row = reachable_intakes(by).select_for_update(of=("self",)).filter(pk=intake_id).first()
    if row is None:
        raise NotReached
    same_version(row, seen_version)
    return row


def same_version(row: Intake, seen_version: int) -> None:
    """Refuse with a conflict where somebody changed the intake since it was shown."""
    if row.version == seen_version:
        return
    text = _(
        "Somebody else took a step on %(number)s since you opened it: it is now “%(state)s”. "
        "Nothing of yours was written; open it again."
    )
    values = {"number": row.number, "state": label(State, row.state)}
    raise Conflict(Decision.no("changed-meanwhile", text % values, "R21"))


def allowed_move(row: Intake, action: Action, *, by: Actor) -> Move:
    """Return the row of the table for a step, or refuse it."""
    require(rules.may_take(action, State(row.state), by.permissions))
    move = move_of(action, State(row.state))
    assert move is not None  # noqa: S101 -- may_take found it
    return move


def take(row: Intake, step: Step, *, by: Actor, at: datetime) -> State:
    """Take one step of the table on a locked intake and return the state it led to."""
    move = allowed_move(row, step.action, by=by)
    require(rules.has_reason(move, step.reason))
    before, was_due = row.state, row.due_on
    to = leads_to(move, route=row.route, return_to=row.return_to)
    row.return_to = before if to is State.RETURNED else ""
    if to is State.RETURNED or to.value != before:
        move_to(row, to, on=checks.day_of(at))
    row.version += 1
    row.save()
    office = step.office or OFFICE_OF.get(move.state, Office.BUREAU).value
    write_step(row, step, before=before, due_on=was_due, office=office, by=by, at=at)
    return to


def move_to(row: Intake, to: State, *, on: date, known: Calendar | None = None) -> None:
    """Put an intake into a state with the day it is due there."""
    limit = time_limit(
        to,
        is_in_danger=row.is_in_danger,
        is_served=row.served_on is not None,
        is_from_elsewhere=bool(facts_of(row).registered_at),
    )
    row.state, row.state_since = to.value, on
    row.due_on = (known or calendar()).after(on, limit.working_days) if limit else None
    row.limit = limit.limit.value if limit else ""


def write_step(
    row: Intake, step: Step, *, before: str, due_on: date | None, office: str, by: Actor, at: datetime
) -> None:
    """Write the dated step and its row of the trail."""
    said = {"reason": step.reason, **step.said, "for_name": _for_whom(by)}
    written = IntakeStep(
        intake=row,
        action=step.action.value,
        from_state=before,
        to_state=row.state,
        office=office,
        finding=step.finding,
        on=checks.day_of(at),
        due_on=due_on,
        by=by.account_id,
        by_role=by.role,
        by_name=by.name if by.posts else "",
        said=json.dumps({k: v for k, v in said.items() if v not in ("", None, [])}, ensure_ascii=False),
        recorded_at=at,
    )
    written.save(force_insert=True)
    plain = {"number": row.number, "from": before, "to": row.state, "office": office}
    checks.sign(Act(f"intake-{step.action.value}", "intake", row.pk, row.child_id, plain), by=by, at=at)


def _for_whom(by: Actor) -> str:
    return by.on_behalf_of.person_name if by.on_behalf_of else ""


def facts_of(row: Intake) -> Facts:
    """Open what was said."""
    return Facts.from_json(row.facts or "{}")


def put_facts(row: Intake, facts: Facts) -> None:
    """Seal what is said, and copy what lists and matching need."""
    row.facts = facts.to_json()
    row.name, row.sex, row.born_on = facts.name, facts.sex, facts.born_on
    row.town_code, row.village_code = facts.town_code, facts.village_code
    row.id_number_hash = checks.number_hash(facts.id_number) if facts.id_number else None


def readable(text: str) -> str:
    """Return a text cleaned, or refuse it."""
    try:
        return clean_text(text, is_long=True)
    except UnreadableText:
        raise Refused(rules.unreadable()) from None
