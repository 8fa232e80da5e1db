"""One page of a child's timeline: chosen by kind, grouped by month."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest
from humiao.desk.child.entries import LEVEL, NEED, ROSTER, VISIT, Entry, entries_of
from humiao.desk.child.reading import Whole
from humiao.desk.links import link

SIZE = 40


def timeline(request: CountyRequest, whole: Whole) -> dict[str, Any]:
    """Return `timeline`, its `chips` and its `pager`."""
    entries = entries_of(whole)
    kind = request.GET.get("kind", "")
    chosen = [e for e in entries if e.kind == kind] if kind in _names() else entries
    number = _page_number(request.GET.get("page", ""), len(chosen))
    shown = chosen[(number - 1) * SIZE : number * SIZE]
    return {
        "timeline": _by_month(shown),
        "chips": _chips(request, whole, entries, kind),
        "pager": _pager(request, whole, number, len(shown), len(chosen), kind),
    }


def _names() -> dict[str, str]:
    return {
        VISIT: _("Visits"),
        LEVEL: _("Assessments and levels"),
        NEED: _("Needs"),
        ROSTER: _("Roster and categories"),
    }


def _by_month(entries: list[Entry]) -> list[dict[str, Any]]:
    months = groupby(entries, key=lambda entry: entry.on.replace(day=1))
    return [{"month": month, "entries": list(found)} for month, found in months]


def _chips(request: CountyRequest, whole: Whole, entries: list[Entry], kind: str) -> list[dict[str, Any]]:
    def chip(label: str, code: str, count: int) -> dict[str, Any]:
        url = link(request, "show-child", {"kind": code}, child=whole.file.id)
        return {"label": label, "url": url, "count": count, "active": code == kind}

    counts = {code: sum(e.kind == code for e in entries) for code in _names()}
    named = [chip(label, code, counts[code]) for code, label in _names().items() if counts[code]]
    return [chip(_("All"), "", len(entries)), *named]


def _page_number(text: str, entries: int) -> int:
    last = max(1, -(-entries // SIZE))
    return min(max(int(text), 1), last) if text.isdecimal() and len(text) < 6 else 1


def _pager(
    request: CountyRequest, whole: Whole, number: int, shown: int, total: int, kind: str
) -> dict[str, Any] | None:
    if total <= SIZE:
        return None

    def url(page: int) -> str:
        return link(request, "show-child", {"kind": kind, "page": page}, child=whole.file.id)

    return {
        "shown": shown,
        "total": total,
        "previous_url": url(number - 1) if number > 1 else "",
        "next_url": url(number + 1) if number * SIZE < total else "",
    }
