"""Reading what a ledger's cells say beside names and places: days without a year, moments, spans, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _

from humiao.registry.lists.public import Bad, Month, text_of
from humiao.registry.lists.public import day as whole_day

_NO_YEAR = re.compile(r"(\d{1,2})\s*[月./\\\-]\s*(\d{1,2})\s*[日号]?")
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?=\s*年|[^\d]|$)")
_DAY_IN_TEXT = re.compile(r"(20\d{2})\s*[年./\-]\s*(\d{1,2})\s*[月./\-]\s*(\d{1,2})(?!\d)")
_CLOCK = re.compile(r"(上午|早上|早晨|中午|下午|晚上|傍晚)?\s*(\d{1,2})\s*[:时点]\s*(\d{1,2})?\s*分?(半)?")
_DIVIDES = re.compile(r"\s*(?:-|–|—|~|～|至|到)\s*")
_AFTER_NOON = ("下午", "晚上", "傍晚")
_NUMBER = re.compile(
    r"约?\s*(\d{1,7}(?:\.\d+)?)\s*(小时|个小时|h|分钟|分|min|人次|人|名|次|位|个)?", re.IGNORECASE
)
_HOURS = ("小时", "个小时", "h")


@dataclass(frozen=True)
class Clock:
    """When something began, and how many minutes it took where the end is told."""

    starts: time
    minutes: int | None = None


def years_in(texts: Iterable[str]) -> frozenset[int]:
    """Return the years that titles and names speak of."""
    return frozenset(int(found) for text in texts for found in _YEAR.findall(text))


def day_in(texts: Iterable[str]) -> date | None:
    """Return the first whole day that stands in titles or names."""
    for text in texts:
        for found in _DAY_IN_TEXT.finditer(text):
            made = _date(int(found[1]), int(found[2]), int(found[3]))
            if made:
                return made
    return None


def day(cell: Any, years: frozenset[int]) -> date | Bad | None:
    """Read a day in any of the usual styles; one without a year is of the year the titles name."""
    if isinstance(cell, float) and 1 <= cell < 13 and not cell.is_integer():
        text = _("Excel kept “%(text)s” as a number, which may be two days. Write the day as 2024-07-03.")
        return Bad(text % {"text": text_of(cell)})
    said = text_of(cell)
    found = _NO_YEAR.fullmatch(said) if isinstance(cell, str) else None
    if found:
        return _of_a_year(said, int(found[1]), int(found[2]), years)
    read = whole_day(cell)
    if isinstance(read, Month):
        return Bad(_("“%(text)s” is a month; write the day.") % {"text": said[:30]})
    return read


def _of_a_year(said: str, month: int, of_month: int, years: frozenset[int]) -> date | Bad:
    if len(years) != 1:
        return Bad(_("“%(text)s” has no year, and no title says which.") % {"text": said[:30]})
    return _date(min(years), month, of_month) or Bad(_("There is no day “%(text)s”.") % {"text": said[:30]})


def _date(year: int, month: int, of_month: int) -> date | None:
    try:
        return date(year, month, of_month)
    except ValueError:
        return None


def clock(cell: Any) -> Clock | Bad | None:
    """Read when something began, with how long it took where a span is told: 下午2点半, 14:00-15:30."""
    if isinstance(cell, datetime):
        cell = cell.time()
    if isinstance(cell, timedelta):
        cell = cell.total_seconds() / 86_400
    if isinstance(cell, time):
        return Clock(cell.replace(second=0, microsecond=0))
    if isinstance(cell, float) and 0 <= cell < 1:
        minutes = round(cell * 1440) % 1440
        return Clock(time(minutes // 60, minutes % 60))
    said = text_of(cell).replace("：", ":")
    if not said:
        return None
    begins, *ends = _DIVIDES.split(said)
    first = _moment(begins, after_noon=False)
    last = _moment(ends[0], after_noon=begins.startswith(_AFTER_NOON)) if ends else None
    if first is None or len(ends) > 1 or (ends and last is None):
        return Bad(_("“%(text)s” is no time of day; write it as 14:30.") % {"text": said[:30]})
    if last is None:
        return Clock(first)
    minutes = (last.hour - first.hour) * 60 + last.minute - first.minute
    return Clock(first, minutes if minutes > 0 else None)


def _moment(text: str, *, after_noon: bool) -> time | None:
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    hour, minute = int(found[2]), 30 if found[4] else int(found[3] or 0)
    is_late = found[1] in _AFTER_NOON or (after_noon and not found[1])
    hour += 12 if is_late and hour < 12 else 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def number(cell: Any, *, is_minutes: bool = False) -> int | Bad | None:
    """Read how many, or how long in minutes: 12人次, 1.5小时."""
    said = text_of(cell)
    if not said or said in ("/", "-", "无"):
        return None
    found = _NUMBER.fullmatch(said)
    if found is None or cell is True or cell is False:
        return Bad(_("“%(text)s” is no number.") % {"text": said[:30]})
    value = float(found[1])
    if is_minutes and (found[2] or "").lower() in _HOURS:
        value *= 60
    if not value.is_integer():
        return Bad(_("“%(text)s” is no whole number.") % {"text": said[:30]})
    return int(value)


def choice(cell: Any, words: Mapping[str, Sequence[str]]) -> str | Bad:
    """Read one of a choice by its words, else by the longest word within; "" where nothing is told."""
    said = text_of(cell)
    if not said:
        return ""
    codes = {word: code for code, all_of_it in words.items() for word in (*all_of_it, code)}
    if said in codes:
        return codes[said]
    within = [word for word in codes if len(word) > 1 and word in said]
    if within:
        return codes[max(within, key=len)]
    shown = "、".join(said_[0] for said_ in words.values())
    return Bad(_("“%(text)s” is none of: %(words)s.") % {"text": said[:30], "words": shown})
