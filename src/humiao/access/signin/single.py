"""Single sign-on, the pages: out to the provider and back, into the account it is bound to, or binding it.

No account is made this way. Somebody signed in binds it once; a second factor is asked as after a password.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from humiao.access.accounts.entering import about, enter
from humiao.access.accounts.factors import factors_of
from humiao.access.accounts.journal import note
from humiao.access.accounts.subjects import account_of_subject, bind_subject, bound_since, unbind_subject
from humiao.access.accounts.values import AccountValue, Means
from humiao.access.accounts.visitors import account_of
from humiao.access.answers import message
from humiao.access.links import next_of, safe_next
from humiao.access.requests import NotReached
from humiao.access.signin.pages import OwnRequest, first_page, site_of
from humiao.access.signin.providers import NotProvedError, Provider, provider, providers
from humiao.access.signin.waiting import wait_for_second
from humiao.foundation import context
from humiao.foundation.decisions import Refused

_WAITING = "single-sign-on"
_FOR_SECONDS = 600


def offered_providers() -> list[dict[str, str]]:
    """Return the providers for the page of the door."""
    return [{"label": p.label, "url": reverse("sign-on", args=[p.name])} for p in providers()]


def own_providers(account: AccountValue) -> list[dict[str, Any]]:
    """Return the providers for one's own account; runs in the identity context."""
    since = bound_since(account.id)
    return [
        {
            "label": p.label,
            "since": since.get(p.issuer),
            "bind_url": reverse("bind-sign-on", args=[p.name]),
            "unbind_url": reverse("unbind-sign-on", args=[p.name]),
        }
        for p in providers()
    ]


def sign_on(request: HttpRequest, name: str) -> HttpResponse:
    """Send a stranger to the provider."""
    return _out(request, name, purpose="enter", to=next_of(request))


def bind_sign_on(request: OwnRequest, name: str) -> HttpResponse:
    """Send somebody signed in to the provider, to bind who they are there."""
    return _out(request, name, purpose=str(request.account.id), to="")


def _out(request: HttpRequest, name: str, *, purpose: str, to: str) -> HttpResponse:
    try:
        chosen = provider(name)
    except Refused:
        return message(request, 404, _("There is no such page here, or it is not within your reach."))
    url, kept = chosen.begin(_back_url(request, name))
    until = timezone.now().timestamp() + _FOR_SECONDS
    request.session[_WAITING] = {"name": name, "purpose": purpose, "next": to, "until": until, **kept}
    return redirect(url)


def come_back(request: HttpRequest, name: str) -> HttpResponse:
    """Take what the provider says; what was kept in the session is used once, for the same provider."""
    kept = request.session.pop(_WAITING, None)
    if not kept or kept["name"] != name or timezone.now().timestamp() > kept["until"]:
        return _not_proved(request, None)
    chosen = provider(name)
    try:
        subject = chosen.subject(_back_url(request, name), kept, request.GET.dict())
    except NotProvedError:
        return _not_proved(request, chosen)
    if kept["purpose"] == "enter":
        return _entered(request, chosen, subject, kept["next"])
    return _bound(request, chosen, subject, kept["purpose"])


def _entered(request: HttpRequest, chosen: Provider, subject: str, to: str) -> HttpResponse:
    with context.identity():
        account = account_of_subject(chosen.issuer, subject)
        has_second = account is not None and factors_of(account.id).second
    if account is None:
        text = _("Nobody here is bound to you there yet. Sign in by password once and bind it in My account.")
        return message(request, 403, text)
    wanted = safe_next(request, to)
    if has_second:
        wait_for_second(request, account, wanted)
        return redirect("second-factor")
    enter(request, account, means=Means.SINGLE_SIGN_ON)
    return redirect(first_page(request, wanted))


def _bound(request: HttpRequest, chosen: Provider, subject: str, purpose: str) -> HttpResponse:
    account = account_of(request)
    if account is None or str(account.id) != purpose:
        return _not_proved(request, chosen)
    with context.identity(writes=True):
        is_done = bind_subject(account.id, chosen.issuer, subject, at=timezone.now())
    if not is_done:
        return message(request, 403, _("Who you are there is bound to another account, or yours to another."))
    note("single-sign-on-bound", account, {"provider": chosen.name, **about(request)})
    return redirect("show-account")


def unbind_sign_on(request: OwnRequest, name: str) -> HttpResponse:
    """Undo a binding."""
    with context.identity(writes=True):
        is_done = unbind_subject(request.account.id, provider(name).issuer)
    if not is_done:
        raise NotReached
    note("single-sign-on-unbound", request.account, {"provider": name, **about(request)})
    return redirect("show-account")


def _not_proved(request: HttpRequest, chosen: Provider | None) -> HttpResponse:
    told = {"kind": "single-sign-on", "provider": chosen.name if chosen else "", **about(request)}
    note("sign-in-failed", None, told)
    return message(
        request, 403, _("The single sign-on did not come about. Please start again from the sign-in page.")
    )


def _back_url(request: HttpRequest, name: str) -> str:
    return site_of(request).origin + reverse("sign-on-back", args=[name])
