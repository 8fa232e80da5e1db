"""Pages of a child's categories: give one, add a paper, review, end, decide; and the section of the file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, NotReached, account_names, link
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.places.public import division_names
from humiao.programmes.public import Category
from humiao.registry.categories import presenters
from humiao.registry.categories.choices import ExitReason, ProofKind, reasons_for
from humiao.registry.categories.commands.exits import decide_exit, send_exit, withdraw_exit
from humiao.registry.categories.commands.giving import add_category, add_proof, void_proof
from humiao.registry.categories.commands.reviewing import review_category
from humiao.registry.categories.forms import (
    CategoryForm,
    ConfirmForm,
    DecideForm,
    ExitForm,
    ProofForm,
    ReasonForm,
    ReviewForm,
    category_choices,
)
from humiao.registry.categories.queries import exit_of, standing_of
from humiao.registry.categories.tables import category_rows
from humiao.registry.categories.values import SpellValue
from humiao.registry.labels import label
from humiao.registry.presenters import show_row
from humiao.registry.queries.file import child_file
from humiao.registry.queries.lists import child_rows
from humiao.registry.values import ChildFile


def categories_section(request: CountyRequest, file: ChildFile) -> dict[str, Any]:
    """Return what the file's page shows of categories; context of `registry/categories/section.html`."""
    standing = standing_of(request.actor, file.id, on=request.day.today)
    return presenters.section(request, file, standing, account_names())


def give(request: CountyRequest, child: UUID) -> HttpResponse:
    """Choose a category, then give it with its paper."""
    standing = standing_of(request.actor, child, on=request.day.today)
    category = request.GET.get("category", "")
    if category not in frozenset(Category):
        open_now = category_choices(s.category for s in standing.spells if s.is_held)
        choices = [(c.value, label(Category, c), _papers(c.value)) for c in open_now]
        return choose(request, child, _("Give a category"), "category", choices)
    form = CategoryForm(
        category, request.POST or None, request.FILES or None, initial={"from_on": request.day.today}
    )

    def act() -> None:
        add_category(
            child_id=child,
            category=category,
            from_on=form.cleaned_data["from_on"],
            proofs=form.proofs(),
            by=request.actor,
            at=request.day.now,
        )

    return answer(request, child, form, act, title=label(Category, category), aside=_papers(category))


def _papers(category: str) -> str:
    kinds = [label(ProofKind, kind) for kind in category_rows()[category].proofs]
    return _("Proved by: %(papers)s") % {"papers": "、".join(kinds)}


def prove(request: CountyRequest, child: UUID, spell: UUID) -> HttpResponse:
    """Add a paper to a category."""
    held = _spell(request, child, spell)
    form = ProofForm(
        category_rows()[held.category].proofs, request.POST or None, request.FILES or None, must=True
    )

    def act() -> None:
        (proof,) = form.proofs()
        add_proof(child_id=child, spell_id=spell, proof=proof, by=request.actor, at=request.day.now)

    return answer(request, child, form, act, title=_("Add a paper"), sub=label(Category, held.category))


def void(request: CountyRequest, child: UUID, proof: UUID) -> HttpResponse:
    """Take a paper out of use."""
    standing = standing_of(request.actor, child, on=request.day.today)
    every = [p for s in standing.spells for p in s.proofs]
    every += [p for s in standing.situations for p in s.proofs]
    shown = next((p for p in every if p.id == proof), None)
    if shown is None:
        raise NotReached
    form = ReasonForm(request.POST or None)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        void_proof(child_id=child, proof_id=proof, reason=reason, by=request.actor, at=request.day.now)

    sub = label(ProofKind, shown.kind)
    return answer(request, child, form, act, title=_("Take the paper out of use"), sub=sub)


def review(request: CountyRequest, child: UUID, spell: UUID) -> HttpResponse:
    """Find that a category still holds; where it doesn't, the page leads to ending it."""
    held = _spell(request, child, spell)
    form = ReviewForm(request.POST or None, initial={"on": request.day.today})

    def act() -> None:
        review_category(
            child_id=child, spell_id=spell, by=request.actor, at=request.day.now, **form.cleaned_data
        )

    return answer(
        request,
        child,
        form,
        act,
        title=_("It still holds"),
        sub=label(Category, held.category),
        other=presenters.Link(_("It doesn't hold any more"), links(request, child, "send-exit", spell=spell)),
    )


def leave_category(request: CountyRequest, child: UUID, spell: UUID) -> HttpResponse:
    """Choose why a category ends, then send that to the county."""
    held = _spell(request, child, spell)
    known = reasons_for(held.category)
    wanted = request.GET.get("reason", "")
    if wanted not in known:
        choices = [(r.value, label(ExitReason, r), "") for r in known]
        return choose(
            request, child, _("Why does it end?"), "reason", choices, sub=label(Category, held.category)
        )
    reason = ExitReason(wanted)
    returned = held.returned_exit
    form = ExitForm(
        reason, held.category, request.POST or None, request.FILES or None, initial=_again(returned)
    )

    def act() -> None:
        send_exit(
            child_id=child,
            spell_id=spell,
            wanted=form.wanted(),
            file=form.attachment(),
            follows_id=returned.id if returned else None,
            by=request.actor,
            at=request.day.now,
        )

    sub = f"{label(Category, held.category)} · {label(ExitReason, reason)}"
    note = returned.decision_reason if returned else ""
    aside = _("It came back: %(why)s") % {"why": note} if note else ""
    return answer(
        request,
        child,
        form,
        act,
        title=_("End the category"),
        sub=sub,
        aside=aside,
        save=_("Send to the county"),
    )


def _again(returned: Any) -> dict[str, Any]:
    names = ("on", "last_benefit", "other", "cause", "handling", "remark")
    return {name: getattr(returned, name) for name in names} if returned else {}


def decide(request: CountyRequest, child: UUID, exit: UUID) -> HttpResponse:
    """Show an exit and decide it."""
    shown = exit_of(request.actor, child, exit, on=request.day.today)
    form = DecideForm(request.POST or None)

    def act() -> None:
        given = form.cleaned_data
        decide_exit(
            child_id=child,
            exit_id=exit,
            confirm=given["decision"] == "confirm",
            reason=given["reason"],
            by=request.actor,
            at=request.day.now,
        )

    details = presenters.show_exit(request, child, shown, account_names())
    return answer(
        request, child, form, act, title=_("Decide the exit"), sub=details["category"], exit=details
    )


def withdraw(request: CountyRequest, child: UUID, exit: UUID) -> HttpResponse:
    """Take back an exit that waits."""
    shown = exit_of(request.actor, child, exit, on=request.day.today)
    form = ConfirmForm(request.POST or None) if request.method != "POST" else ConfirmForm({})

    def act() -> None:
        withdraw_exit(child_id=child, exit_id=exit, by=request.actor, at=request.day.now)

    details = presenters.show_exit(request, child, shown, account_names())
    save = _("Withdraw it")
    return answer(
        request,
        child,
        form,
        act,
        title=_("Withdraw the exit"),
        sub=details["category"],
        exit=details,
        save=save,
    )


# What the pages share ------------------------------------------------------------------------------


links = presenters.links


def answer(
    request: CountyRequest,
    child: UUID,
    form: Any,
    act: Callable[[], None],
    *,
    title: str,
    sub: str = "",
    save: str = "",
    **more: Any,
) -> HttpResponse:
    """Do what a sound form says and go back to the file; else show the form, with why it was refused."""
    back = file_url(request, child)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                act()
            return redirect(back)
        except Conflict:
            raise
        except Refused as refused:
            form.add_error(None, refused.decision.reason)
    context = {
        **frame(request, child, title, sub),
        "form": form,
        "cancel_url": back,
        "save_label": save or _("Save"),
        **more,
    }
    return render(request, "registry/categories/form.html", context, status=422 if form.errors else 200)


def choose(
    request: CountyRequest,
    child: UUID,
    title: str,
    name: str,
    choices: list[tuple[str, str, str]],
    *,
    sub: str = "",
) -> HttpResponse:
    """Ask for the one thing the form depends on; each choice is a link."""
    shown = [{"url": f"?{name}={code}", "label": text, "note": note} for code, text, note in choices]
    context = {**frame(request, child, title, sub), "choices": shown, "cancel_url": file_url(request, child)}
    return render(request, "registry/categories/choose.html", context)


def frame(request: CountyRequest, child: UUID, title: str, sub: str = "") -> dict[str, Any]:
    """Return title and way back, with the child named as lists name it."""
    found = child_rows(request.actor.scope, [child], on=request.day.today).get(child)
    if found is None:
        raise NotReached
    shown = show_row(found, places=division_names(request.county_code), on=request.day.today)
    crumbs = [
        (_("Children"), link(request, "list-children")),
        (shown.name, file_url(request, child)),
    ]
    return {"page": {"title": title, "sub": sub}, "crumbs": crumbs}


def file_url(request: CountyRequest, child: UUID) -> str:
    """Return the address of the file's section of categories."""
    return links(request, child, "show-child") + "?tab=categories"


def file_for(request: CountyRequest, child: UUID) -> ChildFile:
    """Return the child's file; raises `NotReached`."""
    return child_file(request.actor.scope, child, request.day.today)


def _spell(request: CountyRequest, child: UUID, spell: UUID) -> SpellValue:
    found = standing_of(request.actor, child, on=request.day.today).spell(spell)
    if found is None:
        raise NotReached
    return found
