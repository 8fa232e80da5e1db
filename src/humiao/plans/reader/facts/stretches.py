"""Stretches of text, and what stands around them: the words that name a number or a statement."""

from __future__ import annotations

import re
from typing import NamedTuple

from humiao.plans.reader.facts.topics import sections_of_heading
from humiao.plans.reader.reading import Quantity, Reading, Sentence, Spanned

_PART = re.compile(r"[，;；。\n\t|]|,(?!\d{3}(?!\d))")
_NUMBERING = re.compile(
    r"^\s*(?:第?[(（]?[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾\d①-⑳.]{1,6}[)）、.．章节条款]?\s*)+"
)
_HEADING_LENGTH = 16
_HEADING_MOST = 30
_PLAIN_LENGTH = 8
_LABEL_ENDS = re.compile(r"[:：。]")
_IS_SENTENCE = re.compile(r"[，,；;]|[一-鿿].*\d.*[一-鿿]")
# Words too common to be a heading's wherever they stand, that are one where the heading ends in them.
_PLAIN = re.compile(
    r"(?P<money>(?:经费|资金|预算|费用|价款|价格)(?:及来源)?(?=$|[与和及、]))|(?P<payment>(?:付款|支付|拨付|拨款|结算)(?=$|[与和及、]))"
    r"|(?P<evaluation>(?:评估|考核|验收|监督|评价)(?=$|[与和及、]))"
)
_LINES_BACK = 240


class Stretch(NamedTuple):
    """A stretch of the text."""

    start: int
    end: int


def part_before(reading: Reading, floor: int, offset: int) -> Stretch:
    """Return the words before an offset up to the last mark between, not before the floor."""
    cuts = [m.end() for m in _PART.finditer(reading.folded, floor, offset)]
    return Stretch(max([floor, *cuts]), offset)


def part_after(reading: Reading, offset: int, ceiling: int) -> Stretch:
    """Return the words after an offset up to the next mark."""
    stop = _PART.search(reading.folded, offset, ceiling)
    return Stretch(offset, stop.start() if stop else ceiling)


def words_of(reading: Reading, where: Spanned) -> str:
    """Return the folded words of a stretch."""
    return reading.folded[where.start : where.end]


def without_number(words: str) -> str:
    """Return the words of a line without the number it begins with."""
    return _NUMBERING.sub("", words).strip()


def line_heading(reading: Reading, offset: int) -> str:
    """Return the nearest line above that is a heading by its look: short and no sentence; or ''."""
    start = reading.folded.rfind("\n", 0, offset) + 1
    above = reading.folded[max(0, start - _LINES_BACK) : start]
    for line in reversed(above.split("\n")[1:] if start > _LINES_BACK else above.split("\n")):
        words = without_number(line)
        if words and len(words) <= _HEADING_LENGTH and not re.search(r"[。；，;\t|]|:.", words):
            return words
    return ""


def about(reading: Reading, offset: int) -> tuple[str, ...]:
    """Return what a place is about: by the heading above its line, then by its clauses, innermost first."""
    start = reading.folded.rfind("\n", 0, offset) + 1
    clause = reading.clause_at(offset)
    found: list[str] = []
    if clause is None or clause.start < start - 1:
        above = line_heading(reading, offset)
        found = [*sections_of_heading(above), *_short(above)]
    for around in reading.clauses_around(offset):
        heading = reading.folded[around.start : max(around.heading_end, around.start)]
        heading = _LABEL_ENDS.split(without_number(heading))[0]
        if len(heading) <= _HEADING_MOST and not _IS_SENTENCE.search(heading.rstrip("。；;")):
            found += [*_short(heading), *sections_of_heading(heading)]
    return tuple(found)


def _short(heading: str) -> list[str]:
    words = heading.strip(" 。:")
    found = [m.lastgroup for m in _PLAIN.finditer(words)] if len(words) <= _PLAIN_LENGTH else []
    return [key for key in reversed(found) if key]


def label_cells(reading: Reading, sentence: Sentence) -> list[Stretch]:
    """Return the cells left of a cell that hold words, the nearest first."""
    if sentence.table is None or sentence.row is None or sentence.column is None:
        return []
    row = reading.tables[sentence.table].rows[sentence.row]
    full = [c for c in reversed(row[: sentence.column]) if c.end > c.start]
    found = [Stretch(c.start, c.end) for c in full if "withdrawn" not in reading.moods_at(c.start)]
    return [c for c in dict.fromkeys(found) if not is_number(reading, c) and c.start != sentence.start]


def is_number(reading: Reading, where: Spanned) -> bool:
    """Say whether a stretch holds nothing but a number."""
    rest = words_of(reading, where)
    for quantity in reversed(reading.quantities_in(where)):
        rest = rest[: quantity.start - where.start] + rest[quantity.end - where.start :]
    return not re.search(r"[\u4e00-\u9fffA-Za-z]", rest)


def headers(reading: Reading, sentence: Sentence) -> str:
    """Return the words above a cell, those of several header rows together."""
    if sentence.table is None or sentence.column is None:
        return ""
    table, column = reading.tables[sentence.table], sentence.column
    cells = [row[column] for row in table.rows[: table.header_rows] if column < len(row)]
    return " ".join(dict.fromkeys(words_of(reading, c).strip() for c in cells))


def previous_end(quantities: list[Quantity], offset: int, floor: int) -> int:
    """Return where the last of some numbers before an offset ends."""
    return max([floor, *(q.end for q in quantities if q.end <= offset)])
