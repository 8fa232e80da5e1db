"""Lay lines and tables into one text, noting where each cell stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from humiao.plans.reader.files import limits
from humiao.plans.reader.files.normalise import normalise, normalise_line
from humiao.plans.reader.files.problems import FileProblem
from humiao.plans.reader.reading import Cell, Table

_ENDS_A_SENTENCE: Final = re.compile(r"[。；;！？!?：:.]$")
_STARTS_AN_ITEM: Final = re.compile(r"[（(]?[0-9一二三四五六七八九十]{1,3}[）).、．]|[①-⑳]")
_WRAPPED_CELL: Final = 24  # characters; a heading broken to fit its column


Grid = list[list[Cell | None]]


@dataclass(frozen=True)
class Box:
    """A table cell before it has a place: its words, and the grid rows and columns it covers."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass
class Layout:
    """The text so far."""

    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _tables: list[Table] = field(default_factory=list)
    _cells: int = 0
    _blank: bool = True

    def add_text(self, text: str) -> None:
        """Add a paragraph; an empty one makes one empty line, however many follow."""
        for line in text.split("\n"):
            clean = normalise_line(line) if line else ""
            if clean or not self._blank:
                self._append(clean + "\n")
            self._blank = not clean

    def add_table(self, boxes: Sequence[Box], header_rows: int = 1) -> None:
        """Add a table, a line each row, a tab between cells; a merged cell's words stand once."""
        height = max((box.row + box.rows for box in boxes), default=0)
        width = max((box.column + box.columns for box in boxes), default=0)
        self._cells += height * width
        if width > limits.MAX_COLUMNS or self._cells > limits.MAX_CELLS:
            raise FileProblem("too-long")
        grid: Grid = [[None] * width for _ in range(height)]
        by_row: dict[int, dict[int, Box]] = {}
        for box in boxes:
            by_row.setdefault(box.row, {})[box.column] = box
        continued = {(box.row + down, box.column) for box in boxes for down in range(1, box.rows)}
        for row in range(height):
            self._add_row(grid, row, by_row.get(row, {}), continued)
        rows = tuple(tuple(cell or Cell(0, 0) for cell in line) for line in grid)
        if any(cell.end > cell.start for line in rows for cell in line):
            self._tables.append(Table(rows, min(max(header_rows, 1), height)))
        self._blank = False

    def _add_row(self, grid: Grid, row: int, boxes: dict[int, Box], continued: set[tuple[int, int]]) -> None:
        first = True
        for column in range(len(grid[row])):
            box = boxes.get(column)
            absent = box is None and grid[row][column] is None
            if box is None and not absent and (row, column) not in continued:
                continue  # right part of a merged cell
            if not first:
                self._append("\t")
            first = False
            start = self._length
            if box is not None:
                self._append(cell_text(box.text))
                _fill(grid, box, Cell(start, self._length))
            elif absent:
                grid[row][column] = Cell(start, start)
        self._append("\n")

    def finish(self) -> tuple[str, tuple[Table, ...]]:
        """Return the text and its tables."""
        return "".join(self._parts), tuple(self._tables)

    def _append(self, part: str) -> None:
        self._parts.append(part)
        self._length += len(part)
        if self._length > limits.MAX_CHARACTERS:
            raise FileProblem("too-long")


def _fill(grid: Grid, box: Box, cell: Cell) -> None:
    for row in range(box.row, box.row + box.rows):
        for column in range(box.column, box.column + box.columns):
            grid[row][column] = cell


def cell_text(text: str) -> str:
    """Return a cell's words on one line: broken headings joined, paragraphs spaced."""
    lines = [line for line in (normalise_line(line) for line in normalise(text).split("\n")) if line]
    if len(lines) > 1 and _is_wrapped(lines):
        return "".join(_glue(before, line) for before, line in zip(["", *lines], lines, strict=False))
    return " ".join(lines)


def _is_wrapped(lines: list[str]) -> bool:
    return (
        sum(map(len, lines)) <= _WRAPPED_CELL
        and not any(_ENDS_A_SENTENCE.search(line) for line in lines)
        and not any(_STARTS_AN_ITEM.match(line) for line in lines)
    )


def _glue(before: str, line: str) -> str:
    """Return the line with a space where two Latin words or numbers would run together."""
    apart = (
        before and before[-1].isascii() and before[-1].isalnum() and line[0].isascii() and line[0].isalnum()
    )
    return f" {line}" if apart else line
