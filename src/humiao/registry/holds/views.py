"""Pages of legal holds: the list, placing one, one with its lifting."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, link, post_names
from humiao.foundation.decisions import Conflict, Refused
from humiao.programmes.public import programme_by_code, programmes_of
from humiao.registry.holds import rules
from humiao.registry.holds.commands.holding import ask_to_lift_hold, keep_hold, lift_hold, place_hold
from humiao.registry.holds.forms import HoldForm, LiftForm
from humiao.registry.holds.queries import hold_of, holds_within
from humiao.registry.holds.values import HoldValue
from humiao.registry.models import LegalHold
from humiao.registry.rights_frames import back_to, child_head, names_of


def list_holds(request: CountyRequest) -> HttpResponse:
    """Show the holds in force, those to be lifted first, and those lifted."""
    scope = request.actor.scope
    context = {
        "page": {"title": _("Legal holds"), "sub": _("What they cover is neither erased nor destroyed")},
        "crumbs": _crumbs(request),
        "holds": _lines(request, holds_within(scope)),
        "lifted": _lines(request, holds_within(scope, lifted=True)),
        "programmes": [
            (p.name, link(request, "hold-programme", programme=p.code)) for p in programmes_of(scope)
        ]
        if scope.county
        else [],
    }
    return render(request, "registry/holds/list.html", context)


def place(request: CountyRequest, child: UUID) -> HttpResponse:
    """Place a hold on a child's file."""
    head = child_head(request, child, _("Place a legal hold"))

    def write(said: dict[str, Any]) -> None:
        place_hold(child_id=child, by=request.actor, at=request.day.now, **said)

    return _placed(request, head, write, back_to(request, child))


def place_on_programme(request: CountyRequest, programme: str) -> HttpResponse:
    """Place a hold on the files of all a programme served."""
    known, back = programme_by_code(request.actor.scope, programme), link(request, "list-holds")
    head = {
        "page": {"title": _("Place a legal hold"), "sub": str(known.name)},
        "crumbs": _crumbs(request),
        "cancel_url": back,
    }

    def write(said: dict[str, Any]) -> None:
        place_hold(programme_id=known.id, by=request.actor, at=request.day.now, **said)

    return _placed(request, head, write, back)


def _placed(
    request: CountyRequest, head: dict[str, Any], write: Callable[[dict[str, Any]], None], back: str
) -> HttpResponse:
    form = HoldForm(request.POST or None, initial={"from_on": request.day.today})
    if form.is_valid():
        try:
            with transaction.atomic():
                write(form.cleaned_data)
            return redirect(back)
        except Refused as refused:
            form.add_error(None, refused.decision.reason)
    context = {**head, "form": form}
    return render(request, "registry/holds/place.html", context, status=422 if form.errors else 200)


def show(request: CountyRequest, hold: UUID) -> HttpResponse:
    """Show a hold, and lift it by two people."""
    value = hold_of(request.actor.scope, hold)
    form = LiftForm(request.POST or None, initial={"seen_version": value.version})
    if request.method == "POST" and _wrote(request, value, form):
        return redirect(link(request, "show-hold", hold=hold))
    asked_post = LegalHold.objects.values_list("lift_asked_by_post_id", flat=True).get(pk=hold)
    actor, names = request.actor, post_names()
    posts = [post.id for post in actor.posts]
    context = {
        "page": {"title": _("Legal hold")},
        "crumbs": [*_crumbs(request), (_("Legal holds"), link(request, "list-holds"))],
        **_lines(request, [value])[0],
        "form": form,
        "may_lift": rules.may_lift(value, account=actor.account_id, posts=posts, asked_post=asked_post),
        "asked_by": names.get(asked_post, "") if asked_post else "",
    }
    return render(request, "registry/holds/show.html", context, status=422 if form.errors else 200)


def _wrote(request: CountyRequest, value: HoldValue, form: LiftForm) -> bool:
    """Do what the pressed button says; the form keeps the reason where it is refused."""
    act, seen = request.POST.get("act", ""), request.POST.get("seen_version", "")
    version = int(seen) if seen.isdecimal() and len(seen) < 9 else 0
    shared: dict[str, Any] = {"hold_id": value.id, "seen_version": version}
    shared |= {"by": request.actor, "at": request.day.now}
    if act == "ask" and not form.is_valid():
        return False
    try:
        with transaction.atomic():
            if act == "ask":
                ask_to_lift_hold(reason=form.cleaned_data["reason"], **shared)
            elif act == "lift":
                lift_hold(**shared)
            else:
                keep_hold(**shared)
    except Conflict:
        raise
    except Refused as refused:
        form.add_error(None, refused.decision.reason)
        return False
    return True


def _crumbs(request: CountyRequest) -> list[tuple[str, str]]:
    return [(_("Retention and destruction"), link(request, "show-retention"))]


def _lines(request: CountyRequest, values: Iterable[HoldValue]) -> list[dict[str, Any]]:
    found = list(values)
    names = names_of(request, {v.child_id for v in found if v.child_id})
    programmes = {p.id: str(p.name) for p in programmes_of(request.actor.scope)}
    return [
        {
            "value": v,
            "what": names.get(v.child_id, ("", "")) if v.child_id else (_programme(v, programmes), ""),
            "url": link(request, "show-hold", hold=v.id),
            "child_url": back_to(request, v.child_id) if v.child_id else "",
        }
        for v in found
    ]


def _programme(value: HoldValue, programmes: dict[UUID, str]) -> str:
    return programmes.get(value.programme_id, "") if value.programme_id else ""
