"""Starting and ending a session, and proving anew in one who one is. Each opens its own transactions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast

from django.http import HttpRequest
from django.middleware.csrf import rotate_token
from django.utils import timezone

from humiao.access.accounts.administering import may_enter
from humiao.access.accounts.agents import KEPT
from humiao.access.accounts.demands import standing_of
from humiao.access.accounts.journal import note
from humiao.access.accounts.models import Account, Session
from humiao.access.accounts.rules import Standing
from humiao.access.accounts.session_store import ACCOUNT_KEY, SessionStore, hash_of
from humiao.access.accounts.throttle import forget_old_tries
from humiao.access.accounts.values import AccountValue, Means
from humiao.access.accounts.visitors import account_of, set_account
from humiao.foundation import context
from humiao.foundation.client_address import client_address

# In a session: set up a second factor before anything else; or by this day, and asked once.
OWES_KEY, ASKED_KEY = "owes-factor", "factor-due"


class LockedOutError(Exception):
    """An account was locked out while its owner was signing in; `access.middleware` answers it."""


def enter(request: HttpRequest, account: AccountValue, *, means: Means) -> None:
    """Start a session of an account under a new key, once its trails say so.

    Nothing of the session before is carried over. Somebody who must have a second factor and has none is led
    to set one up: asked while there are days left, then before anything else. Raises `LockedOutError`.
    """
    stands, due_on = standing_of(account, today=timezone.localdate())
    note("sign-in", account, {"means": means.value, **about(request)})
    try:
        _start(request, account, means, stands, due_on)
    except LockedOutError:
        note("sign-in-failed", account, {"means": means.value, "why": "locked-out", **about(request)})
        raise
    rotate_token(request)
    set_account(request, account)


def _start(
    request: HttpRequest, account: AccountValue, means: Means, stands: Standing, due_on: date | None
) -> None:
    now = timezone.now()
    with context.identity(writes=True):
        if not may_enter(account.id, at=now):
            raise LockedOutError
        store = _store(request)
        store.flush()
        store[ACCOUNT_KEY] = str(account.id)
        if stands is Standing.OWED:
            store[OWES_KEY] = True
        elif stands is Standing.ASKED and due_on:
            store[ASKED_KEY] = due_on.isoformat()
        store.made_with = {
            "means": means.value,
            "address": client_address(request)[:64],
            "agent": agent_of(request),
            "proved_at": None if means is Means.PIN else now,
        }
        store.create()
        _sweep(now)
        Account.objects.filter(id=account.id).update(last_login=now)


def _sweep(at: datetime) -> None:
    """Remove what is long over: sessions past their end, tries nobody repeated."""
    Session.objects.filter(expire_date__lt=at).delete()
    forget_old_tries(at=at)


def prove(request: HttpRequest, account: AccountValue, *, means: Means) -> None:
    """Note that the person proved anew who they are; the session goes on under a new key."""
    note("proved-again", account, {"means": means.value, **about(request)})
    with context.identity(writes=True):
        store = _store(request)
        Session.objects.filter(session_key=hash_of(str(store.session_key))).update(proved_at=timezone.now())
        store.cycle_key()


def factor_set_up(request: HttpRequest) -> None:
    """Let a session go on that owed a second factor; under a new key, as it may do more now."""
    with context.identity(writes=True):
        store = _store(request)
        store.pop(OWES_KEY, None)
        store.pop(ASKED_KEY, None)
        store.cycle_key()


def leave(request: HttpRequest) -> None:
    """End this session."""
    account = account_of(request)
    if account is not None:
        note("sign-out", account, about(request))
    with context.identity(writes=True):
        request.session.flush()


def about(request: HttpRequest) -> dict[str, Any]:
    """Return what a trail row says of where a request came from."""
    return {"address": client_address(request)[:64], "agent": agent_of(request)[:120]}


def agent_of(request: HttpRequest) -> str:
    """Return what the browser says of itself."""
    return str(request.META.get("HTTP_USER_AGENT", ""))[:KEPT]


def _store(request: HttpRequest) -> SessionStore:
    return cast(SessionStore, request.session)
