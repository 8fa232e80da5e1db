"""Bound devices: on a device where she signed in whole once, a child director enters with six digits.

The device holds a random token in a cookie, the table its hash; five wrong PINs unbind it. The PIN is worth
nothing on any other device. Identity context.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import F
from django.utils.translation import gettext as _

from humiao.access.accounts.credentials import account_by_id
from humiao.access.accounts.models import Device
from humiao.access.accounts.values import AccountValue
from humiao.foundation.decisions import Decision

MOST_WRONG = 5
BOUND_FOR = timedelta(days=365)
_LONG = 6
_ROWS = ("0123456789", "9876543210")


@dataclass(frozen=True)
class DeviceValue:
    """A bound device as a list shows it."""

    id: UUID
    agent: str
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class PinTry:
    """What came of a PIN: the account, or how many tries are left before the device is unbound."""

    account: AccountValue | None
    left: int = 0


def may_be_pin(pin: str) -> Decision:
    """Say whether six digits may be a PIN: not of one or two digits, not a row, not a half repeated."""
    if not (pin.isascii() and pin.isdecimal() and len(pin) == _LONG):
        return Decision.no("pin-form", _("A PIN has six digits."))
    if len(set(pin)) <= 2 or any(pin in row for row in _ROWS) or pin[:3] == pin[3:]:
        return Decision.no("pin-weak", _("This PIN is guessed easily; take other digits."))
    return Decision.yes()


def bind_device(account_id: UUID, pin: str, *, agent: str, at: datetime) -> tuple[UUID, str]:
    """Bind a device; returns the id and the token for its cookie."""
    token = secrets.token_urlsafe(32)
    row = Device.objects.create(
        account_id=account_id, token_hash=_hash(token), pin=make_password(pin), agent=agent, made_at=at
    )
    return row.id, token


def bound_account(token: str, *, at: datetime) -> AccountValue | None:
    """Return whose device this is, while it is bound."""
    row = _bound(token, at)
    return account_by_id(row.account_id) if row else None


def try_pin(token: str, pin: str, *, at: datetime) -> tuple[UUID, PinTry] | None:
    """Try a PIN on a device: None where it isn't bound (any more). Each is counted before it is looked at."""
    row = _bound(token, at)
    counted = (
        Device.objects.filter(id=row.id, ended_at__isnull=True, failures__lt=MOST_WRONG) if row else None
    )
    if row is None or counted is None or not counted.update(failures=F("failures") + 1):
        return None
    if check_password(pin, row.pin):
        Device.objects.filter(id=row.id).update(failures=0, used_at=at)
        return row.id, PinTry(account_by_id(row.account_id))
    failures = Device.objects.values_list("failures", flat=True).get(id=row.id)
    if failures >= MOST_WRONG:
        Device.objects.filter(id=row.id).update(ended_at=at)
    return row.id, PinTry(None, max(MOST_WRONG - failures, 0))


def devices_of(account_id: UUID, *, at: datetime) -> list[DeviceValue]:
    """Return the devices bound to an account."""
    bound = Device.objects.filter(account_id=account_id, ended_at__isnull=True, made_at__gt=at - BOUND_FOR)
    return [DeviceValue(d.id, d.agent, d.made_at, d.used_at) for d in bound.order_by("-made_at")]


def unbind_device(account_id: UUID, device_id: UUID, *, at: datetime) -> bool:
    """Unbind one of an account's devices."""
    bound = Device.objects.filter(account_id=account_id, id=device_id, ended_at__isnull=True)
    return bool(bound.update(ended_at=at))


def unbind_devices(account_id: UUID, *, at: datetime) -> int:
    """Unbind all of an account's devices."""
    return Device.objects.filter(account_id=account_id, ended_at__isnull=True).update(ended_at=at)


def device_of_token(token: str, *, at: datetime) -> UUID | None:
    """Return which bound device a cookie is."""
    row = _bound(token, at)
    return row.id if row else None


def _bound(token: str, at: datetime) -> Device | None:
    if not token:
        return None
    found = Device.objects.filter(token_hash=_hash(token), ended_at__isnull=True, made_at__gt=at - BOUND_FOR)
    return found.first()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
