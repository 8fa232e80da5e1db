"""The facts of a child that are exchanged, each as one text: ours, theirs, and what was exchanged last."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from humiao.registry.exchange.layouts import Layout, column_of, is_exchanged
from humiao.registry.lists import cells
from humiao.registry.lists.differences import CATEGORY, GUARDIAN
from humiao.registry.lists.known import KnownChild, KnownGuardian
from humiao.registry.lists.values import FieldChange, ReadRow
from humiao.registry.values import NewGuardian

_PLAIN = ("name", "sex", "ethnicity", "school", "grade", "village")
_SEALED = ("id_number", "phone", "health", "disability_card", "address", "home_phone")
_TEXTS = frozenset({"school", "grade", "health", "address"})


def field_of(change: FieldChange) -> str:
    """Return which fact a difference is about; a category is one by itself, a town goes with its village."""
    if change.field == CATEGORY:
        return f"category:{change.new or change.old}"
    return "village" if change.field == "town" else change.field


def ours_of(child: KnownChild, layout: Layout, on: date) -> dict[str, str]:
    """Return what we hold of a child; what a list would take for nothing is nothing."""
    found = {name: getattr(child, name) or "" for name in _PLAIN}
    found |= {name: getattr(child, name).open() for name in _SEALED}
    found |= {name: cells.said(found[name]) for name in _TEXTS}
    if child.guardians:
        found[GUARDIAN] = text_of(child.guardians[0])
    held = held_on(child, on)
    found |= {f"category:{code}": code if code in held else "" for code in layout.categories}
    return {name: text for name, text in found.items() if is_exchanged(layout, name)}


def held_on(child: KnownChild, on: date) -> set[str]:
    """Return the categories a child holds on a day."""
    return {
        code for code, from_on, to_on in child.categories if from_on <= on and (to_on is None or to_on > on)
    }


def theirs_of(
    row: ReadRow, changes: Collection[FieldChange], ours: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield what a row says of each fact; one whose column isn't in the file is left out."""
    told = {field_of(c): c for c in changes if not is_beside(c)}
    for name, held in ours.items():
        said = _said(row, name)
        if name in told:
            yield name, "" if told[name].new is None else text_of(told[name].new)
        elif said:
            yield name, held
        elif column_of(name) in row.headings:
            yield name, ""


def is_beside(change: FieldChange) -> bool:
    """Say whether a difference is about a guardian who isn't the one that is exchanged."""
    return isinstance(change.new, NewGuardian) and not change.new.is_main


def _said(row: ReadRow, name: str) -> bool:
    if name.startswith("category:"):
        return name.partition(":")[2] in row.categories
    if name == GUARDIAN:
        return bool(row.guardians)
    return bool(getattr(row, name))


def text_of(value: Any) -> str:
    """Return a value as the text it is compared by; of a guardian name, relation and phone."""
    if isinstance(value, KnownGuardian):
        return f"{value.name}|{value.relation}|{value.phone.open()}"
    if isinstance(value, NewGuardian):
        return f"{value.name}|{value.relation}|{value.phone}"
    return str(value)


def change_to_send(name: str, held: str, child: KnownChild) -> FieldChange:
    """Return what they lack, as a difference."""
    if name == GUARDIAN:
        return FieldChange(GUARDIAN, child.guardians[0], None)
    kind, _colon, code = name.partition(":")
    return FieldChange(CATEGORY, code, None) if code else FieldChange(kind, held, "")
