"""A promised figure made of a number and what it is a number of; figures stated twice are one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from humiao.plans.reader.draft import Indicator
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.facts.measures import measure_of, service_of
from humiao.plans.reader.files.folding import fold
from humiao.plans.reader.reading import Quantity

# What a number with a unit of these counts, where no word says it: 每个不少于5节 is 每个节数.
COUNTED = {
    **dict.fromkeys(("人", "名", "位"), "人数"),
    **dict.fromkeys(("小时", "分钟"), "时长"),
    "节": "节数",
    "次": "次数",
    "天": "天数",
    "场": "场数",
    "户": "户数",
}
PLACES = frozenset({"站", "镇", "乡镇", "街道", "村", "社区", "港湾", "苏木镇", "嘎查村"})
_EACH_OF = {"casework": "个案", "group": "小组"}


def each_of(per: str | None, governing: str) -> str | None:
    """Return what 每个 counts by what is counted: of 小组活动4个，每个不少于5节 it is 小组."""
    return _EACH_OF.get(service_of(governing) or "", per) if per == "个" else per


_EACH_NAMED = re.compile(r"(?P<what>[\u4e00-\u9fff]{2,8})每个(?:应|须|需|要)?$")


def each_named(before: str) -> str:
    """Return the service that 每个 right before a number stands behind, 小组每个不少于5节, or ''."""
    found = _EACH_NAMED.search(before)
    return found["what"] if found and service_of(found["what"]) in _EACH_OF else ""


def indicator_of(
    name: str, quantity: Quantity, *, per: str | None, tier: str, within: str = "", **span: object
) -> Indicator:
    """Make an indicator of a number and what it is a number of; malformed units are put right."""
    name = re.sub(r"\s*\n\s*", "", name)  # of a cell broken in two
    unit, raw = right_unit(quantity, name)
    value, comparator = quantity.value, quantity.comparator
    if quantity.kind == "interval":
        of_each = per if per in PLACES else ""
        per, value, unit = _window(quantity), Decimal(quantity.times), "次"
        per = f"{of_each}/{per}" if of_each else per  # 每村每年不少于2次
    if quantity.kind == "duration" and quantity.time_unit == "half_year" and value is not None:
        value, unit = value * 6, "个月"
    return Indicator.model_validate(
        {
            "name": name,
            "comparator": comparator or (">=" if quantity.high is not None else None),
            "value": None if quantity.masked else value,
            "high": quantity.high,
            "unit": unit,
            "raw_unit": raw,
            "per": per,
            "tier": tier,
            "measure": measure_of(name, unit),
            "within": within,
            **span,
        }
    )


def _window(quantity: Quantity) -> str:
    """Name the window of an interval: 月, 2个月."""
    name = _EVERY.get(quantity.time_unit, "")
    count = int(quantity.value) if quantity.value else 1
    return name if count == 1 else f"{count}个{name}"


_EVERY = {"year": "年", "half_year": "半年", "quarter": "季度", "month": "月", "week": "周", "day": "天"}
_MALFORMED = re.compile(r"^(?P<first>人|户|场)(?:/[年月])?/次$|^(?P<swapped>人|户)/[年月]/次$")


def right_unit(quantity: Quantity, name: str) -> tuple[str, str]:
    """Return the unit as it must be meant, and as printed where the two differ: 人/年/次 is 人次."""
    if quantity.kind in ("percent", "money"):
        return ("%" if quantity.kind == "percent" else "元"), ""
    found = _MALFORMED.match(quantity.unit)
    if found:
        return f"{found['first'] or found['swapped']}次", quantity.unit
    if quantity.unit in ("人", "") and name.endswith(("人次", "户次")):
        return name[-2:], quantity.unit
    return quantity.unit, ""


def without_repeats(indicators: Iterable[Indicator]) -> list[Indicator]:
    """Leave out what states again what stands there already: 个案≥5 after 每站个案不少于5个."""
    kept: list[Indicator] = []
    for one in indicators:
        if not any(_states_again(one, other) for other in kept):
            kept.append(one)
    return kept


_FALLING_BELOW = re.compile(r"(?<![不得])(?:低于|不足|不到|未达到?|达不到|未满)")


def without_floors(indicators: Iterable[Indicator], claims: Claims) -> list[Indicator]:
    """Leave out where falling short is punished, below what is promised: 满意度低于80%的扣5%, of 95."""
    found = list(indicators)
    floors = [one for one in found if _FALLING_BELOW.search(one.evidence) and _is_below(one, found)]
    for one in floors:
        claims.give_back(one)
    return [one for one in found if one not in floors]


def _is_below(one: Indicator, others: list[Indicator]) -> bool:
    """Say whether another figure promises more of the same."""
    return any(
        other is not one
        and other.unit == one.unit
        and (other.value or 0) > (one.value or 0)
        and (other.measure == one.measure if one.measure else fold(one.name) in fold(other.name))
        for other in others
    )


def _states_again(one: Indicator, other: Indicator) -> bool:
    same = (one.value, one.high, one.unit, one.comparator) == (
        other.value,
        other.high,
        other.unit,
        other.comparator,
    )
    if one.per and other.per and one.per != other.per:
        return False
    if not same or one.value is None or one.tier != other.tier or one.within != other.within:
        return False
    names = {service_of(one.name), service_of(other.name)}
    a, b = fold(one.name), fold(other.name)
    return a == b or (len(names) == 1 and None not in names and (a in b or b in a))
