"""The registry's own records that may be wrong: categories, guardians, enrolments, participants' matches."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from humiao.access.public import Actor
from humiao.foundation.clock import CHINA
from humiao.foundation.decisions import Decision
from humiao.foundation.identity_numbers import mask_name
from humiao.programmes.public import Category
from humiao.registry import rules
from humiao.registry.choices import SEALED, Relation
from humiao.registry.corrections.kinds import RecordKind
from humiao.registry.corrections.values import WrongRecord
from humiao.registry.labels import label
from humiao.registry.models import (
    CategoryProof,
    CategorySpell,
    Child,
    Enrolment,
    Guardian,
    Participant,
    RosterSpell,
)
from humiao.registry.values import NewCategory


def _day_of(at: datetime) -> date:
    return at.astimezone(CHINA).date()


def _category(row: CategorySpell) -> WrongRecord:
    is_void = row.to_on is not None and row.to_on <= row.from_on
    what = label(Category, row.category)
    return WrongRecord("category", row.pk, row.child_id, row.from_on, what, is_void=is_void)


def _may_hold(record_id: UUID, to_child: UUID) -> Decision:
    row, child = CategorySpell.objects.get(pk=record_id), Child.objects.get(pk=to_child)
    held = CategorySpell.objects.filter(child=child).values_list("category", "from_on", "to_on")
    others = [
        NewCategory(c, begun, to_on=ended) for c, begun, ended in held if ended is None or ended > begun
    ]
    wanted = NewCategory(row.category, row.from_on, row.proof, row.to_on)
    return rules.may_hold(child.born_on, others, wanted, today=_day_of(row.recorded_at))


def _void_spell(model: Any) -> Any:
    """Make a void of a spell: it ends where it began, so that it holds on no day.

    One that had ended keeps the moment that was recorded; nobody asks for it before.
    """

    def void(record_id: UUID, _by: Actor, at: datetime) -> None:
        row = model.objects.select_for_update().get(pk=record_id)
        row.end_recorded_at = row.end_recorded_at if row.to_on else at
        row.to_on = row.from_on
        row.save(update_fields=["to_on", "end_recorded_at"])

    return void


def _move_to(model: Any) -> Any:
    def move(record_id: UUID, to_child: UUID, _by: Actor, _at: datetime) -> None:
        model.objects.filter(pk=record_id).update(child_id=to_child)
        if model is CategorySpell:  # its papers go along
            CategoryProof.objects.filter(spell_id=record_id).update(child_id=to_child)

    return move


def _guardian(row: Guardian) -> WrongRecord:
    on = _day_of(row.recorded_at)
    is_void = row.ended_on is not None and row.ended_on <= on
    what = f"{label(Relation, row.relation)} · {mask_name(row.name)}"
    return WrongRecord("guardian", row.pk, row.child_id, on, what, is_void=is_void)


def _void_guardian(record_id: UUID, _by: Actor, _at: datetime) -> None:
    row = Guardian.objects.select_for_update().get(pk=record_id)
    row.ended_on = _day_of(row.recorded_at)
    row.save(update_fields=["ended_on"])


def _move_guardian(record_id: UUID, to_child: UUID, _by: Actor, at: datetime) -> None:
    """Give a guardian to another child, as one of the others where that child has a main one."""
    still = Q(ended_on__isnull=True) | Q(ended_on__gt=_day_of(at))
    row = Guardian.objects.select_for_update().get(pk=record_id)
    row.child_id = to_child
    if Guardian.objects.filter(still, child_id=to_child, is_main=True).exists():
        row.is_main = False
    row.save(update_fields=["child", "is_main"])


def _enrolment(row: Enrolment) -> WrongRecord:
    is_void = row.to_on is not None and row.to_on <= row.from_on
    what = str(_("Enrolment in the programme"))
    return WrongRecord("enrolment", row.pk, row.child_id, row.from_on, what, row.programme_id, is_void)


def _may_enrol(record_id: UUID, to_child: UUID) -> Decision:
    row, child = Enrolment.objects.get(pk=record_id), Child.objects.get(pk=to_child)
    spells = RosterSpell.objects.filter(child=child).values_list("entered_on", "left_on")
    others = Enrolment.objects.filter(child=child, programme_id=row.programme_id)
    held = [s for s in others.values_list("from_on", "to_on") if s[1] is None or s[1] > s[0]]
    return rules.may_enrol(
        file_number=child.file_number, roster=list(spells), enrolled=held, from_on=row.from_on
    )


def _participant(row: Participant) -> WrongRecord | None:
    if row.child_id is None:
        return None
    what = f"{mask_name(row.name)} · {row.birth_year}"
    return WrongRecord("participant", row.pk, row.child_id, _day_of(row.recorded_at), what, row.programme_id)


def _void_match(record_id: UUID, _by: Actor, _at: datetime) -> None:
    Participant.objects.filter(pk=record_id).update(child_id=None)


def _yes(_record_id: UUID, _to_child: UUID) -> Decision:
    return Decision.yes()


def _one(model: Any, value: Any) -> Any:
    def one(record_id: UUID) -> WrongRecord | None:
        row = model.objects.filter(pk=record_id).first()
        found: WrongRecord | None = value(row) if row else None
        return found

    return one


def _of_child(model: Any, value: Any) -> Any:
    def of_child(child_id: UUID) -> tuple[WrongRecord, ...]:
        rows = model.objects.filter(child_id=child_id).order_by("id")
        if model is CategorySpell:
            rows = rows.exclude(category__in=SEALED)  # known to people with the case's papers only
        return tuple(value(row) for row in rows)

    return of_child


def own_kinds() -> tuple[RecordKind, ...]:
    """Return the registry's kinds."""
    rows: tuple[tuple[str, Any, Any, Any, Any, Any, Any], ...] = (
        ("category", _("Category"), CategorySpell, _category, _void_spell(CategorySpell), None, _may_hold),
        ("guardian", _("Guardian"), Guardian, _guardian, _void_guardian, _move_guardian, _yes),
        ("enrolment", _("Enrolment"), Enrolment, _enrolment, _void_spell(Enrolment), None, _may_enrol),
        ("participant", _("Participant's match"), Participant, _participant, _void_match, None, _yes),
    )
    return tuple(
        RecordKind(
            code, name, _of_child(model, value), _one(model, value), void, move or _move_to(model), may_move
        )
        for code, name, model, value, void, move, may_move in rows
    )
