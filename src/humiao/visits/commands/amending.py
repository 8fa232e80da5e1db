"""Amending and voiding visits: the visit stays as written, a dated and signed row follows it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, NotReached, Permission
from humiao.foundation.decisions import Conflict, Decision, Refused
from humiao.foundation.trail.public import Act, record_many
from humiao.visits.adjoining import child_facts, reaches
from humiao.visits.models import Visit, VisitAmendment, VisitLine
from humiao.visits.recording_rules import MOST_MINUTES

# What duties count (day, channel, outcome, children) is not here: void the visit and record it again.
OF_VISIT = frozenset({"minutes", "present", "summary", "next_step"})
OF_LINE = frozenset({"was_seen_alone", "findings", "suggested_level"})


def amend_visit(
    *,
    visit_id: UUID,
    changes: Mapping[str, Any],
    reason: str,
    seen_version: int,
    by: Actor,
    at: datetime,
    child_id: UUID | None = None,
) -> UUID:
    """Add an amendment to a visit, or to its line of one child; returns the amendment's id."""
    visit = _for_change(visit_id, reason, seen_version, by)
    allowed = OF_LINE if child_id else OF_VISIT
    if not changes:
        raise Refused(Decision.no("no-change", _("Nothing was changed.")))
    if not set(changes) <= allowed:
        raise Refused(
            Decision.no("not-amendable", _("This can't be amended: void the visit and record it again."))
        )
    minutes = changes.get("minutes")
    if minutes is not None and not 0 < minutes <= MOST_MINUTES:
        raise Refused(Decision.no("minutes-impossible", _("A visit lasts between 1 minute and 12 hours.")))
    children = _children(visit)
    if child_id is not None and child_id not in children:
        raise NotReached
    made = _write(visit, dict(changes), reason, child_id, by, at)
    visit.version += 1
    visit.save(update_fields=["version"])
    said = {"changes": dict(changes), "reason": reason}
    _record("amend-visit", visit, [child_id] if child_id else children, said, by, at)
    return made


def void_visit(*, visit_id: UUID, reason: str, seen_version: int, by: Actor, at: datetime) -> None:
    """Say that a visit never was; it stays to be seen, and meets and counts nothing from then on."""
    visit = _for_change(visit_id, reason, seen_version, by)
    _write(visit, {"voided": True}, reason, None, by, at)
    visit.voided_at, visit.version = at, visit.version + 1
    visit.save(update_fields=["voided_at", "version"])
    VisitLine.objects.filter(visit_id=visit.id).update(voided_at=at)
    _record("void-visit", visit, _children(visit), {"reason": reason}, by, at)


def _for_change(visit_id: UUID, reason: str, seen_version: int, by: Actor) -> Visit:
    """Lock the visit; refuse who may not, what is void, and what somebody else changed meanwhile."""
    by.must(Permission.AMEND_VISIT)
    visit = Visit.objects.select_for_update().filter(id=visit_id).first()
    if visit is None:
        raise NotReached
    facts = child_facts(_children(visit), visit.programme_id)
    if not any(reaches(by.scope, child) for child in facts.values()):
        raise NotReached
    if not by.scope.reaches_programme(visit.programme_id):
        raise NotReached
    if visit.voided_at is not None:
        raise Refused(Decision.no("already-void", _("The visit is void.")))
    if not reason.strip():
        raise Refused(Decision.no("reason-missing", _("Say why.")))
    if visit.version != seen_version:
        raise Conflict(
            Decision.no("changed-meanwhile", _("Somebody changed the visit meanwhile; look again."))
        )
    return visit


def _children(visit: Visit) -> list[UUID]:
    return list(VisitLine.objects.filter(visit_id=visit.id).order_by("id").values_list("child_id", flat=True))


def _write(
    visit: Visit, content: dict[str, Any], reason: str, child_id: UUID | None, by: Actor, at: datetime
) -> UUID:
    made = VisitAmendment.objects.create(
        visit=visit,
        child_id=child_id,
        content=json.dumps(content, ensure_ascii=False),
        reason=reason.strip(),
        by_post_id=by.post_id,
        recorded_at=at,
    )
    return made.id


def _record(
    action: str, visit: Visit, children: list[UUID], said: dict[str, Any], by: Actor, at: datetime
) -> None:
    acts = [Act(action, "visit", visit.id, child_id, personal=said) for child_id in children]
    record_many(acts, actor=by.account_id, role=by.role, at=at)
