"""Recovery codes: ten, shown once, each used once; a new set makes the old one void. Identity context."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from humiao.access.accounts.models import RecoveryCode
from humiao.foundation.crypto import keyed_hash, keyed_hashes

HOW_MANY = 10
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that look alike on paper
_LONG = 10  # 49 bits


def make_codes(account_id: UUID, *, at: datetime) -> list[str]:
    """Draw ten new codes, void the old, and return them: they are never readable again."""
    codes = ["".join(secrets.choice(_LETTERS) for _ in range(_LONG)) for _ in range(HOW_MANY)]
    RecoveryCode.objects.filter(account_id=account_id).delete()
    RecoveryCode.objects.bulk_create(
        [RecoveryCode(account_id=account_id, code_hash=_hash(account_id, c), made_at=at) for c in codes]
    )
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def use_code(account_id: UUID, text: str, *, at: datetime) -> bool:
    """Use a code up; says whether it was one of this account's and unused."""
    waiting = RecoveryCode.objects.filter(account_id=account_id, used_at__isnull=True)
    return bool(waiting.filter(code_hash__in=_hashes(account_id, _read(text))).update(used_at=at))


def _read(text: str) -> str:
    """Read a code as people type it: small letters, blanks, hyphens."""
    return "".join(c for c in text.upper() if c in _LETTERS)


def _hash(account_id: UUID, code: str) -> bytes:
    return keyed_hash(f"{account_id}|{code}", "recovery-code")


def _hashes(account_id: UUID, code: str) -> list[bytes]:
    """Return what a code may be kept as: codes printed before a rotation of keys hold on."""
    return keyed_hashes(f"{account_id}|{code}", "recovery-code")
