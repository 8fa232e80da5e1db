"""Entering the days of a year: what is kept, what is refused, what the trail says."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.trail.models import TrailEntry
from humiao.foundation.working_days.public import calendar, version_of_year
from humiao.registry.intake.public import set_working_days
from humiao.registry.intake.tests.conftest import AT

OFF, WORKED = date(2027, 11, 1), date(2027, 11, 6)  # a Monday and a Saturday
WEEKDAYS = [day for n in range(365) if (day := date(2027, 1, 1) + timedelta(n)).weekday() < 5]


def enter(by: Any, **more: Any) -> None:
    given = {"year": 2027, "days_off": [OFF], "work_days": [WORKED], "source": " 国办1号 ", "seen_version": 0}
    set_working_days(**{**given, **more}, by=by, at=AT)


def test_due_days_are_counted_by_what_was_entered(pinghu, people):
    with pinghu():
        assert calendar().after(date(2027, 10, 29), 1) == OFF
        enter(people.officer)
        assert calendar().after(date(2027, 10, 29), 1) == date(2027, 11, 2)
        assert calendar().after(date(2027, 11, 5), 1) == WORKED
        (row,) = TrailEntry.objects.all()
        assert (row.action, row.plain) == (
            "set-working-days",
            {"year": 2027, "version": 1, "off": 1, "worked": 1},
        )


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"days_off": [date(2028, 11, 1)]}, "other-year"),
        ({"days_off": [WORKED], "work_days": []}, "weekend-is-off-anyway"),
        ({"work_days": [OFF]}, "weekday-is-worked-anyway"),
        ({"source": "  "}, "no-source"),
        ({"source": "x" * 201}, "no-source"),
        ({"days_off": WEEKDAYS[:60]}, "no-source"),
    ],
)
def test_what_is_no_table_of_the_year_is_refused(pinghu, people, more, code):
    with pinghu():
        with pytest.raises(Refused) as refused:
            enter(people.officer, **more)
        assert refused.value.decision.code == code
        assert (version_of_year(2027), TrailEntry.objects.count()) == (0, 0)


def test_who_enters_a_year_somebody_else_just_entered_is_told(pinghu, people):
    with pinghu():
        enter(people.officer)
        with pytest.raises(Conflict):
            enter(people.officer, days_off=[date(2027, 11, 2)])
        enter(people.officer, days_off=[date(2027, 11, 2)], seen_version=1)
        assert version_of_year(2027) == 2


def test_only_the_bureau_enters_them(pinghu, people):
    with pinghu(), pytest.raises(Refused) as refused:
        enter(people.supervisor)
    assert refused.value.decision.code == "not-permitted"
