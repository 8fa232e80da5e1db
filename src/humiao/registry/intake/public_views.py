"""The pages without an account: applying in short steps, and asking by the code.

Every step carries what was typed before in hidden fields, so nothing is kept for half an application, no
script is needed, and going back loses nothing. What comes back is checked again whole before it is written.
"""

from __future__ import annotations

import secrets
from typing import Any

from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, link
from humiao.foundation.client_address import counted_origin
from humiao.foundation.decisions import Decision, Refused
from humiao.registry.intake.choices import Door, State
from humiao.registry.intake.commands.public_door import (
    answer_by_code,
    apply_as_guardian,
    count_attempt,
    withdraw_by_code,
)
from humiao.registry.intake.machine import OPEN_STATES
from humiao.registry.intake.public_forms import (
    NAMES,
    STEPS,
    AnswerForm,
    CodeForm,
    PublicForm,
    facts_of_form,
)
from humiao.registry.intake.queries.reading import status_by_code
from humiao.registry.intake.values import NewIntake, Opened, PublicStatus
from humiao.registry.labels import label
from humiao.registry.rules import shown

_TRAP = "website"  # people don't see this field; whoever fills it in is asked to leave it empty
_MOST_TOKEN = 64
_FIELDS = {step: tuple(form.base_fields) for step, form, _title in STEPS}


def apply(request: CountyRequest) -> HttpResponse:
    """Show 110 and 12345 first, then the steps; the last one sends."""
    if request.method != "POST":
        if "begin" not in request.GET:
            return _page(request, "start", {})
        return _step(request, 0, QueryDict(mutable=True))
    given = request.POST.copy()
    number = _number(given.get("step", ""))
    if request.FILES:
        return _step(request, number, given, _("Files can't be sent here. Please bring the papers with you."))
    if given.get(_TRAP):
        return _step(request, number, given, _("Please leave the field named “website” empty."))
    return _moved(request, number, given)


def _moved(request: CountyRequest, number: int, given: QueryDict) -> HttpResponse:
    """Go where the pressed button leads."""
    go = given.get("go", "next")
    if go == "back":
        return _step(request, max(0, number - 1), given)
    if go == "send":
        return _send(request, given)
    form = _form(request, number, given) if number < len(STEPS) else None
    if form is not None and not form.is_valid():
        return _step(request, number, given, form=form)
    if _is_urgent(number, given):
        return _page(request, "danger", {**_carried(given, number), "next_step": number + 1})
    return _step(request, number + 1, given)


def _is_urgent(number: int, given: QueryDict) -> bool:
    return number < len(STEPS) and STEPS[number][0] == "need" and given.get("danger") == "yes"


def _send(request: CountyRequest, given: QueryDict) -> HttpResponse:
    """Check everything again and write it; what is wrong leads to its step."""
    values: dict[str, Any] = {}
    for number in range(len(STEPS)):
        form = _form(request, number, given)
        if not form.is_valid():
            return _step(request, number, given, form=form)
        values |= form.cleaned_data
    within = count_attempt("apply", counted_origin(request))
    if not within:
        return _step(request, len(STEPS), given, within.reason, status=429)
    facts = facts_of_form(values)
    new = NewIntake(Door.GUARDIAN.value, facts, values["danger"] == "yes")
    try:
        with transaction.atomic():
            token = given.get("token", "")[:_MOST_TOKEN]
            opened = apply_as_guardian(new=new, token=token, by=request.actor, at=request.day.now)
    except Refused as refused:
        return _step(request, _step_of(refused.decision), given, refused.decision.reason)
    return _page(request, "done", _told(request, opened))


def _step_of(decision: Decision) -> int:
    """Return the step a refusal belongs to."""
    is_child = decision.code.startswith(("id-", "birth", "born", "too-old", "sex"))
    return 1 if is_child else len(STEPS)


def _told(request: CountyRequest, opened: Opened) -> dict[str, Any]:
    url = request.build_absolute_uri(link(request, "apply-status"))
    return {"opened": opened, "code_groups": opened.code.split("-"), "status_url": url}


def _form(request: CountyRequest, number: int, given: QueryDict) -> PublicForm:
    return STEPS[number][1](request.county_code, given)


def _number(text: str) -> int:
    return min(int(text), len(STEPS)) if text.isascii() and text.isdecimal() and len(text) < 3 else 0


def _step(
    request: CountyRequest,
    number: int,
    given: QueryDict,
    problem: str = "",
    *,
    form: PublicForm | None = None,
    status: int = 400,
) -> HttpResponse:
    """Show one step, or what was said before it is sent."""
    is_last = number >= len(STEPS)
    if form is None and not is_last:
        form = _form(request, number, given)
        if not any(name in given for name in form.fields):
            form = STEPS[number][1](request.county_code, _only_town(given))
            form.is_bound = False
        else:
            form.errors.clear()  # shown again with what was typed, judged when it is sent on
    shown_step = {
        **_carried(given, number),
        "form": form,
        "number": min(number, len(STEPS)) + 1,
        "of": len(STEPS) + 1,
        "problem": problem,
        "title": _("Check and send") if is_last else STEPS[number][2],
        "said": _said(request, given) if is_last else [],
    }
    failed = bool(problem) or bool(form and form.is_bound and form.errors)
    return _page(request, "step", shown_step, status=status if failed else 200)


def _only_town(given: QueryDict) -> dict[str, str]:
    return {"town": given.get("town", "")}


def _carried(given: QueryDict, number: int) -> dict[str, Any]:
    """Return what the page carries along in hidden fields: everything typed but what it shows itself."""
    own = _FIELDS[STEPS[number][0]] if number < len(STEPS) else ()
    kept = [(n, v) for n in NAMES if n not in own for v in given.getlist(n)]
    token = given.get("token", "")[:_MOST_TOKEN] or secrets.token_urlsafe(16)
    return {"carried": kept, "all_carried": [(n, v) for n in NAMES for v in given.getlist(n)],
            "token": token, "step": number}  # fmt: skip


def _said(request: CountyRequest, given: QueryDict) -> list[dict[str, Any]]:
    """List every answer as it will be sent, each with the step it can be changed at."""
    found = []
    for number, (_name, form_class, _title) in enumerate(STEPS):
        form = form_class(request.county_code, given)
        for field in form:
            choices = dict(_flat(getattr(field.field, "choices", ())))
            values = given.getlist(field.name)
            text = "、".join(str(choices.get(v, v)) for v in values if v)
            found.append({"label": field.label, "text": text, "step": number})
    return found


def _flat(choices: Any) -> list[tuple[str, Any]]:
    return [(str(code), name) for code, name in choices]


def status(request: CountyRequest) -> HttpResponse:
    """Tell by the code where an application stands and what is needed; never what was said."""
    if request.method != "POST":
        return _page(request, "status", {"form": CodeForm()})
    form = CodeForm(request.POST)
    kind = "answer" if request.POST.get("do") in ("answer", "withdraw") else "status"
    within = count_attempt(kind, counted_origin(request))
    if not within:
        return _page(request, "status", {"form": form, "problem": within.reason}, status=429)
    if not form.is_valid():
        return _page(request, "status", {"form": form}, status=400)
    code = form.cleaned_data["code"]
    problem, answer = _answered(request, code) if kind == "answer" else ("", None)
    found = status_by_code(code)
    if found is None:
        said = _("There is no application with this code. Compare it letter by letter.")
        return _page(request, "status", {"form": form, "problem": said}, status=404)
    return _page(request, "found", _found(found, code, problem, answer), status=400 if problem else 200)


def _answered(request: CountyRequest, code: str) -> tuple[str, AnswerForm | None]:
    """Add an answer or withdraw; returns what is wrong, and the form as typed where something is."""
    form = AnswerForm(request.POST)
    is_withdrawal = request.POST.get("do") == "withdraw"
    if is_withdrawal:
        form.fields["answer"].required = False
    if not form.is_valid():
        return _("Please write what was asked for."), form
    given = {"code": code, "seen_version": form.cleaned_data["seen_version"]}
    try:
        with transaction.atomic():
            if is_withdrawal:
                withdraw_by_code(by=request.actor, at=request.day.now, **given)
            else:
                said = form.cleaned_data["answer"]
                answer_by_code(answer=said, by=request.actor, at=request.day.now, **given)
    except Refused as refused:
        return refused.decision.reason, form
    return "", None


def _found(found: PublicStatus, code: str, problem: str, answer: AnswerForm | None) -> dict[str, Any]:
    state = State(found.state)
    fresh = AnswerForm(initial={"code": code, "seen_version": found.version})
    return {
        "found": found,
        "state": label(State, state),
        "means": _meaning(state),
        "due": shown(found.due_on) if found.due_on and state is not State.RETURNED else "",
        "since": shown(found.since),
        "answer_form": (answer or fresh) if state is State.RETURNED else None,
        "may_withdraw": state in OPEN_STATES,
        "problem": problem,
        "code": code,
    }


def _meaning(state: State) -> str:
    return {
        State.CLUE: _("We are finding out more. Somebody may call you."),
        State.VILLAGE: _("Somebody from the village will come and see how the child is."),
        State.TOWN: _("The town is looking at your application."),
        State.COUNTY: _("The county is deciding."),
        State.RETURNED: _("Something is missing. Please read below what is needed."),
        State.ON_ROSTER: _("The child is taken in. A social worker will come to you."),
        State.REFUSED: _("The county did not take the child in. The reason is below; you may object."),
        State.REFERRED: _("Another office is in charge; it is named below."),
        State.WITHDRAWN: _("The application was withdrawn."),
        State.ALREADY: _("The child is known to us already. Ask your village child director."),
    }[state]


def _page(request: CountyRequest, name: str, shown_there: dict[str, Any], status: int = 200) -> HttpResponse:
    context = {
        "page": {"title": _("Apply for help for a child")},
        "county_name": request.day.county.name,
        "apply_url": link(request, "apply"),
        "status_url_short": link(request, "apply-status"),
        **shown_there,
    }
    return render(request, f"registry/intake/public/{name}.html", context, status=status)
