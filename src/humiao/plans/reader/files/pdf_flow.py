"""Set a PDF's lines into paragraphs and its tables into the text, across the ends of pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from humiao.plans.reader.files.layout import Box, Layout
from humiao.plans.reader.files.pdf_lines import Line, joined
from humiao.plans.reader.files.pdf_tables import Grid

_FULL: Final = 1.6  # line heights from the right margin
_INDENTED: Final = 1.0  # line heights from the left margin
_SAME_COLUMNS: Final = 4.0  # points
_STARTS_AN_ITEM: Final = re.compile(
    r"[（(〔\[]?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z])[）)、.．](?!\d)"
    r"|第[一二三四五六七八九十百\d]{1,4}[章节条部]|[①-⑳⑴-⒇⒈-⒛]|附件|[-•·●■]"
)
_ENDS_A_SENTENCE: Final = re.compile(r"[。！？；：!?;:][”’）)]?$")

Margins = dict[int, tuple[float, float]]


def flow(pages: list[tuple[list[Line], list[Grid], float]], layout: Layout) -> None:
    """Lay out the pages: lines, tables and width of each."""
    margins = _margins(pages)
    paragraph: list[Line] = []
    table: Grid | None = None
    for block, width in _blocks(pages):
        if isinstance(block, Grid):
            _add_paragraph(paragraph, layout)
            table = _continued(table, block, layout)
            continue
        _add_table(table, layout)
        table = None
        if paragraph and not _goes_on(paragraph[-1], block, margins[round(width)]):
            _add_paragraph(paragraph, layout)
        paragraph.append(block)
    _add_paragraph(paragraph, layout)
    _add_table(table, layout)


def _blocks(pages: list[tuple[list[Line], list[Grid], float]]) -> Iterator[tuple[Line | Grid, float]]:
    for lines, tables, width in pages:
        blocks: list[Line | Grid] = [*lines, *tables]
        for block in sorted(blocks, key=lambda block: -block.top):
            yield block, width


def _margins(pages: list[tuple[list[Line], list[Grid], float]]) -> Margins:
    """Return the left and right margin for each width of page: where a tenth of its lines begin and end."""
    by_width: dict[int, list[Line]] = {}
    for lines, _, width in pages:
        by_width.setdefault(round(width), []).extend(lines)
    return {
        width: (
            sorted(line.left for line in lines)[len(lines) // 10],
            sorted(line.right for line in lines)[-1 - len(lines) // 10],
        )
        for width, lines in by_width.items()
        if lines
    }


def _goes_on(line: Line, following: Line, margins: tuple[float, float]) -> bool:
    """Return whether a paragraph goes on: its line is full, and the next shows no sign of a new one."""
    left, right = margins
    if right - line.right > _FULL * line.height:
        return False
    indented = following.left - left > _INDENTED * following.height
    item = _STARTS_AN_ITEM.match(following.text) is not None
    ended = _ENDS_A_SENTENCE.search(line.text) is not None
    return not ((ended and (indented or item)) or (indented and item))


def _add_paragraph(paragraph: list[Line], layout: Layout) -> None:
    if paragraph:
        layout.add_text(joined(line.text for line in paragraph))
        paragraph.clear()


def _continued(table: Grid | None, block: Grid, layout: Layout) -> Grid:
    """Return the table with the next one's rows added where that only continues it on a new page."""
    if table is None:
        return block
    if not _same_columns(table, block):
        _add_table(table, layout)
        return block
    rows = max(box.row + box.rows for box in table.boxes)
    repeated = _row(table, 0) == _row(block, 0)
    added = [
        replace(box, row=box.row + rows - repeated) for box in block.boxes if not (repeated and box.row == 0)
    ]
    return replace(table, boxes=table.boxes + added)


def _same_columns(table: Grid, other: Grid) -> bool:
    same = len(table.columns) == len(other.columns)
    return same and all(
        abs(a - b) <= _SAME_COLUMNS for a, b in zip(table.columns, other.columns, strict=True)
    )


def _row(table: Grid, row: int) -> list[Box]:
    return [box for box in table.boxes if box.row == row]


def _add_table(table: Grid | None, layout: Layout) -> None:
    if table is not None:
        first = _row(table, 0)
        split = any(box.columns > 1 for box in first)
        layout.add_table(table.boxes, max(box.rows for box in first) if split and first else 1)
