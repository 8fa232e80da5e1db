"""Calendars of work, a line for each month: they tell when something is done, not when the service runs."""

from __future__ import annotations

import re
from bisect import bisect_right

from humiao.plans.reader.reading import Quantity, Reading, Spanned

_MONTH = r"(?:1[0-2]|[1-9]|[一二三四五六七八九十]{1,3})"
_OPENS = re.compile(
    r"^[ \t]*(?:[-•·●]|[(（]?[\d一二三四五六七八九十]{1,2}[)）、.])?[ \t]*"
    rf"(?:全年|每月|{_MONTH}(?:\s?(?:月份?)?\s?[-—~至、]\s?{_MONTH})?\s?月份?)[ \t]*[:：\t|]",
    re.MULTILINE,
)
_SEVERAL = 4


def is_of_calendar(reading: Reading, where: Spanned, date: Quantity | None = None) -> bool:
    """Say whether a line opens with a month alone, one of several lines that do: 7-8月：夏令营2期.

    With a date given, it must be the month the line opens with.
    """
    start = reading.folded.rfind("\n", 0, where.start + 1) + 1
    opened = _OPENS.match(reading.folded, start)
    if opened is None or (date is not None and not (date.start < opened.end() and date.iso.startswith("--"))):
        return False
    lines = [found.start() for found in _OPENS.finditer(reading.folded)]
    nearest = bisect_right(lines, start) - 1
    beside = [
        at for at in lines[max(0, nearest - _SEVERAL) : nearest + _SEVERAL] if abs(at - start) <= _REACH
    ]
    return len(beside) >= _SEVERAL


_REACH = 600  # characters a calendar's neighbouring lines stand apart at most
