"""My account: what one signs in with and where one is signed in."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from humiao.access.accounts.administering import end_session, end_sessions_of, sessions_of
from humiao.access.accounts.agents import words_of
from humiao.access.accounts.credentials import check_credentials
from humiao.access.accounts.demands import demand_on
from humiao.access.accounts.devices import (
    BOUND_FOR,
    bind_device,
    device_of_token,
    devices_of,
    may_be_pin,
    unbind_device,
    unbind_devices,
)
from humiao.access.accounts.entering import about, agent_of
from humiao.access.accounts.factors import factors_of
from humiao.access.accounts.journal import note
from humiao.access.accounts.passwords import password_problems, set_password
from humiao.access.accounts.rules import By, Kind
from humiao.access.accounts.session_store import lifetimes
from humiao.access.accounts.throttle import throttle, turned_out_well
from humiao.access.requests import NotReached
from humiao.access.signin.doors import failed
from humiao.access.signin.forms import NewPasswordForm, NewPinForm
from humiao.access.signin.pages import OwnRequest, origin_of
from humiao.access.signin.presenters import session_rows
from humiao.access.signin.single import own_providers
from humiao.foundation import context


def show_account(request: OwnRequest) -> HttpResponse:
    """Show factors, devices and sessions."""
    at, account = timezone.now(), request.account
    demand = demand_on(account)
    with context.identity():
        factors = factors_of(account.id)
        devices = devices_of(account.id, at=at)
        sessions = sessions_of(account.id, at=at, this_key=str(request.session.session_key))
        bound = own_providers(account)
        here = device_of_token(request.COOKIES.get(settings.HUMIAO_DEVICE_COOKIE, ""), at=at)
    shown = {
        "page": {"title": _("My account")},
        "account": account,
        "factors": factors,
        "demand": demand,
        "is_demo": settings.HUMIAO_DEMO,
        "devices": [{"is_here": d.id == here, "words": words_of(d.agent), **vars(d)} for d in devices],
        "is_bound_here": any(d.id == here for d in devices),
        "sessions": session_rows(sessions),
        "providers": bound,
        "idle_minutes": int(lifetimes().idle.total_seconds() // 60),
        "whole_hours": int(lifetimes().whole.total_seconds() // 3600),
    }
    return render(request, "access/signin/account.html", shown)


def change_password(request: OwnRequest) -> HttpResponse:
    """Ask the old password and take a new one; other sessions and bound devices end with the old one."""
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        status = _password_taken(request, form)
        if status == 0:
            return redirect("show-account")
    else:
        status = 400 if form.errors else 200
    shown = {"page": {"title": _("Change the password")}, "form": form}
    return render(request, "access/signin/password.html", shown, status=status)


def _password_taken(request: OwnRequest, form: NewPasswordForm) -> int:
    """Set the new password; returns the status of the page to show again, 0 where it was taken."""
    account, at, given = request.account, timezone.now(), dict(form.cleaned_data)
    for reason in password_problems(given["new"], account):
        form.add_error("new", reason)
    if given["new"] != given["again"]:
        form.add_error("again", _("The two are not the same."))
    if form.errors:
        return 400
    subjects = {By.ACCOUNT: account.username, By.ADDRESS: origin_of(request)}
    verdict = throttle(Kind.PASSWORD, subjects, at=at)
    if not verdict:
        form.add_error("old", verdict.decision.reason)
        return 429
    with context.identity():
        is_right = check_credentials(account.username, given["old"]) is not None
    if not is_right:
        failed(request, account, Kind.PASSWORD, verdict, why="change-password")
        form.add_error("old", _("This is not your password now."))
        return 400
    turned_out_well(Kind.PASSWORD, subjects, at=at)
    note("password-changed", account, about(request))
    with context.identity(writes=True):
        set_password(account.id, given["new"])
        end_sessions_of(account.id, but_key=str(request.session.session_key))
        unbind_devices(account.id, at=at)
        request.session.cycle_key()
    return 0


def end_sessions(request: OwnRequest) -> HttpResponse:
    """End one session of one's own, or all but this."""
    which, account = request.POST.get("session", ""), request.account
    with context.identity(writes=True):
        if which == "others":
            ended = end_sessions_of(account.id, but_key=str(request.session.session_key))
        else:
            ended = int(end_session(account.id, _id_of(which)))
    if not ended and which != "others":
        raise NotReached
    note("sessions-ended", account, {"how_many": ended, **about(request)})
    return redirect("show-account")


def bind_here(request: OwnRequest) -> HttpResponse:
    """Bind this device with a PIN, where the account's posts let it."""
    if not demand_on(request.account).may_use_pin:
        raise NotReached
    form = NewPinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        pin = form.cleaned_data["pin"]
        fits = may_be_pin(pin)
        if not fits:
            form.add_error("pin", fits.reason)
        if pin != form.cleaned_data["again"]:
            form.add_error("again", _("The two are not the same."))
        if not form.errors:
            return _bound(request, pin)
    shown = {"page": {"title": _("A PIN for this device")}, "form": form}
    return render(request, "access/signin/bind.html", shown, status=400 if form.errors else 200)


def _bound(request: OwnRequest, pin: str) -> HttpResponse:
    at = timezone.now()
    note("device-bound", request.account, about(request))
    with context.identity(writes=True):
        before = device_of_token(request.COOKIES.get(settings.HUMIAO_DEVICE_COOKIE, ""), at=at)
        if before:
            unbind_device(request.account.id, before, at=at)
        _device, token = bind_device(request.account.id, pin, agent=agent_of(request), at=at)
    response = redirect("show-account")
    response.set_cookie(
        settings.HUMIAO_DEVICE_COOKIE,
        token,
        max_age=int(BOUND_FOR.total_seconds()),
        path="/",
        httponly=True,
        secure=settings.HUMIAO_HTTPS,
        samesite="Lax",
    )
    return response


def unbind(request: OwnRequest, device: UUID) -> HttpResponse:
    """Unbind a device of one's own."""
    with context.identity(writes=True):
        is_done = unbind_device(request.account.id, device, at=timezone.now())
    if not is_done:
        raise NotReached
    note("device-unbound", request.account, {"why": "by-its-owner", "device": str(device), **about(request)})
    return redirect("show-account")


def _id_of(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotReached from None
