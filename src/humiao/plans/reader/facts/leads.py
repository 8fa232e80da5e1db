"""What the words that lead to a list say of all its figures: 每个站每年完成:, 第六条 每年度服务量."""

from __future__ import annotations

import re
from typing import NamedTuple

from humiao.plans.reader.reading import Clause, Reading, Sentence

_PLACE = re.compile(
    r"(?:[每各](?:个|所)?[\u4e00-\u9fff()]{0,8}?|单个?)(?P<place>站|点|乡镇|镇|乡|街道|村|社区|之家|中心)(?![\u4e00-\u9fff]{0,3}(?:人员|负责|设立|设置))"
)
_TIME = re.compile(r"每(?:个|一)?(?:服务|合同|项目)?(?P<time>年度?|月度?|季度?|学期|周)(?!末)")
_YEARLY = re.compile(r"^年度(?=任务|服务量|工作量|指标|目标)")
_TO_BE_DONE = re.compile(
    r"(?:完成|开展|提供|达到|服务量|工作量|任务|指标|数量|目标|服务|活动)[\u4e00-\u9fff()/]{0,8}[:：]?\s*$"
)
# 面向儿童的服务（以下数量均按“每站每年”计算）
_COUNTED_SO = re.compile(r"\((?:以下|下列)[\u4e00-\u9fff]{0,4}(?:均|都)?(?:按|为|以|系)[“\"]?每")
_OTHER = re.compile(r"考核|评估|支付|拨付|付款|报送|提交|会议|得分|扣")
_LONGEST = 48
_TIMES = {"年度": "年", "月度": "月", "季": "季度"}


class Lead(NamedTuple):
    """What the figures of a list are counted per, where the words before it say so."""

    place: str = ""
    time: str = ""

    @property
    def per(self) -> str:
        """Return both as the draft writes them: 站/年."""
        return "/".join(part for part in self if part)


def lead_of(reading: Reading, sentence: Sentence, offset: int) -> Lead:
    """Return what a figure's list is counted per: by the label before it, else by the line above it."""
    label, colon, _ = reading.folded[sentence.start : offset].rpartition(":")
    own = _lead(label) if colon else _lead(_label_of_line(reading, sentence))
    if own.per:
        return own
    clause = reading.clause_at(sentence.start)
    if clause is None or clause.parent is None:
        return _lead(_line_above_items(reading, sentence))
    return _lead(_line_before_items(reading, reading.clauses[clause.parent]))


def _label_of_line(reading: Reading, sentence: Sentence) -> str:
    """Return the label that opens the line of a later part: 每站每年完成:走访480人次；个案6例."""
    start = reading.folded.rfind("\n", 0, sentence.start) + 1
    label, colon, between = reading.folded[start : sentence.start].partition(":")
    return label if colon and not re.search(r"[。:]", between) else ""


def _line_above_items(reading: Reading, sentence: Sentence) -> str:
    """Return the line that ends in a colon above the items a sentence is one of, at the most so many."""
    lines = reading.folded[: sentence.end].split("\n")[-_MOST_ITEMS:]
    if not _ITEM.match(lines[-1]):
        return ""
    above = next(
        (line.strip() for line in reversed(lines[:-1]) if line.strip() and not _ITEM.match(line)), ""
    )
    return above.rstrip(":") if above.endswith(":") else ""


_ITEM = re.compile(r"\s*[(（]?(?:\d{1,2}|[①-⑳]|[一二三四五六七八九十]{1,2})[)）.、]")
_MOST_ITEMS = 14


def leads_to_list(words: str) -> bool:
    """Say whether a label leads to a list of what is to be done: 年度任务, 服务量."""
    return len(words) <= _LONGEST and bool(_LISTS.search(words)) and not _OTHER.search(words)


_LISTS = re.compile(
    r"(?:任务|服务量|工作量|(?:服务|数量|量化|工作|产出)指标|服务数量|工作数量)(?:要求|如下|为)?\s*$"
)


def _line_before_items(reading: Reading, parent: Clause) -> str:
    """Return the last line of a clause's own words, before the first of its items."""
    index = reading.clauses.index(parent)
    following = reading.clauses[index + 1] if index + 1 < len(reading.clauses) else parent
    end = following.start if following.start > parent.start else parent.end
    words = reading.folded[parent.number_end or parent.start : end].strip()
    return re.split(r"[。；\n]", words.rstrip("。；"))[-1].strip()


def _lead(words: str) -> Lead:
    words = re.split(r"[。；;\n]", words)[-1].strip()
    if not words or len(words) > _LONGEST or _OTHER.search(words):
        return Lead()
    if not (_TO_BE_DONE.search(words) or _COUNTED_SO.search(words)):
        return Lead()
    place = _PLACE.search(words)
    after = words[place.end() :] if place else words
    time = _TIME.search(words) or (_YEARLY.search(after) if place else None)
    named = (time.groupdict().get("time") or "年") if time else ""
    return Lead(place["place"] if place else "", _TIMES.get(named, named))
