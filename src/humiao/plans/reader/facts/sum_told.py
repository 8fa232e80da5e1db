"""What a sum turns out to be by the words before and behind it: a source, asked of the state, spelled out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from humiao.plans.reader.facts.phrases import name_in
from humiao.plans.reader.facts.stretches import Stretch
from humiao.plans.reader.facts.sum import Sum, in_yuan
from humiao.plans.reader.facts.sum_lists import of_level
from humiao.plans.reader.reading import Quantity, Reading, Sentence

_RESTATED = 24
_ASKED_FOR = re.compile(r"(?:拟?申请|申报)[^，。；\d]{0,12}?(?:资金|经费|补助|资助)")
_SOURCES_FOLLOW = re.compile(r"来源(?:为|于|是|有|包括|:)|来自")


def asked_of_the_state(reading: Reading, part: Sum, floor: int) -> Sum | None:
    """Take the part of a budget that is asked of the buyer as a source: 其中申请购买服务资金20万元."""
    asked = _ASKED_FOR.search(reading.folded, floor, part.quantity.start)
    return replace(part, side="source", kind="other", label=asked[0]) if asked else None


def behind_source(reading: Reading, part: Sum, whole: Sum) -> Sum:
    """Take a part that no word calls a source as one.

    总经费28万元，来源为妇联专项资金20万元、工作经费8万元.
    """
    told = _SOURCES_FOLLOW.search(reading.folded, whole.quantity.end, part.quantity.start)
    if not told or (part.side, part.kind, whole.side) != ("budget", "total", "budget"):
        return part
    label = name_in(reading, (max(told.end(), part.where.start), part.quantity.start))
    return replace(part, side="source", kind=of_level(label) or "other", label=label)


def whole_first(reading: Reading, found: list[Sum]) -> list[Sum]:
    """Take a gift that those behind 其中 add up to as the whole.

    县民政局今年拿出38.5万元，其中福彩公益金30万元，县级财政8.5万元.
    """
    parts = [one.yuan for one in found[1:] if one.side == "source"]
    several = len(parts) >= _LEAST_PARTS
    among = several and "其中" in reading.folded[found[0].quantity.end : found[1].where.start]
    if not among or found[0].side != "source" or None in parts or sum(p or 0 for p in parts) != found[0].yuan:
        return found
    return [replace(found[0], side="budget", kind="total"), *found[1:]]


_LEAST_PARTS = 2
_BUYS = re.compile(r"[^，。；\d]{0,4}(?:开展|用于|实施|进行|通过)?(?:政府)?(?:购买|采购|续购)")
_PUTS_IN = re.compile(r"(?:安排|投入|拿出|出资|列支)(?:资金)?\s*$")


def put_into_buying(reading: Reading, figure: Quantity, start: int, end: int) -> Sum | None:
    """Read what is put into buying services, with no word for money: 安排189万元开展政府购买服务."""
    puts = _PUTS_IN.search(reading.folded, start, figure.start)
    if not (puts and _BUYS.match(reading.folded, figure.end, end)) or figure.comparator or figure.per:
        return None
    where = Stretch(puts.start(), figure.end)
    return Sum(figure, in_yuan(figure), "budget", "total", puts[0].strip(), where)


def unmasked(reading: Reading, one: Sum, following: Sequence[Quantity]) -> Sum:
    """Give a masked sum the value that stands in brackets behind it: XX万元（大写：叁拾万元整）."""
    if one.yuan is not None or not following:
        return one
    behind = reading.folded[one.quantity.end : following[0].end]
    again = re.match(r"\s*\((?:大写|小写|即|人民币|[¥￥])", behind) and len(behind) <= _RESTATED
    return replace(one, yuan=in_yuan(following[0])) if again else one


def priced_award(reading: Reading, sentence: Sentence, figure: Quantity) -> Sum | None:
    """Read the price a bidder won with: 以46.8万元的价格交给…, 以30万元中标."""
    after = reading.folded[figure.end : min(figure.end + 12, sentence.end)]
    before = reading.folded[max(sentence.start, figure.start - 3) : figure.start]
    won = re.match(r"(?:的)?(?:中标|成交|中选)|的(?:最终)?(?:价格|报价|总价)", after)
    if won is None or not re.search(r"以\s*$", before):
        return None
    where = Stretch(figure.start, figure.end + won.end())
    return Sum(figure, in_yuan(figure), "budget", "award", won[0].removeprefix("的"), where)
