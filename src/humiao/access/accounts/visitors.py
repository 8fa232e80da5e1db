"""Who is signed in, as `IdentityMiddleware` and `enter` say it of a request and everybody asks."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from humiao.access.accounts.values import AccountValue


class _Visit(HttpRequest):
    account: AccountValue | None


def account_of(request: HttpRequest) -> AccountValue | None:
    """Return who is signed in, or None for a stranger and where no middleware has run."""
    return getattr(request, "account", None)


def set_account(request: HttpRequest, account: AccountValue | None) -> None:
    """Say who is signed in from here on."""
    cast(_Visit, request).account = account
