"""From a number to what it is: money, percent, age, score, duration, count, measure, or a bare number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from humiao.plans.reader.lexer import comparators
from humiao.plans.reader.lexer.every import Every, Phrases
from humiao.plans.reader.lexer.numbers import Figure, find_figures
from humiao.plans.reader.lexer.numerals import NUMERAL, by_position, scale_worth
from humiao.plans.reader.lexer.spans import Taken
from humiao.plans.reader.lexer.units import MoneyUnit, Unit, money_at, unit_at
from humiao.plans.reader.reading import Quantity, QuantityKind

_LINK = re.compile(r"\s?[-至到~]\s?")
_SOME = re.compile(
    r"(?P<some>[余多来])(?=\s?(?:万|亿|千|人|名|个|户|场|次|篇|份|例|期|节|家|位|件|条|项|岁|天|小时|年|元|处|站|所|平方|公里|种))"
)
_LARGE = ("万", "亿", "千")
_INCLUDED = re.compile(r"\(含\)")
_COINS = re.compile(
    r"(?P<jiao>[0-9零一二三四五六七八九壹贰叁肆伍陆柒捌玖])角(?:(?P<fen>[0-9零一二三四五六七八九壹贰叁肆伍陆柒捌玖])分)?"
)
_CURRENCY = re.compile(
    r"(?:(?:(?:人民币|RMB|CNY)\s?(?:\((?:大写|小写)\))?|\(?(?:大写|小写)\)?)\s?:?\s?)?[¥￥]?\s?$"
)
_SIGN = re.compile(r"[¥￥]\s?$")
_MONEY_WORDS = re.compile(
    r"标底|预算|安排|资金|经费|价|金额|款|费用?|补助|结余|投入|拨|支付|公益金|捐|财政|元|花|掏|拿出|剩下的$|[县市区省村镇乡][里上]?[出给拿]$"
)
_SCORE_WORDS = re.compile(r"[得扣加减满计总共占评]分?[为是:最高多少]{0,4}$|分值|每项|每缺|少一|最高|[(,、-]$")
_SCORE_AFTER = re.compile(r"以上|以下|及|制|\)|者|[;；。,，、]|的|为|$")
_COLUMN_EDGE = re.compile(r"[\n\t|]|$")


@dataclass(frozen=True)
class _Span:
    """One or two numbers of a range, with the unit they share."""

    start: int
    end: int
    low: Figure
    value: Decimal | None
    high: Decimal | None
    masked: bool
    approximate: bool
    money: MoneyUnit | None
    unit: Unit | None
    scale: str
    plus: bool = False  # 5+个

    @property
    def has_hanzi(self) -> bool:
        return self.low.hanzi


# 八成五 is 85 %
_TENTH_MORE = re.compile(r"[一二三四五六七八九](?![\u4e00-\u9fff]{0,1}[个名人场次成十百千])")


class Amounts:
    """Read what the dates, codes and ordinals left."""

    def __init__(self, folded: str, taken: Taken) -> None:
        self._folded = folded
        self._taken = taken
        self._phrases = Phrases(folded)
        figures = find_figures(folded, taken)
        self._figures = [figure for figure in figures if not self._phrases.covers(figure.start)]
        self.used: set[int] = set()

    def find(self) -> Iterator[Quantity]:
        """Give the quantities in order, then the windows of time that no number was counted per."""
        index, floor = 0, 0
        while index < len(self._figures):
            span, step = self._span(index)
            index += step
            if span.start < floor:
                continue
            quantity = self._quantity(span, max(floor, self._taken.end_before(span.start)))
            if quantity:
                floor = quantity.end
                yield quantity
        yield from self._idle_windows()

    def _span(self, index: int) -> tuple[_Span, int]:
        low = self._figures[index]
        span = self._single(low)
        link = _LINK.match(self._folded, span.end)
        following = self._figures[index + 1] if index + 1 < len(self._figures) else None
        if not link or not following or following.start != link.end() or low.half:
            return span, 1
        joined = _join(span, self._single(following))
        return (joined, 2) if joined else (span, 1)

    def _single(self, figure: Figure) -> _Span:
        end, approximate = figure.end, figure.approximate
        some = _SOME.match(self._folded, end)
        included = _INCLUDED.match(self._folded, end)
        worth, plus = Decimal(1), False
        if some:
            end, approximate = some.end(), True
        elif included:
            end = included.end()
        elif self._folded.startswith("+", end) and unit_at(self._folded, end + 1):
            end, plus = end + 1, True
        money = money_at(self._folded, end)
        unit = None if money or figure.percent else unit_at(self._folded, end)
        if unit and figure.hanzi and unit.entry.flag("digits"):
            unit = None
        scale = figure.scale
        if money is None and unit is None and some:
            scale = scale or (self._folded[end : end + 1] if self._folded[end : end + 1] in _LARGE else "")
            worth = Decimal(scale_worth(scale)) if not figure.scale else worth
            end = end + 1 if scale and not figure.scale else figure.end
        if money:
            worth, end = Decimal(money.worth), money.end
        elif unit:
            end = unit.end
        rest = _TENTH_MORE.match(self._folded, end) if unit and unit.entry.key == "成" else None
        end = rest.end() if rest else end
        more = Decimal("一二三四五六七八九".index(rest[0]) + 1) / 10 if rest else Decimal(0)
        value = None if figure.value is None else figure.value * worth + more
        high = None if figure.high is None else figure.high * worth
        masked = figure.masked or (figure.value is None and not figure.hanzi)
        return _Span(figure.start, end, figure, value, high, masked, approximate, money, unit, scale, plus)

    def _quantity(self, span: _Span, floor: int) -> Quantity | None:
        if span.value is None and not span.masked:
            return None
        kind = self._kind(span)
        if kind is None:
            return None
        reading = _READERS.get(kind, _plain)(self._folded, span, kind)
        if reading is None:
            return None
        return self._compared(reading, floor)

    def _kind(self, span: _Span) -> QuantityKind | None:
        folded, figure = self._folded, span.low
        if span.money or _SIGN.search(folded, max(0, span.start - 3), span.start):
            return "money"
        if figure.percent:
            return "percent"
        if span.unit:
            return self._kind_of_unit(span, span.unit)
        if figure.half or span.masked:
            return None
        if span.scale in ("万", "亿", "百万", "千万", "十万") and self._is_about_money(span):
            return "money"
        return "bare" if self._may_be_bare(span) else None

    def _kind_of_unit(self, span: _Span, unit: Unit) -> QuantityKind | None:
        kind = unit.entry.text("kind")
        if kind == "score" and not self._is_score(span):
            return None
        if span.low.half and kind not in ("duration", "measure"):
            return None
        if kind == "percent" and unit.entry.key == "成" and not _is_tenth(span):
            return None
        if kind == "duration" and span.value is not None and span.value >= 1000:
            return "bare"
        kinds: dict[str, QuantityKind] = {
            "count": "count", "measure": "measure", "duration": "duration",
            "percent": "percent", "age": "age", "score": "score",
        }  # fmt: skip
        return kinds[kind]

    def _is_about_money(self, span: _Span) -> bool:
        before = self._folded[max(0, span.start - 24) : span.start]
        return bool(_MONEY_WORDS.search(re.split(r"[。;；\n]", before)[-1]))

    def _is_score(self, span: _Span) -> bool:
        before = self._folded[max(0, span.start - 8) : span.start]
        if _SCORE_WORDS.search(before):
            return True
        return not span.has_hanzi and bool(_SCORE_AFTER.match(self._folded, span.end))

    def _may_be_bare(self, span: _Span) -> bool:
        """Say whether a number without a unit is one: any Arabic one, a Chinese one only where it must be."""
        before, after = self._folded[: span.start][-1:], self._folded[span.end : span.end + 1]
        if not span.has_hanzi:
            return not (before.isascii() and before.isalpha())
        alone = (not before or before in "\n\t| :") and (not after or after in "\n\t| ;")
        compared = comparators.before(self._folded, span.start, 0)
        long = span.low.end - span.low.start > 1
        return long and (alone or (compared.comparator is not None and not _EDGE.match(after)))

    def _compared(self, reading: Quantity, floor: int) -> Quantity:
        before = comparators.before(self._folded, self._before_currency(reading, floor), floor)
        after = comparators.after(self._folded, reading.end)
        start = before.at if before.at < reading.start else reading.start
        per, phrases = self._per(reading, before.at, floor)
        self.used.update(phrase.start for phrase in phrases)
        lengths = reading.kind == "duration"
        return replace(
            reading,
            start=start,
            end=after.at,
            comparator=after.comparator or before.comparator or reading.comparator,
            approximate=reading.approximate or after.approximate or (before.approximate and not lengths),
            per=per,
        )

    def _before_currency(self, reading: Quantity, floor: int) -> int:
        if reading.kind != "money":
            return reading.start
        found = _CURRENCY.search(self._folded, max(floor, reading.start - 14), reading.start)
        sign = found.group().lstrip(" :\u3000\t\n") if found else ""
        return reading.start - len(sign)

    def _per(self, reading: Quantity, at: int, floor: int) -> tuple[str | None, list[Every]]:
        if reading.kind not in ("count", "money", "measure", "bare", "percent"):
            return reading.per, []
        phrases = self._phrases.before(at, floor)
        said = [phrase.per for phrase in phrases]
        if reading.per:
            said.append(reading.per)
        return "/".join(dict.fromkeys(said)) or None, phrases

    def _idle_windows(self) -> Iterator[Quantity]:
        for phrase in self._phrases.all:
            whole = phrase.value is not None and phrase.value == phrase.value.to_integral_value()
            if whole and phrase.start not in self.used and self._taken.is_free(phrase.start, phrase.end):
                yield Quantity(
                    phrase.start, phrase.end, "interval",
                    value=phrase.value, per=phrase.per, time_unit=phrase.time_unit,
                )  # fmt: skip


_EDGE = re.compile(f"[{NUMERAL}]")


def _is_tenth(span: _Span) -> bool:
    return span.value is not None and span.value < 10


def _join(low: _Span, high: _Span) -> _Span | None:
    """Join the ends of a range where they count the same; the scale of the upper end is the lower's too."""
    if low.value is None or high.value is None or low.high is not None or high.high is not None:
        return None
    has_unit = bool(low.money or low.unit)
    if has_unit and not _same_unit(low, high):
        return None
    value = low.value
    if not has_unit:
        worth = Decimal(high.money.worth if high.money else 1)
        value *= worth
        if value > high.value or not low.low.scale:
            value = _scaled(low, high, value)
    if low.low.percent and not high.low.percent and high.unit is not None:
        return None
    if value > high.value:
        return None
    return replace(high, start=low.start, low=low.low, value=value, high=high.value)


def _scaled(low: _Span, high: _Span, value: Decimal) -> Decimal:
    scaled = value * scale_worth(high.low.scale)
    return scaled if not low.low.scale and high.value is not None and scaled <= high.value else value


def _same_unit(low: _Span, high: _Span) -> bool:
    if low.money or high.money:
        return bool(low.money and high.money)
    return bool(low.unit and high.unit and low.unit.entry.key == high.unit.entry.key)


def _plain(folded: str, span: _Span, kind: QuantityKind) -> Quantity | None:
    del folded
    unit = span.unit
    return Quantity(
        span.start,
        span.end,
        kind,
        value=span.value,
        high=span.high,
        unit=unit.text if unit else span.low.scale,
        comparator=">=" if span.plus else None,
        approximate=span.approximate,
        masked=span.masked,
        per=unit.per if unit else None,
    )


def _money(folded: str, span: _Span, kind: QuantityKind) -> Quantity | None:
    start, end, value = span.start, span.end, span.value
    coins = _COINS.match(folded, end)
    if coins and value is not None:
        value += _coin(coins.group("jiao")) / 10 + _coin(coins.group("fen")) / 100
        end = coins.end()
    found = _CURRENCY.search(folded, max(0, start - 14), start)
    sign = found.group().lstrip(" :\u3000\t\n") if found else ""
    if not re.search(r"[\n\t]", sign):
        start -= len(sign)
    unit = span.scale + (span.money.text if span.money else "")
    return Quantity(
        start, end, kind, value=value, high=span.high, unit=unit, approximate=span.approximate,
        masked=span.masked, per=span.money.per if span.money else None,
    )  # fmt: skip


def _coin(text: str | None) -> Decimal:
    return by_position(text) if text else Decimal(0)


def _percent(folded: str, span: _Span, kind: QuantityKind) -> Quantity | None:
    plain = _plain(folded, span, kind)
    scale = Decimal(span.unit.entry.text("scale") or 1) if span.unit else Decimal(1)
    if plain is None or plain.value is None or scale == 1:
        return plain and replace(plain, unit=plain.unit or "%")
    return replace(plain, value=plain.value * scale, high=None if plain.high is None else plain.high * scale)


def _duration(folded: str, span: _Span, kind: QuantityKind) -> Quantity | None:
    """Read a length; 半年 is one half_year, 一年半 a year and a half, 半个月 fifteen days."""
    plain = _plain(folded, span, kind)
    if plain is None or span.unit is None:
        return None
    time_unit = span.unit.entry.text("time_unit")
    value, end = plain.value, plain.end
    if span.low.half:
        if time_unit == "year":
            value, time_unit = Decimal(1), "half_year"
        elif time_unit == "month":
            value, time_unit = Decimal(15), "day"
    elif folded.startswith("半", end) and value is not None:
        value, end = value + Decimal("0.5"), end + 1
    return replace(plain, value=value, end=end, time_unit=time_unit)


_READERS = {"money": _money, "percent": _percent, "duration": _duration}
