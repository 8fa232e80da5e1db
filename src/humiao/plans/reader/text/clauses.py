"""The clauses of a document, numbered and nested as the document has them.

References are written so that one can find the place: the outermost Chinese numeral bare, brackets as
brackets, the rest joined with a dot: `六(一).2`, `二.4`, `第三条`, `1.1.2`, `附件1.二`. An article and a
decimal number name their place alone, whatever chapter they stand in. A row of a numbered table is a
clause of its own (`八.1`), unless the clause around it has an item of that number already. Headings without
a number count, by their words, only where nothing numbered stands above them. What stands before the first
clause, and the signature, belongs to none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from humiao.plans.reader.reading import Cell, Clause, Source, Table
from humiao.plans.reader.text.edges import is_contents_line, plain_headings, signatures
from humiao.plans.reader.text.lines import DOT, Line
from humiao.plans.reader.text.numbering import Marker, marker_at
from humiao.plans.reader.text.outline import Outline, Placed
from humiao.plans.reader.text.shape import serial_column, serial_value

_MIDLINE: Final = re.compile(
    rf"(?:(?:[。！？；;!?]|{DOT})[”’)）]*[ \t]*|:[ \t]*|\t)"
    r"(?=[第(\dA-Za-z一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾①-⒛㈠-㈩Ⅰ-Ⅻ])"
)
_HEADING_END: Final = re.compile(rf"[。！？；;:\n\r]|{DOT}|[!?](?![A-Za-z0-9])")
# A heading that only blanks part from its text, or nothing from the first item below it.
_GLUED_HEADING: Final = re.compile(
    r"(?P<words>[\u4e00-\u9fff]{4,12}) (?=[\u4e00-\u9fff“]{3,}(?:、?[\u4e00-\u9fff“]{2}|\d))"
)
_GLUED_ITEM: Final = re.compile(r"[ \t]*[\u4e00-\u9fff]{2,14}[ \t]*(?=[(][一1][)])")
_HEADING_LENGTH: Final = 40
_WEAK_LENGTH: Final = 30  # characters of a heading whose number has no mark after it
_CONTENTS_LENGTH: Final = 80


def find_clauses(
    source: Source,
    lines: Sequence[Line],
    goes_on: Sequence[bool],
    in_table: Sequence[bool],
    tables: Sequence[Table],
) -> tuple[Clause, ...]:
    """Return the clauses in the order of the text, each knowing the one around it.

    `goes_on` tells of each line whether it continues the one before; `in_table` whether a table has it.
    """
    folded = source.folded
    free = [line for line, taken in zip(lines, in_table, strict=True) if not taken]
    signed = signatures(folded, free)
    signed_starts = [start for start, _ in signed]
    begins = [
        (line, not continues)
        for line, continues, taken in zip(lines, goes_on, in_table, strict=True)
        if not taken and not line.blank
    ]
    markers = [m for m in _candidates(folded, begins) if not _within(m.start, signed)]
    placed = _outline(markers, signed_starts)
    plain = plain_headings(folded, free, [p.marker for p in placed])
    if plain:
        markers = sorted({m.start: m for m in (*markers, *plain)}.values(), key=lambda m: m.start)
        placed = _outline([m for m in markers if not _within(m.start, signed)], signed_starts)
    clauses = _clauses(source, placed, signed_starts)
    return _nested([*clauses, *_row_clauses(source, tables, clauses)])


def innermost(clauses: Sequence[Clause], starts: Sequence[int], offset: int) -> int | None:
    """Return the index of the innermost clause at an offset; `starts` are the clauses' starts."""
    index: int | None = bisect_right(starts, offset) - 1
    if index == -1:
        return None
    while index is not None and clauses[index].end <= offset:
        index = clauses[index].parent
    return index


def _candidates(folded: str, begins: Iterable[tuple[Line, bool]]) -> Iterator[Marker]:
    for line, is_start in begins:
        words = folded[line.first : line.last]
        if len(words) <= _CONTENTS_LENGTH and is_contents_line(words):
            continue
        first = marker_at(folded, line.first, is_start)
        if (
            first is not None
            and first.end <= line.last
            and not (first.weak and _is_too_long(folded, first, line))
        ):
            yield first
            yield from _glued(folded, first, line)
        for match in _MIDLINE.finditer(folded, line.first, line.last):
            marker = marker_at(folded, match.end(), at_line=False)
            if (
                marker is not None
                and marker.end < line.last
                and not (match[0][0] == ":" and marker.value != 1)
            ):
                yield marker
                yield from _glued(folded, marker, line)


def _glued(folded: str, marker: Marker, line: Line) -> Iterator[Marker]:
    """Give the first item that a heading runs into: 三、服务对象(一)重点对象, where a second follows."""
    match = _GLUED_ITEM.match(folded, marker.end, line.last)
    item = marker_at(folded, match.end(), at_line=False) if match else None
    if item is None or item.value != 1 or item.style == marker.style:
        return
    second = "(二)" if folded[item.start + 1] == "一" else "(2)"
    if folded.find(second, item.end, line.last) > 0:
        yield item


def _is_too_long(folded: str, marker: Marker, line: Line) -> bool:
    if not marker.style.endswith("-space"):
        return False
    return line.last - line.first > _WEAK_LENGTH or folded[line.last - 1] in "。；"


def _within(offset: int, spans: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(spans, (offset, offset)) - 1
    near = spans[max(at, 0) : at + 2]
    return any(start <= offset < end for start, end in near)


def _outline(markers: Sequence[Marker], closings: Sequence[int]) -> list[Placed]:
    outline = Outline(markers)
    closed = 0
    for index, marker in enumerate(markers):
        upto = bisect_left(closings, marker.start)
        if upto > closed:
            outline.close()
            closed = upto
        outline.take(index)
    return outline.placed


def _clauses(source: Source, placed: Sequence[Placed], closings: Sequence[int]) -> list[Clause]:
    ends = _ends(placed, closings, len(source.text))
    chain: list[tuple[Marker, str]] = []
    found = []
    for at, (item, end) in enumerate(zip(placed, ends, strict=True)):
        del chain[item.depth :]
        ref = _reference(chain, item.marker)
        chain.append((item.marker, ref))
        limit = min(end, placed[at + 1].marker.start if at + 1 < len(placed) else end)
        first, last, heading_end = _heading(source.folded, item.marker, limit)
        path = tuple(marker.label for marker, _ in chain)
        found.append(
            Clause(
                ref, source.text[first:last], item.marker.start, end, path, heading_end, None, item.marker.end
            )
        )
    return found


def _ends(placed: Sequence[Placed], closings: Sequence[int], length: int) -> list[int]:
    ends = [length] * len(placed)
    open_: list[int] = []
    for at, item in enumerate(placed):
        while open_ and placed[open_[-1]].depth >= item.depth:
            ends[open_.pop()] = item.marker.start
        open_.append(at)
    for at, item in enumerate(placed):
        following = bisect_right(closings, item.marker.start)
        if following < len(closings):
            ends[at] = min(ends[at], closings[following])
    return ends


def _reference(chain: Sequence[tuple[Marker, str]], marker: Marker) -> str:
    outer = list(chain)
    if marker.style == "条":
        outer = [pair for pair in outer if pair[0].style == "annex"]
    while outer and marker.numbers and _is_prefix(outer[-1][0], marker):
        outer.pop()
    base = outer[-1][1] if outer else ""
    glued = marker.label[0] in "(①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳" or (base[:1] == "第" and marker.label[0] == "第")
    return f"{base}{marker.label}" if glued or not base else f"{base}.{marker.label}"


def _is_prefix(outer: Marker, marker: Marker) -> bool:
    numbers = outer.numbers or (outer.value,)
    return outer.style != "annex" and marker.numbers[: len(numbers)] == numbers


def _heading(folded: str, marker: Marker, limit: int) -> tuple[int, int, int]:
    """Return where the heading's words start and end, and where the clause's own text starts.

    A first sentence too long to be a heading gives its first words, and is the clause's own text.
    """
    first = marker.end
    while (
        first < limit and (folded[first].isspace() or folded[first] in ":、.") and folded[first] not in "\n\r"
    ):
        first += 1
    glued = _GLUED_HEADING.match(folded, first, limit)
    if glued:
        return first, glued.end("words"), glued.end("words")
    reach = min(limit, first + _HEADING_LENGTH)
    match = _HEADING_END.search(folded, first, reach)
    last = match.start() if match else reach
    while last > first and folded[last - 1].isspace():
        last -= 1
    return first, last, last if match or reach == limit else first


def _row_clauses(source: Source, tables: Sequence[Table], clauses: Sequence[Clause]) -> list[Clause]:
    """Return a clause for each row of the numbered tables."""
    around = _nested(clauses)
    starts = [clause.start for clause in around]
    known = {clause.ref for clause in around}
    found = []
    for table in tables:
        column = serial_column(source.folded, table)
        for rows in _by_number(table, column) if column is not None else ():
            number = rows[0][column or 0]
            outer = innermost(around, starts, number.start)
            clause = _row_clause(source, rows, number, around[outer] if outer is not None else None)
            if clause is not None and clause.ref not in known:
                found.append(clause)
    return _apart(found)


def _by_number(table: Table, column: int) -> Iterator[list[tuple[Cell, ...]]]:
    """Give the rows of a numbered table, those together that share one number's cell."""
    for _, rows in groupby(table.rows[table.header_rows :], key=lambda row: row[column]):
        yield list(rows)


def _row_clause(
    source: Source, rows: Sequence[Sequence[Cell]], number: Cell, base: Clause | None
) -> Clause | None:
    said = source.folded[number.start : number.end].strip(" ().、")
    if serial_value(said) is None:
        return None
    named = next((c for c in rows[0] if c.start >= number.end and c.end > c.start), number)
    last = min(named.end, named.start + _HEADING_LENGTH)
    end = max(cell.end for row in rows for cell in row)
    path = (*base.path, said) if base else (said,)
    ref = f"{base.ref}.{said}" if base else said
    heading = source.text[named.start : last]
    return Clause(ref, heading, number.start, min(end, base.end) if base else end, path, last)


def _apart(clauses: Sequence[Clause]) -> list[Clause]:
    """Keep rows in order and apart, whatever cells the table's rows share."""
    kept: list[Clause] = []
    for clause in sorted(clauses, key=lambda c: c.start):
        if not kept or clause.start >= kept[-1].end:
            kept.append(clause)
    return kept


def _nested(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """Return the clauses in order, each with the index of the one around it."""
    found: list[Clause] = []
    open_: list[int] = []
    for clause in sorted(clauses, key=lambda c: (c.start, -c.end)):
        while open_ and found[open_[-1]].end <= clause.start:
            open_.pop()
        parent = open_[-1] if open_ else None
        values = {**vars(clause), "parent": parent, "heading_end": min(clause.heading_end, clause.end)}
        found.append(Clause(**values))
        open_.append(len(found) - 1)
    return tuple(found)
