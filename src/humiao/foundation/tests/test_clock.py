"""One clock; a county may live on another date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from humiao.foundation import clock, tenancy
from humiao.foundation.places.public import DivisionValue, UnknownCounty, add_county, forget_places


def test_a_shifted_county_lives_on_its_date_at_the_real_hour(db: None) -> None:
    real, now = datetime.now(clock.CHINA), clock.now("330482")
    assert clock.today("330482") == date(2024, 11, 20)
    assert clock.today("654002") == date(2025, 10, 20)
    assert now.utcoffset() == timedelta(hours=8)
    assert (now.hour, now.minute) in {(real.hour, real.minute), (real.hour, (real.minute + 1) % 60)}
    assert clock.is_shifted("330482")


def test_another_county_lives_today(own_database: Callable[..., str]) -> None:
    own_database()
    with tenancy.as_owner("shared"):
        add_county(code="110101", name="东城区", shifted_today=None, parts=[])
    assert abs(clock.now("110101") - datetime.now(UTC)) < timedelta(seconds=5)
    assert not clock.is_shifted("110101")


def test_an_unknown_county_is_named_with_those_there_are(db: None) -> None:
    with pytest.raises(UnknownCounty, match=r"'999999'.*330482 平湖市、654002 伊宁市"):
        clock.now("999999")


def test_a_county_is_registered_whole_or_not_at_all(own_database: Callable[..., str]) -> None:
    own_database()
    for part in (DivisionValue("330482001", "x", ""), DivisionValue("1101", "x", "")):
        with tenancy.as_owner("shared"), pytest.raises(ValueError, match="is no town"):
            add_county(code="110101", name="东城区", shifted_today=None, parts=[part])
    forget_places()
    with pytest.raises(UnknownCounty):
        clock.now("110101")


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2010, 11, 20), date(2024, 11, 19), 13),
        (date(2010, 11, 20), date(2024, 11, 20), 14),
        (date(2008, 2, 29), date(2023, 2, 28), 14),
        (date(2008, 2, 29), date(2023, 3, 1), 15),
        (date(2008, 2, 29), date(2024, 2, 29), 16),
        (date(2024, 11, 20), date(2024, 11, 20), 0),
    ],
)
def test_age_is_in_completed_years(born: date, day: date, age: int) -> None:
    assert clock.age_on(born, day) == age


def test_a_day_ends_where_the_next_begins() -> None:
    day = date(2024, 2, 29)
    assert clock.end_of_day(day) < clock.moment(date(2024, 3, 1), 0)
    assert clock.end_of_day(day) > clock.moment(day, 23, 59)
    assert clock.end_of_day(day).date() == day
