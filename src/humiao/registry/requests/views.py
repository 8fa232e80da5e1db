"""Pages of requests: the due list, entering one, one with its answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, Permission, link, post_names
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.trail.public import Act
from humiao.registry.destruction.periods import request_days
from humiao.registry.requests import presenters, rules
from humiao.registry.requests.choices import Kind, State
from humiao.registry.requests.commands.answering import answer_request, take_request, withdraw_request
from humiao.registry.requests.forms import AnswerForm, ConfirmForm, EraseForm, RequestForm
from humiao.registry.requests.queries import answered_requests, due_requests, facts_of, request_of
from humiao.registry.requests.values import RequestValue
from humiao.registry.rights_frames import child_head, log_file


def list_requests(request: CountyRequest) -> HttpResponse:
    """Show what is to be answered, the overdue first, and what was answered last."""
    scope, today = request.actor.scope, request.day.today
    context = {
        "page": {
            "title": _("Requests about data"),
            "sub": _("answered within %(days)s working days") % {"days": request_days()},
        },
        "due": presenters.lines(request, due_requests(scope), today),
        "answered": presenters.lines(request, answered_requests(scope), today),
        "may_hold": Permission.HOLD_RECORDS in request.actor.permissions,
        "may_see_periods": Permission.VIEW_RETENTION in request.actor.permissions,
    }
    return render(request, "registry/requests/list.html", context)


def take(request: CountyRequest, child: UUID) -> HttpResponse:
    """Enter a request."""
    head = child_head(request, child, _("Enter a request"))
    form = RequestForm(request.POST or None, today=request.day.today)
    if form.is_valid():
        try:
            with transaction.atomic():
                made = take_request(
                    child_id=child,
                    new=form.value(),
                    request_id=form.cleaned_data["request_id"],
                    by=request.actor,
                    at=request.day.now,
                )
            return redirect(link(request, "show-request", asked=made))
        except Refused as refused:
            form.add_error(None, refused.decision.reason)
    context = {**head, "form": form, "days": request_days()}
    return render(request, "registry/requests/take.html", context, status=422 if form.errors else 200)


def log_request(request: CountyRequest, asked: UUID) -> Act | None:
    """Log that a request is opened: it names the child and who asks."""
    return log_file(request, request_of(request.actor.scope, asked).child_id)


def show(request: CountyRequest, asked: UUID) -> HttpResponse:
    """Show a request and how it may be answered."""
    value = request_of(request.actor.scope, asked)
    return shown(request, value, _answer_form(request, value))


def answer(request: CountyRequest, asked: UUID) -> HttpResponse:
    """Grant or refuse a request."""
    value = request_of(request.actor.scope, asked)
    form = AnswerForm(request.POST, kind=value.kind)
    if form.is_valid():
        given = form.cleaned_data
        try:
            with transaction.atomic():
                answer_request(
                    request_id=asked,
                    is_granted=given["decision"] == "grant",
                    answer=given["answer"],
                    grounds=given["grounds"] if given["decision"] == "refuse" else (),
                    seen_version=given["seen_version"],
                    by=request.actor,
                    at=request.day.now,
                )
            return redirect(link(request, "show-request", asked=asked))
        except Conflict:
            raise
        except Refused as refused:
            form.add_error(None, refused.decision.reason)
    return shown(request, value, form, status=422)


def withdraw(request: CountyRequest, asked: UUID) -> HttpResponse:
    """Write down that a request was taken back."""
    value = request_of(request.actor.scope, asked)
    withdraw_request(
        request_id=value.id, seen_version=seen_version(request), by=request.actor, at=request.day.now
    )
    return redirect(link(request, "show-request", asked=asked))


def seen_version(request: CountyRequest) -> int:
    """Return the version a form was made of; 0 where it says none."""
    seen = request.POST.get("seen_version", "")
    return int(seen) if seen.isdecimal() and len(seen) < 9 else 0


def _answer_form(request: CountyRequest, value: RequestValue) -> AnswerForm:
    found = _grounds(request, value)
    return AnswerForm(None, kind=value.kind, found=found, version=value.version)


def _grounds(request: CountyRequest, value: RequestValue) -> Any:
    if value.kind != Kind.ERASE or value.answered_at:
        return ()
    today = request.day.today
    return rules.judge_erasure(facts_of(value.child_id, on=today), today=today)


def shown(
    request: CountyRequest,
    value: RequestValue,
    form: Any,
    *,
    erase: Any = None,
    confirm: Any = None,
    status: int = 200,
) -> HttpResponse:
    """Show a request with its forms; the one that was refused says why."""
    actor, today = request.actor, request.day.today
    workers, found = post_names(), _grounds(request, value)
    facts = facts_of(value.child_id, on=today)
    version = {"seen_version": value.version}
    context: dict[str, Any] = {
        **child_head(request, value.child_id, _("Request %(number)s") % {"number": value.number}),
        **presenters.line(request, value, today),
        "facts": presenters.facts(value),
        "grounds": presenters.grounds_in_words(g.value for g in found),
        "given_grounds": presenters.grounds_in_words(value.grounds),
        "form": form,
        "erase_form": erase or EraseForm(initial=version),
        "confirm_form": confirm or ConfirmForm(initial=version),
        "may_erase": rules.may_erase(found, facts.retired_as),
        "may_answer": Permission.ANSWER_REQUEST in actor.permissions,
        "may_prepare": Permission.ERASE_CHILD in actor.permissions,
        "is_preparer": rules.is_preparer(
            value, account=actor.account_id, posts=[post.id for post in actor.posts]
        ),
        "is_erasure": value.kind == Kind.ERASE,
        "is_open": value.state == State.OPEN,
        "is_prepared": value.state == State.PREPARED,
        "is_copy": value.kind in (Kind.COPY, Kind.SEE),
        "answered_by": workers.get(value.answered_by_post_id, "") if value.answered_by_post_id else "",
        "prepared_by": workers.get(value.prepared_by_post_id, "") if value.prepared_by_post_id else "",
        "helps": _helps(request, value),
    }
    return render(request, "registry/requests/show.html", context, status=status)


def _helps(request: CountyRequest, value: RequestValue) -> list[tuple[str, str]]:
    """Return the pages on which what is asked is done."""
    actor, child = request.actor, value.child_id
    pages = {
        Kind.CORRECT: (
            (_("Change the file"), "change-child", Permission.CHANGE_CHILD),
            (_("A record is wrong…"), "report-wrong-record", Permission.PROPOSE_CORRECTION),
        ),
        Kind.SEE: ((_("Open the file"), "show-child", Permission.VIEW_CHILD),),
        Kind.WITHDRAW: ((_("Consents of the child"), "show-child", Permission.VIEW_CHILD),),
    }
    query = {"tab": "rights"} if value.kind == Kind.WITHDRAW else None
    return [
        (label, link(request, name, query, child=child))
        for label, name, permission in pages.get(Kind(value.kind), ())
        if permission in actor.permissions
    ]
