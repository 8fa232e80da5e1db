"""When something may be taken out, fetched again and revoked; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from humiao.foundation.decisions import Decision

SHORTEST_REASON, LONGEST_REASON = 4, 200


@dataclass(frozen=True)
class Kept:
    """What rules know of an export that is kept."""

    is_takers: bool
    is_same_session: bool
    expires_at: datetime
    is_revoked: bool
    is_whole: bool  # none of the children in it was erased since


def may_take(reason: str, *, holds_children: bool) -> Decision:
    """Say whether what holds children's data may be taken out for this reason."""
    said = reason.strip()
    if not holds_children:
        return Decision.yes()
    if len(said) < SHORTEST_REASON or len(set(said)) < SHORTEST_REASON // 2:
        return Decision.no("no-reason", _("Say what the file is for, in a few words."), "R73")
    if len(said) > LONGEST_REASON:
        return Decision.no("too-long", _("The reason is longer than 200 characters."))
    return Decision.yes("R73")


def may_fetch(kept: Kept, *, at: datetime) -> Decision:
    """Say whether a file taken out before may be fetched once more."""
    if not kept.is_takers:
        return Decision.no("not-found", _("There is no such export of yours."))
    if kept.is_revoked:
        return Decision.no("revoked", _("The link was revoked; the file is gone."))
    if at >= kept.expires_at:
        return Decision.no("expired", _("The link has expired; take the file out anew."))
    if not kept.is_same_session:
        return Decision.no(
            "other-session", _("The link works only while you stay signed in where you made the file.")
        )
    if not kept.is_whole:
        return Decision.no("child-erased", _("A child in it was erased since; take the file out anew."))
    return Decision.yes()


def may_revoke(kept: Kept, *, reason: str) -> Decision:
    """Say whether a link may be revoked; whoever revokes another's says why."""
    if kept.is_revoked:
        return Decision.no("revoked", _("The link was revoked already."))
    if not kept.is_takers and len(reason.strip()) < SHORTEST_REASON:
        return Decision.no("no-reason", _("Say why the link is revoked."))
    return Decision.yes()
