"""Promised figures in a table whose rows are places: the row of totals holds the targets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from humiao.plans.reader.draft import Indicator
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.facts.columns import bound_of
from humiao.plans.reader.facts.figures import indicator_of
from humiao.plans.reader.facts.grids import Grid, grids
from humiao.plans.reader.facts.leaning import EVENTS
from humiao.plans.reader.facts.measures import service_of
from humiao.plans.reader.facts.places import span_of
from humiao.plans.reader.reading import Cell, Quantity, QuantityKind, Reading

_TOTAL = re.compile(r"(?:合\s*计|总\s*计|共\s*计|小\s*计|总\s*数|全[县市区旗镇乡街])\s*")
_HEADER = re.compile(
    r"(?P<name>[^()（）]{2,20}?)\s*[(（/](?P<unit>人次|户次|场次|人|名|个|场|次|篇|期|节|例|户|份|%)[)）]?"
)
_FEWEST_ROWS = 3  # two places and their total
_NUMBERS = ("bare", "count", "percent")


def read_place_tables(reading: Reading, claims: Claims) -> Iterator[Indicator]:
    """Give the targets of tables such as 站点 | 走访（人次） | 个案（个）, with a row 合计 | 1390 | 17."""
    for grid in grids(reading):
        places = grid.columns("place")
        if not places or places[0] > 1:
            continue
        total = _total_row(grid, places[0])
        for column in range(places[0] + 1, min(grid.width, len(total))):
            yield from _of_column(grid, claims, total[column], column)


def _total_row(grid: Grid, place: int) -> tuple[Cell, ...]:
    rows = list(grid.things())
    found = [row for row in rows if any(_TOTAL.fullmatch(grid.words(c)) for c in row[: place + 1])]
    return found[0] if len(found) == 1 and len(rows) >= _FEWEST_ROWS else ()


def _of_column(grid: Grid, claims: Claims, cell: Cell, column: int) -> Iterator[Indicator]:
    """Give the target of a column that counts a service; children and money by place are no targets."""
    header = _HEADER.fullmatch(grid.headers[column])
    numbers = grid.quantities_of_kind(cell, *_NUMBERS)
    if header is None or len(numbers) != 1 or not _is_of_service(header["name"], header["unit"]):
        return
    number = numbers[0]
    if claims.has(number) or grid.reading.mood_at(number.start):
        return
    claims.take(number)
    yield indicator_of(
        header["name"],
        _counted(number, header["unit"], grid, column),
        per=number.per,
        tier="programme",
        **span_of(grid.reading, number.start, number.end),
    )


def _is_of_service(name: str, unit: str) -> bool:
    return unit in EVENTS or (service_of(name) is not None and not name.endswith(("儿童", "对象", "人数")))


def _counted(number: Quantity, unit: str, grid: Grid, column: int) -> Quantity:
    kind: QuantityKind = "percent" if unit == "%" else "count"
    return replace(
        number,
        kind=kind,
        unit=number.unit or unit,
        comparator=number.comparator or bound_of(grid, column, number),
    )
