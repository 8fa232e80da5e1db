"""Pages of moves: within the county, to another, and from another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, NotReached
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.downloads import JSON, download
from humiao.foundation.places.public import division_names, divisions
from humiao.foundation.trail.public import Act
from humiao.registry.commands.files import change_household
from humiao.registry.models import Child, HandOver, PeerCounty, ReceivedPackage
from humiao.registry.moves.commands import handing
from humiao.registry.moves.forms import FileForm, HandOverForm, MoveForm, NoteForm, ReceiveForm
from humiao.registry.scope import reachable_children


def move_home(request: CountyRequest, child: UUID) -> HttpResponse:
    """Record that a child's home moved to another village or town of the county."""
    found = _child(request, child)
    home = found.household
    initial = {"seen_version": home.version, "village_code": home.village_code, "moved_on": request.day.today}
    form = MoveForm(request.POST or None, places=_places(request), initial=initial)
    if form.is_valid():
        said = form.cleaned_data
        changes: Any = {"town_code": said["village_code"][:9], "village_code": said["village_code"]}
        if said["address"]:
            changes["address"] = said["address"]
        given = {"household_id": home.pk, "seen_version": said["seen_version"], "moved_on": said["moved_on"]}
        if _try(
            form, lambda: change_household(changes=changes, **given, by=request.actor, at=request.day.now)
        ):
            return redirect("show-child", county=request.county_code, child=child)
    return _form(request, form, _("The home moved"), reverse("show-child", kwargs=_of(request, child=child)))


def list_hand_overs(request: CountyRequest) -> HttpResponse:
    """List hand-overs to other counties and packages received from them."""
    within = reachable_children(request.actor.scope)
    context = {
        "page": {"title": _("Moves between counties"), "sub": _("Signed packages and their receipts")},
        "rows": HandOver.objects.filter(child__in=within).select_related("child").defer("package"),
        "received": ReceivedPackage.objects.filter(child__in=within).select_related("child"),
        "peers": PeerCounty.objects.all(),
    }
    return render(request, "registry/moves/list.html", context)


def hand_over(request: CountyRequest, child: UUID) -> HttpResponse:
    """Make the package of a child's file for another county."""
    _child(request, child)
    counties = [(p.code, f"{p.name} {p.code}") for p in PeerCounty.objects.all()]
    form = HandOverForm(request.POST or None, counties=counties, initial={"on": request.day.today})
    if form.is_valid():
        given = {**form.cleaned_data, "child_id": child}
        if _try(form, lambda: handing.hand_over(**given, by=request.actor, at=request.day.now)):
            return redirect("list-hand-overs", county=request.county_code)
    return _form(request, form, _("Hand over to another county"), _list_url(request))


def log_package(_request: CountyRequest, move: UUID) -> Act:
    """Say what the trail keeps of a package being taken."""
    return Act("take-package", "hand-over", move)


def give_package(request: CountyRequest, move: UUID) -> HttpResponse:
    """Give the package as a file."""
    return download(handing.package_of(move, by=request.actor), name=f"hand-over-{move}.json", media=JSON)


def confirm(request: CountyRequest, move: UUID) -> HttpResponse:
    """Confirm without a receipt that the child arrived."""
    return _note(request, move, handing.confirm_hand_over, _("Confirm the hand-over"))


def withdraw(request: CountyRequest, move: UUID) -> HttpResponse:
    """Take a hand-over back."""
    return _note(request, move, handing.withdraw_hand_over, _("Take the hand-over back"))


def enter_receipt(request: CountyRequest) -> HttpResponse:
    """Enter the receipt of a package."""
    return _upload(request, handing.enter_receipt, _("Enter a receipt"))


def enter_key_card(request: CountyRequest) -> HttpResponse:
    """Enter another county's key card."""
    return _upload(request, handing.enter_key_card, _("Enter a county's key card"))


def key_card(request: CountyRequest) -> HttpResponse:
    """Give this county's key card."""
    return download(handing.key_card(), name=f"key-card-{request.county_code}.json", media=JSON)


def receive(request: CountyRequest) -> HttpResponse:
    """Receive a package and give its receipt."""
    form = ReceiveForm(request.POST or None, request.FILES or None, places=_places(request))
    if form.is_valid():
        said = form.cleaned_data
        given = {"town_code": said["village_code"][:9], "village_code": said["village_code"]}
        given |= {"address": said["address"], "text": form.text()}
        if _try(form, lambda: handing.receive_package(**given, by=request.actor, at=request.day.now)):
            return redirect("list-hand-overs", county=request.county_code)
    return _form(request, form, _("Receive a child from another county"), _list_url(request))


def receipt(request: CountyRequest, package: UUID) -> HttpResponse:
    """Give the receipt of a package received here."""
    row = ReceivedPackage.objects.filter(
        pk=package, child__in=reachable_children(request.actor.scope)
    ).first()
    if row is None:
        raise NotReached
    return download(row.receipt, name=f"receipt-{package}.json", media=JSON)


def _upload(request: CountyRequest, command: Callable[..., Any], title: str) -> HttpResponse:
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid() and _try(
        form, lambda: command(text=form.text(), by=request.actor, at=request.day.now)
    ):
        return redirect("list-hand-overs", county=request.county_code)
    return _form(request, form, title, _list_url(request))


def _note(request: CountyRequest, move: UUID, command: Callable[..., Any], title: str) -> HttpResponse:
    if not HandOver.objects.filter(pk=move, child__in=reachable_children(request.actor.scope)).exists():
        raise NotReached
    form = NoteForm(request.POST or None)
    if form.is_valid():
        given = {"hand_over_id": move, "note": form.cleaned_data["note"]}
        if _try(form, lambda: command(**given, by=request.actor, at=request.day.now)):
            return redirect("list-hand-overs", county=request.county_code)
    return _form(request, form, title, _list_url(request))


def _try(form: Any, act: Callable[[], Any]) -> bool:
    """Do it; a refusal is shown in the form and nothing typed is lost."""
    try:
        with transaction.atomic():
            act()
    except Conflict:
        raise
    except Refused as refused:
        form.add_error(None, refused.decision.reason)
        return False
    return True


def _form(request: CountyRequest, form: Any, title: str, cancel: str) -> HttpResponse:
    context = {"page": {"title": title}, "form": form, "cancel_url": cancel}
    return render(request, "registry/months/form.html", context, status=400 if form.errors else 200)


def _child(request: CountyRequest, child: UUID) -> Child:
    found = reachable_children(request.actor.scope).select_related("household").filter(pk=child).first()
    if found is None:
        raise NotReached
    return found


def _places(request: CountyRequest) -> list[tuple[str, str]]:
    names = division_names(request.county_code)
    return [
        (d.code, f"{names.get(d.parent_code, '')} {d.name}")
        for d in divisions(request.county_code)
        if len(d.code) == 12
    ]


def _of(request: CountyRequest, **kwargs: Any) -> dict[str, Any]:
    return {"county": request.county_code, **kwargs}


def _list_url(request: CountyRequest) -> str:
    return reverse("list-hand-overs", kwargs=_of(request))
