"""Sign-in's rules on plain values: waits after failures, the end of sessions, who owes a factor."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

_MINUTE = timedelta(minutes=1)


class Kind(StrEnum):
    """What is guessed at."""

    PASSWORD = "password"  # noqa: S105 -- a word
    CODE = "code"  # of an authenticator app, and recovery codes
    PIN = "pin"
    PASSKEY = "passkey"  # nobody guesses one; what doesn't verify is braked all the same
    PUBLIC_CODE = "public-code"  # what a family was given to ask about its application
    INVITATION = "invitation"
    REPORT = "report"  # of what a page was kept from: nobody guesses, but a log is not to be filled


class By(StrEnum):
    """What failures are counted by."""

    ACCOUNT = "account"
    ADDRESS = "address"


@dataclass(frozen=True)
class Limit:
    """How many failures are free; each further one doubles the wait, from one minute to an hour."""

    free: int
    first: timedelta = _MINUTE
    most: timedelta = 60 * _MINUTE
    forgotten_after: timedelta = timedelta(days=1)


# An office, or a village behind a telephone company's one address, shares the limit of an address.
LIMITS: dict[tuple[Kind, By], Limit] = {
    (Kind.PASSWORD, By.ACCOUNT): Limit(5),
    (Kind.PASSWORD, By.ADDRESS): Limit(20),
    (Kind.CODE, By.ACCOUNT): Limit(5),
    (Kind.CODE, By.ADDRESS): Limit(20),
    (Kind.PIN, By.ADDRESS): Limit(20),
    (Kind.PASSKEY, By.ADDRESS): Limit(20),
    (Kind.PUBLIC_CODE, By.ADDRESS): Limit(10),
    (Kind.INVITATION, By.ADDRESS): Limit(10),
    (Kind.REPORT, By.ADDRESS): Limit(20),
}


@dataclass(frozen=True)
class Counted:
    """What is known of one account or address: failures in a row, the last, until when to wait."""

    failures: int = 0
    last_at: datetime | None = None
    until: datetime | None = None


def wait_after(limit: Limit, failures: int) -> timedelta:
    """Return how long to wait after so many failures in a row."""
    if failures < limit.free:
        return timedelta(0)
    doubled: int = 2 ** min(failures - limit.free, 12)
    return min(limit.first * doubled, limit.most)


def remaining(known: Counted, at: datetime) -> timedelta:
    """Return how long there is still to wait; zero where one may try."""
    return max(known.until - at, timedelta(0)) if known.until else timedelta(0)


def counted(limit: Limit, known: Counted, at: datetime) -> Counted:
    """Count one more try as a failure, beforehand; only right after it turned out well it is taken back."""
    is_old = known.last_at is None or at - known.last_at > limit.forgotten_after
    failures = 1 if is_old else known.failures + 1
    wait = wait_after(limit, failures)
    return Counted(failures, at, at + wait if wait else None)


def taken_back(known: Counted) -> Counted:
    """Take back one try that turned out well; it was looked at, so nothing was to wait for before it."""
    return replace(known, failures=max(known.failures - 1, 0), until=None)


def minutes(wait: timedelta) -> int:
    """Return a wait in whole minutes, rounded up."""
    return -(-int(wait.total_seconds()) // 60) or 1


@dataclass(frozen=True)
class Lifetimes:
    """How long a session lasts: without a sign of life, and at most."""

    idle: timedelta
    whole: timedelta


def is_over(begun_at: datetime, seen_at: datetime, at: datetime, lifetimes: Lifetimes) -> bool:
    """Say whether a session is over."""
    return at - seen_at > lifetimes.idle or at - begun_at > lifetimes.whole


# A form opened just before the time is up can still be sent.
PROOF_FOR_READING, PROOF_FOR_WRITING = timedelta(minutes=15), timedelta(minutes=45)


def is_proved(proved_at: datetime | None, at: datetime, *, writes: bool) -> bool:
    """Say whether somebody proved who they are recently enough for a sensitive act."""
    within = PROOF_FOR_WRITING if writes else PROOF_FOR_READING
    return proved_at is not None and at - proved_at <= within


class Standing(StrEnum):
    """How an account stands to the second factor."""

    FREE = "free"  # has one, or needs none
    ASKED = "asked"  # must have one, and has some days left
    OWED = "owed"  # must have one before anything else


def standing(*, must: bool, has: bool, due_on: date, today: date) -> Standing:
    """Say how an account stands; the last day of grace is the account's own."""
    if has or not must:
        return Standing.FREE
    return Standing.ASKED if today <= due_on else Standing.OWED


def may_remove_factor(*, must: bool, others: int) -> bool:
    """Say whether a factor may go: the last one of somebody who must have one may not."""
    return others > 0 or not must


def counts_on(stored: int, given: int) -> bool:
    """Say whether a passkey's counter went on; one that doesn't count says 0 always (WebAuthn 7.2)."""
    return given > stored or (given == 0 and stored == 0)
