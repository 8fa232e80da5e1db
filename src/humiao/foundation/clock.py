"""The one clock. A county may live on another date than the real one (the demo's plan years are past)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from humiao.foundation.places import public as places

CHINA = ZoneInfo("Asia/Shanghai")  # one official time for all counties


def now(county_code: str) -> datetime:
    """Return the county's moment, aware, in China's time."""
    real = datetime.now(CHINA)
    shifted = places.county(county_code).shifted_today
    return real if shifted is None else datetime.combine(shifted, real.timetz())


def today(county_code: str) -> date:
    """Return the county's date."""
    return now(county_code).date()


def is_shifted(county_code: str) -> bool:
    """Say whether the county lives on another date than the real one."""
    return places.county(county_code).shifted_today is not None


def moment(day: date, hour: int = 12, minute: int = 0) -> datetime:
    """Return an aware moment of a day in China's time."""
    return datetime.combine(day, time(hour, minute), CHINA)


def end_of_day(day: date) -> datetime:
    """Return the last moment of a day in China's time, for asking what was known by then."""
    return moment(day + timedelta(days=1), 0) - timedelta(microseconds=1)


def age_on(born: date, day: date) -> int:
    """Return completed years; one born on 29 February turns a year older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
