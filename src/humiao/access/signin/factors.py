"""Setting second factors up and letting them go: authenticator app, passkeys, recovery codes."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import segno
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from humiao.access.accounts.demands import demand_on
from humiao.access.accounts.entering import ASKED_KEY, OWES_KEY, about, factor_set_up
from humiao.access.accounts.factors import factors_of
from humiao.access.accounts.journal import note
from humiao.access.accounts.passkeys import (
    CeremonyError,
    register,
    registration,
    remove_passkey,
    rename_passkey,
)
from humiao.access.accounts.recovery import make_codes
from humiao.access.accounts.rules import By, Kind, may_remove_factor
from humiao.access.accounts.throttle import throttle, turned_out_well
from humiao.access.accounts.totp import begin_totp, confirm_totp, remove_totp, set_up_address, waiting_secret
from humiao.access.requests import NotReached
from humiao.access.signin.doors import failed
from humiao.access.signin.forms import FirstCodeForm, PasskeyNameForm
from humiao.access.signin.pages import (
    OwnRequest,
    json_of,
    keep_challenge,
    origin_of,
    problem,
    site_of,
    take_challenge,
)
from humiao.foundation import context
from humiao.foundation.decisions import Decision, Refused

_NAMED = 60


def choose_factor(request: OwnRequest) -> HttpResponse:
    """Say why a second factor is asked for and which there are; while days are left it may wait."""
    due = request.session.get(ASKED_KEY)
    if request.method == "POST":
        with context.identity(writes=True):
            request.session.pop(ASKED_KEY, None)
        return redirect("home")
    shown = {
        "page": {"title": _("A second step at sign-in")},
        "owes": bool(request.session.get(OWES_KEY)),
        "due": date.fromisoformat(due) if due else None,
    }
    return render(request, "access/signin/choose.html", shown)


def set_up_totp(request: OwnRequest) -> HttpResponse:
    """Show the secret as QR code and in letters, and have a first code confirm it."""
    account, at = request.account, timezone.now()
    if request.method == "POST" and "code" not in request.POST:
        with context.identity(writes=True):
            begin_totp(account.id, at=at)
        return redirect("set-up-totp")
    with context.identity():
        secret = waiting_secret(account.id)
    if secret is None:
        return redirect("choose-factor")
    form = FirstCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _totp_confirmed(request, form):
        return _added(request, "totp")
    qr = segno.make(set_up_address(secret, account.username)).svg_inline(scale=5, border=4, light="#fff")
    shown = {
        "page": {"title": _("Set up an authenticator app")},
        "form": form,
        "qr": mark_safe(qr),  # noqa: S308 -- drawn by segno from our own address
        "secret_groups": [secret[n : n + 4] for n in range(0, len(secret), 4)],
        "secret": secret,
    }
    return render(request, "access/signin/totp.html", shown, status=400 if form.errors else 200)


def _totp_confirmed(request: OwnRequest, form: FirstCodeForm) -> bool:
    account, at = request.account, timezone.now()
    subjects = {By.ACCOUNT: str(account.id), By.ADDRESS: origin_of(request)}
    verdict = throttle(Kind.CODE, subjects, at=at)
    if not verdict:
        form.add_error("code", verdict.decision.reason)
        return False
    with context.identity(writes=True):
        is_right = confirm_totp(account.id, "".join(form.cleaned_data["code"].split()), at=at)
    if not is_right:
        failed(request, account, Kind.CODE, verdict, why="set-up")
        form.add_error("code", _("This code is not right. Is the telephone's clock right?"))
        return False
    turned_out_well(Kind.CODE, subjects, at=at)
    return True


def drop_totp(request: OwnRequest) -> HttpResponse:
    """Remove the authenticator app."""
    _may_remove(request)
    with context.identity(writes=True):
        is_done = remove_totp(request.account.id)
    if not is_done:
        raise NotReached
    note("factor-removed", request.account, {"kind": "totp", **about(request)})
    return redirect("show-account")


def passkey_options(request: OwnRequest) -> HttpResponse:
    """Return what the browser is asked to make."""
    with context.identity():
        options, state = registration(site_of(request), request.account)
    keep_challenge(request, "register", state, timezone.now().timestamp())
    return JsonResponse(options)


def add_passkey(request: OwnRequest) -> HttpResponse:
    """Keep a passkey the browser made."""
    at, account, given = timezone.now(), request.account, json_of(request)
    state = take_challenge(request, "register", at.timestamp())
    if state is None:
        return problem(_("This took too long. Please try again."))
    name = str(given.get("name", "")).strip()[:_NAMED] or _("Passkey")
    try:
        with context.identity(writes=True):
            register(site_of(request), account, state, given.get("response", {}), name=name, at=at)
    except CeremonyError:
        return problem(_("This passkey could not be kept. Please try again."))
    return JsonResponse({"to": _added(request, "passkey").headers["Location"]})


def change_passkey(request: OwnRequest, passkey: UUID) -> HttpResponse:
    """Name one of one's passkeys, or remove it."""
    account = request.account
    is_removal = request.POST.get("do") == "remove"
    if is_removal:
        _may_remove(request)
    form = PasskeyNameForm(request.POST)
    if not is_removal and not form.is_valid():
        raise Refused(Decision.no("no-name", _("Please give the passkey a name.")))
    with context.identity(writes=True):
        if is_removal:
            is_done = remove_passkey(account.id, passkey)
        else:
            is_done = rename_passkey(account.id, passkey, form.cleaned_data["name"])
    if not is_done:
        raise NotReached
    if is_removal:
        note("factor-removed", account, {"kind": "passkey", "passkey": str(passkey), **about(request)})
    return redirect("show-account")


def recovery_codes(request: OwnRequest) -> HttpResponse:
    """Make ten new codes and show them this once."""
    with context.identity():
        if not factors_of(request.account.id).second:
            raise NotReached
    note("recovery-codes-made", request.account, about(request))
    with context.identity(writes=True):
        codes = make_codes(request.account.id, at=timezone.now())
    shown = {"page": {"title": _("Recovery codes")}, "codes": codes, "account": request.account}
    return render(request, "access/signin/codes.html", shown)


def _added(request: OwnRequest, kind: str) -> HttpResponse:
    """Write the new factor to the trail and let a session go on that waited for it."""
    note("factor-added", request.account, {"kind": kind, **about(request)})
    factor_set_up(request)
    return redirect(f"{reverse('show-account')}?added={kind}")


def _may_remove(request: OwnRequest) -> None:
    demand = demand_on(request.account)
    with context.identity():
        others = factors_of(request.account.id).second - 1
    if not may_remove_factor(must=demand.must_have_factor, others=others):
        text = _("Your post needs a second factor. Set another one up first, then remove this one.")
        raise Refused(Decision.no("last-factor", text))
