"""Restricting a file, and ending that with a second person."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from humiao.access.public import Actor, Permission
from humiao.foundation.decisions import require
from humiao.foundation.trail.public import Act
from humiao.registry.commands import checks
from humiao.registry.models import Child, FileGrant, FileRestriction
from humiao.registry.restricted import rules
from humiao.registry.restricted.locking import open_restriction
from humiao.registry.restricted.marking import holds_sealed, mark
from humiao.registry.restricted.sealed import write_note


def restrict_file(*, child_id: UUID, ground: str, reason: str, by: Actor, at: datetime) -> UUID:
    """Restrict a file from now on; whoever does it and the child's workers are named. Its spell's id.

    What happened goes into the sealed table.
    """
    by = checks.permitted(by, Permission.RESTRICT_FILE)
    child = checks.lock_child(child_id, by=by)
    require(rules.may_restrict(is_restricted=child.is_restricted, reason=reason))
    spell = mark([child.pk], is_by_category=False, by=by, at=at)[child.pk]
    write_note(spell, ground=ground, text=reason.strip(), by=by, at=at)
    return spell


def add_sealed_note(*, child_id: UUID, ground: str, text: str, by: Actor, at: datetime) -> None:
    """Add to what is sealed of a restricted file; for people named for it."""
    by = checks.permitted(by, Permission.OPEN_RESTRICTED)
    checks.lock_child(child_id, by=by)
    require(rules.must_have_reason(text))
    row = FileRestriction.objects.filter(child_id=child_id, ended_at__isnull=True).first()
    require(rules.must_be_restricted(is_restricted=row is not None))
    assert row  # noqa: S101 -- the rule before
    write_note(row.pk, ground=ground, text=text.strip(), by=by, at=at)
    checks.sign(Act("add-sealed-note", "child", child_id, child_id), by=by, at=at)


def propose_end(*, child_id: UUID, reason: str, seen_version: int, by: Actor, at: datetime) -> None:
    """Propose that a restriction ends; it holds until somebody else confirms."""
    by = checks.permitted(by, Permission.RESTRICT_FILE)
    checks.lock_child(child_id, by=by)
    row = open_restriction(child_id, seen_version)
    proposed = row.end_proposed_at is not None
    sealed = holds_sealed(child_id)
    require(rules.may_propose_end(is_proposed=proposed, holds_sealed=sealed, reason=reason))
    row.end_reason, row.end_proposed_by, row.end_proposed_at = reason.strip(), by.account_id, at
    row.version += 1
    row.save()
    act = Act("propose-end-restriction", "child", child_id, child_id, {}, {"reason": reason.strip()})
    checks.sign(act, by=by, at=at)


def refuse_end(*, child_id: UUID, seen_version: int, by: Actor, at: datetime) -> None:
    """Let the restriction stand; the proposal is gone. Whoever proposed it may take it back so."""
    by = _second(by)
    row = open_restriction(child_id, seen_version)
    require(rules.is_end_proposed(is_proposed=row.end_proposed_at is not None))
    row.end_reason, row.end_proposed_by, row.end_proposed_at = "", None, None
    row.version += 1
    row.save()
    checks.sign(Act("refuse-end-restriction", "child", child_id, child_id), by=by, at=at)


def confirm_end(*, child_id: UUID, seen_version: int, by: Actor, at: datetime) -> None:
    """End a restriction as the second person; everybody named for it is named no more."""
    by = _second(by)
    row = open_restriction(child_id, seen_version)
    require(
        rules.may_confirm_end(
            proposed_by=row.end_proposed_by, by=by.account_id, is_proposed=row.end_proposed_at is not None
        )
    )
    require(rules.must_hold_no_sealed(holds_sealed=holds_sealed(child_id)))
    row.ended_at, row.ended_by = at, by.account_id
    row.version += 1
    row.save()
    Child.objects.filter(pk=child_id).update(is_restricted=False)
    FileGrant.objects.filter(child_id=child_id, ended_at__isnull=True).update(
        ended_at=at, ended_by=by.account_id
    )
    checks.sign(Act("end-restriction", "child", child_id, child_id), by=by, at=at)


def _second(by: Actor) -> Actor:
    """Ask for the right to decide about restricted files; the decider need not be named for this one."""
    return checks.permitted(by, Permission.APPROVE_ACCESS)
