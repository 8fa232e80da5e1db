"""Who is at the door: session, account and language, each read in its own short identity transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils import timezone, translation
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _

from humiao.access.accounts.credentials import account_by_id
from humiao.access.accounts.entering import OWES_KEY, LockedOutError
from humiao.access.accounts.models import Session
from humiao.access.accounts.session_store import ACCOUNT_KEY
from humiao.access.accounts.visitors import account_of, set_account
from humiao.access.answers import message
from humiao.foundation import context

__all__ = ["ACCOUNT_KEY", "IdentityMiddleware", "LanguageMiddleware", "OwedFactorMiddleware"]
_SEEN_EVERY = timedelta(minutes=1)
# What somebody who owes a second factor may still open.
_WHILE_OWING = {
    "choose-factor",
    "set-up-totp",
    "passkey-options",
    "add-passkey",
    "confirm-it-is-me",
    "confirm-options",
    "confirm-by-passkey",
    "sign-out",
    "set-language",
    "health",
    "report-violation",
}


class IdentityMiddleware(SessionMiddleware):
    """Load the session and its account before the view, and save the session after it."""

    def process_request(self, request: HttpRequest) -> None:
        """Set `request.session` and `request.account` (None for a stranger)."""
        super().process_request(request)
        set_account(request, None)
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return
        with context.identity():
            account_id = request.session.get(ACCOUNT_KEY)
            if account_id:
                set_account(request, account_by_id(UUID(account_id)))
        _note_seen(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """Tell somebody who was locked out while signing in; that they tried is in the trail."""
        if not isinstance(problem, LockedOutError):
            return None
        return message(request, 403, _("This account was locked just now. Ask your administrator."))

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        """Save a changed session under the login role."""
        if not request.session.accessed and not request.session.modified:
            return response
        if not request.session.modified:
            return super().process_response(request, response)
        with context.identity(writes=True):
            return super().process_response(request, response)


def _note_seen(request: HttpRequest) -> None:
    """Note a sign of life, once a minute at most."""
    row, now = getattr(request.session, "row", None), timezone.now()
    if row is None or now - row.seen_at < _SEEN_EVERY:
        return
    with context.identity(writes=True):
        Session.objects.filter(session_key=row.session_key).update(seen_at=now)


class OwedFactorMiddleware(MiddlewareMixin):
    """Lead somebody who owes a second factor to setting one up, whatever they ask for."""

    get_response: Callable[[HttpRequest], HttpResponse]

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        """Redirect to the choice of a factor, but for what is needed to set one up."""
        if account_of(request) is None or not request.session.get(OWES_KEY):
            return None
        try:
            name = resolve(request.path_info).url_name
        except Resolver404:
            return None
        return None if name in _WHILE_OWING else redirect("choose-factor")


class LanguageMiddleware(MiddlewareMixin):
    """Chinese first: the language is the person's own choice, never the browser's."""

    get_response: Callable[[HttpRequest], HttpResponse]

    def process_request(self, request: HttpRequest) -> None:
        """Activate the language of the cookie, else of the account, else Chinese."""
        account = account_of(request)
        wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) or (account.language if account else "")
        known = dict(settings.LANGUAGES)
        translation.activate(wanted if wanted in known else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, _request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Say which language the page is in."""
        response.headers.setdefault("Content-Language", translation.get_language() or "zh-hans")
        return response
