"""Pages of the trail: what somebody did, who saw a child, refusals, one's own acts, whether it holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from humiao.access.exports.public import exports_of_child
from humiao.access.public import CountyRequest, account_names, link
from humiao.desk.acts import KINDS, ActKind
from humiao.foundation.clock import moment
from humiao.foundation.trail.public import Act
from humiao.foundation.trail.reading import Asked, acts_page, chain
from humiao.foundation.trail.sealing import chain_faults
from humiao.oversight.forms import TrailForm, span
from humiao.oversight.presenters import act_lines
from humiao.registry.public import child_by_file_number

_NO_CHANGES = frozenset(action for actions in KINDS.values() for action in actions)
NEWEST = 20  # batches whose entries a page checks one by one; the command line checks all


def log_trail(request: CountyRequest) -> Act | None:
    """Say what the trail keeps of the trail being read: about whom or which child, one row a question."""
    if request.GET.get("after"):
        return None
    child = child_by_file_number(request.GET.get("number", "")[:30])
    asked = {
        name: request.GET[name][:40] for name in ("person", "kind", "since", "until") if request.GET.get(name)
    }
    if child:
        return Act("read-child-trail", "child", child, child, asked)
    return Act("read-trail", "trail", plain=asked) if asked else None


def show_trail(request: CountyRequest) -> HttpResponse:
    """Show what was done, by whom, about which child, in which days."""
    people = sorted(((str(i), name) for i, name in account_names().items()), key=lambda pair: pair[1])
    form = TrailForm(request.GET, people=people)
    context: dict[str, Any] = {
        "page": {"title": _("Trail"), "sub": _("Who did what; children by file number")},
        "form": form,
        "tabs": _tabs(request, "show-trail"),
    }
    if form.is_valid():
        context |= _asked(request, form)
    return render(request, "oversight/trail.html", context, status=422 if form.errors else 200)


def _asked(request: CountyRequest, form: TrailForm) -> dict[str, Any]:
    given = form.cleaned_data
    child = child_by_file_number(given["number"]) if given["number"] else None
    if given["number"] and child is None:
        form.add_error("number", _("No file has this number."))
        return {}
    has_days = given["since"] or given["until"] or not (given["person"] or child)
    kind = ActKind(given["kind"]) if given["kind"] else None
    since, until = span(given["since"], given["until"], request.day.today)
    asked = Asked(
        given["person"],
        child,
        KINDS.get(kind, ()) if kind else (),
        _NO_CHANGES if kind is ActKind.CHANGE else (),
        moment(since, 0) if has_days else None,
        moment(until + timedelta(days=1), 0) if has_days else None,
    )
    found = acts_page(asked, after=request.GET.get("after", ""))
    return {
        "lines": act_lines(found.rows),
        "pager": _pager(request, "show-trail", found, given | {"since": given["since"] and since}),
        "days": (since, until) if has_days else None,
        "number": given["number"] if child else "",
        "exports": exports_of_child(child) if child and not request.GET.get("after") else (),
    }


def show_refusals(request: CountyRequest) -> HttpResponse:
    """Show who knocked where and was refused."""
    found = acts_page(Asked(actions=("refused",)), after=request.GET.get("after", ""))
    context = {
        "page": {"title": _("Refusals"), "sub": _("Who knocked where, the newest first")},
        "lines": act_lines(found.rows),
        "pager": _pager(request, "show-refusals", found, {}),
        "tabs": _tabs(request, "show-refusals"),
    }
    return render(request, "oversight/trail.html", context)


def show_own(request: CountyRequest) -> HttpResponse:
    """Show a person what they did themselves, as the trail keeps it."""
    asked = Asked(actor=request.account.id)
    found = acts_page(asked, after=request.GET.get("after", ""))
    context = {
        "page": {"title": _("What I did"), "sub": _("What the trail keeps of you; nobody can change it")},
        "lines": act_lines(found.rows),
        "pager": _pager(request, "show-own-trail", found, {}),
        "is_own": True,
    }
    return render(request, "oversight/trail.html", context)


def show_chain(request: CountyRequest) -> HttpResponse:
    """Show how the trail is sealed and, when asked, whether it holds."""
    is_checked = bool(request.GET.get("check"))
    faults = list(chain_faults(request.county_code, newest=NEWEST)) if is_checked else []
    context = {
        "page": {"title": _("Does the trail hold?"), "sub": _("Sealed runs, the newest first")},
        "chain": chain(),
        "is_checked": is_checked,
        "faults": faults,
        "newest": NEWEST,
        "check_url": link(request, "show-chain", {"check": "1"}),
        "tabs": _tabs(request, "show-chain"),
    }
    return render(request, "oversight/chain.html", context)


def _pager(request: CountyRequest, name: str, found: Any, asked: Mapping[str, Any]) -> dict[str, Any]:
    query = {key: value for key, value in asked.items() if value} | {"after": found.after}
    return {
        "shown": len(found.rows),
        "total": None,
        "previous_url": "",
        "next_url": link(request, name, query) if found.after else "",
    }


def _tabs(request: CountyRequest, current: str) -> list[dict[str, Any]]:
    places = (
        ("show-trail", _("Acts")),
        ("show-refusals", _("Refusals")),
        ("show-chain", _("Does it hold?")),
    )
    return [
        {"url": link(request, name), "label": label, "active": name == current, "count": None}
        for name, label in places
    ]
