"""Making two files one, retiring a mistaken one, taking back an exit: what a confirmed correction does."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from humiao.access.public import Actor
from humiao.foundation.decisions import Refused, require
from humiao.foundation.names import search_keys
from humiao.registry.commands import checks, tracks
from humiao.registry.commands.rows import sort_key_of
from humiao.registry.corrections import kinds, rules
from humiao.registry.corrections.choices import Fate, Retired
from humiao.registry.corrections.moving import Touched, change_row, move_rows
from humiao.registry.corrections.settling import (
    GuardianRow,
    SpellRow,
    settle_categories,
    settle_enrolments,
    settle_guardians,
)
from humiao.registry.corrections.standing import standings
from humiao.registry.corrections.taking import result_of
from humiao.registry.corrections.values import Settled
from humiao.registry.models import (
    CategorySpell,
    Child,
    Enrolment,
    FileCorrection,
    Guardian,
    PlaceMove,
    RosterSpell,
)
from humiao.registry.rules import may_enter, problems_of_person
from humiao.registry.search import id_index

Values = dict[str, list[Any]]


def merge_files(
    correction: FileCorrection, leaving: Child, staying: Child, *, by: Actor, at: datetime
) -> tuple[list[Touched], Values]:
    """Let one file go up in another; returns the rows touched and the fields changed, old and new."""
    files = standings([leaving, staying])
    require(rules.may_merge(files[leaving.pk], files[staying.pk]))
    checks.refuse_any(kinds.objections(by, leaving.pk, staying.pk))
    require_sound(leaving, staying, correction.taken, today=checks.day_of(at))
    changed, kept = _settle(leaving.pk, staying.pk, at)
    changed += end_open_spell(leaving.pk, Retired.ENTERED_TWICE, at, beside=staying.pk)
    moved = move_rows(leaving.pk, staying.pk, kept=kept)
    if leaving.is_restricted and not staying.is_restricted:
        changed.append(change_row(staying, {"is_restricted": True}))
        staying.save(update_fields=["is_restricted"])
    values = _take_over(correction.taken, leaving, staying, at)
    leaving.retired_as, leaving.merged_into = Retired.ENTERED_TWICE, staying
    leaving.version += 1
    leaving.save(update_fields=["retired_as", "merged_into", "version"])
    return [*changed, *moved], values


def retire_mistake(child: Child, *, at: datetime) -> list[Touched]:
    """Take a file that should never have been off the roster and out of the lists."""
    file = standings([child])[child.pk]
    require(rules.may_be_mistaken_entry(file, service_records(child.pk)))
    changed = end_open_spell(child.pk, Retired.ENTERED_BY_MISTAKE, at)
    rows = list(Enrolment.objects.filter(child=child).order_by("id"))
    held = [row for row in rows if row.to_on is None or row.to_on > row.from_on]
    changed += [change_row(row, _ended(row, row.from_on, at)) for row in held]
    Enrolment.objects.bulk_update(held, ["to_on", "end_recorded_at"])
    child.retired_as = Retired.ENTERED_BY_MISTAKE
    child.version += 1
    child.save(update_fields=["retired_as", "version"])
    return changed


def take_back_exit(child: Child, *, at: datetime) -> list[Touched]:
    """Put a child back from the day it left, and open again what ended with its leaving.

    The spell that ended stays and another begins on its last day, so that what was known then is kept.
    """
    last, left_on = last_exit(child)
    require(may_enter(child.born_on, entered_on=left_on, today=checks.day_of(at)))
    made = RosterSpell.objects.create(child=child, entered_on=left_on, basis=last.basis, recorded_at=at)
    ended = Enrolment.objects.filter(
        child=child, to_on__gte=left_on, end_recorded_at=last.leave_recorded_at
    ).order_by("id")
    rows = list(ended)
    changed = [change_row(row, {"to_on": None, "end_recorded_at": None}) for row in rows]
    Enrolment.objects.bulk_update(rows, ["to_on", "end_recorded_at"])
    child.version += 1
    child.save(update_fields=["version"])
    return [Touched(RosterSpell._meta.label, "", made.pk, Fate.MADE), *changed]


def last_exit(child: Child) -> tuple[RosterSpell, date]:
    """Return the spell whose end may be taken back, and its last day; refuses where there is none."""
    require(rules.may_undo_exit(standings([child])[child.pk]))
    ended = RosterSpell.objects.filter(child=child, left_on__isnull=False)
    last = ended.order_by("left_on", "entered_on", "id").last()
    if last is None or last.left_on is None:
        raise Refused(rules.never_left())
    return last, last.left_on


def service_records(child_id: UUID) -> int:
    """Count the records of service a file holds."""
    held = (r for kind in kinds.kinds() if kind.is_service for r in kind.of_child(child_id))
    return sum(not record.is_void for record in held)


def require_sound(leaving: Child, staying: Child, taken: Iterable[str], *, today: date) -> None:
    """Refuse values of two files that don't go together, such as an ID number and another birthday."""
    taken = list(taken)
    if taken:
        checks.refuse_any(problems_of_person(result_of(leaving, staying, taken), today=today))


def end_open_spell(child_id: UUID, reason: str, at: datetime, *, beside: UUID | None = None) -> list[Touched]:
    """End a file's open spell where the other file's begins, or where it began itself.

    As known now each day then counts the child once; as known before `at` nothing has changed.
    """
    ids = [child_id] if beside is None else [child_id, beside]
    spells = {s.child_id: s for s in RosterSpell.objects.filter(child_id__in=ids, left_on__isnull=True)}
    spell = spells.get(child_id)
    if spell is None:
        return []
    other = spells[beside].entered_on if beside else spell.entered_on
    left_on = max(spell.entered_on, other)
    touched = change_row(spell, {"left_on": left_on, "leave_reason": str(reason), "leave_recorded_at": at})
    spell.save(update_fields=["left_on", "leave_reason", "leave_recorded_at"])
    return [touched]


def _settle(leaving: UUID, staying: UUID, at: datetime) -> tuple[list[Touched], dict[UUID, str]]:
    """Cut what both files hold at once, table by table; two statements each."""
    tables: tuple[tuple[Any, Callable[[Any], Any], Callable[..., Settled], list[str]], ...] = (
        (Enrolment, _enrolment_row, settle_enrolments, ["from_on", "to_on", "end_recorded_at"]),
        (CategorySpell, _category_row, settle_categories, ["from_on", "to_on", "end_recorded_at"]),
        (Guardian, _guardian_row, settle_guardians, ["is_main"]),
    )
    touched: list[Touched] = []
    kept: dict[UUID, str] = {}
    for model, plain, settle, columns in tables:
        rows = model.objects.filter(child_id__in=[leaving, staying]).order_by("id")
        if model is Guardian:
            rows = rows.filter(ended_on__isnull=True).defer("phone", "id_number")
        found = {row.pk: row for row in rows}
        sides = [[plain(r) for r in found.values() if r.child_id == side] for side in (leaving, staying)]
        settled = settle(*sides)
        changed = [found[row_id] for row_id in settled.changed]
        for row in changed:
            new = dict(settled.changed[row.pk])
            touched.append(change_row(row, _ended(row, new["to_on"], at, new) if "to_on" in new else new))
        model.objects.bulk_update(changed, columns)
        kept |= settled.stays
    return touched, kept


def _enrolment_row(row: Enrolment) -> SpellRow:
    return SpellRow(row.pk, row.programme_id, row.from_on, row.to_on)


def _category_row(row: CategorySpell) -> SpellRow:
    return SpellRow(row.pk, row.category, row.from_on, row.to_on)


def _guardian_row(row: Guardian) -> GuardianRow:
    return GuardianRow(row.pk, row.name, row.relation, row.is_main)


def _ended(row: Any, to_on: date | None, at: datetime, new: dict[str, Any] | None = None) -> dict[str, Any]:
    """Give a spell another end; one that had ended keeps the moment its end was recorded."""
    values = {**(new or {}), "to_on": to_on}
    return values if row.to_on is not None else {**values, "end_recorded_at": at}


def _take_over(taken: Iterable[str], leaving: Child, staying: Child, at: datetime) -> Values:
    """Give the staying file the values chosen from the other."""
    wanted = {column: getattr(leaving, column) for name in taken for column in columns_of(name)}
    values = {column: [text_of(getattr(staying, column)), text_of(new)] for column, new in wanted.items()}
    if "id_number" in wanted and leaving.id_number_hash is not None:
        leaving.id_number_hash = None
        leaving.save(update_fields=["id_number_hash"])
    set_values(staying, wanted, at)
    return values


def set_values(child: Child, wanted: dict[str, Any], at: datetime) -> None:
    """Give a file values and save it, with what is made of them; what it said until now is kept."""
    _keep_history(child, wanted, at)
    for column, value in wanted.items():
        setattr(child, column, value)
    child.version += 1
    child.save(update_fields=sorted({"version", *wanted} | _derive(child, wanted)))


def _keep_history(child: Child, wanted: dict[str, Any], at: datetime) -> None:
    """Keep what the file said until now of person and place, as counts of past days ask."""
    tracks.keep_person(child, wanted, at=at)
    town, village = wanted.get("town_code", ""), wanted.get("village_code", "")
    if village and village != child.village_code:
        PlaceMove.objects.create(
            child=child,
            moved_on=checks.day_of(at),
            from_town=child.town_code,
            from_village=child.village_code,
            to_town=town,
            to_village=village,
            recorded_at=at,
        )


def columns_of(name: str) -> tuple[str, ...]:
    """Return a choice's columns: an ID number comes with why there is none, a home with its place."""
    if name == "id_number":
        return ("id_number", "no_id_reason")
    if name == "household":
        return ("household_id", "town_code", "village_code")
    return (name,)


def _derive(child: Child, columns: Collection[str]) -> set[str]:
    """Renew what is made of the columns; returns what else has to be saved."""
    more = set()
    if "name" in columns:
        child.sort_key, child.search_keys = sort_key_of(child.name), search_keys(child.name)
        more |= {"sort_key", "search_keys"}
    if "id_number" in columns:
        child.id_number_hash = id_index(child.id_number) if child.id_number else None
        more.add("id_number_hash")
    return more


def text_of(value: Any) -> str:
    """Write a field's value as it is kept beside the correction."""
    return value.isoformat() if isinstance(value, date) else str(value or "")
