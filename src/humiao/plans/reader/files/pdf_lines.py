"""Gather a page's characters into lines, with a space where words stand apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from humiao.plans.reader.files.pdf_page import Glyph

_SAME_LINE: Final = 0.45  # of the height
_TWICE: Final = 0.3  # of the width: bold drawn by printing twice
_WORDS_APART: Final = 0.15  # of the height, between Latin words
_COLUMNS_APART: Final = 0.7  # of the height, between Chinese characters


@dataclass(frozen=True)
class Line:
    """A line of text and its place; y grows upwards."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """Return how tall it is: about one and a bit characters."""
        return max(1.0, self.top - self.bottom)


def in_lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """Return the lines from the top of the page down."""
    return [_line(sorted(row, key=lambda glyph: glyph.left)) for row in _rows(glyphs)]


def _rows(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.middle):
        if row and row[0].middle - glyph.middle > _SAME_LINE * max(row[0].height, glyph.height):
            yield row
            row = []
        row.append(glyph)
    if row:
        yield row


def _line(row: list[Glyph]) -> Line:
    parts = [row[0].sign]
    for before, glyph in pairwise(row):
        if glyph.sign == before.sign and glyph.left - before.left < _TWICE * (glyph.right - glyph.left):
            continue
        parts.append(f" {glyph.sign}" if _stand_apart(before, glyph) else glyph.sign)
    heights = sorted(row, key=lambda glyph: glyph.height)
    tall = heights[len(heights) // 2]
    return Line("".join(parts), row[0].left, tall.bottom, max(glyph.right for glyph in row), tall.top)


def _stand_apart(before: Glyph, glyph: Glyph) -> bool:
    gap = (glyph.left - before.right) / glyph.height
    latin = before.sign.isascii() and glyph.sign.isascii()
    return gap > _COLUMNS_APART or (glyph.spaced and latin and gap > _WORDS_APART)


def joined(lines: Iterable[str]) -> str:
    """Return the lines of one paragraph as one; Latin words stay apart, a broken number is whole."""
    text = ""
    for line in lines:
        apart = text and _is_letter(text[-1]) and _is_letter(line[:1])
        text += f" {line}" if apart else line
    return text


def _is_letter(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()
