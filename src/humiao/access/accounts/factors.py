"""Second factors of an account: which there are, and letting them go. Runs in the identity context."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from humiao.access.accounts.models import Passkey, RecoveryCode, Totp


@dataclass(frozen=True)
class PasskeyValue:
    """A passkey as a list shows it."""

    id: UUID
    name: str
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class Factors:
    """What an account has besides its password."""

    totp_since: datetime | None
    passkeys: tuple[PasskeyValue, ...]
    codes_left: int

    @property
    def second(self) -> int:
        """Return how many second factors there are; recovery codes stand in for one, they are none."""
        return len(self.passkeys) + (self.totp_since is not None)


def factors_of(account_id: UUID) -> Factors:
    """Return an account's factors."""
    totp = Totp.objects.filter(account_id=account_id, confirmed_at__isnull=False).first()
    keys = Passkey.objects.filter(account_id=account_id).order_by("made_at", "id")
    return Factors(
        totp.confirmed_at if totp else None,
        tuple(PasskeyValue(k.id, k.name, k.made_at, k.used_at) for k in keys),
        RecoveryCode.objects.filter(account_id=account_id, used_at__isnull=True).count(),
    )


def has_second_factor(account_id: UUID) -> bool:
    """Say whether an account signs in with more than its password."""
    totp = Totp.objects.filter(account_id=account_id, confirmed_at__isnull=False)
    return totp.exists() or Passkey.objects.filter(account_id=account_id).exists()


def forget_factors(account_id: UUID) -> None:
    """Take every factor and code away from an account whose owner lost them; see `public.lock_out`."""
    for model in (Totp, Passkey, RecoveryCode):
        model.objects.filter(account_id=account_id).delete()
