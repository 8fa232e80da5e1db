"""The first and last lines of a document: where its title, its issuer and its dates stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from humiao.plans.reader.reading import Cell as Span
from humiao.plans.reader.reading import Reading

_OPENING, _CLOSING = 1500, 700


def lines_of(reading: Reading, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Give the lines between two offsets that hold more than space."""
    for match in re.compile(r"[^\n]+").finditer(reading.folded, start, end or len(reading.folded)):
        if match[0].strip():
            yield Span(*match.span())


def opening_lines(reading: Reading, many: int) -> list[Span]:
    """Return the first filled lines."""
    return list(lines_of(reading, 0, _OPENING))[:many]


def closing_lines(reading: Reading, many: int) -> list[Span]:
    """Return the last filled lines, in the order of the text."""
    return list(lines_of(reading, max(0, len(reading.folded) - _CLOSING)))[-many:]


def folded_words(reading: Reading, where: Span) -> str:
    """Return the text rules match of a line, without the space around it."""
    return reading.folded[where.start : where.end].strip()
