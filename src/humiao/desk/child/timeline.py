"""One page of a child's timeline: chosen by kind, grouped by month."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, link
from humiao.desk.child.entries import LEVEL, NEED, ROSTER, VISIT, entries_of
from humiao.desk.child.reading import Whole
from humiao.registry.public import FileEntry, entry_kinds

SIZE = 40


def timeline(request: CountyRequest, whole: Whole) -> dict[str, Any]:
    """Return `timeline`, its `chips` and its `pager`.

    A page begins after a cursor: a day, and how many entries of that day were shown already. So what is
    recorded meanwhile on other days moves nothing.
    """
    entries = entries_of(whole)
    kind = request.GET.get("kind", "")
    chosen = [e for e in entries if e.kind == kind] if kind in _names() else entries
    start = place_of(request.GET.get("after", ""), chosen)
    shown = chosen[start : start + SIZE]
    return {
        "timeline": by_month(shown),
        "chips": _chips(request, whole, entries, kind),
        "pager": _pager(request, whole, chosen, start, kind),
    }


def _names() -> dict[str, str]:
    return {
        VISIT: _("Visits"),
        LEVEL: _("Assessments and levels"),
        NEED: _("Needs"),
        ROSTER: _("Roster and categories"),
        **{kind.code: str(kind.label) for kind in entry_kinds()},
    }


def by_month(entries: list[FileEntry]) -> list[dict[str, Any]]:
    """Group entries by the month they stand in."""
    months = groupby(entries, key=lambda entry: entry.on.replace(day=1))
    return [{"month": month, "entries": list(found)} for month, found in months]


def cursor_at(entries: list[FileEntry], place: int) -> str:
    """Return the cursor of the page that begins at a place; empty for the first."""
    if place <= 0:
        return ""
    day = entries[place - 1].on
    return f"{day:%Y-%m-%d}.{sum(e.on == day for e in entries[:place])}"


def place_of(cursor: str, entries: list[FileEntry]) -> int:
    """Return where the page of a cursor begins; one that can't be read begins at the newest."""
    day, _dot, shown = cursor.partition(".")
    if not _dot or not shown.isdecimal() or len(shown) > 4:
        return 0
    try:
        on = date.fromisoformat(day)
    except ValueError:
        return 0
    newer = sum(e.on > on for e in entries)
    place = newer + min(int(shown), sum(e.on == on for e in entries))
    return place if place < len(entries) else 0


def _chips(request: CountyRequest, whole: Whole, entries: list[FileEntry], kind: str) -> list[dict[str, Any]]:
    def chip(label: str, code: str, count: int) -> dict[str, Any]:
        url = link(request, "show-child", {"kind": code}, child=whole.file.id)
        return {"label": label, "url": url, "count": count, "active": code == kind}

    counts = Counter(e.kind for e in entries)
    named = [chip(label, code, counts[code]) for code, label in _names().items() if counts[code]]
    return [chip(_("All"), "", len(entries)), *named]


def _pager(
    request: CountyRequest, whole: Whole, chosen: list[FileEntry], start: int, kind: str
) -> dict[str, Any] | None:
    if len(chosen) <= SIZE:
        return None

    def url(place: int) -> str:
        asked = {"kind": kind, "after": cursor_at(chosen, place)}
        return link(request, "show-child", asked, child=whole.file.id)

    return {
        "shown": min(SIZE, len(chosen) - start),
        "total": len(chosen),
        "previous_url": url(start - SIZE) if start else "",
        "next_url": url(start + SIZE) if start + SIZE < len(chosen) else "",
    }
