"""Whom the programme is for: classes of children with how many there are now, and the words for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from humiao.plans.reader.draft import ServiceObject
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.facts.object_names import (
    Named,
    code_of,
    general_only,
    is_sum_word,
    known_class,
    row_of,
    unknown_class,
)
from humiao.plans.reader.facts.object_parts import part_named, parts_of
from humiao.plans.reader.facts.object_scope import read_object_scope
from humiao.plans.reader.facts.object_tables import objects_in_tables
from humiao.plans.reader.facts.phrases import part_of
from humiao.plans.reader.facts.places import span_of
from humiao.plans.reader.facts.topics import title_topics
from humiao.plans.reader.reading import Mention, Quantity, Reading, Sentence
from humiao.plans.reader.words import load

_PERSONS = frozenset({"人", "名", "位", "户", "个"})
_MOODS = frozenset({"withdrawn", "example", "history", "wish", "procedure"})
_HERE = re.compile(
    r"在册|现有|共有|目前|现共|登记|摸[排底]|排查|截[至止]|全[市县区镇乡州旗]|本[市县区镇]|辖区|名单|所有|全部|共计|合计"
)
# What is told of now, in a sentence that also tells of before: 现有, or the stock at a year's end.
_NOW = re.compile(r"现有|现共|目前(?!已)|在册[^，。；]{0,12}\((?:截[至止])?\d{4}年|截[至止]\s*\d{4}年")
_ACTED_ON = re.compile(
    r"走访|探访|慰问|资助|招收|招募|参加|参与|邀请|受益|帮扶|惠及|发放|组织|选取|选拔|辅导|救助|培训|带领|圆梦|覆盖|建立|联系|安置|转介|结对|新增|减少|增加|退出"
)
_ACTING = re.compile(r"^[^，。；]{0,6}(?:参加|参与|到场|报名|受益|入住|获得|走进|前往)")
_SERVED = re.compile(r"(?:服务|提供|关爱|开展)[^，。；]{0,4}$")
# Those the programme is for, rather than a count of what was done for them.
_DIRECTLY = re.compile(r"直接(?:服务|受益|惠及|关爱)[^，。；]{0,4}$")
_FOR_WHOM = re.compile(r"(?:服务|受益|关爱|帮扶|对象)[^，。；]{0,6}$")
_ELSEWHERE = re.compile(
    r"全国|全省|全自治区|我国|各省|省内|全球|[邻外](?:县|市|区)|周边(?:县|市|区)|兄弟(?:县|市|区)"
)
_NUMBERS_COUNT = frozenset({"objects", "scope", "background", "goals"})
_NO_CLASSES = frozenset({"scoring", "eligibility", "payment", "procedure", "history", "staffing"})
_PROFILE = re.compile(r"(?:社区|站点|村|镇|街道|机构|学校)(?:简介|概况|情况)|简介")
_LEVEL_BEFORE = re.compile(r"(?:[红橙黄蓝绿](?:色|级|类|档|牌)|[高中低]风险|[一二三四]级)[^，。；]{0,6}$")
_PARTS_AFTER = re.compile(
    r"^[)）]?\s*[，,;；:：。(（]?\s*(?:\n\s*)?(?:其中|包括|包含|含|分别|具体|即|:|：)|^\s*[(（]\s*(?:其中|含)?"
)
_SUM = re.compile(
    r"(?P<word>合计|共计|总计|总数|总人数|小计|在册名单|在册人数|附件名单|名单|名册)(?:共|约为|约|为|有|是|:|：|\s)*$"
    r"|(?P<bare>^|[,，、;；)\s])(?P<all>共|计)(?:约|有|\s)*$"
)
_EACH = re.compile(r"分别(?:为|有|是)?")
_AGE_GAP = re.compile(r"\s*(?:[(（]?(?:未满|不满|年龄)[^，。；]{0,14})?[)）]?\s*[,，]?\s*")
# What was only asked or proposed: 问1：…, 教育局建议将…纳入.
_PROPOSED = re.compile(r"^\s*问\s*\d*\s*[:：.、]|(?:建议|提出|有同志|主张)[^。；]{0,40}$")
_ONE_PLACE = re.compile(
    r"(?<![本全各])[\u4e00-\u9fff]{2,8}(?<!全)(?<!本)(?:社区|村)(?:目前|内)?(?:现有|共有|总人口|辖区)"
)
_LOT = re.compile(
    r"(?:^|[:：，,、])\s*(?P<name>第?[0-9一二三四五六七八九十A-Z]{1,3}(?:号)?[包标]|(?:标[项段]|包)[0-9一二三四五六七八九十])\s*[:：]?\s*$"
)
_MARK = re.compile(r"[，,、;；:：。\n\t ]")
_CLASS_NOW = re.compile(r"以上|上述")


class _Span:
    def __init__(self, start: int, end: int) -> None:
        self.start, self.end = start, end


@dataclass
class _Row:
    """What was counted so far in a sentence, or in the list it belongs to."""

    classes: int = 0
    here: bool = False
    floor: int = 0
    parts: tuple[Quantity, ...] = ()  # numbers that add up to one before them


def read_service_objects(reading: Reading, claims: Claims) -> tuple[ServiceObject, ...]:
    """Return the classes served with their present numbers, each class and number once."""
    found = [*objects_in_tables(reading, claims), *_in_text(reading, claims)]
    found.sort(key=lambda item: item.start)
    outside = [item for item in found if not _in_profile(reading, item)]
    return tuple(_once(_ours(reading, outside or found)))


def _ours(reading: Reading, found: list[ServiceObject]) -> list[ServiceObject]:
    """Leave out how many there are in all, where a clause counts those to be served."""
    about = [title_topics(reading, item.start)[:1] for item in found]
    listed = {
        item.category: item.count for item, topic in zip(found, about, strict=True) if topic == ("objects",)
    }
    return [
        item
        for item, topic in zip(found, about, strict=True)
        if topic != ("background",) or (listed.get(item.category) or item.count or 0) >= (item.count or 0)
    ]


def _once(found: list[ServiceObject]) -> Iterator[ServiceObject]:
    seen: list[ServiceObject] = []
    for item in found:
        if not any(_same(item, other) for other in seen):
            yield item
        seen.append(item)


def _same(item: ServiceObject, other: ServiceObject) -> bool:
    names = item.category in other.category or other.category in item.category
    alike = names if item.code == other.code else item.category == other.category
    sums = item.total and other.total and item.count is not None
    return item.count == other.count and item.approximate == other.approximate and (alike or sums)


def _in_profile(reading: Reading, item: ServiceObject) -> bool:
    return any(_PROFILE.search(clause.heading) for clause in reading.clauses_around(item.start))


def _in_text(reading: Reading, claims: Claims) -> Iterator[ServiceObject]:
    row, clause = _Row(), ""
    for sentence in reading.sentences:
        if sentence.table is not None:
            yield from _in_cell(reading, claims, sentence)
            continue
        around = title_topics(reading, sentence.start)
        listed = "objects" in around
        if not listed or not row.classes:
            row = _Row() if sentence.clause != clause or not _goes_on(reading, sentence) else row
        row.floor, clause = sentence.start, sentence.clause
        row.here = listed
        yield from _respectively(reading, claims, sentence, row)
        yield from _without_units(reading, claims, sentence, row)
        for quantity in claims.free(sentence):
            item = _read(reading, sentence, quantity, row, around)
            row.floor = quantity.end if quantity.unit in _PERSONS else row.floor
            if item:
                row.classes += 1
                claims.take(quantity)
                yield item


def _respectively(reading: Reading, claims: Claims, sentence: Sentence, row: _Row) -> Iterator[ServiceObject]:
    """Share out numbers among classes named before them: 孤儿、留守儿童分别为9人、30人."""
    for word in _EACH.finditer(reading.folded, sentence.start, sentence.end):
        start = part_of(reading, sentence, word.start())[0]
        names = list(_single_classes(reading, _Span(start, word.start())))
        numbers = [q for q in claims.free(_Span(word.end(), sentence.end)) if q.unit in _PERSONS]
        numbers = [q for q in numbers if _is_head_count(reading, sentence, q)]
        if not 2 <= len(names) <= len(numbers):
            continue
        for name, number in zip(names, numbers, strict=False):
            claims.take(number)
            row.classes += 1
            span = (number.start, number.end)
            yield _made(reading, number, reading.words(name), code_of(name), span, total=False)


def _without_units(
    reading: Reading, claims: Claims, sentence: Sentence, row: _Row
) -> Iterator[ServiceObject]:
    """Read a row of classes each with a number alone: 孤儿8，残疾儿童52，留守儿童99."""
    bare = [q for q in claims.free(sentence) if q.kind == "bare" and not q.comparator]
    named = []
    for number in bare:
        start = max(
            [sentence.start, *(m.end() for m in _MARK.finditer(reading.folded, sentence.start, number.start))]
        )
        words = reading.folded[start : number.start].strip()
        known = [
            m for m in reading.mentions_in(_Span(start, number.start), "category") if m.end == number.start
        ]
        after = reading.folded[number.end : number.end + 1]
        if 2 <= len(words) <= 12 and re.fullmatch(r"[\u4e00-\u9fff]+", words) and after in "，,、;；。\n":
            named.append((number, start, known))
    if sum(bool(known) for *_, known in named) < 2 or reading.moods_at(sentence.start) & _MOODS:
        return
    for number, start, known in named:
        claims.take(number)
        row.classes += 1
        whole = Named(start, number.start, known[-1].key if known else "")
        words = reading.source.text[start : number.start].strip()
        yield _made(reading, number, words, code_of(whole), (start, number.end), total=False)


def _single_classes(reading: Reading, where: _Span) -> Iterator[Named]:
    """Give the classes named in a stretch one by one, also those the vocabulary has in a row."""
    for mention in reading.mentions_in(where, "category"):
        for piece in re.finditer(r"[^、和及]+", mention.text):
            start = mention.start + piece.start()
            entry = load("category").named(piece[0])
            if mention.key != "minors":
                yield Named(start, start + len(piece[0]), entry.key if entry else "")


def _in_cell(reading: Reading, claims: Claims, sentence: Sentence) -> Iterator[ServiceObject]:
    """Read running text in a cell, where it says of whom it tells: 为全县439名困境儿童建立档案."""
    if sentence.end - sentence.start < 14:
        return
    row = _Row(floor=sentence.start)
    for quantity in claims.free(sentence):
        item = _read(reading, sentence, quantity, row, ("indicators",))
        row.floor = quantity.end if quantity.unit in _PERSONS else row.floor
        if item:
            row.classes += 1
            claims.take(quantity)
            yield item


def _goes_on(reading: Reading, sentence: Sentence) -> bool:
    """Say whether a sentence goes on counting: 其中 …, or the next item after a semicolon."""
    before = reading.folded[: sentence.start].rstrip()[-1:]
    opening = reading.folded[sentence.start : sentence.end].lstrip()
    return before in (";", "；", ":", "：") or opening.startswith(
        ("其中", "以上", "包括", "分别", "共", "合计")
    )


def _read(
    reading: Reading, sentence: Sentence, quantity: Quantity, row: _Row, around: tuple[str, ...]
) -> ServiceObject | None:
    if not _is_head_count(reading, sentence, quantity):
        return None
    named = known_class(reading, sentence, quantity, row.floor)
    parts = parts_of(reading, sentence, quantity)
    row.parts = (*row.parts, *parts)
    if named is None or general_only(named):
        whole = _whole(reading, sentence, quantity, row, named, parts, around)
        if whole:
            return whole
        company = unknown_class(reading, sentence, quantity, row.floor) if row.classes else None
        company = company or _lot(reading, sentence, quantity, row)
        if company is None:
            return None if named else _sum(reading, sentence, quantity, row)
        named = company
    if not (row.classes or _is_told(reading, sentence, quantity, named, around)):
        return None
    if _is_acted_on(reading, sentence, quantity, named, around, adds_up=bool(parts)) or _counts_households(
        reading, quantity, named
    ):
        return None
    return _object(reading, quantity, named)


def _whole(
    reading: Reading,
    sentence: Sentence,
    quantity: Quantity,
    row: _Row,
    named: Named | None,
    parts: list[Quantity],
    around: tuple[str, ...],
) -> ServiceObject | None:
    """Return a number by its adding up: the whole of parts that follow it, or a part of a whole before it."""
    if around[:1] and around[0] in _NO_CLASSES:
        return None
    if quantity in row.parts and not parts and row.classes:
        part = part_named(reading, row.floor, quantity)
        return (
            _object(reading, quantity, part)
            if part and not _ACTING.match(reading.folded[quantity.end :])
            else None
        )
    if not parts:
        return None
    if named is None:
        known = [known_class(reading, sentence, part, quantity.end) for part in parts]
        name = part_named(reading, max(sentence.start, row.floor), quantity)
        return _object(reading, quantity, name, total=True) if name and sum(map(bool, known)) >= 2 else None
    left = reading.folded[sentence.start : min(named.start, quantity.start)]
    is_ours = _FOR_WHOM.search(left) and not _ACTED_ON.search(left[-12:])
    return _object(reading, quantity, named, total=True) if is_ours else None


def _lot(reading: Reading, sentence: Sentence, quantity: Quantity, row: _Row) -> Named | None:
    """Return the lot whose children a clause of objects counts: 01包312人."""
    found = _LOT.search(reading.folded, max(sentence.start, row.floor), quantity.start) if row.here else None
    return Named(*found.span("name")) if found else None


def _counts_households(reading: Reading, quantity: Quantity, named: Named) -> bool:
    """Say whether families on relief are counted, not children: 低保户388户."""
    words = reading.folded[named.start : named.end]
    return quantity.unit == "户" and not re.search("儿童|孤儿|对象|未成年", words)


def _is_head_count(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    if quantity.kind != "count" or quantity.unit not in _PERSONS or quantity.per or quantity.high:
        return False
    if _is_promised(reading, quantity):
        return False
    moods = reading.moods_at(quantity.start) & _MOODS
    before = reading.folded[sentence.start : quantity.start]
    if moods and not (moods == {"history"} and _NOW.search(before)):
        return False
    return not any(p.search(before) for p in (_ELSEWHERE, _LEVEL_BEFORE, _ONE_PLACE, _PROPOSED))


def _is_promised(reading: Reading, quantity: Quantity) -> bool:
    """Say whether a minimum or a limit is set, rather than more than a round number told."""
    if quantity.comparator in (None, "=", ">"):
        return False
    words = reading.folded[quantity.start : quantity.end]
    return not words.endswith("以上")


def _is_told(
    reading: Reading, sentence: Sentence, quantity: Quantity, named: Named, around: tuple[str, ...]
) -> bool:
    """Say whether the number tells how many there are, by the words before it or the heading above."""
    before = reading.folded[sentence.start : max(quantity.start, named.end)]
    if _HERE.search(before):
        return True
    if around and around[0] in _NO_CLASSES:
        return False
    if quantity.comparator:
        return False
    return not around or bool(_NUMBERS_COUNT & set(around))


def _is_acted_on(
    reading: Reading,
    sentence: Sentence,
    quantity: Quantity,
    named: Named,
    around: tuple[str, ...],
    *,
    adds_up: bool = False,
) -> bool:
    """Say whether the number is of those something is done with: 走访困境儿童200名, 30名孤儿参加."""
    start, end = part_of(reading, sentence, quantity.start)
    left = reading.folded[start : min(named.start, quantity.start)]
    right = reading.folded[max(named.end, quantity.end) : end]
    if _ACTING.match(right) or _LEVEL_BEFORE.search(left):
        return True
    if _HERE.search(left) or _DIRECTLY.search(left) or "objects" in around[:1]:
        return False
    return bool(_ACTED_ON.search(left)) or bool(
        not adds_up and _SERVED.search(left) and not {"scope", "objects"} & set(around)
    )


def _sum(reading: Reading, sentence: Sentence, quantity: Quantity, row: _Row) -> ServiceObject | None:
    """Return a total that names no class: 以上共计370人, after classes were counted."""
    found = _SUM.search(reading.folded, max(sentence.start, row.floor - 1), quantity.start)
    if not found:
        return None
    earlier = [m for m in reading.mentions_in(sentence, "category") if m.end <= found.start() + 1]
    named = _before_bracket(reading, sentence, found.start()) or _before_comma(reading, row, earlier, found)
    if named:
        return _object(reading, quantity, named, total=named.end < row.floor or "+" in named.key)
    is_here = (
        row.classes >= 2
        or (bool(found["word"]) and (row.here or _counts_follow(reading, quantity)))
        or _CLASS_NOW.search(reading.folded, sentence.start, quantity.start)
    )
    if not (is_here or (found["word"] and earlier and earlier[-1].key in ("in-need", "in-difficulty"))):
        return None
    if not row.classes and quantity.unit == "个":
        return None
    group = "word" if found["word"] else "all"
    start, word = found.start(group), reading.source.text[found.start(group) : found.end(group)]
    return _made(reading, quantity, f"服务对象{word}", "", (start, quantity.end), total=True)


def _before_bracket(reading: Reading, sentence: Sentence, offset: int) -> Named | None:
    """Return the class before a bracket that ends here: 困境儿童（含孤儿9人）共87人."""
    if reading.folded[offset : offset + 1] != ")":
        return None
    opening = reading.folded.rfind("(", sentence.start, offset)
    found = [m for m in reading.mentions_in(sentence, "category") if m.end == opening]
    return Named(found[-1].start, found[-1].end, found[-1].key) if found else None


def _before_comma(reading: Reading, row: _Row, earlier: list[Mention], found: re.Match[str]) -> Named | None:
    """Return the class a sum follows after a comma: 在册困境儿童，共计85人."""
    if not earlier or earlier[-1].key == "minors" or earlier[-1].start < row.floor:
        return None
    gap = reading.folded[earlier[-1].end : found.start()]
    return row_of(reading, earlier) if _AGE_GAP.fullmatch(gap) else None


def _object(reading: Reading, quantity: Quantity, named: Named, *, total: bool = False) -> ServiceObject:
    words = reading.source.text[named.start : named.end].strip()
    after = reading.folded[max(quantity.end, named.end) : max(quantity.end, named.end) + 12]
    parts = bool(_PARTS_AFTER.match(after)) and _counts_follow(reading, quantity)
    span = min(named.start, quantity.start), max(named.end, quantity.end)
    total = total or (parts and (is_sum_word(named) or "+" in named.key))
    return _made(reading, quantity, words, code_of(named), span, total=total)


def _counts_follow(reading: Reading, quantity: Quantity) -> bool:
    stretch = _Span(quantity.end, quantity.end + 160)
    return len([q for q in reading.quantities_in(stretch) if q.unit in _PERSONS]) >= 2


def _made(
    reading: Reading, quantity: Quantity, category: str, code: str, span: tuple[int, int], *, total: bool
) -> ServiceObject:
    count = None if quantity.masked or quantity.value is None else int(quantity.value)
    return ServiceObject(
        category=category,
        code=code,
        count=count,
        unit=quantity.unit or "人",
        comparator=quantity.comparator,
        approximate=quantity.approximate,
        total=total,
        **span_of(reading, *span),
    )


__all__ = ["read_object_scope", "read_service_objects"]
