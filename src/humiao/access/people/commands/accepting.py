"""Taking the post one was invited to. The letter's secret is the permission; nobody has a post yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from humiao.access.people import rules
from humiao.access.people.commands.inviting import refuse_unknown, secret_hashes
from humiao.access.people.models import Invitation
from humiao.access.people.queries import invitation_value, state_of_row
from humiao.access.people.values import InvitationValue
from humiao.access.posts import put_post
from humiao.foundation.decisions import require
from humiao.foundation.trail.public import Act, record

__all__ = ["accept_invitation", "invitation_by_secret"]


def invitation_by_secret(secret: str, *, at: datetime) -> InvitationValue:
    """Return the invitation a letter opens; raises `Refused` for one nobody wrote."""
    row = Invitation.objects.filter(secret_hash__in=secret_hashes(secret)).first()
    if row is None:
        raise refuse_unknown()
    return invitation_value(row, at)


def accept_invitation(*, secret: str, account_id: UUID, account_name: str, at: datetime) -> UUID:
    """Give an account the post its letter asks it to take, from that day on; a letter works once.

    A letter that only renews somebody's way in names the post held already, and gives none. Returns the post.

    Who invited stands behind it, so nobody gives anything to oneself; the rules of posts are asked again.
    """
    row = Invitation.objects.select_for_update().filter(secret_hash__in=secret_hashes(secret)).first()
    if row is None:
        raise refuse_unknown()
    require(rules.may_accept(state_of_row(row, at)))
    require(rules.same_person(row.person_name, account_name))
    if row.account_id not in (None, account_id):
        raise refuse_unknown()
    if row.post_id is None:
        wanted = invitation_value(row, at).wanted
        wanted = replace(wanted, starts_on=max(wanted.starts_on, at.date()))
        row.post_id = put_post(account_id, row.person_name, wanted).id
    row.account_id, row.accepted_at = account_id, at
    row.version += 1
    row.save()
    plain = {
        "role": row.role,
        "account": str(account_id),
        "post": str(row.post_id),
        "invited_by": str(row.invited_by or ""),
    }
    record(
        Act("accept-invitation", "invitation", row.pk, plain=plain), actor=account_id, role=row.role, at=at
    )
    return row.post_id
