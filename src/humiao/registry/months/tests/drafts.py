"""Values months are made of, for tests without a database."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any
from uuid import UUID

from humiao.foundation.clock import moment
from humiao.registry.months.values import (
    BookTerms,
    ChangeFact,
    Draft,
    Entry,
    Kind,
    RosterLine,
    SpellFact,
    TownPart,
)
from humiao.registry.queries.snapshot import DIMENSIONS, Cells

MONTH = date(2024, 9, 1)
Lines = dict[UUID, RosterLine]


def line(
    child: UUID, *, town: str = "330482001", cls: str = "a", level: str = "", sex: str = "1"
) -> RosterLine:
    """Make a line."""
    return RosterLine(child, f"330482-{child.int:06}", town, f"{town}001", sex, 9, cls, level=level)


def spell(
    child: UUID,
    *,
    entered: date = date(2024, 8, 1),
    left: date | None = None,
    new: bool = True,
    over: bool | None = None,
) -> SpellFact:
    """Make a spell newly recorded; over where it has an end, unless said otherwise."""
    return SpellFact(child, entered, left, "文号", "died", new, bool(left) if over is None else over)


def fact(child: UUID, kind: Kind, on: date | None) -> ChangeFact:
    """Make a change."""
    return ChangeFact(child, kind, on, "330482001001", "330482002001")


def draft_of(before: Lines, now: Lines, entries: tuple[Entry, ...], towns: tuple[TownPart, ...]) -> Draft:
    """Make a draft."""
    return Draft(MONTH, moment(date(2024, 10, 8)), BookTerms((), (), ()), before, now, entries, towns)


def cells_of(lines: Lines) -> Cells:
    """Count lines by each dimension, as the database does."""
    found: dict[str, Any] = {dimension: Counter() for dimension in DIMENSIONS}
    for one in lines.values():
        found["total"][one.town_code, ""] += 1
        for dimension, key in (
            ("class", one.class_code),
            ("sex", one.sex),
            ("age", "6"),
            ("level", one.level),
        ):
            found[dimension][one.town_code, key] += 1
    return found
