"""Files and other intakes that may be of the same child, with what was answered about each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from django.db.models import Q

from humiao.access.public import Scope
from humiao.registry.commands.checks import number_hashes
from humiao.registry.intake.choices import State
from humiao.registry.intake.machine import OPEN_STATES
from humiao.registry.intake.values import Alike, Facts
from humiao.registry.matching.queries import files_like
from humiao.registry.matching.rules import Grade, Person, likeness, person
from humiao.registry.models import Intake, IntakeLikeness
from humiao.registry.scope import hidden_among

_LIVE = [state.value for state in (*OPEN_STATES, State.ON_ROSTER)]


def alike(row: Intake, scope: Scope) -> tuple[Alike, ...]:
    """Return who may be the same child as the one of an intake, the likeliest first.

    Restricted files that aren't open to this person are left out, with their intakes.
    """
    wanted = _person(row)
    like, candidates = files_like([wanted])[0], list(_candidates(row))
    children = {*(f.child_id for f in like), *(o.child_id for o in candidates if o.child_id)}
    hidden = hidden_among(scope, children)
    files = [
        Alike(f.grade, f.file_number, child_id=f.child_id)
        for f in like
        if f.child_id != row.child_id and f.child_id not in hidden
    ]
    made = {f.child_id for f in files} | hidden
    others = [
        Alike(grade, other.number, intake_id=other.pk)
        for other in candidates
        if other.child_id not in made and (grade := likeness(wanted, _person(other)))
    ]
    order = list(Grade)
    return _answered(row, sorted((*files, *others), key=lambda a: (order.index(a.grade), a.number)))


def _person(row: Intake) -> Person:
    facts = Facts.from_json(row.facts or "{}")
    number, *others = _numbers(row, facts) or [None]
    guardians = (g.name for g in facts.guardians)
    return person(row.name, row.born_on, number, guardians, row.village_code, filter(None, others))


def _numbers(row: Intake, facts: Facts) -> list[bytes | None]:
    """Return the ID number's hash under every version of the key, the row's own too."""
    if not row.id_number_hash:
        return []
    return list(dict.fromkeys([*number_hashes(facts.id_number), bytes(row.id_number_hash)]))


def _candidates(row: Intake) -> Iterable[Intake]:
    """Return other intakes, under way or accepted, with the number, the birth or the name of this one."""
    same = Q()
    if row.id_number_hash:
        same |= Q(id_number_hash__in=_numbers(row, Facts.from_json(row.facts or "{}")))
    if row.born_on:
        same |= Q(born_on=row.born_on)
    if row.name:
        same |= Q(name=row.name)
    if not same:
        return []
    return Intake.objects.filter(same, state__in=_LIVE).exclude(pk=row.pk).order_by("opened_on", "id")


def _answered(row: Intake, found: list[Alike]) -> tuple[Alike, ...]:
    """Put the newest answer beside each; an answer given from the other intake holds here too."""
    answers: dict[UUID | None, tuple[bool, str]] = {}
    own = Q(intake=row) | Q(other_intake=row)
    for said in IntakeLikeness.objects.filter(own).order_by("id"):
        other = said.other_child_id or (said.other_intake_id if said.intake_id == row.pk else said.intake_id)
        answers[other] = (said.is_same, said.reason or "")
    return tuple(_with(a, answers.get(a.child_id or a.intake_id)) for a in found)


def _with(one: Alike, answer: tuple[bool, str] | None) -> Alike:
    return one if answer is None else replace(one, is_same=answer[0], reason=answer[1])
