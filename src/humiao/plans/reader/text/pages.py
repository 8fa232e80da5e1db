"""The lines in which flattened tables are looked for, with what is asked of each again and again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from humiao.plans.reader.reading import Cell
from humiao.plans.reader.text.lines import Line
from humiao.plans.reader.text.numbering import marker_at
from humiao.plans.reader.text.shape import serial_value

HEADER_LENGTH: Final = 20  # characters of a header cell
_CELL_LENGTH: Final = 120
_SENTENCE_LENGTH: Final = 40  # characters; a longer line that ends in 。 is no cell
_HEADINGS: Final = ("cn", "cn-paren", "章", "节", "条", "部分", "编", "annex")


@dataclass
class Page:
    """The lines being read, with what is asked of each again and again."""

    folded: str
    lines: Sequence[Line]
    free: Sequence[bool]

    def __post_init__(self) -> None:
        self.words = [self.folded[line.first : line.last] for line in self.lines]
        self.serials = [serial_value(w) if 0 < len(w) <= 6 else None for w in self.words]
        self._known: dict[int, bool] = {}

    def is_open(self, at: int) -> bool:
        """Tell whether a line exists and no other table has it."""
        return 0 <= at < len(self.lines) and self.free[at]

    def is_cell(self, at: int) -> bool:
        """Tell whether a line can be a cell: short, no heading, no full sentence."""
        if at not in self._known:
            self._known[at] = self._can_be_cell(at)
        return self._known[at]

    def _can_be_cell(self, at: int) -> bool:
        said = self.words[at]
        if not said or len(said) > _CELL_LENGTH or (len(said) > _SENTENCE_LENGTH and said[-1] == "。"):
            return False
        if at and self.serials[at - 1] is not None and self.free[at - 1]:
            return True  # beside its number, 第五章 names a place in another document
        marker = marker_at(self.folded, self.lines[at].first)
        is_heading = marker is not None and marker.style in _HEADINGS and self.serials[at] is None
        return not is_heading or self._has_twin(at)

    def _has_twin(self, at: int) -> bool:
        """Tell whether the line beside has the same number: a heading before and after its correction."""
        own = marker_at(self.folded, self.lines[at].first)
        for beside in (at - 1, at + 1):
            if own is None or not self.is_open(beside) or not self.words[beside]:
                continue
            other = marker_at(self.folded, self.lines[beside].first)
            if other is not None and (other.style, other.value) == (own.style, own.value):
                return True
        return False

    def is_head(self, at: int) -> bool:
        """Tell whether a line can be a cell of a header."""
        said = self.words[at]
        return (
            self.is_cell(at)
            and len(said) <= HEADER_LENGTH
            and said[-1] not in "。；，:"
            and not said.isdigit()
        )

    def cell(self, at: int, until: int | None = None) -> Cell:
        """Return the cell of a line, or of several."""
        return Cell(self.lines[at].first, self.lines[at if until is None else until].last)
