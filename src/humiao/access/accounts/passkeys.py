"""Passkeys (WebAuthn level 2): registering one, and signing in with it. Identity context.

The challenge lies in the session, is used once and only for some minutes; origin and relying party are the
very host the browser asked. Attestation is not asked for: any authenticator will do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from humiao.access.accounts.models import Passkey
from humiao.access.accounts.rules import counts_on
from humiao.access.accounts.values import AccountValue

CHALLENGE_FOR = timedelta(minutes=5)
MOST = 10  # passkeys of one account
_WRONG = (ValueError, KeyError, TypeError, AttributeError, AssertionError)


class CeremonyError(Exception):
    """What the browser sent proves nothing. `copied` where a passkey's counter went back."""

    def __init__(self, why: str, *, copied: bool = False) -> None:
        super().__init__(why)
        self.copied = copied


@dataclass(frozen=True)
class Site:
    """Where the ceremony takes place: `https://the.name` and its host's name."""

    origin: str
    host: str

    def server(self) -> Fido2Server:
        """Return the relying party; it takes nothing from another origin, another port is one too."""
        rp = PublicKeyCredentialRpEntity(id=self.host, name="护苗 Humiao")
        return Fido2Server(rp, verify_origin=lambda origin: origin == self.origin)


def registration(site: Site, account: AccountValue) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what the browser is asked to make, and the state to keep in the session."""
    user = PublicKeyCredentialUserEntity(
        id=account.id.bytes, name=account.username, display_name=account.name
    )
    options, state = site.server().register_begin(
        user,
        _credentials(Passkey.objects.filter(account_id=account.id)),
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return dict(options), state


def register(
    site: Site, account: AccountValue, state: Any, response: Mapping[str, Any], *, name: str, at: datetime
) -> PasskeyRow:
    """Keep a new passkey; raises `CeremonyError`."""
    try:
        made = site.server().register_complete(state, response)
        credential = cast(AttestedCredentialData, made.credential_data)  # `fido2` asserts that it is there
    except _WRONG as error:
        raise CeremonyError(str(error)) from error
    if Passkey.objects.filter(account_id=account.id).count() >= MOST:
        raise CeremonyError("too many passkeys")
    if Passkey.objects.filter(credential_id=credential.credential_id).exists():
        raise CeremonyError("known already")
    row = Passkey.objects.create(
        account_id=account.id,
        name=name,
        credential_id=credential.credential_id,
        credential=bytes(credential),
        sign_count=made.counter,
        made_at=at,
    )
    return PasskeyRow(row.id, account.id)


@dataclass(frozen=True)
class PasskeyRow:
    """A passkey just made or used, and whose it is."""

    id: UUID
    account_id: UUID


def sign_in_with(site: Site, account_id: UUID | None = None) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what the browser is asked to sign, and the state: with any passkey, or with one of an account.

    Alone, without a password, the authenticator has to verify its user (finger, face, its own PIN).
    """
    known = _credentials(Passkey.objects.filter(account_id=account_id)) if account_id else None
    wanted = UserVerificationRequirement.PREFERRED if account_id else UserVerificationRequirement.REQUIRED
    options, state = site.server().authenticate_begin(known, user_verification=wanted)
    return dict(options), state


def use_passkey(
    site: Site, state: Any, response: Mapping[str, Any], *, at: datetime, account_id: UUID | None = None
) -> PasskeyRow:
    """Check what a passkey signed and count it on, of `account_id` alone if given; raises `CeremonyError`."""
    try:
        given = AuthenticationResponse.from_dict(response)
        row = Passkey.objects.select_for_update().get(credential_id=given.raw_id)
        site.server().authenticate_complete(state, [AttestedCredentialData(bytes(row.credential))], response)
    except (*_WRONG, Passkey.DoesNotExist) as error:
        raise CeremonyError(str(error)) from error
    if account_id not in (None, row.account_id) or not _is_handle_of(given, row):
        raise CeremonyError("another account's passkey")
    count = given.response.authenticator_data.counter
    if not counts_on(row.sign_count, count):
        raise CeremonyError("the counter went back", copied=True)
    row.sign_count, row.used_at = count, at
    row.save(update_fields=["sign_count", "used_at"])
    return PasskeyRow(row.id, row.account_id)


def rename_passkey(account_id: UUID, passkey_id: UUID, name: str) -> bool:
    """Name one of an account's passkeys."""
    return bool(Passkey.objects.filter(account_id=account_id, id=passkey_id).update(name=name))


def remove_passkey(account_id: UUID, passkey_id: UUID) -> bool:
    """Remove one of an account's passkeys."""
    return bool(Passkey.objects.filter(account_id=account_id, id=passkey_id).delete()[0])


def _is_handle_of(given: AuthenticationResponse, row: Passkey) -> bool:
    handle = given.response.user_handle
    return handle in (None, b"") or handle == row.account_id.bytes


def _credentials(rows: Iterable[Passkey]) -> list[AttestedCredentialData]:
    return [AttestedCredentialData(bytes(row.credential)) for row in rows]
