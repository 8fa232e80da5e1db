"""Rates that share a number, or have one each in the order of their names: 建档率、评估率均达100%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from humiao.plans.reader.facts.phrases import name_in
from humiao.plans.reader.reading import Quantity, Reading, Sentence

_RATE = r"[^，。；:、和及与\d]{2,14}?(?:率|满意度|知晓度|覆盖面)"
_ROW = re.compile(
    rf"(?P<names>{_RATE}(?:(?:、|和|及|与|以及){_RATE})+)(?P<each>分别)?(?:均|都|全部|皆|各|应|须|要|需|保持在|达到?|为|[:])*\s*$"
)
_ONE = re.compile(_RATE)
_NEXT = re.compile(r"\s*[、和及与,，]\s*")


def rates_in_row(
    reading: Reading, sentence: Sentence, quantity: Quantity
) -> Iterator[tuple[str, tuple[int, int], Quantity]]:
    """Give each rate of a row with where its name stands and its number; nothing where only one is named.

    分别 gives each its own, in order: 服务对象满意度、家长满意度分别不低于95%和90%.
    """
    if quantity.kind != "percent":
        return
    found = _ROW.search(reading.folded, sentence.start, quantity.start)
    if found is None:
        return
    names = list(_ONE.finditer(reading.folded, *found.span("names")))
    numbers = _in_order(reading, sentence, quantity) if found["each"] else [quantity] * len(names)
    if len(numbers) < len(names):
        return
    for name, number in zip(names, numbers, strict=False):
        start = name.start() + (reading.folded[name.start()] in "、和及与")
        yield name_in(reading, (start, name.end())), (start, name.end()), number


def _in_order(reading: Reading, sentence: Sentence, first: Quantity) -> list[Quantity]:
    """Return the shares that stand in a row from the first."""
    later = [q for q in reading.quantities_in(sentence) if q.start >= first.start and q.kind == "percent"]
    row = later[:1]
    for one, following in pairwise(later):
        if not _NEXT.fullmatch(reading.folded, one.end, following.start):
            break
        row.append(replace(following, comparator=following.comparator or row[0].comparator))
    return row
