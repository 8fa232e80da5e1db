"""How somebody signs in and where: sessions ended, somebody locked out, a new letter for who lost all."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from humiao.access.accounts.public import account_by_id, end_sessions_of, lock_out, note
from humiao.access.people.public import (
    NewInvitation,
    Shut,
    ShutOutValue,
    invite,
    person_of,
    shut_out,
    shut_outs_of,
)
from humiao.access.public import CountyRequest, Permission, WantedPost, link
from humiao.access.signin.presenters import session_rows
from humiao.desk.people.invite_views import show_letters
from humiao.desk.people.words import Words
from humiao.foundation import context
from humiao.foundation.decisions import Refused
from humiao.foundation.ids import new_id
from humiao.foundation.places.public import counties


class ShutOutForm(forms.Form):
    """What ends, and why; `sure` after a second look."""

    what = forms.ChoiceField(
        label=gettext_lazy("What ends"),
        choices=[
            (Shut.SESSIONS.value, gettext_lazy("The sessions: signed out everywhere, may sign in again")),
            (Shut.EVERYTHING.value, gettext_lazy("Every way in: locked out until a new letter is made")),
        ],
        widget=forms.RadioSelect,
        initial=Shut.SESSIONS.value,
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)


def person_sign_in(request: CountyRequest, person: UUID) -> HttpResponse:
    """Show how somebody signs in and where; end it after a second look."""
    posts, is_self = person_of(request.actor, person), person == request.actor.account_id
    form, is_second_look, seen = ShutOutForm(request.POST or None), False, request.sign_in
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["sure"]:
            try:
                _shut(request, person, form)
                return redirect("person-sign-in", county=request.county_code, person=person)
            except Refused as refused:
                form.add_error(None, refused.decision.reason)
        else:
            is_second_look = not is_self
    shown = {
        **_page(request, person, posts[0].person_name),
        "form": form,
        "is_self": is_self,
        "may_shut": not is_self and seen is not None and bool(seen.sessions or not seen.is_locked_out),
        "second_look": Shut(form.cleaned_data["what"]).value if is_second_look else "",
        "may_renew": bool(request.actor.may(Permission.MANAGE_PEOPLE))
        and any(p.is_on(request.day.today) for p in posts),
    }
    return render(request, "desk/people/sign_in.html", shown, status=422 if form.errors else 200)


def renew_way_in(request: CountyRequest, person: UUID) -> HttpResponse:
    """Give somebody who lost password or phone a new letter; every way in there was ends at once."""
    posts, now = person_of(request.actor, person), request.day.now
    post = next((p for p in posts if p.is_on(now.date())), posts[0])
    wanted = WantedPost(
        post.role,
        post.starts_on,
        post.ends_on,
        post.town_code,
        post.village_code,
        post.provider_id,
        post.programme_id,
    )
    new = NewInvitation(new_id(), post.person_name, wanted, organisation=Words(request).where(wanted),
                        account_id=person, post_id=post.id)  # fmt: skip
    letter = invite(new=new, by=request.actor, at=now)
    transaction.on_commit(lambda: leave_no_way_in(person))
    return show_letters(request, [letter])


def leave_no_way_in(account_id: UUID) -> None:
    """Leave an account no way in but a new letter; runs after the county's transaction."""
    with context.identity(writes=True):
        lock_out(account_id, at=timezone.now())


def _shut(request: CountyRequest, person: UUID, form: ShutOutForm) -> None:
    what, by, home = Shut(form.cleaned_data["what"]), request.actor, request.county_code
    shut_out(account_id=person, what=what, reason=form.cleaned_data["reason"], by=by, at=request.day.now)
    seen = request.sign_in
    elsewhere = tuple(code for code in seen.counties if code != home) if seen else ()
    transaction.on_commit(lambda: _carry_out(person, what, by=by.account_id, elsewhere=elsewhere))


def _carry_out(person: UUID, what: Shut, *, by: UUID | None, elsewhere: tuple[str, ...]) -> None:
    """End what was to end, then tell the other counties the person works in."""
    if what is Shut.EVERYTHING:
        leave_no_way_in(person)
    else:
        with context.identity(writes=True):
            end_sessions_of(person)
    with context.identity():
        account = account_by_id(person)
    note("sessions-ended", account, {"what": what.value}, counties_told=elsewhere, by=by)


def _page(request: CountyRequest, person: UUID, name: str) -> dict[str, Any]:
    seen = request.sign_in
    names = {c.code: c.name for c in counties() if c.code != request.county_code}
    told = [names[code] for code in seen.counties if code in names] if seen else []
    return {
        "page": {"title": _("Sign-in of %(name)s") % {"name": name}},
        "crumbs": [
            (_("People and posts"), link(request, "list-people")),
            (name, link(request, "show-person", person=person)),
        ],
        "person_id": person,
        "name": name,
        "seen": seen,
        "sessions": session_rows(seen.sessions) if seen else [],
        "elsewhere": told,
        "before": [{"one": one, "what": _done(one)} for one in shut_outs_of(person)],
    }


def _done(one: ShutOutValue) -> str:
    return {
        Shut.SESSIONS: _("Sessions ended"),
        Shut.EVERYTHING: _("Locked out"),
    }[one.what]
