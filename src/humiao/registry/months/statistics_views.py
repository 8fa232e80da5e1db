"""Pages of statistics: tables of a day, the children behind a figure, Excel, background figures."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, Permission, link
from humiao.foundation.decisions import Refused
from humiao.foundation.downloads import XLSX, download
from humiao.foundation.trail.public import Act
from humiao.registry.labels import restricted_words
from humiao.registry.months import queries
from humiao.registry.months.commands.keeping import record_background_figure, withdraw_background_figure
from humiao.registry.months.excel import statistics_file
from humiao.registry.months.forms import BackgroundForm
from humiao.registry.months.statistics import SIZE, Statistics, statistics_of

_SUMS = ("class", "sex", "age", "level")


def show_statistics(request: CountyRequest) -> HttpResponse:
    """Show the county's statistics of a day."""
    found = statistics_of(request)
    may_list = bool(request.actor.may(Permission.VIEW_CHILDREN))
    tables = found.tables(_opener(request, found) if may_list else None)
    total = sum(found.cells["total"].values())
    context = {
        "page": {"title": _("Statistics"), "sub": _("Every figure opens to its children; the sums agree.")},
        "on": found.on,
        "tables": tables,
        "total": total,
        "checks": [
            (t.title, sum(found.cells[t.dimension].values()), total) for t in tables if t.dimension in _SUMS
        ],
        "figures": queries.background_figures(),
        "may_enter": bool(request.actor.may(Permission.CLOSE_MONTH)),
        "excel_url": f"{link(request, 'export-statistics')}?on={found.on:%F}",
    }
    return render(request, "registry/months/statistics.html", context)


def _opener(request: CountyRequest, found: Statistics) -> Any:
    base = link(request, "list-counted-children")

    def url(town: str, dimension: str, key: str) -> str:
        asked = {"on": found.on.isoformat(), "town": town, "by": dimension, "key": key}
        return f"{base}?{urlencode(asked)}"

    return url


def list_children(request: CountyRequest) -> HttpResponse:
    """List the children a figure of the statistics counts."""
    found, asked = statistics_of(request), request.GET
    after = int(asked["after"]) if asked.get("after", "").isdecimal() and len(asked["after"]) < 9 else 0
    town, by, key = asked.get("town", ""), asked.get("by", "total"), asked.get("key", "")
    total, rows, shown, hidden = found.children(town=town, dimension=by, key=key, after=after)
    pager = {"shown": len(shown) + hidden, "total": total, "previous_url": "", "next_url": ""}
    for name, at in (("previous_url", after - SIZE), ("next_url", after + SIZE)):
        if 0 <= at < total and at != after:
            query = asked.copy()
            query["after"] = str(at)
            pager[name] = f"?{query.urlencode()}"
    context = {
        "page": {"title": _("Children behind the figure"), "sub": _said(found, town, by, key)},
        "crumbs": [(_("Statistics"), f"{link(request, 'show-statistics')}?on={found.on:%F}")],
        "rows": [
            (line, link(request, "show-child", child=row["child_id"]))
            for line, row in zip(shown, rows, strict=True)
        ],
        "restricted": restricted_words(hidden) if hidden else "",
        "pager": pager,
        "on": found.on,
    }
    return render(request, "registry/months/counted.html", context)


def _said(found: Statistics, town: str, by: str, key: str) -> str:
    """Name the figure: town and column."""
    tables = {t.dimension: t for t in found.tables()}
    names = {c.key: c.label for c in tables[by].columns} if by in tables else {}
    from humiao.foundation.places.public import division_names

    return " · ".join(p for p in (division_names(found.county).get(town, ""), names.get(key, "")) if p)


def log_export(request: CountyRequest) -> Act:
    """Say what the trail keeps of statistics being exported."""
    return Act("export-statistics", "statistics", plain={"on": request.GET.get("on", "")[:10]})


def export(request: CountyRequest) -> HttpResponse:
    """Give the statistics of a day as Excel."""
    found = statistics_of(request)
    data = statistics_file(found.tables(), queries.background_figures(), found.on)
    return download(data, name=f"statistics-{found.county}-{found.on:%F}.xlsx", media=XLSX)


def add_figure(request: CountyRequest) -> HttpResponse:
    """Enter a background figure with its source and day."""
    form = BackgroundForm(request.POST or None)
    if form.is_valid():
        try:
            with transaction.atomic():
                record_background_figure(**form.cleaned_data, by=request.actor, at=request.day.now)
            return redirect("show-statistics", county=request.county_code)
        except Refused as refused:
            form.add_error(None, refused.decision.reason)
    context = {
        "page": {"title": _("Background figure")},
        "form": form,
        "cancel_url": link(request, "show-statistics"),
    }
    return render(request, "registry/months/form.html", context, status=400 if form.errors else 200)


def withdraw_figure(request: CountyRequest, figure: UUID) -> HttpResponse:
    """Take a background figure back."""
    withdraw_background_figure(figure_id=figure, by=request.actor, at=request.day.now)
    return redirect("show-statistics", county=request.county_code)
