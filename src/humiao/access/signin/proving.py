"""Before a sensitive act: proving anew who one is, by a factor where there is one, else by the password."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from humiao.access.accounts.credentials import check_credentials
from humiao.access.accounts.entering import prove
from humiao.access.accounts.factors import Factors, factors_of
from humiao.access.accounts.passkeys import sign_in_with
from humiao.access.accounts.rules import By, Kind
from humiao.access.accounts.throttle import throttle, turned_out_well
from humiao.access.accounts.values import Means
from humiao.access.links import next_of, safe_next
from humiao.access.signin.checking import check_code
from humiao.access.signin.doors import failed, passkey_used
from humiao.access.signin.forms import CodeForm, ProveForm
from humiao.access.signin.pages import (
    OwnRequest,
    json_of,
    keep_challenge,
    origin_of,
    problem,
    site_of,
)
from humiao.foundation import context


def confirm(request: OwnRequest) -> HttpResponse:
    """Ask for a code or a passkey, or for the password of somebody who has neither."""
    with context.identity():
        factors = factors_of(request.account.id)
    form = (CodeForm if factors.second else ProveForm)(request.POST or None)
    status = 200
    if request.method == "POST":
        status = _proved(request, form, factors) if form.is_valid() else 400
        if status == 0:
            return redirect(next_of(request) or reverse("show-account"))
    shown = {
        "page": {"title": _("Please show again that it is you")},
        "form": form,
        "factors": factors,
        "next": next_of(request),
    }
    return render(request, "access/signin/confirm.html", shown, status=status)


def _proved(request: OwnRequest, form: CodeForm | ProveForm, factors: Factors) -> int:
    """Take a code or the password; returns the status of the page to show again, 0 where it was right."""
    account, at = request.account, timezone.now()
    kind = Kind.CODE if factors.second else Kind.PASSWORD
    counted = str(account.id) if factors.second else account.username
    subjects = {By.ACCOUNT: counted, By.ADDRESS: origin_of(request)}
    verdict = throttle(kind, subjects, at=at)
    if not verdict:
        form.add_error(None, verdict.decision.reason)
        return 429
    with context.identity(writes=True):
        if factors.second:
            means = check_code(account.id, form.cleaned_data["code"], at=at)
        else:
            is_right = check_credentials(account.username, form.cleaned_data["password"]) is not None
            means = Means.PASSWORD if is_right else None
    if means is None:
        failed(request, account, kind, verdict, why="confirm")
        form.add_error(None, _("This is not right. Please try again."))
        return 400
    turned_out_well(kind, subjects, at=at)
    prove(request, account, means=means)
    return 0


def confirm_options(request: OwnRequest) -> HttpResponse:
    """Return what the browser is asked to sign."""
    with context.identity():
        options, state = sign_in_with(site_of(request), request.account.id)
    keep_challenge(request, "confirm", state, timezone.now().timestamp())
    return JsonResponse(options)


def confirm_by_passkey(request: OwnRequest) -> HttpResponse:
    """Take a passkey as proof."""
    if passkey_used(request, "confirm", request.account) is None:
        return problem(_("This passkey was not accepted."))
    prove(request, request.account, means=Means.PASSKEY)
    return JsonResponse(
        {"to": safe_next(request, str(json_of(request).get("next", ""))) or reverse("show-account")}
    )
