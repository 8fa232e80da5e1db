"""Taking back, as one step, the facts that a decision took from a list."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import F

from humiao.access.public import Actor, NotReached
from humiao.foundation.decisions import Decision, require
from humiao.foundation.trail.public import Act, record_many
from humiao.registry.departments import rules
from humiao.registry.departments.choices import Outcome
from humiao.registry.departments.commands.keeping import lock_list, permitted
from humiao.registry.lists.commands.importing import take_turn
from humiao.registry.lists.commands.restoring import acts_of_siblings, restore, restore_homes, worked_on
from humiao.registry.models import DepartmentDecision, DepartmentRow, TakenChild
from humiao.registry.months.queries import closed_over
from humiao.registry.months.turns import take_turn_to_close

_ACTION = "take-back-facts"
_ITS_OWN = timedelta(microseconds=1)  # rows of the trail of a decision bear its very moment


@dataclass(frozen=True)
class TakenBack:
    """How many files are as they were, and which stay: worked on since, or save for a home changed since."""

    restored: int
    kept: tuple[UUID, ...] = ()
    housed: tuple[UUID, ...] = ()


def take_back(*, list_id: UUID, decision_id: UUID, by: Actor, at: datetime) -> TakenBack:
    """Put the files a decision changed back as they were; their rows wait again for a decision.

    Files worked on since stay and are named, homes changed since too. Refused whole where a month closed
    since then names one of the children, as an import's undoing is.
    """
    by = permitted(by)
    take_turn()
    take_turn_to_close()
    listed = lock_list(list_id)
    decision = DepartmentDecision.objects.filter(pk=decision_id, listed=listed).first()
    if decision is None:
        raise NotReached
    require(may_take_back_now(decision, at))
    taken = list(TakenChild.objects.filter(decision=decision).order_by("child_id"))
    after = {one.child_id: one.version_after for one in taken}
    kept = worked_on(after, since=decision.recorded_at + _ITS_OWN)
    before = {one.child_id: json.loads(one.before or "{}") for one in taken if one.child_id not in kept}
    restore(after, before)
    homes, housed = restore_homes(before, decision.recorded_at)
    decision.undone_at = at
    decision.save(update_fields=["undone_at"])
    DepartmentRow.objects.filter(decision=decision, child_id__in=list(before)).update(
        outcome="", decision=None, decided_at=None, version=F("version") + 1
    )
    of_child = {"decision": str(decision.pk)}
    acts = [Act(_ACTION, "child", child, child, of_child) for child in before]
    acts += acts_of_siblings(homes, before.keys(), _ACTION, of_child)
    plain = {"list": str(listed.pk), "restored": len(before), "kept": len(kept), "housed": len(housed)}
    acts.append(Act(_ACTION, "department-decision", decision.pk, plain=plain))
    record_many(acts, actor=by.account_id, role=by.role, at=at)
    return TakenBack(len(before), tuple(sorted(kept)), tuple(sorted(housed)))


def may_take_back_now(decision: DepartmentDecision, at: datetime) -> Decision:
    """Say whether what a decision took may be taken back at a moment, as months stand closed now."""
    answer = _answer(decision, at, closed=None)
    if not answer:
        return answer
    children = TakenChild.objects.filter(decision=decision).order_by().values_list("child_id", flat=True)
    return _answer(decision, at, closed=closed_over(children, since=decision.recorded_at))


def _answer(decision: DepartmentDecision, at: datetime, *, closed: date | None) -> Decision:
    return rules.may_take_back(
        is_taking=decision.outcome == Outcome.TAKE,
        decided_at=decision.recorded_at,
        undone_at=decision.undone_at,
        at=at,
        closed=closed,
    )
