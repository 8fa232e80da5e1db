"""Pages of participants: a programme's list, adding one, one participant with its file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, link
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.places.public import division_names
from humiao.foundation.trail.public import Act
from humiao.programmes.public import programme_by_code, programme_by_id
from humiao.registry.commands.enrolments import add_participant
from humiao.registry.participants.commands.matching import (
    change_participant,
    match_participant,
    unmatch_participant,
)
from humiao.registry.participants.forms import MatchForm, ParticipantForm, UnmatchForm
from humiao.registry.participants.queries import (
    ParticipantValue,
    likely_files,
    matched_files,
    participant_of,
    participants_of,
)
from humiao.registry.presenters import show_row
from humiao.registry.values import ChildRow, NewParticipant

_ONLY = ("", "unmatched", "matched", "no-consent")


def list_participants(request: CountyRequest, programme: str) -> HttpResponse:
    """Show a programme's participants by name."""
    scope, today = request.actor.scope, request.day.today
    known = programme_by_code(scope, programme)
    only = request.GET.get("only", "")
    page = participants_of(scope, known.id, only=only, after=_uuid(request.GET.get("after", "")))
    files = matched_files(scope, page.rows, on=today)
    base = link(request, "list-participants", programme=programme)
    counts = (page.total, page.total - page.matched, page.matched, page.without_consent)
    words = (_("All"), _("Not matched"), _("Matched to a file"), _("No consent yet"))
    context = {
        "page": {"title": _("Participants"), "sub": str(known.name)},
        "rows": [
            {
                "value": row,
                "url": link(request, "show-participant", participant=row.id),
                "file": files[row.child_id].file_number if row.child_id in files else "",
            }
            for row in page.rows
        ],
        "chips": [
            {"label": w, "count": c, "url": f"{base}?only={o}" if o else base, "active": only == o}
            for o, w, c in zip(_ONLY, words, counts, strict=True)
        ],
        "add_url": link(request, "add-participant", programme=programme),
        "pager": {
            "shown": len(page.rows),
            "total": counts[_ONLY.index(only)] if only in _ONLY else page.total,
            "previous_url": base if request.GET.get("after") else "",
            "next_url": f"{base}?only={only}&after={page.after}" if page.after else "",
        },
    }
    return render(request, "registry/participants/list.html", context)


def add(request: CountyRequest, programme: str) -> HttpResponse:
    """Record a participant."""
    known = programme_by_code(request.actor.scope, programme)
    form = ParticipantForm(request.POST or None, initial={"consented_on": None})
    back = link(request, "list-participants", programme=programme)

    def act() -> None:
        new = NewParticipant(known.id, **form.values())
        add_participant(participant=new, by=request.actor, at=request.day.now)

    if _done(request, form, act):
        return redirect(back)
    context = {"page": {"title": _("Record a participant"), "sub": str(known.name)}, "form": form}
    context |= {"cancel_url": back, "crumbs": [(_("Participants"), back)]}
    return render(request, "registry/participants/form.html", context, status=422 if form.errors else 200)


def log_participant(request: CountyRequest, participant: UUID) -> Act:
    """Log that a participant's contact is looked at."""
    found = participant_of(request.actor.scope, participant)
    return Act("read-participant", "participant", participant, found.child_id)


def show(request: CountyRequest, participant: UUID) -> HttpResponse:
    """Show a participant, change it, and find the file it may have."""
    found = participant_of(request.actor.scope, participant)
    form = ParticipantForm(request.POST or None, initial=_initial(found))

    def act() -> None:
        seen = form.cleaned_data["seen_version"] or 0
        change_participant(
            participant_id=participant,
            seen_version=seen,
            by=request.actor,
            at=request.day.now,
            **form.values(),
        )

    if _done(request, form, act):
        return redirect(link(request, "show-participant", participant=participant))
    return _page(request, found, form)


def match(request: CountyRequest, participant: UUID) -> HttpResponse:
    """Match a participant to a file."""
    found, form = participant_of(request.actor.scope, participant), MatchForm(request.POST)

    def act() -> None:
        match_participant(
            participant_id=participant,
            child_id=form.cleaned_data["child"],
            seen_version=form.cleaned_data["seen_version"],
            by=request.actor,
            at=request.day.now,
        )

    if _done(request, form, act):
        return redirect(link(request, "show-participant", participant=participant))
    return _page(request, found, ParticipantForm(initial=_initial(found)), wrong=form)


def unmatch(request: CountyRequest, participant: UUID) -> HttpResponse:
    """Undo a match."""
    found, form = participant_of(request.actor.scope, participant), UnmatchForm(request.POST)

    def act() -> None:
        unmatch_participant(
            participant_id=participant, by=request.actor, at=request.day.now, **form.cleaned_data
        )

    if _done(request, form, act):
        return redirect(link(request, "show-participant", participant=participant))
    return _page(request, found, ParticipantForm(initial=_initial(found)), wrong=form)


def _page(request: CountyRequest, found: ParticipantValue, form: Any, *, wrong: Any = None) -> HttpResponse:
    scope, today = request.actor.scope, request.day.today
    query = request.GET.get("q", "")[:60]
    programme = programme_by_id(scope, found.programme_id)
    back = link(request, "list-participants", programme=programme.code)
    own = matched_files(scope, [found], on=today)
    files = () if found.child_id else likely_files(scope, found, query=query, on=today)
    has_errors = bool(form.errors) or wrong is not None
    context = {
        "page": {"title": found.name, "sub": str(programme.name)},
        "crumbs": [(_("Participants"), back)],
        "participant": found,
        "form": form,
        "wrong": wrong,
        "unmatch": UnmatchForm(initial={"seen_version": found.version}),
        "file": [_shown(request, row, found) for row in own.values()],
        "files": [_shown(request, row, found) for row in files],
        "query": query,
        "cancel_url": back,
        "match_url": link(request, "match-participant", participant=found.id),
        "unmatch_url": link(request, "unmatch-participant", participant=found.id),
    }
    return render(request, "registry/participants/show.html", context, status=422 if has_errors else 200)


def _shown(request: CountyRequest, row: ChildRow, found: ParticipantValue) -> dict[str, Any]:
    shown = show_row(row, places=division_names(request.county_code), on=request.day.today)
    is_same_year = row.born_on is not None and row.born_on.year == found.birth_year
    url = link(request, "show-child", child=row.id)
    return {"child": shown, "url": url, "is_same_year": is_same_year}


def _initial(found: ParticipantValue) -> dict[str, Any]:
    names = ("name", "birth_year", "contact", "consented_on")
    return {**{name: getattr(found, name) for name in names}, "seen_version": found.version}


def _done(request: CountyRequest, form: Any, act: Callable[[], None]) -> bool:
    """Do what a sound form says; a refusal is shown in the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        with transaction.atomic():
            act()
    except Conflict:
        raise
    except Refused as refused:
        form.add_error(None, refused.decision.reason)
        return False
    return True


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
