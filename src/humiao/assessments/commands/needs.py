"""The needs ledger: a need found, a need met (R50)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, NotReached, Permission
from humiao.assessments.choices import Cause, NeedKind
from humiao.assessments.commands.writing import (
    Place,
    lock_child,
    must_any,
    must_be_past,
    must_be_unchanged,
    write_steps,
)
from humiao.assessments.models import Need
from humiao.assessments.queries.needs import need_value
from humiao.assessments.reach import must_be_enrolled, must_reach
from humiao.assessments.rules import Step, level_with_open_need
from humiao.assessments.schemes import scheme_of
from humiao.assessments.values import NeedValue
from humiao.foundation.decisions import Decision, Refused
from humiao.foundation.trail.public import Act, record


def open_need(
    *,
    child_id: UUID,
    programme_id: UUID,
    kind: NeedKind,
    description: str,
    found_on: date,
    visit_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> NeedValue:
    """Write a need into the ledger; where it forbids the mildest level, the child is raised at once."""
    must_any(by, Permission.ASSESS_CHILD, Permission.RECORD_VISIT)
    must_be_past(found_on, at)
    must_reach(by.scope, [child_id])
    scheme = scheme_of(by.scope, programme_id)
    must_be_enrolled(programme_id, [child_id], found_on)
    if not description.strip():
        raise Refused(Decision.no("description-missing", _("Say what is needed.")))
    place = Place(child_id, programme_id)
    standing = lock_child(place)
    need = Need.objects.create(
        child_id=child_id,
        programme_id=programme_id,
        kind=NeedKind(kind).value,
        description=description.strip(),
        found_on=found_on,
        visit_id=visit_id,
        by_post_id=by.post_id,
        recorded_at=at,
    )
    said = {"kind": need.kind, "description": need.description}
    _record("open-need", need, said, by, at)
    raised = level_with_open_need(scheme, standing.level) if scheme else standing.level
    if raised and raised != standing.level:
        steps = (Step(raised, Cause.OPEN_NEED, at_once=True),)
        write_steps(steps, place=place, standing=standing, on=found_on, by=by, at=at)
    return need_value(need)


def meet_need(
    *, need_id: UUID, met_on: date, help_given: str, seen_version: int, by: Actor, at: datetime
) -> NeedValue:
    """Say a need was met, when and by what help; the level stays until the child is assessed again."""
    must_any(by, Permission.ASSESS_CHILD, Permission.RECORD_VISIT)
    must_be_past(met_on, at)
    need = Need.objects.select_for_update().filter(id=need_id).first()
    if need is None:
        raise NotReached
    must_reach(by.scope, [need.child_id])
    scheme_of(by.scope, need.programme_id)  # the programme is within reach
    must_be_unchanged(need.version, seen_version)
    if need.met_on is not None:
        raise Refused(Decision.no("already-met", _("This need was met already.")))
    if met_on < need.found_on:
        raise Refused(Decision.no("dates-reversed", _("A need can't be met before it was found.")))
    if not help_given.strip():
        raise Refused(Decision.no("help-missing", _("Say what help was given.")))
    need.met_on, need.help_given, need.met_recorded_at = met_on, help_given.strip(), at
    need.version += 1
    need.save(update_fields=["met_on", "help_given", "met_recorded_at", "version"])
    _record("meet-need", need, {"help_given": need.help_given}, by, at)
    return need_value(need)


def _record(action: str, need: Need, personal: dict[str, str | None], by: Actor, at: datetime) -> None:
    said = {"programme": str(need.programme_id)}
    act = Act(action, "need", need.id, need.child_id, plain=said, personal=personal)
    record(act, actor=by.account_id, role=by.role, at=at)
