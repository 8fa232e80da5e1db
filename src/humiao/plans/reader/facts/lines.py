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


# The path of a web page; what stands above it is the site's own: 首页 > 资讯 > 正文.
_PATH = re.compile(
    r"(?:首页|您?(?:现在|当前)的?位置|您的位置|所在位置)[^\n]{0,40}[>›»→][^\n]{0,60}"
    r"|[\u4e00-\u9fff]{2,12}(?:\s?[>›»]\s?[\u4e00-\u9fff]{2,12})+"
)
_SITE_HEAD = 40  # lines


def opening_lines(reading: Reading, many: int) -> list[Span]:
    """Return the first filled lines, behind the path of a page where it has one."""
    lines = list(lines_of(reading, 0, _OPENING))
    paths = [at for at, line in enumerate(lines[:_SITE_HEAD]) if _PATH.fullmatch(folded_words(reading, line))]
    return lines[paths[-1] + 1 if paths else 0 :][:many]


def closing_lines(reading: Reading, many: int) -> list[Span]:
    """Return the last filled lines, in the order of the text."""
    return list(lines_of(reading, max(0, len(reading.folded) - _CLOSING)))[-many:]


def folded_words(reading: Reading, where: Span) -> str:
    """Return the text rules match of a line, without the space around it."""
    return reading.folded[where.start : where.end].strip()
