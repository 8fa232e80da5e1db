"""Pages of exchanges: files given and brought, a file of theirs to bring, the roster to give.

A file that was brought is shown and decided on the pages of departments' lists.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, Permission, link
from humiao.foundation.decisions import Refused
from humiao.foundation.downloads import XLSX, download
from humiao.foundation.places.public import division_names
from humiao.registry.departments.choices import Department
from humiao.registry.departments.commands.keeping import upload_list
from humiao.registry.departments.presenters import show_list
from humiao.registry.departments.queries import department_lists
from humiao.registry.departments.values import NewList
from humiao.registry.exchange.commands.exporting import give_roster
from humiao.registry.exchange.forms import BringForm, GiveForm, layout_name
from humiao.registry.exchange.layouts import LAYOUTS
from humiao.registry.exchange.queries import exports, standing
from humiao.registry.lists.workbook import UnusableFile


def list_exchanges(request: CountyRequest) -> HttpResponse:
    """Show how far the other system knows the roster, and the files brought and given."""
    page = department_lists(
        request.actor, department=Department.NATIONAL.value, after=_cursor(request.GET.get("after", ""))
    )
    places = division_names(request.county_code)
    base = link(request, "list-exchanges")
    context = {
        "page": {
            "title": _("Exchange with the national system"),
            "sub": _("By Excel, there and back: nothing is typed twice"),
        },
        "rows": [show_list(v, request.county_code, places) for v in page.rows],
        "exports": [(e, layout_name(e.layout)) for e in exports(request.actor)],
        "standings": [(layout_name(code), standing(request.actor, code)) for code in LAYOUTS],
        "may_compare": bool(request.actor.may(Permission.COMPARE_LISTS)),
        "next_url": f"{base}?after={page.after}" if page.after else "",
    }
    return render(request, "registry/exchange/exchanges.html", context)


def start(request: CountyRequest) -> HttpResponse:
    """Take a file of theirs and lead to its preview, or to what it was before."""
    form = BringForm(request.POST or None, request.FILES or None, initial={"as_of": request.day.today})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        new = NewList(Department.NATIONAL.value, given["as_of"], given["file"].name, layout=given["layout"])
        try:
            with transaction.atomic():
                kept = upload_list(data=given["file"].read(), new=new, by=request.actor, at=request.day.now)
            return redirect("show-department-list", county=request.county_code, listed=kept)
        except UnusableFile as refused:
            form.add_error("file", refused.decision.reason)
        except Refused as refused:
            form.add_error(None, refused.decision.reason)
    titles = {"title": _("Bring a file of the national system"), "sub": _("The Excel it exports")}
    note = _("Nothing changes by this: first you see who changed what since the last exchange.")
    return _form_page(request, form, titles, note, _("Look at it"))


def give(request: CountyRequest) -> HttpResponse:
    """Ask what the file is for, and give it."""
    form = GiveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with transaction.atomic():
            data = give_roster(
                layout=given["layout"], purpose=given["purpose"], by=request.actor, at=request.day.now
            )
        name = f"{layout_name(given['layout'])}-{request.day.today.isoformat()}.xlsx"
        return download(data, name=name, media=XLSX)
    titles = {
        "title": _("Make a file for the national system"),
        "sub": _("The roster of today in its layout"),
    }
    note = _("What is given of each child is remembered: so it can be told later who changed it.")
    return _form_page(request, form, titles, note, _("Make the file"))


def _form_page(
    request: CountyRequest, form: Any, titles: dict[str, str], note: str, save_label: str
) -> HttpResponse:
    context = {
        "page": titles,
        "form": form,
        "note": note,
        "save_label": save_label,
        "cancel_url": link(request, "list-exchanges"),
    }
    return render(request, "registry/exchange/start.html", context, status=400 if form.errors else 200)


def _cursor(text: str) -> UUID | None:
    """Read a cursor; one that was tampered with begins anew."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
