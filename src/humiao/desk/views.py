"""Today, the children, a child's file: what each page asks and shows."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from humiao.access.public import CountyRequest, NotReached, link
from humiao.desk.child.change import ChangePage
from humiao.desk.child.family import FAMILY_TABS
from humiao.desk.child.page import child_page, erased_page
from humiao.desk.child.reveal import revealed_part
from humiao.desk.children.export import take_list_out
from humiao.desk.children.filters import Filters, Listing
from humiao.desk.children.page import children_list
from humiao.desk.page import current_programme, programmes_within
from humiao.desk.papers.page import ExportPage
from humiao.desk.today.page import indicators_panel, reviews_panel, rights_panel, today_page
from humiao.registry.family.public import reveal_family
from humiao.registry.public import child_file, reveal_child


def today(request: CountyRequest) -> HttpResponse:
    """Show what this person has to do now."""
    return render(request, "desk/today.html", today_page(request))


def show_indicators_of_today(request: CountyRequest, programme: str) -> HttpResponse:
    """Show the indicators that today fetches; somebody who opens the address is led to the scorecard."""
    if programme not in {p.code for p in programmes_within(request)}:
        raise NotReached
    if not request.htmx:
        return redirect(link(request, "show-scorecard", programme=programme))
    return render(request, "desk/today_panel_content.html", {"panel": indicators_panel(request)})


def show_reviews_of_today(request: CountyRequest) -> HttpResponse:
    """Show the categories due that today fetches; who opens the address is led to the whole list."""
    if not request.htmx:
        return redirect(link(request, "list-reviews-due"))
    return render(request, "desk/today_panel_content.html", {"panel": reviews_panel(request)})


def show_rights_of_today(request: CountyRequest) -> HttpResponse:
    """Show the requests and own consents that today fetches; who opens the address is led to today."""
    if not request.htmx:
        return redirect(link(request, "today"))
    return render(request, "desk/today_panel_content.html", {"panel": rights_panel(request)})


def list_children(request: CountyRequest) -> HttpResponse:
    """List and search the children within reach."""
    scope = request.actor.scope
    programme = current_programme(request, programmes_within(request))
    listing = Listing(Filters.read(request.GET), programme, scope, request.day.today)
    return render(request, "desk/children.html", children_list(request, listing))


def export_list(request: CountyRequest) -> HttpResponse:
    """Take the list of children out, as its filters stand."""
    programme = current_programme(request, programmes_within(request))
    listing = Listing(Filters.read(request.GET), programme, request.actor.scope, request.day.today)
    return take_list_out(request, listing)


def show_child(request: CountyRequest, child: UUID) -> HttpResponse:
    """Show a child's file: its head and one section."""
    file = child_file(request.actor.scope, child, request.day.today)
    if file.retired_as == "erased":
        return render(request, "desk/erased.html", erased_page(request, file))
    return render(request, "desk/child.html", child_page(request, file))


def reveal(request: CountyRequest, child: UUID, field: str) -> HttpResponse:
    """Show one covered value after writing the look to the trail; without scripts, inside the whole page."""
    day = request.day
    file = reveal_child(child_id=child, field=field, on=day.today, by=request.actor, at=day.now)
    masked = revealed_part(file, field)
    if request.htmx:
        return render(request, "desk/parts/masked.html", {"masked": masked})
    return render(request, "desk/child.html", child_page(request, file, revealed=field))


def uncover_family(request: CountyRequest, child: UUID, tab: str) -> HttpResponse:
    """Show the family's part of a file uncovered, after writing the look to the trail."""
    if tab not in FAMILY_TABS:
        raise NotReached
    file = reveal_family(child_id=child, on=request.day.today, by=request.actor, at=request.day.now)
    return render(request, "desk/child.html", child_page(request, file, revealed=tab))


def export(request: CountyRequest, child: UUID) -> HttpResponse:
    """Ask what a file is taken out for, then give it as a document."""
    page = ExportPage(request, child_file(request.actor.scope, child, request.day.today))
    document = page.document() if request.method == "POST" else None
    return document or render(request, "desk/export_child.html", page.context(), status=page.status)


def change(request: CountyRequest, child: UUID) -> HttpResponse:
    """Change a child's file; where somebody else changed it meanwhile, show both and keep what was typed."""
    page = ChangePage(request, child_file(request.actor.scope, child, request.day.today))
    if request.method == "POST" and page.save():
        return redirect(link(request, "show-child", child=child))
    return render(request, "desk/change_child.html", page.context(), status=page.status)
