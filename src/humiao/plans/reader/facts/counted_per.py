"""What a figure of running text is counted per: 每站, 全年, 2个×6节, and what the figure before it was."""

from __future__ import annotations

import re

from humiao.plans.reader.facts.figures import PLACES
from humiao.plans.reader.facts.phrases import beside, name_in
from humiao.plans.reader.files.folding import fold
from humiao.plans.reader.reading import Quantity, Reading, Sentence

_PER_BEFORE = re.compile(
    r"每(?:个|一)?(?P<per>站|镇|乡镇|街道|村|社区|学期|年|月|季度?|周|场|次|节|期|例|组|个案|小组|名|人|户|支|队|班)"
    r"|单(?P<single>[场次节期])|(?P<mean>[日月人次场户])均"
    r"|[\d一二两三四五六七八九十]个(?P<of_them>乡镇|镇|街道|村|社区|站)(?:点|\([^()]*\))?各(?=举办|开展|建|设|组织|开设|召开)"
)
_ALL_YEAR = re.compile(r"全年度?|每年|年度内?|一年(?!内)")
IN_ALL = re.compile(r"合计|总计|共计|全部站点|各站点?合计|全市|全县|全区|项目总")
PARTS = {
    "场",
    "次",
    "节",
    "期",
    "例",
    "组",
    "小组",
    "个案",
    "人",
    "户",
    "名",
    "课",
    "班",
    "营",
    "篇",
    "堂",
    "讲",
    "支",
    "队",
}


_TOLD_BESIDE = re.compile(r"\(每[^()]*\)、")  # of what stands before: 讲座18场（每乡镇1场）、营会2期


def counted_per(quantity: Quantity, before: str) -> str | None:
    """Return what a number is counted per; 合计 takes the places away, 全年 adds the year."""
    before = (
        before.rpartition("(")[2] if before.count("(") > before.count(")") else _TOLD_BESIDE.sub("", before)
    )
    times = _TIMES_EACH.search(before)
    each = _ONE_LASTS.search(before)
    own = _per(before) if quantity.kind == "interval" else None
    own = own if own in PLACES else None  # 每村每年不少于2次
    per = (
        own
        or quantity.per
        or (each["per"] if each else None)
        or (times["per"] if times else None)
        or _per(before)
    )
    if IN_ALL.search(before) and not is_time(per):
        per = None
    if per is None and _ALL_YEAR.search(before) and quantity.kind == "count":
        per = "年"
    return per


_ONE_LASTS = re.compile(r"(?:^|[，,])[一1](?P<per>期|场|次|天|节)\s*$")  # 夏令营两期，一期七天
# So many of so many each: 亲子小组2个×6节.
_TIMES_EACH = re.compile(r"[\d一二两三四五六七八九十](?P<per>个|组|期|班|场|营)\s*[×xX*]\s*$")


_OF_THE_SAME = re.compile(
    r"(?:每次)?(?:(?:参加|参与|参训|受益|到场|覆盖|服务)?(?:者|人数|人员|儿童|家长|时长|时间|组员|记录|次数)|面谈|面谈次数|服务|辅导|跟进服务|服务记录|服务时长|跟进|会谈|到场)?"
)
_OF_ALL_LISTED = re.compile(
    r"[\s\d.、()（）一二三四五六七八九十①-⑳]*(?:要求)?[每各](?:个|所)?(?P<place>[\u4e00-\u9fff()]{0,8}?(?:站点?|点|乡镇|镇|乡|街道|村|社区|之家|中心)(?:\(?(?:社区|街道)\)?)?)"
    r"(?P<year>每年度?|全年|年度|年内|每月|每季度)?(?:应|须|要|需|至少|均|内)*(?:完成|开展|组织|举办|达到)*[:：]?"
)


def carried_per(
    reading: Reading, sentence: Sentence, quantity: Quantity, nested: str, nested_end: int
) -> str | None:
    """Return what the figure before was counted per, where this one tells more of the same.

    每场不少于1小时，参加人数不少于30人; and 每站每年完成:个案5例、小组3个, where all are per 站.
    """
    if quantity.kind not in ("count", "measure") or IN_ALL.search(
        reading.folded, sentence.start, quantity.start
    ):
        return None
    between = reading.folded[nested_end : quantity.start]
    near = nested and 0 <= quantity.start - nested_end <= _MORE and not _NO_MORE_OF_EACH.search(between)
    own = name_in(reading, beside(reading, sentence, quantity).left)
    if near and _OF_THE_SAME.fullmatch(fold(own)):
        return nested
    listed = _OF_ALL_LISTED.match(reading.folded, sentence.start, quantity.start)
    if listed is None:
        return None
    alike = _ALIKE.fullmatch(reading.folded, listed.end(), quantity.start)
    if not alike and (listed[0][-1] not in ":：" and not _EVERY_PLACE.search(listed[0])):
        return None
    if not alike and not re.search(r"[:：、]", reading.folded[listed.end() - 1 : quantity.start]):
        return None
    found = _PER_BEFORE.search(reading.folded, listed.start(), listed.end())
    town = _TOWN.search(listed["place"])
    place = (found and found["per"]) or (town[0] if town else "站")
    return f"{place}/年" if listed["year"] and "年" in listed["year"] else place


# Things with their numbers and nothing else: 各镇全年个案不少于3个，小组不少于2个，活动6场.
_ALIKE = re.compile(
    r"(?:(?!全|[县区市]级)[\u4e00-\u9fff]{2,8}?(?:不少于|不低于|至少|≥)?\d+[个例场次期组节][，、])+(?!全|[县区市]级)[\u4e00-\u9fff]{2,8}"
)
_NO_MORE_OF_EACH = re.compile(r"[。；;)\n]|累计|合计|全部|全年")
_EVERY_PLACE = re.compile(r"每(?:个|所)?[\u4e00-\u9fff()]+$|每(?:个|所)?[\u4e00-\u9fff()]{1,8}(?:每年|全年)")
_TOWN = re.compile(r"乡镇|镇|乡|街道|村|社区")
_MORE = 16


def is_time(per: str | None) -> bool:
    """Say whether a figure is counted per a stretch of time: 年, 村/月."""
    return bool(per) and (per or "").split("/")[-1] in ("年", "月", "季度", "周", "天", "半年", "学期")


def _per(before: str) -> str | None:
    named = [m[m.lastgroup or 0] for m in _PER_BEFORE.finditer(before)]
    found = [one.replace("季", "季度").replace("度度", "度") for one in named]
    return "/".join(dict.fromkeys(found)) or None
