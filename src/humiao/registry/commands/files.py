"""Changing what stands in a file, and revealing what is masked."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.db import IntegrityError, transaction

from humiao.access.public import Actor, NotReached, Permission
from humiao.foundation.decisions import Conflict, Decision, Refused, require
from humiao.foundation.names import search_keys
from humiao.foundation.trail.public import Act, record_many
from humiao.registry import rules
from humiao.registry.addresses import address_keys
from humiao.registry.commands import checks, tracks
from humiao.registry.commands.rows import sort_key_of
from humiao.registry.family.following import follow_in_entries
from humiao.registry.models import CategorySpell, Child, Household, RosterSpell
from humiao.registry.queries import child_file
from humiao.registry.scope import reachable_children
from humiao.registry.search import bare_number, id_index
from humiao.registry.values import (
    ChildChanges,
    ChildFile,
    HouseholdChanges,
    NewCategory,
    NewChild,
)

_FIELDS = tuple(ChildChanges.__annotations__)
_HOME_FIELDS = tuple(HouseholdChanges.__annotations__)


def change_child(*, child_id: UUID, seen_version: int, changes: ChildChanges, by: Actor, at: datetime) -> int:
    """Change fields of a child's file and return its new version.

    Raises `Conflict` where somebody else changed it since `seen_version`. The trail keeps each old and new
    value, sealed under the child's key. Fields given as they are already change nothing.
    """
    by = checks.permitted(by, Permission.CHANGE_CHILD)
    child = checks.lock_child(child_id, by=by)
    _require_version(seen_version, child.version, child.file_number)
    wanted = _differences(child, _FIELDS, _tidy(dict(changes)))
    if not wanted:
        return child.version
    _require_sound(child, wanted, today=checks.day_of(at))
    old = {name: _current(child, name) for name in wanted}
    tracks.keep_person(child, wanted, at=at)
    try:
        with transaction.atomic():
            _write(child, wanted)
            follow_in_entries({child.pk: wanted}, on=checks.day_of(at), post_id=by.post_id, at=at)
    except IntegrityError:
        _refuse_duplicate(child, wanted)
        raise
    plain = {"fields": sorted(wanted), "version": child.version}
    said = {"old": _plainly(old), "new": _plainly(wanted)}
    checks.sign(Act("change-child", "child", child_id, child_id, plain, said), by=by, at=at)
    return child.version


def change_household(
    *,
    household_id: UUID,
    seen_version: int,
    changes: HouseholdChanges,
    by: Actor,
    at: datetime,
    moved_on: date | None = None,
) -> int:
    """Change a home's place, address or phone for all its children and return its new version.

    One trail row a child keeps the old and new values. Records made earlier keep the town of their day;
    `moved_on` is the first day in a new town or village, today where it isn't given.
    """
    by = checks.permitted(by, Permission.CHANGE_CHILD)
    home = Household.objects.select_for_update().filter(pk=household_id).first()
    children = list(reachable_children(by.scope).filter(household_id=household_id).order_by("sort_key", "id"))
    if home is None or not children:
        raise NotReached
    _require_version(seen_version, home.version, children[0].file_number)
    wanted = _differences(home, _HOME_FIELDS, dict(changes))
    if not wanted:
        return home.version
    _require_sound_home(home, wanted)
    if {"town_code", "village_code"} & wanted.keys():
        place = (wanted.get("town_code", home.town_code), wanted.get("village_code", home.village_code))
        tracks.keep_places({home.pk: place}, on=moved_on or checks.day_of(at), at=at)
    old = {name: _current(home, name) for name in wanted}
    for name, value in wanted.items():
        setattr(home, name, value)
    home.version += 1
    home.address_keys = address_keys(home.address or "")
    home.save(update_fields=[*sorted(wanted), "address_keys", "version"])
    everyone = Child.objects.filter(household_id=household_id)
    everyone.update(town_code=home.town_code, village_code=home.village_code)
    plain = {"fields": sorted(wanted), "version": home.version}
    said = {"old": _plainly(old), "new": _plainly(wanted)}
    ids = everyone.order_by("pk").values_list("pk", flat=True)
    acts = [Act("change-household", "household", household_id, c, plain, said) for c in ids]
    record_many(acts, actor=by.account_id, role=by.role, at=at)
    return home.version


def reveal_child(*, child_id: UUID, field: str, on: date, by: Actor, at: datetime) -> ChildFile:
    """Return a file of which one covered value is to be shown; the trail says first who saw which.

    `field` is a key of `ChildFile.covered`; raises `NotReached` for one the file does not have.
    """
    by = checks.permitted(by, Permission.REVEAL_CHILD)
    file = child_file(by.scope, child_id, on)
    if field not in file.covered:
        raise NotReached
    checks.sign(Act("reveal-child", "child", child_id, child_id, {"field": field}), by=by, at=at)
    return file


def _require_version(seen: int, now: int, file_number: str) -> None:
    decision = rules.same_version(seen, now, file_number=file_number)
    if not decision:
        raise Conflict(decision)


def _differences(row: Any, known: tuple[str, ...], changes: dict[str, Any]) -> dict[str, Any]:
    unknown = sorted(set(changes) - set(known))
    if unknown:
        raise ValueError(f"not to be changed here: {', '.join(unknown)}")
    return {name: value for name, value in changes.items() if value != _current(row, name)}


def _current(row: Any, name: str) -> Any:
    value = getattr(row, name)
    return "" if value is None else value


def _tidy(changes: dict[str, Any]) -> dict[str, Any]:
    if changes.get("id_number"):
        changes["id_number"] = bare_number(changes["id_number"])
    return changes


def _require_sound(child: Child, wanted: dict[str, Any], *, today: date) -> None:
    values = {name: _current(child, name) for name in _FIELDS} | wanted
    result = NewChild(**values)
    problems = list(rules.problems_of_person(result, today=today))
    if "born_on" in wanted:
        problems += _problems_of_new_birth(child, wanted["born_on"], today)
    checks.refuse_any(problems)
    _refuse_duplicate(child, wanted)


def _problems_of_new_birth(child: Child, born_on: date, today: date) -> list[Decision]:
    """Ask again what hangs on the age: every spell on the roster and every category."""
    entered = RosterSpell.objects.filter(child=child).values_list("entered_on", flat=True)
    spells = CategorySpell.objects.filter(child=child).values_list("category", "from_on", "to_on")
    held = [NewCategory(category, from_on, to_on=to_on) for category, from_on, to_on in spells]
    asked = [rules.may_enter(born_on, entered_on=day, today=today) for day in entered]
    return [
        *(d for d in asked if not d.allowed),
        *rules.problems_of_categories(born_on, held, today=today),
    ]


def _refuse_duplicate(child: Child, wanted: dict[str, Any]) -> None:
    number = wanted.get("id_number")
    if number:
        for file in checks.files_with_id_numbers([number], besides=child.pk).values():
            raise Refused(checks.has_id_number_already(file))


def _write(child: Child, wanted: dict[str, Any]) -> None:
    columns = [*wanted, "version"]
    for name, value in wanted.items():
        setattr(child, name, value)
    if "name" in wanted:
        child.sort_key, child.search_keys = sort_key_of(child.name), search_keys(child.name)
        columns += ["sort_key", "search_keys"]
    if "id_number" in wanted:
        number = cast(str, wanted["id_number"])
        child.id_number_hash = id_index(number) if number else None
        columns.append("id_number_hash")
    child.version += 1
    child.save(update_fields=columns)


def _require_sound_home(home: Household, wanted: dict[str, Any]) -> None:
    if {"town_code", "village_code"} & set(wanted):
        town = wanted.get("town_code", home.town_code)
        village = wanted.get("village_code", home.village_code)
        require(rules.may_be_in_place(town, village, checks.division_parents()))
    checks.refuse_any(rules.problems_of_phone(wanted.get("phone", "")))


def _plainly(values: dict[str, Any]) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in values.items()}
