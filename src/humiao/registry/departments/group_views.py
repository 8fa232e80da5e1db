"""Pages of a compared list: one of its groups with what may be decided, and one row whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, NotReached, Permission, link
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.places.public import division_names
from humiao.foundation.trail.public import Act
from humiao.programmes.public import programmes_of
from humiao.registry.departments import presenters, rules
from humiao.registry.departments.choices import OF_FACTS, OUTCOMES, TO_DECIDE, Group, Outcome, State
from humiao.registry.departments.commands.deciding import Wish, answer_row, decide_rows
from humiao.registry.departments.commands.taking_back import take_back
from humiao.registry.departments.forms import BESIDES, AnswerForm, DecideForm
from humiao.registry.departments.queries import (
    decisions_of,
    facts_waiting,
    group_counts,
    list_of,
    row_of_list,
    rows_of_list,
)
from humiao.registry.departments.values import ListValue, RowValue
from humiao.registry.lists.presenters import MOST_SHOWN
from humiao.registry.lists.queries import files_named
from humiao.registry.presenters import ShownFile, show_file
from humiao.registry.queries.file import child_file


def group_page(
    request: CountyRequest, value: ListValue, group: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    """Show one group of a list, what waits first; `more` brings what a decision came to."""
    counts = group_counts(request.actor, value.id)
    group = group or _first(counts)
    is_decided = request.GET.get("state") == "decided"
    asked = None if group not in TO_DECIDE else not is_decided
    page = rows_of_list(request.actor, value.id, group, waiting=asked, after=_cursor(request))
    places = division_names(request.county_code)
    base = link(request, "show-department-list", listed=value.id)
    total, waiting = counts.get(group, (0, 0))
    keep = f"group={group}" + ("&state=decided" if is_decided else "")
    shown = presenters.show_list(value, request.county_code, places)
    may_decide = _may_decide(request, value) and group in TO_DECIDE and waiting > 0 and not is_decided
    form = more.pop("form", None)
    if form is None and may_decide and group != Group.UNCLEAR:
        form = _form(request, group, _facts(request, value.id, group), waiting)
    context = {
        "page": {"title": shown.department, "sub": value.file_name},
        "shown": shown,
        "group": group,
        "has_changes": group in OF_FACTS or group == Group.SEND,
        "rows": presenters.show_rows(page.rows, value, request.county_code, places),
        "chips": presenters.group_chips(base, counts, group, layout=value.layout),
        "state_chips": _state_chips(base, group, total, waiting, is_decided) if group in TO_DECIDE else [],
        "form": form,
        "may_compare": bool(request.actor.may(Permission.COMPARE_LISTS)),
        "decisions": presenters.show_decisions(decisions_of(request.actor, value.id, at=request.day.now)),
        "is_partial": group == Group.GONE and rules.looks_partial(_before(counts), total),
        "pager": {
            "shown": len(page.rows),
            "total": total if asked is None else total - waiting if is_decided else waiting,
            "previous_url": "",
            "next_url": f"{base}?{keep}&after={page.after}" if page.after else "",
        },
        **more,
    }
    return render(request, "registry/departments/list.html", context, status=status)


def decide(request: CountyRequest, listed: UUID) -> HttpResponse:
    """Decide about rows of a group; the page says what came of it."""
    value, group = list_of(request.actor, listed), request.POST.get("group", "")
    if group not in TO_DECIDE:
        raise NotReached
    is_alone = "which" not in request.POST
    ticked = frozenset(found for text in request.POST.getlist("row") if (found := _id(text)))
    waiting = value.waiting.get(group, 0)
    form = DecideForm(
        group,
        request.POST,
        waiting=waiting,
        facts=_facts(request, listed, group),
        programmes=_programmes(request) if group == Group.NEW else (),
        alone=is_alone,
    )
    if not form.is_valid():
        return group_page(request, value, group, form=form, status=400)
    given = form.cleaned_data
    besides = given.get("which") == BESIDES
    if not (besides or ticked):
        form.add_error(None, _("Tick the rows it is about."))
        return group_page(request, value, group, form=form, status=400)
    wish = Wish(
        group,
        given["outcome"],
        given["reason"],
        None if besides else ticked,
        ticked if besides else frozenset(),
        form.facts_taken() if given["outcome"] == Outcome.TAKE else None,
        form.programme_id() if given["outcome"] == Outcome.INTAKE else None,
    )
    try:
        with transaction.atomic():
            done = decide_rows(
                list_id=listed,
                wish=wish,
                seen_waiting=given["seen_waiting"],
                by=request.actor,
                at=request.day.now,
            )
    except Conflict:
        raise
    except Refused as refused:
        form.add_error(None, refused.decision.reason)
        return group_page(request, value, group, form=form, status=400)
    return group_page(request, list_of(request.actor, listed), group, done=done)


def take_facts_back(request: CountyRequest, listed: UUID, decision: UUID) -> HttpResponse:
    """Put back what a decision took; the page says what came of it."""
    value = list_of(request.actor, listed)
    try:
        with transaction.atomic():
            back = take_back(list_id=listed, decision_id=decision, by=request.actor, at=request.day.now)
    except Refused as refused:
        return group_page(request, value, "", refusal=refused.decision.reason, status=400)
    stays = {
        "kept": files_named(request.actor, back.kept, most=MOST_SHOWN),
        "housed": files_named(request.actor, back.housed, most=MOST_SHOWN),
    }
    return group_page(request, list_of(request.actor, listed), "", back=back, stays=stays)


def log_row(request: CountyRequest, listed: UUID, line: UUID) -> Act:
    """Name the row of the trail that reading a row with its file writes first."""
    row = row_of_list(request.actor, listed, line)
    return Act("read-department-row", "department-row", line, row.child_id, {"list": str(listed)})


def show_line(request: CountyRequest, listed: UUID, line: UUID) -> HttpResponse:
    """Show a row beside the file it is or may be."""
    return _line_page(request, listed, line)


def answer(request: CountyRequest, listed: UUID, line: UUID) -> HttpResponse:
    """Take the answer whether it is the same child, and lead on to what it then is."""
    row_of_list(request.actor, listed, line)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _line_page(request, listed, line, answer_form=form, status=400)
    given = form.cleaned_data
    try:
        with transaction.atomic():
            answer_row(
                list_id=listed,
                row_id=line,
                is_same=given["answer"] == Outcome.SAME,
                reason=given["reason"],
                seen_version=given["seen_version"],
                by=request.actor,
                at=request.day.now,
            )
    except Conflict:
        raise
    except Refused as refused:
        form.add_error(None, refused.decision.reason)
        return _line_page(request, listed, line, answer_form=form, status=400)
    return redirect("show-department-row", county=request.county_code, listed=listed, line=line)


def _line_page(
    request: CountyRequest, listed: UUID, line: UUID, *, status: int = 200, **more: Any
) -> HttpResponse:
    value, row = list_of(request.actor, listed), row_of_list(request.actor, listed, line)
    places = division_names(request.county_code)
    file = _file(request, row, places)
    waits = row.is_waiting and _may_decide(request, value)
    context: dict[str, Any] = {
        "page": {"title": row.name or "—", "sub": presenters.row_title(row)},
        "shown": presenters.show_list(value, request.county_code, places),
        "line": presenters.show_row(row, value, request.county_code, places),
        "facts": presenters.compared_facts(row, file, places),
        "has_file": file is not None,
        **more,
    }
    if waits and row.group == Group.UNCLEAR:
        context.setdefault("answer_form", AnswerForm(initial={"seen_version": row.version}))
    elif waits and OUTCOMES[Group(row.group)]:
        facts = [(c, presenters.fact_name(c)) for c in rules.facts_in(row.found.changes)]
        context["form"] = _form(request, row.group, facts, value.waiting.get(row.group, 0), alone=True)
    return render(request, "registry/departments/row.html", context, status=status)


def _file(request: CountyRequest, row: RowValue, places: Mapping[str, str]) -> ShownFile | None:
    if not row.file_number or row.child_id is None:
        return None
    on = request.day.today
    return show_file(
        child_file(request.actor.scope, row.child_id, on=on), places=places, on=on, revealed=True
    )


def _facts(request: CountyRequest, listed: UUID, group: str) -> list[tuple[str, str]]:
    return presenters.show_facts(facts_waiting(request.actor, listed, group)) if group in OF_FACTS else []


def _form(
    request: CountyRequest, group: str, facts: list[tuple[str, str]], waiting: int, *, alone: bool = False
) -> DecideForm:
    return DecideForm(
        group,
        waiting=waiting,
        facts=facts,
        programmes=_programmes(request) if group == Group.NEW else (),
        alone=alone,
        initial={
            "group": group,
            "seen_waiting": waiting,
            "which": "only",
            "fields_taken": [code for code, _name in facts],
        },
    )


def _programmes(request: CountyRequest) -> list[tuple[str, str]]:
    """Return the programmes in force whose outreach may take children in."""
    on = request.day.today
    return [
        (str(p.id), _("Outreach: %(programme)s") % {"programme": p.name})
        for p in programmes_of(request.actor.scope)
        if (p.terms.starts_on or on) <= on <= (p.terms.ends_on or on)
    ]


def _may_decide(request: CountyRequest, value: ListValue) -> bool:
    return value.state == State.COMPARED and bool(request.actor.may(Permission.COMPARE_LISTS))


def _first(counts: Mapping[str, tuple[int, int]]) -> str:
    """Return the first group in which something waits."""
    waits = (g.value for g in TO_DECIDE if counts.get(g.value, (0, 0))[1])
    return next(waits, Group.NEW.value)


def _before(counts: Mapping[str, tuple[int, int]]) -> int:
    """Return about how many children of the roster the last list had."""
    return sum(counts.get(g, (0, 0))[0] for g in (Group.SAME, Group.CHANGED, Group.GONE))


def _state_chips(base: str, group: str, total: int, waiting: int, is_decided: bool) -> list[dict[str, Any]]:
    return [
        {"label": _("Waiting"), "url": f"{base}?group={group}", "count": waiting, "active": not is_decided},
        {
            "label": _("Decided already"),
            "url": f"{base}?group={group}&state=decided",
            "count": total - waiting,
            "active": is_decided,
        },
    ]


def _cursor(request: CountyRequest) -> UUID | None:
    return _id(request.GET.get("after", ""))


def _id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
