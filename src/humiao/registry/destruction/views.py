"""Pages of retention: the table of periods, what is due this year, lists of destruction."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, NotReached, Permission, link
from humiao.foundation.decisions import Conflict, Refused
from humiao.registry.destruction import kinds, presenters, rules
from humiao.registry.destruction.choices import Fate, State
from humiao.registry.destruction.commands.listing import (
    approve_destruction,
    prepare_destruction,
    refuse_destruction,
    withdraw_destruction,
)
from humiao.registry.destruction.commands.periods import set_period
from humiao.registry.destruction.forms import DecisionForm, PeriodForm
from humiao.registry.destruction.periods import periods
from humiao.registry.destruction.queries import (
    destruction_list,
    destruction_lists,
    due_counts,
    fates_of,
    items_of,
)
from humiao.registry.destruction.values import ListValue


def show(request: CountyRequest, refused: str = "") -> HttpResponse:
    """Show how long records are kept, what is due by the end of the year, and the lists."""
    actor, found = request.actor, periods()
    year = request.day.today.year
    counts = due_counts(date(year, 12, 31))
    context = {
        "page": {"title": _("Retention and destruction")},
        "rows": presenters.period_rows(found),
        "limit": presenters.request_row(found),
        "year": year,
        "due": [{"name": kinds.name_of(c.kind), "due": c.due, "held": c.held} for c in counts],
        "total": sum(c.due for c in counts),
        "lists": [_line(request, value) for value in destruction_lists(actor.scope)],
        "may_prepare": Permission.PREPARE_DESTRUCTION in actor.permissions,
        "may_set": Permission.APPROVE_DESTRUCTION in actor.permissions,
        "refused": refused,
    }
    return render(request, "registry/destruction/show.html", context, status=422 if refused else 200)


def prepare(request: CountyRequest) -> HttpResponse:
    """Prepare the list of this year."""
    try:
        with transaction.atomic():
            made = prepare_destruction(year=request.day.today.year, by=request.actor, at=request.day.now)
    except Refused as refused:
        return show(request, refused.decision.reason)
    return redirect(link(request, "show-destruction", destruction=made))


def change_period(request: CountyRequest, key: str) -> HttpResponse:
    """Set a period of the county's own."""
    period = periods().get(key)
    if period is None or period.value is None:
        raise NotReached
    back = link(request, "show-retention")
    form = PeriodForm(request.POST or None, initial={"value": period.value, "source": period.source})
    if form.is_valid():
        try:
            with transaction.atomic():
                set_period(key=key, by=request.actor, at=request.day.now, **form.cleaned_data)
            return redirect(back)
        except Refused as refused:
            form.add_error(None, refused.decision.reason)
    context = {
        "page": {"title": _("Set a period"), "sub": presenters.name_of_period(key)},
        "crumbs": [(_("Retention and destruction"), back)],
        "cancel_url": back,
        "form": form,
    }
    return render(request, "registry/holds/place.html", context, status=422 if form.errors else 200)


def show_list(request: CountyRequest, destruction: UUID) -> HttpResponse:
    """Show a list: what stands on it, and what became of it."""
    value = destruction_list(request.actor.scope, destruction)
    return _shown(request, value, DecisionForm(initial={"seen_version": value.version}))


def decide(request: CountyRequest, destruction: UUID) -> HttpResponse:
    """Approve or refuse a list as the second person."""
    value = destruction_list(request.actor.scope, destruction)
    form = DecisionForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        shared: dict[str, Any] = {"list_id": value.id, "seen_version": given["seen_version"]}
        shared |= {"by": request.actor, "at": request.day.now}
        try:
            with transaction.atomic():
                if given["decision"] == "approve":
                    approve_destruction(left_out=_left_out(request), **shared)
                else:
                    refuse_destruction(note=given["note"], **shared)
            return redirect(link(request, "show-destruction", destruction=destruction))
        except Conflict:
            raise
        except Refused as refused:
            form.add_error(None, refused.decision.reason)
    return _shown(request, value, form, status=422)


def withdraw(request: CountyRequest, destruction: UUID) -> HttpResponse:
    """Take one's own list back."""
    value = destruction_list(request.actor.scope, destruction)
    seen = request.POST.get("seen_version", "")
    version = int(seen) if seen.isdecimal() and len(seen) < 9 else 0
    withdraw_destruction(list_id=value.id, seen_version=version, by=request.actor, at=request.day.now)
    return redirect(link(request, "show-destruction", destruction=destruction))


def _left_out(request: CountyRequest) -> list[UUID]:
    found = []
    for text in request.POST.getlist("left_out"):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _line(request: CountyRequest, value: ListValue) -> dict[str, Any]:
    return {
        "list": value,
        "state": State(value.state).label,
        "is_waiting": value.state == State.PREPARED,
        "records": sum(value.counts.values()),
        "url": link(request, "show-destruction", destruction=value.id),
    }


def _shown(request: CountyRequest, value: ListValue, form: Any, *, status: int = 200) -> HttpResponse:
    actor = request.actor
    asked = request.GET.get("page", "")
    page = max(1, int(asked)) if asked.isdecimal() and len(asked) < 6 else 1
    items = items_of(value.id, page=page)
    may = actor.may(Permission.APPROVE_DESTRUCTION)
    posts = [post.id for post in actor.posts]
    context = {
        "page": {"title": _("List of destruction %(number)s") % {"number": value.number}},
        "crumbs": [(_("Retention and destruction"), link(request, "show-retention"))],
        **_line(request, value),
        "items": [
            {
                "item": i,
                "kind": kinds.name_of(i.kind),
                "fate": Fate(i.state).label,
                "may_leave_out": i.state == Fate.LISTED,
            }
            for i in items
        ],
        "outcome": presenters.outcome_rows(fates_of(value.id)),
        "form": form,
        "is_mine": value.prepared_by == actor.account_id,
        "may_decide": rules.may_decide(value, account=actor.account_id, posts=posts) if may else may,
        "print_url": link(request, "print-destruction", destruction=value.id),
        "next_url": link(request, "show-destruction", {"page": page + 1}, destruction=value.id)
        if len(items) == 200
        else "",
    }
    return render(request, "registry/destruction/list.html", context, status=status)
