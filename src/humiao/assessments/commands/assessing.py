"""Assessing a child, and voiding an assessment that was wrong."""

from __future__ import annotations

import json
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, NotReached, Permission
from humiao.assessments.choices import Cause, LevelState
from humiao.assessments.commands.writing import (
    Place,
    Standing,
    day_of,
    lock_child,
    must_be_past,
    signer,
    supersede,
    write_steps,
)
from humiao.assessments.instruments.definition import Definition
from humiao.assessments.models import Assessment, Instrument, LevelChange
from humiao.assessments.reach import must_be_enrolled, must_reach
from humiao.assessments.rules import (
    Answers,
    Outcome,
    Step,
    may_be_on,
    may_override,
    must_have_reason,
    score,
    steps_after,
    with_open_need,
)
from humiao.assessments.scheme import LevelScheme
from humiao.assessments.schemes import must_have_scheme
from humiao.assessments.values import Assessed
from humiao.foundation.decisions import Decision, Refused, require
from humiao.foundation.trail.public import Act, record


def record_assessment(
    *,
    child_id: UUID,
    programme_id: UUID,
    instrument: UUID,
    answers: Answers,
    occurred_on: date,
    override_level: str | None = None,
    override_reason: str = "",
    visit_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Assessed:
    """Record an assessment by an instrument that is on; its level follows, a lower one waits (R30)."""
    by.must(Permission.ASSESS_CHILD)
    must_be_past(occurred_on, at)
    must_reach(by.scope, [child_id])
    scheme = must_have_scheme(by.scope, programme_id)
    must_be_enrolled(programme_id, [child_id], occurred_on)
    used = must_be_on(instrument, programme_id)
    place = Place(child_id, programme_id)
    scored = score(Definition.model_validate(used.definition), answers)
    standing = lock_child(place)
    outcome = with_open_need(scored, scheme, has_open_need=standing.has_open_need)
    wanted = override_level or outcome.level
    if override_level:
        require(may_override(scheme, outcome, override_level, override_reason, signer(by)))
        require(may_be_on(scheme, override_level, has_open_need=standing.has_open_need))
    row = assessment_row(place, used, answers, outcome, occurred_on, by, at)
    row.level, row.visit_id = wanted, visit_id
    row.override_reason = override_reason.strip() if override_level else ""
    row.save(force_insert=True)
    record(act_of(row), actor=by.account_id, role=by.role, at=at)
    return follow(row, place, standing, scheme, outcome, by, at)


def void_assessment(*, assessment_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Void a wrong assessment. A level it lowered goes up at once; one it raised waits to be lowered."""
    by.must(Permission.ASSESS_CHILD)
    require(must_have_reason(reason))
    row = Assessment.objects.filter(id=assessment_id).first()
    if row is None:
        raise NotReached
    must_reach(by.scope, [row.child_id])
    scheme = must_have_scheme(by.scope, row.programme_id)
    place = Place(row.child_id, row.programme_id)
    standing = lock_child(place)
    row.refresh_from_db(fields=["voided_at"])
    if row.voided_at is not None:
        raise Refused(Decision.no("already-void", _("This assessment is void already.")))
    row.voided_at = at
    row.save(update_fields=["voided_at"])
    said = {"programme": str(row.programme_id)}
    act = Act("void-assessment", "assessment", row.id, row.child_id, plain=said, personal={"reason": reason})
    record(act, actor=by.account_id, role=by.role, at=at)
    if standing.waiting and standing.waiting.assessment_id == row.id:
        supersede(standing, by=by, at=at)
    _go_back(row, standing, scheme, by, at)


def must_be_on(instrument_id: UUID, programme_id: UUID) -> Instrument:
    """Return an instrument of the programme that is switched on, or refuse."""
    row = Instrument.objects.filter(id=instrument_id, programme_id=programme_id).first()
    if row is None:
        raise Refused(Decision.no("not-found", _("There is no such instrument.")))
    if not row.is_on:
        raise Refused(Decision.no("instrument-off", _("This instrument is switched off.")))
    return row


def assessment_row(
    place: Place,
    used: Instrument,
    answers: Answers,
    outcome: Outcome,
    occurred_on: date,
    by: Actor,
    at: datetime,
) -> Assessment:
    """Make the row of an assessment, its level that of the answers."""
    return Assessment(
        child_id=place.child_id,
        programme_id=place.programme_id,
        instrument=used,
        occurred_on=occurred_on,
        answers=json.dumps(dict(answers), ensure_ascii=False),
        score=outcome.score,
        outcome_level=outcome.level,
        level=outcome.level,
        worker_post_id=by.post_id,
        recorded_at=at,
    )


def act_of(row: Assessment) -> Act:
    """Return the trail row of an assessment."""
    return Act(
        "record-assessment",
        "assessment",
        row.id,
        row.child_id,
        plain={
            "programme": str(row.programme_id),
            "instrument": str(row.instrument_id),
            "occurred_on": str(row.occurred_on),
        },
        personal={
            "outcome": row.outcome_level,
            "level": row.level,
            "score": row.score,
            "override_reason": row.override_reason or "",
        },
    )


def follow(
    row: Assessment,
    place: Place,
    standing: Standing,
    scheme: LevelScheme,
    outcome: Outcome,
    by: Actor,
    at: datetime,
) -> Assessed:
    """Write the levels that follow from an assessment where the child stands."""
    is_late = standing.is_late(row.occurred_on)
    steps = steps_after(
        scheme, current=standing.level, outcome=outcome.level, wanted=row.level, is_late=is_late
    )
    if not is_late:
        supersede(standing, by=by, at=at)
    reason = row.override_reason or ""
    written = write_steps(
        steps, place=place, standing=standing, on=row.occurred_on, by=by, at=at, reason=reason, assessment=row
    )
    reached = [c.level for c in written if c.state == LevelState.IN_FORCE]
    waiting = [c.id for c in written if c.state == LevelState.WAITING]
    in_force = reached[0] if reached else standing.level or outcome.level
    return Assessed(row.id, outcome.level, outcome.score, in_force, waiting[0] if waiting else None)


def _go_back(row: Assessment, standing: Standing, scheme: LevelScheme, by: Actor, at: datetime) -> None:
    """Where the voided assessment made the level in force, return to the one before it, never down alone."""
    current = standing.current
    if current is None or current.assessment_id != row.id:
        return
    place = Place(row.child_id, row.programme_id)
    before = (
        LevelChange.objects.filter(
            child_id=place.child_id,
            programme_id=place.programme_id,
            state=LevelState.IN_FORCE,
            withdrawn_at__isnull=True,
        )
        .exclude(assessment_id=row.id)
        .order_by("from_on", "in_force_at", "id")
        .last()
    )
    if before is None or before.level == current.level:
        return
    goes_up = scheme.rank(before.level) > scheme.rank(current.level)
    at_once = goes_up or not scheme.lowering_needs_second_person
    steps = (Step(before.level, Cause.CORRECTED, at_once=at_once),)
    write_steps(steps, place=place, standing=standing, on=day_of(at), by=by, at=at)
