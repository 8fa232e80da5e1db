"""Leave out what a PDF repeats on each page: running heads, feet and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from humiao.plans.reader.files.pdf_lines import Line

_EDGE_LINES: Final = 2  # at the top and the bottom of a page
_MARGIN: Final = 0.12  # of the page's height
_FEWEST_PAGES: Final = 3
_DIGITS: Final = re.compile(r"\d+")
_PAGE_NUMBER: Final = re.compile(
    r"[-—–·\s]*(?:第\s*)?(?:\d{1,4}|[一二三四五六七八九十百]{1,5}(?=\s*页)|[ivx]{1,6})"
    r"(?:\s*页)?(?:\s*[/,，、共]+\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–·\s]*"
)


def without_running_heads(pages: list[list[Line]], heights: list[float]) -> tuple[list[list[Line]], bool]:
    """Return the pages without them, and whether any was left out."""
    edges = [_at_edges(lines, height) for lines, height in zip(pages, heights, strict=True)]
    seen = Counter(key for page in edges for key in {_key(line) for line in page})
    often = max(_FEWEST_PAGES, len(pages) // 2)
    kept = []
    for lines, page in zip(pages, edges, strict=True):
        gone = {id(line) for line in page if seen[_key(line)] >= often or _PAGE_NUMBER.fullmatch(line.text)}
        kept.append([line for line in lines if id(line) not in gone])
    return kept, sum(map(len, kept)) < sum(map(len, pages))


def _at_edges(lines: list[Line], height: float) -> list[Line]:
    top = [line for line in lines[:_EDGE_LINES] if line.bottom > height * (1 - _MARGIN)]
    foot = [line for line in lines[-_EDGE_LINES:] if line.top < height * _MARGIN]
    return top + foot


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.text.replace(" ", ""))
