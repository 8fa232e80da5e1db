"""What a row says otherwise than the file. An empty cell says nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from humiao.registry.lists.known import KnownChild, KnownGuardian
from humiao.registry.lists.values import FieldChange, ReadRow
from humiao.registry.values import NewGuardian

# A child is found by its number, which tells the birth, or by name and birth: that never differs.
_PLAIN = ("name", "sex", "ethnicity", "school", "grade")
_SEALED = ("phone", "health", "disability_card", "wishes")
HOME = ("town", "village", "address", "home_phone")
CHILD = (*_PLAIN, *_SEALED, "id_number")
GUARDIAN, CATEGORY, RETURN = "guardian", "category", "roster"


def differences(row: ReadRow, child: KnownChild, *, on: date) -> tuple[FieldChange, ...]:
    """List field by field what the row says otherwise."""
    return (
        *_of_child(row, child),
        *_of_home(row, child),
        *_guardians(row, child),
        *_categories(row, child, on),
        *(() if child.is_on_roster else (FieldChange(RETURN, None, on),)),
    )


def _of_child(row: ReadRow, child: KnownChild) -> Iterator[FieldChange]:
    for name in _PLAIN:
        new, old = getattr(row, name), getattr(child, name)
        if new and new != old:
            yield FieldChange(name, old, new)
    for name in _SEALED:
        new = getattr(row, name)
        if new and new != (old := getattr(child, name).open()):
            yield FieldChange(name, old, new)
    if row.id_hash and child.id_hash != row.id_hash:
        yield FieldChange("id_number", child.id_number.open(), row.id_number)


def _of_home(row: ReadRow, child: KnownChild) -> Iterator[FieldChange]:
    if (row.town, row.village) != (child.town, child.village):
        yield FieldChange("town", child.town, row.town)
        yield FieldChange("village", child.village, row.village)
    for name in ("address", "home_phone"):
        new = getattr(row, name)
        if new and new != (old := getattr(child, name).open()):
            yield FieldChange(name, old, new)


def _guardians(row: ReadRow, child: KnownChild) -> Iterator[FieldChange]:
    by_name = {g.name: g for g in reversed(child.guardians)}
    for said in row.guardians:
        known = by_name.get(said.name)
        if known is None:
            yield FieldChange(GUARDIAN, None, said)
        elif _differs(said, known):
            yield FieldChange(GUARDIAN, known, said)


def _differs(said: NewGuardian, known: KnownGuardian) -> bool:
    return bool(
        (said.is_main and not known.is_main)
        or (said.relation not in (known.relation, "other_relative"))
        or (said.phone and said.phone != known.phone.open())
        or (said.id_number and said.id_number != known.id_number.open())
    )


def _categories(row: ReadRow, child: KnownChild, on: date) -> Iterator[FieldChange]:
    held = {category for category, _from, to_on in child.categories if to_on is None or to_on > on}
    for category in row.categories:
        if category not in held:
            yield FieldChange(CATEGORY, None, category)
