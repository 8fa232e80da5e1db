"""Reading intakes: lists with their counts, one whole, what waits for a person, the status by a code."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Window

from humiao.access.public import Actor, NotReached, Permission
from humiao.registry.intake import codes
from humiao.registry.intake.choices import Action, State
from humiao.registry.intake.machine import AT, OPEN_STATES
from humiao.registry.intake.queries.alike import alike
from humiao.registry.intake.scope import reachable_intakes
from humiao.registry.intake.values import Alike, Facts, IntakeRow, IntakeValue, PublicStatus, StepValue
from humiao.registry.models import Intake, IntakeStep

SIZE = 50
_LIVE = [state.value for state in OPEN_STATES]


@dataclass(frozen=True)
class IntakeFilter:
    """What a list is narrowed to; everything empty lists all within reach, those open first."""

    state: str = ""
    door: str = ""
    town: str = ""
    mine: bool = False
    overdue: bool = False


@dataclass(frozen=True)
class IntakesPage:
    """A page of a list with the counts of its chips."""

    rows: tuple[IntakeRow, ...]
    total: int
    by_state: dict[str, int]
    by_door: dict[str, int]
    by_town: dict[str, int]
    mine: int
    overdue: int
    has_more: bool


def intakes_page(by: Actor, *, on: date, wanted: IntakeFilter, page: int = 1) -> IntakesPage:
    """Return a page of the intakes within reach, in danger first, then the soonest due; three queries."""
    reached = reachable_intakes(by)
    counts = reached.aggregate(mine=Count("id", _waits_for(by)), late=Count("id", _is_overdue(on)))
    grouped = list(reached.order_by().values_list("state", "door", "town_code").annotate(Count("id")))
    listed = _narrowed(reached, by, on, wanted).order_by("-is_in_danger", "due_on", "-opened_on", "id")
    start = (page - 1) * SIZE
    found = list(listed.defer("facts")[start : start + SIZE + 1])
    return IntakesPage(
        tuple(_row(i) for i in found[:SIZE]),
        sum(number for *_rest, number in grouped),
        _summed((state, number) for state, _door, _town, number in grouped),
        _summed((door, number) for _state, door, _town, number in grouped),
        _summed((town, number) for _state, _door, town, number in grouped),
        counts["mine"],
        counts["late"],
        len(found) > SIZE,
    )


def waiting_intakes(by: Actor, *, on: date, most: int = 8) -> tuple[tuple[IntakeRow, ...], int, int]:
    """Return what waits for this person, the worst first, how much does in all, and how much is overdue."""
    waiting = reachable_intakes(by).filter(_waits_for(by))
    counted = waiting.defer("facts").annotate(
        all=Window(Count("id")), late=Window(Count("id", filter=_is_overdue(on)))
    )
    rows = list(counted.order_by("-is_in_danger", "due_on", "id")[:most])
    counts = (rows[0].all, rows[0].late) if rows else (0, 0)
    return tuple(_row(i) for i in rows), *counts


def decidable_intakes(by: Actor, *, most: int = 200) -> tuple[IntakeValue, ...]:
    """Return the intakes that wait for the county's decision, whole, the soonest due first; two queries."""
    found = reachable_intakes(by).filter(state=State.COUNTY.value)
    rows = list(found.order_by("-is_in_danger", "due_on", "id")[:most])
    steps = _steps([row.pk for row in rows])
    return tuple(_value(row, steps.get(row.pk, ())) for row in rows)


def intake_of(by: Actor, intake_id: UUID) -> IntakeValue:
    """Return one intake with its steps; raises `NotReached`."""
    row = reachable_intakes(by).filter(pk=intake_id).first()
    if row is None:
        raise NotReached
    return _value(row, _steps([row.pk]).get(row.pk, ()))


def alike_of(by: Actor, intake_id: UUID) -> tuple[Alike, ...]:
    """Return who may be the same child as the one of an intake within reach."""
    row = reachable_intakes(by).filter(pk=intake_id).first()
    if row is None:
        raise NotReached
    return alike(row, by.scope)


def status_by_code(code: str) -> PublicStatus | None:
    """Return what an applicant may see by a code; None where no application has it."""
    row = Intake.objects.filter(status_hash__in=codes.code_hashes(code)).first()
    if row is None:
        return None
    steps = _steps([row.pk]).get(row.pk, ())
    last = {s.action: s for s in steps}
    asked = last.get(Action.RETURN.value) if row.state == State.RETURNED else None
    told = next((last[a.value] for a in (Action.REFUSE, Action.REFER) if a.value in last), None)
    return PublicStatus(
        row.number,
        row.state,
        row.state_since,
        row.due_on,
        asked.said.get("reason", "") if asked else "",
        _told(told),
        row.version,
    )


def _told(step: StepValue | None) -> str:
    if step is None:
        return ""
    to = step.said.get("to", "")
    reason = str(step.said.get("reason", ""))
    return f"{to}：{reason}" if to else reason


def _waits_for(by: Actor) -> Q:
    """Match the open intakes whose next step this person's office takes, and the own ones sent back."""
    own = _own_permissions(by)
    states = [s.value for s, asked in AT.items() if asked & own and s is not State.RETURNED]
    returned = Q(state=State.RETURNED.value, opened_by=by.account_id)
    return Q(state__in=states) | returned if by.account_id else Q(state__in=states)


def _own_permissions(by: Actor) -> frozenset[Permission]:
    """Leave out the offices a person only stands in for: the highest one asked is one's own."""
    ranked = (
        (Permission.DECIDE_INTAKE, {Permission.DECIDE_INTAKE}),
        (Permission.PREPARE_INTAKE, {Permission.PREPARE_INTAKE}),
        (Permission.REVIEW_INTAKE, {Permission.REVIEW_INTAKE}),
        (Permission.CHECK_INTAKE, {Permission.CHECK_INTAKE}),
    )
    return frozenset(next((own for permission, own in ranked if permission in by.permissions), set()))


def _is_overdue(on: date) -> Q:
    return Q(due_on__lt=on, state__in=_LIVE)


def _narrowed(reached: QuerySet[Intake], by: Actor, on: date, wanted: IntakeFilter) -> QuerySet[Intake]:
    given = {"state": wanted.state, "door": wanted.door, "town_code": wanted.town}
    found = reached.filter(**{name: value for name, value in given.items() if value})
    if wanted.mine:
        found = found.filter(_waits_for(by))
    return found.filter(_is_overdue(on)) if wanted.overdue else found


def _summed(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for key, number in pairs:
        found[key] = found.get(key, 0) + number
    return found


def _row(row: Intake) -> IntakeRow:
    return IntakeRow(
        row.pk,
        row.number,
        row.door,
        row.state,
        row.name,
        row.sex,
        row.born_on,
        row.town_code,
        row.village_code,
        row.opened_on,
        row.due_on,
        row.is_in_danger,
        row.is_on_behalf,
        row.served_on,
        row.version,
    )


def _value(row: Intake, steps: tuple[StepValue, ...]) -> IntakeValue:
    return IntakeValue(
        _row(row),
        Facts.from_json(row.facts or "{}"),
        tuple(row.route),
        row.programme_id,
        row.return_to,
        row.limit,
        row.state_since,
        row.opened_by,
        row.opened_role,
        row.prepared_by,
        row.decision_number,
        row.decided_on,
        row.child_id,
        steps,
    )


def _steps(intake_ids: Collection[UUID]) -> dict[UUID, tuple[StepValue, ...]]:
    found: dict[UUID, tuple[StepValue, ...]] = {}
    for s in IntakeStep.objects.filter(intake_id__in=intake_ids).order_by("id"):
        value = StepValue(
            s.action,
            s.from_state,
            s.to_state,
            s.office,
            s.finding,
            s.on,
            s.due_on,
            s.by_role,
            s.by_name,
            json.loads(s.said or "{}"),
            s.recorded_at,
        )
        found[s.intake_id] = (*found.get(s.intake_id, ()), value)
    return found


def reporters_of(child_id: UUID) -> frozenset[str]:
    """Return who brought a child or was named as doing so, with their phones: withheld from copies."""
    found: set[str] = set()
    for row in Intake.objects.filter(child_id=child_id).order_by("id"):
        facts = Facts.from_json(row.facts or "{}")
        found |= {facts.applicant, facts.applicant_phone, facts.behalf_of}
    return frozenset(found - {""})
