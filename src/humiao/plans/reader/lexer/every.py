"""每: what a number is counted per (每站, 每人), and the windows of time (每月, 每半年, 按季度)."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal

from humiao.plans.reader.lexer.numerals import INTEGER, number
from humiao.plans.reader.words import load

WINDOW_UNITS = {
    "年": "year",
    "年度": "year",
    "半年": "half_year",
    "季度": "quarter",
    "季": "quarter",
    "月": "month",
    "月度": "month",
    "星期": "week",
    "周": "week",
    "礼拜": "week",
    "天": "day",
    "日": "day",
    "工作日": "day",
    "双月": "month",
    "双周": "week",
    "旬": "day",
}
_UNITS_IN_WINDOW = {"双月": 2, "双周": 2, "旬": 10}  # 每旬 is every ten days
_WORDS = {"year": "年", "half_year": "半年", "quarter": "季度", "month": "月", "week": "周", "day": "天"}
_UNIT = "双月|双周|旬|半年|季度|年度|月度|工作日|星期|礼拜|季(?!节)|年(?!级|龄)|月|周(?!末|岁|边|年)|天|日"
WINDOW = (
    rf"(?:每(?:一|间?隔|满)?\s?(?:(?P<many>{INTEGER}|半)\s?个?|个)?\s?(?P<unit>{_UNIT})"
    rf"|(?P<skip>隔)(?P<skipped>周|天|日|月|年)"
    rf"|[按逐](?P<by>{_UNIT})(?!份|历|光|程|计酬))"
)
_EVERY = re.compile(WINDOW)
_PER = re.compile(
    "[每各](?:一(?!次))?(?:个?(?:实施|服务|项目|试点|覆盖)(?=(?:乡|镇|街道|村|社区|未保站|社工站)))?"
)  # 每个实施乡镇
_AVERAGE = re.compile("(?P<per>人|户|年|月|场|站)均")


@dataclass(frozen=True)
class Every:
    """An every-phrase: `value` and `time_unit` where it is a window of time."""

    start: int
    end: int
    per: str
    value: Decimal | None = None
    time_unit: str = ""


def window(found: re.Match[str]) -> tuple[Decimal | None, str]:
    """Return the length of the window that a match of `WINDOW` names."""
    if found.group("skip"):
        return Decimal(2), WINDOW_UNITS[found.group("skipped")]
    unit = found.group("unit") or found.group("by")
    many = found.group("many")
    if many == "半":
        return half_of(WINDOW_UNITS[unit])
    length = number(many) if many else Decimal(1)
    return length and length * _UNITS_IN_WINDOW.get(unit, 1), WINDOW_UNITS[unit]


def half_of(time_unit: str) -> tuple[Decimal | None, str]:
    """Return half a year and half a month as whole units; none for half of anything else."""
    halves = {"year": (Decimal(1), "half_year"), "month": (Decimal(15), "day")}
    return halves.get(time_unit, (None, time_unit))


def find_every(folded: str) -> list[Every]:
    """Return the every-phrases of a text, in order."""
    found = [_window_phrase(match) for match in _EVERY.finditer(folded)]
    windows = {phrase.start for phrase in found}
    for match in _PER.finditer(folded):
        named = load("per").match(folded, match.end())
        if named and match.start() not in windows:
            found.append(Every(match.start(), named[1], named[0].key))
    found += [Every(m.start(), m.end(), m.group("per")) for m in _AVERAGE.finditer(folded)]
    return sorted(found, key=lambda phrase: phrase.start)


def _window_phrase(found: re.Match[str]) -> Every:
    value, time_unit = window(found)
    return Every(found.start(), found.end(), window_name(value, time_unit), value, time_unit)


def window_name(value: Decimal | None, time_unit: str) -> str:
    """Return how the draft writes what is counted per window: 月, 半年, 2个月."""
    if value in (None, 1):
        return _WORDS[time_unit]
    return f"{value}{'个月' if time_unit == 'month' else _WORDS[time_unit]}"


class Phrases:
    """The every-phrases of a text, asked for by the number they stand before."""

    REACH = 32
    _STOP = re.compile(r"[。;；！？!?，,\n\t|]")

    def __init__(self, folded: str) -> None:
        self._folded = folded
        self.all = find_every(folded)
        self._starts = [phrase.start for phrase in self.all]
        self._ends = [phrase.end for phrase in self.all]

    def covers(self, position: int) -> bool:
        """Say whether a numeral is a phrase's own, as 两 in 每两个月 is."""
        index = bisect_right(self._starts, position) - 1
        return index >= 0 and position < self._ends[index]

    def before(self, start: int, floor: int) -> list[Every]:
        """Return the phrases a number is counted per: the nearest, and any that stand right before it."""
        index = bisect_right(self._ends, start) - 1
        chain: list[Every] = []
        edge, reach = start, self.REACH
        while index >= 0 and self._reaches(self.all[index], edge, max(floor, edge - reach)):
            chain.insert(0, self.all[index])
            edge = self.all[index].start
            earlier = self.all[index - 1] if index else None
            reach = edge - earlier.start if earlier and edge - earlier.end <= 1 else 0
            index -= 1
        return chain

    def _reaches(self, phrase: Every, edge: int, floor: int) -> bool:
        return phrase.start >= floor and not self._STOP.search(self._folded, phrase.end, edge)
