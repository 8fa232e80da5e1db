"""Asking somebody to take a post: inviting, sending again, withdrawing, confirming as the second person."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.actors import Actor
from humiao.access.people import rules
from humiao.access.people.models import Invitation
from humiao.access.people.queries import invitation_terms, state_of_row
from humiao.access.people.values import Letter, NewInvitation
from humiao.access.permissions import Permission
from humiao.access.posts import may_be_post, may_give_post_to
from humiao.access.requests import NotReached
from humiao.foundation.context import current_county
from humiao.foundation.crypto import keyed_hashes
from humiao.foundation.decisions import Conflict, Decision, Refused, require
from humiao.foundation.trail.public import Act, record, record_many

__all__ = [
    "confirm_invitation",
    "invite",
    "invite_many",
    "secret_hashes",
    "send_again",
    "withdraw_invitation",
]


def invite(*, new: NewInvitation, by: Actor, at: datetime) -> Letter:
    """Ask somebody to take a post; returns the letter, whose secret is told this once."""
    return invite_many(new=[new], by=by, at=at)[0]


def invite_many(*, new: Sequence[NewInvitation], by: Actor, at: datetime) -> list[Letter]:
    """Ask many people, all or none; the first refusal stops all."""
    by.must(Permission.MANAGE_PEOPLE)
    known = Invitation.objects.filter(id__in=[n.id for n in new])
    if known.exists():
        raise Conflict(Decision.no("sent-already", _("This was sent already; open the list of people.")))
    letters, rows = [], []
    for one in new:
        require(_may_invite(one, by=by))
        letter = Letter(one.id, secrets.token_urlsafe(24), at + rules.LASTS)
        rows.append(_row(one, letter, by=by, at=at))
        letters.append(letter)
    Invitation.objects.bulk_create(rows)
    acts = [
        Act("invite-person", "invitation", n.id, plain={"role": n.wanted.role.value, **_place(n)})
        for n in new
    ]
    record_many(acts, actor=by.account_id, role=by.role, at=at)
    return letters


def send_again(*, invitation_id: UUID, seen_version: int, by: Actor, at: datetime) -> Letter:
    """Make a new letter of an invitation; the one before opens nothing any more."""
    row = _locked(invitation_id, seen_version, by=by, permission=Permission.MANAGE_PEOPLE)
    require(rules.may_be_taken_back(state_of_row(row, at)))
    letter = Letter(row.pk, secrets.token_urlsafe(24), at + rules.LASTS)
    row.secret_hash, row.expires_at = secret_hashes(letter.secret)[0], letter.expires_at
    row.sent_count += 1
    _save(row, Act("send-invitation", "invitation", row.pk, plain={"count": row.sent_count}), by=by, at=at)
    return letter


def withdraw_invitation(*, invitation_id: UUID, seen_version: int, by: Actor, at: datetime) -> None:
    """Take an invitation back; its letter opens nothing any more."""
    row = _locked(invitation_id, seen_version, by=by, permission=Permission.MANAGE_PEOPLE)
    require(rules.may_be_taken_back(state_of_row(row, at)))
    row.withdrawn_at = at
    _save(row, Act("withdraw-invitation", "invitation", row.pk), by=by, at=at)


def confirm_invitation(*, invitation_id: UUID, seen_version: int, by: Actor, at: datetime) -> None:
    """Confirm as the second person an invitation to a post that administers or opens the whole county."""
    row = _locked(invitation_id, seen_version, by=by, permission=Permission.CONFIRM_INVITATION)
    is_own = row.invited_by == by.account_id
    require(rules.may_confirm(rules.state_of(invitation_terms(row), at), is_own=is_own))
    row.confirmed_by, row.confirmed_at = by.account_id, at
    plain = {"role": row.role}
    _save(row, Act("confirm-invitation", "invitation", row.pk, plain=plain), by=by, at=at)


def secret_hashes(secret: str) -> list[bytes]:
    """Return what may be kept of a letter's secret: under the key of today first, then under older ones."""
    return keyed_hashes(secret, f"invitation:{current_county()}")


def _may_invite(new: NewInvitation, *, by: Actor) -> Decision:
    if new.account_id is not None and new.account_id == by.account_id:
        return may_give_post_to(new.account_id, by=by)
    if not new.person_name.strip():
        return Decision.no("no-name", _("The person's name is missing."))
    return may_be_post(new.wanted)


def _row(new: NewInvitation, letter: Letter, *, by: Actor, at: datetime) -> Invitation:
    wanted = new.wanted
    return Invitation(
        id=new.id,
        person_name=new.person_name.strip(),
        phone=new.phone.strip(),
        username=new.username.strip(),
        role=wanted.role.value,
        town_code=wanted.town_code,
        village_code=wanted.village_code,
        provider_id=wanted.provider_id,
        programme_id=wanted.programme_id,
        organisation=new.organisation,
        starts_on=wanted.starts_on,
        ends_on=wanted.ends_on,
        secret_hash=secret_hashes(letter.secret)[0],
        expires_at=letter.expires_at,
        invited_by=by.account_id,
        invited_by_name=by.name,
        account_id=new.account_id,
        post_id=new.post_id,
        recorded_at=at,
    )


def _place(new: NewInvitation) -> dict[str, str]:
    wanted = new.wanted
    named = {
        "town": wanted.town_code,
        "village": wanted.village_code,
        "provider": str(wanted.provider_id or ""),
        "programme": str(wanted.programme_id or ""),
    }
    return {name: value for name, value in named.items() if value}


def _locked(invitation_id: UUID, seen_version: int, *, by: Actor, permission: Permission) -> Invitation:
    by.must(permission)
    row = Invitation.objects.select_for_update().filter(pk=invitation_id).first()
    if row is None:
        raise NotReached
    if row.version != seen_version:
        text = _("Somebody else changed this invitation since you opened it. Nothing of yours was written.")
        raise Conflict(Decision.no("changed-meanwhile", text))
    return row


def _save(row: Invitation, act: Act, *, by: Actor, at: datetime) -> None:
    row.version += 1
    row.save()
    record(act, actor=by.account_id, role=by.role, at=at)


def refuse_unknown() -> Refused:
    """Make the refusal of a letter that opens nothing."""
    text = _("This link opens no invitation. Ask whoever sent it for a new one.")
    return Refused(Decision.no("invitation-unknown", text))
