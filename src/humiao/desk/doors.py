"""The public doors: language, home, health, and the pages of errors. Signing in is `access.signin`."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from humiao.access import public as access
from humiao.access.accounts.entering import ASKED_KEY
from humiao.access.accounts.public import account_of, set_language
from humiao.foundation import context
from humiao.foundation.keys.ring import ring


@require_POST
def change_language(request: HttpRequest) -> HttpResponse:
    """Remember the language in a cookie, and with the account of somebody signed in."""
    language = request.POST.get("language", "")
    answer = redirect(access.next_of(request) or "/")
    if language not in dict(settings.LANGUAGES):
        return answer
    account = account_of(request)
    if account is not None:
        with context.identity(writes=True):
            set_language(account.id, language)
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        samesite="Lax",
        secure=settings.HUMIAO_HTTPS,
    )
    return answer


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead to today in the person's first county, or to the sign-in page."""
    account = account_of(request)
    if account is None or not account.counties:
        return redirect("sign-in")
    if request.session.get(ASKED_KEY):
        return redirect("choose-factor")
    return redirect("today", county=account.counties[0])


@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """Say that the web process and its database answer, and that the keys are there."""
    from django.db import connection

    ring()
    with context.shared(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:  # noqa: ARG001 -- Django calls it so
    """Answer 404."""
    return access.not_found(request)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:  # noqa: ARG001
    """Answer 400."""
    return access.message(request, 400, _("The request is malformed."))


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without touching the database."""
    what = _(
        "Something went wrong on our side. Go back to the form: if it said that what is typed is kept, it is "
        "offered again; otherwise look whether it is still there before typing it anew."
    )
    return access.message(request, 500, what)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Answer a form whose proof of origin is missing or old."""
    what = _("The form was open for too long or came from elsewhere; nothing was written.")
    to_do = _("Go back, reload the page, send again.")
    return access.message(request, 403, what, title=_("Not sent"), to_do=to_do)
