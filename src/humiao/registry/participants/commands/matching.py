"""Changing a participant, matching it to a file, undoing that."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, NotReached, Permission
from humiao.foundation.decisions import Conflict, Decision, require
from humiao.foundation.trail.public import Act
from humiao.registry import rules as registry_rules
from humiao.registry.commands import checks
from humiao.registry.models import Participant
from humiao.registry.participants import rules
from humiao.registry.participants.reach import participants_within
from humiao.registry.values import NewParticipant


def change_participant(
    *,
    participant_id: UUID,
    name: str,
    birth_year: int,
    contact: str,
    consented_on: date | None,
    seen_version: int,
    by: Actor,
    at: datetime,
) -> None:
    """Change what is on file of a participant."""
    by, row = _lock(participant_id, seen_version, by=by)
    new = NewParticipant(row.programme_id, name, birth_year, contact, consented_on)
    checks.refuse_any(
        [
            *registry_rules.problems_of_participant(new, today=checks.day_of(at)),
            *rules.problems_of_contact(contact),
        ]
    )
    row.name, row.birth_year, row.contact, row.consented_on = name, birth_year, contact, consented_on
    row.version += 1
    row.save(update_fields=["name", "birth_year", "contact", "consented_on", "version"])
    act = Act("change-participant", "participant", row.pk, plain={"version": row.version})
    checks.sign(act, by=by, at=at)


def match_participant(
    *, participant_id: UUID, child_id: UUID, seen_version: int, by: Actor, at: datetime
) -> None:
    """Match a participant to the file it turned out to have."""
    by, row = _lock(participant_id, seen_version, by=by)
    child = checks.lock_child(child_id, by=by)
    decision = rules.may_match(
        is_matched=row.child_id is not None, birth_year=row.birth_year, born_in=child.born_on.year
    )
    require(decision)
    _set(row, child_id)
    act = Act("match-participant", "participant", row.pk, child_id, personal={"name": row.name})
    checks.sign(act, by=by, at=at)


def unmatch_participant(
    *, participant_id: UUID, reason: str, seen_version: int, by: Actor, at: datetime
) -> None:
    """Undo a match; the participant stays."""
    by, row = _lock(participant_id, seen_version, by=by)
    require(rules.may_unmatch(is_matched=row.child_id is not None, reason=reason))
    child_id = row.child_id
    _set(row, None)
    said = {"name": row.name, "reason": reason}
    act = Act("unmatch-participant", "participant", row.pk, child_id, personal=said)
    checks.sign(act, by=by, at=at)


def _set(row: Participant, child_id: UUID | None) -> None:
    row.child_id, row.version = child_id, row.version + 1
    row.save(update_fields=["child", "version"])


def _lock(participant_id: UUID, seen_version: int, *, by: Actor) -> tuple[Actor, Participant]:
    by = checks.permitted(by, Permission.RECORD_PARTICIPANT)
    row = participants_within(by.scope).select_for_update().filter(pk=participant_id).first()
    if row is None:
        raise NotReached
    if row.version != seen_version:
        text = _("Somebody else changed this participant since you opened it; open it again.")
        raise Conflict(Decision.no("changed-meanwhile", text))
    return by, row
