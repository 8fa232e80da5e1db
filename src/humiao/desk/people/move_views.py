"""Moving somebody to another post from a day on."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from humiao.access.people.public import move_person, person_of, posts_seen
from humiao.access.public import ROLES, CountyRequest, link
from humiao.desk.people.forms import MoveForm
from humiao.desk.people.invite_views import choose_role, chosen_role
from humiao.foundation.decisions import Conflict, Refused


def move(request: CountyRequest, person: UUID) -> HttpResponse:
    """Choose the next role, then where and from when; the present post ends the day before."""
    posts, role = person_of(request.actor, person), chosen_role(request)
    name = posts[0].person_name
    if role is None:
        return choose_role(request, _("Move %(name)s") % {"name": name}, "move-person", person=person)
    initial = {"seen": posts_seen([(p.id, p.version) for p in posts])}
    form = MoveForm(request, role, posts, request.POST or None, initial)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                move_person(
                    account_id=person,
                    leaving=form.leaving_id(),
                    wanted=form.wanted(),
                    seen=form.cleaned_data["seen"],
                    by=request.actor,
                    at=request.day.now,
                )
            return redirect("show-person", county=request.county_code, person=person)
        except Conflict:
            raise
        except Refused as refused:
            form.add_error(None, refused.decision.reason)
    back = link(request, "show-person", person=person)
    shown = {
        "page": {"title": _("Move %(name)s") % {"name": name}, "sub": ROLES[role].name},
        "crumbs": [(_("People and posts"), link(request, "list-people")), (name, back)],
        "form": form,
        "sentence": ROLES[role].sentence,
        "save_label": _("Move"),
        "cancel_url": back,
    }
    return render(request, "desk/people/post_form.html", shown, status=422 if form.errors else 200)
