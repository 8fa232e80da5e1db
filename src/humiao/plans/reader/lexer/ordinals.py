"""Numerals that order or only belong to a phrase: 第三, 一级, 附件2, 一人一档, and the numbers of clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from humiao.plans.reader.lexer.numerals import INTEGER, NUMERAL, number
from humiao.plans.reader.lexer.spans import Stretch
from humiao.plans.reader.reading import Quantity
from humiao.plans.reader.words import load

_NUMBERS = "一二三四五六七八九十"
_FOUR_LETTERS = re.compile(
    r"(?<![每第十])一(?![年月周日天季旬十百千万亿一二两三四五六七八九])[一-龥]一(?![一二三四五六七八九十次般定些起线级名个位家场年月期])[一-龥]{1,2}?(?!次)"
)
_CLAUSE = re.compile(
    rf"(?m)^[ \t\u3000]*(?:\((?:[0-9]{{1,2}}|[{_NUMBERS}]{{1,3}})\)|[{_NUMBERS}]{{1,3}}[、.．:]"
    r"|[0-9]{1,2}(?:[、)]|[.．](?![0-9]))"
    rf"|[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{1,3}}(?=、|[ \t\u3000]*[A-Za-z一-龥“《(])"
    r"(?![年万亿千百元小天月周岁倍米公平亩]))"
)
_BRACKETED = re.compile(rf"[\((](?P<number>[0-9]{{1,2}}|[{_NUMBERS}]{{1,3}})[\))](?!\s?(?:万?元|%))")
_ORDINAL = re.compile(
    rf"第\s?(?P<number>{INTEGER})\s?(?:个|名|条|款|项|届|期|次|章|节|批|标段|包|标项|阶段|季度|年|中学|小学|幼儿园|类|级|号|场|组|部分|轮|位|学期|周|天)?(?:之[一二三四五六七八九])?"
)
_GRADE = re.compile(
    rf"(?<![{NUMERAL}第.])(?P<number>[{_NUMBERS}]{{1,2}}|[0-9]{{1,2}}A?)(?:、(?:[{_NUMBERS}]|[0-9]A?))?\s?级(?!以上学校)"
)
_STARS = re.compile(r"(?<![0-9A-Za-z])[0-9]A(?![0-9A-Za-z])")
_STAGE = re.compile(
    rf"(?<![{NUMERAL}])(?P<number>[{_NUMBERS}]|[0-9])(?:期(?=项目|工程|款|建设)|(?<=(?:项目|工程|行动|计划)\([一二三四五六1-6])期(?=\))|(?<=(?:项目|工程|行动|计划)[一二三四五六1-6])期(?![\u4e00-\u9fff])|年级|季度|号楼|号文|号令|#)"
)
_LABELLED = re.compile(
    rf"(?:标项|标段|包件|分包|包号|采购包|附件|附表|图表|附录|表|图|包|序号|备注|注|甲|乙|丙|方式|问题)\s?[::]?(?P<number>[0-9]{{1,2}}|[{_NUMBERS}]{{1,2}})"
    rf"(?![{NUMERAL}.%]|\s?(?:元|人|名|个|户|场|次|篇|份|例|期|节|家|位|件|条|项|张|册|套|组|年|月|万|天|日))"
)
_NUMBERED = re.compile(
    rf"(?<![{NUMERAL}年月.至到-])(?P<number>[0-9]{{1,4}}|[{_NUMBERS}]{{1,2}})\s?号(?![召码])"
)
_OF_MONTH = re.compile(
    rf"(?:每月|每个月|当月|本月|次月|下月|每季度首月|月)(?:的)?\s?(?P<number>{INTEGER})\s?[日号](?!内|以内|之内)"
)
_LABELLED_LINE = re.compile(
    rf"(?m)^[ \t\u3000]*(?:目标|任务|措施|指标|活动|步骤)(?:[0-9]{{1,2}}|[{_NUMBERS}]{{1,2}})[:：]"
)
_GLUED = re.compile(
    r"(?m)^[ \t\u3000]*(?P<item>[0-9]{1,2})[.．](?=[0-9]{1,3}\s?(?:%|名|人|场|次|个|户|份|例))"
)
_SLOGAN = re.compile(r"[“\"][一二三四五六七八九十两]{1,2}[个项]\s?[\u4e00-\u9fff]{2,3}[”\"]")  # “三个确保”
_EDGE = re.compile(f"[{NUMERAL}]")


def idle_stretches(folded: str) -> list[Stretch]:
    """Return the idioms and the numbers of clauses at the start of lines: nothing in them is read."""
    stretches = [m.span() for m in _CLAUSE.finditer(folded)]
    stretches += [m.span() for m in _LABELLED_LINE.finditer(folded)]
    stretches += [m.span() for m in _GLUED.finditer(folded) if _follows_item(folded, m)]
    stretches += [m.span() for m in _FOUR_LETTERS.finditer(folded)]
    stretches += [m.span() for m in _SLOGAN.finditer(folded)]
    for mention in load("idiom").find(folded):
        if not _goes_on(folded, mention.start, mention.end):
            stretches.append((mention.start, mention.end))
    return stretches


def _follows_item(folded: str, glued: re.Match[str]) -> bool:
    """Say whether the line before is the item before, so that 2.80%以上 is item 2 and 80 %."""
    above = folded[: glued.start()].rstrip().rpartition("\n")[2].lstrip(" \t\u3000")
    return bool(re.match(rf"{int(glued['item']) - 1}[.．、](?![0-9]{{3}})", above))


def _goes_on(folded: str, start: int, end: int) -> bool:
    """Say whether a numeral at an edge goes on beside it, as in 三十八人 for 三八."""
    before = folded[max(0, start - 1) : start]
    after = folded[end : end + 1]
    opens = bool(_EDGE.match(folded[start])) and bool(_EDGE.match(before))
    closes = bool(_EDGE.match(folded[end - 1])) and bool(_EDGE.match(after))
    return opens or closes


def find_ordinals(folded: str) -> Iterator[Quantity]:
    """Give the numerals that say which one, not how many."""
    for pattern in (_ORDINAL, _GRADE, _STAGE, _LABELLED, _NUMBERED, _BRACKETED, _OF_MONTH):
        for found in pattern.finditer(folded):
            text = found.group("number")
            yield Quantity(found.start(), found.end(), "ordinal", value=_value(text))
    for found in _STARS.finditer(folded):
        yield Quantity(found.start(), found.end(), "ordinal", value=Decimal(found.group()[0]))


def _value(text: str) -> Decimal | None:
    return number(text.removesuffix("A"))
