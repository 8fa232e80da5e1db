"""Evaluations told only beside payments, and days a payment tells of one: 2026年1月中期评估合格后支付."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.facts.evaluation_days import date_of, is_a_day
from humiao.plans.reader.facts.evaluation_said import Said
from humiao.plans.reader.facts.phases import FINAL, Phase, by_in
from humiao.plans.reader.facts.stretches import Stretch
from humiao.plans.reader.reading import Reading, Sentence

_BY_CONDITION = re.compile(
    r"(?P<when>[^，。；]{0,6}(?:满[^，。；经]{1,6}|过半|期满|结束|完成)(?:并提交[^，。；经]{2,8})?[后，,并且]?)经(?P<who>[^，。；]{2,12}?)(?:组织)?"
    r"(?P<act>评估|考核|验收|评价)合格[^。；]{0,6}(?:支付|拨付|付)"
)
_WHEN_PAID = re.compile(
    r"(?:月|日|[底前初末旬])(?:以?前|左右)?(?:完成)?(?P<phase>中期|期中|末期|终期|期末|结项)(?:检查|评估|考核|验收|评价)(?:(?:合格|通过)(?:后|的)|达到?[\d]+分)"
)


def dated_by_payment(reading: Reading, claims: Claims, one: Said) -> Said:
    """Give an evaluation without a day that of its payment: 2025年12月中期检查合格后支付30%."""
    if one.date or one.phase not in ("mid", "final"):
        return one
    for found in _WHEN_PAID.finditer(reading.folded):
        if (found["phase"] in ("中期", "期中")) != (one.phase == "mid"):
            continue
        near = [
            q for q in reading.quantities if q.kind == "date" and 0 <= found.start("phase") - q.end <= _CLOSE
        ]
        if near and is_a_day(near[-1].iso) and not reading.mood_at(near[-1].start):
            claims.take(near[-1])
            return replace(one, date=near[-1].iso, approximate=near[-1].approximate)
    return one


_CLOSE = 4


def on_condition(reading: Reading, sentence: Sentence) -> Iterator[Said]:
    """Give what only a condition of payment tells: 服务期满经第三方机构评估合格后支付."""
    if reading.mood_at(sentence.start) in ("withdrawn", "example", "history"):
        return
    for words in (_DATED, _IN_BRACKETS):
        for dated in words.finditer(reading.folded, sentence.start, sentence.end):
            inside = Stretch(dated.start("phase"), dated.end())
            room = inside if words is _IN_BRACKETS else Stretch(sentence.start, sentence.end)
            yield from _dated_condition(reading, room, dated)
    named = _NAMED_IN_CONDITION.search(reading.folded, sentence.start, sentence.end)
    if named:
        yield from _dated_condition(reading, Stretch(sentence.start, sentence.end), named)
    found = None if named else _BY_CONDITION.search(reading.folded, sentence.start, sentence.end)
    if found is None:
        return
    by = by_in(reading, Stretch(found.start("who"), found.end("who")))
    phase: Phase = "acceptance" if found["act"] == "验收" else "mid"
    if phase == "mid" and FINAL.search(found["when"]):
        phase = "final"
    if by is not None:
        yield Said(phase, by, None, False, Stretch(found.start(), found.end()))


# 首付30%，2026年11月中期评估后40%
_DATED = re.compile(
    r"(?:月|日|[底前初末旬])(?:以?前|左右)?(?P<who>)(?P<phase>中期|期中|末期|终期|期末)(?:检查|评估|考核|验收|评价)(?:合格|通过|达标)?后"
)
# 中期评估（2026年10月）合格支付40%
_IN_BRACKETS = re.compile(
    r"(?P<who>)(?P<phase>中期|期中|末期|终期|期末|结项)(?:检查|评估|考核|验收|评价)"
    r"\((?:20\d\d年)?\d{1,2}月[^()]{0,6}\)(?:合格|通过|达标|后)"
)
_NAMED_IN_CONDITION = re.compile(
    r"(?:经|(?P<passed>通过))(?P<who>[^，。；]{2,12}?)(?:组织|开展|实施)?的?"
    r"(?P<phase>中期|期中|末期|终期|期末)(?:绩效)?(?:检查|评估|考核|验收|评价)(?(passed)|合格)"
)


def _dated_condition(reading: Reading, room: Stretch, found: re.Match[str]) -> Iterator[Said]:
    """Give the evaluation a payment waits for: 2026年9月底前经甲方中期检查合格，支付40%.

    `room`: where its date may stand.
    """
    by = by_in(reading, Stretch(found.start("who"), found.end("who")))
    where = Stretch(found.start("phase"), found.end())
    date = date_of(reading, where, room)
    phase: Phase = "mid" if found["phase"] in ("中期", "期中") else "final"
    if by is not None or date is not None:
        yield Said(phase, by, date.iso if date else None, bool(date and date.approximate), where)
