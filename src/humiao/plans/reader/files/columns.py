"""Keep columns that only wide gaps part: tabs, where lines have the same and a column holds figures.

Runs of spaces are one space to everyone else, and a list without figures reads best so; a gap between two
labels of a form (甲方：   乙方：) or between the letters of one (采 购 人) is none of a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

_GAP: Final = re.compile(r"(?<=\S)(?:[ \u00a0]*\u3000{2,}[ \u3000\u00a0]*|[ \u00a0]{4,})(?=\S)")
_LABELLED: Final = re.compile(r"^[^:：]{2,12}[:：]")
_LONGEST: Final = 60  # characters of a cell
_FIGURE: Final = re.compile(r"[≥≤≧≦><=＝约]?\s?[0-9０-９][0-9０-９.,，]*\s?[^\s0-9，。；、]{0,4}|[-—/]?")
_TOTAL: Final = re.compile(r"[合总小共]\s*计")
_FEWEST: Final = 2  # lines


def with_tabs(text: str) -> str:
    """Return the text with its gaps between columns as tabs."""
    return "\n".join(line for group in _groups(text.split("\n")) for line in group)


def _groups(lines: Sequence[str]) -> Iterator[list[str]]:
    """Give the lines, those together that fall into equally many columns, with tabs."""
    open_: list[tuple[str, list[str]]] = []
    columns = 0
    for line in lines:
        cells = _cells(line)
        if open_ and _is_total(cells, columns):
            cells = [cells[0], *[""] * (columns - len(cells)), *cells[1:]]
        if open_ and len(cells) != columns:
            yield _tabbed(open_)
            open_ = []
        columns = len(cells)
        open_.append((line, cells))
    yield _tabbed(open_)


def _is_total(cells: list[str], columns: int) -> bool:
    """Tell whether a line sums up the columns of figures above it, with nothing below the others."""
    few = 2 <= len(cells) < columns
    return few and bool(_TOTAL.fullmatch(cells[0])) and all(_FIGURE.fullmatch(cell) for cell in cells[1:])


def _tabbed(rows: list[tuple[str, list[str]]]) -> list[str]:
    cells = [row for _, row in rows]
    if len(rows) < _FEWEST or not cells[0] or not _has_figures(cells):
        return [line for line, _ in rows]
    return ["\t".join(row) for row in cells]


def _has_figures(rows: list[list[str]]) -> bool:
    """Tell whether a column, below its header, holds nothing but figures."""
    columns = list(zip(*rows[1:], strict=True))[1:]
    return any(all(_FIGURE.fullmatch(cell.strip()) for cell in column) for column in columns)


def _cells(line: str) -> list[str]:
    """Return the line's cells; none where it is running text, a form, or one word spaced out."""
    if "\t" in line or not _GAP.search(line):
        return []
    cells = _GAP.split(line.strip())
    spaced_out = any(len(cell) == 1 and not cell.isascii() for cell in cells)
    is_form = sum(bool(_LABELLED.match(cell)) for cell in cells[:2]) == len(cells[:2])
    too_long = any(len(cell) > _LONGEST or cell[-1] in "。；" for cell in cells[:-1])
    return [] if spaced_out or is_form or too_long else cells
