"""What the rest of the code sees of accounts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


@dataclass(frozen=True)
class AccountValue:
    """An account as the rest of the code sees it."""

    id: UUID
    username: str
    name: str
    counties: tuple[str, ...]
    language: str


class Means(StrEnum):
    """How somebody proved who they are when a session began."""

    PASSWORD = "password"  # noqa: S105 -- a word for a trail row
    PASSWORD_AND_CODE = "password-and-code"  # noqa: S105
    PASSWORD_AND_PASSKEY = "password-and-passkey"  # noqa: S105
    PASSWORD_AND_RECOVERY = "password-and-recovery"  # noqa: S105
    PASSKEY = "passkey"
    PIN = "pin"
    INVITATION = "invitation"
    SINGLE_SIGN_ON = "single-sign-on"
