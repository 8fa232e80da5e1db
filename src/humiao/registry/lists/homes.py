"""Putting the new children of a list into homes: siblings share one, also with children known already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from humiao.registry.lists.known import KnownChild
from humiao.registry.lists.rules import home_key
from humiao.registry.lists.values import ReadRow
from humiao.registry.values import NewChild, NewHousehold


@dataclass(frozen=True)
class Homed:
    """The new homes, and each new child with the home it comes into."""

    new: tuple[NewHousehold, ...]
    children: tuple[tuple[NewChild, NewHousehold], ...]


def homes_of(
    entered: Iterable[tuple[ReadRow, NewChild]], known: Iterable[tuple[ReadRow, KnownChild]]
) -> Homed:
    """Group new children by what one home shares; a known sibling's home is joined as it is."""
    there: dict[tuple[str, ...], NewHousehold] = {}
    for row, child in known:
        key = home_key(row)
        if key:
            there.setdefault(key, NewHousehold(row.town, row.village, id=child.household_id))
    made: list[NewHousehold] = []
    children: list[tuple[NewChild, NewHousehold]] = []
    for row, new in entered:
        key = home_key(row)
        home = there.get(key) if key else None
        if home is None:
            home = NewHousehold(row.town, row.village, row.address, row.home_phone)
            made.append(home)
            if key:
                there[key] = home
        children.append((new, home))
    return Homed(tuple(made), tuple(children))


def rows_of(matched: Mapping[int, KnownChild], rows: Iterable[ReadRow]) -> list[tuple[ReadRow, KnownChild]]:
    """Return the rows that are known children, each with its child."""
    return [(row, matched[id(row)]) for row in rows if id(row) in matched]
