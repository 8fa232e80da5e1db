"""The one brake on guessing: passwords, codes, PINs, public codes, invitations.

Each try is counted as a failure before it is looked at, in a transaction of its own, and taken back when it
turned out well; so many tries at one moment are no more than the limit either. What is counted stands in the
shared schema under a keyed hash: names nobody has are counted like others.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from humiao.access.accounts.models import Throttle
from humiao.access.accounts.rules import (
    LIMITS,
    By,
    Counted,
    Kind,
    counted,
    minutes,
    remaining,
    taken_back,
)
from humiao.foundation import context
from humiao.foundation.crypto import keyed_hash
from humiao.foundation.decisions import Decision

_FORGOTTEN = timedelta(days=2)


@dataclass(frozen=True)
class Verdict:
    """Whether a try may be looked at; `locks_for` is the wait that begins should it fail."""

    decision: Decision
    locks_for: int = 0  # minutes; 0: none

    def __bool__(self) -> bool:
        return self.decision.allowed


def throttle(kind: Kind, subjects: dict[By, str], *, at: datetime) -> Verdict:
    """Count one try of a kind by account, address or both, and say whether it may be looked at.

    Opens its own transaction, so no context may be open. What is not known (an empty address) is not counted.
    """
    with context.identity(writes=True):
        rows = _locked(kind, subjects, at)
        waits = [remaining(_value(row), at) for row, _by in rows]
        if any(waits):
            return Verdict(_too_many(max(waits)))
        begins = timedelta(0)
        for row, by in rows:
            now = counted(LIMITS[kind, by], _value(row), at)
            _write(row, now)
            begins = max(begins, remaining(now, at))
    return Verdict(Decision.yes(), minutes(begins) if begins else 0)


def turned_out_well(kind: Kind, subjects: dict[By, str], *, at: datetime) -> None:
    """Forget an account's failures and take back the address's one try; opens its own transaction."""
    with context.identity(writes=True):
        for row, by in _locked(kind, subjects, at):
            if by is By.ACCOUNT:
                row.delete()
            else:
                _write(row, taken_back(_value(row)))


def forget_old_tries(*, at: datetime) -> int:
    """Delete what nobody tried for two days; returns how many rows. Runs in the identity context."""
    return Throttle.objects.filter(last_at__lt=at - _FORGOTTEN).delete()[0]


def _locked(kind: Kind, subjects: dict[By, str], at: datetime) -> list[tuple[Throttle, By]]:
    """Return the rows of what is counted, locked in one order so that two tries wait for each other."""
    keys = {
        keyed_hash(f"{kind}|{by}|{subject}", "throttle"): by for by, subject in subjects.items() if subject
    }
    fresh = [Throttle(key=key, kind=kind.value, last_at=at) for key in sorted(keys)]
    Throttle.objects.bulk_create(fresh, ignore_conflicts=True)
    found = Throttle.objects.select_for_update().filter(key__in=list(keys)).order_by("key")
    return [(row, keys[bytes(row.key)]) for row in found]


def _value(row: Throttle) -> Counted:
    return Counted(row.failures, row.last_at, row.until)


def _write(row: Throttle, now: Counted) -> None:
    row.failures, row.until = now.failures, now.until
    row.last_at = now.last_at or row.last_at
    row.save(update_fields=["failures", "last_at", "until"])


def _too_many(wait: timedelta) -> Decision:
    text = _("Too many tries. Please wait {minutes} minutes, then try again.")
    return Decision.no("too-many", text.format(minutes=minutes(wait)))
