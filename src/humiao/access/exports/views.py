"""Pages of what was taken out: one's own, everybody's, and tracing a paper that was found."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from humiao.access.exports import queries, stamps
from humiao.access.exports.asking import handed
from humiao.access.exports.commands import fetch_export, revoke_export, withdraw_export
from humiao.access.exports.forms import RevokeForm, TraceForm
from humiao.access.exports.kinds import KINDS
from humiao.access.links import link
from humiao.access.permissions import Permission
from humiao.access.posts import account_names
from humiao.access.requests import CountyRequest
from humiao.foundation.downloads import ANYTHING
from humiao.foundation.trail.public import Act


def list_own(request: CountyRequest) -> HttpResponse:
    """List what the person took out."""
    found = queries.own_exports(request.actor, after=request.GET.get("after", ""))
    titles = {"title": _("My exports"), "sub": _("What you took out, and the links that still work")}
    return render(request, "exports/list.html", _listed(request, found, titles, "list-own-exports"))


def list_all(request: CountyRequest) -> HttpResponse:
    """List what anybody took out."""
    account, kind = _uuid(request.GET.get("person", "")), request.GET.get("kind", "")
    found = queries.all_exports(account_id=account, kind=kind, after=request.GET.get("after", ""))
    titles = {"title": _("Everything taken out"), "sub": _("Who took what, when and why")}
    context = _listed(request, found, titles, "list-all-exports", person=request.GET.get("person"), kind=kind)
    people = sorted(account_names().items(), key=lambda pair: pair[1])
    return render(
        request,
        "exports/list.html",
        {
            **context,
            "is_all": True,
            "people": people,
            "chosen_person": account,
            "kinds": [k for k in KINDS if k.is_taken_out],
            "kind": kind,
            "trace_url": link(request, "trace-export"),
            "may_withdraw": bool(request.actor.may(Permission.REVOKE_EXPORT)),
        },
    )


def _listed(
    request: CountyRequest, found: queries.Page, titles: dict[str, str], name: str, **asked: Any
) -> dict[str, Any]:
    lines = [
        {
            "line": line,
            "is_open": line.is_open(request.day.now),
            "fetch_url": link(request, "fetch-export", export=line.id),
            "revoke_url": link(request, "revoke-export", export=line.id),
            "withdraw_url": link(request, "withdraw-export", any_export=line.id),
        }
        for line in found.lines
    ]
    after = {**asked, "after": found.after}
    next_url = link(request, name, after) if found.after else ""
    return {
        "page": titles,
        "lines": lines,
        "pager": {"shown": len(lines), "total": None, "previous_url": "", "next_url": next_url},
    }


def fetch(request: CountyRequest, export: UUID) -> HttpResponse:
    """Hand a file out once more."""
    session = request.session.session_key or ""
    taken = fetch_export(export_id=export, session_key=session, by=request.actor, at=request.day.now)
    return handed(taken, ANYTHING)


def revoke(request: CountyRequest, export: UUID) -> HttpResponse:
    """Revoke one's own link."""
    revoke_export(export_id=export, by=request.actor, at=request.day.now)
    return redirect("list-own-exports", county=request.county_code)


def withdraw(request: CountyRequest, any_export: UUID) -> HttpResponse:
    """Ask why, and revoke somebody's link."""
    line = queries.export_line(any_export)
    form = RevokeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        withdraw_export(export_id=any_export, reason=reason, by=request.actor, at=request.day.now)
        return redirect("list-all-exports", county=request.county_code)
    context = {
        "page": {"title": _("Revoke a link"), "sub": f"{line.number} · {line.kind} · {line.who}"},
        "form": form,
        "cancel_url": link(request, "list-all-exports"),
    }
    return render(request, "exports/withdraw.html", context, status=422 if form.errors else 200)


def log_trace(request: CountyRequest) -> Act | None:
    """Say what the trail keeps of a paper being traced."""
    number = stamps.read_number(request.GET.get("number", ""))
    code = stamps.read_code(request.GET.get("code", ""))
    if not (number or code):
        return None
    return Act("trace-export", "export", plain={"number": number, "code": code})


def trace(request: CountyRequest) -> HttpResponse:
    """Say who took a paper that was found."""
    form = TraceForm(request.GET or None)
    asked = form.is_valid() and any(form.cleaned_data.values())
    found = None
    if asked:
        number = stamps.read_number(form.cleaned_data["number"])
        code = stamps.read_code(form.cleaned_data["code"])
        found = queries.trace(number=number, code=code)
    context = {
        "page": {"title": _("A paper was found"), "sub": _("Number and code at its foot tell who took it")},
        "form": form,
        "asked": asked,
        "found": found,
        "is_open": bool(found and found.line.is_open(request.day.now)),
        "all_url": link(request, "list-all-exports"),
    }
    return render(request, "exports/trace.html", context)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
