"""Names and passwords checked, accounts found and made. Identity context."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.hashers import check_password, is_password_usable, make_password

from humiao.access.accounts.models import Account
from humiao.access.accounts.values import AccountValue


def account_by_id(account_id: UUID) -> AccountValue | None:
    """Return an active account."""
    return _value(Account.objects.filter(id=account_id, is_active=True).first())


def check_credentials(username: str, password: str) -> AccountValue | None:
    """Return the account if the password is right; takes as long for a name that does not exist."""
    account = Account.objects.filter(username=username.strip(), is_active=True).first()
    if account is None or not is_password_usable(account.password):
        make_password(password)
        return None
    return _value(account) if check_password(password, account.password) else None


def account_of_name(username: str) -> AccountValue | None:
    """Return the active account of a user name, for saying in its trails that somebody tried."""
    return _value(Account.objects.filter(username=username.strip(), is_active=True).first())


@dataclass(frozen=True)
class NewAccount:
    """An account to be made."""

    username: str
    name: str
    counties: tuple[str, ...]


def make_accounts_of_one_password(wanted: Iterable[NewAccount], *, password: str) -> list[AccountValue]:
    """Make fresh accounts whose password is printed for everybody anyway, at the cost of hashing it once."""
    hashed = make_password(password)
    rows = [
        Account(username=w.username, name=w.name, password=hashed, counties=list(w.counties)) for w in wanted
    ]
    made = [_value(row) for row in Account.objects.bulk_create(rows)]
    return [value for value in made if value is not None]


def set_language(account_id: UUID, language: str) -> None:
    """Remember the language a person chose."""
    Account.objects.filter(id=account_id).update(language=language)


def _value(account: Account | None) -> AccountValue | None:
    if account is None:
        return None
    return AccountValue(account.id, account.username, account.name, tuple(account.counties), account.language)
