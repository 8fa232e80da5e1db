"""Pages of plans: the list, starting, the document beside its draft, the original, paper."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, NotReached, Permission, link
from humiao.foundation.decisions import Refused
from humiao.foundation.downloads import ANYTHING, download
from humiao.plans import scans
from humiao.plans.choices import Kind
from humiao.plans.commands import (
    paste_plan,
    start_beside_scan,
    start_from_last_year,
    start_plan_by_form,
    upload_plan,
)
from humiao.plans.forms import WAYS, StartForm
from humiao.plans.page import reading_context
from humiao.plans.queries import file_of, plan_of, plans
from humiao.plans.reading_in import PICTURES_ONLY
from humiao.programmes.public import programmes_of


def list_plans(request: CountyRequest) -> HttpResponse:
    """Show the county's plan documents with the state of their drafts."""
    may_draft = bool(request.actor.may(Permission.DRAFT_PLAN))
    context = {"page": {"title": _("Plan documents")}, "rows": plans(), "may_draft": may_draft}
    return render(request, "plans/list.html", context)


def start_plan(request: CountyRequest) -> HttpResponse:
    """Show the ways to begin a draft, and begin one."""
    way = request.POST.get("way", "") if request.method == "POST" else ""
    programmes = [(p.code, str(p.name)) for p in programmes_of(request.actor.scope)]
    offered = [w for w in WAYS if programmes or w != "last-year"]
    forms = {w: StartForm(w, programmes, request.day.today.year, prefix="") for w in offered}
    if way in forms:
        form = StartForm(way, programmes, request.day.today.year, request.POST, request.FILES)
        begun = _begin(request, way, form) if form.is_valid() else None
        if begun:
            return redirect("read-plan", county=request.county_code, plan=begun)
        forms[way] = form
    context = {
        "page": {"title": _("New plan"), "sub": _("A document becomes a draft programme, for you to check.")},
        "ways": [_way(w, forms[w], is_open=w == (way or "file")) for w in offered],
        "form": forms.get(way),
    }
    return render(request, "plans/start.html", context, status=400 if way else 200)


def _begin(request: CountyRequest, way: str, form: StartForm) -> UUID | None:
    """Begin the draft; a refusal is told in the form and what was typed stays."""
    given = form.cleaned_data
    who: Any = {"by": request.actor, "at": request.day.now}
    try:
        if way in ("file", "scan"):
            file = given["file"]
            begin = _upload if way == "file" else start_beside_scan
            return begin(data=file.read(), name=file.name, corrects=given["corrects"], **who)
        if way == "paste":
            return paste_plan(text=given["text"], name=given["name"], corrects=given["corrects"], **who)
        if way == "form":
            return start_plan_by_form(name=given["name"], corrects=given["corrects"], **who)
        return start_from_last_year(programme=given["programme"], year=given["year"], **who)
    except Refused as refused:
        form.add_error(None, refused.decision.reason)
        return None


def _upload(*, data: bytes, name: str, corrects: str, **who: Any) -> UUID:
    """Read a file; where it has pages to look at but no words to read, begin beside its pages."""
    try:
        return upload_plan(data=data, name=name, corrects=corrects, **who)
    except Refused as refused:
        if refused.decision.code not in PICTURES_ONLY or not scans.is_scan(data):
            raise
        return start_beside_scan(data=data, name=name, corrects=corrects, **who)


def _way(way: str, form: StartForm, *, is_open: bool) -> dict[str, Any]:
    names = {
        "file": (
            _("From a file"),
            _("Word (.docx), PDF with text, or plain text; up to 20 MB."),
            "file-text",
        ),
        "paste": (_("From pasted text"), _("Copy the plan's text and paste it here."), "copy"),
        "form": (_("By form"), _("Nothing is read; you fill in each part."), "writing"),
        "last-year": (
            _("From an earlier programme"),
            _("Its terms are copied, without its days."),
            "history",
        ),
        "scan": (_("Beside a stamped scan"), _("PDF or JPEG; each page is shown beside the form."), "camera"),
    }
    label, text, icon = names[way]
    return {"key": way, "label": label, "text": text, "icon": icon, "form": form, "is_open": is_open}


def read_plan(request: CountyRequest, plan: UUID) -> HttpResponse:
    """Show the document beside its draft; to htmx the two panes alone."""
    context = reading_context(request, plan_of(plan))
    return render(request, "plans/reading.html" if request.htmx else "plans/read.html", context)


def show_file(request: CountyRequest, plan: UUID) -> HttpResponse:  # noqa: ARG001
    """Give the original back as it came, to be kept, never to be opened in the page."""
    name, data = file_of(plan)
    if "." not in name[-6:]:
        name = f"{name}.txt"
    return download(data, name=name, media=ANYTHING)


def show_page(request: CountyRequest, plan: UUID, page: int) -> HttpResponse:  # noqa: ARG001
    """Show one page of a scan as a picture."""
    if plan_of(plan).row.kind != Kind.SCAN:
        raise NotReached
    try:
        return HttpResponse(scans.page_png(file_of(plan)[1], page), content_type="image/png")
    except LookupError:
        raise NotReached from None


def print_plan(request: CountyRequest, plan: UUID) -> HttpResponse:
    """Show the draft with its queries as an office would circulate it."""
    shown = plan_of(plan)
    context = reading_context(request, shown)
    context["page"] = {"title": _("Draft programme"), "sub": shown.row.name}
    context["back"] = link(request, "read-plan", plan=plan)
    return render(request, "plans/print.html", context)
