"""Pure decisions about legal holds."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.foundation.decisions import Decision
from humiao.registry.holds.values import HoldValue

LONGEST = 500


def may_place(*, authority: str, reason: str) -> Decision:
    """Say whether a hold says enough."""
    if not authority.strip():
        return Decision.no("no-authority", _("Say who asked for it, with the paper's number."), "R73")
    if not reason.strip():
        return Decision.no("no-reason", _("Say why the records are still needed."), "R73")
    if max(len(authority), len(reason)) > LONGEST:
        return Decision.no("too-long", _("That is longer than %(most)s characters.") % {"most": LONGEST})
    return Decision.yes()


def may_ask_to_lift(hold: HoldValue, *, reason: str) -> Decision:
    """Say whether somebody may ask to lift a hold."""
    if not hold.is_in_force:
        return Decision.no("already-lifted", _("This hold was lifted already."))
    if hold.is_to_be_lifted:
        return Decision.no("already-asked", _("Somebody asked to lift it already; a second person decides."))
    if not reason.strip():
        return Decision.no("no-reason", _("Say why it is needed no longer."), "R73")
    return Decision.yes()


def may_lift(
    hold: HoldValue, *, account: UUID | None, posts: Collection[UUID], asked_post: UUID | None
) -> Decision:
    """Say whether somebody may lift a hold: another than who asked for it."""
    if not hold.is_in_force:
        return Decision.no("already-lifted", _("This hold was lifted already."))
    if not hold.is_to_be_lifted:
        return Decision.no("not-asked", _("Nobody has asked to lift it yet."))
    if hold.lift_asked_by == account or asked_post in posts:
        return Decision.no("same-person", _("Somebody other than the person who asked must lift it."), "R73")
    return Decision.yes()
