"""A programme's first round: many children assessed for the first time, in a handful of statements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from humiao.access.public import Actor, Permission
from humiao.assessments.choices import Cause, LevelState
from humiao.assessments.commands.assessing import act_of, assessment_row, must_be_on
from humiao.assessments.commands.writing import Place, lock_programme, must_be_past
from humiao.assessments.instruments.definition import Definition
from humiao.assessments.models import Assessment, LevelChange
from humiao.assessments.queries.needs import children_with_open_needs
from humiao.assessments.reach import must_be_enrolled, must_reach
from humiao.assessments.rules import BadAnswers, Outcome, score, with_open_need
from humiao.assessments.schemes import must_have_scheme
from humiao.assessments.values import FirstAssessment
from humiao.foundation.decisions import Decision, Refused
from humiao.foundation.trail.public import Act, record_many

_BATCH = 2000


def record_assessments(
    *, programme_id: UUID, instrument: UUID, entries: Sequence[FirstAssessment], by: Actor, at: datetime
) -> int:
    """Record the first assessment of many children, whose levels are in force at once; all or none.

    Refuses a child assessed or on a level before, or named twice; bad answers name their line from 1.
    Returns how many.
    """
    by.must(Permission.ASSESS_CHILD)
    child_ids = [e.child_id for e in entries]
    _must_be_once(child_ids)
    must_reach(by.scope, child_ids)
    scheme = must_have_scheme(by.scope, programme_id)
    for day in sorted({e.occurred_on for e in entries}):
        must_be_past(day, at)
        must_be_enrolled(programme_id, [e.child_id for e in entries if e.occurred_on == day], day)
    used = must_be_on(instrument, programme_id)
    outcomes = _score_all(Definition.model_validate(used.definition), entries)
    lock_programme(programme_id)
    _must_be_first(programme_id, child_ids)
    needy = children_with_open_needs(programme_id, child_ids)
    rows = [
        assessment_row(
            Place(e.child_id, programme_id),
            used,
            e.answers,
            with_open_need(outcome, scheme, has_open_need=e.child_id in needy),
            e.occurred_on,
            by,
            at,
        )
        for e, outcome in zip(entries, outcomes, strict=True)
    ]
    changes = [_first_level(row, by, at) for row in rows]
    Assessment.objects.bulk_create(rows, batch_size=_BATCH)
    LevelChange.objects.bulk_create(changes, batch_size=_BATCH)
    acts = [act_of(row) for row in rows] + [_act_of_level(change) for change in changes]
    record_many(acts, actor=by.account_id, role=by.role, at=at)
    return len(rows)


def _score_all(definition: Definition, entries: Sequence[FirstAssessment]) -> list[Outcome]:
    outcomes = []
    for number, entry in enumerate(entries, 1):
        try:
            outcomes.append(score(definition, entry.answers))
        except BadAnswers as bad:
            said = _("Line %(n)d: %(reason)s") % {"n": number, "reason": bad.decision.reason}
            raise Refused(Decision.no("bad-answers", said)) from bad
    return outcomes


def _must_be_once(child_ids: list[UUID]) -> None:
    twice = len(child_ids) - len(set(child_ids))
    if twice:
        said = ngettext("%(n)d child is named twice.", "%(n)d children are named twice.", twice)
        raise Refused(Decision.no("named-twice", said % {"n": twice}))


def _must_be_first(programme_id: UUID, child_ids: list[UUID]) -> None:
    of_children = {"programme_id": programme_id, "child_id__in": child_ids}
    before = (
        LevelChange.objects.filter(**of_children).count() + Assessment.objects.filter(**of_children).count()
    )
    if before:
        raise Refused(Decision.no("not-first", _("Some of these children were assessed before.")))


def _first_level(row: Assessment, by: Actor, at: datetime) -> LevelChange:
    return LevelChange(
        child_id=row.child_id,
        programme_id=row.programme_id,
        level=row.level,
        from_on=row.occurred_on,
        cause=Cause.ASSESSED,
        assessment=row,
        state=LevelState.IN_FORCE,
        by_post_id=by.post_id,
        by_account_id=by.account_id,
        recorded_at=at,
        in_force_at=at,
    )


def _act_of_level(change: LevelChange) -> Act:
    said = {"programme": str(change.programme_id), "cause": change.cause, "from_on": str(change.from_on)}
    personal = {"level": change.level, "before": None, "reason": ""}
    return Act("change-level", "level-change", change.id, change.child_id, plain=said, personal=personal)
