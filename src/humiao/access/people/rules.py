"""Pure decisions about posts together, invitations, moves and shutting out. Days are inclusive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from humiao.access.roles import ROLES, Reach, Role
from humiao.foundation.decisions import Decision

# System, security and audit administrator are three people (GB/T 22239, level 3).
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR})
LASTS = timedelta(days=7)
SHORTEST_REASON, LONGEST_REASON = 2, 200


class InvitationState(StrEnum):
    """What may be done with an invitation now."""

    TO_CONFIRM = "to-confirm"
    OPEN = "open"
    EXPIRED = "expired"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


class Shut(StrEnum):
    """What another may end of somebody's sign-in."""

    SESSIONS = "sessions"
    EVERYTHING = "everything"


@dataclass(frozen=True)
class Held:
    """A post as these rules see it: what, where, from when to when."""

    role: Role
    place: tuple[str, ...]
    starts_on: date
    ends_on: date | None

    def meets(self, other: Held) -> bool:
        """Say whether the two share a day; a post that ended before it began is held on none."""
        first = max(self.starts_on, other.starts_on)
        return first <= min(self.ends_on or date.max, other.ends_on or date.max)


@dataclass(frozen=True)
class Terms:
    """What an invitation's state hangs on."""

    role: Role
    expires_at: datetime
    is_confirmed: bool = False
    is_accepted: bool = False
    is_withdrawn: bool = False


def opens_files(role: Role) -> bool:
    """Say whether a post of this role reaches children at all."""
    return ROLES[role].reach is not Reach.NOBODY


def needs_second(role: Role) -> bool:
    """Say whether a post of this role takes two people to give: it administers, or opens a whole county."""
    return role in ADMINISTRATORS or ROLES[role].reach is Reach.COUNTY


def may_hold_together(wanted: Held, others: Iterable[Held]) -> Decision:
    """Say whether one person may hold a post beside others: the three administrators stay apart (R70)."""
    for other in (o for o in others if o.meets(wanted)):
        names = {"one": ROLES[wanted.role].name, "other": ROLES[other.role].name}
        admins = {wanted.role, other.role} & ADMINISTRATORS
        if len(admins) == 2:
            text = _("One person can't be “%(one)s” and “%(other)s”: each of them watches the others.")
            return Decision.no("two-administrators", text % names, "R70")
        if admins and (opens_files(wanted.role) or opens_files(other.role)):
            text = _(
                "Whoever administers opens no child's file: “%(one)s” and “%(other)s” can't be one person."
            )
            return Decision.no("administrator-opens-files", text % names, "R70")
        if (wanted.role, wanted.place) == (other.role, other.place):
            text = _("This person holds this very post from %(on)s already.")
            return Decision.no("held-already", text % {"on": shown(other.starts_on)})
    return Decision.yes()


def state_of(terms: Terms, now: datetime) -> InvitationState:
    """Return the state of an invitation at a moment."""
    if terms.is_accepted:
        return InvitationState.ACCEPTED
    if terms.is_withdrawn:
        return InvitationState.WITHDRAWN
    if now >= terms.expires_at:
        return InvitationState.EXPIRED
    if needs_second(terms.role) and not terms.is_confirmed:
        return InvitationState.TO_CONFIRM
    return InvitationState.OPEN


def may_accept(state: InvitationState) -> Decision:
    """Say whether an invitation may be accepted now."""
    reasons = {
        InvitationState.TO_CONFIRM: _(
            "A second administrator still has to confirm this invitation. Try again later."
        ),
        InvitationState.EXPIRED: _("This invitation is older than seven days. Ask for a new one."),
        InvitationState.ACCEPTED: _("This invitation was used already. Sign in instead."),
        InvitationState.WITHDRAWN: _("This invitation was withdrawn. Ask whoever sent it."),
    }
    if state is InvitationState.OPEN:
        return Decision.yes()
    return Decision.no(f"invitation-{state.value}", reasons[state])


def may_be_taken_back(state: InvitationState) -> Decision:
    """Say whether an invitation may still be withdrawn or sent again."""
    if state in (InvitationState.ACCEPTED, InvitationState.WITHDRAWN):
        text = _("This invitation was accepted or withdrawn meanwhile; open the page again.")
        return Decision.no("invitation-over", text)
    return Decision.yes()


def may_confirm(state: InvitationState, *, is_own: bool) -> Decision:
    """Say whether a person may confirm an invitation: a second one, and only where it is asked for."""
    if state is not InvitationState.TO_CONFIRM:
        return Decision.no("not-to-confirm", _("This invitation waits for nobody's confirmation now."))
    if is_own:
        text = _("Who invited can't confirm: that takes a second person.")
        return Decision.no("second-person", text, "R70")
    return Decision.yes()


def same_person(invited: str, signed_in: str) -> Decision:
    """Say whether an account may take an invitation: the names have to agree."""
    if invited.strip() == signed_in.strip():
        return Decision.yes()
    text = _("This invitation is for %(invited)s, and you are signed in as %(name)s. Sign out first.")
    return Decision.no("other-person", text % {"invited": invited, "name": signed_in})


def may_move(role: Role, *, is_self: bool, starts_on: date, today: date) -> Decision:
    """Say whether somebody may be moved to a post in one step, from a day on."""
    if is_self:
        return Decision.no(
            "own-post", _("Nobody may give themselves a post; another administrator has to."), "R70"
        )
    if needs_second(role):
        text = _(
            "The post “%(role)s” takes two people to give: invite, and the security administrator confirms."
        )
        return Decision.no("needs-second", text % {"role": ROLES[role].name}, "R70")
    if starts_on < today:
        return Decision.no(
            "in-the-past", _("A post begins today or later; what was done before stays as it is.")
        )
    return Decision.yes()


def may_leave(*, is_self: bool, last_on: date, today: date) -> Decision:
    """Say whether somebody's posts may be ended with a last day."""
    if is_self:
        return Decision.no("own-post", _("Nobody ends their own posts; another administrator has to."), "R70")
    if last_on > today + timedelta(days=31):
        return Decision.no("too-far", _("The last day is more than a month ahead; come back nearer to it."))
    return Decision.yes()


def may_shut_out(*, is_self: bool, reason: str) -> Decision:
    """Say whether somebody's sessions, or every way in, may be ended: by another person, for a reason."""
    if is_self:
        text = _("Nobody shuts themselves out; your own sessions end on the page of your account.")
        return Decision.no("own-account", text, "R70")
    if len(reason.strip()) < SHORTEST_REASON:
        return Decision.no("no-reason", _("Say why, in a few words; it is kept with the act."), "R70")
    if len(reason.strip()) > LONGEST_REASON:
        return Decision.no("too-long", _("The reason is longer than 200 characters."))
    return Decision.yes()


def shown(day: date) -> str:
    """Write a day as people read it."""
    return date_format(day, "DATE_FORMAT")
