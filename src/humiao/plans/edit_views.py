"""Pages that change a draft. With htmx they answer in place; without, each is a page of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, NotReached, link
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.places.public import towns
from humiao.plans.commands import (
    add_fact,
    answer_needs,
    confirm_plan,
    defer_query,
    discard_plan,
    edit_fact,
    ignore_fact,
    restore_fact,
    settle_plan_query,
)
from humiao.plans.commands.editing import fact_at
from humiao.plans.differences import differences
from humiao.plans.forms import FactForm, NeedsForm, QuestionForm
from humiao.plans.page import need_row, reading_context
from humiao.plans.presenters import fact_id, message_of
from humiao.plans.queries import PlanValue, plan_of
from humiao.plans.remedies import remedy_of
from humiao.plans.sections import BY_KEY, SECTIONS, section_of
from humiao.programmes.public import ProgrammeTerms, programme_ids


def edit(request: CountyRequest, plan: UUID, fact: str) -> HttpResponse:
    """Show a fact's form in its place, and save it."""
    shown = plan_of(plan)
    found = fact_at(shown.edited.draft, fact)
    section = section_of(fact)
    form = FactForm(
        section,
        request.POST or None,
        fact=found,
        initial={"seen_version": shown.version},
        auto_id=f"{fact_id(fact)}_%s",
    )
    if form.is_valid():
        done = _tried(
            form,
            lambda: edit_fact(
                plan_id=plan,
                path=fact,
                values=form.values(),
                reason=form.cleaned_data["reason"],
                seen_version=form.cleaned_data["seen_version"],
                by=request.actor,
                at=request.day.now,
            ),
        )
        if done:
            return _shown_again(request, plan, fact_id(fact))
        form.data = {**request.POST.dict(), "seen_version": str(plan_of(plan).version)}
    return _form(request, shown, form, str(section.label), fact_id(fact))


def add(request: CountyRequest, plan: UUID) -> HttpResponse:
    """Show the form of a new fact, filled from the words selected, and save it."""
    shown = plan_of(plan)
    given = request.POST if request.method == "POST" else request.GET
    section = BY_KEY.get(given.get("section", ""))
    if section is None:
        return _choose_section(request, shown)
    start, end, unused = (_number(given.get(name)) for name in ("start", "end", "unused"))
    initial: dict[str, Any] = {"seen_version": shown.version, "start": start, "end": end, "unused": unused}
    words = shown.as_read.document.text[start:end] if start is not None and end is not None else ""
    if words and len(words) <= 200 and section.main.kind in ("text", "long"):
        initial[section.main.name] = words
    initial["words"] = words
    form = FactForm(section, request.POST or None, is_new=True, initial=initial, auto_id="fact-new_%s")
    if form.is_valid():
        start, end = _found_words(form, shown, start, end)
        if not form.errors and _tried(
            form,
            lambda: add_fact(
                plan_id=plan,
                section=section.key,
                values=form.values(),
                start=start,
                end=end,
                unused=unused,
                by=request.actor,
                at=request.day.now,
            ),
        ):
            return _shown_again(request, plan, f"section-{section.key}")
    return _form(request, shown, form, str(section.label), f"section-{section.key}", section=section.key)


def _choose_section(request: CountyRequest, shown: PlanValue) -> HttpResponse:
    """Ask what the words are, where nobody said."""
    given = {name: request.GET.get(name, "") for name in ("start", "end", "unused")}
    start, end = _number(given["start"]), _number(given["end"])
    context = {
        "page": {"title": _("Make it a fact"), "sub": shown.row.name},
        "plan": shown,
        "given": given,
        "words": shown.as_read.document.text[start:end] if start is not None and end is not None else "",
        "sections": [(s.key, s.label) for s in SECTIONS if s.many],
        "cancel_url": _reading_url(request, shown.id),
    }
    return render(request, "plans/choose_section.html", context)


def _found_words(
    form: FactForm, shown: PlanValue, start: int | None, end: int | None
) -> tuple[int | None, int | None]:
    """Find the words typed; where they don't stand in the text, say so."""
    text, words = shown.as_read.document.text, form.cleaned_data["words"].strip()
    if not words or not text or (start is not None and text[start:end].strip() == words):
        return start, end
    at = text.find(words)
    if at < 0:
        form.add_error("words", _("These words don't stand in the document."))
        return None, None
    return at, at + len(words)


def mark(request: CountyRequest, plan: UUID, fact: str) -> HttpResponse:
    """Set a fact or an unused number aside, or bring it back."""
    do = restore_fact if request.POST.get("do") == "restore" else ignore_fact
    seen = _number(request.POST.get("seen_version")) or 0
    notice = ""
    try:
        with transaction.atomic():
            do(plan_id=plan, path=fact, seen_version=seen, by=request.actor, at=request.day.now)
    except Conflict as conflict:
        if not request.htmx:
            raise
        notice = conflict.decision.reason
    return _shown_again(request, plan, fact_id(fact), notice)


def settle(request: CountyRequest, plan: UUID, question: str) -> HttpResponse:
    """Show a query with its choices; settle it or put it off."""
    shown = plan_of(plan)
    asked = next((q for q in shown.questions if q.key == question), None)
    if asked is None:
        raise NotReached
    before = shown.answered.get(question)
    initial = {"choice": before.choice, "reason": before.reason} if before else {}
    form = QuestionForm(asked, request.POST or None, initial=initial, auto_id=f"q-{question}_%s")
    if form.is_valid():
        given = form.cleaned_data
        who: Any = {"by": request.actor, "at": request.day.now}
        common: Any = {"plan_id": plan, "key": question, "reason": given["reason"], **who}

        def run() -> int:
            if given["do"] == "defer":
                return defer_query(**common)
            return settle_plan_query(choice=given.get("choice", ""), **common)

        if _tried(form, run):
            return _shown_again(request, plan, f"query-{question}")
    context = {
        "page": {"title": _("Settle a query"), "sub": shown.row.name},
        "plan": shown,
        "form": form,
        "message": message_of(asked.query),
        "clauses": asked.query.clauses,
        "remedy": remedy_of(shown, asked, request.county_code),
        "target": f"query-{question}",
        "action": request.path,
        "cancel_url": _reading_url(request, plan),
    }
    return _in_place(request, "question", context, failed=bool(form.errors))


def needed(request: CountyRequest, plan: UUID) -> HttpResponse:
    """Fill in what only the programme has."""
    shown = plan_of(plan)
    given = {"code": shown.made.code, **shown.edited.given}
    places = [(d.code, d.name) for d in towns(request.county_code)]
    form = NeedsForm(
        shown.made.needs, places, request.POST or None, initial=given, fixed_code=bool(shown.base_code)
    )
    if form.is_valid() and _tried(
        form,
        lambda: answer_needs(plan_id=plan, values=form.values(), by=request.actor, at=request.day.now),
    ):
        return redirect("read-plan", county=request.county_code, plan=plan)
    context = {
        "page": {"title": _("What the programme still needs"), "sub": shown.row.name},
        "plan": shown,
        "form": form,
        "facts": [need_row(n, shown, request.county_code) for n in shown.made.needs if n.kind == "fact"],
        "cancel_url": _reading_url(request, plan),
    }
    return render(request, "plans/needed.html", context, status=400 if form.errors else 200)


def confirm(request: CountyRequest, plan: UUID) -> HttpResponse:
    """Show what the draft makes and what it changes, and confirm it."""
    shown, refusal = plan_of(plan), ""
    if request.method == "POST":
        try:
            with transaction.atomic():
                seen = _number(request.POST.get("seen_version")) or 0
                made = confirm_plan(plan_id=plan, seen_version=seen, by=request.actor, at=request.day.now)
            return redirect("show-programme", county=request.county_code, programme=made.code)
        except Refused as refused:
            refusal = refused.decision.reason
    made_terms = shown.made.terms
    before = ProgrammeTerms.model_validate(dict(shown.base)) if shown.base and shown.base_code else None
    context = reading_context(request, shown)
    context |= {
        "page": {"title": _("Confirm the programme"), "sub": shown.row.name},
        "made": shown.made,
        "terms": made_terms,
        "next_number": (before.version if before else 0) + 1,
        "before": before,
        "differences": differences(before, made_terms) if before and made_terms else (),
        "left_out": [(str(BY_KEY[key].label), words) for key, words in shown.made.left_out],
        "refusal": refusal,
        "taken": bool(made_terms and not before and programme_ids(shown.made.code)) and shown.is_open,
        "needs_url": link(request, "answer-plan-needs", plan=plan),
        "cancel_url": _reading_url(request, plan),
    }
    return render(request, "plans/confirm.html", context, status=409 if refusal else 200)


def discard(request: CountyRequest, plan: UUID) -> HttpResponse:
    """Discard a draft."""
    discard_plan(plan_id=plan, by=request.actor, at=request.day.now)
    return redirect("list-plans", county=request.county_code)


def _tried(form: Any, run: Callable[[], int]) -> bool:
    """Run a command; a refusal is told in the form, and what was typed stays."""
    try:
        with transaction.atomic():
            run()
    except Refused as refused:
        form.add_error(None, refused.decision.reason)
        return False
    return True


def _form(
    request: CountyRequest, shown: PlanValue, form: FactForm, title: str, target: str, section: str = ""
) -> HttpResponse:
    context = {
        "page": {"title": title, "sub": shown.row.name},
        "plan": shown,
        "form": form,
        "target": target,
        "section": section,
        "action": request.path,
        "cancel_url": f"{_reading_url(request, shown.id)}#{target}",
    }
    return _in_place(request, "fact", context, failed=bool(form.errors))


def _in_place(request: CountyRequest, name: str, context: dict[str, Any], *, failed: bool) -> HttpResponse:
    """Show a form: to htmx alone, put where it was asked for; otherwise as a page."""
    if not request.htmx:
        status = 400 if failed else 200
        return render(
            request,
            "plans/form_page.html",
            {**context, "part": f"plans/parts/{name}_form.html"},
            status=status,
        )
    response = render(request, f"plans/parts/{name}_form.html", context, status=422 if failed else 200)
    response["HX-Retarget"], response["HX-Reswap"] = f"#{context['target']}-form", "innerHTML"
    return response


def _shown_again(request: CountyRequest, plan: UUID, target: str, notice: str = "") -> HttpResponse:
    """Show the panes as they are now; without htmx lead back to where one was."""
    if not request.htmx:
        return redirect(f"{_reading_url(request, plan)}#{target}")
    context = reading_context(request, plan_of(plan), notice=notice, back_to=target)
    return render(request, "plans/reading.html", context)


def _reading_url(request: CountyRequest, plan: UUID) -> str:
    return link(request, "read-plan", plan=plan)


def _number(given: str | None) -> int | None:
    return int(given) if given and given.isascii() and given.isdigit() and len(given) < 10 else None
