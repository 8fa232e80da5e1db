"""The county's decision: onto the roster with a file, or refused in writing; one by one or many at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from humiao.access.public import Actor, NotReached, Permission
from humiao.foundation.decisions import Decision, Refused, require
from humiao.registry.choices import LeaveReason
from humiao.registry.commands import checks
from humiao.registry.commands.belonging import hold_category
from humiao.registry.intake import rules
from humiao.registry.intake.choices import Action, Finding
from humiao.registry.intake.commands.serving import confirm_service, end_service, enter
from humiao.registry.intake.commands.writing import (
    Step,
    allowed_move,
    facts_of,
    lock_intake,
    readable,
    take,
)
from humiao.registry.intake.queries.alike import alike
from humiao.registry.intake.values import BatchResult, Held, Wanted
from humiao.registry.models import CategorySpell, Child, Intake, IntakeStep
from humiao.registry.values import NewCategory

MOST_AT_ONCE = 200


def decide_intake(
    *,
    intake_id: UUID,
    basis: str,
    categories: Sequence[Wanted] | None = None,
    reason: str = "",
    from_on: date | None = None,
    seen_version: int,
    by: Actor,
    at: datetime,
) -> str:
    """Take the child onto the roster with its categories and return its file number.

    `basis` is the decision's number; without `categories` those asked for are given, from today or `from_on`.
    """
    row = lock_intake(intake_id, by=by, permission=Permission.DECIDE_INTAKE, seen_version=seen_version)
    allowed_move(row, Action.ACCEPT, by=by)
    require(rules.may_decide(prepared_by=row.prepared_by, decider=by.account_id, alike=alike(row, by.scope)))
    facts, today, basis = facts_of(row), checks.day_of(at), readable(basis)
    given = facts.wanted if categories is None else tuple(categories)
    require(rules.has_category(given))
    if row.served_on is None or row.child_id is None:
        child_id = enter(row, facts, basis=basis, entered_on=from_on, by=by, at=at).id
    else:
        child_id = confirm_service(row.child_id, basis=basis, by=by, at=at)
    file_number = _give(child_id, given, from_on or today, by=by, at=at)
    row.decision_number, row.decided_on = basis, today
    said = {"basis": basis, "file": file_number, "categories": [w.category for w in given]}
    take(row, Step(Action.ACCEPT, readable(reason), said=said), by=by, at=at)
    return file_number


def refuse_intake(
    *, intake_id: UUID, reason: str, basis: str = "", seen_version: int, by: Actor, at: datetime
) -> None:
    """Refuse an intake with the reason in writing, which the applicant reads; served at once, it ends."""
    row = lock_intake(intake_id, by=by, permission=Permission.DECIDE_INTAKE, seen_version=seen_version)
    allowed_move(row, Action.REFUSE, by=by)
    require(rules.may_decide(prepared_by=row.prepared_by, decider=by.account_id, alike=()))
    basis = readable(basis)
    if len(basis) > 100:
        text = _("The decision's number is longer than 100 characters.")
        raise Refused(Decision.no("basis-too-long", text))
    row.decision_number, row.decided_on = basis, checks.day_of(at)
    end_service(row, LeaveReason.NOT_RECOGNISED, by=by, at=at)
    take(row, Step(Action.REFUSE, readable(reason), said={"basis": basis}), by=by, at=at)


def decide_many(
    *, seen: Sequence[tuple[UUID, int]], basis: str, reason: str, by: Actor, at: datetime
) -> BatchResult:
    """Accept many intakes on one decision with one reason; each that can't be is held with why.

    `seen` gives each intake with the version shown. One that the officer proposed to refuse is held.
    """
    checks.permitted(by, Permission.DECIDE_INTAKE)
    checks.require_basis(basis)
    if len(seen) > MOST_AT_ONCE:
        text = _("Decide at most %(most)s intakes at once.")
        raise Refused(Decision.no("too-many", text % {"most": MOST_AT_ONCE}))
    accepted: list[tuple[UUID, str]] = []
    held: list[Held] = []
    for intake_id, version in sorted(seen):  # in one order, lest two batches wait in a ring
        try:
            with transaction.atomic():
                require(_not_against(intake_id))
                number = decide_intake(
                    intake_id=intake_id, basis=basis, reason=reason, seen_version=version, by=by, at=at
                )
            accepted.append((intake_id, number))
        except NotReached:
            held.append(Held(intake_id, "", _("It is not within your reach.")))
        except Refused as refused:
            held.append(Held(intake_id, _number_of(intake_id), str(refused.decision.reason)))
    return BatchResult(tuple(accepted), tuple(held))


def _give(child_id: UUID, given: Sequence[Wanted], from_on: date, *, by: Actor, at: datetime) -> str:
    """Give the child the categories it doesn't hold yet and return its file number."""
    child = Child.objects.select_for_update().get(pk=child_id)
    held = set(CategorySpell.objects.filter(child=child, to_on=None).values_list("category", flat=True))
    for wanted in given:
        if wanted.category not in held:
            hold_category(
                child=child, wanted=NewCategory(wanted.category, from_on, wanted.proof), by=by, at=at
            )
    return child.file_number


def _not_against(intake_id: UUID) -> Decision:
    """Say whether the officer's newest proposal speaks against accepting."""
    steps = IntakeStep.objects.filter(intake=intake_id, action=Action.PREPARE.value)
    if steps.order_by("id").values_list("finding", flat=True).last() == Finding.FAILS:
        text = _("The officer proposed not to take the child in; decide this one by itself.")
        return Decision.no("proposed-against", text, "R21")
    return Decision.yes()


def _number_of(intake_id: UUID) -> str:
    return Intake.objects.filter(pk=intake_id).values_list("number", flat=True).first() or ""
