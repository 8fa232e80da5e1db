"""Pages of consents: writing one down, and its withdrawal."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest
from humiao.foundation.decisions import Conflict, Refused
from humiao.registry.consent import rules
from humiao.registry.consent.choices import Giver
from humiao.registry.consent.commands.giving import give_consents, withdraw_consent
from humiao.registry.consent.forms import ConsentForm, WithdrawalForm
from humiao.registry.consent.purposes import Purpose, name_of, sentence_of
from humiao.registry.consent.queries import born_on_of, consent_of
from humiao.registry.rights_frames import back_to, child_head, language


def give(request: CountyRequest, child: UUID) -> HttpResponse:
    """Write down what one paper, or one talk, allowed: one consent for each purpose."""
    head = child_head(request, child, _("Write down a consent"))
    today = request.day.today
    is_own = rules.is_of_own_age(born_on_of(child), today)
    given_by = Giver.CHILD if is_own else Giver.GUARDIAN
    form = ConsentForm(request.POST or None, request.FILES or None, today=today, given_by=given_by)
    if form.is_valid():
        try:
            with transaction.atomic():
                give_consents(
                    given=[(child, new) for new in form.values()],
                    paper=form.sent_paper(),
                    first_id=form.cleaned_data["consent_id"],
                    by=request.actor,
                    at=request.day.now,
                )
            return redirect(back_to(request, child))
        except Refused as refused:
            form.add_error(None, refused.decision.reason)
    context: dict[str, Any] = {
        **head,
        "form": form,
        "is_own": is_own,
        "sentences": [(name_of(p, language()), sentence_of(p, language())) for p in Purpose],
    }
    return render(request, "registry/consent/give.html", context, status=422 if form.errors else 200)


def withdraw(request: CountyRequest, consent: UUID) -> HttpResponse:
    """Write down that a consent was withdrawn."""
    value = consent_of(request.actor.scope, consent)
    head = child_head(request, value.child_id, _("Withdraw a consent"))
    initial = {"on": request.day.today, "withdrawn_by": value.given_by, "seen_version": value.version}
    form = WithdrawalForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            with transaction.atomic():
                withdraw_consent(
                    consent_id=consent, by=request.actor, at=request.day.now, **form.cleaned_data
                )
            return redirect(back_to(request, value.child_id))
        except Conflict:
            raise
        except Refused as refused:
            form.add_error(None, refused.decision.reason)
    told = name_of(value.purpose, language())
    context = {**head, "form": form, "value": value, "told": told}
    return render(request, "registry/consent/withdraw.html", context, status=422 if form.errors else 200)
