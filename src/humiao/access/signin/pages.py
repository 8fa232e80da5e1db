"""Pages of one's own account: for whoever is signed in, in no county, about oneself only."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, reverse

from humiao.access.accounts.entering import ASKED_KEY
from humiao.access.accounts.passkeys import CHALLENGE_FOR, Site
from humiao.access.accounts.values import AccountValue
from humiao.access.accounts.visitors import account_of
from humiao.access.answers import is_fresh, message, not_found, not_that_way, to_prove, to_sign_in
from humiao.access.requests import NotReached
from humiao.access.routes import PublicDeclaration
from humiao.foundation.client_address import counted_origin
from humiao.foundation.decisions import Refused

View = Callable[..., HttpResponse]
_MOST_JSON = 20_000


class OwnRequest(HttpRequest):
    """A request of somebody signed in."""

    account: AccountValue


def own(
    pattern: str, view: View, *, name: str, methods: tuple[str, ...] = ("GET",), fresh: bool = False
) -> URLPattern:
    """Declare a page of one's own account; a `fresh` one asks to prove anew who one is."""
    allowed = PublicDeclaration(methods).allowed

    @wraps(view)
    def run(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.method not in allowed:
            return not_that_way(request, allowed)
        if account_of(request) is None:
            return to_sign_in(request)
        if fresh and not is_fresh(request):
            return to_prove(request)
        return _kept_nowhere(_answered(cast(OwnRequest, request), view, kwargs))

    return path(pattern, run, name=name)


def door(pattern: str, view: View, *, name: str, methods: tuple[str, ...] = ("GET",)) -> URLPattern:
    """Declare a page of the door, for whoever stands before it."""
    allowed = PublicDeclaration(methods).allowed

    @wraps(view)
    def run(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.method not in allowed:
            return not_that_way(request, allowed)
        return _kept_nowhere(view(request, **kwargs))

    return path(pattern, run, name=name)


def _answered(request: OwnRequest, view: View, kwargs: dict[str, Any]) -> HttpResponse:
    try:
        return view(request, **kwargs)
    except (NotReached, ObjectDoesNotExist):
        return not_found(request)
    except Refused as refused:
        return message(request, 403, refused.decision.reason, refused.decision.clause)


def _kept_nowhere(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    return response


def site_of(request: HttpRequest) -> Site:
    """Return the site a passkey is of: the host the browser asked, checked against `HUMIAO_HOSTS`."""
    host = request.get_host()
    scheme = "https" if settings.HUMIAO_HTTPS else request.scheme
    return Site(f"{scheme}://{host}", host.rpartition(":")[0] if ":" in host else host)


def json_of(request: HttpRequest) -> Mapping[str, Any]:
    """Return the JSON object that was sent; empty where it is none."""
    try:
        found = json.loads(request.body[:_MOST_JSON])
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def keep_challenge(request: HttpRequest, name: str, state: dict[str, Any], at: float) -> None:
    """Keep a ceremony's challenge in the session, under what it is for."""
    request.session[f"challenge-{name}"] = {"state": state, "until": at + CHALLENGE_FOR.total_seconds()}


def take_challenge(request: HttpRequest, name: str, at: float) -> dict[str, Any] | None:
    """Take the challenge out of the session, so that it is used once; None where it is missing or too old."""
    kept = request.session.pop(f"challenge-{name}", None)
    if not kept or at > kept["until"]:
        return None
    state: dict[str, Any] = kept["state"]
    return state


def problem(text: str, status: int = 400) -> JsonResponse:
    """Tell the script of passkeys what went wrong."""
    return JsonResponse({"problem": text}, status=status)


def origin_of(request: HttpRequest) -> str:
    """Return the address failures are counted by."""
    return counted_origin(request)


def first_page(request: HttpRequest, wanted: str) -> str:
    """Return where somebody who just entered goes: to the second factor where it is asked, else on."""
    if request.session.get(ASKED_KEY):
        return reverse("choose-factor")
    return wanted or reverse("home")
