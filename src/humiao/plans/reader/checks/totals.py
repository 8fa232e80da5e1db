"""One sum told twice and differently: two totals, or one in words and another in digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from humiao.plans.reader.checks.kinds import has_lots, is_programme
from humiao.plans.reader.checks.look import folded, wan
from humiao.plans.reader.checks.registry import Asked, ask, at, check
from humiao.plans.reader.draft import Amount, Choice, Draft
from humiao.plans.reader.reading import Reading

_OF_A_YEAR = re.compile(r"每年|/年|年度|首年|第[一二三]年|[一二两三四五]年|续签|上年|去年|增加|减少|调整")
_OFFERED = re.compile(r"报价|投标|响应|申请")
_ALIKE = 1.5  # two totals further apart are of different things
_TWO, _CLOSE = 2, 2


@check("sum-mismatch")
def two_totals(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask which of two sums that go by one name holds: 总预算60万元, 预算总额65万元."""
    if not is_programme(draft, reading) or has_lots(reading):
        return
    printed = {int(q.value) for q in reading.quantities if q.kind == "money" and q.value is not None}
    for found in (*_by_kind(draft, reading), *_side_by_side(draft, reading)):
        sums = sorted({a.amount_yuan or 0 for a in found})
        if len(sums) != len(found) or len(sums) != _TWO or sums[1] > sums[0] * _ALIKE:
            continue
        if sums[1] - sums[0] in printed or any(_is_offered(reading, a) for a in found):
            continue  # the one is the other and something printed, or is what a bidder asks
        yield _differ(reading, found)
        return


def _by_kind(draft: Draft, reading: Reading) -> Iterator[list[Amount]]:
    """Give the sums of one kind, but for those of one year of several or of a change."""
    for kind in ("total", "ceiling", "contract"):
        found = [a for a in draft.budget if a.kind == kind and a.amount_yuan]
        yield [a for a in found if not _OF_A_YEAR.search(folded(reading, a.start - 12, a.end + 4))]


def _side_by_side(draft: Draft, reading: Reading) -> Iterator[list[Amount]]:
    """Give a sum with the one in brackets behind it: 肆拾捌万元整（¥485,000.00元）."""
    known = sorted((a for a in draft.budget if a.amount_yuan), key=lambda a: a.start)
    for one, other in pairwise(known):
        opened = "(" in folded(reading, one.end, other.start + 1)
        if opened and 0 <= other.start - one.end <= _CLOSE and other.kind != "ceiling":
            yield [one, other]


def _is_offered(reading: Reading, amount: Amount) -> bool:
    return bool(_OFFERED.search(folded(reading, amount.start - 40, amount.end + 8)))


def _differ(reading: Reading, found: list[Amount]) -> Asked:
    sums = [a.amount_yuan or 0 for a in found]
    places = "，".join(f"{at(reading, a)[0]}写 {wan(yuan)}" for a, yuan in zip(found, sums, strict=True))
    return ask(
        reading,
        f"同一金额前后不一：{places}。以哪个为准？",
        f"One sum is given twice: {sums[0]:,} and {sums[1]:,} yuan. Which holds?",
        *found,
        choices=[
            Choice(label=wan(yuan), value=str(yuan), start=a.start)
            for a, yuan in zip(found, sums, strict=True)
        ],
    )
