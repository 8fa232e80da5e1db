"""When the service runs, where only its numbered stages are dated: from the first start to the last end."""

from __future__ import annotations

import re
from itertools import pairwise

from humiao.plans.reader.reading import Quantity, Reading, Sentence

_STAGE = re.compile(
    r"\s*(?:\(?[一二三四五六七八九十\d]+[)、.])?\s*第(?P<n>[一二三四五六])(?:阶段|期)[^。；\d]{0,16}[:(（]?\s*$"
)
_ORDER = "一二三四五六"
# Before the contract there is no service yet.
_BEFORE = re.compile(r"采购|招标|遴选|比选|签订|签约|申报|立项|方案制定|论证")
_MOODS = frozenset({"withdrawn", "example", "history"})


def ends_of_stages(reading: Reading) -> list[tuple[Quantity, Quantity]]:
    """Return the first stage's date and the last one's, where two or more follow each other; else none."""
    found: list[Quantity] = []
    for sentence in reading.sentences:
        date = _dated_stage(reading, sentence, len(found))
        if date is not None:
            found.append(date)
    in_order = all(one.iso <= two.iso for one, two in pairwise(found))
    return [(found[0], found[-1])] if len(found) >= 2 and in_order else []


def _dated_stage(reading: Reading, sentence: Sentence, count: int) -> Quantity | None:
    """Return the date of a stage, where it is the next in order and the service runs in it."""
    dates = [q for q in reading.quantities_in(sentence) if q.kind == "date" and not q.masked]
    if not dates or sentence.table is not None or reading.moods_at(dates[0].start) & _MOODS:
        return None
    head = _STAGE.match(reading.folded[sentence.start : dates[0].start])
    is_next = head is not None and _ORDER.index(head["n"]) == count
    line = reading.folded[sentence.start : _line_end(reading, sentence)]
    if not is_next or not re.match(r"\d{4}-\d\d", dates[0].iso) or _BEFORE.search(line):
        return None
    return dates[0]


def _line_end(reading: Reading, sentence: Sentence) -> int:
    end = reading.folded.find("\n", sentence.start)
    return len(reading.folded) if end == -1 else end
