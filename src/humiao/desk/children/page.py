"""One page of the list of children, ready to print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from humiao.access.public import CountyRequest, Permission, link, post_names
from humiao.assessments.public import levels_of
from humiao.desk.children.chips import Chips, chips_of
from humiao.desk.children.filters import Listing
from humiao.desk.formats import number
from humiao.desk.levels import level_names
from humiao.foundation.places.public import division_names
from humiao.registry.public import ChildrenPage, ChildRow, ShownChild, children_page, show_row
from humiao.visits.public import NextVisit, next_visits, visit_terms

SIZE = 50


@dataclass(frozen=True)
class ChildLine:
    """A row of the list."""

    child_id: UUID
    shown: ShownChild
    url: str
    born_on: date | None
    level: str
    level_name: str
    workers: str
    visit: NextVisit
    late_days: int


def children_list(request: CountyRequest, listing: Listing) -> dict[str, Any]:
    """Return the context of the page: chips, rows, pager. The rows of the page alone are looked up."""
    after, before = _cursor(request.GET.get("after", "")), _cursor(request.GET.get("before", ""))
    found = children_page(
        listing.scope, on=listing.on, wanted=listing.wanted(), after=after, before=before, size=SIZE
    )
    chips = chips_of(request, listing)
    return {
        "page": {"title": _("Children"), "sub": _said(listing, chips)},
        "rows": lines_of(request, listing, found.rows),
        "chips": chips,
        "filters": listing.filters,
        "all_url": link(request, "list-children"),
        "town_off_url": link(request, "list-children", listing.filters.query(town="")),
        "search_off_url": link(request, "list-children", listing.filters.query(q="")),
        "pager": _pager(request, listing, found, chips.total),
        "q": listing.filters.q,
        "actions": _actions(request, listing),
    }


def _actions(request: CountyRequest, listing: Listing) -> list[dict[str, str]]:
    """Return what a person may bring in or compare from here."""
    offered = (
        (Permission.IMPORT_ROSTER, "list-imports", "file-spreadsheet", _("Import")),
        (
            Permission.VIEW_DEPARTMENT_LISTS,
            "list-department-lists",
            "building-community",
            _("Departments' lists"),
        ),
        (Permission.IMPORT_LEDGER, "list-ledgers", "notes", _("Ledgers")),
        (Permission.OPEN_RESTRICTED, "list-restricted", "shield-lock", _("Restricted files")),
        (Permission.FIND_DUPLICATES, "list-duplicates", "copy", _("Possible duplicates")),
    )
    export = (
        [
            {
                "url": link(request, "export-children", listing.filters.query()),
                "icon": "download",
                "label": _("Take out"),
            }
        ]
        if request.actor.may(Permission.EXPORT_LIST)
        else []
    )
    return export + [
        {"url": link(request, name), "icon": icon, "label": label}
        for permission, name, icon, label in offered
        if request.actor.may(permission)
    ]


def lines_of(request: CountyRequest, listing: Listing, rows: tuple[ChildRow, ...]) -> list[ChildLine]:
    """Return the lines of these rows with what other contexts know of them."""
    if not rows:
        return []
    ids, programme = [row.id for row in rows], listing.programme
    levels = levels_of(programme.id, ids, listing.on) if programme else {}
    visits = next_visits(visit_terms(programme), ids, on=listing.on) if programme else {}
    names, places = post_names(), division_names(request.county_code)
    known = level_names(programme)
    return [
        ChildLine(
            row.id,
            show_row(row, places=places, on=listing.on),
            link(request, "show-child", child=row.id),
            row.born_on,
            levels.get(row.id, ""),
            known[levels[row.id]].name if levels.get(row.id) in known else "",
            _workers(row, names),
            visit := visits.get(row.id, NextVisit()),
            (listing.on - visit.due_on).days if visit.is_overdue and visit.due_on else 0,
        )
        for row in rows
    ]


def _workers(row: ChildRow, names: Mapping[UUID, str]) -> str:
    return "、".join(names[post] for post in row.worker_post_ids if post in names)


def _said(listing: Listing, chips: Chips) -> str:
    count = {"count": number(chips.total)}
    if listing.filters.is_narrowed:
        return ngettext("%(count)s child found", "%(count)s children found", chips.total) % count
    return ngettext("%(count)s child on the roster", "%(count)s children on the roster", chips.total) % count


def _pager(request: CountyRequest, listing: Listing, found: ChildrenPage, total: int) -> dict[str, Any]:
    query = listing.filters.query()
    before = {**query, "before": found.before} if found.before else None
    after = {**query, "after": found.after} if found.after else None
    return {
        "shown": len(found.rows),
        "total": total,
        "previous_url": link(request, "list-children", before) if before else "",
        "next_url": link(request, "list-children", after) if after else "",
    }


def _cursor(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
