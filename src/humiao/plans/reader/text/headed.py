"""Tables flattened to one cell a line whose header names known columns: 一级指标 二级指标 … 指标值 分值.

Such a table often has no running number, a group's cell only where the group changes, and blank cells that
may or may not have left a blank line. So the rows are found by the cheapest reading: each line is a cell of
the next column that it can be, and what a column would rather hold is a small price (`_PRICES`). Leaving a
column out, breaking a cell in two or leaving a line unread has its price too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

from humiao.plans.reader.reading import Cell
from humiao.plans.reader.text.grids import Grid
from humiao.plans.reader.text.lines import Line
from humiao.plans.reader.text.pages import Page
from humiao.plans.reader.text.shape import Row, is_serial_header, is_total
from humiao.plans.reader.text.vocabulary import endings, words
from humiao.plans.reader.words import load

_FEWEST_COLUMNS, _MOST_COLUMNS = 3, 10
_FEWEST_ROWS: Final = 2
_MOST_LINES: Final = 400
_BROKEN_INTO: Final = 3  # lines of one cell at the most
_DEAREST_ROW: Final = 2.0  # mean price of the rows of a table worth having

_NUMBER: Final = re.compile(r"\d[\d,.]*")
_FIGURE: Final = re.compile(
    r"(?:[≥≤<>=]|不少于|不低于|不高于|不超过|至少|约|每[年月季周天])*\s?\d[\d,.]*(?:-\d[\d.]*)?\s?"
    r"(?:[^\d\s，。；、:]{0,6}|%[^\d，。]{0,4})(?:以上|以内|以下|前|左右)?|[一二三四五六七八九十两百千]{1,5}[人名个次场户篇期节]次?"
)
_DAY: Final = r"(?:\d{4}年(?:度|\d{1,2}月)?|\d{1,2}月)(?:\d{1,2}日|[上中下]旬|[初底末])?(?:以?前)?"
_DATE: Final = re.compile(
    rf"{_DAY}(?:\s?(?:[-—~至、,，和]|\s)+{_DAY})*|全年|全程|长期|[寒暑]假(?:、[寒暑]假)?|每[月季年]度?"
)
# A figure with more told of it: 6个，各8节; 106人(全覆盖); 志愿者30名，服务不少于900小时.
_TOLD_FIGURE: Final = re.compile(
    r"(?:每[\u4e00-\u9fff]{1,2}|[\u4e00-\u9fff]{2,4})?(?:不少于|不低于|至少|≥)?\d[\d,]*"
    r"(?:人次|户次|场次|人|名|个|场|次|篇|期|节|例|册|份|组|户|支|套|本|天|小时|课时)(?:以上)?(?:[(，、].*)?"
)
_SIGN: Final = re.compile(r"[≥≤<>=]|定性|正向|反向|逆向")

_PRICES: Final[dict[str, dict[str, float]]] = {
    # what a column holds → what a line looks like → what it costs to take it so; 5 where nothing is said
    "group": {"group": 0, "text": 0.9, "unit": 3},
    "name": {"text": 0, "group": 1.2, "unit": 3, "direction": 2, "figure": 3.5, "date": 3.5},
    "value": {"figure": 0, "date": 0.2, "number": 0.2, "direction": 0.2, "text": 1.2, "unit": 3, "sign": 3},
    "unit": {"unit": 0, "text": 2.5},
    "sign": {"sign": 0},
    "score": {"number": 0, "figure": 0.6},
    "history": {"figure": 0, "date": 0, "number": 0, "text": 2},
    "note": {"text": 0.6, "date": 0, "direction": 1, "figure": 2.5, "number": 2.5, "group": 3, "unit": 3},
    "money": {"number": 0, "figure": 0},
    "people": {"number": 0, "figure": 0},
    "place": {"text": 0, "group": 3, "figure": 3},
    "role": {"text": 0, "group": 3},
    "level": {"text": 0, "group": 3},
    "category": {"text": 0, "group": 3},
}
_NEVER: Final = 5.0
_LEFT_OUT: Final = {"group": 0.0, "note": 0.3, "unit": 0.6, "sign": 0.6, "score": 1.0, "history": 1.0}
_LEFT_OUT_ELSE: Final = {"value": 1.5, "money": 1.5, "people": 1.5}
_NAME_LEFT_OUT: Final = 4.0
_BLANK_CELL: Final = {"name": 3.0, "place": 3.0, "role": 3.0, "value": 0.3}
_ROW: Final = 0.3
_BLANK_UNREAD: Final = 0.3
_UNREAD: Final = 0.8
_WRAPPED, _WRAPPED_SURELY = 1.1, 0.1
_FIGURE_WRAPPED: Final = 3.0
_SENTENCE: Final = 1.0
_SENTENCE_LENGTH: Final = 24  # characters


class _Step(NamedTuple):
    """How a place was reached: its price, the place before, and the lines taken for a cell."""

    price: float
    before: tuple[int, int] | None
    lines: tuple[int, ...]


@dataclass(frozen=True)
class _Header:
    at: int
    end: int
    lines: tuple[int, ...]
    kinds: tuple[str, ...]


def headed_tables(folded: str, lines: Sequence[Line], free: Sequence[bool]) -> Iterator[Grid]:
    """Give the tables, in order."""
    page = Page(folded, lines, free)
    at = 0
    while at < len(page.lines):
        if is_serial_header(page.words[at]):
            while at < len(page.lines) and (not page.words[at] or _kind(page.words[at])):
                at += 1  # a numbered table is another module's
            continue
        grid = _table_at(page, at) if page.is_open(at) and _kind(page.words[at]) else None
        if grid is not None:
            yield grid
        at = grid.last if grid is not None else at + 1


def _table_at(page: Page, at: int) -> Grid | None:
    best: tuple[float, Grid] | None = None
    for header in _headers(page, at):
        found = _read(page, header)
        if found is not None and (best is None or found[0] < best[0]):
            best = found
    return best[1] if best else None


def _headers(page: Page, at: int) -> Iterator[_Header]:
    """Give the headers that may begin here: a run of known columns, and the same with its last ones cut off.

    A header with 序号 is another module's; one with levels (一级指标) begins with the first of them.
    """
    run: list[int] = []
    n = at
    while page.is_open(n) and len(run) < _MOST_COLUMNS and (not page.words[n] or _kind(page.words[n])):
        if page.words[n]:
            run.append(n)
        elif page.is_open(n + 1) and not page.words[n + 1]:
            break
        n += 1
    if not run or any(is_serial_header(page.words[n]) for n in run):
        return
    kinds = [_kind(page.words[n]) for n in run]
    if "group" in kinds and kinds[0] != "group":
        return
    for size in range(len(run), _FEWEST_COLUMNS - 1, -1):
        some = kinds[:size]
        if {"name", "place", "role", "level", "category", "group"} & set(some) and _holds_figures(some):
            yield _Header(at, run[size - 1] + 1, tuple(run[:size]), tuple(some))


def _holds_figures(kinds: Sequence[str]) -> bool:
    return bool({"value", "money", "people"} & set(kinds))


@cache
def _kind(said: str) -> str:
    """Return what a column of this header holds; '' where the words head no known column."""
    bare = re.sub(r"\([^()]*\)|\s", "", said)
    if bare in words("sign"):
        return "sign"
    entry = load("column").named(bare)
    if entry is None:
        return "seq" if is_serial_header(bare) else ""
    if bare.endswith("级指标"):
        return "group" if bare in ("一级指标", "二级指标") else "name"
    return entry.key


@cache
def _look(said: str) -> str:
    """Return what a line looks like: blank, number, figure, unit, sign, group, direction or text."""
    if not said:
        return "blank"
    looks = (
        ("number", _NUMBER),
        ("sign", _SIGN),
        ("date", _DATE),
        ("figure", _FIGURE),
        ("figure", _TOLD_FIGURE),
    )
    for look, pattern in looks:
        if pattern.fullmatch(said):
            return look
    if said in words("unit"):
        return "unit"
    if len(said) <= 14 and (said in words("group") or said.endswith("指标")):
        return "group"
    return "direction" if said.endswith(endings("direction")) or said in words("direction") else "text"


def _read(page: Page, header: _Header) -> tuple[float, Grid] | None:
    """Return the cheapest reading of the lines below a header, with its price by line."""
    body = _body(page, header)
    near = body[: _FEWEST_ROWS * _MOST_COLUMNS]
    if not any(_look(page.words[n]) in ("figure", "date", "number", "direction") for n in near):
        return None
    steps = _cheapest(page, header.kinds, body)
    width = len(header.kinds)
    last, price = min(
        (
            (i, steps[i, width].price + _unread(page, body[i:]))
            for i in range(len(body) + 1)
            if (i, width) in steps
        ),
        key=lambda pair: pair[1],
        default=(0, 0.0),
    )
    rows = _rows(page, steps, (last, width)) if last else []
    if (
        len(rows) < _FEWEST_ROWS
        or price > _DEAREST_ROW * len(rows)
        or not _is_filled(page, header.kinds, rows)
    ):
        return None
    end = body[last - 1] + 1
    head = tuple(page.cell(n) for n in header.lines)
    total = _total(page, end, header.kinds)
    if total is not None:
        rows, end = [*rows, total[0]], total[1]
    return price / len(body), Grid(header.at, end, [head, *rows])


def _body(page: Page, header: _Header) -> list[int]:
    """Return the lines that can be cells, up to the first that can't, a total, or the header again."""
    found: list[int] = []
    again = [page.words[n] for n in header.lines[:2]]
    n = header.end
    while page.is_open(n) and len(found) < _MOST_LINES:
        said = page.words[n]
        stops = said and (not page.is_cell(n) or is_total(said) or ":" in said[:-1] or said[-1] == ":")
        if stops or [page.words[m] for m in range(n, n + 2) if page.is_open(m)] == again:
            break
        if not any(page.words[m] for m in range(n, n + 3) if page.is_open(m)):
            break
        found.append(n)
        n += 1
    while found and not page.words[found[-1]]:
        found.pop()
    return found


def _unread(page: Page, lines: Sequence[int]) -> float:
    return _UNREAD * sum(bool(page.words[n]) for n in lines)


def _cheapest(page: Page, kinds: Sequence[str], body: Sequence[int]) -> dict[tuple[int, int], _Step]:
    """Return the cheapest way to each place: lines read, columns of the open row filled."""
    width = len(kinds)
    steps: dict[tuple[int, int], _Step] = {(0, 0): _Step(0.0, None, ())}

    def reach(place: tuple[int, int], price: float, before: tuple[int, int], lines: tuple[int, ...]) -> None:
        if place not in steps or price < steps[place].price:
            steps[place] = _Step(price, before, lines)

    for i in range(len(body) + 1):
        for new_row in (False, True):  # a row may end here by leaving columns out, and the next begin
            if new_row and i and (i, width) in steps:
                reach((i, 0), steps[i, width].price + _ROW, (i, width), ())
            for here in [(i, column) for column in range(width)]:
                if here in steps:
                    for size, cost, taken in _ways(page, kinds, body, here):
                        place = (i + size, here[1] + taken)
                        lines = tuple(body[i : i + size]) if size and taken else ()
                        reach(place, steps[here].price + cost, here, lines)
    return steps


def _ways(
    page: Page, kinds: Sequence[str], body: Sequence[int], here: tuple[int, int]
) -> Iterator[tuple[int, float, bool]]:
    """Give the ways on: how many lines they read, at what price, and whether the column is done with."""
    i, column = here
    yield 0, _price_left_out(kinds, column, i), True
    if i < len(body) and not page.words[body[i]]:
        yield 1, _BLANK_UNREAD if column else 0.0, False
    for size, cost in _takes(page, kinds[column], body[i : i + _BROKEN_INTO]):
        yield size, cost, True


def _price_left_out(kinds: Sequence[str], column: int, at: int) -> float:
    kind = kinds[column]
    if kind == "group" and at == 0:
        return 2.0
    if kind == "name" and column and kinds[column - 1] == "name":
        return 1.5
    if kind in ("place", "category") and at and column == 0 and len(kinds) > 2:
        return 1.5 if "name" in kinds or "role" in kinds else _NAME_LEFT_OUT
    return _LEFT_OUT.get(kind, _LEFT_OUT_ELSE.get(kind, _NAME_LEFT_OUT))


def _takes(page: Page, kind: str, lines: Sequence[int]) -> Iterator[tuple[int, float]]:
    """Give how many of the lines a cell of this column may take, and the price of each."""
    prices = _PRICES.get(kind, {})
    said = [page.words[n] for n in lines]
    if said and not said[0]:
        yield 1, _BLANK_CELL.get(kind, 0.1)
        return
    for size in range(1, len(said) + 1):
        if not said[size - 1]:
            return
        look = _look("".join(said[:size]))
        wraps = sum(_price_of_wrap(a, b) for a, b in pairwise(said[:size]))
        if size > 1 and look == "text":
            wraps += _FIGURE_WRAPPED * sum(
                _look(words) in ("figure", "date", "number") for words in said[:size]
            )
        yield size, prices.get(look, _NEVER) + wraps + _price_of_sentence(said[size - 1])


def _price_of_sentence(said: str) -> float:
    """Return how unlikely a line is a cell for its being a whole sentence: it may follow the table."""
    return _SENTENCE if said[-1] == "。" and len(said) > _SENTENCE_LENGTH else 0.0


def _price_of_wrap(before: str, after: str) -> float:
    """Return how unlikely two lines are one cell broken in two."""
    if before[-1] in "，、(和及与的" or after[0] in "，、)的" or before.count("(") > before.count(")"):
        return _WRAPPED_SURELY
    return _WRAPPED if len(after) > 2 or _look(after) in ("number", "unit") else 0.4


def _rows(page: Page, steps: dict[tuple[int, int], _Step], place: tuple[int, int]) -> list[Row]:
    """Follow the steps back and return the rows of cells."""
    found: list[list[tuple[int, ...]]] = []
    width = place[1]
    at: tuple[int, int] | None = place
    while at is not None:
        step = steps[at]
        if at[1] == width:
            found.insert(0, [()] * width)
        if step.before is not None and at[1] == step.before[1] + 1:
            found[0][step.before[1]] = step.lines
        at = step.before
    rows = []
    for taken in found:
        if any(page.words[n] for lines in taken for n in lines):
            rows.append(_row(page, taken))
    return rows


def _row(page: Page, taken: Sequence[tuple[int, ...]]) -> Row:
    """Return a row's cells; one left out stands, empty, where the next begins."""
    cells: list[Cell] = []
    starts = [page.lines[lines[0]].first for lines in taken if lines]
    here = starts[0]
    for lines in taken:
        cell = page.cell(lines[0], lines[-1]) if lines else Cell(here, here)
        cells.append(cell)
        here = cell.end
    return tuple(cells)


def _is_filled(page: Page, kinds: Sequence[str], rows: Sequence[Row]) -> bool:
    """Tell whether most rows have what the table is for: a figure or a direction."""
    columns = [c for c, kind in enumerate(kinds) if kind in ("value", "money", "people")]
    said = [[_look(page.folded[row[c].start : row[c].end].strip()) for c in columns] for row in rows]
    good = sum(bool({"figure", "date", "number", "direction"} & set(looks)) for looks in said)
    return good * 2 > len(rows)


def _total(page: Page, at: int, kinds: Sequence[str]) -> tuple[Row, int] | None:
    """Return the row that sums up: its numbers belong to the last columns of numbers."""
    while page.is_open(at) and not page.words[at] and page.is_open(at + 1):
        at += 1
    if not page.is_open(at) or not is_total(page.words[at]):
        return None
    stop = at + 1
    while page.is_open(stop) and (not page.words[stop] or _look(page.words[stop]) in ("number", "figure")):
        if stop - at >= len(kinds):
            break
        stop += 1
    figures = [n for n in range(at + 1, stop) if page.words[n]]
    numeric = [
        c for c, kind in enumerate(kinds) if c and kind in ("value", "score", "money", "people", "history")
    ]
    places = numeric[len(numeric) - len(figures) :] if len(figures) < len(numeric) else numeric
    cells = [page.cell(at)] + [Cell(page.lines[at].last, page.lines[at].last)] * (len(kinds) - 1)
    for column, n in zip(places, figures, strict=False):
        cells[column] = page.cell(n)
    return tuple(cells), (figures[-1] if figures else at) + 1
