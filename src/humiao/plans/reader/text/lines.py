"""The lines of a text, and how wide it was set."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_LINE: Final = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]*(?:\r\n|[\n\r\v\f\x85\u2028\u2029]|\Z)")
_END_MARKS: Final = "。！？；!?;:：…"
_CLOSERS: Final = "”’」』)）】〕》"
_NARROWEST, _WIDEST = 40, 130  # columns a page can be set in; a Chinese character takes two
_RAGGED: Final = 4  # columns a full line may fall short by, for a mark that may not begin a line
_FEWEST: Final = 4  # full lines before a text counts as hard-wrapped


@dataclass(frozen=True)
class Line:
    """A line without its line end; `first` to `last` leaves out the space around its words."""

    start: int
    end: int
    first: int
    last: int

    @property
    def blank(self) -> bool:
        """Whether it has no words."""
        return self.first == self.last


def split_lines(text: str) -> list[Line]:
    """Return the lines of a text, blank ones too."""
    lines = []
    for match in _LINE.finditer(text):
        if match.start() == len(text):
            break
        raw = match[0].rstrip("\n\r\v\f\x85\u2028\u2029")
        first = match.start() + len(raw) - len(raw.lstrip())
        last = max(first, match.start() + len(raw.rstrip()))
        lines.append(Line(match.start(), match.start() + len(raw), first, last))
    return lines


def ends_open(folded: str, line: Line) -> bool:
    """Tell whether the line stops without any mark that ends a sentence."""
    return not line.blank and folded[line.first : line.last].rstrip(_CLOSERS)[-1:] not in _END_MARKS


def wrapped_width(folded: str, lines: Sequence[Line]) -> int | None:
    """Return the width, in columns, at which the text was broken into lines; None where it was not."""
    widths = [_columns(folded[line.first : line.last]) for line in lines if not line.blank]
    inside = sorted(width for width in widths if _NARROWEST <= width <= _WIDEST)
    if len(inside) < _FEWEST or max(widths) > inside[-1]:
        return None
    full = inside[-1] - _RAGGED
    solid = [line for line in lines if not line.blank]
    open_ended = [w for line, w in zip(solid, widths, strict=True) if w >= full and ends_open(folded, line)]
    if len(open_ended) < _FEWEST or len(open_ended) * 3 < len(solid):
        return None
    return full


def continued(folded: str, lines: Sequence[Line]) -> list[bool]:
    """Tell of each line whether it goes on from the line before, in a text broken at a constant width."""
    width = wrapped_width(folded, lines)
    found = [False] * len(lines)
    if width is None:
        return found
    for at in range(1, len(lines)):
        before, line = lines[at - 1], lines[at]
        if line.blank or before.blank or line.first > line.start:
            continue
        is_full = _columns(folded[before.first : before.last]) + before.first - before.start >= width
        found[at] = is_full and ends_open(folded, before)
    return found


def _columns(words: str) -> int:
    if words.isascii():
        return len(words)
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in words)
