"""Accounts for tests to sign in with."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password

from humiao.access.accounts.models import Account
from humiao.access.accounts.public import AccountValue


def make_account(*, username: str, name: str, password: str, counties: tuple[str, ...]) -> AccountValue:
    """Make an account, or bring an existing one of this name up to date."""
    account, _ = Account.objects.update_or_create(
        username=username,
        defaults={"name": name, "password": make_password(password), "counties": list(counties)},
    )
    return AccountValue(account.id, username, name, counties, account.language)
