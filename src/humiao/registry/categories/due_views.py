"""What of the categories is due: the list, and its first lines for today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, Permission, link
from humiao.foundation.decisions import Decision
from humiao.foundation.places.public import division_names
from humiao.programmes.public import Category
from humiao.registry.categories.choices import DueKind, ExitReason, Situation
from humiao.registry.categories.queries import due_for_review
from humiao.registry.categories.values import DuePage, DueRow
from humiao.registry.labels import label
from humiao.registry.presenters import ShownChild, show_row
from humiao.registry.queries.lists import child_rows


@dataclass(frozen=True)
class ShownDue:
    """One thing due, ready to print."""

    child: ShownChild
    child_url: str
    kind: str
    kind_name: str
    what: str
    due_on: date
    is_late: bool
    act_url: str
    act_label: str
    decision: Decision


def list_due(request: CountyRequest) -> HttpResponse:
    """Show what is due, the longest overdue first."""
    kind, after = request.GET.get("kind", ""), request.GET.get("after", "")
    page = due_for_review(request.actor, on=request.day.today, kind=kind, after=after)
    shown = shown_due(request, page)
    base = link(request, "list-reviews-due")
    keep = f"kind={kind}&" if kind else ""
    context = {
        "page": {"title": _("Reviews due"), "sub": _("within 30 days, or late")},
        "rows": shown,
        "chips": _chips(base, page, kind),
        "pager": {
            "shown": len(shown),
            "total": page.counts.get(kind, 0) if kind else page.total,
            "previous_url": "",
            "next_url": f"{base}?{keep}after={page.after}" if page.after else "",
        },
    }
    return render(request, "registry/categories/due.html", context)


def shown_due(request: CountyRequest, page: DuePage) -> list[ShownDue]:
    """Return rows ready to print, with what this person may do about each."""
    today, places = request.day.today, division_names(request.county_code)
    found = child_rows(request.actor.scope, {r.child_id for r in page.rows}, on=today)
    children = {child: show_row(row, places=places, on=today) for child, row in found.items()}
    return [_row(request, row, children[row.child_id]) for row in page.rows if row.child_id in children]


def _chips(base: str, page: DuePage, kind: str) -> list[dict[str, object]]:
    every = {"label": _("All"), "url": base, "count": page.total, "active": not kind}
    kinds = [
        {
            "label": label(DueKind, k),
            "url": f"{base}?kind={k.value}",
            "count": page.counts.get(k, 0),
            "active": k == kind,
        }
        for k in DueKind
    ]
    return [every, *kinds]


def _row(request: CountyRequest, row: DueRow, child: ShownChild) -> ShownDue:
    address, text, permission = _doing(request.county_code, row)
    return ShownDue(
        child,
        _url(request.county_code, "show-child", row.child_id) + "?tab=categories",
        row.kind,
        label(DueKind, row.kind),
        _what(row),
        row.due_on,
        row.due_on < request.day.today,
        address,
        text,
        request.actor.may(permission),
    )


def _what(row: DueRow) -> str:
    if row.kind == DueKind.SITUATION:
        return label(Situation, row.what)
    return label(Category, row.what) if row.what else _("The roster")


def _doing(county: str, row: DueRow) -> tuple[str, str, Permission]:
    """Return where a thing due is done, what the button says, and what permits it."""
    child, record = row.child_id, row.record_id
    if row.kind == DueKind.EXIT:
        return _url(county, "decide-exit", child, exit=record), _("Decide"), Permission.DECIDE_EXIT
    if row.kind in (DueKind.REVIEW, DueKind.GONE):
        return _url(county, "review-category", child, spell=record), _("Review"), Permission.REVIEW_CATEGORY
    if row.kind == DueKind.PROOF:
        return _url(county, "add-proof", child, spell=record), _("New paper"), Permission.CHANGE_CHILD
    if row.kind == DueKind.SITUATION:
        url = _url(county, "end-situation", child, situation=record)
        return url, _("Say whether it ended"), Permission.CHANGE_CHILD
    if row.kind == DueKind.AGE_16:
        url = _url(county, "send-exit", child, spell=record) + f"?reason={ExitReason.TURNED_16.value}"
        return url, _("End it"), Permission.CHANGE_CHILD
    return _url(county, "leave-roster", child), _("Take off the roster"), Permission.CHANGE_CHILD


def _url(county: str, name: str, child: UUID, **kwargs: UUID) -> str:
    return reverse(name, kwargs={"county": county, "child": child, **kwargs})
