"""Answers the house offers where the document's own words give none to choose from: pure.

The strictest stands first, as it is in force until a person settles the query; what an answer changes is
in `terms_parts/effects.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from humiao.plans.reader.draft import Choice, Draft, Indicator, Level, Query, Read

_ORDER = ("green", "blue", "yellow", "orange", "red")
# A level that asks for no more than the one below: the next closer interval, in both languages.
_CLOSER = {
    (1, "year"): ((1, "half_year"), "每半年", "half-year"),
    (1, "half_year"): ((1, "quarter"), "每季度", "quarter"),
    (1, "quarter"): ((1, "month"), "每月", "month"),
    (1, "month"): ((2, "week"), "每两周", "two weeks"),
}


def with_offers(query: Query, draft: Draft) -> Query:
    """Return the query with answers to choose from, where the house knows some and it has none."""
    offer = _OFFERS.get(query.code)
    choices = offer(query, draft) if offer and not query.choices else ()
    return query.model_copy(update={"choices": choices}) if choices else query


def is_about(query: Query, read: Read) -> bool:
    """Say whether a query is about the words of a fact; one without words is about all of its kind."""
    if not query.spans or read.end <= read.start:
        return True
    return any(start < read.end and end > read.start for start, end in query.spans)


def without_comparator(query: Query, draft: Draft) -> list[Indicator]:
    """List the indicators a query about a missing comparator is about."""
    return [
        i
        for i in draft.indicators
        if i.comparator is None and i.value is not None and not i.within and is_about(query, i)
    ]


def malformed(query: Query, draft: Draft) -> Indicator | None:
    """Find the indicator whose unit holds a time as well: 人/年/次."""
    return next((i for i in draft.indicators if i.raw_unit.count("/") > 1 and is_about(query, i)), None)


def same_as_below(draft: Draft) -> Level | None:
    """Find the first level that asks for no more than the one below it."""
    ruling = {level.level: level for level in reversed(draft.levels)}  # the visit; calls stand behind it
    levels = sorted(ruling.values(), key=lambda level: _ORDER.index(level.level))
    for below, above in pairwise(levels):
        if above.interval and (below.interval, below.times) == (above.interval, above.times):
            return above
    return None


def _offer(value: str, label: str, label_en: str) -> Choice:
    return Choice(label=label, label_en=label_en, value=value)


def _intervals(_query: Query, draft: Draft) -> tuple[Choice, ...]:
    if not draft.levels:
        return ()
    return (
        _offer("contract", "从合同起始日算，每段各须一次", "Counted from the contract's first day"),
        _offer("calendar", "按日历的半年、季度、年算", "By the halves, quarters and years of the calendar"),
    )


def _comparators(query: Query, draft: Draft) -> tuple[Choice, ...]:
    if not without_comparator(query, draft):
        return ()
    return (_offer(">=", "不少于", "At least"), _offer("=", "等于", "Exactly"))


def _units(query: Query, draft: Draft) -> tuple[Choice, ...]:
    item = malformed(query, draft)
    if item is None or item.value is None:
        return ()
    amount = f"{item.value.normalize():f} {item.unit}"
    number = f"{item.value.normalize():f}"
    return (
        _offer("term", f"整个项目期 {amount}", f"{number} over the whole project"),
        _offer("year", f"每年 {amount}，按服务期折算", f"{number} a year, in proportion to the term"),
    )


def _level(_query: Query, draft: Draft) -> tuple[Choice, ...]:
    above = same_as_below(draft)
    interval = above.interval if above and above.times == 1 else None
    closer = _CLOSER.get((interval.value, interval.unit)) if interval else None
    if above is None or closer is None:
        return ()
    (value, unit), zh, en = closer
    return (
        _offer("as-written", "按方案所写", "As the plan has it"),
        _offer(f"{value}-{unit}", f"“{above.label}”另行约定为{zh}一次", f"Agree on once each {en}"),
    )


def _visitors(_query: Query, draft: Draft) -> tuple[Choice, ...]:
    if not draft.levels:
        return ()
    return (
        _offer("social-worker", "只有社工的探访算", "Only a social worker's visit counts"),
        _offer("volunteer", "最重一级以外，志愿者也可探访", "Volunteers too, except for the gravest level"),
    )


def _overlap(_query: Query, draft: Draft) -> tuple[Choice, ...]:
    if all(level.level != "green" for level in draft.levels):
        return ()
    return (
        _offer("never-green", "有未了的需求不得评绿级", "An open need is never green"),
        _offer("worker-decides", "由社工判断", "The worker decides"),
    )


def _reached(query: Query, draft: Draft) -> tuple[Choice, ...]:
    said = draft.coverage
    if "覆盖" not in query.message or not said.evidence or said.clause not in query.clauses:
        return ()
    return (
        _offer("every-child", "该处纳入项目的儿童都探访过", "Each enrolled child there was visited"),
        _offer("one-visit", "该处有一次走访即可", "One visit was made there"),
    )


def _left_out(_query: Query, draft: Draft) -> tuple[Choice, ...]:
    if not draft.coverage.excluded:
        return ()
    names = "、".join(draft.coverage.excluded)
    return (
        _offer("visited", f"“{names}”的儿童在册并探访", f"Children of {names} are on it and visited"),
        _offer("not-visited", f"“{names}”的儿童在册，不由本项目探访", "On it, but not visited by this one"),
    )


def _coverage_day(_query: Query, draft: Draft) -> tuple[Choice, ...]:
    if not draft.coverage.deadline:
        return ()
    day = draft.coverage.deadline
    return (
        _offer("coverage", f"以覆盖要求的时间（{day}）为限", f"The day of the coverage ({day})"),
        _offer("end", "以服务期满为限", "The end of the service"),
    )


_OFFERS: dict[str, Callable[[Query, Draft], tuple[Choice, ...]]] = {
    "interval-undefined": _intervals,
    "comparator-missing": _comparators,
    "unit-malformed": _units,
    "level-without-effect": _level,
    "who-may-visit": _visitors,
    "levels-overlap": _overlap,
    "indicator-undefined": _reached,
    "coverage-against-roster": _left_out,
    "coverage-against-term": _coverage_day,
}
