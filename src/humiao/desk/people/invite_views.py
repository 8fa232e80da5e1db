"""Inviting one person or many child directors, the letter shown once, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import segno
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from humiao.access.people.public import (
    InvitationState,
    InvitationValue,
    Letter,
    NewInvitation,
    confirm_invitation,
    coverage,
    invitation_of,
    invite,
    invite_many,
    needs_second,
    open_invitations,
    person_of,
    send_again,
    withdraw_invitation,
)
from humiao.access.public import ROLES, CountyRequest, Permission, Role, WantedPost, link
from humiao.desk.people.directors import DirectorRow, check_rows, rows_of
from humiao.desk.people.forms import DirectorsForm, InviteForm, SeenForm
from humiao.desk.people.words import GROUPS, Words, group_name, state_name
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.ids import new_id
from humiao.foundation.places.public import divisions


def invite_person(request: CountyRequest) -> HttpResponse:
    """Choose a role, then say who and where; the letter is shown once."""
    role = chosen_role(request)
    if role is None:
        return choose_role(request, _("Invite somebody"), "invite-person")
    form = InviteForm(request, role, request.POST or None, _initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                letter = invite(new=_new(request, form), by=request.actor, at=request.day.now)
            return show_letters(request, [letter])
        except Conflict:
            raise
        except Refused as refused:
            form.add_error(None, refused.decision.reason)
    shown = {
        "page": {"title": _("Invite somebody"), "sub": ROLES[role].name},
        "crumbs": [
            (_("People and posts"), link(request, "list-people")),
            (_("Which post?"), link(request, "invite-person")),
        ],
        "form": form,
        "sentence": ROLES[role].sentence,
        "needs_second": needs_second(role),
        "save_label": _("Make the letter"),
        "cancel_url": link(request, "list-people"),
    }
    return render(request, "desk/people/post_form.html", shown, status=422 if form.errors else 200)


def invite_directors(request: CountyRequest) -> HttpResponse:
    """Read a list of child directors, show what is understood, then invite those that are right."""
    form = DirectorsForm(
        request.POST or None, request.FILES or None, initial={"starts_on": request.day.today}
    )
    rows: list[DirectorRow] = []
    if request.method == "POST" and form.is_valid():
        try:
            rows = _checked(request, form)
            if request.POST.get("step") == "invite":
                return _invite_all(request, form, rows)
        except Conflict:
            raise
        except Refused as refused:
            form.add_error(None, refused.decision.reason)
    right = [r for r in rows if not r.problem]
    shown = {
        "page": {
            "title": _("Invite child directors"),
            "sub": _("Many at once, each with a letter of their own"),
        },
        "crumbs": [(_("People and posts"), link(request, "list-people"))],
        "form": form,
        "rows": rows,
        "right": right,
        "again": "\n".join(f"{r.name},{r.village},{r.phone}" for r in right),
        "cancel_url": link(request, "list-people"),
    }
    return render(request, "desk/people/directors.html", shown, status=422 if form.errors else 200)


def show_invitation(request: CountyRequest, invitation: UUID) -> HttpResponse:
    """Show one invitation and what may be done with it."""
    value, words = invitation_of(request.actor, invitation, now=request.day.now), Words(request)
    is_over = value.state in (InvitationState.ACCEPTED, InvitationState.WITHDRAWN)
    may_manage = bool(request.actor.may(Permission.MANAGE_PEOPLE))
    may_confirm = bool(request.actor.may(Permission.CONFIRM_INVITATION))
    shown = {
        "page": {"title": value.person_name, "sub": _("Invitation")},
        "crumbs": [(_("People and posts"), link(request, "list-people"))],
        "value": value,
        "role": ROLES[value.wanted.role].name,
        "where": words.where(value.wanted),
        "reaches": words.reaches(value.wanted),
        "state": state_name(value.state),
        "may_manage": may_manage and not is_over,
        "may_confirm": may_confirm
        and value.state is InvitationState.TO_CONFIRM
        and value.invited_by != request.actor.account_id,
        "person_url": link(request, "show-person", person=value.account_id)
        if value.account_id and value.accepted_at
        else "",
    }
    return render(request, "desk/people/invitation.html", shown)


def send(request: CountyRequest, invitation: UUID) -> HttpResponse:
    """Make a new letter; the one before opens nothing any more."""
    letter = send_again(
        invitation_id=invitation, seen_version=_seen(request), by=request.actor, at=request.day.now
    )
    return show_letters(request, [letter])


def withdraw(request: CountyRequest, invitation: UUID) -> HttpResponse:
    """Take an invitation back."""
    withdraw_invitation(
        invitation_id=invitation, seen_version=_seen(request), by=request.actor, at=request.day.now
    )
    return redirect("show-invitation", county=request.county_code, invitation=invitation)


def confirm(request: CountyRequest, invitation: UUID) -> HttpResponse:
    """Confirm an invitation as the second person."""
    confirm_invitation(
        invitation_id=invitation, seen_version=_seen(request), by=request.actor, at=request.day.now
    )
    return redirect("show-invitation", county=request.county_code, invitation=invitation)


def show_letters(request: CountyRequest, letters: Sequence[Letter]) -> HttpResponse:
    """Show letters this once: a sheet each, with the link as words and as a code to photograph."""
    sheets, words = [], Words(request)
    for letter in letters:
        value = invitation_of(request.actor, letter.invitation_id, now=request.day.now)
        path = reverse("open-invitation", kwargs={"code": request.county_code, "secret": letter.secret})
        url = request.build_absolute_uri(path)
        code = segno.make(url, error="m", micro=False)
        sheets.append({**_sheet(value, words), "url": url, "qr": code.svg_data_uri(scale=5, border=2)})
    shown = {
        "page": {"title": _("Letters"), "sub": ""},
        "crumbs": [(_("People and posts"), link(request, "list-people"))],
        "sheets": sheets,
        "done_url": link(request, "list-people", {"state": "invited"}),
    }
    return render(request, "desk/people/letters.html", shown)


def choose_role(request: CountyRequest, title: str, name: str, /, **kwargs: Any) -> HttpResponse:
    """Show the roles to choose from, each with its sentence."""
    groups = [
        {
            "name": group_name(code),
            "roles": [
                {
                    "name": ROLES[r].name,
                    "sentence": ROLES[r].sentence,
                    "needs_second": needs_second(r),
                    "url": link(request, name, {**request.GET.dict(), "role": r.value}, **kwargs),
                }
                for r in roles
            ],
        }
        for code, roles in GROUPS
    ]
    crumbs = [(_("People and posts"), link(request, "list-people"))]
    shown = {"page": {"title": title, "sub": _("To which post?")}, "crumbs": crumbs, "groups": groups}
    return render(request, "desk/people/choose_role.html", shown)


def chosen_role(request: CountyRequest) -> Role | None:
    """Return the role the address names; none for anything else."""
    asked = request.GET.get("role", "")
    return Role(asked) if asked in frozenset(Role) else None


def _initial(request: CountyRequest) -> dict[str, Any]:
    """Fill in what the address brings along: a village to be filled, or somebody who comes back."""
    initial: dict[str, Any] = {
        name: request.GET[name] for name in ("village", "town") if request.GET.get(name)
    }
    try:
        person = UUID(request.GET["person"]) if request.GET.get("person") else None
    except ValueError:
        person = None
    if person is not None:
        posts = person_of(request.actor, person)
        initial |= {"account": person, "person_name": posts[0].person_name}
    return initial


def _new(request: CountyRequest, form: InviteForm) -> NewInvitation:
    given, wanted = form.cleaned_data, form.wanted()
    account = given["account"]
    name = person_of(request.actor, account)[0].person_name if account else given["person_name"]
    return NewInvitation(
        given["invitation"],
        name,
        wanted,
        given["phone"],
        given["username"],
        Words(request).where(wanted),
        account,
    )


def _checked(request: CountyRequest, form: DirectorsForm) -> list[DirectorRow]:
    given, now = form.cleaned_data, request.day.now
    file = given["file"]
    rows = rows_of(file.read() if file else None, file.name if file else "", given["pasted"])
    there = coverage(request.actor, now=now)
    taken = {v.code: "、".join(v.holders) for t in there.towns for v in t.villages if v.holders}
    asked = [
        v.wanted.village_code
        for v in open_invitations(request.actor, now=now)
        if v.wanted.role is Role.CHILD_DIRECTOR
    ]
    return check_rows(rows, divisions(request.county_code), taken=taken, invited=asked)


def _invite_all(request: CountyRequest, form: DirectorsForm, rows: Sequence[DirectorRow]) -> HttpResponse:
    words, on = Words(request), form.cleaned_data["starts_on"]
    wanted = WantedPost(Role.CHILD_DIRECTOR, on)
    new = [
        NewInvitation(new_id(), r.name, post, r.phone, organisation=words.where(post))
        for r in rows
        if not r.problem
        for post in [replace(wanted, village_code=r.village_code, town_code=r.village_code[:9])]
    ]
    with transaction.atomic():
        letters = invite_many(new=new, by=request.actor, at=request.day.now)
    return show_letters(request, letters)


def _sheet(value: InvitationValue, words: Words) -> dict[str, Any]:
    return {
        "value": value,
        "role": ROLES[value.wanted.role].name,
        "where": words.where(value.wanted),
        "county": words.county,
        "waits": value.state is InvitationState.TO_CONFIRM,
        "renews": value.post_id is not None,
    }


def _seen(request: CountyRequest) -> int:
    form = SeenForm(request.POST)
    return form.cleaned_data["seen_version"] if form.is_valid() else -1
