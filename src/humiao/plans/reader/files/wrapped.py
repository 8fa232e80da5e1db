"""Undo what setting a text in pages left in it: line ends at a constant width, and page numbers.

A line is full where it reaches the width at which the text was broken; one that is full and stops without a
mark goes on in the next. Page numbers go only where they cannot be a list's or a cell's number: written as
one (第2页, - 2 -), or alone on a line far to the right or beside a form feed, and counting up.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

_LINE_END: Final = re.compile(r"\r\n|[\n\r\v\x85\u2028\u2029]")
_END_MARKS: Final = "。！？；!?;:：…."
_CLOSERS: Final = "”’」』)）】〕》"
_NEVER_FIRST: Final = tuple("，、。；：！？,;:!?)）”’》】〕%％")
_ITEM: Final = re.compile(
    r"[（(〔\[]?(?:\d{1,3}|[一二三四五六七八九十百]{1,4}|[a-zA-Z])(?:[）)、．]|\.(?!\d))"
    r"|第[一二三四五六七八九十百\d]{1,4}[章节条部页]|[①-⑳⑴-⒇⒈-⒛□☑●■◆★▲√]|附件|[-—•·]{1,2}\s?(?=[^\d\s])"
)
_LABELLED: Final = re.compile(r"[\u4e00-\u9fff]{2,8}[:：]")
_GAPS: Final = re.compile(r"\S(?:\t|[ \u00a0]{3,}|\u3000{2,})\S|[|│┃]")
_NUMERAL: Final = r"(?:\d{1,4}|[一二三四五六七八九十百]{1,5})"
_PAGE: Final = re.compile(
    rf"第\s*{_NUMERAL}\s*页(?:[\s/,，、]*共\s*{_NUMERAL}\s*页)?|[-—–]+\s*\d{{1,4}}\s*[-—–]+"
    r"|[·•]\s*\d{1,4}\s*[·•]|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?"
)
_LONE: Final = re.compile(r"\d{1,4}")
_NARROWEST, _WIDEST = 40, 130  # columns a page can be set in; a Chinese character takes two
_RAGGED: Final = 4  # columns a full line may fall short by, for a mark that may not begin a line
_FEWEST: Final = 4  # full lines before a text counts as broken at a width
_FAR: Final = 8  # columns a page number is set in by
_DEEP: Final = 12  # columns only a signature or a title is set in by
_STRAY: Final = 20  # of so many lines one may be wider than the page


def unwrapped(text: str) -> tuple[str, bool]:
    """Return the text with its paragraphs whole, and whether page numbers were left out."""
    lines = _LINE_END.sub("\n", text).replace("\f", "\n\f").split("\n")
    width = page_width(lines)
    kept = _without_page_numbers(lines, width)
    found = "\n".join(_paragraphs(kept, width)) if width else "\n".join(kept)
    return found, len(kept) < len(lines)


def page_width(lines: Sequence[str]) -> int | None:
    """Return the width in columns at which a text was broken into lines; None where it was not."""
    solid = [line for line in lines if line.strip()]
    widths = Counter(_columns(line.rstrip()) for line in solid)
    open_ended = Counter(_columns(line.rstrip()) for line in solid if _ends_open(line))
    wider = 0
    for width in sorted(widths, reverse=True):
        if wider * _STRAY > len(solid):
            return None
        full = sum(open_ended[w] for w in range(width - _RAGGED, width + 1))
        if _NARROWEST <= width <= _WIDEST and full >= _FEWEST and full * 3 >= len(solid) - wider:
            return width
        wider += widths[width]
    return None


def _paragraphs(lines: Sequence[str], width: int) -> Iterator[str]:
    """Give the lines, those that only the width broke joined."""
    open_: str | None = None
    last = ""
    for line in lines:
        if open_ is not None and _goes_on(last, line, width):
            open_ = _glued(open_, line.strip())
        else:
            if open_ is not None:
                yield open_
            open_ = line
        last = line
    if open_ is not None:
        yield open_


def _goes_on(line: str, following: str, width: int) -> bool:
    """Tell whether a line is full and stops open, and the next shows no sign of a new paragraph."""
    words = following.strip()
    if not words or not _ends_open(line) or _columns(line.rstrip()) < width - _RAGGED - _first_run(words):
        return False
    if words.startswith(_NEVER_FIRST):
        return True
    indent = _columns(following) - _columns(following.lstrip())
    own_indent = _columns(line) - _columns(line.lstrip())
    starts_anew = _ITEM.match(words) or (_LABELLED.match(words) and indent >= own_indent)
    return not starts_anew and max(indent, own_indent) < _DEEP and not _GAPS.search(following.strip())


def _first_run(words: str) -> int:
    """Return how many columns the first word takes that may not be broken, beyond one character."""
    run = re.match(r"[A-Za-z0-9.,%]+", words)
    return min(len(run[0]), 12) - 2 if run and len(run[0]) > 2 else 0


def _glued(before: str, words: str) -> str:
    apart = before[-1].isascii() and before[-1].isalpha() and words[0].isascii() and words[0].isalpha()
    return f"{before.rstrip()} {words}" if apart else before.rstrip() + words


def _ends_open(line: str) -> bool:
    return bool(line.strip()) and line.rstrip().rstrip(_CLOSERS)[-1:] not in _END_MARKS


def _without_page_numbers(lines: Sequence[str], width: int | None) -> list[str]:
    """Return the lines without page numbers and the blank lines around those."""
    found = [at for at, line in enumerate(lines) if _PAGE.fullmatch(_words(line))]
    lone = [at for at in range(len(lines)) if _is_set_apart(lines, at)]
    if len(lone) > 1 and _counts_up([int(_words(lines[at])) for at in lone]):
        found += lone
    gone: set[int] = set()
    for at in found:
        gone |= {at, *_blank_around(lines, at, width)}
    return [line for at, line in enumerate(lines) if at not in gone]


def _words(line: str) -> str:
    return line.strip("\f \t\u3000\u00a0")


def _is_set_apart(lines: Sequence[str], at: int) -> bool:
    """Tell a number that stands alone, far in on its line or beside the end of a page."""
    line = lines[at]
    if not _LONE.fullmatch(_words(line)):
        return False
    alone = all(not lines[n].strip() for n in (at - 1, at + 1) if 0 <= n < len(lines))
    at_page_end = "\f" in line or any("\f" in ahead[:1] for ahead in _next_solid(lines, at))
    far = "\t" not in line and _columns(line) - _columns(line.lstrip(" \u3000\u00a0")) >= _FAR
    return (alone and far) or at_page_end


def _next_solid(lines: Sequence[str], at: int) -> list[str]:
    return [line for line in lines[at + 1 : at + 4] if line.strip(" ")][:1]


def _counts_up(numbers: Sequence[int]) -> bool:
    return all(after == before + 1 for before, after in pairwise(numbers))


def _blank_around(lines: Sequence[str], at: int, width: int | None) -> set[int]:
    """Return the blank lines a page number leaves behind: all, where the sentence before it goes on."""
    if width is None:
        return set()
    before = at - 1
    while before >= 0 and not lines[before].strip():
        before -= 1
    after = at + 1
    while after < len(lines) and not lines[after].strip():
        after += 1
    blanks = {n for n in range(before + 1, after) if n != at}
    in_full = before >= 0 and after < len(lines) and _goes_on(lines[before], lines[after], width)
    return blanks if in_full else blanks - {before + 1}


def _columns(words: str) -> int:
    if words.isascii():
        return len(words)
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in words)
