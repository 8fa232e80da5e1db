"""Pages of assessing a child, raising its level, and deciding on the levels that wait."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, NotReached
from humiao.assessments.commands.assessing import record_assessment
from humiao.assessments.commands.levels import confirm_level, raise_level, reject_level
from humiao.assessments.forms import AssessForm, DecideForm, RaiseForm
from humiao.assessments.instruments.wording import PLAN_WORDING
from humiao.assessments.presenters import level_names, waiting_rows
from humiao.assessments.queries.instruments import instrument_on, instruments_of
from humiao.assessments.queries.levels import level_on, waiting_levels
from humiao.assessments.schemes import must_have_scheme
from humiao.assessments.values import InstrumentValue
from humiao.foundation.decisions import Conflict, Decision, Refused
from humiao.foundation.places.public import division_names
from humiao.programmes.public import ProgrammeValue, programme_by_code
from humiao.registry.public import ShownChild, child_rows, show_row


def assess_child(request: CountyRequest, programme: str, child: UUID) -> HttpResponse:
    """Show an instrument that is on, and record the assessment."""
    served = programme_by_code(request.actor.scope, programme)
    shown = _child(request, child)
    scheme = must_have_scheme(request.actor.scope, served.id)
    used = _instrument(request, served)
    names = level_names(scheme)
    form = AssessForm(used.definition, list(names.items()), request.day.today, request.POST or None)
    if request.method == "POST" and form.is_valid() and _assessed(request, form, served, child, used):
        return redirect("show-child", county=request.county_code, child=child)
    context = {
        **_about(request, served, shown, names, _("Assess")),
        "form": form,
        "instrument": used,
        "others": [i for i in instruments_of(served.id) if i.is_on and i.id != used.id],
    }
    return render(request, "assessments/assess.html", context, status=422 if form.errors else 200)


def raise_child(request: CountyRequest, programme: str, child: UUID) -> HttpResponse:
    """Raise a child's level at once."""
    served = programme_by_code(request.actor.scope, programme)
    shown = _child(request, child)
    scheme = must_have_scheme(request.actor.scope, served.id)
    now, names = level_on(child, served.id, request.day.today), level_names(scheme)
    graver = [(c, n) for c, n in names.items() if now is None or scheme.rank(c) > scheme.rank(now)]
    form = RaiseForm(graver, request.POST or None)
    if request.method == "POST" and form.is_valid() and _raised(request, form, served, child):
        return redirect("show-child", county=request.county_code, child=child)
    context = {**_about(request, served, shown, names, _("Raise the level")), "form": form, "graver": graver}
    return render(request, "assessments/raise.html", context, status=422 if form.errors else 200)


def list_waiting(request: CountyRequest) -> HttpResponse:
    """List the lower levels within reach that wait for a second person, the oldest first."""
    return _waiting_page(request, None)


def confirm(request: CountyRequest, change: UUID) -> HttpResponse:
    """Confirm a lower level."""
    form = DecideForm(request.POST)
    if not form.is_valid():
        raise NotReached
    seen = form.cleaned_data["seen_version"]
    confirm_level(change_id=change, seen_version=seen, by=request.actor, at=request.day.now)
    return redirect("list-waiting-levels", county=request.county_code)


def reject(request: CountyRequest, change: UUID) -> HttpResponse:
    """Reject a lower level with a reason."""
    form = DecideForm(request.POST)
    if not form.is_valid():
        raise NotReached
    seen, reason = form.cleaned_data["seen_version"], form.cleaned_data["reason"]
    try:
        reject_level(change_id=change, reason=reason, seen_version=seen, by=request.actor, at=request.day.now)
    except Refused as refused:
        if refused.decision.code != "reason-missing":
            raise
        return _waiting_page(request, refused.decision)
    return redirect("list-waiting-levels", county=request.county_code)


def _waiting_page(request: CountyRequest, problem: Decision | None) -> HttpResponse:
    waiting = waiting_levels(request.actor.scope)
    rows = waiting_rows(waiting, actor=request.actor, county_code=request.county_code, on=request.day.today)
    sub = _("A lower level is in force once somebody else has confirmed it.")
    page = {"title": _("Levels to confirm"), "sub": sub}
    shown = {"page": page, "rows": rows, "problem": problem}
    return render(request, "assessments/waiting.html", shown, status=422 if problem is not None else 200)


def _child(request: CountyRequest, child: UUID) -> ShownChild:
    on = request.day.today
    row = child_rows(request.actor.scope, [child], on=on).get(child)
    if row is None:
        raise NotReached
    return show_row(row, places=division_names(request.county_code), on=on)


def _instrument(request: CountyRequest, programme: ProgrammeValue) -> InstrumentValue:
    """Return the instrument the address asks for, the programme's own wording by default."""
    used = instrument_on(programme.id, request.GET.get("instrument") or PLAN_WORDING)
    if used is None:
        raise NotReached
    return used


def _about(
    request: CountyRequest, programme: ProgrammeValue, child: ShownChild, names: dict[str, str], title: str
) -> dict[str, Any]:
    now = level_on(child.id, programme.id, request.day.today)
    return {
        "page": {"title": f"{title} · {child.name}", "sub": str(programme.name)},
        "programme": programme,
        "child": child,
        "level": now,
        "level_name": names.get(now or "", ""),
    }


def _assessed(
    request: CountyRequest, form: AssessForm, programme: ProgrammeValue, child: UUID, used: InstrumentValue
) -> bool:
    """Record the assessment; a refusal is put on the form."""
    clean = form.cleaned_data
    try:
        record_assessment(
            child_id=child,
            programme_id=programme.id,
            instrument=used.id,
            answers=form.answers,
            occurred_on=clean["occurred_on"],
            override_level=clean["override_level"] or None,
            override_reason=clean["override_reason"],
            by=request.actor,
            at=request.day.now,
        )
    except Refused as refused:
        _put(form, refused)
        return False
    return True


def _raised(request: CountyRequest, form: RaiseForm, programme: ProgrammeValue, child: UUID) -> bool:
    clean = form.cleaned_data
    try:
        raise_level(
            child_id=child,
            programme_id=programme.id,
            level=clean["level"],
            reason=clean["reason"],
            by=request.actor,
            at=request.day.now,
        )
    except Refused as refused:
        _put(form, refused)
        return False
    return True


def _put(form: AssessForm | RaiseForm, refused: Refused) -> None:
    """Tell on the form what a person can put right there; the rest goes to the route."""
    if isinstance(refused, Conflict) or refused.decision.code == "not-permitted":
        raise refused
    form.add_error(None, refused.decision.reason)
