"""Counting working days around the holidays of China, from the library and from a county's own table."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from humiao.foundation.working_days.public import (
    Calendar,
    YearTable,
    calendar,
    library_year,
    problems_of_year,
    version_of_year,
    write_year,
)

LIBRARY = Calendar()
DAYS = st.dates(date(2019, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2024, 9, 30), True),
        (date(2024, 10, 1), False),
        (date(2024, 10, 7), False),  # a Monday off, worked on the 12th instead
        (date(2024, 10, 12), True),  # a Saturday worked
        (date(2024, 10, 13), False),
        (date(2025, 1, 26), True),  # a Sunday worked before the Spring Festival
        (date(2025, 1, 28), False),
    ],
)
def test_weekends_holidays_and_days_worked_instead(day, works):
    assert LIBRARY.works_on(day) is works


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        (date(2024, 9, 27), 1, date(2024, 9, 29)),  # Friday; the Sunday after it is worked
        (date(2024, 9, 27), 15, date(2024, 10, 23)),
        (date(2024, 11, 20), 15, date(2024, 12, 11)),
        (date(2024, 11, 20), 0, date(2024, 11, 20)),
    ],
)
def test_a_limit_ends_on_a_working_day_and_its_first_day_is_not_counted(start, days, last):
    assert LIBRARY.after(start, days) == last
    assert LIBRARY.between(start, last) == days


@given(DAYS, st.integers(0, 40))
def test_counting_on_and_counting_back_agree(start, days):
    last = LIBRARY.after(start, days)
    assert LIBRARY.between(start, last) == days
    assert days == 0 or LIBRARY.works_on(last)
    assert LIBRARY.between(last, start) == -days


def test_a_year_whose_notice_nobody_knows_is_provisional():
    assert library_year(2025).is_certain
    assert not library_year(2090).is_certain
    assert not LIBRARY.is_certain(date(2025, 12, 20), date(2090, 1, 5))
    assert not LIBRARY.works_on(date(2090, 10, 2))  # the fixed holidays hold all the same


def test_a_countys_own_table_comes_before_the_library(pinghu, at):
    off, worked = [date(2027, 10, 4)], [date(2027, 10, 9)]
    with pinghu():
        assert version_of_year(2027) == 0
        assert (
            write_year(
                year=2027, days_off=off, work_days=worked, source="国办发明电〔2026〕8号", by=None, at=at
            )
            == 1
        )
        known = calendar()
        assert known.works_on(date(2027, 10, 9))
        assert not known.works_on(date(2027, 10, 4))
        assert known.is_certain(date(2027, 1, 1), date(2027, 12, 31))
        assert known.table(2027).source.startswith("国办")
        assert write_year(year=2027, days_off=off, work_days=[], source="改", by=None, at=at) == 2
        assert version_of_year(2027) == 2
        assert not calendar().works_on(date(2027, 10, 9))


def test_what_is_wrong_with_a_table_is_told_by_day():
    friday, saturday = date(2027, 10, 8), date(2027, 10, 9)
    assert problems_of_year(2027, [friday], [saturday]) == []
    assert problems_of_year(2027, [saturday], [friday]) == [
        ("weekend-is-off-anyway", saturday),
        ("weekday-is-worked-anyway", friday),
    ]
    assert problems_of_year(2028, [friday], []) == [("other-year", friday)]


def test_a_table_works_on_its_own_days_only():
    table = YearTable(2027, frozenset(), frozenset({date(2027, 10, 9)}))
    assert table.works_on(date(2027, 10, 9))
    assert not table.works_on(date(2027, 10, 9) + timedelta(days=7))
