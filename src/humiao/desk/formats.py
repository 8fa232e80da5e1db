"""Dates, ages and money in the words people here read, Chinese first."""

from __future__ import annotations

import calendar
from datetime import date, datetime
from decimal import Decimal

from django.utils import dateformat, timezone
from django.utils.translation import gettext, ngettext

from humiao.foundation.bilingual import readers_language

WAN_IN_FEN = 10_000 * 100


def in_chinese() -> bool:
    """Say whether the page is in Chinese."""
    return readers_language() == "zh"


def day(value: date) -> str:
    """Return 2025年6月30日, or 30 June 2025."""
    value = _local(value)
    if in_chinese():
        return f"{value.year}年{value.month}月{value.day}日"
    return dateformat.format(value, "j F Y")


def day_of_year(value: date) -> str:
    """Return 6月30日, or 30 June, where the year stands above."""
    value = _local(value)
    return f"{value.month}月{value.day}日" if in_chinese() else dateformat.format(value, "j F")


def month(value: date) -> str:
    """Return 2025年6月, or June 2025."""
    value = _local(value)
    return f"{value.year}年{value.month}月" if in_chinese() else dateformat.format(value, "F Y")


def moment(value: datetime) -> str:
    """Return the date and the time of day in the county's time zone."""
    return f"{day(value)} {_local(value):%H:%M}"


def age(born: date, on: date) -> str:
    """Return the age as 9岁3个月; days alone in the first month."""
    if on < born:
        return ""
    months = (on.year - born.year) * 12 + on.month - born.month
    # A child born on the 31st turns a month older on the last day of a shorter month.
    if on.day < min(born.day, calendar.monthrange(on.year, on.month)[1]):
        months -= 1
    years, rest = divmod(months, 12)
    if years and rest:
        return gettext("%(years)d y %(months)d mo") % {"years": years, "months": rest}
    if years:
        return ngettext("%(years)d year", "%(years)d years", years) % {"years": years}
    if rest:
        return ngettext("%(months)d month", "%(months)d months", rest) % {"months": rest}
    days = (on - born).days
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}


def yuan(fen: int) -> str:
    """Return the exact sum, e.g. 390,000.00 元 or ¥390,000.00."""
    amount = f"{Decimal(fen) / 100:,.2f}"
    return f"{amount} 元" if in_chinese() else f"¥{amount}"


def money(fen: int) -> str:
    """Return 39 万元 where that is exact to two decimals, else the yuan; in English always ¥."""
    wan = Decimal(fen) / WAN_IN_FEN
    if in_chinese() and abs(fen) >= WAN_IN_FEN and wan == round(wan, 2):
        return f"{wan.normalize():,f} 万元"
    return yuan(fen).replace(".00", "")


def number(value: Decimal | float | int) -> str:
    """Return a figure with thousands marked and at most one decimal."""
    exact = Decimal(str(value))
    if exact == exact.to_integral_value():
        return f"{int(exact):,}"
    return f"{exact:,.1f}"


def _local(value: date) -> date:
    """Return a moment in the current time zone; a date as it is."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value
