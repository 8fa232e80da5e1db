"""Pages of the staff: the list, one intake, opening, every step, many at once, notices, holidays."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from humiao.access.public import BehalfForm, CountyRequest, Permission, acting, behalf_form, link
from humiao.foundation.decisions import Conflict, Decision, Refused
from humiao.foundation.places.public import division_names, divisions
from humiao.foundation.trail.public import Act
from humiao.programmes.public import Category
from humiao.registry.intake import presenters, rules
from humiao.registry.intake.choices import Action, Door, State
from humiao.registry.intake.commands.answering import answer_likeness
from humiao.registry.intake.commands.opening import open_intake
from humiao.registry.intake.forms import FactsForm, LikenessForm, places_within
from humiao.registry.intake.queries.reading import IntakeFilter, alike_of, intake_of, intakes_page
from humiao.registry.intake.values import Alike, IntakeValue, NewIntake
from humiao.registry.labels import label
from humiao.registry.matching.rules import Grade

_DECIDED = {State.ON_ROSTER: "accept", State.REFUSED: "refuse", State.REFERRED: "refer"}


def list_intakes(request: CountyRequest) -> HttpResponse:
    """List the intakes within reach, what waits for the reader first."""
    wanted = _chosen(request)
    number = max(1, int(request.GET["page"])) if request.GET.get("page", "").isdecimal() else 1
    today, places = request.day.today, division_names(request.county_code)
    page = intakes_page(request.actor, on=today, wanted=wanted, page=number)
    asked = request.GET.copy()
    given: dict[str, Any] = {"county": request.county_code, "places": places, "today": today}
    rows = [presenters.show_intake_row(row, **given) for row in page.rows]
    context = {
        "page": {"title": _("Intakes")},
        "rows": rows,
        "chip_rows": presenters.chips(request, page, wanted, places),
        "doors": doors_of(request),
        "may_decide": bool(request.actor.may(Permission.DECIDE_INTAKE)),
        "may_set_days": bool(request.actor.may(Permission.SET_WORKING_DAYS)),
        "pager": {
            "shown": len(rows),
            "total": None,
            "previous_url": _page_url(asked, number - 1) if number > 1 else "",
            "next_url": _page_url(asked, number + 1) if page.has_more else "",
        },
    }
    return render(request, "registry/intake/list.html", context)


def doors_of(request: CountyRequest) -> list[dict[str, str]]:
    """Return the doors this person may open, as links."""
    if not request.actor.may(Permission.REPORT_CHILD):
        return []
    scope = request.actor.scope
    doors = [Door.GUARDIAN]
    if scope.villages or scope.towns:
        doors.insert(0, Door.CHILD_DIRECTOR)
    if scope.programmes:
        doors.insert(0, Door.PROVIDER)
    if scope.towns or scope.county:
        doors += [Door.DEPARTMENT, Door.HOTLINE, Door.DESIGNATED]
    county = request.county_code
    return [
        {"label": label(Door, d), "url": reverse("open-intake", kwargs={"county": county, "door": d.value})}
        for d in doors
    ]


def open_at_door(request: CountyRequest, door: str) -> HttpResponse:
    """Fill in an intake for somebody, or report a child one met."""
    known = next((d for d in Door if d.value == door), Door.GUARDIAN)
    places = places_within(request.actor.scope, divisions(request.county_code))
    is_short = known is Door.CHILD_DIRECTOR
    only = [v.code for villages in places.values() for v in villages]
    initial = {"village": only[0] if len(only) == 1 else ""}
    form = FactsForm(places, short=is_short, door=known.value, data=request.POST or None, initial=initial)
    behalf = behalf_form(request) if known is Door.CHILD_DIRECTOR else None
    if form.is_valid():
        opened = _opened(request, known, form, behalf)
        if opened:
            return redirect("show-intake", county=request.county_code, intake=opened)
    context = {
        "page": {"title": label(Door, known), "sub": _("Filled in by you for the family, and marked so.")
                 if known is Door.GUARDIAN else ""},
        "form": form,
        "behalf": behalf,
        "keep": f"intake:{request.county_code}-{known.value}",
        "save_label": _("Send"),
        "cancel_url": link(request, "list-intakes"),
    }  # fmt: skip
    return render(request, "registry/intake/open.html", context, status=400 if form.errors else 200)


def _opened(request: CountyRequest, door: Door, form: FactsForm, behalf: BehalfForm | None) -> UUID | None:
    programmes = sorted(request.actor.scope.programmes)
    new = NewIntake(
        door.value,
        form.facts(),
        form.cleaned_data.get("is_in_danger", False),
        door is Door.GUARDIAN,
        programmes[0] if door is Door.PROVIDER and programmes else None,
    )
    try:
        with transaction.atomic(), acting(request, behalf, on=request.day.today) as by:
            return open_intake(new=new, by=by, at=request.day.now).id
    except Refused as refused:
        form.add_error(None, refused.decision.reason)
        return None


def log_reading(request: CountyRequest, intake: UUID) -> Act:
    """Name the row of the trail that reading an intake writes first."""
    value = intake_of(request.actor, intake)
    return Act("read-intake", "intake", intake, value.child_id)


def show_intake(request: CountyRequest, intake: UUID) -> HttpResponse:
    """Show one intake: what was said, the steps, what one may do now."""
    value = intake_of(request.actor, intake)
    return render(request, "registry/intake/intake.html", intake_context(request, value))


def intake_context(request: CountyRequest, value: IntakeValue, likeness: Any = None) -> dict[str, Any]:
    """Return what the page of one intake shows."""
    county, places = request.county_code, division_names(request.county_code)
    kwargs = {"county": county, "intake": value.row.id}
    may_handle = bool(request.actor.may(Permission.HANDLE_INTAKE))
    steps = presenters.buttons(value, actor=request.actor, county=county)
    return {
        "page": {"title": value.facts.name or _("Name not known"), "sub": value.row.number},
        "value": value,
        "state": label(State, value.state),
        "door": label(Door, value.row.door),
        "is_overdue": value.row.is_overdue(request.day.today),
        "due_words": presenters.due_words(value),
        "facts": presenters.facts_rows(value, places),
        "route": presenters.route_steps(value),
        "timeline": presenters.timeline(value.steps),
        "buttons": [button for button in steps if button.decision],
        "locked": [button for button in steps if not button.decision],
        "alike": [_alike(request, value, a, likeness) for a in alike_of(request.actor, value.row.id)]
        if may_handle
        else [],
        "notice_url": reverse("print-intake-notice", kwargs=kwargs) if value.state in _DECIDED else "",
        "child_url": reverse("show-child", kwargs={"county": county, "child": value.child_id})
        if value.child_id and request.actor.may(Permission.VIEW_CHILD)
        else "",
        "crumb_url": reverse("list-intakes", kwargs={"county": county}),
    }


def _alike(request: CountyRequest, value: IntakeValue, one: Alike, refused: Any) -> dict[str, Any]:
    county, other = request.county_code, one.child_id or one.intake_id
    name, key = ("show-child", "child") if one.child_id else ("show-intake", "intake")
    initial = {"other_id": other, "seen_version": value.row.version}
    form = LikenessForm(initial=initial, auto_id=f"id_{other}_%s")
    if refused is not None and str(refused.data.get("other_id")) == str(other):
        form = refused
    may = rules.may_take(Action.DIFFERENT, value.state, request.actor.permissions)
    return {
        "value": one,
        "grade": label(Grade, one.grade),
        "kind": _("file") if one.child_id else _("intake"),
        "url": reverse(name, kwargs={"county": county, key: other}),
        "form": form if one.is_open and may else None,
        "post_url": reverse("answer-intake-likeness", kwargs={"county": county, "intake": value.row.id}),
    }


def answer_alike(request: CountyRequest, intake: UUID) -> HttpResponse:
    """Answer whether another record is of the same child."""
    value = intake_of(request.actor, intake)
    form = LikenessForm(request.POST or None)
    if form.is_valid():
        try:
            with transaction.atomic():
                answer_likeness(intake_id=intake, by=request.actor, at=request.day.now, **form.values())
            return redirect("show-intake", county=request.county_code, intake=intake)
        except Conflict:
            raise
        except Refused as refused:
            form.add_error(None, refused.decision.reason)
    if request.method != "POST":
        return redirect("show-intake", county=request.county_code, intake=intake)
    return render(request, "registry/intake/intake.html", intake_context(request, value, form), status=400)


def print_notice(request: CountyRequest, intake: UUID) -> HttpResponse:
    """Show the written notice of a decision, to print and hand over."""
    value = intake_of(request.actor, intake)
    step = value.last(_DECIDED.get(value.state, ""))
    decision = Decision.yes() if step else Decision.no("not-decided", _("Nothing is decided yet."), "R21")
    context = {
        "page": {"title": _("Notice of the decision"), "sub": value.row.number},
        "value": value,
        "step": step,
        "decision": decision,
        "county_name": request.day.county.name,
        "addressee": presenters.addressee(value.facts),
        "is_accepted": value.state is State.ON_ROSTER,
        "is_refused": value.state is State.REFUSED,
        "categories": "、".join(label(Category, c) for c in step.said.get("categories", ())) if step else "",
        "back_url": link(request, "show-intake", intake=intake),
    }
    return render(request, "registry/intake/notice.html", context)


def _chosen(request: CountyRequest) -> IntakeFilter:
    """Read the chips; with none chosen, what waits for the reader."""
    given = request.GET
    state, door = given.get("state", ""), given.get("door", "")
    wanted = IntakeFilter(
        state if state in frozenset(State) else "",
        door if door in frozenset(Door) else "",
        given.get("town", "")[:9],
        bool(given.get("mine")),
        bool(given.get("overdue")),
    )
    is_plain = wanted == IntakeFilter() and "all" not in given
    return IntakeFilter(mine=True) if is_plain and request.actor.may(Permission.HANDLE_INTAKE) else wanted


def _page_url(asked: Any, number: int) -> str:
    asked["page"] = str(number)
    return f"?{asked.urlencode()}"
