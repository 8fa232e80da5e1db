"""Lay the cells of a Word table on its grid: cells merged across and down, rows that start late."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from humiao.plans.reader.files import limits
from humiao.plans.reader.files.layout import Box
from humiao.plans.reader.files.packages import Element, attribute, child, local, whole
from humiao.plans.reader.files.problems import FileProblem

_WRAPPERS: Final = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml"})


class WordTable:
    """A `w:tbl` element."""

    def __init__(self, element: Element) -> None:
        self._rows = [row for row in _inside(element, "tr") if child(row, "trPr", "del") is None]

    def only_cell(self) -> Element | None:
        """Return the cell of a table that has but one: a frame around running text."""
        cells = [cell for row in self._rows[:2] for cell in _inside(row, "tc")]
        return cells[0] if len(cells) == 1 and len(self._rows) == 1 else None

    def header_rows(self) -> int:
        """Return how many rows repeat as header, or how far the first row's cells reach down."""
        marked = 0
        while marked < len(self._rows) and child(self._rows[marked], "trPr", "tblHeader") is not None:
            marked += 1
        first = [box for box in self.boxes(lambda _: "") if box.row == 0]
        split = any(box.columns > 1 for box in first)
        deep = max((box.rows for box in first), default=1)
        return max(marked, deep if split and deep < len(self._rows) else 1)

    def boxes(self, words: Callable[[Element], str]) -> list[Box]:
        """Return the cells in order, a merged cell once; `words` reads a cell."""
        boxes: list[Box] = []
        above: dict[int, int] = {}  # column → the box that a cell below may continue
        for number, row in enumerate(self._rows):
            column = whole(attribute(child(row, "trPr", "gridBefore"), "val"))
            for cell in _inside(row, "tc"):
                columns = max(1, whole(attribute(child(cell, "tcPr", "gridSpan"), "val"), 1))
                if column + columns > limits.MAX_COLUMNS:
                    raise FileProblem("too-long")
                if _continues(cell, "hMerge") and boxes and boxes[-1].row == number:
                    boxes[-1] = replace(boxes[-1], columns=boxes[-1].columns + columns)
                elif _continues(cell, "vMerge") and column in above:
                    index = above[column]
                    boxes[index] = replace(boxes[index], rows=number - boxes[index].row + 1)
                else:
                    above[column] = len(boxes)
                    boxes.append(Box(words(cell), number, column, columns=columns))
                column += columns
        return boxes


def _continues(cell: Element, kind: str) -> bool:
    """Return whether a cell continues the one above (`vMerge`) or to its left (`hMerge`)."""
    merge = child(cell, "tcPr", kind)
    return merge is not None and attribute(merge, "val") in (None, "continue")


def _inside(parent: Element, kind: str) -> Iterator[Element]:
    for element in parent:
        name = local(element)
        if name == kind:
            yield element
        elif name in _WRAPPERS:
            yield from _inside(element, kind)
