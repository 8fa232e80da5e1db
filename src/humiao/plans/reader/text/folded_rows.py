"""Tables folded into one line: 序号 | 服务 | 数量 | 1 | 个案 | 15 | 2 | 小组 | 8; or labels and values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from humiao.plans.reader.reading import Cell
from humiao.plans.reader.text.forms import is_label
from humiao.plans.reader.text.grids import Grid
from humiao.plans.reader.text.lines import Line
from humiao.plans.reader.text.shape import Row, cell_words, is_serial_header, serial_value

_PIPE: Final = re.compile("[|│┃║︱]")
_FEWEST: Final = 6  # cells of a line that holds more than one row
_FEWEST_LABELS: Final = 3
_SERIAL: Final = re.compile(r"(?:序号|编号|项次|序)\s*$")


def folded_tables(folded: str, lines: Sequence[Line], free: Sequence[bool]) -> Iterator[Grid]:
    """Give the lines that hold a whole table: numbered rows behind their header, or a form."""
    for at, line in enumerate(lines):
        if not free[at] or line.blank or len(_PIPE.findall(folded[line.first : line.last])) < _FEWEST - 1:
            continue
        cells = _cells(folded, line)
        rows = _numbered(folded, cells)
        if rows:
            yield Grid(at, at + 1, rows)
        elif not _beside(folded, lines, at) and (pairs := _pairs(folded, cells)):
            yield Grid(at, at + 1, pairs, "pairs")


def _cells(folded: str, line: Line) -> list[Cell]:
    edges = [line.first, *(m.end() for m in _PIPE.finditer(folded, line.first, line.last)), line.last + 1]
    return [_trimmed(folded, start, end - 1) for start, end in pairwise(edges)]


def _trimmed(folded: str, start: int, end: int) -> Cell:
    words = folded[start:end]
    start += len(words) - len(words.lstrip())
    return Cell(start, max(start, start + len(words.strip())))


def _beside(folded: str, lines: Sequence[Line], at: int) -> bool:
    """Say whether the line above or below is a row of as many cells."""
    many = len(_PIPE.findall(folded[lines[at].first : lines[at].last]))
    around = [lines[n] for n in (at - 1, at + 1) if 0 <= n < len(lines)]
    return any(len(_PIPE.findall(folded[line.first : line.last])) == many for line in around)


def _numbered(folded: str, cells: list[Cell]) -> list[Row]:
    """Return the header and the rows that begin 1, 2, 3; words before 序号 in its cell lead to the table."""
    head = next((n for n, cell in enumerate(cells) if _heads(folded, cell)), None)
    if head is None:
        return []
    opening = _SERIAL.search(folded, cells[head].start, cells[head].end)
    cells = [Cell(opening.start() if opening else cells[head].start, cells[head].end), *cells[head + 1 :]]
    starts: list[int] = []
    for n, cell in enumerate(cells[1:], 1):
        if serial_value(cell_words(folded, cell)) == len(starts) + 1 and n - (starts or [0])[-1] > 1:
            starts.append(n)
    if not starts:
        return []
    width = max([b - a for a, b in pairwise(starts)], default=starts[0])
    edges = [*starts, min(len(cells), starts[-1] + width)]
    rows = [cells[: starts[0]], *(cells[a:b] for a, b in pairwise(edges))]
    return [_as_wide(row, width) for row in rows]


def _heads(folded: str, cell: Cell) -> bool:
    found = _SERIAL.search(folded, cell.start, cell.end)
    return bool(found) and is_serial_header(found[0].strip() if found else "")


def _as_wide(row: list[Cell], width: int) -> Row:
    end = row[-1].end
    return tuple([*row, *[Cell(end, end)] * (width - len(row))][:width])


def _pairs(folded: str, cells: list[Cell]) -> list[Row]:
    """Return labels with their values, behind a heading or at once; the last value may be missing."""
    for first in (0, 1):
        pairs = [tuple(cells[n : n + 2]) for n in range(first, len(cells) - 1, 2)]
        labels = [is_label(cell_words(folded, label)) for label, _ in pairs]
        if sum(labels) >= _FEWEST_LABELS and sum(labels) * 2 > len(labels):
            return pairs
    return []
