"""Which fields of two files differ, and whose value is taken."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from humiao.registry.models import Child
from humiao.registry.values import ChildChanges, NewChild

# An ID number brings along why there is none; a home is taken as a whole.
FIELDS = (*(name for name in ChildChanges.__annotations__ if name != "no_id_reason"), "household")


def differing(leaving: Child, staying: Child) -> tuple[str, ...]:
    """Return the fields in which two files differ."""
    return tuple(name for name in FIELDS if value_of(leaving, name) != value_of(staying, name))


def worth_taking(leaving: Child, staying: Child) -> tuple[str, ...]:
    """Return the fields the staying file leaves empty and the other knows: what one takes unless told."""
    return tuple(n for n in differing(leaving, staying) if not value_of(staying, n) and value_of(leaving, n))


def unknown(taken: Iterable[str]) -> list[str]:
    """Return what is no field of a file."""
    return sorted(set(taken) - set(FIELDS))


def result_of(leaving: Child, staying: Child, taken: Collection[str]) -> NewChild:
    """Return the child as the staying file would then say it."""
    values: dict[str, Any] = {}
    for name in ChildChanges.__annotations__:
        source = leaving if (name if name != "no_id_reason" else "id_number") in taken else staying
        values[name] = value_of(source, name)
    return NewChild(**values)


def value_of(child: Child, name: str) -> Any:
    """Return a field's value, empty text where there is none."""
    value = child.household_id if name == "household" else getattr(child, name)
    return "" if value is None else value
