"""Tables drawn in text with a row a line: pipes, box characters, tabs, columns set apart with spaces."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from humiao.plans.reader.reading import Cell, TableKind
from humiao.plans.reader.text.lines import Line
from humiao.plans.reader.text.shape import Row, is_serial_header, serial_value
from humiao.plans.reader.text.vocabulary import endings

_RULE: Final = re.compile(r"[\s\-=:+|_*─-╿—–]*[\-=+|_─-╿—–]{2}[\s\-=:+|_*─-╿—–]*")
_PIPE: Final = re.compile("[|│┃║︱]")
_GAP: Final = re.compile(r"[ \u3000]{2,}")
_SPACE: Final = re.compile(r"[ \u3000]+")
_ANY_GAP: Final = re.compile(r"[ \u3000\t]+")
_FEWEST_COLUMNS: Final = 3
_MARK_END: Final = "。；"
_CELL_LENGTH: Final = 40  # characters of a cell in a table without drawn lines
_FEWEST_ROWS: Final = 3  # of a table that only spaces make

Span = tuple[int, int]
Split = Callable[[str, Line], list[Cell]]


@dataclass(frozen=True)
class Grid:
    """A table found in the text: which lines it takes (from, to), and its cells."""

    first: int
    last: int
    rows: list[Row]
    kind: TableKind | None = None  # where its finder knows


def grids(folded: str, lines: Sequence[Line], free: Sequence[bool]) -> Iterator[Grid]:
    """Give the tables drawn in the lines still free."""
    at = 0
    while at < len(lines):
        grid = _grid_at(folded, lines, free, at) if free[at] and not lines[at].blank else None
        if grid is not None:
            yield grid
        at = grid.last if grid else at + 1


def _grid_at(folded: str, lines: Sequence[Line], free: Sequence[bool], at: int) -> Grid | None:
    if _rule(folded, lines[at]) or _PIPE.search(folded, lines[at].first, lines[at].last):
        return _drawn(folded, lines, free, at)
    if "\t" in folded[lines[at].first : lines[at].last]:
        return _tabbed(folded, lines, free, at)
    if " " in folded[lines[at].first : lines[at].last]:
        found = _spaced(folded, lines, free, at) or _numbered(folded, lines, free, at)
        found = found or _priced(folded, lines, free, at) or _counted(folded, lines, free, at)
        return found or _loosely_tabbed(folded, lines, free, at)
    return None


def _rule(folded: str, line: Line) -> bool:
    return not line.blank and bool(_RULE.fullmatch(folded, line.first, line.last))


def _run(
    folded: str, lines: Sequence[Line], free: Sequence[bool], at: int, split: Split
) -> tuple[int, list[list[Cell]]]:
    """Return where the lines that split into two cells or more stop, and their cells."""
    rows = []
    while at < len(lines) and free[at] and not lines[at].blank:
        if not _rule(folded, lines[at]):
            cells = split(folded, lines[at])
            if len(cells) < 2:
                break
            rows.append(cells)
        at += 1
    return at, rows


def _drawn(folded: str, lines: Sequence[Line], free: Sequence[bool], at: int) -> Grid | None:
    stop, rows = _run(folded, lines, free, at, _by_pipe)
    if rows and all(row[0].start == row[0].end for row in rows):
        rows = [row[1:] or row for row in rows]
    if rows and all(row[-1].start == row[-1].end for row in rows):
        rows = [row[:-1] or row for row in rows]
    return Grid(at, stop, _even(rows)) if len(rows) > 1 and max(map(len, rows)) > 1 else None


def _tabbed(folded: str, lines: Sequence[Line], free: Sequence[bool], at: int) -> Grid | None:
    stop, rows = _run(folded, lines, free, at, _by_tab)
    if len(rows) < 2:
        return None
    indented = all(row[0].start == row[0].end for row in rows)
    return Grid(at, stop, _even([row[1:] for row in rows] if indented else rows))


def _spaced(folded: str, lines: Sequence[Line], free: Sequence[bool], at: int) -> Grid | None:
    if not _GAP.search(folded, lines[at].first, lines[at].last):
        return None
    stop, rows = _run(folded, lines, free, at, _by_gap)
    if len(rows) < _FEWEST_ROWS or any(not _is_cell(folded, cell) for row in rows for cell in row):
        return None
    width = Counter(map(len, rows)).most_common(1)[0][0]
    header = rows[0]
    if len(header) < width or sum(len(row) == len(header) for row in rows) * 2 < len(rows):
        return None
    origin = [line.start for line in lines[at:stop]]
    return Grid(at, stop, [_aligned(folded, row, header, origin, n) for n, row in enumerate(rows)])


def _numbered(folded: str, lines: Sequence[Line], free: Sequence[bool], at: int) -> Grid | None:
    """Read a table whose columns one space parts: a header that begins 序号, and rows that begin 1, 2, 3."""
    header = _by_space(folded, lines[at])
    if len(header) < 2 or not is_serial_header(folded[header[0].start : header[0].end]):
        return None
    rows = [header]
    stop = at + 1
    while stop < len(lines) and free[stop] and not lines[stop].blank:
        cells = _by_space(folded, lines[stop])
        if serial_value(folded[cells[0].start : cells[0].end]) != len(rows):
            break
        rows.append(_merged(cells, len(header)))
        stop += 1
    return Grid(at, stop, _even(rows)) if len(rows) > 1 else None


def _priced(folded: str, lines: Sequence[Line], free: Sequence[bool], at: int) -> Grid | None:
    """Read a table whose columns one space parts: a header of known words, and a name and a number a row.

    科目 金额 说明 / 人员费用 162000 3名社工×12月; what is too many belongs to the last column.
    """
    header = _by_space(folded, lines[at])
    words = [folded[cell.start : cell.end] for cell in header]
    known = [word.endswith(endings("header")) for word in words]
    if (
        not _FEWEST_COLUMNS - 1 <= len(header) <= _MOST_COLUMNS
        or not all(known)
        or re.search(r"\d", words[1])
    ):
        return None
    rows, stop = [header], at + 1
    while stop < len(lines) and free[stop] and not lines[stop].blank:
        cells = _by_space(folded, lines[stop])
        row = [folded[cell.start : cell.end] for cell in cells]
        if len(cells) < 2 or not (_NAME.fullmatch(row[0]) and _NUMBER.fullmatch(row[1])):
            break
        last = Cell(cells[len(header) - 1].start, cells[-1].end) if len(cells) > len(header) else None
        rows.append([*cells[: len(header) - 1], last] if last else cells)
        stop += 1
    return Grid(at, stop, _even(rows)) if len(rows) >= _FEWEST_ROWS else None


def _counted(folded: str, lines: Sequence[Line], free: Sequence[bool], at: int) -> Grid | None:
    """Read a table whose columns one space parts: words above, and a name with nothing but numbers a row.

    乡镇 孤儿 留守儿童 / 水磨镇 3 412 / 合计 12 1564
    """
    header = _by_space(folded, lines[at])
    if not _FEWEST_COLUMNS <= len(header) <= _MOST_COUNTS or not all(
        _NAME.fullmatch(folded[cell.start : cell.end]) for cell in header
    ):
        return None
    rows, stop = [header], at + 1
    while stop < len(lines) and free[stop] and not lines[stop].blank:
        cells = _by_space(folded, lines[stop])
        name, *numbers = [folded[cell.start : cell.end] for cell in cells]
        if len(cells) != len(header) or not _NAME.fullmatch(name) or not all(map(_NUMBER.fullmatch, numbers)):
            break
        rows.append(cells)
        stop += 1
    return Grid(at, stop, _even(rows)) if len(rows) >= _FEWEST_ROWS else None


_MOST_COUNTS: Final = 9
_MOST_COLUMNS: Final = 5
_NAME: Final = re.compile(r"[\u4e00-\u9fff()、“”]{2,16}")
_NUMBER: Final = re.compile(r"(?:≥|≤|不少于)?\d[\d,.]*[\u4e00-\u9fff%]{0,3}")


def _loosely_tabbed(folded: str, lines: Sequence[Line], free: Sequence[bool], at: int) -> Grid | None:
    """Read a table whose header has blanks where its rows have tabs and blanks, all with as many cells."""
    header = _by_space(folded, lines[at])
    words = [folded[cell.start : cell.end] for cell in header]
    if len(header) < _FEWEST_COLUMNS or any(re.search(r"[\d。；，:]", said) for said in words):
        return None
    stop, rows = _run(folded, lines, free, at + 1, _by_any_gap)
    tabbed = all("\t" in folded[row[0].start : row[-1].end] for row in rows)
    even = all(len(row) == len(header) for row in rows)
    return Grid(at, stop, _even([header, *rows])) if len(rows) > 1 and tabbed and even else None


def _by_any_gap(folded: str, line: Line) -> list[Cell]:
    return _split(folded, line.first, line.last, _ANY_GAP)


def _by_pipe(folded: str, line: Line) -> list[Cell]:
    return _split(folded, line.first, line.last, _PIPE)


def _by_tab(folded: str, line: Line) -> list[Cell]:
    inner = folded.find("\t", line.first, line.last)
    return _split(folded, line.start, line.end, re.compile("\t")) if inner != -1 else []


def _by_gap(folded: str, line: Line) -> list[Cell]:
    return _split(folded, line.first, line.last, _GAP)


def _by_space(folded: str, line: Line) -> list[Cell]:
    return _split(folded, line.first, line.last, _SPACE)


def _split(folded: str, first: int, last: int, mark: re.Pattern[str]) -> list[Cell]:
    cells = []
    start = first
    for match in mark.finditer(folded, first, last):
        cells.append(_trimmed(folded, start, match.start()))
        start = match.end()
    return [*cells, _trimmed(folded, start, last)]


def _trimmed(folded: str, start: int, end: int) -> Cell:
    while start < end and folded[start].isspace():
        start += 1
    while end > start and folded[end - 1].isspace():
        end -= 1
    return Cell(start, end)


def _is_cell(folded: str, cell: Cell) -> bool:
    said = folded[cell.start : cell.end]
    return len(said) <= _CELL_LENGTH and said[-1:] not in _MARK_END and ":" not in said


def _merged(cells: list[Cell], width: int) -> list[Cell]:
    """Join words that a space parts inside a cell: the second column holds what is too many."""
    extra = len(cells) - width
    if extra <= 0:
        return cells
    return [cells[0], Cell(cells[1].start, cells[1 + extra].end), *cells[2 + extra :]]


def _even(rows: list[list[Cell]]) -> list[Row]:
    """Return rows as wide as most of them are at least, the missing cells blank at the row's end."""
    width = max((len(row) for row in rows), default=0)
    while width > 2 and all(len(r) < width or r[width - 1].start == r[width - 1].end for r in rows):
        width -= 1  # a last column that is blank in every row was only a tab too many
    return [
        tuple([*row, *[Cell(row[-1].end, row[-1].end)] * (width - len(row))][:width])
        for row in rows
    ]  # fmt: skip


def _aligned(folded: str, row: list[Cell], header: list[Cell], origin: list[int], at: int) -> Row:
    """Put each word under the header it stands below."""
    if len(row) == len(header):
        return tuple(row)
    end = row[-1].end
    cells = [Cell(end, end)] * len(header)
    places = [_columns(folded, origin[0], cell.start) for cell in header]
    free_from = 0
    for left, cell in zip(range(len(row), 0, -1), row, strict=True):
        place = _columns(folded, origin[at], cell.start)
        reach = range(free_from, len(header) - left + 1)
        if not reach:
            break
        best = min(reach, key=lambda n: abs(places[n] - place))
        cells[best] = cell
        free_from = best + 1
    return tuple(cells)


def _columns(folded: str, start: int, end: int) -> int:
    return sum(1 if sign.isascii() else 2 for sign in folded[start:end])
