"""Pages of exemptions: asking, the list that waits, deciding."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, link, post_names
from humiao.foundation.decisions import Conflict, Refused
from humiao.visits.adjoining import child_names
from humiao.visits.choices import ExemptionReason
from humiao.visits.commands.exempting import ask_exemption, decide_exemption
from humiao.visits.forms import DecisionForm, ExemptionForm
from humiao.visits.queries import ExemptionValue, exemption_of, exemptions_of, exemptions_waiting
from humiao.visits.views import terms_of


def ask(request: CountyRequest, programme: str, child: UUID) -> HttpResponse:
    """Ask for an exemption of a child."""
    terms, scope = terms_of(request, programme), request.actor.scope
    known = exemptions_of(scope, child)
    form = ExemptionForm(request.POST or None, initial={"from_on": request.day.today})
    done = link(request, "list-duties", programme=programme)
    if form.is_valid():
        try:
            ask_exemption(
                child_id=child,
                programme_id=terms.programme_id,
                by=request.actor,
                at=request.day.now,
                **form.cleaned_data,
            )
            return redirect(done)
        except Refused as refused:
            form.add_error(None, refused.decision.reason)
    context = {
        "page": {"title": _("Ask for an exemption"), "sub": _name(request, child)},
        "form": form,
        "save_label": _("Ask"),
        "cancel_url": done,
        "exemptions": [_row(request, e) for e in known],
    }
    return render(request, "visits/form.html", context, status=400 if form.errors else 200)


def list_exemptions(request: CountyRequest, programme: str) -> HttpResponse:
    """Show the exemptions that wait for a decision."""
    terms = terms_of(request, programme)
    waiting = exemptions_waiting(request.actor.scope, terms.programme_id)
    context = {
        "page": {"title": _("Exemptions that wait"), "sub": str(terms.name)},
        "exemptions": [_row(request, e) for e in waiting],
    }
    return render(request, "visits/exemptions.html", context)


def decide(request: CountyRequest, exemption: UUID) -> HttpResponse:
    """Decide an exemption."""
    asked = exemption_of(request.actor.scope, exemption)
    form = DecisionForm(request.POST or None, initial={"seen_version": asked.version})
    if form.is_valid():
        try:
            decide_exemption(
                exemption_id=exemption,
                approve=form.cleaned_data["decision"] == "approve",
                note=form.cleaned_data["note"],
                seen_version=form.cleaned_data["seen_version"],
                by=request.actor,
                at=request.day.now,
            )
            return redirect("decide-exemption", county=request.county_code, exemption=exemption)
        except Conflict:
            raise
        except Refused as refused:
            form.add_error(None, refused.decision.reason)
    context = {
        "page": {"title": _("Exemption"), "sub": _name(request, asked.child_id)},
        "form": form if asked.state == "waiting" else None,
        "save_label": _("Decide"),
        "exemptions": [_row(request, asked)],
    }
    return render(request, "visits/form.html", context, status=400 if form.errors else 200)


def _name(request: CountyRequest, child_id: UUID) -> str:
    return child_names(request.actor.scope, [child_id], request.day.today).get(child_id, "")


def _row(request: CountyRequest, asked: ExemptionValue) -> dict[str, object]:
    return {
        "value": asked,
        "name": _name(request, asked.child_id),
        "reason": dict(ExemptionReason.choices).get(asked.reason, asked.reason),
        "by": post_names().get(asked.asked_by_post_id, "") if asked.asked_by_post_id else "",
        "url": link(request, "decide-exemption", exemption=asked.id),
    }
