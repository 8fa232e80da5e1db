"""Codes of an authenticator app (RFC 6238): six digits, thirty seconds, each taken once. Identity context."""

from __future__ import annotations

import hmac
from datetime import datetime
from uuid import UUID

import pyotp

from humiao.access.accounts.models import Totp
from humiao.foundation import crypto

ISSUER = "护苗 Humiao"
_STEP = 30
_NEAR = (0, -1, 1)  # the telephone's clock may be half a minute off


def step_of(secret: str, code: str, at: datetime, *, after: int) -> int | None:
    """Return the step a code belongs to, or None where it is wrong or not newer than the last one used."""
    here = int(at.timestamp()) // _STEP
    totp = pyotp.TOTP(secret)
    fits = [
        here + n for n in _NEAR if hmac.compare_digest(totp.generate_otp(here + n).encode(), code.encode())
    ]
    return next((step for step in fits if step > after), None)


def begin_totp(account_id: UUID, *, at: datetime) -> None:
    """Draw a new secret; it counts when a code confirms it. One already confirmed stays until removed."""
    if Totp.objects.filter(account_id=account_id, confirmed_at__isnull=False).exists():
        return
    Totp.objects.filter(account_id=account_id).delete()
    row = Totp(account_id=account_id, made_at=at)
    row.secret = crypto.seal(pyotp.random_base32().encode(), _key(), _place(row))
    row.save(force_insert=True)


def waiting_secret(account_id: UUID) -> str | None:
    """Return the secret that waits to be confirmed, for the page that shows it."""
    row = Totp.objects.filter(account_id=account_id, confirmed_at__isnull=True).first()
    return _secret(row) if row else None


def set_up_address(secret: str, username: str) -> str:
    """Return the address an authenticator app reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=ISSUER)


def confirm_totp(account_id: UUID, code: str, *, at: datetime) -> bool:
    """Confirm the waiting secret by a first code."""
    row = Totp.objects.select_for_update().filter(account_id=account_id, confirmed_at__isnull=True).first()
    step = step_of(_secret(row), code, at, after=0) if row else None
    if row is None or step is None:
        return False
    row.confirmed_at, row.last_step = at, step
    row.save(update_fields=["confirmed_at", "last_step"])
    return True


def check_totp(account_id: UUID, code: str, *, at: datetime) -> bool:
    """Take a code of a confirmed secret; the same code is not taken again, from two requests either."""
    row = Totp.objects.select_for_update().filter(account_id=account_id, confirmed_at__isnull=False).first()
    step = step_of(_secret(row), code, at, after=row.last_step) if row else None
    if row is None or step is None:
        return False
    row.last_step = step
    row.save(update_fields=["last_step"])
    return True


def remove_totp(account_id: UUID) -> bool:
    """Remove the secret; returns whether there was a confirmed one."""
    found = Totp.objects.filter(account_id=account_id, confirmed_at__isnull=False).exists()
    Totp.objects.filter(account_id=account_id).delete()
    return found


def _secret(row: Totp) -> str:
    return crypto.unseal(bytes(row.secret), _key(), _place(row)).decode()


def _place(row: Totp) -> str:
    return f"accounts_totp|secret|{row.id}"


def _key() -> bytes:
    return crypto.derived_key("accounts")
