"""The programme page, and settling a query."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, NotReached, Permission
from humiao.programmes.commands import settle_query
from humiao.programmes.forms import SettleForm
from humiao.programmes.presenters import class_rows, level_rows, query_rows
from humiao.programmes.queries import programme_by_code, settlements_of, versions_of


def show_programme(request: CountyRequest, programme: str) -> HttpResponse:
    """Show what the plan promised, clause by clause, and what it leaves open."""
    shown = programme_by_code(request.actor.scope, programme)
    settled = settlements_of(shown.id)
    context = {
        "page": {"title": str(shown.name), "sub": shown.terms.purchaser},
        "programme": shown,
        "terms": shown.terms,
        "levels": level_rows(shown.terms),
        "classes": class_rows(shown.terms),
        "queries": query_rows(shown, settled, request.county_code),
        "open_count": sum(q.key not in settled for q in shown.terms.queries),
        "versions": versions_of(shown.id),
        "may_settle": bool(request.actor.may(Permission.SETTLE_QUERY)),
    }
    return render(request, "programmes/programme.html", context)


def settle(request: CountyRequest, programme: str, query: str) -> HttpResponse:
    """Show one query with its choices, and settle it."""
    shown = programme_by_code(request.actor.scope, programme)
    wanted = shown.terms.query(query)
    if wanted is None:
        raise NotReached
    form = SettleForm(wanted, request.POST or None)
    if request.method == "POST" and form.is_valid():
        settle_query(
            programme_id=shown.id,
            query_key=query,
            choice=form.cleaned_data.get("choice", ""),
            reason=form.cleaned_data["reason"],
            by=request.actor,
            at=request.day.now,
        )
        return redirect("show-programme", county=request.county_code, programme=programme)
    rows = query_rows(shown, settlements_of(shown.id), request.county_code)
    context = {
        "page": {"title": _("Settle a query"), "sub": str(shown.name)},
        "programme": shown,
        "form": form,
        "row": next(r for r in rows if r.query.key == query),
    }
    return render(request, "programmes/settle.html", context, status=400 if form.errors else 200)
