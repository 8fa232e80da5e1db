"""Assessments that turn out wrong: voided or moved to the right child, with the levels they gave.

Called by registry.corrections once a second person confirmed; who may and why is decided there.
"""

from __future__ import annotations

import json
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from humiao.access.public import Actor
from humiao.assessments.choices import Cause, LevelState
from humiao.assessments.commands.assessing import follow
from humiao.assessments.commands.writing import Place, lock_child, supersede
from humiao.assessments.instruments.definition import Definition
from humiao.assessments.models import Assessment, LevelChange, Need
from humiao.assessments.reach import must_be_enrolled
from humiao.assessments.rules import score, with_open_need
from humiao.assessments.schemes import must_have_scheme
from humiao.foundation.decisions import Decision, Refused
from humiao.registry.corrections.public import RecordKind, WrongRecord


def withdraw_levels(row: Assessment, *, by: Actor, at: datetime) -> None:
    """Withdraw every level an assessment gave: as known from `at` on it never was, days past included."""
    place = Place(row.child_id, row.programme_id)
    standing = lock_child(place)
    if standing.waiting and standing.waiting.assessment_id == row.id:
        supersede(standing, by=by, at=at)
    given = _in_force(place).filter(assessment=row, withdrawn_at__isnull=True)
    for change in list(given):
        if change.overtaken_at is None:
            change.overtaken_at = at
            _restore_overtaken(change, by=by, at=at)
        change.withdrawn_at = at
        change.version += 1
        change.save(update_fields=["overtaken_at", "withdrawn_at", "version"])
    _rechain(place)


def move_needs(*, visit_id: UUID, from_child: UUID, to_child: UUID) -> None:
    """Give the needs found at a visit to the child they were found for."""
    Need.objects.filter(visit_id=visit_id, child_id=from_child).update(child_id=to_child)


def graver_level(by: Actor, leaving: UUID, staying: UUID) -> Decision:
    """Refuse that a file whose level is the graver goes up in another: merging lowers nobody's level."""
    rows = LevelChange.objects.filter(
        child_id__in=[leaving, staying], state=LevelState.IN_FORCE, withdrawn_at__isnull=True
    ).order_by("from_on", "in_force_at", "id")
    now: dict[UUID, dict[UUID, str]] = {}
    for row in rows:
        now.setdefault(row.programme_id, {})[row.child_id] = row.level
    for programme, levels in now.items():
        if len(levels) == 2:
            scheme = must_have_scheme(by.scope, programme)
            if scheme.rank(levels[leaving]) > scheme.rank(levels[staying]):
                text = _(
                    "The file that leaves is on a graver level. Raise the level of the file that stays first."
                )
                return Decision.no("graver-level", text)
    return Decision.yes()


def assessment_kind() -> RecordKind:
    """Return assessments as a kind of record that can be corrected."""
    return RecordKind(
        code="assessment",
        name=gettext_lazy("Assessment"),
        of_child=lambda child: tuple(map(_record, _rows().filter(child_id=child).order_by("id"))),
        one=_one,
        void=_void,
        move=_move,
        may_move=_may_move,
        is_service=True,
    )


def _rows() -> QuerySet[Assessment]:
    return Assessment.objects.select_related("instrument")


def _record(row: Assessment) -> WrongRecord:
    what = str(Definition.model_validate(row.instrument.definition))
    is_void = row.voided_at is not None
    return WrongRecord("assessment", row.id, row.child_id, row.occurred_on, what, row.programme_id, is_void)


def _one(record_id: UUID) -> WrongRecord | None:
    row = _rows().filter(pk=record_id).first()
    return _record(row) if row else None


def _void(record_id: UUID, by: Actor, at: datetime) -> None:
    row = Assessment.objects.select_for_update().get(pk=record_id)
    row.voided_at = at
    row.save(update_fields=["voided_at"])
    withdraw_levels(row, by=by, at=at)


def _may_move(record_id: UUID, to_child: UUID) -> Decision:
    row = Assessment.objects.get(pk=record_id)
    try:
        must_be_enrolled(row.programme_id, [to_child], row.occurred_on)
    except Refused as refused:
        return refused.decision
    return Decision.yes()


def _move(record_id: UUID, to_child: UUID, by: Actor, at: datetime) -> None:
    """Let an assessment be the other child's from its own day on, as if recorded for it today."""
    row = Assessment.objects.select_for_update().get(pk=record_id)
    scheme = must_have_scheme(by.scope, row.programme_id)
    withdraw_levels(row, by=by, at=at)
    place = Place(to_child, row.programme_id)
    standing = lock_child(place)
    definition = Definition.model_validate(row.instrument.definition)
    scored = score(definition, json.loads(row.answers or "{}"))
    outcome = with_open_need(scored, scheme, has_open_need=standing.has_open_need)
    if not row.override_reason:
        row.level = outcome.level
    row.child_id, row.outcome_level = to_child, outcome.level
    row.save(update_fields=["child_id", "outcome_level", "level"])
    follow(row, place, standing, scheme, outcome, by, at)


def _in_force(place: Place) -> QuerySet[LevelChange]:
    return LevelChange.objects.filter(
        child_id=place.child_id, programme_id=place.programme_id, state=LevelState.IN_FORCE
    ).order_by("from_on", "in_force_at", "id")


def _restore_overtaken(change: LevelChange, *, by: Actor, at: datetime) -> None:
    """Let the level hold again that a withdrawn one of the same day had taken the place of."""
    place = Place(change.child_id, change.programme_id)
    same_day = _in_force(place).filter(from_on=change.from_on, withdrawn_at__isnull=True)
    earlier = same_day.exclude(assessment=change.assessment).last()
    if earlier is None:
        return
    LevelChange.objects.create(
        child_id=place.child_id,
        programme_id=place.programme_id,
        level=earlier.level,
        from_on=earlier.from_on,
        cause=Cause.CORRECTED,
        assessment_id=earlier.assessment_id,
        state=LevelState.IN_FORCE,
        by_post_id=by.post_id,
        by_account_id=by.account_id,
        recorded_at=at,
        in_force_at=at,
        level_before=earlier.level_before,
    )


def _rechain(place: Place) -> None:
    """Tell each level that still holds which one it follows."""
    before = ""
    live = list(_in_force(place).filter(overtaken_at__isnull=True))
    for change in live:
        change.level_before, before = before, change.level
    LevelChange.objects.bulk_update(live, ["level_before"])
