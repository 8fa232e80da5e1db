"""What stands around the clauses: signatures, tables of contents, and headings without a number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from humiao.plans.reader.text.lines import Line, ends_open
from humiao.plans.reader.text.numbering import Marker, marker_at
from humiao.plans.reader.text.vocabulary import endings

_DIGIT: Final = r"[\d一二三四五六七八九十〇零○O×xX*_\s]"
_DATE_LINE: Final = re.compile(
    rf"(?:(?:签订|签署|发布|发文|公告)?(?:日期|时间):?\s?)?"
    rf"(?:{_DIGIT}{{1,8}}年(?:{_DIGIT}{{1,6}}月(?:{_DIGIT}{{1,6}}[日号])?)?|\d{{4}}[-./]\d{{1,2}}(?:[-./]\d{{1,2}})?)"
)
_CONTENTS_LINE: Final = re.compile(r".*?(?:\.{3,}|…+|·{3,}|\t|\s{3,})\s*-?\d{1,3}-?\s*")
_HEADING_WORDS: Final = re.compile(r"[^\d。；，;,:!！?？|\t<>《》()]{2,16}:?")
_ISSUER_LENGTH: Final = 40
_TITLE_LENGTH: Final = 50
_PLAIN_LIMIT: Final = 12  # characters of a heading without a number that follows a title directly


def is_contents_line(words: str) -> bool:
    """Tell whether a line is an entry of a table of contents, with its page number."""
    return bool(_CONTENTS_LINE.fullmatch(words))


def signatures(folded: str, lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Return the spans of issuer and date lines: at the end of the text, or before an annex or second text.

    `lines` are those of running text, without table lines.
    """
    solid = [line for line in lines if not line.blank]
    spans = []
    for at, line in enumerate(solid):
        words = folded[line.first : line.last]
        if len(words) > _ISSUER_LENGTH:
            continue
        is_last = at == len(solid) - 1
        if _DATE_LINE.fullmatch(words):
            first = _first_issuer(folded, solid, at)
            if first < at or (is_last and at and not _is_heading(folded, solid[at - 1])):
                spans.append((solid[first].first, line.last))
        elif is_last and at and _is_issuer(folded, line) and folded[solid[at - 1].last - 1] in "。；":
            spans.append((line.first, line.last))
    return spans


def _first_issuer(folded: str, solid: Sequence[Line], date: int) -> int:
    first = date
    while first and date - first < 6 and _is_issuer(folded, solid[first - 1]):
        first -= 1
    return first


def _is_issuer(folded: str, line: Line) -> bool:
    words = folded[line.first : line.last]
    signed = ("盖章" in words or "公章" in words or "签字" in words) or words.endswith(endings("issuer"))
    return len(words) <= _ISSUER_LENGTH and signed and not _is_numbered(folded, line) and words[-1:] != "。"


def _is_numbered(folded: str, line: Line) -> bool:
    return marker_at(folded, line.first) is not None


def _is_heading(folded: str, line: Line) -> bool:
    """Tell whether the line can only announce what follows it."""
    words = folded[line.first : line.last]
    return words.endswith(":") or (_is_numbered(folded, line) and ends_open(folded, line))


def plain_headings(folded: str, lines: Sequence[Line], numbered: Sequence[Marker]) -> list[Marker]:
    """Return the headings without a number, of a text where nothing numbered stands above them.

    That is: no chapters and no 一、; and what is numbered starts anew under them, or only after them. The
    title and what follows it up to the first full line is no heading.
    """
    if any(
        m.style in ("cn", "章", "部分", "编", "节", "条") or m.style.startswith("decimal") for m in numbered
    ):
        return []
    found = list(_candidates(folded, lines))
    if len(found) < 2:
        return []
    starts = [m.start for m in numbered if m.value == 1 and m.style == numbered[0].style]
    comes_first = not numbered or found[0].start < numbered[0].start
    return found if comes_first and (len(starts) != 1 or _stands_inside(found, numbered)) else []


def _stands_inside(found: Sequence[Marker], numbered: Sequence[Marker]) -> bool:
    """Tell whether a single numbered list stands between two headings, none of them inside the list."""
    return not any(numbered[0].start < m.start < numbered[-1].start for m in found)


def _candidates(folded: str, lines: Sequence[Line]) -> list[Marker]:
    found = []
    solid = [line for line in lines if not line.blank]
    body = _title_lines(folded, solid)
    for line, after in zip(solid[body:], solid[body + 1 :], strict=False):
        words = folded[line.first : line.last]
        if _HEADING_WORDS.fullmatch(words) and _announces(folded, line, after):
            label = words.rstrip(":")
            found.append(Marker(line.first, line.first, "plain", 0, label))
    return found


def _announces(folded: str, line: Line, after: Line) -> bool:
    """Tell whether the line after is longer, numbered, or a sentence: what a heading stands above."""
    words = folded[after.first : after.last]
    return len(words) > 2 * (line.last - line.first) or _is_numbered(folded, after) or words[-1:] in "。；"


def _title_lines(folded: str, solid: Sequence[Line]) -> int:
    """Return how many lines at the top are the title and the addressee."""
    count = 0
    for line in solid:
        is_short = line.last - line.first <= _TITLE_LENGTH and folded[line.last - 1] not in "。；"
        if not is_short or _is_numbered(folded, line):
            break
        count += 1
    if count < 2:
        return count
    last = solid[count - 1]
    is_heading = last.last - last.first <= _PLAIN_LIMIT and folded[last.last - 1] != ":"
    return count - 1 if is_heading else count
