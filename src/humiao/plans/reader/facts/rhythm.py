"""How often and by which way: visits among the intervals of a stretch, and the channel named beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from humiao.plans.reader.draft import Channel, Interval
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.facts.phrases import part_of
from humiao.plans.reader.reading import Quantity, Reading, Sentence
from humiao.plans.reader.words import load

_UNITS = frozenset({"day", "week", "month", "quarter", "half_year", "year"})
_VISIT = re.compile(r"访|上门|入户|登门|电话|联系|看望|见面|到校|视频|面谈|关爱|探望|跟踪|跟进|慰问|服务")
_VISIT_SENTENCE = re.compile(r"频次|频率|访|上门|入户|电话联系")
_OTHER_DEED = re.compile(
    r"评估|复评|复核|会商|研判|督导|汇报|报告|报送|调整(?![到至为])|更新|培训|例会|台账|评定|小组|活动|课|考核|检查|召开|会议|审核|抽查|公示"
)
_ALL_LEVELS = re.compile(r"各级|各等级|每级|各类|所有|全部|全体|一律")
_YEARLY = re.compile(r"(?:全年|年内|一年内?|年度内?)[^。；，,]{0,12}$")
_NEXT_DEED = re.compile(r"[、和及并]|[，,;；。\n]")
_HUE = re.compile(r"[红橙黄蓝绿](?:色|级|类|档|码)")
_RANK: dict[Channel | None, int] = {"home": 0, "school": 1, "station": 2, None: 3, "online": 4, "phone": 5}


def visits_in(reading: Reading, claims: Claims, sentence: Sentence) -> list[Quantity]:
    """Return the intervals of a sentence no fact has taken; 全年…次 is one too."""
    found: list[Quantity] = []
    for quantity in claims.free(sentence):
        if "withdrawn" in reading.moods_at(quantity.start):
            continue
        if is_interval(reading, quantity):
            found.append(quantity)
        elif found and _goes_on(reading, sentence, found[-1], quantity):
            found.append(
                replace(found[-1], start=quantity.start, end=quantity.end, times=int(quantity.value or 1))
            )
    return found


def _goes_on(reading: Reading, sentence: Sentence, last: Quantity, quantity: Quantity) -> bool:
    """Say whether a number of times shares the window before it: 每月对红级上门两次、对橙级一次."""
    if quantity.kind != "count" or quantity.unit != "次" or last.kind != "interval" or not quantity.value:
        return False
    between = reading.folded[last.end : quantity.start]
    same = part_of(reading, sentence, last.start) == part_of(reading, sentence, quantity.start)
    return same and bool(_HUE.search(between))


def is_interval(reading: Reading, quantity: Quantity) -> bool:
    """Say whether a number tells how often."""
    if quantity.masked or quantity.value is None or quantity.value < 1 or quantity.comparator == "<":
        return False
    if quantity.kind == "interval":
        return quantity.time_unit in _UNITS
    start = max(0, quantity.start - 20)
    yearly = quantity.kind == "count" and quantity.unit == "次" and not quantity.per
    return yearly and bool(_YEARLY.search(reading.folded, start, quantity.start))


def is_visit(reading: Reading, sentence: Sentence, rhythm: Quantity, *, strict: bool) -> bool:
    """Say whether an interval is of visits: `strict` away from the level's name, where it must say so."""
    start, end = part_of(reading, sentence, rhythm.start)
    stop = _NEXT_DEED.search(reading.folded, rhythm.end, max(end, rhythm.end))
    words = reading.folded[start : stop.start() if stop else max(end, rhythm.end)]
    visit = bool(_VISIT.search(words))
    if strict and not visit and not _OTHER_DEED.search(words):
        visit = bool(_VISIT_SENTENCE.search(reading.folded, sentence.start, sentence.end))
    if not visit and _OTHER_DEED.search(words):
        return False
    return (visit and not _ALL_LEVELS.search(words)) if strict else True


def interval_of(rhythm: Quantity) -> tuple[Interval, int]:
    """Return the window and the visits in it."""
    if rhythm.kind != "interval":
        return Interval(value=1, unit="year"), max(1, int(rhythm.value or 1))
    return (
        Interval.model_validate({"value": int(rhythm.value or 1), "unit": rhythm.time_unit}),
        max(1, rhythm.times),
    )


def channel_in(reading: Reading, sentence: Sentence, rhythm: Quantity | None) -> Channel | None:
    """Return the way of visiting named in an interval, right after it, or before it in its part."""
    if rhythm is None:
        return _channel(reading, sentence.start, sentence.end)
    start, end = part_of(reading, sentence, rhythm.start)
    stop = _NEXT_DEED.search(reading.folded, rhythm.end, max(end, rhythm.end))
    after = stop.start() if stop else max(end, rhythm.end)
    earlier = [q.end for q in reading.quantities_in(sentence) if start <= q.end <= rhythm.start]
    alone = sum(q.kind == "interval" for q in reading.quantities_in(sentence)) == 1
    return (
        _channel(reading, rhythm.start, rhythm.end)
        or _channel(reading, rhythm.end, after)
        or _channel(reading, max([start, *earlier]), rhythm.start)
        or (_channel(reading, rhythm.end, sentence.end) if alone else None)
    )


class _Span:
    def __init__(self, start: int, end: int) -> None:
        self.start, self.end = start, end


def _channel(reading: Reading, start: int, end: int) -> Channel | None:
    found = [m.key for m in reading.mentions_in(_Span(start, end), "channel") if m.end <= end]
    codes = [load("channel").entry(key).text("channel") for key in found]
    return next((c for c in ("home", "school", "phone", "online", "station") if c in codes), None)


def channel_before(reading: Reading, start: int, end: int) -> Channel | None:
    """Return the way of visiting named in a stretch."""
    return _channel(reading, start, end)


def ways_of(
    visits: Iterable[tuple[Quantity, Channel | None]],
) -> list[tuple[Quantity | None, Channel | None]]:
    """Return the visit that rules, the one at home, else the first; then contacts by telephone or online.

    每月入户1次，每周电话联系1次 are two demands of one level.
    """
    ordered = sorted(visits, key=lambda v: (_RANK[v[1]], v[0].start))
    if not ordered:
        return [(None, None)]
    further = ordered[1:] if ordered[0][1] in IN_PERSON else []
    by_channel = {channel: (rhythm, channel) for rhythm, channel in reversed(further) if channel in FROM_AFAR}
    return [ordered[0], *by_channel.values()]


IN_PERSON = frozenset({"home", "school"})
FROM_AFAR = frozenset({"phone", "online"})
