"""Totals: a number that names no class, by the classes before it or the parts that add up to it."""

from __future__ import annotations

import re

from humiao.plans.reader.draft import ServiceObject
from humiao.plans.reader.facts.object_made import (
    ACTED_ON,
    ACTING,
    NO_CLASSES,
    Row,
    counts_follow,
    made,
    object_of,
)
from humiao.plans.reader.facts.object_names import Named, is_sum_word, known_class, row_of
from humiao.plans.reader.facts.object_parts import part_named
from humiao.plans.reader.reading import Cell, Mention, Quantity, Reading, Sentence

_SUM = re.compile(
    r"(?P<word>合计|共计|总计|总数|总人数|小计|在册名单|在册人数|附件名单|(?:名单|名册)(?:内|上)?(?:人数)?)(?:共|约为|约|为|有|是|:|：|\s)*$"
    r"|(?P<bare>^|[,，、;；)\s])(?P<all>共|计)(?:约|有|\s)*$"
)
_AGE_GAP = re.compile(r"\s*(?:[(（]?(?:未满|不满|年龄)[^，。；]{0,14})?[)）]?\s*[,，]?\s*")
_SIGNED_WITH = re.compile(
    r"(?:\s*[,，]\s*以[^，。；\d]{2,14}为准)?\s*[,，]\s*(?:签[约订]|立项|启动|编制|申报|采购|目前|现)[\u4e00-\u9fff]{0,4}?(?:时|之日|当日|阶段)?[,，]?\s*"
)
_NEAR = 14
_CLASS_NOW = re.compile(r"以上|上述")
_FOR_WHOM = re.compile(r"(?:服务|受益|关爱|帮扶|对象)[^，。；]{0,6}$")


def whole_of(
    reading: Reading,
    sentence: Sentence,
    quantity: Quantity,
    row: Row,
    named: Named | None,
    parts: list[Quantity],
    around: tuple[str, ...],
) -> ServiceObject | None:
    """Return a number by its adding up: the whole of parts that follow it, or a part of a whole before it."""
    if around[:1] and around[0] in NO_CLASSES:
        return None
    if quantity in row.parts and not parts and row.classes:
        part = part_named(reading, row.floor, quantity)
        return (
            object_of(reading, quantity, part)
            if part and not ACTING.match(reading.folded[quantity.end :])
            else None
        )
    if not parts:
        return None
    if named is None:
        known = [known_class(reading, sentence, part, quantity.end) for part in parts]
        name = part_named(reading, max(sentence.start, row.floor), quantity)
        if (
            name is None
            or sum(map(bool, known)) < _TWO
            or _ONLY_LABEL.fullmatch(reading.folded, name.start, name.end)
        ):
            return None
        return object_of(reading, quantity, name, total=True)
    left = reading.folded[sentence.start : min(named.start, quantity.start)]
    is_ours = _FOR_WHOM.search(left) and not ACTED_ON.search(left[-12:])
    return object_of(reading, quantity, named, total=True) if is_ours else None


_TWO = 2
# What a number is called, not whom it counts: 名册人数, 服务规模.
_ONLY_LABEL = re.compile(
    r"(?:在册|名册|名单|登记|服务|总|现有|建档|台账|实际)*(?:人数|数量|规模|总数|总量|名册|名单|数)"
)


def sum_of(reading: Reading, sentence: Sentence, quantity: Quantity, row: Row) -> ServiceObject | None:
    """Return a total that names no class: 以上共计370人, after classes were counted."""
    found = _SUM.search(reading.folded, max(sentence.start, row.floor - 1), quantity.start)
    if not found or reading.mentions_in(Cell(sentence.start, found.start()), "role"):
        return None
    earlier = [m for m in reading.mentions_in(sentence, "category") if m.end <= found.start() + 1]
    named = _before_bracket(reading, sentence, found.start()) or _before_comma(reading, row, earlier, found)
    named = named or (_before_classes(reading, row, earlier) if found["word"] else None)
    if named:
        return object_of(reading, quantity, named, total=named.end < row.floor or "+" in named.key)
    alone = _ONE_CLASS_BEFORE.search(
        reading.folded, max(sentence.start - 1, row.floor - 1, 0), quantity.start
    )
    if alone and (row.classes or row.here):
        span = alone.span("name")
        return made(
            reading, quantity, reading.source.text[slice(*span)], "", (span[0], quantity.end), total=False
        )
    if not row.classes and ACTED_ON.search(
        reading.folded[max(sentence.start, found.start() - _NEAR) : found.start()]
    ):
        return None  # 开展个别辅导，共计20人: those who are counselled
    is_here = (
        row.classes >= 2
        or (bool(found["word"]) and (row.here or counts_follow(reading, quantity)))
        or _CLASS_NOW.search(reading.folded, sentence.start, quantity.start)
    )
    if not (is_here or (found["word"] and earlier and earlier[-1].key in ("in-need", "in-difficulty"))):
        return None
    if not row.classes and quantity.unit == "个":
        return None
    group = "word" if found["word"] else "all"
    start, word = found.start(group), reading.source.text[found.start(group) : found.end(group)]
    return made(reading, quantity, f"服务对象{word}", "", (start, quantity.end), total=True)


# A class in words of its own before its number, in a row of others: 有不良行为的未成年人，共18人.
_ONE_CLASS_BEFORE = re.compile(
    r"(?:^|[；;、和，,])\s*(?P<name>[^，,。；;、\d]{4,24}的(?:未成年人|儿童|孩子))[，,]\s*共$"
)


# A name the plan gives those it is for: “三类儿童”共96人.
_CALLED = re.compile(
    r"[“\"](?P<name>[^“”\"，。；]{1,8}(?:儿童|孩子|少年|未成年人|对象|群体))[”\"](?:现有|目前|总数|共有|共计|合计|总计|共|计|约|为|有)+$"
)


def called_by_plan(reading: Reading, sentence: Sentence, quantity: Quantity) -> ServiceObject | None:
    """Return the number of those the plan has a name of its own for, given in quotes."""
    found = _CALLED.search(reading.folded, sentence.start, quantity.start)
    if found is None:
        return None
    start, end = found.span("name")
    return made(reading, quantity, reading.source.text[start:end], "", (start, quantity.end), total=True)


_WITH_CLASSES = re.compile(r"\s*[，,(]?\s*(?:主要|具体)?(?:包括|包含|含|即|分为|涵盖)")


def _before_classes(reading: Reading, row: Row, earlier: list[Mention]) -> Named | None:
    """Return the class whose kinds are named before its sum: 困境儿童，包括孤儿…等，现有名册人数87人."""
    for mention in earlier:
        opens = mention.start >= row.floor and _WITH_CLASSES.match(reading.folded, mention.end)
        if opens and is_sum_word(named := Named(mention.start, mention.end, mention.key)):
            return named
    return None


def _before_bracket(reading: Reading, sentence: Sentence, offset: int) -> Named | None:
    """Return the class before a bracket that ends here: 困境儿童（含孤儿9人）共87人."""
    if reading.folded[offset : offset + 1] != ")":
        return None
    opening = reading.folded.rfind("(", sentence.start, offset)
    found = [m for m in reading.mentions_in(sentence, "category") if m.end == opening]
    return Named(found[-1].start, found[-1].end, found[-1].key) if found else None


def _before_comma(reading: Reading, row: Row, earlier: list[Mention], found: re.Match[str]) -> Named | None:
    """Return the class a sum follows after a comma: 在册困境儿童，共计85人."""
    if not earlier or earlier[-1].key == "minors" or earlier[-1].start < row.floor:
        return None
    gap = reading.folded[earlier[-1].end : found.start()]
    return row_of(reading, earlier) if _AGE_GAP.fullmatch(gap) or _SIGNED_WITH.fullmatch(gap) else None
