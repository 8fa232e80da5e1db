"""Pages of restricted files: one's own, asking, opening in an emergency, and the file's own page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, NotReached, Permission, link
from humiao.foundation.decisions import Conflict, Refused
from humiao.registry.queries import require_reach
from humiao.registry.restricted import presenters, queries
from humiao.registry.restricted.commands.asking import ask_access, withdraw_request
from humiao.registry.restricted.commands.opening import break_glass, end_grant
from humiao.registry.restricted.commands.restricting import add_sealed_note, propose_end, restrict_file
from humiao.registry.restricted.forms import AskForm, BreakForm, EndForm, RestrictForm, SeenForm
from humiao.registry.restricted.rules import MOST_DAYS
from humiao.registry.restricted.sealed import notes_of


def list_restricted(request: CountyRequest) -> HttpResponse:
    """Show the restricted files open to this person, and what was asked for."""
    by, at = request.actor, request.day.now
    known = presenters.words()
    context = {
        "page": {
            "title": _("Restricted files"),
            "sub": _("Open to the people named for each of them alone."),
        },
        "grants": presenters.grant_lines(queries.own_grants(by, at=at), known),
        "requests": presenters.request_lines(queries.own_requests(by), known),
        "ask_url": link(request, "ask-access"),
        "break_url": link(request, "break-glass") if by.may(Permission.BREAK_GLASS) else "",
        "decide_url": link(request, "list-access-requests") if by.may(Permission.APPROVE_ACCESS) else "",
    }
    return render(request, "registry/restricted/list.html", context)


def ask(request: CountyRequest) -> HttpResponse:
    """Ask for a restricted file."""
    form = AskForm(request.POST or None)

    def act() -> None:
        ask_access(**form.cleaned_data, by=request.actor, at=request.day.now)

    if done(form, act):
        return redirect("list-restricted", county=request.county_code)
    context = {
        **head(request, _("Ask for a restricted file")),
        "form": form,
        "notice": _(
            "The answer is the same whether there is such a file or not. Access is for %(n)d days at most "
            "and closes by itself."
        )
        % {"n": MOST_DAYS},
        "save_label": _("Ask"),
    }
    return render(request, "registry/restricted/form.html", context, status=422 if form.errors else 200)


def open_at_once(request: CountyRequest) -> HttpResponse:
    """Open a restricted file in an emergency."""
    form, made = BreakForm(request.POST or None), []

    def act() -> None:
        made.append(break_glass(**form.cleaned_data, by=request.actor, at=request.day.now))

    if done(form, act):
        return redirect("show-child", county=request.county_code, child=made[0])
    context = {
        **head(request, _("Open in an emergency")),
        "form": form,
        "notice": _(
            "The file opens for 24 hours. The approver is told at once and judges it afterwards; every look "
            "is written down and shown to whoever keeps the file."
        ),
        "is_alert": True,
        "save_label": _("Open the file now"),
    }
    return render(request, "registry/restricted/form.html", context, status=422 if form.errors else 200)


def withdraw(request: CountyRequest, access_request: UUID) -> HttpResponse:
    """Take one's own request back."""
    seen = _seen(request)
    withdraw_request(request_id=access_request, seen_version=seen, by=request.actor, at=request.day.now)
    return redirect("list-restricted", county=request.county_code)


def end_own(request: CountyRequest, grant: UUID) -> HttpResponse:
    """End an access that is not needed any more."""
    if queries.grant_of(request.actor, grant, at=request.day.now) is None:
        raise NotReached
    end_grant(grant_id=grant, seen_version=_seen(request), by=request.actor, at=request.day.now)
    may_decide = request.actor.may(Permission.APPROVE_ACCESS) and request.POST.get("back") == "decide"
    return redirect("list-access-requests" if may_decide else "list-restricted", county=request.county_code)


def restrict(request: CountyRequest, child: UUID) -> HttpResponse:
    """Restrict a file."""
    require_reach(request.actor.scope, child)
    if queries.restriction_of(request.actor, child):
        return redirect("show-restriction", county=request.county_code, child=child)
    form = RestrictForm(request.POST or None)

    def act() -> None:
        given = form.cleaned_data
        restrict_file(
            child_id=child,
            ground=given["ground"],
            reason=given["reason"],
            by=request.actor,
            at=request.day.now,
        )

    if done(form, act):
        return redirect("show-restriction", county=request.county_code, child=child)
    context = {
        **head(request, _("Restrict the file"), back=link(request, "show-child", child=child)),
        "form": form,
        "notice": _(
            "From now on only you, the child's workers and whoever is named later reach this file. It leaves "
            "everybody else's lists; figures still count it."
        ),
        "save_label": _("Restrict the file"),
    }
    return render(request, "registry/restricted/form.html", context, status=422 if form.errors else 200)


def show(request: CountyRequest, child: UUID) -> HttpResponse:
    """Show a restricted file's own page: what is sealed, who is named, who looked."""
    by, at = request.actor, request.day.now
    value = queries.restriction_of(by, child)
    if value is None:
        return redirect("show-child", county=request.county_code, child=child)
    note = RestrictForm(request.POST or None, is_note=True)

    def act() -> None:
        given = note.cleaned_data
        add_sealed_note(child_id=child, ground=given["ground"], text=given["reason"], by=by, at=at)

    if done(note, act):
        return redirect("show-restriction", county=request.county_code, child=child)
    known = presenters.words()
    may_end = bool(by.may(Permission.RESTRICT_FILE))
    context = {
        "page": {"title": _("Restricted file"), "sub": value.file_number},
        "crumbs": [(value.file_number, link(request, "show-child", child=child))],
        "value": value,
        "keeper": known.post(value.keeper_post),
        "notes": presenters.note_lines(notes_of(value.id), known),
        "grants": presenters.grant_lines(queries.grants_of(by, child, at=at), known),
        "looks": presenters.look_lines(queries.looks_at(by, child), known),
        "form": note,
        "proposed_by": known.account(value.end_proposed_by),
        "end_url": link(request, "propose-end-restriction", child=child) if may_end else "",
    }
    return render(request, "registry/restricted/file.html", context, status=422 if note.errors else 200)


def propose(request: CountyRequest, child: UUID) -> HttpResponse:
    """Propose that a restriction ends."""
    value = queries.restriction_of(request.actor, child)
    if value is None:
        return redirect("show-child", county=request.county_code, child=child)
    form = EndForm(request.POST or None, initial={"seen_version": value.version})
    back = link(request, "show-restriction", child=child)

    def act() -> None:
        given = form.cleaned_data
        propose_end(
            child_id=child, reason=given["note"], seen_version=given["seen_version"], by=request.actor,
            at=request.day.now,
        )  # fmt: skip

    if done(form, act):
        return redirect(back)
    context = {
        **head(request, _("End the restriction"), back=back),
        "form": form,
        "notice": _("It holds until a second person confirms that it ends."),
        "save_label": _("Propose"),
    }
    return render(request, "registry/restricted/form.html", context, status=422 if form.errors else 200)


def head(request: CountyRequest, title: str, *, back: str = "") -> dict[str, Any]:
    """Return what every form of this part shows around its fields."""
    home = back or link(request, "list-restricted")
    return {"page": {"title": title}, "cancel_url": home, "crumbs": [(_("Back"), home)]}


def done(form: Any, act: Callable[[], None]) -> bool:
    """Do it where the form is complete; a refusal is shown in the form and nothing typed is lost."""
    if not form.is_bound or not form.is_valid():
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


def _seen(request: CountyRequest) -> int:
    form = SeenForm(request.POST)
    return int(form.cleaned_data["seen_version"]) if form.is_valid() else 0
