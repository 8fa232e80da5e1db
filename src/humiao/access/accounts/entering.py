"""Starting and ending a session."""

from __future__ import annotations

from django.http import HttpRequest

from humiao.access.accounts.values import AccountValue, Means
from humiao.foundation import context

ACCOUNT_KEY = "account"


def enter(request: HttpRequest, account: AccountValue, *, means: Means) -> None:
    """Start a session of an account under a new key; opens its own identity transaction."""
    with context.identity(writes=True):
        request.session.flush()
        request.session[ACCOUNT_KEY] = str(account.id)
        request.session["means"] = means.value
    request.account = account  # type: ignore[attr-defined]
