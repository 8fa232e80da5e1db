"""Placing a hold at once, and lifting it by two people."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, NotReached, Permission
from humiao.foundation.decisions import Conflict, Decision, require
from humiao.foundation.trail.public import Act
from humiao.programmes.public import programme_by_id
from humiao.registry.commands import checks
from humiao.registry.holds import rules
from humiao.registry.holds.queries import hold_of, take_turn
from humiao.registry.models import LegalHold
from humiao.registry.scope import reachable_children


def place_hold(
    *,
    child_id: UUID | None = None,
    programme_id: UUID | None = None,
    authority: str,
    reason: str,
    from_on: date,
    by: Actor,
    at: datetime,
) -> UUID:
    """Keep a child's file, or all a programme's, from being erased and destroyed; returns the hold's id.

    A retired file may be held as well: nothing is written into it.
    """
    by = checks.permitted(by, Permission.HOLD_RECORDS)
    take_turn()
    _require_reach(by, child_id, programme_id)
    require(rules.may_place(authority=authority, reason=reason))
    row = LegalHold.objects.create(
        child_id=child_id,
        programme_id=programme_id,
        authority=authority.strip(),
        reason=reason.strip(),
        from_on=from_on,
        placed_by=by.account_id,
        placed_by_post_id=by.post_id,
        recorded_at=at,
    )
    _sign("place-hold", row, {"authority": authority.strip(), "reason": reason.strip()}, by=by, at=at)
    return row.pk


def _require_reach(by: Actor, child_id: UUID | None, programme_id: UUID | None) -> None:
    if (child_id is None) == (programme_id is None):
        raise ValueError("a hold is of a child or of a programme")
    if programme_id is not None:
        programme_by_id(by.scope, programme_id)
        return
    child = reachable_children(by.scope).filter(pk__in=[child_id]).first()
    if child is None:
        raise NotReached
    if child.retired_as == "erased":
        text = _("This file was erased; there is nothing left to hold.")
        require(Decision.no("erased", text))


def ask_to_lift_hold(*, hold_id: UUID, reason: str, seen_version: int, by: Actor, at: datetime) -> None:
    """Ask that a hold be lifted; it holds until a second person lifts it."""
    by = checks.permitted(by, Permission.HOLD_RECORDS)
    row = _locked(hold_id, seen_version, by)
    require(rules.may_ask_to_lift(hold_of(by.scope, hold_id), reason=reason))
    row.lift_asked_by, row.lift_asked_by_post_id, row.lift_asked_at = by.account_id, by.post_id, at
    row.lift_reason = reason.strip()
    row.version += 1
    row.save()
    _sign("ask-to-lift-hold", row, {"reason": reason.strip()}, by=by, at=at)


def lift_hold(*, hold_id: UUID, seen_version: int, by: Actor, at: datetime) -> None:
    """Lift a hold as the second person."""
    by = checks.permitted(by, Permission.HOLD_RECORDS)
    row = _locked(hold_id, seen_version, by)
    value = hold_of(by.scope, hold_id)
    posts = [post.id for post in by.posts]
    asked = row.lift_asked_by_post_id
    require(rules.may_lift(value, account=by.account_id, posts=posts, asked_post=asked))
    row.lifted_by, row.lifted_by_post_id, row.lifted_at = by.account_id, by.post_id, at
    row.version += 1
    row.save()
    _sign("lift-hold", row, {}, by=by, at=at)


def keep_hold(*, hold_id: UUID, seen_version: int, by: Actor, at: datetime) -> None:
    """Let a hold stay though somebody asked to lift it; whoever asked may take it back so as well."""
    by = checks.permitted(by, Permission.HOLD_RECORDS)
    row = _locked(hold_id, seen_version, by)
    if not hold_of(by.scope, hold_id).is_to_be_lifted:
        require(Decision.no("not-asked", _("Nobody has asked to lift it yet.")))
    row.lift_asked_by = row.lift_asked_by_post_id = row.lift_asked_at = None
    row.lift_reason = ""
    row.version += 1
    row.save()
    _sign("keep-hold", row, {}, by=by, at=at)


def _locked(hold_id: UUID, seen_version: int, by: Actor) -> LegalHold:
    hold_of(by.scope, hold_id)
    row = LegalHold.objects.select_for_update().get(pk=hold_id)
    if row.version != seen_version:
        text = _("Somebody changed this meanwhile. Look at it again, then decide.")
        raise Conflict(Decision.no("changed-meanwhile", text))
    return row


def _sign(action: str, row: LegalHold, said: dict[str, Any], *, by: Actor, at: datetime) -> None:
    plain = {"programme": str(row.programme_id)} if row.programme_id else {}
    personal = said if row.child_id else {}
    checks.sign(Act(action, "hold", row.pk, row.child_id, plain, personal), by=by, at=at)
