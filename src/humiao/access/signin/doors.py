"""The door: name and password, then a second factor; a passkey alone; a PIN on a bound device; out again."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from humiao.access.accounts.credentials import account_by_id, account_of_name, check_credentials
from humiao.access.accounts.devices import bound_account, try_pin
from humiao.access.accounts.entering import about, enter, leave
from humiao.access.accounts.factors import Factors, factors_of
from humiao.access.accounts.journal import note
from humiao.access.accounts.passkeys import CeremonyError, sign_in_with, use_passkey
from humiao.access.accounts.rules import By, Kind
from humiao.access.accounts.throttle import Verdict, throttle, turned_out_well
from humiao.access.accounts.values import AccountValue, Means
from humiao.access.links import next_of, safe_next
from humiao.access.signin.checking import check_code
from humiao.access.signin.demo_accounts import demo_accounts
from humiao.access.signin.forms import CodeForm, PinForm, SignInForm
from humiao.access.signin.pages import (
    first_page,
    json_of,
    keep_challenge,
    origin_of,
    problem,
    site_of,
    take_challenge,
)
from humiao.access.signin.single import offered_providers
from humiao.access.signin.waiting import wait_for_second, wanted_by, who_waits
from humiao.foundation import context


def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; a wrong pair is told without saying which half was wrong."""
    if request.method != "POST":
        holder = _holder(request)
        if holder is not None and "password" not in request.GET:
            return _pin_page(request, PinForm(), holder)
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _tried(request, form)
    return _sign_in_page(request, form, 400 if form.errors else 200)


def _tried(request: HttpRequest, form: SignInForm) -> HttpResponse:
    at, given = timezone.now(), form.cleaned_data
    subjects = {By.ACCOUNT: given["username"].strip(), By.ADDRESS: origin_of(request)}
    verdict = throttle(Kind.PASSWORD, subjects, at=at)
    if not verdict:
        form.add_error(None, verdict.decision.reason)
        return _sign_in_page(request, form, 429)
    with context.identity():
        account = check_credentials(given["username"], given["password"])
        factors = factors_of(account.id) if account else None
        named = account or account_of_name(given["username"])
    if account is None or factors is None:
        failed(request, named, Kind.PASSWORD, verdict)
        form.add_error(None, _("User name or password is not right. Check both and try again."))
        return _sign_in_page(request, form, 400)
    turned_out_well(Kind.PASSWORD, subjects, at=at)
    if not factors.second:
        enter(request, account, means=Means.PASSWORD)
        return redirect(first_page(request, next_of(request)))
    wait_for_second(request, account, next_of(request))
    return redirect("second-factor")


def failed(
    request: HttpRequest, account: AccountValue | None, kind: Kind, verdict: Verdict, why: str = ""
) -> None:
    """Write a failure to the trails, and that a wait begins with it."""
    note("sign-in-failed", account, {"kind": kind.value, "why": why, **about(request)})
    if verdict.locks_for:
        told = {"kind": kind.value, "minutes": verdict.locks_for, **about(request)}
        note("tries-locked", account, told)


def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for a code or a passkey, after the right password."""
    account = who_waits(request)
    if account is None:
        return redirect("sign-in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _second_tried(request, account, form)
    return _second_page(request, account, form, 400 if form.errors else 200)


def _second_tried(request: HttpRequest, account: AccountValue, form: CodeForm) -> HttpResponse:
    at = timezone.now()
    subjects = {By.ACCOUNT: str(account.id), By.ADDRESS: origin_of(request)}
    verdict = throttle(Kind.CODE, subjects, at=at)
    if not verdict:
        form.add_error(None, verdict.decision.reason)
        return _second_page(request, account, form, 429)
    with context.identity(writes=True):
        means = check_code(account.id, form.cleaned_data["code"], at=at)
    if means is None:
        failed(request, account, Kind.CODE, verdict)
        form.add_error(None, _("This code is not right, or was used already. Take the next one."))
        return _second_page(request, account, form, 400)
    turned_out_well(Kind.CODE, subjects, at=at)
    return redirect(_entered(request, account, means))


def second_options(request: HttpRequest) -> HttpResponse:
    """Return what the browser is asked to sign as a second factor."""
    account = who_waits(request)
    if account is None:
        return problem(_("This took too long. Please sign in again."))
    with context.identity():
        options, state = sign_in_with(site_of(request), account.id)
    keep_challenge(request, "second", state, timezone.now().timestamp())
    return JsonResponse(options)


def second_by_passkey(request: HttpRequest) -> HttpResponse:
    """Take a passkey as the second factor."""
    account = who_waits(request)
    if account is None:
        return problem(_("This took too long. Please sign in again."))
    used = passkey_used(request, "second", account)
    if used is None:
        return problem(_("This passkey was not accepted."))
    return JsonResponse({"to": _entered(request, account, Means.PASSWORD_AND_PASSKEY)})


def passkey_options(request: HttpRequest) -> HttpResponse:
    """Return what the browser is asked to sign with any passkey it has for this site."""
    options, state = sign_in_with(site_of(request))
    keep_challenge(request, "alone", state, timezone.now().timestamp())
    return JsonResponse(options)


def sign_in_by_passkey(request: HttpRequest) -> HttpResponse:
    """Let somebody in with a passkey alone."""
    account = passkey_used(request, "alone", None)
    if account is None:
        return problem(_("This passkey was not accepted."))
    wanted = safe_next(request, str(json_of(request).get("next", "")))
    enter(request, account, means=Means.PASSKEY)
    return JsonResponse({"to": first_page(request, wanted)})


def passkey_used(request: HttpRequest, purpose: str, account: AccountValue | None) -> AccountValue | None:
    """Return whose passkey signed this ceremony's challenge; counts failures and writes them to the trail."""
    at, subjects = timezone.now(), {By.ADDRESS: origin_of(request)}
    state = take_challenge(request, purpose, at.timestamp())
    verdict = throttle(Kind.PASSKEY, subjects, at=at)
    if state is None or not verdict:
        return None
    wanted, response = account.id if account else None, json_of(request).get("response", {})
    try:
        with context.identity(writes=True):
            used = use_passkey(site_of(request), state, response, at=at, account_id=wanted)
            found = account_by_id(used.account_id)
    except CeremonyError as bad:
        failed(request, account, Kind.PASSKEY, verdict, why="copied" if bad.copied else "")
        return None
    turned_out_well(Kind.PASSKEY, subjects, at=at)
    return found


def by_pin(request: HttpRequest) -> HttpResponse:
    """Let the holder of a bound device in by PIN; five wrong ones unbind it."""
    at, holder = timezone.now(), _holder(request)
    form = PinForm(request.POST)
    if holder is None:
        return redirect(f"{reverse('sign-in')}?password=")
    if not form.is_valid():
        return _pin_page(request, form, holder, 400)
    subjects = {By.ADDRESS: origin_of(request)}
    verdict = throttle(Kind.PIN, subjects, at=at)
    if not verdict:
        form.add_error(None, verdict.decision.reason)
        return _pin_page(request, form, holder, 429)
    with context.identity(writes=True):
        tried = try_pin(request.COOKIES[settings.HUMIAO_DEVICE_COOKIE], form.cleaned_data["pin"], at=at)
    if tried is not None and tried[1].account is not None:
        turned_out_well(Kind.PIN, subjects, at=at)
        enter(request, tried[1].account, means=Means.PIN)
        return redirect(first_page(request, next_of(request)))
    failed(request, holder, Kind.PIN, verdict)
    left = tried[1].left if tried else 0
    if not left:
        note("device-unbound", holder, {"why": "wrong-pins", **about(request)})
        return _unbound(request)
    form.add_error(None, _("This PIN is not right. {left} tries are left.").format(left=left))
    return _pin_page(request, form, holder, 400)


def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, and have the browser forget the pages it kept.

    What was typed and not sent is forgotten by the page that signs out (`data-forget-kept`). A later store of
    work not yet sent and the device's binding stay, so neither "storage" nor "cookies" is cleared.
    """
    leave(request)
    answer = redirect("sign-in")
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def _entered(request: HttpRequest, account: AccountValue, means: Means) -> str:
    wanted = safe_next(request, wanted_by(request))
    enter(request, account, means=means)
    return first_page(request, wanted)


def _holder(request: HttpRequest) -> AccountValue | None:
    """Return whose bound device this is."""
    token = request.COOKIES.get(settings.HUMIAO_DEVICE_COOKIE, "")
    if not token:
        return None
    with context.identity():
        return bound_account(token, at=timezone.now())


def _unbound(request: HttpRequest) -> HttpResponse:
    form = SignInForm()
    text = _("Five wrong PINs: this device is no longer bound. Sign in with user name and password.")
    response = _sign_in_page(request, form, 400, text)
    response.delete_cookie(settings.HUMIAO_DEVICE_COOKIE)
    return response


def _sign_in_page(request: HttpRequest, form: SignInForm, status: int, told: str = "") -> HttpResponse:
    shown: dict[str, Any] = {
        "form": form,
        "next": next_of(request),
        "told": told,
        "providers": offered_providers(),
        "hours": settings.SESSION_COOKIE_AGE // 3600,
        **demo_accounts(),
    }
    return render(request, "access/signin/sign_in.html", shown, status=status)


def _second_page(request: HttpRequest, account: AccountValue, form: CodeForm, status: int) -> HttpResponse:
    with context.identity():
        factors: Factors = factors_of(account.id)
    shown = {"form": form, "factors": factors, "page": {"title": _("Second step")}}
    return render(request, "access/signin/second.html", shown, status=status)


def _pin_page(request: HttpRequest, form: PinForm, holder: AccountValue, status: int = 200) -> HttpResponse:
    shown = {"form": form, "holder": holder, "next": next_of(request), "page": {"title": _("Sign in")}}
    return render(request, "access/signin/pin.html", shown, status=status)
