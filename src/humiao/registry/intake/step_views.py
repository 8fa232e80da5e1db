"""One page for each step of an intake, all made alike; many at once; the holidays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, link
from humiao.foundation.decisions import Conflict, Decision, Refused
from humiao.foundation.places.public import division_names, divisions
from humiao.foundation.working_days.public import calendar, version_of_year
from humiao.programmes.public import Category
from humiao.registry.intake import presenters, rules
from humiao.registry.intake.choices import Action, Finding
from humiao.registry.intake.commands.deciding import decide_intake, decide_many, refuse_intake
from humiao.registry.intake.commands.holidays import set_working_days
from humiao.registry.intake.commands.opening import complete_intake
from humiao.registry.intake.commands.passing import (
    check_in_village,
    prepare_decision,
    refer,
    return_for_completion,
    view_in_town,
    withdraw,
)
from humiao.registry.intake.commands.serving import serve_at_once
from humiao.registry.intake.forms import (
    BatchForm,
    DecideForm,
    FactsForm,
    FindingForm,
    ProposalForm,
    ReasonForm,
    ReferForm,
    RefuseForm,
    ReturnForm,
    WorkingDaysForm,
    facts_initial,
    places_within,
)
from humiao.registry.intake.queries.reading import decidable_intakes, intake_of
from humiao.registry.intake.values import IntakeValue
from humiao.registry.labels import label

_STEPS: dict[Action, tuple[type[Any], Callable[..., Any]]] = {
    Action.CHECK: (FindingForm, check_in_village),
    Action.REVIEW: (FindingForm, view_in_town),
    Action.PREPARE: (ProposalForm, prepare_decision),
    Action.RETURN: (ReturnForm, return_for_completion),
    Action.REFER: (ReferForm, refer),
    Action.WITHDRAW: (ReasonForm, withdraw),
    Action.SERVE: (ReasonForm, serve_at_once),
    Action.ACCEPT: (DecideForm, decide_intake),
    Action.REFUSE: (RefuseForm, refuse_intake),
}


def step_view(action: Action) -> Callable[..., HttpResponse]:
    """Make the page of one step."""
    form_class, command = _STEPS[action]

    def view(request: CountyRequest, intake: UUID) -> HttpResponse:
        value = intake_of(request.actor, intake)
        form = form_class(value, request.POST or None, {"seen_version": value.row.version})
        if form.is_valid():
            more = _programme(value) if action is Action.SERVE else {}
            if _done(request, intake, form, command, {**form.values(), **more}):
                return redirect("show-intake", county=request.county_code, intake=intake)
        return _step_page(request, value, form, action)

    return view


def _programme(value: IntakeValue) -> dict[str, Any]:
    return {"programme_id": value.programme_id}


def complete(request: CountyRequest, intake: UUID) -> HttpResponse:
    """Complete what is known of the child."""
    value = intake_of(request.actor, intake)
    places = places_within(request.actor.scope, divisions(request.county_code))
    form = FactsForm(
        places, door=value.row.door, data=request.POST or None, initial=facts_initial(value.facts)
    )
    if form.is_valid():
        seen = request.POST.get("seen_version", "")
        version = int(seen) if seen.isdecimal() and len(seen) < 9 else 0
        given = {"facts": form.facts(value.facts), "seen_version": version}
        if _done(request, intake, form, complete_intake, given):
            return redirect("show-intake", county=request.county_code, intake=intake)
    return _step_page(request, value, form, Action.COMPLETE)


def _done(
    request: CountyRequest, intake: UUID, form: Any, command: Callable[..., Any], given: dict[str, Any]
) -> bool:
    """Take the step; a refusal is shown in the form and nothing typed is lost."""
    try:
        with transaction.atomic():
            command(intake_id=intake, by=request.actor, at=request.day.now, **given)
    except Conflict:
        raise
    except Refused as refused:
        form.add_error(None, refused.decision.reason)
        return False
    return True


def _step_page(request: CountyRequest, value: IntakeValue, form: Any, action: Action) -> HttpResponse:
    decision = rules.may_take(action, value.state, request.actor.permissions)
    kwargs = {"county": request.county_code, "intake": value.row.id}
    context = {
        "page": {"title": presenters.step_label(action), "sub": f"{value.row.number} · {value.facts.name}"},
        "form": form,
        "decision": decision,
        "value": value,
        "needs_version": action is Action.COMPLETE,
        "facts": presenters.facts_rows(value, division_names(request.county_code)),
        "save_label": presenters.step_label(action),
        "cancel_url": reverse("show-intake", kwargs=kwargs),
        "proposal": value.last(Action.PREPARE.value),
    }
    return render(request, "registry/intake/step.html", context, status=400 if form.errors else 200)


def decide_batch(request: CountyRequest) -> HttpResponse:
    """Take many children onto the roster on one decision; those held back are listed with why."""
    form, result = BatchForm(request.POST or None), None
    if form.is_valid():
        try:
            with transaction.atomic():
                result = decide_many(
                    seen=_ticked(request), by=request.actor, at=request.day.now, **form.cleaned_data
                )
        except Refused as refused:
            form.add_error(None, refused.decision.reason)
    today, places = request.day.today, division_names(request.county_code)
    ticked = set(request.POST.getlist("intake"))
    rows = []
    for value in decidable_intakes(request.actor):
        proposal = value.last(Action.PREPARE.value)
        shown = presenters.show_intake_row(value.row, county=request.county_code, places=places, today=today)
        key = f"{value.row.id}:{value.row.version}"
        against = proposal is not None and proposal.finding == Finding.FAILS
        rows.append({"shown": shown, "key": key, "is_ticked": key in ticked, "against": against,
                     "proposal": label(Finding, proposal.finding) if proposal else "",
                     "wanted": [label(Category, w.category) for w in value.facts.wanted]})  # fmt: skip
    context = {
        "page": {"title": _("Decide many at once")},
        "form": BatchForm() if result else form,
        "rows": rows,
        "result": result,
        "crumb_url": link(request, "list-intakes"),
    }
    return render(request, "registry/intake/batch.html", context, status=400 if form.errors else 200)


def _ticked(request: CountyRequest) -> list[tuple[UUID, int]]:
    """Read the ticked rows, each an intake with the version shown; what can't be read is left out."""
    found: list[tuple[UUID, int]] = []
    for key in request.POST.getlist("intake"):
        intake, _colon, version = key.partition(":")
        try:
            found.append((UUID(intake), int(version)))
        except ValueError:
            continue
    return found


def working_days(request: CountyRequest, year: int) -> HttpResponse:
    """Show and enter the days of one year."""
    if not 2000 <= year <= 2100:
        raise Refused(Decision.no("no-such-year", _("Choose a year from 2000 to 2100.")))
    table = calendar().table(year)
    initial = {
        "days_off": _lines(table.days_off),
        "work_days": _lines(table.work_days),
        "source": table.source,
        "seen_version": version_of_year(year),
    }
    form = WorkingDaysForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            with transaction.atomic():
                set_working_days(year=year, by=request.actor, at=request.day.now, **form.cleaned_data)
            return redirect("set-working-days", county=request.county_code, year=year)
        except Conflict:
            raise
        except Refused as refused:
            form.add_error(None, refused.decision.reason)
    around = [
        {"year": y, "url": link(request, "set-working-days", year=y)} for y in range(year - 1, year + 2)
    ]
    context = {
        "page": {"title": _("Working days %(year)s") % {"year": year}},
        "form": form,
        "table": table,
        "is_own": version_of_year(year) > 0,
        "years": around,
        "year": year,
        "cancel_url": link(request, "list-intakes"),
    }
    return render(request, "registry/intake/working_days.html", context, status=400 if form.errors else 200)


def _lines(days: frozenset[date]) -> str:
    return "\n".join(day.isoformat() for day in sorted(days))
