"""Dates, ages, money and bars in words."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import timezone, translation
from django.utils.formats import date_format

from humiao.desk import bars, formats

DAY = date(2025, 6, 30)


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    with translation.override("zh-hans"):
        yield


def test_dates_in_both_languages() -> None:
    assert formats.day(DAY) == "2025年6月30日"
    assert formats.day_of_year(DAY) == "6月30日"
    assert formats.month(DAY) == "2025年6月"
    with translation.override("en"):
        assert formats.day(DAY) == "30 June 2025"
        assert formats.month(DAY) == "June 2025"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_djangos_formats_write_the_same(language: str) -> None:
    at = datetime(2025, 6, 3, 18, 5, tzinfo=UTC)
    with translation.override(language):
        assert date_format(DAY, "DATE_FORMAT") == formats.day(DAY)
        assert date_format(DAY, "YEAR_MONTH_FORMAT") == formats.month(DAY)
        assert date_format(timezone.localtime(at), "DATETIME_FORMAT") == formats.moment(at)


def test_moment_is_told_in_local_time() -> None:
    assert formats.moment(datetime(2025, 6, 30, 20, 5, tzinfo=UTC)) == "2025年7月1日 04:05"


@pytest.mark.parametrize(
    ("born", "on", "years_months"),
    [
        (date(2016, 7, 4), date(2025, 10, 20), (9, 3)),
        (date(2016, 10, 20), date(2025, 10, 20), (9, 0)),
        (date(2016, 10, 21), date(2025, 10, 20), (8, 11)),
        (date(2024, 1, 31), date(2024, 2, 29), (0, 1)),
        (date(2024, 2, 29), date(2025, 2, 28), (1, 0)),
    ],
)
def test_age_by_years_and_months(born: Any, on: Any, years_months: Any) -> None:
    years, months = years_months
    with translation.override("en"):
        told = formats.age(born, on)
    wanted = {
        (True, True): f"{years} y {months} mo",
        (True, False): f"{years} year" + ("s" if years > 1 else ""),
        (False, True): f"{months} month" + ("s" if months > 1 else ""),
    }
    assert told == wanted[bool(years), bool(months)]


def test_age_of_a_newborn_and_before_birth() -> None:
    with translation.override("en"):
        assert formats.age(date(2025, 10, 8), date(2025, 10, 20)) == "12 days"
    assert formats.age(date(2025, 10, 21), date(2025, 10, 20)) == ""


@pytest.mark.parametrize(
    ("fen", "told"),
    [
        (39_000_000, "39 万元"),
        (39_500_000, "39.5 万元"),
        (1_200_000_000, "1,200 万元"),
        (12_345_678, "123,456.78 元"),
        (200_000, "2,000 元"),
        (0, "0 元"),
    ],
)
def test_money_is_short_only_where_exact(fen: Any, told: Any) -> None:
    assert formats.money(fen) == told


def test_money_in_english() -> None:
    with translation.override("en"):
        assert formats.money(39_000_000) == "¥390,000"
        assert formats.yuan(39_000_000) == "¥390,000.00"


@pytest.mark.parametrize(
    ("value", "target", "pace", "state", "fill", "mark"),
    [
        (187, 260, 209, "behind", 71.92, 80.38),
        (209, 260, 209, "on-pace", 80.38, 80.38),
        (260, 260, 209, "met", 100, 80.38),
        (300, 200, 400, "met", 100, 66.67),
        (5, 10, None, "on-pace", 50, None),
        (0, 10, 0, "on-pace", 0, 0),
        (5, None, None, "none", 0, None),
    ],
)
def test_bar_stands_against_target_and_calendar(
    value: Any, target: Any, pace: Any, state: Any, fill: Any, mark: Any
) -> None:
    laid = bars.bar(value, target, pace)
    assert (laid.state, laid.fill, laid.mark) == (state, fill, mark)
    assert str(value) in laid.label
