"""What a column of notes adds to a row's target: that it is of each place and year, what each has."""

from __future__ import annotations

import re
from collections.abc import Sequence

from humiao.plans.reader.facts.grids import Grid
from humiao.plans.reader.reading import Cell, Quantity

_PLACE = r"(?P<place>站|乡镇|镇|街道|村|社区|校)(?:点|\([^()]{1,6}\))?"
_TIME = r"(?P<time>年|月|季度|学期|周)"
_EACH = re.compile(
    rf"\s*(?:按?每个?{_PLACE})?(?:每个?{_TIME}|(?P<year>全年|年度))?(?:完成数?|数量|计)?[。；;]?\s*"
)


def each_by_note(grid: Grid, row: Sequence[Cell]) -> str | None:
    """Return what a row's target is counted per where its note says nothing else: 每站每年."""
    for column in grid.columns("note"):
        found = _EACH.fullmatch(grid.words(row[column])) if column < len(row) else None
        if found and (found["place"] or found["time"]):
            time = found["time"] or ("年" if found["year"] else None)
            return "/".join(one for one in (found["place"], time) if one)
    return None


_OF_EACH_ONE = re.compile(r"\s*每个?(?:小组|个案|组|场|期|节|例|班)\s*")


def is_of_each_alone(grid: Grid, cell: Cell, number: Quantity) -> bool:
    """Say whether a note begins with how many of something each has: 每个小组6节."""
    return bool(_OF_EACH_ONE.fullmatch(grid.reading.folded, cell.start, number.start))
