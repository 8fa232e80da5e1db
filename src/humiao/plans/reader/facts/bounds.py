"""The bound a figure has by the words around it, where none stands right before it."""

from __future__ import annotations

import re
from dataclasses import replace

from humiao.plans.reader.facts.promises import COMPARED_EACH
from humiao.plans.reader.reading import Quantity, Reading, Sentence

_FAILS = re.compile(r"不合格|不予|不得|扣|整改|解除|终止|不通过|视为|取消")
_SAME_BOUND = re.compile(r"[、和及]\s*[\u4e00-\u9fff]{2,8}")
# One bound for a row of things: 不少于30个专业个案、20场社区活动.
_IN_A_ROW = re.compile(r"[\u4e00-\u9fff“”]{2,10}[、和及]\s*")


def with_bound(reading: Reading, sentence: Sentence, quantity: Quantity) -> Quantity:
    """Give a figure the bound said for it and the one before: 每月至少见面1次、线上联系2次."""
    before = [q for q in reading.quantities_in(sentence) if q.end <= quantity.start]
    if is_in_row(reading, sentence, quantity) or _bound_before_verb(reading, sentence, quantity):
        return replace(quantity, comparator=">=")
    if quantity.comparator or not before or before[-1].unit != quantity.unit or before[-1].comparator != ">=":
        return quantity
    between = reading.folded[before[-1].end : quantity.start]
    goes_on = before[-1].kind == "interval" and _SAME_BOUND.fullmatch(between)
    return replace(quantity, comparator=">=") if goes_on else quantity


def is_in_row(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether a count goes on a row of numbers with their things whose first one has a bound."""
    after = quantity
    for last in reversed([q for q in reading.quantities_in(sentence) if q.end <= quantity.start]):
        joined = _IN_A_ROW.fullmatch(reading.folded, last.end, after.start)
        if not joined or after.comparator or {after.kind, last.kind} != {"count"}:
            return False
        if last.comparator:
            return last.comparator == ">="
        after = last
    return False


# A bound before what is done holds for all that is: 至少开展社区宣传2场、小组活动1组.
_BOUND_FIRST = re.compile(
    r"(?:至少|不少于|不低于)(?:应|须)?(?:开展|举办|组织|完成|提供|建立|安排|上门|走访)[^，。；\d]{2,16}\d+[\u4e00-\u9fff]{1,2}"
    r"(?:[、和及][\u4e00-\u9fff“”]{2,12}\d+[\u4e00-\u9fff]{1,2})*[、和及][\u4e00-\u9fff“”]{2,12}$"
)


def _bound_before_verb(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    plain = quantity.kind == "count" and quantity.comparator is None
    return plain and bool(_BOUND_FIRST.search(reading.folded[sentence.start : quantity.start]))


def compared(quantity: Quantity, before: str, after: str) -> Quantity:
    """Give a number the comparator its sentence means: 低于85%的不合格 wants at least 85 %."""
    if quantity.comparator == "<" and _FAILS.search(after):
        return replace(quantity, comparator=">=")
    meant = quantity.comparator is None and quantity.kind != "percent"
    if meant and (COMPARED_EACH.search(before) or re.search(r"达到?$", before.strip())):
        return replace(quantity, comparator=">=")
    return quantity
