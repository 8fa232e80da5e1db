"""A schedule of payments in a table: a row each, with when it falls due and how much it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from humiao.plans.reader.draft import Milestone
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.facts.grids import Grid, grids
from humiao.plans.reader.facts.places import span_of
from humiao.plans.reader.facts.stretches import about
from humiao.plans.reader.facts.sum import in_yuan, worth_of
from humiao.plans.reader.reading import Cell, Quantity, Reading

_PAYS = re.compile(r"支付|付款|拨付|拨款|付(?=[(（款]|$)|结算|款项")
_WHEN = re.compile(r"时间|何时|节点|条件|时点|时限|前提|阶段")
_SHARE = re.compile(r"比例|占比|[%％]|百分比")
_MONEY = re.compile(r"金额|[(（]万?元[)）]|款额|付款额")
_TOTAL = re.compile(r"^(?:合\s*计|总\s*计|共\s*计|小\s*计)")
_NOT_DUE = re.compile(r"违约|扣|罚|分值|得分|评分")
_MOODS = frozenset({"withdrawn", "example", "history", "wish", "scoring"})


def payments_in_tables(reading: Reading, claims: Claims) -> Iterator[Milestone]:
    """Give the payments of tables that say when each falls due."""
    for grid in grids(reading):
        when = [c for c, header in enumerate(grid.headers) if _WHEN.search(header)]
        if when and _is_of_payments(grid):
            yield from _rows(grid, claims, _column_of_condition(grid, when))


def _column_of_condition(grid: Grid, when: list[int]) -> int:
    """Return the column that says when: the one of a condition before the one of a mere stage."""
    stated = [c for c in when if not re.search("阶段", grid.headers[c])]
    return (stated or when)[0]


def _is_of_payments(grid: Grid) -> bool:
    headers = "".join(grid.headers)
    caption = grid.words(grid.table.caption) if grid.table.caption else ""
    amounts = any(_SHARE.search(header) or _MONEY.search(header) for header in grid.headers)
    said = (
        any(_PAYS.search(words) for words in (*grid.headers, caption))
        or "payment" in about(grid.reading, grid.table.start)[:2]
    )
    return amounts and said and not _NOT_DUE.search(headers)


def _rows(grid: Grid, claims: Claims, when: int) -> Iterator[Milestone]:
    for row in grid.body():
        if when >= len(row) or _TOTAL.match(grid.words(row[0])) or not grid.words(row[when]):
            continue
        if grid.reading.moods_at(row[when].start) & _MOODS:
            continue
        percent, yuan = _percent(grid, row, when), _yuan(grid, row, when)
        if percent is None and yuan is None and not _has_masked(grid, row, when):
            continue
        for cell in row:
            claims.take(*grid.quantities(cell))
        words = grid.reading.words(row[when]).strip()
        yield Milestone(
            value=words,
            percent=percent.value if percent else None,
            amount_yuan=yuan,
            **span_of(grid.reading, row[when].start, row[when].end),
        )


def _percent(grid: Grid, row: tuple[Cell, ...], when: int) -> Quantity | None:
    """Return the share of a row: a per cent, or a bare number under a header that says so."""
    for column, cell in enumerate(row):
        shares = grid.quantities_of_kind(cell, "percent") if column != when else []
        shares = shares or (grid.quantities_of_kind(cell, "bare") if "%" in grid.headers[column] else [])
        if shares and not shares[0].masked:
            return shares[0]
    return None


def _yuan(grid: Grid, row: tuple[Cell, ...], when: int) -> int | None:
    """Return what is paid in a row: the sum of its payers' parts."""
    sums: list[int] = []
    for column, cell in enumerate(row):
        if column == when or _SHARE.search(grid.headers[column]):
            continue
        worth = worth_of(grid.headers[column])
        for number in grid.quantities_of_kind(cell, "money", "bare"):
            if number.kind == "bare" and worth is None:
                continue
            yuan = in_yuan(number, 1 if number.kind == "money" else worth or 1)
            if yuan is None:
                return None
            sums.append(yuan)
    return int(Decimal(sum(sums))) if sums else None


def _has_masked(grid: Grid, row: tuple[Cell, ...], when: int) -> bool:
    return any(q.masked for c, cell in enumerate(row) if c != when for q in grid.quantities(cell))
