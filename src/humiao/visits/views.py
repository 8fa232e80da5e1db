"""Pages of visits: what is due, recording, one visit."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from humiao.access.public import (
    BehalfForm,
    CountyRequest,
    NotReached,
    Permission,
    acting,
    behalf_form,
    link,
    post_names,
)
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.places.public import division_names
from humiao.programmes.public import programme_by_code, programme_by_id
from humiao.visits.adjoining import home_children
from humiao.visits.choices import Channel, Outcome, Source
from humiao.visits.commands.amending import amend_visit, void_visit
from humiao.visits.commands.recording import record_visit
from humiao.visits.due_list import LISTED, DueFilter, due_visits
from humiao.visits.forms import (
    AmendForm,
    AmendLineForm,
    VisitForm,
    VoidForm,
    line_forms,
    lines_of,
    visit_initial,
)
from humiao.visits.presenters import address_of, due_chips, due_groups, shown_name
from humiao.visits.queries import VisitValue, attempts_of, last_visit_of, visit_of
from humiao.visits.terms import VisitTerms, visit_terms

_FIELDS = {
    "in-future": "occurred_on",
    "other-day": "occurred_on",
    "outside-term": "occurred_on",
    "not-engaged": "occurred_on",
    "not-enrolled": "occurred_on",
    "minutes-impossible": "minutes",
}


def terms_of(request: CountyRequest, programme: str) -> VisitTerms:
    """Return the terms of the programme the address names; raises `NotReached`."""
    return visit_terms(programme_by_code(request.actor.scope, programme))


def list_duties(request: CountyRequest, programme: str) -> HttpResponse:
    """Show who is to be visited, the worst first, siblings together."""
    scope, today, terms = request.actor.scope, request.day.today, terms_of(request, programme)
    chosen = _chosen(request)
    page = due_visits(scope, terms, today, chosen, after=request.GET.get("after", ""))
    listed = [child for home in page.households for child in home.children]
    since = min((child.window_from for child in listed), default=today)
    tried = attempts_of(terms.programme_id, [c.child_id for c in listed], since=since) if listed else {}
    base = link(request, "list-duties", programme=programme)
    context = {
        "page": {"title": _("Visits"), "sub": str(terms.name)},
        "groups": due_groups(page, scope, terms, request.county_code, today, post_names(), tried),
        "chip_rows": due_chips(base, page, chosen, terms, request.county_code, has_own=bool(scope.caseload)),
        "pager": {
            "shown": len(listed),
            "total": page.total,
            "previous_url": address_of(base, chosen) if request.GET.get("after") else "",
            "next_url": address_of(base, chosen, page.next_after) if page.next_after else "",
        },
        "may_record": bool(request.actor.may(Permission.RECORD_VISIT)),
        "has_levels": bool(terms.duty.levels),
    }
    return render(request, "visits/due.html", context)


def _chosen(request: CountyRequest) -> DueFilter:
    """Read the chips; an unknown state is none."""
    given = request.GET
    state = given.get("state", "")
    return DueFilter(
        state if state in {s.value for s in LISTED} else "",
        given.get("level", "")[:10],
        given.get("town", "")[:9],
        None,
        bool(given.get("mine")),
    )


def write_visit(request: CountyRequest, programme: str, household: UUID) -> HttpResponse:
    """Show the form of a visit to a home, filled from the last one; record it."""
    terms = terms_of(request, programme)
    children = home_children(request.actor.scope, household, terms.programme_id, request.day.today)
    if not children:
        raise NotReached
    behalf = behalf_form(request, villages=frozenset(c.village_code for c in children))
    if request.method == "POST":
        form, lines = VisitForm(request.POST), line_forms(children, terms, request.POST)
        if all([form.is_valid(), *(line.is_valid() for line in lines), behalf is None or behalf.is_valid()]):
            recorded = _record(request, terms, household, form, lines, behalf)
            if recorded:
                return redirect("show-visit", county=request.county_code, visit=recorded)
    else:
        last = last_visit_of(household, terms.programme_id)
        form, lines = VisitForm(initial=visit_initial(last, request.day.now)), line_forms(children, terms)
    return _visit_form(request, terms, household, form, lines, behalf)


def _record(
    request: CountyRequest,
    terms: VisitTerms,
    household: UUID,
    form: VisitForm,
    lines: list[Any],
    behalf: BehalfForm | None,
) -> UUID | None:
    """Record what the form says; a refusal is shown in the form and nothing typed is lost."""
    try:
        on = form.cleaned_data["occurred_on"]
        with transaction.atomic(), acting(request, behalf, on=on) as by:
            return record_visit(
                programme_id=terms.programme_id,
                household_id=household,
                lines=lines_of(lines),
                by=by,
                at=request.day.now,
                **form.values(),
            ).visit_id
    except Conflict:
        raise
    except Refused as refused:
        form.add_error(_FIELDS.get(refused.decision.code), refused.decision.reason)
        return None


def _visit_form(
    request: CountyRequest,
    terms: VisitTerms,
    household: UUID,
    form: VisitForm,
    lines: list[Any],
    behalf: BehalfForm | None,
) -> HttpResponse:
    scope, places = request.actor.scope, division_names(request.county_code)
    first = lines[0].child
    sections = [
        {
            "form": line,
            "name": shown_name(scope, line.child.name, line.child.file_number, line.child.worker_post_id),
            "born_on": line.child.born_on,
            "level": line.child.level,
            "level_name": terms.label(line.child.level) if line.child.level else "",
        }
        for line in lines
    ]
    kwargs = {"county": request.county_code, "programme": terms.code}
    context = {
        "page": {
            "title": _("Visit"),
            "sub": " · ".join(places.get(c, c) for c in (first.town_code, first.village_code) if c),
        },
        "form": form,
        "behalf": behalf,
        "sections": sections,
        "keep": f"visit:{request.county_code}-{household}",
        "cancel_url": reverse("list-duties", kwargs=kwargs),
    }
    has_errors = any(one.errors for one in (form, *lines, *([behalf] if behalf else [])))
    return render(request, "visits/record.html", context, status=400 if has_errors else 200)


def show_visit(request: CountyRequest, visit: UUID) -> HttpResponse:
    """Show one visit with its amendments."""
    return _page(request, visit_of(request.actor.scope, visit))


def amend(request: CountyRequest, visit: UUID, child: UUID | None = None) -> HttpResponse:
    """Amend a visit, or its line of one child."""
    shown = visit_of(request.actor.scope, visit)
    form = _amend_form(shown, child, request.POST or None)
    if form.is_valid():
        try:
            amend_visit(
                visit_id=visit,
                child_id=child,
                changes=form.changes(),
                reason=form.cleaned_data["reason"],
                seen_version=form.cleaned_data["seen_version"],
                by=request.actor,
                at=request.day.now,
            )
            return redirect("show-visit", county=request.county_code, visit=visit)
        except Conflict:
            raise
        except Refused as refused:
            form.add_error(None, refused.decision.reason)
    return _form(request, shown, form, _("Amend the visit"), _("Save the amendment"))


def _amend_form(shown: VisitValue, child: UUID | None, data: Any) -> AmendForm | AmendLineForm:
    if child is None:
        names = ("minutes", "present", "summary", "next_step")
        initial = {name: getattr(shown, name) for name in names}
        return AmendForm(data, initial={**initial, "seen_version": shown.version})
    line = next((line for line in shown.lines if line.child_id == child), None)
    if line is None:
        raise NotReached
    initial = {"was_seen_alone": line.was_seen_alone, "findings": line.findings}
    return AmendLineForm(data, initial={**initial, "seen_version": shown.version})


def void(request: CountyRequest, visit: UUID) -> HttpResponse:
    """Void a visit."""
    shown = visit_of(request.actor.scope, visit)
    form = VoidForm(request.POST or None, initial={"seen_version": shown.version})
    if form.is_valid():
        try:
            void_visit(visit_id=visit, by=request.actor, at=request.day.now, **form.cleaned_data)
            return redirect("show-visit", county=request.county_code, visit=visit)
        except Conflict:
            raise
        except Refused as refused:
            form.add_error(None, refused.decision.reason)
    return _form(request, shown, form, _("Void the visit"), _("Void it"))


def _form(request: CountyRequest, shown: VisitValue, form: Any, title: str, save_label: str) -> HttpResponse:
    cancel = link(request, "show-visit", visit=shown.id)
    context = {"page": {"title": title}, "form": form, "save_label": save_label, "cancel_url": cancel}
    return render(request, "visits/form.html", context, status=400 if form.errors else 200)


def _page(request: CountyRequest, shown: VisitValue) -> HttpResponse:
    scope, names = request.actor.scope, post_names()
    terms = visit_terms(programme_by_id(scope, shown.programme_id))
    homes = home_children(scope, shown.household_id, shown.programme_id, request.day.today)
    children = {c.child_id: c for c in homes}
    outcomes, channels = dict(Outcome.choices), dict(Channel.choices)

    def name(child_id: UUID | None) -> str:
        child = children.get(child_id) if child_id else None
        return shown_name(scope, child.name, child.file_number, child.worker_post_id) if child else ""

    context = {
        "page": {"title": _("Visit"), "sub": str(terms.name)},
        "visit": shown,
        "is_late": shown.source == Source.LATE,
        "channel": channels.get(shown.channel, shown.channel),
        "worker": names.get(shown.worker_post_id, ""),
        "entered_by": names.get(shown.entered_by_post_id, "") if shown.entered_by_post_id else "",
        "with_whom": [names[p] for p in shown.co_visitors if p in names],
        "lines": [
            {
                "value": line,
                "name": name(line.child_id) or _("Child no longer in this home"),
                "outcome": outcomes.get(line.outcome, line.outcome),
                "suggested": terms.label(line.suggested_level) if line.suggested_level else "",
            }
            for line in shown.lines
        ],
        "amendments": [
            {"value": a, "by": names.get(a.by_post_id, "") if a.by_post_id else "", "child": name(a.child_id)}
            for a in shown.amendments
        ],
        "may_amend": shown.voided_at is None and bool(request.actor.may(Permission.AMEND_VISIT)),
    }
    return render(request, "visits/visit.html", context)
