"""Where numbers stand, before anybody knows what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from humiao.plans.reader.lexer.numerals import ARABIC, HANZI, SCALE, is_hanzi, neighbours, number, scale_worth
from humiao.plans.reader.lexer.spans import Taken

MASK = "*＊×□■_●▲△"
_UNITS = "[元人名个户场次篇份例期节家位件条项岁天年月日%站组支所处米]|周岁|小时|课时|平方"
_UNIT_AHEAD = rf"(?=\s?[千百十]?万?亿?(?:{_UNITS}))"
_HANDS = rf"(?P<arabic>{ARABIC})|(?P<hanzi>{HANZI}|(?<=百分之)百)"
_MASKED = (
    rf"(?P<masked>(?!(?<![^\n])[■●▲△□*]\s?[\u4e00-\u9fff]{{2}})[0-9]*(?:[{MASK}]+(?![0-9])|(?<![A-Za-z])[Xx]{{1,4}})[{MASK}Xx]*(?:[,，][{MASK}Xx]{{1,3}})*(?:\.[{MASK}Xx0-9]+)?{_UNIT_AHEAD}"
    rf"|[\[(〔]\s{{0,12}}[\])〕]{_UNIT_AHEAD}"
    rf"|(?<![A-Za-z0-9])(?:[0-9]+[OoIl][0-9OoIl]*|[OoIl][0-9OoIl]*[0-9][0-9OoIl]*){_UNIT_AHEAD}"
    rf"|(?<=[约于少到过足为计共≥≤=])[ \u3000_]{{1,20}}(?=人|名|个|户|场|次|万元|元|%|篇|份|例))"
)
# A multiplier stands at its number, or behind a blank before 元 and the like: 39 万元, but 187\n千山镇.
_SCALED = (
    rf"(?:{SCALE})|[ \u3000](?:{SCALE})(?=[ \u3000元圆余多人名个户次场份条美册张字])|\s(?:{SCALE})(?=元)"
)
_NUMBER = re.compile(rf"(?:{_MASKED}|{_HANDS}|(?P<half>(?<![上下前后大多])半))(?P<scale>{_SCALED})?")
_PERCENT_OF = re.compile(rf"百分之(?:(?P<hundred>百)|(?P<number>{ARABIC}|{HANZI}))")


@dataclass(frozen=True)
class Figure:
    """One number as it stands; `value` is null where it is masked, broken or no number at all."""

    start: int
    end: int
    value: Decimal | None
    high: Decimal | None = None
    masked: bool = False
    approximate: bool = False
    hanzi: bool = False
    percent: bool = False
    half: bool = False
    scale: str = ""


def find_figures(folded: str, taken: Taken) -> Iterator[Figure]:
    """Give the numbers of a text in order, but for those that stand in a stretch already taken."""
    position = 0
    while found := _NUMBER.search(folded, position):
        position = max(found.end(), found.start() + 1)
        free = taken.free_from(found.start(), found.end())
        if free > found.start():
            position = free
            continue
        figure = _percent_of(folded, found.start()) or _in_two_scales(folded, found.start()) or _figure(found)
        position = max(position, figure.end)
        yield figure


def _percent_of(folded: str, start: int) -> Figure | None:
    found = _PERCENT_OF.match(folded, max(0, start - 3)) if folded.startswith("百分之", start - 3) else None
    if not found:
        return None
    text = found.group("number")
    value = number(text) if text else Decimal(100)
    return Figure(found.start(), found.end(), value, masked=value is None, percent=True)


# Arabic digits under two scales, as they are spoken: 73万8千元.
_TWO_SCALES = re.compile(
    r"(?P<ten_thousands>[0-9]{1,4})万(?P<thousands>[0-9])千(?![\u4e00-\u9fff]{0,1}[万克米瓦])"
)


def _in_two_scales(folded: str, start: int) -> Figure | None:
    found = _TWO_SCALES.match(folded, start)
    if found is None:
        return None
    value = Decimal(int(found["ten_thousands"]) * 10_000 + int(found["thousands"]) * 1_000)
    return Figure(found.start(), found.end(), value)


def _figure(found: re.Match[str]) -> Figure:
    scale = (found.group("scale") or "").strip()
    start, end = found.span()
    if found.group("masked"):
        return Figure(start, end, None, masked=True, scale=scale)
    if found.group("half"):
        return Figure(start, end, Decimal("0.5"), hanzi=True, half=True, scale=scale)
    text = found.group("arabic") or found.group("hanzi")
    worth = scale_worth(scale)
    pair = neighbours(text)
    if pair:
        return Figure(start, end, pair[0] * worth, pair[1] * worth, approximate=True, hanzi=True, scale=scale)
    value = number(text)
    shown = None if value is None else (value * worth).normalize() + 0
    return Figure(start, end, shown, hanzi=is_hanzi(text), scale=scale)
