"""Numbers that only stand beside promises: what was done of them, how things are counted, who may win."""

from __future__ import annotations

import re

from humiao.plans.reader.reading import Cell, Quantity, Reading

_BARE_CELL = re.compile(r"\s*[,，|\t]\s*")
_NEXT_CELL = re.compile(r"\s*(?:[,，|\t。；;]|\n|$)")
_BEFORE = 24
# 按1人次计算 says how visits are counted; 最多中标2个 how many lots one bidder may win.
_COUNTED_AS = re.compile(r"(?:按|计为?|算作?|视为|折算为?)\s*$")
_MAY_WIN = re.compile(r"(?:最多中|最多可中|中标|中选|成交|投标|竞标|获[得取])(?:不超过|最多|至多)?\s*$")
_IN_TURN = re.compile(r"(?:轮训|全部(?:走访|排查|摸排|摸底))\s*$")  # everybody once: 轮训一遍, 全部走访一遍


def stands_beside(reading: Reading, quantity: Quantity) -> bool:
    """Say whether a number is no promise of its own but belongs to something else around it."""
    before = reading.folded[max(0, quantity.start - 6) : quantity.start]
    if is_of_a_pattern(reading, quantity):
        return True
    if quantity.value == 1 and _COUNTED_AS.search(before):
        return True
    if quantity.unit == "遍" and _IN_TURN.search(before):
        return True
    upto = reading.folded[max(0, quantity.start - 6) : quantity.end]
    if quantity.comparator != ">=" and _MAY_WIN.search(re.sub(r"\s*\d+\s*[个家包]$", "", upto)):
        return True
    if (
        quantity.kind == "percent"
        and quantity.comparator is None
        and _PROGRESS.search(reading.folded, max(0, quantity.start - _LINE), quantity.start)
    ):
        return True
    if before.endswith("可") and _TOGETHER.match(reading.folded, quantity.end):
        return True
    if _AS_ASKED.search(reading.folded, max(0, quantity.start - _BEFORE), quantity.start):
        return True
    return _is_result(reading, quantity)


_LINE = 60
_TOGETHER = re.compile(r"合[办并班]|连[办开]")  # 可两期合办
# How far the work has come: 截至8月底完成2671人次，完成率53.4%.
_PROGRESS = re.compile(
    r"(?:完成|实施|开展|走访|入户)\d[^。；\n]{0,30}(?:完成率|完成比例|执行率|进度)(?:为|达|达到)?\s*$"
)
# What was asked, beside what is offered: 入户走访不少于4000人次（招标要求3600人次）.
_AS_ASKED = re.compile(
    r"\((?:招标|采购|磋商|谈判|询价|比选|合同|甲方|标书|原)[\u4e00-\u9fff]{0,6}(?:要求|约定|规定)?[^()\d]{0,8}$"
)


# How those who care for a child are put together: 1名社工+2名志愿者+1个家庭.
_PATTERN = re.compile(r"\d[名个位人户]?[\u4e00-\u9fff]{2,8}(?:\+\d[名个位人户]?[\u4e00-\u9fff]{2,8})+")


# 每5名社工配备1名督导
_SO_MANY_TO_EACH = re.compile(r"每\d+[名位人][\u4e00-\u9fff]{2,8}(?:配备?|设)\d[名个位人]")


def is_of_a_pattern(reading: Reading, quantity: Quantity) -> bool:
    """Say whether a number only says how those who care for one child are put together."""
    first = max(0, quantity.start - _BEFORE)
    ratio = _SO_MANY_TO_EACH.finditer(reading.folded, first, quantity.end + _BEFORE)
    if any(m.start() <= quantity.start < m.end() for m in ratio):
        return True
    found = _PATTERN.finditer(reading.folded, first, quantity.end + _BEFORE)
    return any(m.start() <= quantity.start < m.end() for m in found)


def _is_result(reading: Reading, quantity: Quantity) -> bool:
    """Say whether a bare number follows its target, cell by cell: 不少于1200人次,1347人次,是."""
    if quantity.comparator or not _NEXT_CELL.match(reading.folded, quantity.end):
        return False
    near = reading.quantities_in(Cell(max(0, quantity.start - _BEFORE), quantity.start))
    target = near[-1] if near else None
    if target is None or target.comparator not in (">=", "<=") or target.unit != quantity.unit:
        return False
    return bool(_BARE_CELL.fullmatch(reading.folded, target.end, quantity.start))
