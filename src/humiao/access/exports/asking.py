"""The page that asks what a download is for, and the download. Views of other contexts call it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render

from humiao.access.exports.commands import Made, Taken, take_out
from humiao.access.exports.forms import ReasonForm
from humiao.access.exports.kinds import BY_CODE
from humiao.access.exports.stamps import Stamp
from humiao.access.requests import CountyRequest
from humiao.foundation.decisions import Refused
from humiao.foundation.downloads import download


@dataclass(frozen=True)
class Wanted:
    """A download that somebody asked for; `make` is called when the reason was given."""

    kind: str
    name: str
    media: str
    title: str
    back_url: str
    make: Callable[[Stamp], Made]
    sub: str = ""
    about: Mapping[str, Any] = field(default_factory=dict)


def asked_out(request: CountyRequest, wanted: Wanted) -> HttpResponse:
    """Ask for the reason; give the file once it was said."""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    given = given_if_valid(form, lambda said: taken_out(request, wanted, reason=said["reason"]))
    if given is not None:
        return given
    kind = BY_CODE[wanted.kind]
    context = {
        "page": {"title": wanted.title, "sub": wanted.sub},
        "form": form,
        "kind": kind,
        "hours": round(kind.kept.total_seconds() / 3600),
        "cancel_url": wanted.back_url,
    }
    return render(request, "exports/reason.html", context, status=422 if form.errors else 200)


def given_if_valid(
    form: Form, give: Callable[[dict[str, Any]], HttpResponse], *, field: str = "reason"
) -> HttpResponse | None:
    """Give what a form asks for; None where it isn't valid or is refused, and the form says why."""
    if not form.is_valid():
        return None
    try:
        with transaction.atomic():
            return give(form.cleaned_data)
    except Refused as refused:
        form.add_error(field, refused.decision.reason)
        return None


def taken_out(request: CountyRequest, wanted: Wanted, *, reason: str) -> HttpResponse:
    """Give a file whose reason was asked on a form of its own."""
    taken = take_out(
        kind=wanted.kind,
        name=wanted.name,
        reason=reason,
        make=wanted.make,
        session_key=request.session.session_key or "",
        by=request.actor,
        at=request.day.now,
        about=dict(wanted.about),
    )
    return handed(taken, wanted.media)


def handed(taken: Taken, media: str) -> HttpResponse:
    """Return a file that was taken out as a response; its number stands in a header for whoever automates."""
    response = download(taken.data, name=taken.name, media=media)
    response.headers["X-Export-Number"] = taken.number
    return response
