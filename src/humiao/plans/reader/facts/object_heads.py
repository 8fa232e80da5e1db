"""Whether a number counts those there are to be served, not those promised, of a level or elsewhere."""

from __future__ import annotations

import re

from humiao.plans.reader.facts.object_made import PERSONS, Span
from humiao.plans.reader.reading import Quantity, Reading, Sentence

MOODS = frozenset({"withdrawn", "example", "history", "wish", "procedure"})
# What is told of now, in a sentence that also tells of before: 现有, or the stock at a year's end.
_NOW = re.compile(
    r"现有|现共|目前(?!已)|在册[^，。；]{0,12}\((?:截[至止])?\d{4}年|截[至止]\s*\d{4}年"
    r"|\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?[底末]?[^，。；\d]{0,4}(?:台账|名册|花名册|在册|登记)"
)
_ELSEWHERE = re.compile(
    r"(?:全国|全省)(?![\u4e00-\u9fff]{0,14}(?:系统|平台|台账))|全自治区|我国|各省|省内|全球|[邻外](?:县|市|区)|周边(?:县|市|区)|兄弟(?:县|市|区)"
)
LEVEL_BEFORE = re.compile(r"(?:[红橙黄蓝绿](?:色|级|类|档|牌)|[高中低]风险|[一二三四]级)[^，。；]{0,6}$")
# What was only asked or proposed: 问1：…, 教育局建议将…纳入.
_PROPOSED = re.compile(r"^\s*问\s*\d*\s*[:：.、]|(?:建议|提出|有同志|主张)[^。；]{0,40}$")
# Those who were only asked: 访谈留守儿童312人、监护人186人.
_ASKED = re.compile(r"(?:访谈|问卷|抽样|座谈)[^。；]{0,24}$")
_LEFT_OUT = re.compile(r"不(?:列入|纳入|计入)(?:本项目|本次|服务)")  # …约2300人，另案关爱，不列入本项目
_OF_PLACES = re.compile(r"(?:以上|以下)?的(?:片区|乡镇|街道|镇|村|社区|站)")  # 在册儿童超过150名的片区
_ONE_PLACE = re.compile(
    r"(?<![本全各])[\u4e00-\u9fff]{2,8}(?<!全)(?<!本)(?:社区|村)(?:目前|内)?(?:现有|共有|总人口|辖区)"
)


def is_head_count(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether a number counts persons there are now, or all a programme is for."""
    if quantity.kind != "count" or quantity.unit not in PERSONS or quantity.per or quantity.high:
        return False
    if _is_promised(reading, quantity):
        return False
    moods = reading.moods_at(quantity.start) & MOODS
    before = reading.folded[sentence.start : quantity.start]
    if moods and not (moods == {"history"} and _NOW.search(before)):
        return False
    if _LEFT_OUT.search(reading.folded, quantity.end, sentence.end):
        return False
    if _is_of_a_level(reading, sentence, quantity) or _OF_PLACES.match(reading.folded, quantity.end):
        return False
    return not any(p.search(before) for p in (_ELSEWHERE, LEVEL_BEFORE, _ONE_PLACE, _PROPOSED, _ASKED))


_LABEL = 24


def _is_of_a_level(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether those of one level are counted: A类(红色):无人照料的儿童，共6名."""
    label, colon, _ = reading.folded[sentence.start : quantity.start].partition(":")
    head = Span(sentence.start, sentence.start + len(label))
    classes = {m.start for m in reading.mentions_in(head, "category")}
    levels = [m for m in reading.mentions_in(head, "level") if m.start not in classes]
    return bool(colon) and len(label) <= _LABEL and bool(levels)


def _is_promised(reading: Reading, quantity: Quantity) -> bool:
    """Say whether a minimum or a limit is set, rather than more than a round number told."""
    if quantity.comparator in (None, "=", ">"):
        return False
    words = reading.folded[quantity.start : quantity.end]
    return not words.endswith("以上") and not _is_for_all_of_them(reading, quantity)


# All the programme is for, however many at least: 为全县不少于420名困境儿童提供服务.
_FOR_WHOM = re.compile(r"(?:为|向|面向)(?:全[县市区旗镇]|辖区内?)?的?\s*$")
_GIVEN_TO = re.compile(
    r"[\u4e00-\u9fff、]{2,16}(?:儿童|未成年人|孩子)(?:及其家庭)?提供[\u4e00-\u9fff]{0,6}服务(?=[，,。；;])"
)


def _is_for_all_of_them(reading: Reading, quantity: Quantity) -> bool:
    before = reading.folded[max(0, quantity.start - 8) : quantity.start]
    return bool(_FOR_WHOM.search(before) and _GIVEN_TO.match(reading.folded, quantity.end))
