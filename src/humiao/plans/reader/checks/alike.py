"""When two figures are figures of the same thing: names without the words every name has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from humiao.plans.reader.checks.look import folded, sentence_of
from humiao.plans.reader.draft import Draft, Indicator
from humiao.plans.reader.reading import Reading

_COMMON = re.compile(
    r"\([^()]*\)|（[^（）]*）|全年度?|年度|每年|每个?(?:未保)?站|各站|未保站|开展|举办|组织|完成|提供|实施|结案的?|服务|活动|工作|项目|专业|总人次|人次|户次|场次|期次|人数|个数"
    r"|次数|户数|期数|数量|总量|总数|总|数|量|的|服务对象|困境儿童|儿童|未成年人|以上|社会|[\s“”\"'、·:：]"
)
_CASEWORK = re.compile(r"个案(?:辅导|管理|帮扶|跟进)")
_TIME = frozenset({"年", "学期", "项目期", "期", "服务期", "合同期"})
_CASES = frozenset({"个", "例", "件", "宗"})
_SAME_UNIT = ({"人", "名", "位"}, _CASES, {"次", "场", "场次", "期"}, {"篇", "份"})


# What stands before 等 only gives examples of what is named after it: 研学、参观等主题活动.
_SUCH_AS = re.compile(r"^.*[^平同高初中劣均]等(?![级次于候待])(?=[\u4e00-\u9fff]{2,})")


_VISITS = re.compile(r"(?:入户|上门|走访|探访|探视|家访|慰问)*(?:走访|探访|探视|家访)(?:入户|慰问)?")


def core(name: str) -> str:
    """Return a name without what says only that it is a number of something."""
    whole = _SUCH_AS.sub("", name)
    return _COMMON.sub("", _VISITS.sub("走访", _CASEWORK.sub("个案", whole))).replace("满意率", "满意度")


def unit_class(unit: str) -> str:
    """Return one name for units that count the same."""
    return next((sorted(group)[0] for group in _SAME_UNIT if unit in group), unit)


@dataclass(frozen=True)
class Figure:
    """A promised figure, with what makes two of them comparable."""

    of: Indicator
    core: str
    unit: str
    per: str
    tier: str

    @property
    def value(self) -> Decimal:
        """Return the figure itself."""
        return self.of.value or Decimal(0)


_PART_OF = re.compile(r"其中|包括|包含|含")
_EACH_CASE = re.compile(r"每(?:个|例|名|位|组|场|次|节|期|户)(?!站|未保|镇|乡|村|社区|街道)|每(?:人|案)")


def figures(draft: Draft, reading: Reading) -> Iterator[Figure]:
    """Give the figures that stand for themselves: no condition on each case, no part of another figure."""
    for indicator in draft.indicators:
        name = core(indicator.name)
        if indicator.value is None or indicator.within or not name:
            continue
        if _is_part(reading, indicator):
            continue
        parts = [p.strip("每个") for p in (indicator.per or "").split("/")]
        per = "/".join(p for p in parts if p and p not in _TIME and "站" not in p)
        tier = (
            "station" if any("站" in p for p in parts) or _of_station(reading, indicator) else indicator.tier
        )
        yield Figure(indicator, name, unit_class(indicator.unit), per, tier)


_EACH_STATION = re.compile(r"(?:每个?|各)(?:未保)?(?:工作)?(?:站|服务点)")


def _of_station(reading: Reading, indicator: Indicator) -> bool:
    """Say whether the heading or line over a table makes its figures those of each station."""
    for table in reading.tables:
        if table.start <= indicator.start < table.end:
            return bool(_EACH_STATION.search(folded(reading, table.start - 40, table.start)))
    return False


def _is_part(reading: Reading, indicator: Indicator) -> bool:
    sentence = sentence_of(reading, indicator.start)
    before = folded(reading, max(sentence.start, indicator.start - 8), indicator.end)
    return bool(_PART_OF.search(before[: len(before) - 1])) or bool(_EACH_CASE.search(before))
