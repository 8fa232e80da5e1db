"""The tables of a document: those its file gives, and those rebuilt from the text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from humiao.plans.reader.reading import Cell, Source, Table
from humiao.plans.reader.text.flat import flat_tables
from humiao.plans.reader.text.folded_rows import folded_tables
from humiao.plans.reader.text.forms import flat_forms
from humiao.plans.reader.text.grids import Grid, grids
from humiao.plans.reader.text.headed import headed_tables
from humiao.plans.reader.text.lines import Line
from humiao.plans.reader.text.shape import Row, shaped

_CAPTION_LENGTH: Final = 50
_CAPTION_REACH: Final = 4  # lines, blank ones too


@dataclass(frozen=True)
class Found:
    """The tables, and of each line whether a table has it."""

    tables: tuple[Table, ...]
    taken: list[bool]


def find_tables(source: Source, lines: Sequence[Line]) -> Found:
    """Return the tables in the order of the text."""
    taken = [False] * len(lines)
    spans: list[tuple[int, list[Table]]] = []
    starts = [line.start for line in lines]
    for given in source.tables:
        rows = _placed(given)
        if not rows:
            continue
        filled = [cell for row in rows for cell in row if cell.end > cell.start]
        first = bisect_right(starts, min(c.start for c in filled)) - 1
        last = bisect_right(starts, max(c.end for c in filled) - 1)
        taken[first:last] = [True] * (last - first)
        spans.append((first, shaped(source.folded, rows, given.header_rows)))
    for grid in _drawn(source.folded, lines, taken):
        is_form = grid.kind == "pairs"
        of_it = [Table(tuple(grid.rows), 0, "pairs")] if is_form else shaped(source.folded, grid.rows)
        spans.append((grid.first, of_it))
    tables = [
        replace(table, caption=_caption(source.folded, lines, taken, first))
        for first, group in sorted(spans, key=lambda pair: pair[0])
        for table in group
    ]
    return Found(tuple(tables), taken)


def _drawn(folded: str, lines: Sequence[Line], taken: list[bool]) -> Iterator[Grid]:
    """Give the tables of the text, first those with a row a line, and mark their lines as taken."""
    for find in (folded_tables, grids, headed_tables, flat_forms, flat_tables):
        for grid in list(find(folded, lines, [not t for t in taken])):
            taken[grid.first : grid.last] = [True] * (grid.last - grid.first)
            yield grid


def _placed(table: Table) -> list[Row]:
    """Return a given table's rows of equal width; none where it has one column, which is running text."""
    rows = [row for row in table.rows if any(cell.end > cell.start for cell in row)]
    width = max((len(row) for row in rows), default=0)
    if width < 2:
        return []
    return [_padded(row, width) for row in rows]


def _padded(row: Row, width: int) -> Row:
    """Put blank cells that have no place of their own at the row's end."""
    end = max(cell.end for cell in row)
    start = min(cell.start for cell in row if cell.end > cell.start)
    cells = [c if c.end > c.start or start <= c.start <= end else Cell(end, end) for c in row]
    return (*cells, *[Cell(end, end)] * (width - len(cells)))


def _caption(folded: str, lines: Sequence[Line], taken: Sequence[bool], first: int) -> Cell | None:
    """Return the short line just above a table, and the one above it where the first only tells the unit."""
    found: list[Line] = []
    for at in range(first - 1, max(-1, first - 1 - _CAPTION_REACH), -1):
        line, words = lines[at], folded[lines[at].first : lines[at].last]
        if line.blank:
            continue
        if taken[at] or len(words) > _CAPTION_LENGTH or words[-1] in "。；，":
            break
        found.append(line)
        if "单位:" not in words or len(found) > 1:
            break
    return Cell(found[-1].first, found[0].last) if found else None
