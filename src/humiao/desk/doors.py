"""The public doors: language, home, health, and the pages of errors. Signing in is `access.signin`."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from humiao.access.accounts.entering import ASKED_KEY
from humiao.access.accounts.public import AccountValue, set_language
from humiao.foundation import context


@require_POST
def change_language(request: HttpRequest) -> HttpResponse:
    """Remember the language in a cookie, and with the account of somebody signed in."""
    language = request.POST.get("language", "")
    answer = redirect(_next(request) or "/")
    if language not in dict(settings.LANGUAGES):
        return answer
    account: AccountValue | None = getattr(request, "account", None)
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
    account: AccountValue | None = getattr(request, "account", None)
    if account is None or not account.counties:
        return redirect("sign-in")
    if request.session.get(ASKED_KEY):
        return redirect("choose-factor")
    return redirect("today", county=account.counties[0])


@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """Say that the web process and its database answer."""
    from django.db import connection

    with context.shared(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def message(
    request: HttpRequest, *, status: int, title: str, what: str, to_do: str = "", clause: str = ""
) -> HttpResponse:
    """Render the page that says what went wrong and what to do."""
    shown = {"code": status, "title": title, "what": what, "to_do": to_do, "clause": clause, "back_url": "/"}
    return render(request, "desk/message.html", {"message": shown}, status=status)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:  # noqa: ARG001 -- Django calls it so
    """Answer 404."""
    what = _("There is no such page here, or it is not within your reach.")
    return message(request, status=404, title=_("Not found"), what=what)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:  # noqa: ARG001
    """Answer 400."""
    return message(request, status=400, title=_("This can't be read"), what=_("The request is malformed."))


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without touching the database."""
    what = _("Something went wrong on our side. What you typed was kept in this browser.")
    return message(request, status=500, title=_("Error"), what=what)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Answer a form whose proof of origin is missing or old."""
    what = _("The form was open for too long or came from elsewhere; nothing was written.")
    return message(
        request, status=403, title=_("Not sent"), what=what, to_do=_("Go back, reload the page, send again.")
    )


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if safe else ""
