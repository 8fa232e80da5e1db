"""A typed code checked: of the authenticator app, else a recovery code. Identity context, writing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from humiao.access.accounts.recovery import use_code
from humiao.access.accounts.totp import check_totp
from humiao.access.accounts.values import Means

_DIGITS = 6


def check_code(account_id: UUID, text: str, *, at: datetime) -> Means | None:
    """Return by what a code proves the account, or None."""
    digits = "".join(text.split())
    if len(digits) == _DIGITS and digits.isascii() and digits.isdecimal():
        return Means.PASSWORD_AND_CODE if check_totp(account_id, digits, at=at) else None
    return Means.PASSWORD_AND_RECOVERY if use_code(account_id, text, at=at) else None
