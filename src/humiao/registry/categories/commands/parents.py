"""The parents' situations with their papers, and study beyond 18."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, NotReached, Permission
from humiao.foundation.decisions import Conflict, Decision, Refused, require
from humiao.foundation.trail.public import Act
from humiao.registry.categories import rules
from humiao.registry.categories.choices import Parent
from humiao.registry.categories.commands.reaching import ProofInput, write_proof
from humiao.registry.choices import SchoolStage
from humiao.registry.commands import checks
from humiao.registry.models import Child, ParentSituation, StudyNote


def record_situation(
    *,
    child_id: UUID,
    parent: str,
    situation: str,
    from_on: date,
    until_on: date | None = None,
    proofs: Sequence[ProofInput] = (),
    by: Actor,
    at: datetime,
) -> UUID:
    """Record a situation of a parent from the day it counts from; for 失联 the day the police accepted."""
    by = checks.permitted(by, Permission.CHANGE_CHILD)
    child = checks.lock_child(child_id, by=by)
    today = checks.day_of(at)
    if parent not in frozenset(Parent):
        raise Refused(Decision.no("unknown-parent", _("Say whether it is the father or the mother.")))
    checks.refuse_any(
        [
            *rules.problems_of_situation(situation, from_on=from_on, until_on=until_on, today=today),
            *(p for given in proofs for p in rules.problems_of_proof(given.proof, today=today)),
        ]
    )
    row = ParentSituation(
        child=child,
        parent=parent,
        situation=situation,
        from_on=from_on,
        until_on=until_on,
        recorded_at=at,
        recorded_by=by.account_id,
    )
    row.save(force_insert=True)
    said = {"parent": parent, "situation": situation, "from": from_on.isoformat()}
    checks.sign(Act("record-situation", "situation", row.pk, child_id, personal=said), by=by, at=at)
    for given in proofs:
        write_proof(child, given, situation=row, by=by, at=at)
    return row.pk


def end_situation(*, child_id: UUID, situation_id: UUID, on: date, by: Actor, at: datetime) -> None:
    """End a parent's situation; `on` is the first day it no longer holds."""
    by, _child, row = _reach(child_id, situation_id, by=by)
    decision = rules.may_end_situation(
        from_on=row.from_on, ended_on=row.ended_on, on=on, today=checks.day_of(at)
    )
    if decision.code == "situation-ended":
        raise Conflict(decision)
    require(decision)
    row.ended_on = on
    row.save(update_fields=["ended_on"])
    said = {"parent": row.parent, "situation": row.situation, "on": on.isoformat()}
    checks.sign(Act("end-situation", "situation", row.pk, child_id, personal=said), by=by, at=at)


def void_situation(*, child_id: UUID, situation_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Take a situation recorded by mistake out of use."""
    by, _child, row = _reach(child_id, situation_id, by=by)
    if not reason.strip() or len(reason) > rules.REMARK:
        raise Refused(Decision.no("no-reason", _("Say why, in at most 200 characters.")))
    row.voided_at = at
    row.save(update_fields=["voided_at"])
    said = {"parent": row.parent, "situation": row.situation, "reason": reason}
    checks.sign(Act("void-situation", "situation", row.pk, child_id, personal=said), by=by, at=at)


def note_study(
    *, child_id: UUID, school: str, stage: str, from_on: date, until_on: date, by: Actor, at: datetime
) -> UUID:
    """Note that a child studies full-time beyond 18, so that its benefit goes on."""
    by = checks.permitted(by, Permission.CHANGE_CHILD)
    child = checks.lock_child(child_id, by=by)
    if stage not in frozenset(SchoolStage):
        raise Refused(Decision.no("unknown-stage", _("Choose the stage of school from the list.")))
    require(rules.may_note_study(child.born_on, from_on=from_on, until_on=until_on, school=school))
    row = StudyNote(
        child=child,
        school=school,
        stage=stage,
        from_on=from_on,
        until_on=until_on,
        recorded_at=at,
        recorded_by=by.account_id,
    )
    row.save(force_insert=True)
    said = {"school": school, "until": until_on.isoformat()}
    checks.sign(Act("note-study", "child", child_id, child_id, personal=said), by=by, at=at)
    return row.pk


def _reach(child_id: UUID, situation_id: UUID, *, by: Actor) -> tuple[Actor, Child, ParentSituation]:
    by = checks.permitted(by, Permission.CHANGE_CHILD)
    child = checks.lock_child(child_id, by=by)
    row = ParentSituation.objects.filter(child=child, pk=situation_id, voided_at__isnull=True).first()
    if row is None:
        raise NotReached
    return by, child, row
