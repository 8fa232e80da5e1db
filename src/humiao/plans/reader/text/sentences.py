"""Running text cut into sentences, tables into cells."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from humiao.plans.reader.reading import Clause, Sentence, Source, Table, is_prose
from humiao.plans.reader.text.clauses import innermost
from humiao.plans.reader.text.lines import DOT, Line

_STOP: Final = re.compile(rf"(?:[。！？；!?;]|{DOT})+[”’」』)）\"]*")
_ADDRESS: Final = re.compile(r"[A-Za-z0-9/=&][!?;][A-Za-z0-9]", re.ASCII)  # inside a web address
_LETTER: Final = re.compile(r"[^\W_]")
_CORRECTED: Final = re.compile(r"(?:更正|修改|变更|调整|澄清|修正)后")
_CLAUSE: Final = re.compile(r"[一-龥]{2}[^，、；]*(?:[，、；]|[≥≤]|不少于|不低于|不超过|至少)")
_ONE_CELL: Final = 80  # characters; a shorter cell is never cut


@dataclass(frozen=True)
class _Piece:
    start: int
    end: int
    place: tuple[int, int, int] | None = None  # table, row, column


def find_sentences(
    source: Source,
    lines: Sequence[Line],
    goes_on: Sequence[bool],
    clauses: Sequence[Clause],
    tables: Sequence[Table],
    in_table: Sequence[bool],
) -> tuple[Sentence, ...]:
    """Return the sentences and cells in the order of the text; none overlap, and no word is left out.

    A long cell of more than one sentence gives one for each, all with the same row and column.
    """
    folded = source.folded
    cells = _cells(folded, tables)
    breaks = sorted({clause.start for clause in clauses} | {clause.end for clause in clauses})
    starts = [clause.start for clause in clauses]
    found = []
    for piece in _pieces(lines, goes_on, in_table, cells):
        for first, last in _cut(source, piece, breaks):
            if piece.place is None and _is_markup(folded, first, last, lines, in_table):
                continue
            at = innermost(clauses, starts, first)
            ref = clauses[at].ref if at is not None else ""
            found.append(Sentence(first, last, ref, *(piece.place or ())))
    return tuple(found)


def _cells(folded: str, tables: Sequence[Table]) -> list[_Piece]:
    """Return each cell once, in order, the first row and column that has it; overlapping ones are cut off.

    A cell of whole sentences is running text, and so is what a correction puts in place of the old words
    where it is a clause and no mere value.
    """
    seen: dict[tuple[int, int], tuple[int, int, int]] = {}
    for index, table in enumerate(tables):
        for r, row in enumerate(table.rows):
            for c, cell in enumerate(row):
                if cell.end > cell.start:
                    seen.setdefault((cell.start, cell.end), (index, r, c))
    pieces: list[_Piece] = []
    upto = 0
    for (start, end), place in sorted(seen.items()):
        if end > upto:
            is_clause = _corrects(folded, tables[place[0]], place) and _CLAUSE.search(folded, start, end)
            running = is_clause or is_prose(folded, start, end)
            pieces.append(_Piece(max(start, upto), end, None if running else place))
            upto = end
    return pieces


def _corrects(folded: str, table: Table, place: tuple[int, int, int]) -> bool:
    """Tell whether a cell stands under 更正后, in a table of corrections."""
    _, row, column = place
    heads = [head[column] for head in table.rows[: table.header_rows] if row >= table.header_rows]
    return any(_CORRECTED.search(folded, head.start, head.end) for head in heads)


def _pieces(
    lines: Sequence[Line], goes_on: Sequence[bool], in_table: Sequence[bool], cells: Sequence[_Piece]
) -> Iterator[_Piece]:
    """Give the cells, and what stands between them a paragraph a piece."""
    at = 0
    for paragraph in _paragraphs(lines, goes_on, in_table):
        start = paragraph.start
        while at < len(cells) and cells[at].start < paragraph.end:
            if cells[at].start > start:
                yield _Piece(start, cells[at].start)
            yield cells[at]
            start = max(start, cells[at].end)
            at += 1
        if start < paragraph.end:
            yield _Piece(start, paragraph.end)


def _paragraphs(lines: Sequence[Line], goes_on: Sequence[bool], in_table: Sequence[bool]) -> Iterator[_Piece]:
    """Give the lines, those that a hard line end broke joined, those of a table too."""
    open_: _Piece | None = None
    for at, line in enumerate(lines):
        joins = open_ is not None and goes_on[at] and not in_table[at] and not in_table[at - 1]
        if open_ is not None and (joins or line.start < open_.end):
            open_ = _Piece(open_.start, max(open_.end, line.end))
            continue
        if open_ is not None:
            yield open_
        open_ = _Piece(line.start, line.end)
    if open_ is not None:
        yield open_


def _cut(source: Source, piece: _Piece, breaks: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give the piece's sentences without the space around them."""
    folded = source.folded
    stops = {
        match.end()
        for match in _STOP.finditer(folded, piece.start, piece.end)
        if not _ADDRESS.match(source.text, max(match.start() - 1, 0))
    }
    if piece.place is not None and piece.end - piece.start <= _ONE_CELL:
        stops = set()
    within = breaks[bisect_left(breaks, piece.start) : bisect_left(breaks, piece.end)]
    start = piece.start
    for stop in sorted({*stops, *(within if piece.place is None else ()), piece.end}):
        first, last = start, stop
        while first < last and folded[first].isspace():
            first += 1
        while last > first and folded[last - 1].isspace():
            last -= 1
        if first < last:
            yield first, last
        start = stop


def _is_markup(folded: str, first: int, last: int, lines: Sequence[Line], in_table: Sequence[bool]) -> bool:
    """Tell the lines a table is drawn with."""
    if _LETTER.search(folded, first, last):
        return False
    at = bisect_left(lines, first, key=lambda line: line.end)
    return at < len(lines) and in_table[at]
