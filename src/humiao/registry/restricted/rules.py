"""What may become of restricted files: pure decisions (R26; 未成年人网络保护条例 36)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.foundation.decisions import Decision
from humiao.registry.restricted.choices import GrantKind, Ground, Judgement, RequestState

SHORTEST_REASON = 10  # characters
LONGEST_REASON = 1000
LONGEST_NUMBER = 40
MOST_DAYS = 90
GLASS_HOURS = 24
CLAUSE = "四.2"
LAW = "未成年人网络保护条例 36"


@dataclass(frozen=True)
class GrantFacts:
    """A grant as rules see it."""

    kind: str
    account_id: UUID | None
    from_at: datetime
    until_at: datetime | None
    ended_at: datetime | None
    judgement: str = ""


def is_live(grant: GrantFacts, *, at: datetime) -> bool:
    """Say whether a grant opens its file at a moment; its last moment is outside."""
    if at < grant.from_at or (grant.ended_at is not None and grant.ended_at <= at):
        return False
    return grant.until_at is None or at < grant.until_at


def must_have_reason(reason: str) -> Decision:
    """Refuse a reason too short to say anything, or too long to be read."""
    length = len(reason.strip())
    if length < SHORTEST_REASON:
        said = _("Say why in at least %(n)d characters; others judge by it.") % {"n": SHORTEST_REASON}
        return Decision.no("reason-missing", said, LAW)
    if length > LONGEST_REASON:
        said = _("The reason is longer than %(n)d characters.") % {"n": LONGEST_REASON}
        return Decision.no("reason-too-long", said)
    return Decision.yes()


def may_restrict(*, is_restricted: bool, reason: str) -> Decision:
    """Say whether a file may be restricted now."""
    if is_restricted:
        return Decision.no("already-restricted", _("This file is restricted already."), CLAUSE)
    return must_have_reason(reason)


def is_ground(ground: str) -> Decision:
    """Refuse a ground that is none of the list."""
    if ground not in set(Ground):
        return Decision.no("unknown-ground", _("Choose what the file is restricted for."), CLAUSE)
    return Decision.yes()


def must_be_restricted(*, is_restricted: bool) -> Decision:
    """Refuse what only restricted files have."""
    if not is_restricted:
        return Decision.no("not-restricted", _("This file isn't restricted."))
    return Decision.yes()


def must_name_file(typed: str) -> Decision:
    """Refuse a request that names no file."""
    if not typed.strip() or len(typed.strip()) > LONGEST_NUMBER:
        return Decision.no("no-number", _("Give the file number or the child's ID number."))
    return Decision.yes()


def must_hold_no_sealed(*, holds_sealed: bool) -> Decision:
    """Refuse to open a file to everybody while a category restricts it by itself."""
    if holds_sealed:
        said = _("The child is in a category of abuse or bullying; while it is, the file stays restricted.")
        return Decision.no("sealed-category", said, CLAUSE)
    return Decision.yes()


def is_end_proposed(*, is_proposed: bool) -> Decision:
    """Refuse to answer where nobody proposed the end."""
    if not is_proposed:
        return Decision.no("not-proposed", _("Nobody has proposed to end the restriction."))
    return Decision.yes()


def may_propose_end(*, is_proposed: bool, holds_sealed: bool, reason: str) -> Decision:
    """Say whether somebody may propose that a restriction ends."""
    stays = must_hold_no_sealed(holds_sealed=holds_sealed)
    if not stays:
        return stays
    if is_proposed:
        return Decision.no("already-proposed", _("The end is proposed already; a second person decides."))
    return must_have_reason(reason)


def may_confirm_end(*, proposed_by: UUID | None, by: UUID | None, is_proposed: bool) -> Decision:
    """Say whether this person may confirm, as the second one, that a restriction ends."""
    if not is_proposed:
        return is_end_proposed(is_proposed=False)
    if proposed_by == by:
        return Decision.no("same-person", _("Somebody other than the person who proposed it must confirm."))
    return Decision.yes()


def fits(days: int) -> Decision:
    """Refuse a time too long, or none."""
    if not 1 <= days <= MOST_DAYS:
        said = _("Access is for 1 to %(n)d days; ask again when it ends.") % {"n": MOST_DAYS}
        return Decision.no("days-out-of-range", said, LAW)
    return Decision.yes()


def may_ask(*, days: int, reason: str, is_waiting: bool) -> Decision:
    """Say whether access may be asked for so many days."""
    if is_waiting:
        said = _("You have asked for this file already; the answer will stand on your page.")
        return Decision.no("already-asked", said)
    return must_have_reason(reason) if fits(days) else fits(days)


def may_decide(*, state: str, asked_by: UUID, by: UUID | None) -> Decision:
    """Say whether this person may answer a request: one that waits, and never one's own."""
    if state != RequestState.WAITING:
        return Decision.no("already-decided", _("This request has been answered already."))
    if asked_by == by:
        return Decision.no("own-request", _("Nobody approves access for themselves."), LAW)
    return Decision.yes()


def may_approve(*, days: int, is_found: bool, is_reached: bool) -> Decision:
    """Say whether a request can be approved: there is such a file, and the asker's post reaches the child."""
    if not is_found:
        return Decision.no("no-such-file", _("No restricted file has this number; refuse the request."))
    if not is_reached:
        said = _("The post of the person who asks doesn't reach this child any more; refuse the request.")
        return Decision.no("post-does-not-reach", said)
    return fits(days)


def may_withdraw(*, state: str, asked_by: UUID, by: UUID | None) -> Decision:
    """Say whether a request may be taken back: by its asker, while it waits."""
    if state != RequestState.WAITING:
        return Decision.no("already-decided", _("This request has been answered already."))
    if asked_by != by:
        return Decision.no("not-own", _("Only the person who asked takes a request back."))
    return Decision.yes()


def may_break(*, reason: str, is_confirmed: bool, is_open: bool) -> Decision:
    """Say whether a file may be opened at once in an emergency."""
    if is_open:
        return Decision.no("already-open", _("This file is open to you already."))
    if not is_confirmed:
        said = _("Confirm that it is an emergency; the approver is told at once and judges it afterwards.")
        return Decision.no("not-confirmed", said)
    return must_have_reason(reason)


def glass_until(at: datetime) -> datetime:
    """Return when a file opened in an emergency closes by itself."""
    return at + timedelta(hours=GLASS_HOURS)


def grant_until(at: datetime, days: int) -> datetime:
    """Return when a grant of some days closes by itself."""
    return at + timedelta(days=days)


def may_judge(grant: GrantFacts, *, judgement: str, by: UUID | None, note: str) -> Decision:
    """Say whether this person may judge an opening in an emergency: once, and never one's own."""
    if grant.kind != GrantKind.GLASS:
        return Decision.no("not-an-emergency", _("Only openings in an emergency are judged."))
    if grant.judgement:
        return Decision.no("already-judged", _("This opening has been judged already."))
    if grant.account_id == by:
        return Decision.no("own-opening", _("Nobody judges what they opened themselves."), LAW)
    if judgement not in set(Judgement):
        return Decision.no("no-judgement", _("Say whether the opening was justified."))
    return must_have_reason(note) if judgement == Judgement.UNJUSTIFIED else Decision.yes()


def may_end_grant(grant: GrantFacts, *, at: datetime) -> Decision:
    """Say whether a grant may be ended: while it has not closed."""
    if grant.ended_at is not None or (grant.until_at is not None and grant.until_at <= at):
        return Decision.no("already-ended", _("This access has ended already."))
    return Decision.yes()


def ends_when_judged(grant: GrantFacts, *, at: datetime) -> bool:
    """Say whether a judgement closes the file: one that finds no justification, while it is open."""
    return grant.judgement == Judgement.UNJUSTIFIED and is_live(grant, at=at)
