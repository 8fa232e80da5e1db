"""Enrolling children in a programme, giving them a worker, ending it; participants beside the roster."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import F
from django.utils.translation import gettext as _

from humiao.access.public import Actor, NotReached, Permission, Scope, post_names
from humiao.foundation.copying import copy_rows
from humiao.foundation.decisions import Decision, Refused, require
from humiao.foundation.ids import new_id
from humiao.foundation.trail.public import Act, record_many
from humiao.registry import rules
from humiao.registry.commands import checks
from humiao.registry.models import Child, Enrolment, Participant, RosterSpell
from humiao.registry.restricted.marking import worker_changed
from humiao.registry.values import NewParticipant

_COLUMNS = "id child programme_id site_code worker_post_id from_on recorded_at version"
_MOST_TOLD = 5
_Spans = dict[UUID, list[tuple[date, date | None]]]


def enrol_children(
    *,
    programme_id: UUID,
    child_ids: Collection[UUID],
    from_on: date,
    site_code: str = "",
    worker_post_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Enrol children in a programme from a day on, all or none; returns how many."""
    by = checks.permitted(by, Permission.ENROL_CHILD)
    require(may_serve(programme_id, by.scope))
    children = checks.lock_children(child_ids, by=by)
    return enrol_locked(children, programme_id, from_on, site_code, worker_post_id, by=by, at=at)


def enrol_locked(
    children: dict[UUID, Child],
    programme_id: UUID,
    from_on: date,
    site_code: str,
    worker_post_id: UUID | None,
    *,
    by: Actor,
    at: datetime,
) -> int:
    """Enrol locked children on behalf of a command that has asked whether this person may."""
    require(_may_work(worker_post_id))
    _refuse_some(_refusals(children, programme_id, from_on))
    copy_rows(
        Enrolment,
        _COLUMNS,
        ((new_id(), c, programme_id, site_code, worker_post_id, from_on, at, 1) for c in children),
    )
    plain = {**_plain(programme_id, worker_post_id), "on": from_on.isoformat(), "site": site_code}
    _sign_each("enrol-child", children, plain, by=by, at=at)
    worker_changed([(c, None) for c in children], worker_post_id, by=by, at=at)
    return len(children)


def assign_worker(
    *, programme_id: UUID, child_ids: Collection[UUID], worker_post_id: UUID, by: Actor, at: datetime
) -> int:
    """Hand enrolled children to a worker, all or none; returns how many changed hands.

    The trail keeps whose they were.
    """
    by = checks.permitted(by, Permission.ENROL_CHILD)
    require(may_serve(programme_id, by.scope))
    require(_may_work(worker_post_id))
    children = checks.lock_children(child_ids, by=by)
    rows = Enrolment.objects.filter(programme_id=programme_id, child_id__in=children, to_on__isnull=True)
    held = dict(rows.order_by("child_id").values_list("child_id", "worker_post_id"))
    _refuse_some(_not_enrolled(c) for c in children.values() if c.pk not in held)
    changed = [c for c, worker in held.items() if worker != worker_post_id]
    rows.filter(child_id__in=changed).update(worker_post_id=worker_post_id, version=F("version") + 1)
    acts = [
        Act(
            "assign-worker", "child", c, c, {**_plain(programme_id, worker_post_id), "before": _text(held[c])}
        )
        for c in changed
    ]
    record_many(acts, actor=by.account_id, role=by.role, at=at)
    worker_changed([(c, held[c]) for c in changed], worker_post_id, by=by, at=at)
    return len(changed)


def end_enrolment(*, programme_id: UUID, child_id: UUID, on: date, by: Actor, at: datetime) -> None:
    """End a child's enrolment; `on` is the first day it is no longer enrolled."""
    by = checks.permitted(by, Permission.ENROL_CHILD)
    require(may_serve(programme_id, by.scope))
    child = checks.lock_child(child_id, by=by)
    row = Enrolment.objects.filter(programme_id=programme_id, child=child, to_on__isnull=True).first()
    if row is None:
        raise Refused(_not_enrolled(child))
    require(rules.in_order(row.from_on, on))
    row.to_on, row.end_recorded_at, row.version = on, at, row.version + 1
    row.save(update_fields=["to_on", "end_recorded_at", "version"])
    plain = {"programme": str(programme_id), "on": on.isoformat()}
    checks.sign(Act("end-enrolment", "enrolment", row.pk, child_id, plain), by=by, at=at)
    worker_changed([(child_id, row.worker_post_id)], None, by=by, at=at)


def add_participant(*, participant: NewParticipant, by: Actor, at: datetime) -> UUID:
    """Record somebody a programme serves who is not on the roster; returns the participant's id."""
    by = checks.permitted(by, Permission.RECORD_PARTICIPANT)
    require(may_serve(participant.programme_id, by.scope))
    checks.refuse_any(rules.problems_of_participant(participant, today=checks.day_of(at)))
    row = Participant(
        id=participant.id,
        programme_id=participant.programme_id,
        name=participant.name,
        birth_year=participant.birth_year,
        contact=participant.contact,
        consented_on=participant.consented_on,
        recorded_at=at,
    )
    row.save(force_insert=True)
    plain = {"programme": str(participant.programme_id)}
    checks.sign(Act("add-participant", "participant", row.pk, plain=plain), by=by, at=at)
    return row.pk


def may_serve(programme_id: UUID, scope: Scope) -> Decision:
    """Say whether a person may enrol in a programme; raises `NotReached` for one out of reach."""
    if scope.towns or scope.reaches_programme(programme_id):
        return Decision.yes()
    raise NotReached


def _may_work(worker_post_id: UUID | None) -> Decision:
    if worker_post_id is None or worker_post_id in post_names():
        return Decision.yes()
    return Decision.no(
        "unknown-worker", _("There is no such post in this county; choose a worker from the list.")
    )


def _refusals(children: dict[UUID, Child], programme_id: UUID, from_on: date) -> Iterable[Decision]:
    roster = _spans(RosterSpell.objects.filter(child__in=children), "entered_on", "left_on")
    enrolled = Enrolment.objects.filter(child__in=children, programme_id=programme_id)
    spans = _spans(enrolled, "from_on", "to_on")
    for child in children.values():
        decision = rules.may_enrol(
            file_number=child.file_number,
            roster=roster[child.pk],
            enrolled=spans[child.pk],
            from_on=from_on,
        )
        if not decision.allowed:
            yield decision


def _spans(rows: models.QuerySet[Any], begin: str, end: str) -> _Spans:
    found: _Spans = defaultdict(list)
    for child_id, begun, ended in rows.order_by().values_list("child_id", begin, end):
        found[child_id].append((begun, ended))
    return found


def _not_enrolled(child: Child) -> Decision:
    text = _("%(file)s isn't enrolled in this programme now.") % {"file": child.file_number}
    return Decision.no("not-enrolled", text)


def _refuse_some(decisions: Iterable[Decision]) -> None:
    """Refuse with the first few of many refusals, and how many more there are."""
    found: Sequence[Decision] = list(decisions)
    if not found:
        return
    told = " ".join(d.reason for d in found[:_MOST_TOLD])
    more = len(found) - _MOST_TOLD
    tail = " " + _("and %(more)s more.") % {"more": more} if more > 0 else ""
    raise Refused(Decision.no(found[0].code, told + tail))


def _plain(programme_id: UUID, worker_post_id: UUID | None) -> dict[str, Any]:
    return {"programme": str(programme_id), "worker": _text(worker_post_id)}


def _text(post_id: UUID | None) -> str:
    return str(post_id) if post_id else ""


def _sign_each(
    action: str, child_ids: Iterable[UUID], plain: dict[str, Any], *, by: Actor, at: datetime
) -> None:
    acts = [Act(action, "child", c, c, plain) for c in child_ids]
    record_many(acts, actor=by.account_id, role=by.role, at=at)
