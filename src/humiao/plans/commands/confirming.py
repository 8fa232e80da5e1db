"""Confirming a draft: it becomes version 1 of a programme, or the next of the one it corrects."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, Permission
from humiao.foundation.decisions import Conflict, Decision, require
from humiao.foundation.trail.public import Act, record
from humiao.plans import rules
from humiao.plans.choices import State
from humiao.plans.commands.writing import locked
from humiao.plans.edits import Answer
from humiao.plans.queries import PlanValue, value_of
from humiao.programmes.public import (
    ProgrammeTerms,
    ProgrammeValue,
    load_programme,
    programme_ids,
    settle_query,
    settlements_of,
)


def confirm_plan(*, plan_id: UUID, seen_version: int, by: Actor, at: datetime) -> ProgrammeValue:
    """Make the programme's version and settle in it what was settled in the draft.

    Records keep the version they were made under. Raises `Conflict` where the draft isn't the one this
    person saw, `Refused` while something is needed or the code is another programme's.
    """
    by.must(Permission.LOAD_PROGRAMME)
    found = locked(plan_id)
    if found.version != seen_version:
        said = _("Somebody changed the draft meanwhile; look at it as it is now.")
        raise Conflict(Decision.no("changed-meanwhile", said))
    plan = value_of(found)
    made = plan.made
    taken = bool(programme_ids(made.code)) and made.code != plan.base_code
    require(rules.may_confirm(needed=len(made.needs), problems=len(made.problems), taken=taken))
    assert made.terms is not None  # noqa: S101 -- the rule has just said so
    loaded = load_programme(terms=_numbered(made.terms, plan), by=by, at=at)
    _settle(plan, loaded, by=by, at=at)
    found.state, found.programme_code, found.programme_version = State.CONFIRMED, loaded.code, loaded.version
    found.version, found.changed_at = found.version + 1, at
    found.save(update_fields=["state", "programme_code", "programme_version", "version", "changed_at"])
    plain = {"programme": loaded.code, "number": loaded.version}
    record(Act("confirm-plan", "plan-draft", found.id, plain=plain), actor=by.account_id, role=by.role, at=at)
    return loaded


def discard_plan(*, plan_id: UUID, by: Actor, at: datetime) -> None:
    """Discard a draft; its document and what people did to it stay."""
    by.must(Permission.DRAFT_PLAN)
    found = locked(plan_id)
    found.state, found.version, found.changed_at = State.DISCARDED, found.version + 1, at
    found.save(update_fields=["state", "version", "changed_at"])
    record(Act("discard-plan", "plan-draft", found.id), actor=by.account_id, role=by.role, at=at)


def _numbered(terms: ProgrammeTerms, plan: PlanValue) -> ProgrammeTerms:
    before = (plan.base or {}).get("version", 0) if plan.base_code else 0
    return terms.model_copy(update={"version": before + 1})


def _settle(plan: PlanValue, loaded: ProgrammeValue, *, by: Actor, at: datetime) -> None:
    """Settle in the programme what was settled in the draft and isn't yet."""
    already = settlements_of(loaded.id)
    for question in plan.questions:
        answer = plan.answered.get(question.key)
        query = loaded.terms.query(question.key)
        if answer is None or answer.state != "settled" or query is None:
            continue
        choice = answer.choice if query.choices else ""
        if question.key in already and already[question.key].choice == (choice or "noted"):
            continue
        settle_query(
            programme_id=loaded.id,
            query_key=question.key,
            choice=choice,
            reason=_reason(answer, by),
            by=by,
            at=at,
        )


def _reason(answer: Answer, by: Actor) -> str:
    """Keep who settled it in the draft, where that was somebody else."""
    other = answer.by_name if answer.by_name and answer.by != str(by.account_id or "") else ""
    return f"{answer.reason}（{other}）" if other else answer.reason
