"""One statement about the period, and which of a sentence's statements are none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from humiao.plans.reader.facts.stretches import Stretch
from humiao.plans.reader.reading import Quantity, Reading, Sentence

Field = Literal["start", "end", "duration", "start_rule"]


@dataclass(frozen=True)
class Term:
    """One statement about the period."""

    field: Field
    value: str
    where: Stretch
    weight: int
    quantity: Quantity | None = None
    lot: bool = False


_PUT_OFF = re.compile(r"[，,]?(?:现|拟|同意)?(?:将其|统一)?(?:延长|顺延|延期|推迟|延)[至到]")


def without_steps(reading: Reading, said: list[Term]) -> list[Term]:
    """Leave out days of steps beside a range, and an end that is put off.

    3月底前完成招标，4月至12月组织实施; 由6月9日延长至9月30日; 至2月底，现延长至5月底.
    """
    said = [t for t in said if t.quantity is None or not _PUT_OFF.match(reading.folded, t.quantity.end)]
    ranged = [t for t in said if t.quantity is not None and t.quantity.iso_end]
    steps = [t for t in said if t.quantity is not None and not t.quantity.iso_end and t.field == "end"]
    return [t for t in said if t not in steps] if {t.field for t in ranged} >= {"start", "end"} else said


_TIME_OF_IT = re.compile(
    r"(?:项目|服务|实施|采购|购买|资助|开展)[^。；\n]{0,60}[，,](?:实施|服务|执行|起止)?时间(?:为|是|:|自|从)*\s*$"
)


def is_time_of_it(reading: Reading, sentence: Sentence, dates: Quantity) -> bool:
    """Say whether a range is the time of the project told of: 委托某中心实施，时间为4月至12月."""
    return bool(_TIME_OF_IT.search(reading.folded, sentence.start, dates.start))


_IN_BRACKETS = re.compile(r"(?:的?时间|期限?)?\s*\((?:即|自|从)?\s*")
_LONG_ENOUGH = {"month": 3, "quarter": 1, "half_year": 1, "year": 1}


def explains_length(reading: Reading, sentence: Sentence, dates: Quantity) -> bool:
    """Say whether two dates stand in brackets behind a length of months: 一年（2025年7月至2026年6月）."""
    lengths = [q for q in reading.quantities_in(sentence) if q.kind == "duration" and q.end <= dates.start]
    if not lengths or not _IN_BRACKETS.fullmatch(reading.folded, lengths[-1].end, dates.start):
        return False
    least = _LONG_ENOUGH.get(lengths[-1].time_unit)
    return least is not None and (lengths[-1].value or 0) >= least


def in_year_before(reading: Reading, date: Quantity) -> str:
    """Give a month without a year that of the date just before it, where it comes later in it."""
    earlier = [
        q.iso for q in reading.quantities_in(Stretch(max(0, date.start - 24), date.start)) if q.kind == "date"
    ]
    year = earlier[-1][:4] if earlier else ""
    if not date.iso.startswith("--") or not year.isdigit() or earlier[-1][4:] > date.iso[1:]:
        return date.iso
    return f"{year}{date.iso[1:]}"
