"""One fact stated at two places: told for the few facts that a later change would have to change twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from humiao.plans.reader.checks.dates import said_days
from humiao.plans.reader.checks.kinds import is_programme
from humiao.plans.reader.checks.look import Span, folded, saying, sentence_of
from humiao.plans.reader.checks.registry import Asked, ask, check, ref
from humiao.plans.reader.draft import Draft
from humiao.plans.reader.reading import Reading, Spanned

_CONDITION = re.compile(r"支付|付款|拨付|拨款|合格后|续签|通过后|付清")
_PLANNED = {
    "中期评估": re.compile(r"中期|期中"),
    "末期评估": re.compile(r"末期|终期|期末(?!考试)"),
}


@check("stated-twice")
def evaluation_twice(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Tell that an evaluation is set at two places."""
    if not is_programme(draft, reading):
        return
    for name, words in _PLANNED.items():
        places: dict[str, Spanned] = {}
        for found in saying(reading, words):
            sentence = sentence_of(reading, found.start)
            around = folded(reading, sentence.start, sentence.end)
            if not _CONDITION.search(around) and re.search(r"评估|考核|评价|验收", around):
                places.setdefault(ref(reading, found.start), Span(found.start, found.end))
        yield from _told(reading, name, places)


@check("stated-twice")
def days_twice(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Tell that the service's last day is stated at two places."""
    if not is_programme(draft, reading):
        return
    by_day: dict[str, dict[str, Spanned]] = defaultdict(dict)
    for said in said_days(draft, reading):
        if said.field == "end":
            by_day[said.iso].setdefault(ref(reading, said.start), said)
    for day, places in by_day.items():
        yield from _told(reading, f"服务期限（至 {day}）", places)


@check("stated-twice")
def budget_twice(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Tell that the budget is stated at two places."""
    if not is_programme(draft, reading):
        return
    by_sum: dict[tuple[str, int], dict[str, Spanned]] = defaultdict(dict)
    for amount in draft.budget:
        if amount.amount_yuan and amount.kind in ("total", "ceiling", "contract"):
            by_sum[(amount.kind, amount.amount_yuan)].setdefault(ref(reading, amount.start), amount)
    for (_, yuan), places in by_sum.items():
        yield from _told(reading, f"预算 {yuan} 元", places)


_RATE_OF_CONTENT = re.compile(r"满意(?:率|度)")


@check("stated-twice")
def satisfaction_twice(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Tell that the satisfaction to be reached is stated at two places with one value."""
    if not is_programme(draft, reading):
        return
    by_value: dict[str, dict[str, Spanned]] = defaultdict(dict)
    for found in saying(reading, _RATE_OF_CONTENT):
        rate = next(
            (q for q in reading.quantities_in(Span(found.end, found.end + 14)) if q.kind == "percent"), None
        )
        if rate and rate.value is not None and not reading.mood_at(found.start):
            line = reading.folded.count("\n\n", 0, found.start)
            place = ref(reading, found.start) or (f"第 {line + 1} 段" if line else "")
            by_value[str(rate.value)].setdefault(place, Span(found.start, rate.end))
    for value, places in by_value.items():
        yield from _told(reading, f"满意率 {value}%", places)


def _told(reading: Reading, what: str, places: dict[str, Spanned]) -> Iterator[Asked]:
    if len(places) > 1:
        where = "、".join(name or "正文" for name in places)
        yield ask(
            reading,
            f"{what}在{where}各写一次，已合并；以后修改须两处同改。",
            f"One fact is stated at {len(places)} places ({where}); merged. A change has to change both.",
            *places.values(),
        )
