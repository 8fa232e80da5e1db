"""Rebuild ruled tables of a PDF page: the ruled lines make a grid, the characters fall into its cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from humiao.plans.reader.files import limits
from humiao.plans.reader.files.layout import Box
from humiao.plans.reader.files.pdf_lines import in_lines, joined
from humiao.plans.reader.files.pdf_page import Glyph, Rule

_NEAR: Final = 3.0  # points: lines this close are one
_REACHES_EDGE: Final = 1.6  # line heights from a cell's right side: the words go on below
_MOST_ROWS: Final = 400
_MOST_TABLES: Final = 40  # on a page


@dataclass(frozen=True)
class Grid:
    """A table: where its columns stand, and its cells."""

    columns: tuple[float, ...]
    top: float
    boxes: list[Box]


@dataclass(frozen=True)
class _Ruling:
    """The lines of one table: places of the columns from the left, of the rows from the bottom."""

    columns: list[float]
    rows: list[float]
    upright: dict[int, list[Rule]]  # by column place
    level: dict[int, list[Rule]]  # by row place

    def slot(self, glyph: Glyph) -> tuple[int, int] | None:
        """Return row (from the top) and column of a character inside; None outside."""
        column = bisect_right(self.columns, (glyph.left + glyph.right) / 2) - 1
        row = len(self.rows) - 1 - bisect_right(self.rows, glyph.middle)
        inside = 0 <= column < len(self.columns) - 1 and 0 <= row < len(self.rows) - 1
        return (row, column) if inside else None

    def is_ruled_right(self, row: int, column: int) -> bool:
        """Return whether a line stands to the right of a slot."""
        y = (self.rows[-row - 1] + self.rows[-row - 2]) / 2
        return any(rule.bottom <= y <= rule.top for rule in self.upright.get(column + 1, ()))

    def is_ruled_below(self, row: int, column: int) -> bool:
        """Return whether a line lies under a slot."""
        x = (self.columns[column] + self.columns[column + 1]) / 2
        below = self.level.get(len(self.rows) - row - 2, ())
        return any(rule.left <= x <= rule.right for rule in below)


def cut_out_tables(rules: list[Rule], glyphs: list[Glyph]) -> tuple[list[Grid], list[Glyph]]:
    """Return a page's tables from the top down, and the characters outside them."""
    tables, rest = [], glyphs
    for group in sorted(_touching(rules), key=len, reverse=True)[:_MOST_TABLES]:
        ruling = _ruling(group)
        if ruling is not None:
            inside: dict[tuple[int, int], list[Glyph]] = {}
            outside = []
            for glyph in rest:
                slot = ruling.slot(glyph)
                if slot is None:
                    outside.append(glyph)
                else:
                    inside.setdefault(slot, []).append(glyph)
            if inside:
                tables.append(Grid(tuple(ruling.columns), ruling.rows[-1], _boxes(ruling, inside)))
                rest = outside
    return sorted(tables, key=lambda table: -table.top), rest


def _x(rule: Rule) -> float:
    return (rule.left + rule.right) / 2


def _y(rule: Rule) -> float:
    return (rule.bottom + rule.top) / 2


def _touching(rules: list[Rule]) -> list[list[Rule]]:
    """Return the lines in groups that touch: a sweep down the page, then across it."""
    groups: list[list[Rule]] = []
    for band in _bands(rules, lambda rule: rule.bottom, lambda rule: rule.top):
        groups.extend(_bands(band, lambda rule: rule.left, lambda rule: rule.right))
    return groups


def _bands(
    rules: list[Rule], low: Callable[[Rule], float], high: Callable[[Rule], float]
) -> list[list[Rule]]:
    bands: list[list[Rule]] = []
    reach = 0.0
    for rule in sorted(rules, key=low):
        if not bands or low(rule) > reach + _NEAR:
            bands.append([])
            reach = high(rule)
        bands[-1].append(rule)
        reach = max(reach, high(rule))
    return bands


def _ruling(rules: list[Rule]) -> _Ruling | None:
    """Return the grid of a group of lines; None where they enclose fewer than two cells."""
    upright = [rule for rule in rules if rule.is_upright]
    level = [rule for rule in rules if not rule.is_upright]
    columns, rows = _clustered(map(_x, upright)), _clustered(map(_y, level))
    cells = (len(columns) - 1) * (len(rows) - 1)
    too_many = len(columns) > limits.MAX_COLUMNS or len(rows) > _MOST_ROWS
    if len(columns) < 2 or len(rows) < 2 or cells < 2 or too_many:
        return None
    return _Ruling(columns, rows, _by_place(upright, _x, columns), _by_place(level, _y, rows))


def _by_place(
    rules: list[Rule], place: Callable[[Rule], float], places: list[float]
) -> dict[int, list[Rule]]:
    """Return the lines by the number of the place they stand at."""
    found: dict[int, list[Rule]] = {}
    for rule in rules:
        found.setdefault(bisect_right(places, place(rule)) - 1, []).append(rule)
    return found


def _clustered(places: Iterable[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def _boxes(ruling: _Ruling, inside: dict[tuple[int, int], list[Glyph]]) -> list[Box]:
    """Return the cells, slots without a line between them as one."""
    taken: set[tuple[int, int]] = set()
    boxes = []
    for row in range(len(ruling.rows) - 1):
        for column in range(len(ruling.columns) - 1):
            if (row, column) not in taken:
                right, down = _reach(ruling, row, column, taken)
                slots = [(r, c) for r in range(row, down) for c in range(column, right)]
                taken.update(slots)
                glyphs = [glyph for slot in slots for glyph in inside.get(slot, ())]
                text = _words(glyphs, ruling.columns[right])
                boxes.append(Box(text, row, column, down - row, right - column))
    return boxes


def _reach(ruling: _Ruling, row: int, column: int, taken: set[tuple[int, int]]) -> tuple[int, int]:
    """Return the column and row after the last that the cell beginning at a slot covers."""
    right, down = column + 1, row + 1
    while (
        right < len(ruling.columns) - 1
        and (row, right) not in taken
        and not ruling.is_ruled_right(row, right - 1)
    ):
        right += 1
    while down < len(ruling.rows) - 1 and not ruling.is_ruled_below(down - 1, column):
        down += 1
    return right, down


def _words(glyphs: list[Glyph], edge: float) -> str:
    """Return a cell's words; a line that reaches the cell's side goes on in the next."""
    paragraphs: list[list[str]] = []
    open_ended = False
    for line in in_lines(glyphs):
        if open_ended:
            paragraphs[-1].append(line.text)
        else:
            paragraphs.append([line.text])
        open_ended = edge - line.right < _REACHES_EDGE * line.height
    return "\n".join(map(joined, paragraphs))
