"""Tables that a conversion flattened to one cell a line.

The rows are found by their running number (1, 2, 3 alone on a line), or, where they have none, by blank
lines between groups of one size, or by the column in which a figure returns. Blank cells are
blank lines. A header is what stands on the lines from 序号 (or as
many lines as a row has) up to the 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from humiao.plans.reader.reading import Cell
from humiao.plans.reader.text.grids import Grid
from humiao.plans.reader.text.lines import Line
from humiao.plans.reader.text.numbering import marker_at
from humiao.plans.reader.text.pages import HEADER_LENGTH, Page
from humiao.plans.reader.text.shape import Row, is_serial_header, is_total

_MOST_COLUMNS: Final = 12
_ROW_BLANKS: Final = 6  # blank lines a row may hold beside its cells
_FEWEST_GROUPS: Final = 3  # groups without a tab before them that make a table, the header one
_MOST_PERIOD: Final = 8  # columns of a table without numbers and blank lines
_FIGURE: Final = re.compile(
    r"(?:[≥≤<>=]|不少于|不低于|不超过|至少|约)?\s?\d[\d.,]*\s?[^\d\s，。]{0,4}(?:以上)?"
)


def flat_tables(folded: str, lines: Sequence[Line], free: Sequence[bool]) -> Iterator[Grid]:
    """Give the flattened tables, in order."""
    page = Page(folded, lines, free)
    after = 0
    for at in range(len(lines)):
        if at < after:
            continue
        grid = None
        if page.serials[at] == 1 and free[at]:
            grid = _numbered(page, at, after)
        elif page.free[at] and page.words[at] and (at == 0 or not page.is_head(at - 1) or _is_led(page, at)):
            grid = _grouped(page, at) or _periodic(page, at)
        if grid is not None:
            after = grid.last
            yield grid


def _numbered(page: Page, at: int, after: int) -> Grid | None:
    header = _header(page, at, after) or _unnamed_header(page, at, after)
    if header is None or len(header) < 2:
        return None
    width = len(header)
    starts = _row_starts(page, at, width)
    end = _last_row_end(page, starts[-1], width)
    rows: list[Row] = [tuple(header)]
    rows += [_fill(page, first, stop, width) for first, stop in pairwise([*starts, end])]
    total = _total_row(page, end, rows[1:])
    if total is not None:
        rows.append(total[0])
        end = total[1]
    first = next(
        n for n in range(max(after, at - 4 * _MOST_COLUMNS), at) if page.lines[n].last > header[0].start
    )
    return Grid(first, end, rows)


def _header(page: Page, at: int, after: int) -> list[Cell] | None:
    """Return the header above the first row, up from 序号; a note in brackets belongs to the line above."""
    cells: list[Cell] = []
    end: int | None = None
    for back in range(at - 1, max(after, at - 3 * _MOST_COLUMNS) - 1, -1):
        if not page.is_open(back):
            return None
        if not page.words[back]:
            continue
        if not page.is_head(back):
            return None
        if page.words[back][0] == "(" and end is None:
            end = back
            continue
        cells.insert(0, page.cell(back, end))
        end = None
        if is_serial_header(page.words[back]):
            return cells
    return None


def _unnamed_header(page: Page, at: int, after: int) -> list[Cell] | None:
    """Return as many lines above the first row as a row has, where the numbers stand evenly apart."""
    second = _find_serial(page, at, 2, _MOST_COLUMNS + 2)
    if second is None:
        return None
    said = [page.words[n] for n in range(at, second) if page.words[n]]
    width = len(said)
    if any(words[-1] in "。；" for words in said) or not "".join(page.words[second + 1 : second + 2]):
        return None
    third = _find_serial(page, second, 3, _MOST_COLUMNS + 2)
    if width < 2 or (third is not None and third - second != second - at):
        return None
    heads: list[Cell] = []
    back = at - 1
    while back >= after and len(heads) < width and page.is_open(back):
        if page.words[back]:
            if not page.is_head(back):
                break
            heads.insert(0, page.cell(back))
        back -= 1
    if len(heads) == width - 1 and heads:
        heads.insert(0, Cell(heads[0].start, heads[0].start))
    return heads if len(heads) == width else None


def _find_serial(page: Page, at: int, value: int, reach: int) -> int | None:
    for n in range(at + 1, min(at + 1 + reach, len(page.lines))):
        if not page.is_open(n) or (page.words[n] and not page.is_cell(n)):
            return None
        if page.serials[n] == value:
            return n
    return None


def _row_starts(page: Page, at: int, width: int) -> list[int]:
    """Return the lines on which the rows start, told from cells that hold the same number."""
    starts = [at]
    stride: int | None = None
    while True:
        following = _next_start(page, starts[-1], len(starts) + 1, width, stride)
        if following is None:
            return starts
        stride = following - starts[-1]
        starts.append(following)


def _next_start(page: Page, at: int, value: int, width: int, stride: int | None) -> int | None:
    """Choose among the lines that hold the next number: a whole row away, or as near to it as there is."""
    best: tuple[int, int] | None = None
    solid = 0
    for n in range(at, min(at + 2 * width + _ROW_BLANKS, len(page.lines))):
        if not page.is_open(n) or (page.words[n] and not page.is_cell(n)):
            break
        if is_total(page.words[n]):
            break
        if n > at and page.serials[n] == value:
            rated = (_misfit(page, n, n - at, solid, width, stride), n)
            best = min(best, rated) if best else rated
        solid += bool(page.words[n])
    return best[1] if best else None


def _misfit(page: Page, at: int, distance: int, solid: int, width: int, stride: int | None) -> int:
    """Rate how badly a line would do as the start of the next row; 0 is best."""
    parted = not page.words[at - 1]
    if distance == width + 1 and parted:
        return 0
    if distance in (width, stride):
        return 1
    if solid > width:
        return 40 + solid
    return (10 if parted else 20) + width - solid


def _last_row_end(page: Page, at: int, width: int) -> int:
    """Return where the last row ends: its cells are used up, or something that is no cell comes."""
    n, used = at, 0
    while page.is_open(n) and used < width:
        if page.words[n] and n > at and (not page.is_cell(n) or is_total(page.words[n])):
            break
        if not page.words[n] and page.is_open(n + 1) and not page.words[n + 1] and used >= width - 1:
            return n + 1
        if page.words[n] and _ends_table(page, n, at):
            break
        used += 1
        n += 1
    return n


def _ends_table(page: Page, at: int, first: int) -> bool:
    """Tell a paragraph after a blank line from one more cell."""
    return (
        at > first
        and not page.words[at - 1]
        and (page.words[at][-1] in "。:" or page.words[at][:2] in ("注:", "备注"))
    )


def _fill(page: Page, at: int, stop: int, width: int) -> Row:
    """Spread a row's lines over its columns."""
    while stop > at + 1 and not page.words[stop - 1]:
        stop -= 1
    places = list(range(at, stop))
    if len(places) > width:
        places = [n for n in places if page.words[n]]
    spans = [(n, n) for n in places]
    while len(spans) > width:
        spans = _joined(page, spans)
    cells = [page.cell(first, last) for first, last in spans]
    end = cells[-1].end
    return (*cells, *[Cell(end, end)] * (width - len(cells)))


def _joined(page: Page, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join the two lines likeliest to be one cell broken in two: after an open mark, or the longest line."""

    def rated(n: int) -> tuple[bool, int]:
        before, after = page.words[spans[n][1]], page.words[spans[n + 1][0]]
        return before[-1] in "，、(和及" or after[0] in "(，、)", len(before)

    at = max(range(1, len(spans) - 1), key=rated) if len(spans) > 2 else 0
    return [*spans[:at], (spans[at][0], spans[at + 1][1]), *spans[at + 2 :]]


def _total_row(page: Page, at: int, rows: Sequence[Row]) -> tuple[Row, int] | None:
    """Return the row that sums up, its numbers under the columns of numbers."""
    while page.is_open(at) and not page.words[at] and page.is_open(at + 1) and page.words[at - 1]:
        at += 1
    if not page.is_open(at) or not is_total(page.words[at]):
        return None
    width = len(rows[0])
    numeric = [c for c in range(1, width) if all(_is_figure(page, row[c]) for row in rows)]
    cells = [page.cell(at)] + [Cell(page.lines[at].last, page.lines[at].last)] * (width - 1)
    stop = at + 1
    for column in numeric:
        while page.is_open(stop) and not page.words[stop] and stop < at + width:
            stop += 1
        if not page.is_open(stop) or not _is_figure(page, page.cell(stop)):
            break
        cells[column] = page.cell(stop)
        stop += 1
    return tuple(cells), stop


def _is_figure(page: Page, cell: Cell) -> bool:
    said = page.folded[cell.start : cell.end]
    return any(sign.isdigit() for sign in said) and len(said) <= HEADER_LENGTH


def _is_led(page: Page, at: int) -> bool:
    return page.folded[page.lines[at].start : page.lines[at].start + 1] == "\t"


def _grouped(page: Page, at: int) -> Grid | None:
    """Read groups of lines of one size, a blank line between them, the first a header."""
    if not page.is_head(at):
        return None
    least = 2 if _is_led(page, at) else _FEWEST_GROUPS
    groups, _ = _groups(page, at, least)
    if not _make_table(page, groups, least, 3 if least == 2 else 2):
        return None
    groups, end = _groups(page, at, len(page.lines))
    return Grid(at, end, [tuple(page.cell(i) for i in group) for group in groups])


def _periodic(page: Page, at: int) -> Grid | None:
    """Read rows that only the return of a figure in the same column tells: name, 40, standard, name, 30, …"""
    if not page.is_head(at):
        return None
    for width in range(2, _MOST_PERIOD + 1):
        figures = _figure_columns(page, at, width)
        if not figures:
            continue
        starts = [at, at + width]
        while _figure_places(page, starts[-1] + width, width) == figures:
            starts.append(starts[-1] + width)
        if len(starts) >= _FEWEST_GROUPS:
            rows = [tuple(page.cell(n) for n in range(start, start + width)) for start in starts]
            return Grid(at, starts[-1] + width, rows)
    return None


def _figure_columns(page: Page, at: int, width: int) -> list[int]:
    """Return which columns hold figures, where the first row is a header and the second has both."""
    heads = all(page.is_open(n) and page.is_head(n) for n in range(at, at + width))
    if not heads or _figure_places(page, at, width):
        return []
    figures = _figure_places(page, at + width, width)
    if not 0 < len(figures) < width or page.serials[at + width] == 1:
        return []
    return [] if any(is_serial_header(page.words[n]) for n in range(at, at + width)) else figures


def _figure_places(page: Page, at: int, width: int) -> list[int]:
    """Return the columns of a row of cells that are figures; none where a line is no cell of such a row."""
    lines = range(at, at + width)
    if not all(
        page.is_open(n) and page.is_cell(n) and not marker_at(page.folded, page.lines[n].first) for n in lines
    ):
        return []
    return [column for column, n in enumerate(lines) if _FIGURE.fullmatch(page.words[n])]


def _make_table(page: Page, groups: Sequence[Sequence[int]], least: int, columns: int) -> bool:
    """Tell whether the groups have a header above them, a column of figures and one of words."""
    width = len(groups[0]) if groups else 0
    if len(groups) < least or not columns <= width <= _MOST_COLUMNS or not all(map(page.is_head, groups[0])):
        return False
    numeric = [all(_is_figure(page, page.cell(group[c])) for group in groups[1:]) for c in range(width)]
    return any(numeric) and not all(numeric)


def _groups(page: Page, at: int, most: int) -> tuple[list[list[int]], int]:
    """Return the groups of cell lines from here on that are as large as the first, and where they stop."""
    groups: list[list[int]] = []
    led = _is_led(page, at)
    n = at
    while len(groups) < most:
        group = _group(page, n, led)
        if not group or (groups and len(group) != len(groups[0])):
            break
        groups.append(group)
        n = group[-1] + 1
        if not page.is_open(n) or page.words[n] or not page.is_open(n + 1):
            break
        n += 1
    return groups, groups[-1][-1] + 1 if groups else at


def _group(page: Page, at: int, led: bool) -> list[int]:
    """Return the lines from here to the next gap; none where one of them is no cell."""
    group: list[int] = []
    n = at
    while page.is_open(n) and len(group) <= _MOST_COLUMNS:
        if not page.words[n] and not (led and _is_led(page, n)):
            break
        if led != _is_led(page, n) or (page.words[n] and not page.is_cell(n)):
            return []
        group.append(n)
        n += 1
    return group
