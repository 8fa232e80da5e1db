"""Pages of the responsible person: requests, openings in an emergency, restrictions that are to end."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, NotReached, link
from humiao.registry.restricted import presenters, queries
from humiao.registry.restricted.choices import RequestState
from humiao.registry.restricted.commands.asking import approve_request, refuse_request
from humiao.registry.restricted.commands.opening import judge_opening
from humiao.registry.restricted.commands.restricting import confirm_end, refuse_end
from humiao.registry.restricted.forms import ApproveForm, JudgeForm, SeenForm
from humiao.registry.restricted.views import done, head


def list_requests(request: CountyRequest) -> HttpResponse:
    """Show what waits for the responsible person, and every restricted file by its number."""
    by, at = request.actor, request.day.now
    known = presenters.words()
    files, after = queries.restricted_files(by, at=at, after=request.GET.get("after", ""))
    next_url = link(request, "list-access-requests", {"after": after}) if after else ""
    context = {
        "page": {
            "title": _("Access to restricted files"),
            "sub": _("Numbers only; nobody decides for themselves."),
        },
        "requests": presenters.request_lines(queries.requests_waiting(by), known),
        "openings": presenters.grant_lines(queries.openings_to_judge(by, at=at), known),
        "ends": [
            {
                "value": f,
                "proposed_by": known.account(f.end_proposed_by),
                "is_own": f.end_proposed_by == by.account_id,
            }
            for f in queries.ends_proposed(by)
        ],
        "files": [{"value": f, "keeper": known.post(f.keeper_post)[0]} for f in files],
        "pager": {"shown": len(files), "total": None, "previous_url": "", "next_url": next_url},
    }
    return render(request, "registry/restricted/requests.html", context)


def decide(request: CountyRequest, access_request: UUID) -> HttpResponse:
    """Show one request and answer it."""
    by, at = request.actor, request.day.now
    value = queries.request_of(by, access_request, at=at)
    if value is None:
        raise NotReached
    form = ApproveForm(request.POST or None, initial={"seen_version": value.version, "days": value.days})

    def act() -> None:
        given = form.cleaned_data
        wanted = {"request_id": value.id, "seen_version": given["seen_version"], "by": by, "at": at}
        if request.POST.get("answer") == "approve":
            approve_request(days=given["days"], **wanted)
        else:
            refuse_request(note=given["note"], **wanted)

    if done(form, act):
        return redirect("list-access-requests", county=request.county_code)
    (line,) = presenters.request_lines([value], presenters.words())
    context = {
        **head(request, _("Request for access"), back=link(request, "list-access-requests")),
        "line": line,
        "form": form,
        "is_waiting": value.state == RequestState.WAITING,
        "is_own": value.account_id == by.account_id,
    }
    return render(request, "registry/restricted/decide.html", context, status=422 if form.errors else 200)


def judge(request: CountyRequest, grant: UUID) -> HttpResponse:
    """Show an opening in an emergency and judge it."""
    by, at = request.actor, request.day.now
    value = queries.grant_of(by, grant, at=at)
    if value is None:
        raise NotReached
    form = JudgeForm(request.POST or None, initial={"seen_version": value.version})

    def act() -> None:
        given = form.cleaned_data
        judge_opening(
            grant_id=grant, judgement=given["judgement"], note=given["note"],
            seen_version=given["seen_version"], by=by, at=at,
        )  # fmt: skip

    if done(form, act):
        return redirect("list-access-requests", county=request.county_code)
    (line,) = presenters.grant_lines([value], presenters.words())
    context = {
        **head(request, _("Opened in an emergency"), back=link(request, "list-access-requests")),
        "line": line,
        "form": form,
        "is_own": value.account_id == by.account_id,
    }
    return render(request, "registry/restricted/judge.html", context, status=422 if form.errors else 200)


def answer_end(request: CountyRequest, restriction: UUID) -> HttpResponse:
    """Confirm that a restriction ends, or let it stand."""
    value = queries.restriction_by_id(request.actor, restriction)
    if value is None:
        raise NotReached
    form = SeenForm(request.POST)
    seen = int(form.cleaned_data["seen_version"]) if form.is_valid() else 0
    act = confirm_end if request.POST.get("answer") == "confirm" else refuse_end
    act(child_id=value.child_id, seen_version=seen, by=request.actor, at=request.day.now)
    return redirect("list-access-requests", county=request.county_code)
