"""Pages of corrections: proposing, the list that waits, deciding, what came of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, NotReached, Permission, link
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.identity_numbers import mask_name
from humiao.registry.corrections import kinds, presenters, rules
from humiao.registry.corrections.choices import CorrectionKind, CorrectionState
from humiao.registry.corrections.commands.deciding import (
    confirm_correction,
    refuse_correction,
    withdraw_correction,
)
from humiao.registry.corrections.commands.proposing import propose_merge, propose_undo
from humiao.registry.corrections.forms import DecisionForm, MergeForm, UndoForm
from humiao.registry.corrections.queries import (
    correction_of,
    corrections_of,
    files_of,
    touched_rows,
    waiting_corrections,
)
from humiao.registry.corrections.standing import person_of, proposal_of
from humiao.registry.corrections.values import CorrectionValue, Proposal
from humiao.registry.corrections.wrong_page import WrongPage
from humiao.registry.models import Child
from humiao.registry.queries import find_children


def list_waiting(request: CountyRequest) -> HttpResponse:
    """Show the corrections that wait for a second person."""
    found = waiting_corrections(request.actor.scope)
    files = files_of(request.actor.scope, {c for value in found for c in value.child_ids}) if found else {}
    context = {
        "page": {"title": _("Corrections waiting for a second person")},
        "lines": presenters.lines(found, files),
    }
    return render(request, "registry/corrections/list.html", context)


def merge(request: CountyRequest, child: UUID) -> HttpResponse:
    """Find the child's other file, put both beside each other, and propose that they are one."""
    scope = request.actor.scope
    file = files_of(scope, [child])[child]
    other = _other(request)
    if other is None:
        return _find_other(request, file)
    files = files_of(scope, {child, other})
    if len(files) < 2:
        raise NotReached
    compared = presenters.compare(file, files[other], request.county_code)
    form = MergeForm(compared, request.POST or None)
    if form.is_valid():
        staying = form.staying()
        try:
            made = propose_merge(
                leaving_id=other if staying == child else child,
                staying_id=staying,
                taken=form.taken(),
                reason=form.cleaned_data["reason"],
                seen_versions=presenters.read_seen(form.cleaned_data["seen"]),
                by=request.actor,
                at=request.day.now,
            )
            return redirect("show-correction", county=request.county_code, correction=made)
        except Refused as refused:
            form = _with_files_of_now(compared, request)
            form.add_error(None, refused.decision.reason)
    context = {
        **_head(request, file, _("One child, two files")),
        "compared": compared,
        "sides": list(zip(compared.sides, form["stays"], strict=True)),
        "rows": [presenters.show_field(row, form) for row in compared.fields],
        "form": form,
    }
    return render(request, "registry/corrections/merge.html", context, status=422 if form.errors else 200)


def _with_files_of_now(compared: presenters.Compared, request: CountyRequest) -> MergeForm:
    """Keep what was typed beside the files as they are now, so that a second try has seen them."""
    typed = request.POST.copy()
    typed["seen"] = compared.seen
    form = MergeForm(compared, typed)
    form.is_valid()
    return form


def report(request: CountyRequest, child: UUID) -> HttpResponse:
    """Say what is wrong with a file or a record of it."""
    file = files_of(request.actor.scope, [child])[child]
    page = WrongPage(request, file)
    made = page.propose() if request.method == "POST" else None
    if made:
        return redirect("show-correction", county=request.county_code, correction=made)
    known = corrections_of(request.actor.scope, child)
    context = {
        **_head(request, file, _("A record is wrong")),
        "form": page.form,
        "lines": presenters.lines(
            known, files_of(request.actor.scope, {i for c in known for i in c.child_ids})
        ),
    }
    return render(
        request, "registry/corrections/wrong.html", context, status=422 if page.form.errors else 200
    )


def show(request: CountyRequest, correction: UUID) -> HttpResponse:
    """Show a correction: both files, why, what was decided and what came of it."""
    value = correction_of(request.actor.scope, correction)
    return _shown(request, value, _decision_form(request, value), UndoForm())


def decide(request: CountyRequest, correction: UUID) -> HttpResponse:
    """Confirm or refuse a correction."""
    value = correction_of(request.actor.scope, correction)
    form = DecisionForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        shared: dict[str, Any] = {"correction_id": correction, "by": request.actor, "at": request.day.now}
        try:
            if given["decision"] == "confirm":
                confirm_correction(
                    seen_version=given["seen_version"],
                    seen_versions=presenters.read_seen(given["seen"]),
                    **shared,
                )
            else:
                refuse_correction(note=given["note"], seen_version=given["seen_version"], **shared)
            return redirect("show-correction", county=request.county_code, correction=correction)
        except Conflict:
            raise
        except Refused as refused:
            form.add_error(None, refused.decision.reason)
    return _shown(request, value, form, UndoForm(), status=422)


def withdraw(request: CountyRequest, correction: UUID) -> HttpResponse:
    """Take one's own correction back."""
    value = correction_of(request.actor.scope, correction)
    seen = request.POST.get("seen_version", "")
    version = int(seen) if seen.isdecimal() and len(seen) < 9 else 0
    withdraw_correction(correction_id=value.id, seen_version=version, by=request.actor, at=request.day.now)
    return redirect("show-correction", county=request.county_code, correction=correction)


def undo(request: CountyRequest, correction: UUID) -> HttpResponse:
    """Propose that a confirmed correction is undone."""
    value = correction_of(request.actor.scope, correction)
    form = UndoForm(request.POST)
    if form.is_valid():
        try:
            made = propose_undo(
                correction_id=correction,
                reason=form.cleaned_data["reason"],
                by=request.actor,
                at=request.day.now,
            )
            return redirect("show-correction", county=request.county_code, correction=made)
        except Refused as refused:
            form.add_error(None, refused.decision.reason)
    return _shown(request, value, _decision_form(request, value), form, status=422)


def _other(request: CountyRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("other", ""))
    except ValueError:
        return None


def _find_other(request: CountyRequest, file: Child) -> HttpResponse:
    """Search for the other file; the words searched for stand in the address of nobody's page but this."""
    asked = request.GET.get("q", "").strip()[:60]
    rows = find_children(request.actor.scope, asked, on=request.day.today) if asked else ()
    here = link(request, "propose-merge", child=file.pk)
    context = {
        **_head(request, file, _("This is the same child as…")),
        "asked": asked,
        "found": [
            {
                "name": row.name if row.is_own else mask_name(row.name),
                "row": row,
                "url": f"{here}?other={row.id}",
            }
            for row in rows
            if row.id != file.pk
        ],
    }
    return render(request, "registry/corrections/find.html", context)


def _head(request: CountyRequest, file: Child, title: str) -> dict[str, Any]:
    county = request.county_code
    back = reverse("show-child", kwargs={"county": county, "child": file.pk})
    name = mask_name(file.name)
    return {
        "page": {"title": title, "sub": f"{name} · {file.file_number}"},
        "crumbs": [(_("Children"), reverse("list-children", kwargs={"county": county})), (name, back)],
        "file": file,
        "back_url": back,
    }


def _decision_form(request: CountyRequest, value: CorrectionValue) -> DecisionForm:
    files = files_of(request.actor.scope, value.child_ids)
    seen = presenters.seen_of(files[child] for child in value.child_ids)
    return DecisionForm(initial={"seen": seen, "seen_version": value.version})


def _shown(
    request: CountyRequest, value: CorrectionValue, form: Any, undo_form: Any, *, status: int = 200
) -> HttpResponse:
    files = files_of(request.actor.scope, value.child_ids)
    line = presenters.lines([value], files)[0]
    proposal, person = proposal_of(value), person_of(request.actor)
    moved, stayed = presenters.outcomes(touched_rows(request.actor.scope, value.id))
    context = {
        **_head(request, files[value.child_id], line.kind),
        "value": value,
        "line": line,
        "files": [(files[c], mask_name(files[c].name)) for c in value.child_ids],
        "is_waiting": line.is_waiting,
        "is_mine": rules.is_same_person(proposal, person),
        "may_decide": _may_decide(request, proposal),
        "may_undo": bool(rules.may_undo(value.kind, value.state)),
        "form": form,
        "undo_form": undo_form,
        "moved": moved,
        "stayed": stayed,
        **_beside(request, value, files),
    }
    return render(request, "registry/corrections/show.html", context, status=status)


def _may_decide(request: CountyRequest, proposal: Proposal) -> Any:
    permitted = request.actor.may(Permission.CONFIRM_CORRECTION)
    return rules.may_decide(proposal, person_of(request.actor)) if permitted else permitted


def _beside(request: CountyRequest, value: CorrectionValue, files: dict[UUID, Child]) -> dict[str, Any]:
    """Put both files beside each other while a merge waits, with what stands against it."""
    if value.kind != CorrectionKind.MERGE or value.other_id is None:
        return {}
    if value.state != CorrectionState.PROPOSED:
        return {}
    compared = presenters.compare(files[value.child_id], files[value.other_id], request.county_code)
    return {
        "compared": compared,
        "rows": [{"row": row, "cells": _chosen(row, value)} for row in compared.fields],
        "objections": kinds.objections(request.actor, value.child_id, value.other_id),
    }


def _chosen(row: presenters.ComparedField, value: CorrectionValue) -> list[tuple[str, bool]]:
    is_taken = row.name in value.taken
    return [(row.values[0], row.differs and is_taken), (row.values[1], row.differs and not is_taken)]
