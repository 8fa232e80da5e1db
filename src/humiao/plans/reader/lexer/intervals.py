"""How often: 每月一次, 每季度至少1次, 半年一次, 一月一访, 每周一访, 1次/月."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from humiao.plans.reader.draft import Comparator
from humiao.plans.reader.lexer import comparators
from humiao.plans.reader.lexer.every import WINDOW, WINDOW_UNITS, half_of, window, window_name
from humiao.plans.reader.lexer.numerals import DIGITS, INTEGER, NUMERAL, number
from humiao.plans.reader.reading import Quantity

_TIMES = rf"(?P<times>{INTEGER})(?:\s?[-至到]\s?(?P<more>{INTEGER}))?\s?(?P<unit2>次|回|趟|遍)(?![性数序元])"
_FILLER = r"(?P<filler>(?:(?!每[一二两三四五六]?个?[周月季半年])[^。；，,;！？!?\n\t|0-9]){0,18}?)"
_EVERY_TIMES = re.compile(rf"{WINDOW}{_FILLER}(?<![{NUMERAL}第]){_TIMES}")
_PLAIN_UNIT = "半年|季度|季|年|月|周|星期|天|日"
_DEEDS = "访|报|评|查|巡|走访|探访|更新|会|结|检|调度|督|谈|研判|清|排查|回访|碰头"
_ONE_EACH = re.compile(
    rf"(?<![{NUMERAL}第])(?P<many>{INTEGER}|半)?\s?个?(?P<unit>{_PLAIN_UNIT})(?:内)?(?P<word>至少|不少于|最少|最多)?"
    rf"(?:入户|上门|走访|探访|家访|见面|到校|电话联系|联系)?(?<![{NUMERAL}])(?P<times>[{DIGITS}0-9]{{1,2}})(?:次(?![性数])|{_DEEDS})"
)
# 每周一访, 每季两探; never 每周一访谈, where a weekday stands.
_EVERY_DEED = re.compile(
    rf"{WINDOW}(?P<times>[一两二三四1-4])(?:(?:走|探|回|家)?访(?!谈|问|客)|探(?!索|讨|究)|报(?![到名道])|巡|督(?!导)|研判)"
)
_PER_WINDOW = re.compile(
    rf"(?<![{NUMERAL}.人户场])(?P<times>{INTEGER})(?:\s?[-至到]\s?(?P<more>{INTEGER}))?\s?次"
    rf"[ \u3000]?(?:/|每)[ \u3000]?(?P<many>{INTEGER})?个?(?P<unit>{_PLAIN_UNIT})(?![/0-9])"
)
_COUNTED = re.compile(rf"[{DIGITS}十][名个场人户篇份项期节](?!案)")


def find_intervals(folded: str) -> Iterator[Quantity]:
    """Give every statement of a window with the times in it; a window alone is not among them."""
    for found in _EVERY_TIMES.finditer(folded):
        if not _COUNTED.search(found.group("filler")):
            yield from _quantity(folded, found, *window(found))
    for found in _EVERY_DEED.finditer(folded):
        yield from _quantity(folded, found, *window(found))
    for pattern in (_ONE_EACH, _PER_WINDOW):
        for found in pattern.finditer(folded):
            if found.group("many") or found.group("unit") == "半年" or pattern is _PER_WINDOW:
                yield from _quantity(folded, found, *_plain_window(found))


def _plain_window(found: re.Match[str]) -> tuple[Decimal | None, str]:
    unit = WINDOW_UNITS[found.group("unit")]
    many = found.group("many")
    if many == "半":
        return half_of(unit)
    return (number(many) if many else Decimal(1)), unit


def _quantity(folded: str, found: re.Match[str], value: Decimal | None, time_unit: str) -> Iterator[Quantity]:
    times, more = number(found.group("times")), _more(found)
    if value is None or times is None or not 0 < times < 1000 or value != value.to_integral_value():
        return
    start, comparator, approximate = _compared(folded, found)
    after = comparators.after(folded, found.end())
    yield Quantity(
        start,
        after.at,
        "interval",
        value=value,
        high=more,
        unit="次",
        comparator=after.comparator or comparator,
        approximate=approximate or after.approximate,
        per=window_name(value, time_unit),
        time_unit=time_unit,
        times=int(times),
    )


def _more(found: re.Match[str]) -> Decimal | None:
    more = found.groupdict().get("more")
    return number(more) if more else None


def _compared(folded: str, found: re.Match[str]) -> tuple[int, Comparator | None, bool]:
    """Return where the statement starts and what stands before its times."""
    inside = comparators.before(folded, found.start("times"), found.start())
    if inside.comparator or inside.approximate:
        return found.start(), inside.comparator, inside.approximate
    outside = comparators.before(folded, found.start(), 0)
    return outside.at, outside.comparator, outside.approximate
