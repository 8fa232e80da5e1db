"""Between the first step and the second: whose first was right, for some minutes, in a stranger's session."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from humiao.access.accounts.credentials import account_by_id
from humiao.access.accounts.values import AccountValue
from humiao.foundation import context

_PENDING = "pending"
WAITS_FOR = timedelta(minutes=10)


def wait_for_second(request: HttpRequest, account: AccountValue, wanted: str) -> None:
    """Begin a fresh session that knows only who has to prove more, and where they want to go."""
    until = timezone.now() + WAITS_FOR
    with context.identity(writes=True):
        request.session.flush()
        request.session[_PENDING] = {
            "account": str(account.id),
            "until": until.timestamp(),
            "next": wanted,
        }


def who_waits(request: HttpRequest) -> AccountValue | None:
    """Return whose second step is waited for."""
    waiting = request.session.get(_PENDING)
    if not waiting or timezone.now().timestamp() > waiting["until"]:
        return None
    with context.identity():
        return account_by_id(UUID(waiting["account"]))


def wanted_by(request: HttpRequest) -> str:
    """Return where whoever waits wants to go."""
    return str(request.session[_PENDING]["next"])
