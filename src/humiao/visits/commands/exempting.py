"""Exemptions from visits: asked for by one person, decided by another."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, NotReached, Permission
from humiao.foundation.decisions import Conflict, Decision, Refused
from humiao.foundation.trail.public import Act, record
from humiao.visits.adjoining import child_facts, reaches
from humiao.visits.choices import ExemptionReason, ExemptionState
from humiao.visits.models import Exemption

LONGEST = timedelta(days=366)


def ask_exemption(
    *,
    child_id: UUID,
    programme_id: UUID,
    reason: str,
    note: str,
    from_on: date,
    to_on: date,
    by: Actor,
    at: datetime,
) -> UUID:
    """Ask that a child need not be visited from a day to a day, both included; returns its id."""
    by.must(Permission.RECORD_VISIT)
    _must_reach(child_id, programme_id, by)
    if reason not in ExemptionReason.values:
        raise Refused(Decision.no("unknown-choice", _("There is no such reason.")))
    if not note.strip():
        raise Refused(Decision.no("note-missing", _("Say where the child is and how you know.")))
    if to_on < from_on:
        raise Refused(Decision.no("dates-reversed", _("The exemption ends before it begins.")))
    if to_on - from_on > LONGEST:
        raise Refused(Decision.no("too-long", _("An exemption lasts at most a year; ask again then.")))
    facts = child_facts([child_id], programme_id)[child_id]
    if not any(s.from_on <= to_on and (s.to_on is None or from_on < s.to_on) for s in facts.enrolments):
        raise Refused(Decision.no("not-enrolled", _("The child is not enrolled in the programme then.")))
    same = Exemption.objects.filter(child_id=child_id, programme_id=programme_id)
    standing = same.exclude(state=ExemptionState.REFUSED)
    if standing.filter(from_on__lte=to_on, to_on__gte=from_on).exists():
        raise Refused(Decision.no("overlaps", _("There is already an exemption for some of these days.")))
    asked = Exemption.objects.create(
        child_id=child_id,
        programme_id=programme_id,
        reason=reason,
        note=note.strip(),
        from_on=from_on,
        to_on=to_on,
        asked_by=by.account_id,
        asked_by_post_id=by.post_id,
        state=ExemptionState.WAITING,
        recorded_at=at,
    )
    said = {"reason": reason, "note": asked.note, "from_on": str(from_on), "to_on": str(to_on)}
    _record("ask-exemption", asked, said, by, at)
    return asked.id


def decide_exemption(
    *, exemption_id: UUID, approve: bool, note: str = "", seen_version: int, by: Actor, at: datetime
) -> None:
    """Approve or refuse an exemption; who asked for it doesn't decide it."""
    by.must(Permission.APPROVE_EXEMPTION)
    asked = Exemption.objects.select_for_update().filter(id=exemption_id).first()
    if asked is None:
        raise NotReached
    _must_reach(asked.child_id, asked.programme_id, by)
    if asked.version != seen_version:
        raise Conflict(Decision.no("changed-meanwhile", _("Somebody decided it meanwhile; look again.")))
    if asked.state != ExemptionState.WAITING:
        raise Refused(Decision.no("already-decided", _("The exemption has been decided.")))
    if asked.asked_by == by.account_id or asked.asked_by_post_id in {p.id for p in by.posts}:
        raise Refused(Decision.no("same-person", _("Somebody other than the person who asked must decide.")))
    if not approve and not note.strip():
        raise Refused(Decision.no("reason-missing", _("Say why.")))
    asked.state = ExemptionState.APPROVED if approve else ExemptionState.REFUSED
    asked.decided_by_post_id, asked.decided_at = by.post_id, at
    asked.decision_note, asked.version = note.strip(), asked.version + 1
    asked.save(update_fields=["state", "decided_by_post_id", "decided_at", "decision_note", "version"])
    _record("decide-exemption", asked, {"state": asked.state, "note": asked.decision_note}, by, at)


def _must_reach(child_id: UUID, programme_id: UUID, by: Actor) -> None:
    child = child_facts([child_id], programme_id).get(child_id)
    if child is None or not reaches(by.scope, child) or not by.scope.reaches_programme(programme_id):
        raise NotReached


def _record(action: str, asked: Exemption, said: dict[str, str], by: Actor, at: datetime) -> None:
    plain = {"programme": str(asked.programme_id)}
    act = Act(action, "exemption", asked.id, asked.child_id, plain=plain, personal=said)
    record(act, actor=by.account_id, role=by.role, at=at)
