"""Pages of possible duplicates: the pairs, what was answered, and answering."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from humiao.access.public import CountyRequest, NotReached, link
from humiao.foundation.places.public import division_names
from humiao.registry.duplicates.commands.answering import NOTE, reopen_likeness, say_different
from humiao.registry.duplicates.queries import PairsPage, Place, answered, count_answered, pairs_page
from humiao.registry.labels import label
from humiao.registry.matching.queries import LikePair
from humiao.registry.matching.rules import Grade
from humiao.registry.models import LikenessAnswer
from humiao.registry.presenters import show_row
from humiao.registry.queries.lists import child_rows
from humiao.registry.values import ChildRow


class DifferentForm(forms.Form):
    """The other file, how one knows, and where the list was."""

    other = forms.UUIDField()
    note = forms.CharField(max_length=NOTE, required=False)


def list_pairs(request: CountyRequest) -> HttpResponse:
    """Show the files that may be one child's, the likeliest first."""
    scope = request.actor.scope
    found = pairs_page(scope, after=_place(request, "after"), before=_place(request, "before"))
    rows = child_rows(scope, {c for p in found.rows for c in (p.one, p.other)}, on=request.day.today)
    pairs = ngettext("%(count)s pair of files", "%(count)s pairs of files", found.total)
    context = {
        "page": {"title": _("Possible duplicates"), "sub": pairs % {"count": found.total}},
        "pairs": [_shown(request, pair, rows) for pair in found.rows],
        "pager": _pager(request, found),
        "answered_count": count_answered(scope),
        "here": request.get_full_path(),
    }
    return render(request, "registry/duplicates/list.html", context)


def list_answered(request: CountyRequest) -> HttpResponse:
    """Show the pairs somebody said are two children, each to be taken back."""
    found = answered(request.actor.scope)
    rows = child_rows(request.actor.scope, {c for a in found for c in (a.one_id, a.other_id)},
                      on=request.day.today)  # fmt: skip
    context = {
        "page": {"title": _("Said to be different children")},
        "answers": [(answer, [_side(request, c, rows) for c in _files(answer)]) for answer in found],
    }
    return render(request, "registry/duplicates/answered.html", context)


def differ(request: CountyRequest, child: UUID) -> HttpResponse:
    """Remember that a file and another are of different children."""
    form = DifferentForm(request.POST)
    if not form.is_valid():
        raise NotReached
    said = form.cleaned_data
    say_different(
        one_id=child, other_id=said["other"], note=said["note"], by=request.actor, at=request.day.now
    )
    return redirect(_back(request, "list-duplicates"))


def reopen(request: CountyRequest, answer: UUID) -> HttpResponse:
    """Take an answer back."""
    reopen_likeness(answer_id=answer, by=request.actor, at=request.day.now)
    return redirect("list-answered-pairs", county=request.county_code)


def _shown(request: CountyRequest, pair: LikePair, rows: dict[UUID, ChildRow]) -> dict[str, Any]:
    merge = link(request, "propose-merge", child=pair.one)
    return {
        "pair": pair,
        "grade": label(Grade, pair.grade),
        "is_strong": pair.grade is not Grade.NEAR,
        "sides": [_side(request, child, rows) for child in (pair.one, pair.other)],
        "merge_url": f"{merge}?{urlencode({'other': str(pair.other)})}",
    }


def _side(request: CountyRequest, child: UUID, rows: dict[UUID, ChildRow]) -> dict[str, Any]:
    row = rows[child]
    shown = show_row(row, places=division_names(request.county_code), on=request.day.today)
    return {
        "shown": shown,
        "born_on": row.born_on,
        "url": link(request, "show-child", child=child),
    }


def _files(answer: LikenessAnswer) -> tuple[UUID, UUID]:
    return answer.one_id, answer.other_id


def _pager(request: CountyRequest, found: PairsPage) -> dict[str, Any]:
    here = link(request, "list-duplicates")

    def to(name: str, place: Place | None) -> str:
        return f"{here}?{urlencode({name: '~'.join(map(str, place))})}" if place else ""

    return {
        "shown": len(found.rows),
        "total": found.total,
        "previous_url": to("before", found.before),
        "next_url": to("after", found.after),
    }


def _place(request: HttpRequest, name: str) -> Place | None:
    """Read a place from the address; anything else is no place, and the list begins at its head."""
    grade, _tilde, files = request.GET.get(name, "").partition("~")
    one, _tilde, other = files.partition("~")
    return (int(grade), one, other) if grade.isdecimal() and len(grade) < 3 and other else None


def _back(request: CountyRequest, name: str) -> str:
    """Return to the same page of the list, never anywhere else."""
    here = link(request, name)
    wanted = request.POST.get("back", "")
    return wanted if wanted.split("?")[0] == here else here
