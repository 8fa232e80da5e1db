"""What people are answered instead of a page: to sign in first, to prove again who they are, or why not."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from humiao.access.accounts.rules import is_proved

READING = frozenset({"GET", "HEAD"})


def not_that_way(request: HttpRequest, allowed: Sequence[str]) -> HttpResponse:
    """Answer a method the page doesn't know."""
    response = message(request, 405, _("This page can't be used that way."))
    response.headers["Allow"] = ", ".join(allowed)
    return response


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send a stranger to sign in, and back afterwards where that is a page."""
    back = {"next": request.get_full_path()} if request.method in READING else {}
    return redirect(f"{reverse('sign-in')}?{urlencode(back)}" if back else reverse("sign-in"))


def is_fresh(request: HttpRequest) -> bool:
    """Say whether the person proved recently who they are; a form opened just in time can still be sent."""
    row = getattr(request.session, "row", None)
    proved_at = row.proved_at if row else None
    return is_proved(proved_at, timezone.now(), writes=request.method not in READING)


def to_prove(request: HttpRequest) -> HttpResponse:
    """Ask the person to prove again who they are, and lead back to the page afterwards."""
    return redirect(f"{reverse('confirm-it-is-me')}?{urlencode({'next': request.get_full_path()})}")


def not_found(request: HttpRequest) -> HttpResponse:
    """Answer what isn't there, or isn't within reach, alike."""
    return message(request, 404, _("There is no such page here, or it is not within your reach."))


def message(
    request: HttpRequest, status: int, reason: str, clause: str = "", *, title: str = "", to_do: str = ""
) -> HttpResponse:
    """Say what went wrong and why, and what to do; the title is the status' own unless another is given."""
    titles = {
        400: _("This can't be read"),
        403: _("Not allowed"),
        404: _("Not found"),
        405: _("Not this way"),
        409: _("Changed meanwhile"),
        429: _("Too many tries"),
        500: _("Error"),
    }
    shown = {
        "code": status,
        "title": title or titles[status],
        "what": reason,
        "to_do": to_do,
        "clause": clause,
        "back_url": "/",
    }
    return render(request, "desk/message.html", {"message": shown}, status=status)
