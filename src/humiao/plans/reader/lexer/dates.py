"""Dates, from 2025年3月15日 to 6月底 and 2025年3月-11月30号, as ISO with what isn't said left out.

The end of a month is that month's last day; the end of a year is 12-31 and approximate. An impossible or
masked date keeps no ISO, but for the year where only month and day are blank.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass

from humiao.plans.reader.draft import Comparator
from humiao.plans.reader.lexer.numerals import NUMERAL, number
from humiao.plans.reader.reading import Quantity

_YEAR = r"(?:19|20)[0-9]{2}|[一二][〇零○九][〇零○一二三四五六七八九]{2}"
_MD = r"[0-9]{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]|廿[一二三四五六七八九]?"
_BLANK = r"[Xx×*_\s]{1,8}"
_PART = r"(?P<part>[上中下]旬|[月年]?(?:[初底]|末(?!期))|[上下]半年|第?[一二三四1-4]季度|学年度?|度|内)"
# A number stands free, or behind an item's own at the head of a line: 2.6月底中期评估.
_FREE = rf"(?:(?<![{NUMERAL}.])|(?<=\n[1-9]\.)(?=[0-9]{{1,2}}月))"
_WORDED = (
    rf"(?:(?<![0-9])(?P<year>{_YEAR})\s?年)?\s?"
    rf"(?:{_FREE}(?P<month>{_MD})\s?月(?!均|度)份?"
    rf"(?:\s?(?P<day>{_MD}|[0-3] [0-9])\s?[日号](?!楼|线|文))?)?"
    rf"(?:{_PART})?"
)
_NUMERIC = (
    r"(?<![0-9A-Za-z./])(?P<nyear>(?:19|20)[0-9]{2})(?P<sep>[./-])(?P<nmonth>[0-9]{1,2})"
    r"(?:(?P=sep)(?P<nday>[0-9]{1,2}))?(?![0-9]|(?P=sep)[0-9]|[%元万人个名])"
)
_DATE = re.compile(rf"(?:{_NUMERIC}|{_WORDED})")
_START = re.compile(rf"{_FREE}[0-9一二三四五六七八九十廿]")
# Between the ends of a range an hour may stand: 6月9日下午至6月10日, 9月4日8:30至9月5日.
_HOUR = r"(?:上午|下午|中午|早上|晚上)?\s?(?:\d{1,2}(?:[:：]\d{2}|[时点](?:\d{1,2}分)?))?"
_LINK = re.compile(rf"\s?{_HOUR}\s?(?:(?:起|开始)[，,]?)?\s?(?:[-至到]|起至|起到|—)\s?")
_BLANKS = re.compile(
    rf"(?:(?P<year>{_YEAR})|(?<![0-9])(?:20)?{_BLANK})\s?年(?:{_BLANK}月(?:(?:{_BLANK}|[0-9]{{1,2}})[日号])?|[0-9]{{1,2}}月{_BLANK}[日号])"
    r"|(?<![0-9])(?:20)?[Xx×*_]{1,4}\s?年(?:度|[0-9]{1,2}月(?:[0-9]{1,2}[日号])?)?"
)
_YEARS = re.compile(
    r"(?<![0-9])(?P<low>(?:19|20)[0-9]{2})\s?年?\s?[-至到、]\s?(?P<high>(?:19|20)?[0-9]{2})\s?(?P<unit>学年度?|年度?)(?![0-9])"
)
_MONTHS = re.compile(
    rf"(?:(?<![0-9])(?P<year>{_YEAR})\s?年\s?)?(?<![{NUMERAL}.])(?P<low>{_MD})\s?[-至到]\s?(?P<high>{_MD})\s?月份?(?![{NUMERAL}均])"
)
_BEFORE = re.compile(r"(?:之前|以前|前(?![往来期后提款])|\s?止(?!损)|之内)")
_ABOUT = re.compile(r"(?:左右|前后|上下)")
_FROM = re.compile(r"(?:[ \t]起(?=[，,、。；至到\s]|$)|起|开始|之后|以后)(?![草点])")
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}
_ENDS = {"月底", "月末", "底", "末"}


@dataclass(frozen=True)
class _Day:
    """One end of a date: where it stands and what is said of it."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""

    @property
    def is_possible(self) -> bool:
        if self.month is not None and not 1 <= self.month <= 12:
            return False
        if self.day is None or self.month is None:
            return self.day is None
        return 1 <= self.day <= monthrange(self.year or 2024, self.month)[1]


def find_dates(folded: str) -> Iterator[Quantity]:
    """Give the dates of a text, and for each the ranges it opens; the longest reading is the one meant."""
    yield from _blank_dates(folded)
    yield from _year_ranges(folded)
    yield from _month_ranges(folded)
    reach = 0
    for found in _START.finditer(folded):
        if found.start() < reach:
            continue
        day = _day_at(folded, found.start())
        if day is None:
            continue
        reach = day.end
        last = _last_of_range(folded, day)
        if last:
            yield _with_words(folded, day, last)
        yield _with_words(folded, day, None)


def _day_at(folded: str, start: int) -> _Day | None:
    found = _DATE.match(folded, start)
    if not found or found.end() == start:
        return None
    if found.group("nyear"):
        year, month, day = (found.group(g) for g in ("nyear", "nmonth", "nday"))
        return _Day(start, found.end(), int(year), int(month), int(day) if day else None)
    year, month, day, part = (found.group(g) for g in ("year", "month", "day", "part"))
    if not year and not month:
        return None
    if not month and part in ("初", "底", "末", "上旬", "中旬", "下旬", "月底", "月末", "月初"):
        part = "年" + part[-1]
    end = found.end()
    return _Day(start, end, _int(year), _int(month), _int(day), part or "")


def _int(text: str | None) -> int | None:
    value = number(text.replace(" ", "")) if text else None  # 2 8日, broken by a line
    return None if value is None else int(value)


def _last_of_range(folded: str, first: _Day) -> _Day | None:
    link = _LINK.match(folded, first.end)
    if not link:
        return None
    later = _YEAR_AFTER.match(folded, link.end())
    same = _SAME_YEAR.match(folded, link.end())
    at = later.end() if later else same.end() if same else link.end()
    last = _day_at(folded, at) or _bare_day(folded, at, first)
    if last is None:
        return None
    year = last.year or (first.year + bool(later) if first.year else None)
    return _Day(last.start, last.end, year, last.month, last.day, last.part)


_YEAR_AFTER = re.compile(r"(?:次年|翌年|第二年|下一?年|来年|明年)的?\s?")  # 2025年9月1日至次年6月30日
_SAME_YEAR = re.compile(r"(?:当年|同年|今年|本年)的?\s?")  # 2025年3月1日至当年12月31日
_DAY_ONLY = re.compile(rf"(?P<day>{_MD})\s?[日号](?!楼)")


def _bare_day(folded: str, start: int, first: _Day) -> _Day | None:
    """Read the 15日 of 3月1日至15日."""
    found = _DAY_ONLY.match(folded, start)
    if not found or first.day is None:
        return None
    return _Day(start, found.end(), first.year, first.month, _int(found.group("day")))


def _with_words(folded: str, first: _Day, last: _Day | None) -> Quantity:
    start, end = first.start, (last or first).end
    possible = first.is_possible and (last is None or last.is_possible)
    iso, iso_end, fuzzy = _iso(first)
    if last:
        last_iso, last_end, fuzzy_end = _iso(last)
        iso_end, fuzzy = last_end or last_iso, fuzzy or fuzzy_end
    comparator, about, end = _words_after(folded, end)
    if (last or first).part == "内" and comparator is None:
        comparator = "<="
    if not possible:
        return Quantity(start, end, "date", masked=True)
    return Quantity(
        start, end, "date", comparator=comparator, approximate=fuzzy or about, iso=iso, iso_end=iso_end
    )


def _words_after(folded: str, end: int) -> tuple[Comparator | None, bool, int]:
    comparator: Comparator | None = None
    about = _ABOUT.match(folded, end)
    if about:
        end = about.end()
    if found := _BEFORE.match(folded, end):
        comparator, end = "<=", found.end()
    elif found := _FROM.match(folded, end):
        comparator, end = ">=", found.end()
    return comparator, bool(about), end


def _iso(day: _Day) -> tuple[str, str, bool]:
    """Return the ISO date, the end where the words name a stretch, and whether it is about."""
    if day.month is None:
        return _iso_of_year(day)
    if day.part in _ENDS and day.day is None and 1 <= day.month <= 12:
        last = monthrange(day.year or 2023, day.month)[1]
        return _written(day.year, day.month, last), "", False
    fuzzy = day.part in ("上旬", "中旬", "下旬", "月初", "初")
    return _written(day.year, day.month, day.day), "", fuzzy


def _iso_of_year(day: _Day) -> tuple[str, str, bool]:
    year = f"{day.year:04d}"
    if day.part in ("年底", "年末"):
        return f"{year}-12-31", "", True
    if day.part == "年初":
        return f"{year}-01", "", True
    if day.part in ("上半年", "下半年"):
        first, last = ("01", "06") if day.part == "上半年" else ("07", "12")
        return f"{year}-{first}", f"{year}-{last}", False
    if day.part.endswith("季度"):
        mark = day.part[-3]
        quarter = _QUARTERS.get(mark) or int(mark)
        return f"{year}-{quarter * 3 - 2:02d}", f"{year}-{quarter * 3:02d}", False
    return year, "", False


def _written(year: int | None, month: int | None, day: int | None) -> str:
    parts = [f"{year:04d}" if year else "-", f"{month:02d}", *([f"{day:02d}"] if day else [])]
    return "-".join(parts)


def _blank_dates(folded: str) -> Iterator[Quantity]:
    for found in _BLANKS.finditer(folded):
        if found.start() and folded[found.start() - 1].isdigit():
            continue
        yield Quantity(found.start(), found.end(), "date", masked=True, iso=found.group("year") or "")


def _year_ranges(folded: str) -> Iterator[Quantity]:
    for found in _YEARS.finditer(folded):
        low, high = found.group("low"), found.group("high")
        high = high if len(high) == 4 else low[:2] + high
        if int(low) <= int(high):
            unit = "学年" if found.group("unit").startswith("学") else ""
            yield Quantity(found.start(), found.end(), "date", unit=unit, iso=low, iso_end=high)


def _month_ranges(folded: str) -> Iterator[Quantity]:
    for found in _MONTHS.finditer(folded):
        year, low, high = (_int(found.group(g)) for g in ("year", "low", "high"))
        if low and high and 1 <= low <= 12 and 1 <= high <= 12:
            comparator, about, end = _words_after(folded, found.end())
            yield Quantity(
                found.start(), end, "date", comparator=comparator, approximate=about,
                iso=_written(year, low, None), iso_end=_written(year, high, None),
            )  # fmt: skip
