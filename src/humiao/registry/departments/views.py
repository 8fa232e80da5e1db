"""Pages of departments' lists: the lists, upload, preview, the groups of a list, a row, decisions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, Permission, link
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.places.public import division_names, divisions
from humiao.foundation.trail.public import Act
from humiao.registry.departments import presenters
from humiao.registry.departments.choices import Department, Group, State
from humiao.registry.departments.commands.keeping import (
    compare_list,
    content_of,
    drop_list,
    map_list_columns,
    preview,
    upload_list,
)
from humiao.registry.departments.forms import UploadForm
from humiao.registry.departments.group_views import group_page
from humiao.registry.departments.queries import department_lists, departments_there, list_of, list_row
from humiao.registry.departments.values import NewList
from humiao.registry.labels import label
from humiao.registry.lists.forms import VersionForm, columns_offered, mapping_of
from humiao.registry.lists.headings import Head, find_head, guessed_head
from humiao.registry.lists.presenters import selects_of
from humiao.registry.lists.workbook import Sheet, UnusableFile, read_workbook
from humiao.registry.models import DepartmentList

MOST_BAD = 100


def list_lists(request: CountyRequest) -> HttpResponse:
    """Show the lists there are, the newest first."""
    department, after = request.GET.get("department", ""), cursor(request.GET.get("after", ""))
    page = department_lists(request.actor, department=department, after=after)
    there, base = departments_there(request.actor), link(request, "list-department-lists")
    places = division_names(request.county_code)
    keep = f"department={department}&" if department else ""
    context = {
        "page": {"title": _("Departments' lists"), "sub": _("Compared with the roster of the day")},
        "rows": [presenters.show_list(v, request.county_code, places) for v in page.rows],
        "chips": [
            {"label": _("All"), "url": base, "count": sum(there.values()), "active": not department},
            *(
                {
                    "label": label(Department, code),
                    "url": f"{base}?department={code}",
                    "count": count,
                    "active": code == department,
                }
                for code, count in sorted(there.items())
            ),
        ],
        "may_compare": bool(request.actor.may(Permission.COMPARE_LISTS)),
        "pager": {
            "shown": len(page.rows),
            "total": there.get(department, 0) if department else sum(there.values()),
            "previous_url": "",
            "next_url": f"{base}?{keep}after={page.after}" if page.after else "",
        },
    }
    return render(request, "registry/departments/lists.html", context)


def start(request: CountyRequest) -> HttpResponse:
    """Take a file and lead to its preview, or to the list it was before."""
    towns = [(d.code, d.name) for d in divisions(request.county_code) if not d.parent_code]
    form = UploadForm(
        towns, request.POST or None, request.FILES or None, initial={"as_of": request.day.today}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        new = NewList(given["department"], given["as_of"], given["file"].name, given["means"], given["town"])
        try:
            with transaction.atomic():
                kept = upload_list(data=given["file"].read(), new=new, by=request.actor, at=request.day.now)
            return redirect("show-department-list", county=request.county_code, listed=kept)
        except UnusableFile as refused:
            form.add_error("file", refused.decision.reason)
        except Refused as refused:
            form.add_error(None, refused.decision.reason)
    context = {
        "page": {
            "title": _("Compare a department's list"),
            "sub": _("Any spreadsheet, whatever its columns are called."),
        },
        "form": form,
        "cancel_url": link(request, "list-department-lists"),
    }
    return render(request, "registry/departments/start.html", context, status=400 if form.errors else 200)


def log_list(request: CountyRequest, listed: UUID) -> Act:
    """Name the row of the trail that reading a list writes first: whose list, which group."""
    row = list_row(request.actor, listed)
    plain = {"department": row.department, "group": _group(request)}
    return Act("read-department-list", "department-list", listed, plain=plain)


def show(request: CountyRequest, listed: UUID) -> HttpResponse:
    """Show what comparing would find, or a group of what it found."""
    row = list_row(request.actor, listed)
    if row.state == State.OPEN:
        return _preview(request, row)
    return group_page(request, list_of(request.actor, listed), _group(request))


def map_columns(request: CountyRequest, listed: UUID) -> HttpResponse:
    """Set what the headings mean, and show the preview again."""
    row, form = list_row(request.actor, listed), VersionForm(request.POST)
    if form.is_valid():
        heads = [(place, head) for place, _sheet, head in _heads(row) if head]
        map_list_columns(
            list_id=listed,
            seen_version=form.cleaned_data["seen_version"],
            mapping=dict(row.mapping) | mapping_of(heads, request.POST),
            by=request.actor,
            at=request.day.now,
        )
    return redirect("show-department-list", county=request.county_code, listed=listed)


def compare(request: CountyRequest, listed: UUID) -> HttpResponse:
    """Compare the list and keep what came of it."""
    row, form = list_row(request.actor, listed), VersionForm(request.POST)
    if form.is_valid():
        seen = form.cleaned_data["seen_version"]
        try:
            with transaction.atomic():
                compare_list(list_id=listed, seen_version=seen, by=request.actor, at=request.day.now)
        except Conflict:
            raise
        except Refused as refused:
            return _preview(request, row, refusal=refused.decision.reason, status=400)
    return redirect("show-department-list", county=request.county_code, listed=listed)


def drop(request: CountyRequest, listed: UUID) -> HttpResponse:
    """Give the list up."""
    list_row(request.actor, listed)
    form = VersionForm(request.POST)
    if form.is_valid():
        seen = form.cleaned_data["seen_version"]
        drop_list(list_id=listed, seen_version=seen, by=request.actor, at=request.day.now)
    return redirect("list-department-lists", county=request.county_code)


def _preview(request: CountyRequest, row: DepartmentList, *, status: int = 200, **more: Any) -> HttpResponse:
    value = list_of(request.actor, row.pk)
    shown = presenters.show_list(value, request.county_code, division_names(request.county_code))
    may_compare = bool(request.actor.may(Permission.COMPARE_LISTS))
    context: dict[str, Any] = {
        "page": {"title": shown.department, "sub": row.file_name},
        "shown": shown,
        "row": row,
        "may_compare": may_compare,
        "map_url": link(request, "map-department-list", listed=row.pk) if may_compare else "",
        "columns": columns_offered(),
        "sheets": [
            {"name": sheet.name, "selects": selects_of(place, head, sheet.rows) if head else []}
            for place, sheet, head in _heads(row)
        ],
        **more,
    }
    try:
        found = preview(row, by=request.actor, at=request.day.now)
        context["counts"] = found.counts()
        context["bad"] = [x for x in found.lines if x.group is Group.BAD][:MOST_BAD]
    except UnusableFile as refused:
        context |= {"unusable": refused.decision.reason, "is_unusable": True}
    return render(request, "registry/departments/preview.html", context, status=status)


def _heads(row: DepartmentList) -> list[tuple[int, Sheet, Head | None]]:
    """Return each sheet with its heading as mapped now; one nobody understands with its fullest row."""
    return [
        (place, sheet, find_head(sheet, row.mapping) or guessed_head(sheet))
        for place, sheet in enumerate(read_workbook(content_of(row)).sheets)
    ]


def _group(request: CountyRequest) -> str:
    asked = request.GET.get("group", "")
    return asked if asked in frozenset(Group) else ""


def cursor(text: str) -> UUID | None:
    """Read a cursor; one that was tampered with begins anew."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
