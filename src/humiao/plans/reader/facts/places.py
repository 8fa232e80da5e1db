"""The grammar of place and office names: no names, only the words they end in."""

from __future__ import annotations

import re
from typing import TypedDict

from humiao.plans.reader.reading import Reading

_NAME = r"[\u4e00-\u9fff]"
_NOT_A_NAME = re.compile(r"^(?:本|我|全|各|该|县|市|区|省|辖|为|在|由|于|对|向|的|同|跨|外|异|两|每|某)+$")
_UPPER = rf"(?:{_NAME}{{2,7}}?(?:省|自治区))?(?:{_NAME}{{2,8}}?(?:市|自治州|州|盟|地区)(?!民))?"
_COUNTY = re.compile(rf"{_UPPER}(?P<name>{_NAME}{{1,8}}?(?:自治县|自治旗|县|区|市|旗))")
_PREFECTURE = re.compile(rf"(?P<name>{_NAME}{{1,8}}?(?:自治州|州|盟))(?!府)")
_YEAR = re.compile(
    r"(?:\s|(?:\d{4}|[二〇零一三四五六七八九]{4})年度?|关于(?:印发|开展|实施|做好|加强|下发|转发|调整|变更|延长|终止|公布|申报)?|《"
    r"|[—-]*记(?!者)|记者|从[县区市旗州]?(?:民政局|妇联|团委|教育局|政府|未保办|有关部门)(?:获悉|了解到)[:：，,]|通讯员|今天|昨天|日前|近日|今年|去年|目前|据悉?|获悉|中共|从(?!化|江)|[，,])*"
)
_MASK = re.compile(r"[*xX×_]{1,}")


class Span(TypedDict):
    """Where a fact stands."""

    evidence: str
    start: int
    end: int
    clause: str


def span_of(reading: Reading, start: int, end: int) -> Span:
    """Return the words, place and clause of a stretch of text, without the space around it."""
    text = reading.source.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    clause = reading.clause_at(start)
    return {"evidence": text[start:end], "start": start, "end": end, "clause": clause.ref if clause else ""}


def county_in(folded: str) -> tuple[int, int] | None:
    """Find the county, city or district a title or an office's name begins with: the lowest one named.

    Give its place in the text; None where there is none, or where it is masked.
    """
    opening = _YEAR.match(folded)
    start = opening.end() if opening else 0
    found = _COUNTY.match(folded, start)
    found = found or _PREFECTURE.match(folded, start)
    if found is None or _MASK.search(folded[start : found.end()]) or not _is_name(found["name"]):
        return None
    return found.start("name"), found.end("name")


def town_in(folded: str) -> tuple[int, int] | None:
    """Find the town or street a title begins with, where it names no county."""
    opening = _YEAR.match(folded)
    found = _TOWN.match(folded, opening.end() if opening else 0)
    return found.span() if found and not _NOT_A_NAME.match(found[0]) else None


_PROVINCE = re.compile(rf"{_NAME}{{2,6}}?(?:省|自治区)(?=民政厅|妇联|妇女联合会|教育厅|团委|残联)")


def province_in(folded: str) -> tuple[int, int] | None:
    """Find the province an office of its own is named with: 某省民政厅."""
    found = _PROVINCE.match(folded)
    return found.span() if found else None


_TOWN = re.compile(
    rf"(?!乡镇|村镇|集镇|城镇){_NAME}{{1,5}}?(?:镇|乡|街道)(?!街|镇|振兴|村|里|间|情|音|亲|愁|野)"
)


_LETTER = r"[^\W\da-zA-Z本我全各该为在由于对向的同每某及和与所报请经]"
_NAMED_WITH = re.compile(
    rf"(?:^|[\s:(《“,，。;；、由在与和为向经报]){_UPPER}"
    rf"(?P<name>{_LETTER}{{1,4}}?(?:自治县|自治旗|县)|{_LETTER}{{2,4}}?[区市旗])"
    rf"(?=(?:民政局|人民政府|教育局|财政局|妇联|妇女联合会|残联|团委)|{_NAME}{{1,4}}(?:镇|乡|街道)"
    rf"|{_NAME}{{2,8}}(?:协会|中心|基金会|服务社)|\))",
    re.MULTILINE,
)


def counties_named(folded: str) -> list[tuple[int, int]]:
    """Return where the text names a county with its offices, towns or bodies, or in brackets."""
    return [m.span("name") for m in _NAMED_WITH.finditer(folded) if _is_name(m["name"])]


# No county is called a community, a campus, an old town alone; and words of a sentence are no name.
_OTHER_AREA = re.compile(r"(?:社|小|园|辖|片|校|库|景|矿|山|林|灾|郊|^城|示范|开发)$")
_SENTENCE = re.compile(
    r"会同|妇联|记者|今[天年日]|获悉|中共|政府|服务|项目|儿童|对象|关爱|保护|工作|购买|[为在的对]|^(?:我们|受|接受|配合|协助|邀请|会同|联系|申请|委托|上报|报送)"
)


# 得益于县, 依托全县: no name ends so.
_NOT_BEFORE = re.compile(r"[于本我各该此每邻外跨]$|..全$|得益|依托|借助|通过|按照|根据")


def _is_name(name: str) -> bool:
    ending = re.search(r"(?:自治县|自治旗|县|区|市|旗|自治州|州|盟)$", name)
    stem = name[: ending.start()] if ending else name
    if not stem or _NOT_A_NAME.match(stem) or _SENTENCE.search(stem) or _NOT_BEFORE.search(stem):
        return False
    return name[-1] != "区" or not _OTHER_AREA.search(stem) or bool(_REAL.search(name))


_REAL = re.compile(r"[\u4e00-\u9fff][山林矿]区$|[\u4e00-\u9fff]{2}开发区$")


def is_masked(words: str) -> bool:
    """Say whether words are hidden behind signs."""
    return bool(_MASK.search(words))
