"""Levels in a row that each have an interval of their own: 红、黄、绿分别每周、每半月、每月入户一次."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from humiao.plans.reader.facts.level_marks import Mark
from humiao.plans.reader.reading import Quantity, Reading

_EACH_ITS_OWN = re.compile(r"分别|依次|各自?(?:按|为)")


def each_its_own(
    reading: Reading, marks: Sequence[Mark], rhythms: Sequence[Quantity], stop: int
) -> list[Quantity]:
    """Return an interval for each level of a row, in the row's order, where the text says 分别; else none.

    Only the last may say how many times: 分别每周、每月入户一次 is once for both.
    """
    word = _EACH_ITS_OWN.search(reading.folded, marks[-1].end, stop) if len(marks) > 1 else None
    own = [r for r in rhythms if word and word.end() <= r.start < stop]
    if len(own) != len(marks):
        return []
    last = own[-1]
    return [r if r.unit else replace(r, times=last.times, comparator=last.comparator) for r in own]
