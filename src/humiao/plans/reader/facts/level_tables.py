"""Risk levels in tables: a level a row, or a level a column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from humiao.plans.reader.draft import Channel, Level
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.facts.grids import Grid, grids
from humiao.plans.reader.facts.level_marks import BY_NUMBER, Mark, find_marks
from humiao.plans.reader.facts.places import span_of
from humiao.plans.reader.facts.rhythm import interval_of, is_interval, ways_of
from humiao.plans.reader.reading import Cell, Quantity, Reading
from humiao.plans.reader.words import load

_PER_HEADER = re.compile(
    r"(?:次|频次|次数)\s*[/每]\s*(?P<unit>半年|季度?|月|周|年)|每(?P<each>半年|季度?|月|周|年)"
)
_TIME = {
    "半年": "half_year", "季": "quarter", "季度": "quarter", "月": "month", "周": "week", "年": "year",
}  # fmt: skip
_MEANING = re.compile(r"标准|依据|要点|情形|含义|说明|描述|判定|判断|条件|特征|表现|情况|内容|定义|指征")
_OTHER = re.compile(r"评估|复核|复评|会商|督导|人数|备注|责任")


def levels_in_tables(reading: Reading, claims: Claims) -> Iterator[Level]:
    """Give the levels of every table that names at least two."""
    del claims
    for grid in grids(reading):
        rows = _by_row(grid)
        if len({mark.code for mark, _ in rows}) >= 2:
            for mark, cells in rows:
                yield from _level(grid, mark, cells)
            continue
        columns = _by_column(grid)
        if len({mark.code for mark, _ in columns}) >= 2:
            for mark, cells in columns:
                yield from _level(grid, mark, cells)


_Named = list[tuple[Mark, list[tuple[str, Cell]]]]


def _by_row(grid: Grid) -> _Named:
    """Return each row that begins with a level, with its other cells under their headers."""
    found: _Named = []
    bare = _bare_marks(grid)
    for row in grid.table.rows:
        column = next((c for c, cell in enumerate(row[:3]) if cell in bare or _marks(grid, cell)), None)
        if column is None or _mood(grid, row):
            continue
        marks = [bare[row[column]]] if row[column] in bare else _marks(grid, row[column])
        if len(marks) > 1 and any(
            len({m.code for m in find_marks(grid.reading, c)}) > 1 for c in row[column + 1 :]
        ):
            continue  # a cell beside tells of each: 红类每月2次，黄类每月1次
        others = [
            (grid.headers[c] if c < len(grid.headers) else "", cell)
            for c, cell in enumerate(row)
            if c != column
        ]
        found += [(mark, others) for mark in marks]
    return found


_LEVEL_HEADER = re.compile(r"(?:风险|关爱|探访|服务|对象)?(?:等级|级别|层级|类别|分类|类型)")
_CARE = ("特别", "特殊", "紧急", "重点", "关注", "一般", "普通", "常规", "稳定")


def _bare_marks(grid: Grid) -> dict[Cell, Mark]:
    """Return the cells that only say how much care a level needs, the gravest first: 重点, 关注, 一般."""
    column = next((c for c, header in enumerate(grid.headers) if _LEVEL_HEADER.fullmatch(header)), None)
    if column is None:
        return {}
    cells = [row[column] for row in grid.things() if column < len(row) and grid.words(row[column]) in _CARE]
    ranked = sorted({grid.words(cell) for cell in cells}, key=_CARE.index)
    codes = dict(zip(ranked, BY_NUMBER.get(len(ranked), ()), strict=False))
    return {c: Mark(c.start, c.end, codes[grid.words(c)]) for c in cells if grid.words(c) in codes}


def _by_column(grid: Grid) -> _Named:
    """Return each column headed by a level, with its cells under what their row is called."""
    for at, row in enumerate(grid.table.rows[:2]):
        marked = [(c, mark) for c, cell in enumerate(row) for mark in _marks(grid, cell)]
        if len({mark.code for _, mark in marked}) < 2:
            continue
        below = grid.table.rows[at + 1 :]
        return [(mark, [(grid.words(r[0]), r[c]) for r in below if c < len(r)]) for c, mark in marked]
    return []


def _marks(grid: Grid, cell: Cell) -> list[Mark]:
    """Return the levels a cell names: a short cell that is a name, no sentence about one."""
    if len(grid.words(cell)) > 20 or grid.quantities_of_kind(cell, "interval"):
        return []
    return find_marks(grid.reading, cell)


def _mood(grid: Grid, row: tuple[Cell, ...]) -> bool:
    return any(grid.reading.mood_at(c.start) in ("withdrawn", "example") for c in row if c.end > c.start)


def _level(grid: Grid, mark: Mark, cells: list[tuple[str, Cell]]) -> Iterator[Level]:
    """Give a level with the visit that rules, then with each way it is met from afar."""
    visits = [
        (q, _channel(grid.reading, cell, header))
        for header, cell in cells
        if not _OTHER.search(header)
        for q in _rhythms(grid, header, cell)
    ]
    for rhythm, channel in ways_of(visits):
        yield _met(grid, mark, cells, rhythm, channel)


def _met(
    grid: Grid,
    mark: Mark,
    cells: list[tuple[str, Cell]],
    rhythm: Quantity | None,
    channel: Channel | None,
) -> Level:
    interval, times = interval_of(rhythm) if rhythm else (None, 1)
    start, end = mark.start, mark.end
    if rhythm and rhythm.start - end <= 200:
        start, end = min(start, rhythm.start), max(end, rhythm.end)
    return Level(
        level=mark.code,
        label=_label(grid, mark, cells),
        meaning=_meaning(grid, cells),
        interval=interval,
        times=times,
        comparator=rhythm.comparator if rhythm else None,
        channel=channel or _channel_beside(grid.reading, cells) or _channel_of_headers(cells),
        **span_of(grid.reading, start, end),
    )


def _label(grid: Grid, mark: Mark, cells: list[tuple[str, Cell]]) -> str:
    """Return the level's name; a grade in a cell of its own beside the colour is part of it."""
    own = grid.reading.source.text[mark.start : mark.end].strip()
    for header, cell in cells:
        words = grid.words(cell)
        is_grade = len(words) <= 6 and any(m.text == words for m in load("level").find(words))
        if is_grade and header != own:
            return f"{grid.reading.words(cell).strip()}（{own}）"
    return own


def _rhythms(grid: Grid, header: str, cell: Cell) -> list[Quantity]:
    """Return how often a cell says; a number alone takes its window from the header: 频次（次/月）."""
    numbers = grid.quantities(cell)
    found = [q for q in numbers if is_interval(grid.reading, q)]
    window = _PER_HEADER.search(header)
    if found or not window:
        return found
    unit = _TIME[window["unit"] or window["each"]]
    return [
        replace(q, kind="interval", value=q.value / q.value, time_unit=unit, times=int(q.value))
        for q in numbers
        if q.value and q.kind in ("bare", "count") and q.value >= 1
    ]


def _channel(reading: Reading, cell: Cell, header: str) -> Channel | None:
    own = _first_channel(reading.folded[cell.start : cell.end])
    return own or _first_channel(header.replace("走访", ""))


def _channel_beside(reading: Reading, cells: list[tuple[str, Cell]]) -> Channel | None:
    for header, cell in cells:
        words = reading.folded[cell.start : cell.end]
        if not _MEANING.search(header) or len(words) <= 8:
            found = _first_channel(words)
            if found:
                return found
    return None


def _channel_of_headers(cells: list[tuple[str, Cell]]) -> Channel | None:
    return next((found for header, _ in cells if (found := _first_channel(header))), None)


def _first_channel(words: str) -> Channel | None:
    codes = [load("channel").entry(m.key).text("channel") for m in load("channel").find(words)]
    order: tuple[Channel, ...] = ("home", "school", "phone", "online", "station")
    return next((c for c in order if c in codes), None)


def _meaning(grid: Grid, cells: list[tuple[str, Cell]]) -> str:
    for header, cell in cells:
        if _MEANING.search(header) and cell.end > cell.start and not _rhythms(grid, header, cell):
            return grid.reading.words(cell).strip()
    texts = [
        grid.reading.words(cell).strip()
        for header, cell in cells
        if not _rhythms(grid, header, cell) and not _OTHER.search(header)
    ]
    longest = max(texts, key=len, default="")
    return longest if len(longest) > 6 else ""
