"""What others do to an account's sign-in: look at it, end it, lock it out. Identity context."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password

from humiao.access.accounts.agents import words_of
from humiao.access.accounts.devices import DeviceValue, devices_of, unbind_devices
from humiao.access.accounts.factors import Factors, factors_of, forget_factors
from humiao.access.accounts.models import Account, Session, Subject
from humiao.access.accounts.session_store import hash_of, lifetimes


@dataclass(frozen=True)
class SessionValue:
    """A session as a list shows it."""

    id: UUID
    words: str
    address: str
    means: str
    begun_at: datetime
    seen_at: datetime
    is_this: bool = False


@dataclass(frozen=True)
class SignIn:
    """How an account signs in, and where it is signed in now."""

    factors: Factors
    devices: list[DeviceValue]
    sessions: list[SessionValue]
    last_at: datetime | None
    factor_due_on: object
    has_password: bool
    single_sign_ons: int
    counties: tuple[str, ...]

    @property
    def is_locked_out(self) -> bool:
        """Say whether nothing but a new letter lets in."""
        return not (self.has_password or self.factors.passkeys or self.devices or self.single_sign_ons)


def sign_in_of(account_id: UUID, *, at: datetime) -> SignIn | None:
    """Return an account's factors, bound devices and sessions; None where a post was given to no account."""
    row = Account.objects.filter(id=account_id).first()
    if row is None:
        return None
    devices, sessions = devices_of(account_id, at=at), sessions_of(account_id, at=at)
    bound = Subject.objects.filter(account_id=account_id).count()
    return SignIn(
        factors_of(account_id), devices, sessions, row.last_login, row.factor_due_on,
        row.has_usable_password(), bound, tuple(row.counties),
    )  # fmt: skip


def may_enter(account_id: UUID, *, at: datetime) -> bool:
    """Say whether an account is active and has any way in, and lock its row.

    A lock-out comes wholly before the session that is then made, or wholly after it and ends it.
    """
    row = Account.objects.select_for_update().filter(id=account_id, is_active=True).first()
    return row is not None and (
        row.has_usable_password()
        or bool(factors_of(account_id).passkeys)
        or bool(devices_of(account_id, at=at))
        or Subject.objects.filter(account_id=account_id).exists()
    )


def sessions_of(account_id: UUID, *, at: datetime, this_key: str = "") -> list[SessionValue]:
    """Return an account's sessions that are not over, newest first."""
    alive = Session.objects.filter(
        account_id=account_id, expire_date__gt=at, seen_at__gt=at - lifetimes().idle
    ).order_by("-seen_at")
    here = hash_of(this_key) if this_key else ""
    return [
        SessionValue(
            s.listed_as, words_of(s.agent), s.address, s.means, s.begun_at, s.seen_at, s.session_key == here
        )
        for s in alive
    ]


def end_session(account_id: UUID, session_id: UUID) -> bool:
    """End one of an account's sessions; it can do nothing more from its next request on."""
    return bool(Session.objects.filter(account_id=account_id, listed_as=session_id).delete()[0])


def end_sessions_of(account_id: UUID, *, but_key: str = "") -> int:
    """End an account's sessions, all or all but the one of this cookie; returns how many."""
    found = Session.objects.filter(account_id=account_id)
    return found.exclude(session_key=hash_of(but_key) if but_key else "").delete()[0]


def lock_out(account_id: UUID, *, at: datetime) -> None:
    """Leave an account no way in but a new invitation: no password, factor, device, binding nor session.

    For somebody who lost phone and codes. Taking the factors alone away would leave the password alone.
    """
    Account.objects.filter(id=account_id).update(password=make_password(None), factor_due_on=at.date())
    forget_factors(account_id)
    unbind_devices(account_id, at=at)
    Subject.objects.filter(account_id=account_id).delete()
    end_sessions_of(account_id)
