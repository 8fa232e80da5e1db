"""The project's money: what it may cost or costs, where the money comes from and what it is for."""

from __future__ import annotations

import re
from dataclasses import replace

from humiao.plans.reader.draft import Amount
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.facts.places import span_of
from humiao.plans.reader.facts.sum import Sum
from humiao.plans.reader.facts.sum_added_up import added_up, listed_uses
from humiao.plans.reader.facts.sum_parts import uses_in_cells, with_parts
from humiao.plans.reader.facts.sum_tables import sums_in_lines, sums_in_tables
from humiao.plans.reader.facts.sums import sums_in_text
from humiao.plans.reader.reading import Reading

_PLAINLY = re.compile(r"(?:所需|活动)?(?:经费|资金|费用|投入)")
_FEE = re.compile(r"服务费用?")
_WHOLE = re.compile(r"总|项目(?:预算|资金|经费)")


def read_budget(reading: Reading, claims: Claims) -> tuple[Amount, ...]:
    """Return the project's sums, each once and of each lot its own: total, ceiling, award, contract."""
    found = _all(reading, claims)
    ours = [s for s in found if s.side == "budget" and (s.named or not _is_known(s, found))]
    ours = [s for s in ours if not _is_lesser(s, ours) and not _is_sum_of_prices(s, ours)]
    ours = [_of_contract(reading, s) for s in ours]
    sources = [s for s in found if s.side == "source"]
    if not any(s.kind != "unit_price" for s in ours) and len({s.yuan for s in sources}) == 1:
        return (_amount(reading, sources[0], kind="total"), *_once(reading, claims, ours))
    return tuple(_once(reading, claims, ours))


def read_fund_split(reading: Reading, claims: Claims) -> tuple[Amount, ...]:
    """Return where the money comes from and what it is for, each part once."""
    found = [s for s in _all(reading, claims) if s.side != "budget"]
    return tuple(_once(reading, claims, found))


def _all(reading: Reading, claims: Claims) -> list[Sum]:
    del claims
    running = with_parts(reading, list(sums_in_text(reading)))
    in_cells = [*sums_in_tables(reading), *uses_in_cells(reading)]
    found = [*running, *in_cells, *sums_in_lines(reading)]
    found += listed_uses(reading, found)
    found += added_up(reading, found)
    found = [
        s for s in found if s.side != "budget" or s.kind == "unit_price" or not 0 < (s.yuan or 0) < _LEAST
    ]
    found = sorted(found, key=lambda s: s.quantity.start)
    if any(s.side == "budget" and s.named and s.kind != "unit_price" for s in found):
        return found
    return [replace(s, side="budget", kind="contract") if _is_whole_fee(s, found) else s for s in found]


_LEAST = 1000  # yuan; less is no programme's money


def _is_whole_fee(one: Sum, others: list[Sum]) -> bool:
    """Say whether what is called the fee of the service is all the contract pays: 服务费用15万元，其中…."""
    if one.side != "use" or one.yuan is None or not _FEE.fullmatch(one.label):
        return False
    uses = [o.yuan or 0 for o in others if o.side == "use" and o is not one and o.label != one.label]
    return one.yuan == sum(uses)


# The form of a contract adds up what is bought: 合计金额小写: 208000, 总价(元).
_ADDED_UP = re.compile(r"合计金额(?:[大小]写)?|总价(?:\(元\))?")
_CONTRACT = re.compile(r"合同(?:书|协议书)?\s*$", re.MULTILINE)
_HEAD = 200


def _of_contract(reading: Reading, one: Sum) -> Sum:
    added_up = one.kind == "total" and _ADDED_UP.fullmatch(one.label.strip(" :"))
    return replace(one, kind="contract") if added_up and _CONTRACT.search(reading.folded[:_HEAD]) else one


def _is_known(one: Sum, others: list[Sum]) -> bool:
    """Say whether a sum that only its heading explains is one that words explain elsewhere."""
    return any(o is not one and o.named and o.yuan == one.yuan for o in others)


def _is_lesser(one: Sum, others: list[Sum]) -> bool:
    """Say whether a sum is only called money, where a larger whole is named: 总预算60万元."""
    if one.kind != "total" or one.lot or not _PLAINLY.fullmatch(one.label) or one.yuan is None:
        return False
    return any(
        o.kind == "total" and o.yuan is not None and o.yuan > one.yuan and _WHOLE.search(o.label)
        for o in others
    )


_PRICES = re.compile(r"(?:小计|金额|合价|总价|合计|费用|价款)(?:\([^()]*\))?")


def _is_sum_of_prices(one: Sum, others: list[Sum]) -> bool:
    """Say whether a sum only adds up the prices of what the contract pays in all: 合计 under 小计(元)."""
    if one.kind != "total" or not _PRICES.fullmatch(one.label):
        return False
    return any(o.kind in ("contract", "award") and o.yuan == one.yuan for o in others)


def _once(reading: Reading, claims: Claims, found: list[Sum]) -> list[Amount]:
    kept: list[Sum] = []
    for one in found:
        claims.take(one.quantity)
        if not any(_same(one, other) for other in kept):
            kept.append(one)
    return [_amount(reading, one) for one in kept]


def _same(one: Sum, other: Sum) -> bool:
    if (one.yuan, one.kind) != (other.yuan, other.kind):
        return False
    if one.side == "use":
        return one.label == other.label
    return not one.lot or not other.lot or one.lot == other.lot


def _amount(reading: Reading, one: Sum, kind: str = "") -> Amount:
    raw = reading.source.text[one.quantity.start : one.quantity.end]
    return Amount(
        amount_yuan=one.yuan,
        kind=kind or one.kind,
        comparator=one.comparator,
        label=one.label,
        raw=raw.strip(),
        **span_of(reading, one.where.start, one.where.end),
    )
