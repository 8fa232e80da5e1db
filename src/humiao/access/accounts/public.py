"""Sign-in and accounts; every function here runs in the identity context."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password

from humiao.access.accounts.models import Account

__all__ = ["AccountValue", "account_by_id", "check_credentials", "make_account", "set_language"]


@dataclass(frozen=True)
class AccountValue:
    """An account as the rest of the code sees it."""

    id: UUID
    username: str
    name: str
    counties: tuple[str, ...]
    language: str


def account_by_id(account_id: UUID) -> AccountValue | None:
    """Return an active account."""
    return _value(Account.objects.filter(id=account_id, is_active=True).first())


def check_credentials(username: str, password: str) -> AccountValue | None:
    """Return the account if the password is right; takes as long for a name that does not exist."""
    account = Account.objects.filter(username=username.strip(), is_active=True).first()
    if account is None:
        make_password(password)
        return None
    return _value(account) if check_password(password, account.password) else None


def make_account(*, username: str, name: str, password: str, counties: tuple[str, ...]) -> AccountValue:
    """Make an account, or bring an existing one of this name up to date."""
    account, _ = Account.objects.update_or_create(
        username=username,
        defaults={"name": name, "password": make_password(password), "counties": list(counties)},
    )
    made = _value(account)
    assert made is not None  # noqa: S101 -- for the type checker
    return made


def set_language(account_id: UUID, language: str) -> None:
    """Remember the language a person chose."""
    Account.objects.filter(id=account_id).update(language=language)


def _value(account: Account | None) -> AccountValue | None:
    if account is None:
        return None
    return AccountValue(account.id, account.username, account.name, tuple(account.counties), account.language)
