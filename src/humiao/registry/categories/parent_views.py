"""Pages of parents' situations, of study beyond 18, and of leaving the roster."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, NotReached
from humiao.registry.categories.age_rules import birthday
from humiao.registry.categories.choices import Parent, ProofKind, Situation
from humiao.registry.categories.commands.parents import (
    end_situation,
    note_study,
    record_situation,
    void_situation,
)
from humiao.registry.categories.forms import EndForm, LeaveForm, ReasonForm, SituationForm, StudyForm
from humiao.registry.categories.queries import standing_of
from humiao.registry.categories.tables import matrix_of
from humiao.registry.categories.values import SituationValue
from humiao.registry.categories.views import answer, choose, file_for
from humiao.registry.choices import LeaveReason
from humiao.registry.commands.roster import leave_roster
from humiao.registry.labels import label


def record(request: CountyRequest, child: UUID) -> HttpResponse:
    """Choose a situation, then record it with its dates and paper."""
    rows = matrix_of(request.county_code).rows
    chosen = rows.get(request.GET.get("situation", ""))
    if chosen is None:
        choices = [(code, label(Situation, code), row.test) for code, row in rows.items()]
        return choose(request, child, _("Which situation of a parent?"), "situation", choices)
    form = SituationForm(chosen, request.POST or None, request.FILES or None)

    def act() -> None:
        given = form.cleaned_data
        record_situation(
            child_id=child,
            parent=given["parent"],
            situation=chosen.situation.value,
            from_on=given["from_on"],
            until_on=given.get("until_on"),
            proofs=form.proofs(),
            by=request.actor,
            at=request.day.now,
        )

    papers = "、".join(label(ProofKind, p) for p in chosen.proofs)
    aside = _("%(test)s. Papers: %(papers)s. %(clause)s")
    values = {"test": chosen.test, "papers": papers, "clause": chosen.clause}
    title = label(Situation, chosen.situation)
    return answer(request, child, form, act, title=title, aside=aside % values)


def end(request: CountyRequest, child: UUID, situation: UUID) -> HttpResponse:
    """Say when a parent's situation ended."""
    row = _situation(request, child, situation)
    form = EndForm(request.POST or None, initial={"on": row.until_on or request.day.today})

    def act() -> None:
        on = form.cleaned_data["on"]
        end_situation(child_id=child, situation_id=situation, on=on, by=request.actor, at=request.day.now)

    return answer(request, child, form, act, title=_("The situation ended"), sub=_named(row))


def void(request: CountyRequest, child: UUID, situation: UUID) -> HttpResponse:
    """Take a situation recorded by mistake out of use."""
    row = _situation(request, child, situation)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        here: dict[str, Any] = {"child_id": child, "situation_id": situation}
        void_situation(**here, reason=reason, by=request.actor, at=request.day.now)

    return answer(request, child, form, act, title=_("Recorded by mistake"), sub=_named(row))


def study(request: CountyRequest, child: UUID) -> HttpResponse:
    """Note study beyond 18."""
    file = file_for(request, child)
    form = StudyForm(request.POST or None, initial={"from_on": request.day.today})

    def act() -> None:
        note_study(child_id=child, by=request.actor, at=request.day.now, **form.cleaned_data)

    aside = _("The child leaves the roster at 18 all the same; its benefit goes on until the study ends.")
    return answer(
        request, child, form, act, title=_("Study beyond 18"), sub=f"{file.file_number}", aside=aside
    )


def leave(request: CountyRequest, child: UUID) -> HttpResponse:
    """Take a child off the roster; one that has turned 18 leaves for that, on its birthday."""
    file = file_for(request, child)
    turns_18 = birthday(file.born_on, 18)
    is_18 = turns_18 <= request.day.today
    reason = LeaveReason.TURNED_18.value if is_18 else ""
    first = {"reason": reason, "on": turns_18 if is_18 else request.day.today}
    form = LeaveForm(request.POST or None, initial=first)

    def act() -> None:
        leave_roster(child_id=child, by=request.actor, at=request.day.now, **form.cleaned_data)

    aside = _("What the child is enrolled in ends with it.")
    return answer(
        request, child, form, act, title=_("Take off the roster"), sub=file.file_number, aside=aside
    )


def _situation(request: CountyRequest, child: UUID, situation: UUID) -> SituationValue:
    standing = standing_of(request.actor, child, on=request.day.today)
    found = next((s for s in standing.situations if s.id == situation), None)
    if found is None:
        raise NotReached
    return found


def _named(row: SituationValue) -> str:
    return f"{label(Parent, row.parent)} · {label(Situation, row.situation)}"
