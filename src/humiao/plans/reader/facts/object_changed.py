"""Classes whose number is changed: 孤儿由20名调整为24名; 服务对象320名，现调整为380名."""

from __future__ import annotations

import re

from humiao.plans.reader.facts.object_made import PERSONS
from humiao.plans.reader.facts.object_names import Named, row_of
from humiao.plans.reader.reading import Cell, Quantity, Reading, Sentence

_CHANGED_TO = re.compile(
    r"\s*[，,]?\s*(?:现|拟|统一)?(?:将其)?(?:调[整增减]|增加|扩大|扩展|减少|核[增减]|变更|更正|修改|压减|增|减|改)[为至到]\s*"
)
_FROM = re.compile(r"\s*(?:总?人数|总数|数量|规模)?(?:由|从|原)?(?:原来?的?|为|[:：])?\s*")


def changed_class(reading: Reading, sentence: Sentence, quantity: Quantity) -> Named | None:
    """Return the class before the number that this one replaces, or None."""
    earlier = [
        q
        for q in reading.quantities_in(sentence)
        if q.unit in PERSONS and q.end <= quantity.start and not q.per
    ]
    if not earlier or not _CHANGED_TO.fullmatch(reading.folded, earlier[-1].end, quantity.start):
        return None
    old = earlier[-1]
    floor = max([sentence.start, *(q.end for q in earlier[:-1])])
    found = [m for m in reading.mentions_in(Cell(floor, old.start), "category") if m.end <= old.start]
    if not found or not _FROM.fullmatch(reading.folded, found[-1].end, old.start):
        return None
    return row_of(reading, found)


def is_replaced(reading: Reading, quantity: Quantity) -> bool:
    """Say whether a number is at once replaced by another: 320名，现调整为380名."""
    changed = _CHANGED_TO.match(reading.folded, quantity.end)
    return changed is not None and reading.folded[changed.end() : changed.end() + 1].isdigit()
