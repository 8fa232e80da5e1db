"""What is told of the places to be reached: their unit, their names, those left out, and by when."""

from __future__ import annotations

import re

from humiao.plans.reader.draft import Coverage
from humiao.plans.reader.facts.places import span_of
from humiao.plans.reader.reading import Quantity, Reading, Sentence

STATIONS = re.compile(r"(?:未保|未成年人保护|社工|社会工作|儿童|工作|服务)*(?:工作站|站点|站|村|社区)")
# The place before its number: 覆盖乡镇9个.
NOUN_BEFORE = re.compile(
    r"(?P<noun>乡镇|镇街|街道|镇|乡|社区|村|嘎查|苏木)(?:\([^()]{0,8}\))?(?:共|计|约|有)*$"
)
_BRACKET = re.compile(
    r"(?:\s*[\u4e00-\u9fff]{0,16})?\s*[(:]\s*(?!其中)(?P<names>[^()。；\n]{3,160})[)。；\n]?"
)
_EXCLUDED = re.compile(
    r"(?:不含|不包括|不包含|除去?)(?P<names>[^()。；，,\n外]{2,60})|"
    r"(?:(?<![\u4e00-\u9fff])|其中)(?P<given>(?!个)[\u4e00-\u9fff]{1,6}?(?:街道|镇|乡|村|社区)(?:[、和及][\u4e00-\u9fff]{1,6}?(?:街道|镇|乡|村|社区))*)[^。；\n]{0,30}(?:不纳入|不列入|除外|不在[^。；]{0,8}范围)"
)
_ROW = re.compile(
    r"(?:覆盖|范围[:：为]|区域[:：为]|地点[:：为]|包括|[:：为在])?(?P<names>(?:[\u4e00-\u9fff]{1,8}(?:街道|镇|乡|社区|村|苏木)[、和及]){1,30}[\u4e00-\u9fff]{1,8}(?:街道|镇|乡|社区|村|苏木))等?(?:这|共)?$"
)
_LEADING = re.compile(r"^(?:本项目|项目|服务)?(?:覆盖|范围[:：为]|区域[:：为]|地点[:：为]|包括|在|为)")
_NAME = re.compile(r"^[\u4e00-\u9fff]{2,14}$")


def coverage_of(reading: Reading, sentence: Sentence, numbers: tuple[Quantity, ...]) -> Coverage:
    """Return the coverage that numbers of places beside each other tell, with what their sentence adds."""
    first, last = numbers[0], numbers[-1]
    masked = any(q.masked or q.value is None for q in numbers)
    value = None if masked else int(sum(q.value for q in numbers if q.value is not None))
    excluded = _excluded(reading, sentence)
    names = () if excluded else _names(reading, sentence, first, last)
    return Coverage(
        value=value,
        unit=_unit(reading, numbers),
        names=names,
        excluded=excluded,
        deadline=_deadline(reading, sentence),
        **span_of(reading, first.start, last.end),
    )


def _unit(reading: Reading, numbers: tuple[Quantity, ...]) -> str:
    if len(numbers) > 1:
        return "个" + "、".join(q.unit.removeprefix("个") for q in numbers)
    number = numbers[0]
    printed = reading.source.text[number.start : number.end]
    kind = STATIONS.match(reading.folded, number.end)
    if number.unit == "个" and kind:
        return f"个{reading.source.text[kind.start() : kind.end()]}"
    noun = NOUN_BEFORE.search(reading.source.text, max(0, number.start - 12), number.start)
    if number.unit == "个" and noun:
        return f"个{noun['noun']}"
    found = re.search(r"[个個]?[^\d\s一二三四五六七八九十百零〇两兩*×xX_０-９]+$", printed)
    more = re.match(r"\((?:街道|乡镇|社区|街|镇|居|村)\)", reading.folded[number.end :])
    tail = reading.source.text[number.end : number.end + more.end()] if more else ""
    return (found[0] if found else number.unit) + tail


def _names(reading: Reading, sentence: Sentence, first: Quantity, last: Quantity) -> tuple[str, ...]:
    """Return the names in brackets or after a colon behind the number, else those in a row before it."""
    row = _ROW.search(reading.folded, sentence.start, first.start)
    if row:
        return _split(reading.source.text[row.start("names") : row.end("names")])
    found = _BRACKET.match(reading.folded, last.end, sentence.end)
    if not found:
        return ()
    names = _split(reading.source.text[found.start("names") : found.end("names")])
    return names if len(names) > 1 else ()


def _excluded(reading: Reading, sentence: Sentence) -> tuple[str, ...]:
    found = _EXCLUDED.search(reading.folded, sentence.start, sentence.end)
    if not found:
        return ()
    group = "names" if found["names"] else "given"
    text = reading.source.text[found.start(group) : found.end(group)]
    return _split(re.sub(r"^其中", "", text))


# 和 joins two names, or stands in one: 东山镇和西河镇, 中和镇.
_AND = re.compile(r"[、，,]|以及|(?<=[镇乡村道区木])[和及与]")


def _split(text: str) -> tuple[str, ...]:
    words = [_LEADING.sub("", part.strip()) for part in _AND.split(text)]
    return tuple(w for w in words if _NAME.match(w))


def _deadline(reading: Reading, sentence: Sentence) -> str | None:
    for date in reading.quantities_in(sentence):
        if date.kind != "date" or date.masked or not date.iso:
            continue
        near = reading.folded[date.start : date.end + 3]
        if date.comparator == "<=" or re.search(r"(?:底前|底|年内|月?末|以前|前|内)", near[4:]):
            return date.iso_end or date.iso
    return None
