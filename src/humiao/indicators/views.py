"""The scorecard and the records behind each figure."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, NotReached
from humiao.foundation.clock import end_of_day
from humiao.indicators.evidence import evidence_page
from humiao.indicators.forms import AsOfForm
from humiao.indicators.presenters import evidence_lines, row_groups, state_chips
from humiao.indicators.scorecard import indicator_row, scorecard
from humiao.measures.public import State
from humiao.programmes.public import programme_by_code


def show_scorecard(request: CountyRequest, programme: str) -> HttpResponse:
    """Show every indicator of the programme as of a day."""
    form, asked = _asked(request)
    shown = programme_by_code(request.actor.scope, programme)
    rows = scorecard(shown, on=asked["on"], known_at=end_of_day(request.day.today))
    context = {
        "page": {"title": _("Scorecard"), "sub": str(shown.name)},
        "form": form,
        "on": asked["on"],
        "programme": shown,
        "groups": row_groups(rows, request, shown, asked["on"]),
    }
    return render(request, "indicators/scorecard.html", context, status=400 if form.errors else 200)


def list_evidence(request: CountyRequest, programme: str, indicator: str) -> HttpResponse:
    """List the contributions behind one figure: exactly those it was folded from."""
    form, asked = _asked(request)
    shown = programme_by_code(request.actor.scope, programme)
    wanted = shown.terms.indicator(indicator)
    if wanted is None:
        raise NotReached
    on, known_at = asked["on"], end_of_day(request.day.today)
    found = evidence_page(
        shown, wanted.measure or "", on=on, known_at=known_at, state=asked["state"], after=asked["after"]
    )
    row = indicator_row(shown, wanted, on=on, known_at=known_at, own=found.figure)
    lines, restricted = evidence_lines(found.rows, request.actor, shown, request.county_code, on=on)
    context = {
        "page": {"title": str(wanted.label), "sub": str(shown.name)},
        "programme": shown,
        "row": row,
        "on": on,
        "form": form,
        "evidence": found,
        "lines": lines,
        "restricted": restricted,
        "chips": state_chips(found.counts, asked["state"], on),
        "state": asked["state"],
    }
    return render(request, "indicators/evidence.html", context, status=400 if form.errors else 200)


def _asked(request: CountyRequest) -> tuple[AsOfForm, dict[str, Any]]:
    form = AsOfForm(request.GET)
    form.is_valid()
    clean = form.cleaned_data
    on = min(clean.get("on") or request.day.today, request.day.today)
    state = clean.get("state")
    return form, {"on": on, "state": State(state) if state else None, "after": clean.get("after") or ""}
