"""Whom the programme is for: classes of children with how many there are now, and the words for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from humiao.plans.reader.draft import ServiceObject
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.facts.object_changed import changed_class, is_replaced
from humiao.plans.reader.facts.object_heads import LEVEL_BEFORE, MOODS, is_head_count
from humiao.plans.reader.facts.object_made import (
    ACTED_ON,
    ACTING,
    NO_CLASSES,
    PERSONS,
    Row,
    Span,
    made,
    object_of,
)
from humiao.plans.reader.facts.object_names import (
    Named,
    class_before_comma,
    classes_listed,
    code_of,
    general_only,
    known_class,
    unknown_class,
)
from humiao.plans.reader.facts.object_others import others_labelled
from humiao.plans.reader.facts.object_parts import parts_of
from humiao.plans.reader.facts.object_scope import read_object_scope
from humiao.plans.reader.facts.object_tables import objects_in_tables
from humiao.plans.reader.facts.object_totals import called_by_plan, sum_of, whole_of
from humiao.plans.reader.facts.phrases import part_of
from humiao.plans.reader.facts.stretches import headers
from humiao.plans.reader.facts.topics import title_topics
from humiao.plans.reader.reading import Quantity, Reading, Sentence
from humiao.plans.reader.words import load

_HERE = re.compile(
    r"在册|现有|共有|目前|现共|登记|摸[排底]|排查|截[至止]|全[市县区镇乡州旗]|本[市县区镇]|辖区|名单|名册|所有|全部|共计|合计"
)
_SERVED = re.compile(r"(?:服务|提供|关爱|开展)[^，。；]{0,4}$")
_SERVED_IN_ROW = re.compile(r"[^，。；]{0,6}(?:服务|关爱)")
# Those the programme is for, rather than a count of what was done for them.
_DIRECTLY = re.compile(r"直接(?:服务|受益|惠及|关爱)[^，。；]{0,4}$")
_NUMBERS_COUNT = frozenset({"objects", "scope", "background", "goals"})
_PROFILE = re.compile(r"(?:社区|站点|村|镇|街道|机构|学校)(?:简介|概况|情况)|简介")
_EACH = re.compile(r"分别(?:为|有|是)?")
_LOT = re.compile(
    r"(?:^|[:：，,、])\s*(?P<name>第?[0-9一二三四五六七八九十A-Z]{1,3}(?:号)?[包标]|(?:标[项段]|包)[0-9一二三四五六七八九十])\s*[:：]?\s*$"
)
_OBJECTS_ABOVE = re.compile(r"(?:服务|帮扶|关爱|保障)对象(?!满意)|受益对象|服务人群|服务儿童(?:人?数|情况)")
_MARK = re.compile(r"[，,、;；:：。\n\t ]")


def read_service_objects(reading: Reading, claims: Claims) -> tuple[ServiceObject, ...]:
    """Return the classes served with their present numbers, each class and number once."""
    found = [*objects_in_tables(reading, claims), *_in_text(reading, claims)]
    claims.take(*(q for item in found for q in reading.quantities_in(item)))
    found += others_labelled(reading, claims)
    found.sort(key=lambda item: item.start)
    outside = [item for item in found if not _in_profile(reading, item)]
    return tuple(_once(_of_those(reading, _ours(reading, outside or found))))


# Of all there are, those this project is for: 全县留守儿童2148人，其中本项目服务的…留守儿童517人.
_OF_THOSE = re.compile(r"其中[^。；\n]{0,6}(?:本项目|拟服务|项目(?:拟|计划)?服务|纳入(?:本项目|服务))")


def _of_those(reading: Reading, found: list[ServiceObject]) -> list[ServiceObject]:
    """Leave out a class in all, where the same sentence tells how many of it the project is for."""
    return [
        item
        for item in found
        if not any(
            other.start > item.end
            and (other.count or 0) < (item.count or 0)
            and (item.category.endswith(other.category) or other.category.endswith(item.category))
            and _OF_THOSE.search(reading.folded, item.end, other.start)
            and not re.search(r"[。\n]", reading.folded[item.end : other.start])
            for other in found
        )
    ]


def _ours(reading: Reading, found: list[ServiceObject]) -> list[ServiceObject]:
    """Leave out how many there are in all, told as the reason why, beside those to be served."""
    about = [title_topics(reading, item.start)[:1] for item in found]
    listed = {
        item.category: item.count for item, topic in zip(found, about, strict=True) if topic == ("objects",)
    }
    served = {
        item.category: item.count
        for item, topic in zip(found, about, strict=True)
        if topic != ("background",)
    }
    return [
        item
        for item, topic in zip(found, about, strict=True)
        if topic != ("background",)
        or (listed.get(item.category) or _fewer(served, item) or item.count or 0)
        >= (item.count or 0) * _MOST_OF
    ]


# A tenth more or less is the same number told twice, to be asked about; a half is another.
_MOST_OF = 0.9


def _fewer(served: dict[str, int | None], item: ServiceObject) -> int | None:
    """Return how many of a class told as background are served, by the class's name or the end of it."""
    counts = [c for name, c in served.items() if c and _plain(name) == _plain(item.category)]
    return min(counts, default=None)


def _plain(category: str) -> str:
    return re.sub(r"^(?:农村|城镇|在册|全[县市区旗镇])+", "", category)


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
    repeats = (
        item.category in _NO_NAME and item.count is not None and bool(_ONE_CLASS.fullmatch(other.category))
    )
    sums = sums or repeats
    return item.count == other.count and item.approximate == other.approximate and (alike or sums)


_ONE_CLASS = re.compile("[^和及与、,，]*儿童")
_NO_NAME = frozenset(
    {"服务对象合计", "服务对象总计", "服务对象共计"}
)  # the total row repeats the text's number


def _in_profile(reading: Reading, item: ServiceObject) -> bool:
    return any(_PROFILE.search(clause.heading) for clause in reading.clauses_around(item.start))


def _in_text(reading: Reading, claims: Claims) -> Iterator[ServiceObject]:
    row, clause = Row(), ""
    for sentence in reading.sentences:
        if sentence.table is not None:
            yield from _in_cell(reading, claims, sentence)
            continue
        around = title_topics(reading, sentence.start)
        listed = "objects" in around
        if not listed or not row.classes:
            row = Row() if sentence.clause != clause or not _goes_on(reading, sentence) else row
        row.floor, clause = sentence.start, sentence.clause
        row.here = listed
        yield from _respectively(reading, claims, sentence, row)
        yield from _without_units(reading, claims, sentence, row)
        for quantity in claims.free(sentence):
            item = _read(reading, sentence, quantity, row, around)
            if item or not _ends_bracket(reading, quantity):
                row.floor = quantity.end if quantity.unit in PERSONS else row.floor
            if item:
                row.classes += 1
                claims.take(quantity)
                yield item


def _ends_bracket(reading: Reading, quantity: Quantity) -> bool:
    """Say whether a number is the last of a bracket: 孤儿（含集中养育4人）11人."""
    return reading.folded[quantity.end : quantity.end + 1] == ")"


def _respectively(reading: Reading, claims: Claims, sentence: Sentence, row: Row) -> Iterator[ServiceObject]:
    """Share out numbers among classes named before them: 孤儿、留守儿童分别为9人、30人."""
    for word in _EACH.finditer(reading.folded, sentence.start, sentence.end):
        start = part_of(reading, sentence, word.start())[0]
        names: list[Named] = list(_single_classes(reading, Span(start, word.start())))
        numbers = [q for q in claims.free(Span(word.end(), sentence.end)) if q.unit in PERSONS]
        numbers = [q for q in numbers if is_head_count(reading, sentence, q)]
        if len(names) < len(numbers):
            names = classes_listed(reading, sentence, word.start()) or names
        if not 2 <= len(names) <= len(numbers):
            continue
        for name, number in zip(names, numbers, strict=False):
            claims.take(number)
            row.classes += 1
            span = (number.start, number.end)
            yield made(reading, number, reading.words(name), code_of(name), span, total=False)


def _without_units(reading: Reading, claims: Claims, sentence: Sentence, row: Row) -> Iterator[ServiceObject]:
    """Read a row of classes each with a number alone: 孤儿8，残疾儿童52，留守儿童99."""
    bare = [q for q in claims.free(sentence) if q.kind == "bare" and not q.comparator]
    named = []
    for number in bare:
        start = max(
            [sentence.start, *(m.end() for m in _MARK.finditer(reading.folded, sentence.start, number.start))]
        )
        words = reading.folded[start : number.start].strip()
        known = [
            m for m in reading.mentions_in(Span(start, number.start), "category") if m.end == number.start
        ]
        after = reading.folded[number.end : number.end + 1]
        if 2 <= len(words) <= 12 and re.fullmatch(r"[\u4e00-\u9fff]+", words) and after in "，,、;；。\n":
            named.append((number, start, known))
    if sum(bool(known) for *_, known in named) < 2 or reading.moods_at(sentence.start) & MOODS:
        return
    for number, start, known in named:
        claims.take(number)
        row.classes += 1
        whole = Named(start, number.start, known[-1].key if known else "")
        words = reading.source.text[start : number.start].strip()
        yield made(reading, number, words, code_of(whole), (start, number.end), total=False)


def _single_classes(reading: Reading, where: Span) -> Iterator[Named]:
    """Give the classes named in a stretch one by one, also those the vocabulary has in a row."""
    for mention in reading.mentions_in(where, "category"):
        for piece in re.finditer(r"[^、和及]+", mention.text):
            start = mention.start + piece.start()
            entry = load("category").named(piece[0])
            if mention.key != "minors":
                yield Named(start, start + len(piece[0]), entry.key if entry else "")


def _in_cell(reading: Reading, claims: Claims, sentence: Sentence) -> Iterator[ServiceObject]:
    """Read running text in a cell, where it says of whom it tells: 为全县439名困境儿童建立档案."""
    served = bool(_OBJECTS_ABOVE.search(headers(reading, sentence)))
    if sentence.end - sentence.start < 14 and not served:
        return
    row = Row(floor=sentence.start)
    for quantity in claims.free(sentence):
        item = _read(reading, sentence, quantity, row, ("objects",) if served else ("indicators",))
        row.floor = quantity.end if quantity.unit in PERSONS else row.floor
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
    reading: Reading, sentence: Sentence, quantity: Quantity, row: Row, around: tuple[str, ...]
) -> ServiceObject | None:
    if not is_head_count(reading, sentence, quantity) or is_replaced(reading, quantity):
        return None
    named = known_class(reading, sentence, quantity, row.floor)
    if named is None and "objects" in around[:1]:
        named = class_before_comma(reading, sentence, quantity, row.floor)
    changed = changed_class(reading, sentence, quantity)
    if changed:
        return object_of(reading, quantity, changed)
    parts = parts_of(reading, sentence, quantity)
    row.parts = (*row.parts, *parts)
    if named is None or general_only(named):
        whole = called_by_plan(reading, sentence, quantity) or whole_of(
            reading, sentence, quantity, row, named, parts, around
        )
        if whole:
            return whole
        company = unknown_class(reading, sentence, quantity, row.floor) if row.classes else None
        company = company or _lot(reading, sentence, quantity, row)
        if company is None:
            return None if named else sum_of(reading, sentence, quantity, row)
        named = company
    if not (row.classes or _is_told(reading, sentence, quantity, named, around)):
        return None
    if _is_acted_on(reading, sentence, quantity, named, around, adds_up=bool(parts)) or _counts_households(
        reading, quantity, named
    ):
        return None
    return object_of(reading, quantity, named)


def _lot(reading: Reading, sentence: Sentence, quantity: Quantity, row: Row) -> Named | None:
    """Return the lot whose children a clause of objects counts: 01包312人."""
    found = (
        _LOT.search(reading.folded, max(0, sentence.start - 1, row.floor - 1), quantity.start)
        if row.here
        else None
    )
    return Named(*found.span("name")) if found else None


def _counts_households(reading: Reading, quantity: Quantity, named: Named) -> bool:
    """Say whether families on relief are counted, not children: 低保户388户."""
    words = reading.folded[named.start : named.end]
    return quantity.unit == "户" and not re.search("儿童|孤儿|对象|未成年", words)


def _is_told(
    reading: Reading, sentence: Sentence, quantity: Quantity, named: Named, around: tuple[str, ...]
) -> bool:
    """Say whether the number tells how many there are, by the words before it or the heading above."""
    before = reading.folded[sentence.start : max(quantity.start, named.end)]
    if _HERE.search(before):
        return True
    if around and around[0] in NO_CLASSES:
        return False
    if quantity.comparator:
        return False
    if around[:1] == ("correction",) and _lists_classes(reading, sentence.start, sentence.end):
        return True  # 更正后的一览表为:孤儿14人、…
    start, end = part_of(reading, sentence, quantity.start)
    if _SERVED_IN_ROW.match(reading.folded, start, end) and _lists_classes(reading, start, end):
        return True
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
    if ACTING.match(right) or LEVEL_BEFORE.search(left):
        return True
    if _HERE.search(left) or _DIRECTLY.search(left) or "objects" in around[:1]:
        return False
    return bool(ACTED_ON.search(left)) or bool(
        not adds_up
        and _SERVED.search(left)
        and not {"scope", "objects"} & set(around)
        and not _lists_classes(reading, start, end)
    )


def _lists_classes(reading: Reading, start: int, end: int) -> bool:
    """Say whether several classes are counted in a row: 服务留守儿童80名、困境儿童12名."""
    counted = [q.start for q in reading.quantities_in(Span(start, end)) if q.unit in PERSONS and not q.per]
    named = [m for m in reading.mentions_in(Span(start, end), "category") if m.end in counted]
    return len({m.key for m in named}) >= 2


__all__ = ["read_object_scope", "read_service_objects"]
