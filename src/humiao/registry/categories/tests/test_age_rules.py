"""Ages are computed on the day; 29 February is met on 1 March."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from humiao.foundation.clock import age_on
from humiao.registry.categories.age_rules import MARKS, add_months, birthday, is_near, marks, next_mark

_DAYS = st.dates(date(1995, 1, 1), date(2030, 12, 31))


@given(_DAYS, st.sampled_from(MARKS))
def test_a_birthday_is_the_first_day_of_the_age(born_on, age):
    on = birthday(born_on, age)
    assert age_on(born_on, on) == age
    assert age_on(born_on, on - timedelta(days=1)) == age - 1


@pytest.mark.parametrize(
    ("on", "age"),
    [
        (date(2016, 2, 28), 8),
        (date(2024, 2, 28), 8),
        (date(2024, 2, 29), 14),
        (date(2030, 2, 28), 14),
        (date(2030, 3, 1), 16),
        (date(2034, 2, 28), 18),
        (date(2034, 3, 1), None),
    ],
)
def test_the_next_age_that_matters(on, age):
    found = next_mark(date(2016, 2, 29), on)
    assert (found.age if found else None) == age


def test_each_age_says_what_it_changes():
    assert [m.age for m in marks(date(2010, 5, 4))] == [8, 14, 16, 18]
    assert all(m.says and m.clause for m in marks(date(2010, 5, 4)))


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2024, 12, 1), 1, date(2025, 1, 1)),
        (date(2024, 11, 20), 12, date(2025, 11, 20)),
        (date(2024, 11, 20), 0, date(2024, 11, 20)),
    ],
)
def test_months_are_added_and_never_run_over(day, months, then):
    assert add_months(day, months) == then


def test_near_is_so_many_days_ahead_or_past():
    assert is_near(date(2024, 1, 31), date(2024, 1, 1), 30)
    assert not is_near(date(2024, 2, 1), date(2024, 1, 1), 30)
