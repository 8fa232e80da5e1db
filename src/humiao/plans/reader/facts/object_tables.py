"""Classes of children in tables: a class a row beside its number, or a class a column."""

from __future__ import annotations

import re
from collections.abc import Iterator

from humiao.plans.reader.draft import ServiceObject
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.facts.grids import Grid, grids
from humiao.plans.reader.facts.places import span_of
from humiao.plans.reader.facts.topics import topics
from humiao.plans.reader.reading import Cell, Quantity, Reading
from humiao.plans.reader.words import load

_TOTAL = re.compile(r"^(?:合\s*计|总\s*计|共\s*计|小\s*计|总数)")
_PERSON_HEADER = re.compile(r"人数|数量|儿童数|户数|现有|在册|\(人\)|\(名\)|^数$|人$")
_NO_HEADER = re.compile(r"指标|目标|分值|标准|金额|资金|频次|补助|元|服务量|任务|完成|计划")
_INDICATORS = re.compile(r"指标|目标值|分值|任务量")
_NOT_A_CLASS = re.compile(r"服务|走访|探访|培训|满意|率|次|活动|个案|帮扶|受益")


def objects_in_tables(reading: Reading, claims: Claims) -> Iterator[ServiceObject]:
    """Give the classes counted in tables."""
    for grid in grids(reading):
        if _INDICATORS.search("".join(grid.headers)):
            continue
        yield from _rows(grid, claims) or _columns(grid, claims)


def _rows(grid: Grid, claims: Claims) -> list[ServiceObject]:
    """Read a class a row."""
    found: list[ServiceObject] = []
    known = 0
    for row in grid.table.rows:
        label = _label(grid, row)
        if label is None:
            continue
        cell, is_known = label
        number = _number(grid, row, cell)
        if number and not claims.has(number):
            known += is_known
            found.append(_object(grid, grid.words(cell), number, total=bool(_TOTAL.match(grid.words(cell)))))
    if known < 2 and not (known and _about_objects(grid)):
        return []
    for item in found:
        claims.take_all(item)
    return found


def _label(grid: Grid, row: tuple[Cell, ...]) -> tuple[Cell, bool] | None:
    """Return the cell that names the row's class, the last where a wider one stands before it."""
    best: tuple[Cell, bool] | None = None
    for cell in row[:4]:
        words = grid.words(cell)
        if not words or re.fullmatch(r"约?[\d.]+\s*余?[人名位户个]?", words):
            if best:
                break
            continue
        if _TOTAL.match(words):
            return cell, False
        if len(words) > 24 or _NOT_A_CLASS.search(words):
            break
        keys = [m.key for m in load("category").find(words)]
        if any(key != "minors" for key in keys):
            best = cell, True
        elif re.search(r"儿童|子女|其[他它]|女童|孩子", words):
            best = cell, False
    return best


def _number(grid: Grid, row: tuple[Cell, ...], label: Cell) -> Quantity | None:
    """Return the head count of a row: under a header that says so, or with its unit in the cell."""
    for column, cell in enumerate(row):
        if cell.start <= label.start:
            continue
        header = grid.headers[column] if column < len(grid.headers) else ""
        if _NO_HEADER.search(header) or grid.roles[column] in ("history", "money", "score", "seq"):
            continue
        for number in grid.quantities(cell):
            if number.comparator or grid.reading.mood_at(number.start):
                continue
            if number.kind == "count" and number.unit in ("人", "名", "位", "户"):
                return number
            if number.kind == "bare" and _PERSON_HEADER.search(header):
                return number
    return None


def _columns(grid: Grid, claims: Claims) -> list[ServiceObject]:
    """Read a class a column: the row of the total, or the only row."""
    named = [(c, header) for c, header in enumerate(grid.headers) if _is_class_header(header)]
    body = list(grid.body())
    totals = [row for row in body if any(_TOTAL.match(grid.words(cell)) for cell in row[:3])]
    rows = totals or (body if len(body) == 1 else [])
    if len(named) < 2 or not rows:
        return []
    found = []
    for column, header in named:
        numbers = grid.quantities(rows[-1][column]) if column < len(rows[-1]) else []
        if numbers and numbers[0].kind in ("count", "bare") and not claims.has(numbers[0]):
            claims.take(numbers[0])
            found.append(_object(grid, header, numbers[0], total=False))
    return found


def _is_class_header(header: str) -> bool:
    keys = [m.key for m in load("category").find(header)]
    return any(key != "minors" for key in keys) and not _NOT_A_CLASS.search(header)


def _about_objects(grid: Grid) -> bool:
    return "objects" in topics(grid.reading, grid.table.start) or bool(grid.columns("category"))


def _object(grid: Grid, words: str, number: Quantity, *, total: bool) -> ServiceObject:
    found = [m for m in load("category").find(words) if m.key != "minors"]
    code = load("category").entry(found[0].key).text("code") if len({m.key for m in found}) == 1 else ""
    name = re.sub(r"^\(?\d{1,2}[.、)]\s*|(?:人数|数量|数|\((?:人|名)\))+$", "", words)
    count = None if number.masked or number.value is None else int(number.value)
    return ServiceObject(
        category=f"服务对象{name}" if total else name,
        code=code,
        count=count,
        unit=number.unit or "人",
        comparator=number.comparator,
        approximate=number.approximate,
        total=total,
        **span_of(grid.reading, number.start, number.end),
    )
