"""Who an account is to a single sign-on: bound once by the person signed in. Identity context."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from humiao.access.accounts.credentials import account_by_id
from humiao.access.accounts.models import Subject
from humiao.access.accounts.values import AccountValue


def account_of_subject(issuer: str, subject: str) -> AccountValue | None:
    """Return the active account a subject is bound to; none is ever made."""
    row = Subject.objects.filter(issuer=issuer, subject=subject).first()
    return account_by_id(row.account_id) if row else None


def bind_subject(account_id: UUID, issuer: str, subject: str, *, at: datetime) -> bool:
    """Bind a subject; says no where it is another account's, or this account has another of the issuer."""
    row, _made = Subject.objects.get_or_create(
        issuer=issuer, subject=subject, defaults={"account_id": account_id, "bound_at": at}
    ) if not _has_other(account_id, issuer, subject) else (None, False)  # fmt: skip
    return row is not None and row.account_id == account_id


def unbind_subject(account_id: UUID, issuer: str) -> bool:
    """Undo a binding."""
    return bool(Subject.objects.filter(account_id=account_id, issuer=issuer).delete()[0])


def bound_since(account_id: UUID) -> dict[str, datetime]:
    """Return since when an account is bound, by issuer."""
    return dict(Subject.objects.filter(account_id=account_id).values_list("issuer", "bound_at"))


def _has_other(account_id: UUID, issuer: str, subject: str) -> bool:
    return Subject.objects.filter(account_id=account_id, issuer=issuer).exclude(subject=subject).exists()
