"""How categories show: names in the language of the page, what a reader may do with each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, Permission, link
from humiao.foundation.decisions import Decision
from humiao.foundation.files.public import FileValue
from humiao.foundation.identity_numbers import mask_child_id
from humiao.programmes.public import Category
from humiao.registry.categories import rules
from humiao.registry.categories.age_rules import AgeMark, marks
from humiao.registry.categories.choices import EXITS, ExitReason, ExitState, Parent, ProofKind, Situation
from humiao.registry.categories.tables import category_rows, matrix_of
from humiao.registry.categories.uncared_rules import Finding, counts, de_facto_uncared
from humiao.registry.categories.values import ExitValue, ProofValue, SituationValue, SpellValue, Standing
from humiao.registry.choices import SchoolStage
from humiao.registry.labels import in_chinese, label
from humiao.registry.values import ChildFile

_ID_NUMBER = re.compile(r"\d{17}[\dXx]|\d{15}")
_CARD = frozenset({Category.DISABLED_SEVERE.value, Category.DISABLED_OTHER.value})


@dataclass(frozen=True)
class Link:
    """Something this reader may do."""

    label: str
    url: str
    icon: str = ""


def links(request: CountyRequest, child: UUID, name: str, **kwargs: Any) -> str:
    """Return the address of a page of this child's categories."""
    return link(request, name, child=child, **kwargs)


def section(
    request: CountyRequest, file: ChildFile, standing: Standing, names: Mapping[UUID, str]
) -> dict[str, Any]:
    """Return the context of `registry/categories/section.html`."""
    today, child = request.day.today, file.id
    may_change = Permission.CHANGE_CHILD in request.actor.permissions
    finding = finding_of(standing, today, request.county_code)
    add = links(request, child, "add-category")
    return {
        "spells": [show_spell(request, file, spell, names) for spell in standing.spells],
        "hidden": standing.hidden,
        "situations": [_situation(request, file, row, may_change) for row in standing.situations],
        "finding": finding if standing.situations else None,
        "finding_name": label(Category, finding.category) if finding.category else "",
        "finding_differs": _differs(finding, standing),
        "ages": [_age(mark, today) for mark in marks(file.born_on)],
        "studies": [(label(SchoolStage, s.stage), s) for s in standing.studies],
        "add_category": Link(_("Give a category"), add) if may_change else None,
        "add_situation": _may(may_change, _("Record a situation"), request, child, "record-situation"),
        "note_study": _may(may_change, _("Note study beyond 18"), request, child, "note-study"),
        "leave": _may(
            may_change and file.is_on_roster, _("Take off the roster"), request, child, "leave-roster"
        ),
    }


def _may(is_permitted: bool, text: str, request: CountyRequest, child: UUID, name: str) -> Link | None:
    return Link(text, links(request, child, name)) if is_permitted else None


def finding_of(standing: Standing, on: date, county: str) -> Finding:
    """Judge the parents on file."""
    father, mother = standing.states_of(Parent.FATHER), standing.states_of(Parent.MOTHER)
    return de_facto_uncared(father, mother, on, county)


def _differs(finding: Finding, standing: Standing) -> bool:
    """Say whether the roster says otherwise than the parents' situations do."""
    held = {s.category for s in standing.spells if s.is_held}
    uncared = {Category.DE_FACTO.value, Category.ORPHAN_COMMUNITY.value, Category.ORPHAN_INSTITUTION.value}
    orphans = uncared - {Category.DE_FACTO.value}
    if finding.category is Category.ORPHAN_COMMUNITY:
        return not held & orphans
    if finding.category is Category.DE_FACTO:
        return Category.DE_FACTO.value not in held
    return Category.DE_FACTO.value in held


def show_spell(
    request: CountyRequest, file: ChildFile, spell: SpellValue, names: Mapping[UUID, str]
) -> dict[str, Any]:
    """Return a category ready to print."""
    today, child = request.day.today, file.id
    permissions = request.actor.permissions
    may_change = Permission.CHANGE_CHILD in permissions
    found: list[Link] = []
    here = {"spell": spell.id}
    if spell.is_held and may_change:
        found.append(Link(_("Add a paper"), links(request, child, "add-proof", **here)))
    if spell.is_held and Permission.REVIEW_CATEGORY in permissions:
        found.append(Link(_("Review"), links(request, child, "review-category", **here)))
    if spell.is_held and may_change and spell.waiting_exit is None:
        text = _("Send again") if spell.returned_exit else _("End it")
        found.append(Link(text, links(request, child, "send-exit", **here)))
    return {
        "value": spell,
        "name": label(Category, spell.category),
        "is_late": spell.review_on is not None and spell.review_on < today,
        "proofs": [
            _proof(request, child, p, today, may_change=may_change, is_own=file.is_own) for p in spell.proofs
        ],
        "card": _card(file, spell, today),
        "exits": [_exit(request, child, e, names) for e in spell.exits],
        "reviews": [(r, names.get(r.recorded_by, "") if r.recorded_by else "") for r in spell.reviews],
        "lacking": spell.is_held and not any(not p.is_void for p in spell.proofs),
        "asked": [label(ProofKind, p) for p in category_rows()[spell.category].proofs],
        "links": found,
    }


def _card(file: ChildFile, spell: SpellValue, today: date) -> Decision | None:
    """Return why the disability card on file doesn't fit the category held; None where it does."""
    if spell.category not in _CARD or not spell.is_held or not file.disability_card:
        return None
    fits = rules.card_fits(file.disability_card, holder=file.id_number, category=spell.category, today=today)
    return None if fits else fits


def _proof(
    request: CountyRequest, child: UUID, proof: ProofValue, today: date, *, may_change: bool, is_own: bool
) -> dict[str, Any]:
    void = links(request, child, "void-proof", proof=proof.id) if may_change and not proof.is_void else ""
    return {
        "value": proof,
        "name": label(ProofKind, proof.kind),
        "number": proof.number if is_own else _masked(proof.number),
        "is_expired": proof.valid_to is not None and proof.valid_to < today,
        "file": show_file_link(request, child, proof.file),
        "void_url": void,
    }


def _masked(number: str) -> str:
    """Cover an ID number a document's number holds; its own number names nobody."""
    return _ID_NUMBER.sub(lambda found: mask_child_id(found[0]), number)


def show_file_link(request: CountyRequest, child: UUID, file: FileValue | None) -> dict[str, Any] | None:
    """Return what a page shows of a file."""
    if file is None:
        return None
    here = {"file": file.id}
    return {
        "name": file.name,
        "kb": max(1, file.size // 1024),
        "url": links(request, child, "show-child-file", **here),
        "picture_url": links(request, child, "show-child-picture", **here) if file.is_picture else "",
    }


def _exit(request: CountyRequest, child: UUID, exit_: ExitValue, names: Mapping[UUID, str]) -> dict[str, Any]:
    actor = request.actor
    is_waiting = exit_.state == ExitState.WAITING
    found: list[Link] = []
    is_own = exit_.sent_by == actor.account_id
    if is_waiting and not is_own and Permission.DECIDE_EXIT in actor.permissions:
        found.append(Link(_("Decide"), links(request, child, "decide-exit", exit=exit_.id)))
    if is_waiting and is_own:
        found.append(Link(_("Withdraw"), links(request, child, "withdraw-exit", exit=exit_.id)))
    return {**show_exit(request, child, exit_, names), "is_waiting": is_waiting, "links": found}


def show_exit(
    request: CountyRequest, child: UUID, exit_: ExitValue, names: Mapping[UUID, str]
) -> dict[str, Any]:
    """Return an exit ready to print."""
    rule = EXITS[ExitReason(exit_.reason)]
    return {
        "value": exit_,
        "category": label(Category, exit_.category),
        "reason": label(ExitReason, exit_.reason),
        "date_label": rule.date_zh if in_chinese() else rule.date_en,
        "state": label(ExitState, exit_.state),
        "sent_by": names.get(exit_.sent_by, "") if exit_.sent_by else "",
        "decided_by": names.get(exit_.decided_by, "") if exit_.decided_by else "",
        "file": show_file_link(request, child, exit_.file),
    }


def _situation(
    request: CountyRequest, file: ChildFile, row: SituationValue, may_change: bool
) -> dict[str, Any]:
    today, child = request.day.today, file.id
    is_over = row.ended_on is not None and row.ended_on <= today
    decision = counts(row.state, today, matrix_of(request.county_code))
    here = {"situation": row.id}
    found = []
    if may_change and not is_over:
        found.append(Link(_("It ended"), links(request, child, "end-situation", **here)))
    if may_change:
        found.append(Link(_("Void"), links(request, child, "void-situation", **here)))
    return {
        "value": row,
        "parent": label(Parent, row.parent),
        "name": label(Situation, row.situation),
        "is_over": is_over,
        "decision": decision,
        "proofs": [
            _proof(request, child, p, today, may_change=may_change, is_own=file.is_own) for p in row.proofs
        ],
        "links": found,
    }


def _age(mark: AgeMark, today: date) -> dict[str, Any]:
    return {"mark": mark, "is_past": mark.on <= today}
