"""A number and its parts: 198名，其中小学生140名、初中生58名 adds up, so the parts are classes."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import accumulate, pairwise

from humiao.plans.reader.facts.object_names import Named
from humiao.plans.reader.reading import Quantity, Reading, Sentence

_OPENS = re.compile(r"\s*[)）]?\s*[，,]?\s*(?:[(:：]|其中|包括|包含|含|分别)")
_PERSONS = frozenset({"人", "名", "位", "个"})
_CUT = re.compile(r"[，,、;；:：。()（）\n\t]|其中|包括|包含|分别|另有|以及|及|和|有(?=[\u4e00-\u9fff]{2})")
_FILLING = re.compile(r"(?:共计|共有|共|约|有|为|是|\s)+$")
_PLACE = re.compile(r"[区县市镇乡村校站包标]$|街道|社区|学校|标段|年$|月$|季度")
_NOT_A_CLASS = re.compile(r"\d|情形|上述|符合|男|女|走访|服务|培训|参加|志愿|社工|主任|督导|每|新增|减少")


def parts_of(reading: Reading, sentence: Sentence, whole: Quantity) -> list[Quantity]:
    """Return the numbers behind one that add up to it, or nearly so where a whole list is; else none."""
    if whole.value is None or whole.masked or not _OPENS.match(reading.folded, whole.end, sentence.end):
        return []
    behind = [
        q for q in reading.quantities_in(sentence) if q.start >= whole.end and q.kind in ("count", "bare")
    ]
    totals = list(accumulate((q.value or Decimal(0) for q in behind), initial=Decimal(0)))[1:]
    reached = next((i for i, total in enumerate(totals) if total == whole.value), None)
    if reached is not None and all(_is_part(q) for q in behind[: reached + 1]):
        return behind[: reached + 1] if reached else []
    return behind if _is_nearly(reading, whole, behind) else []


def _is_part(number: Quantity) -> bool:
    plain = number.value is not None and number.unit in (*_PERSONS, "")
    return plain and not number.comparator and not number.per


_OFF = Decimal("0.1")  # a list of all that adds up to much less or more was never one of parts


def _is_nearly(reading: Reading, whole: Quantity, behind: list[Quantity]) -> bool:
    """Say whether the numbers to the end of the sentence are a list of named parts, miscounted a little."""
    if len(behind) < _A_LIST or not all(q.unit in _PERSONS and _is_part(q) for q in behind):
        return False
    named = [part_named(reading, one.end, two) for one, two in pairwise([whole, *behind])]
    added, value = sum((q.value or Decimal(0) for q in behind), Decimal(0)), whole.value or Decimal(0)
    return all(named) and abs(added - value) <= value * _OFF


_A_LIST = 3


def part_named(reading: Reading, floor: int, part: Quantity) -> Named | None:
    """Return the words a part is named by, where they name persons and no place."""
    start = max([floor, *(m.end() for m in _CUT.finditer(reading.folded, floor, part.start))])
    filling = _FILLING.search(reading.folded, start, part.start)
    end = filling.start() if filling else part.start
    words = reading.folded[start:end].strip()
    if not 2 <= len(words) <= 14 or _PLACE.search(words) or _NOT_A_CLASS.search(words):
        return None
    return Named(start, end) if re.fullmatch(r"[\u4e00-\u9fff“”]+", words) else None
