"""The rules of sign-in by truth tables."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from humiao.access.accounts.rules import (
    LIMITS,
    By,
    Counted,
    Kind,
    Lifetimes,
    Limit,
    Standing,
    counted,
    counts_on,
    is_over,
    is_proved,
    may_remove_factor,
    minutes,
    remaining,
    standing,
    taken_back,
    wait_after,
)
from humiao.foundation.clock import moment

NOW = moment(date(2026, 3, 2))
FIVE = Limit(5)


def minute(n: float) -> timedelta:
    return timedelta(minutes=n)


@pytest.mark.parametrize(
    ("failures", "wait"),
    [(0, 0), (4, 0), (5, 1), (6, 2), (7, 4), (8, 8), (9, 16), (10, 32), (11, 60), (12, 60), (10_000, 60)],
)
def test_each_failure_past_the_free_ones_doubles_the_wait_up_to_an_hour(failures: int, wait: int) -> None:
    assert wait_after(FIVE, failures) == minute(wait)


@pytest.mark.parametrize(
    ("known", "failures", "waits"),
    [
        (Counted(), 1, 0),
        (Counted(3, NOW - minute(1)), 4, 0),
        (Counted(4, NOW - minute(1)), 5, 1),
        (Counted(5, NOW - minute(2), NOW - minute(1)), 6, 2),
        (Counted(9, NOW - timedelta(days=1)), 10, 32),  # a day ago to the minute is not forgotten
        (Counted(9, NOW - timedelta(days=1, seconds=1)), 1, 0),
    ],
)
def test_a_try_is_counted_as_a_failure_beforehand(known: Counted, failures: int, waits: int) -> None:
    now = counted(FIVE, known, NOW)
    assert now.failures == failures
    assert remaining(now, NOW) == minute(waits)


@given(st.lists(st.booleans(), max_size=40))
def test_nobody_gets_more_than_the_free_tries_without_waiting(good: list[bool]) -> None:
    """Whatever turns out well or not: a wait holds exactly once so many failures stand."""
    known, failures = Counted(), 0
    for is_good in good:
        if remaining(known, NOW):
            break
        known = counted(FIVE, known, NOW)
        failures += 1
        if is_good:
            known, failures = taken_back(known), failures - 1
        assert known.failures == failures
        assert bool(remaining(known, NOW)) is (failures >= FIVE.free and not is_good)


def test_taking_back_leaves_what_others_did_from_the_same_address() -> None:
    assert taken_back(Counted(7, NOW, NOW + minute(4))) == Counted(6, NOW, None)
    assert taken_back(Counted()).failures == 0


@pytest.mark.parametrize(("seconds", "told"), [(1, 1), (59, 1), (60, 1), (61, 2), (3600, 60), (0, 1)])
def test_waits_are_told_in_whole_minutes_rounded_up(seconds: int, told: int) -> None:
    assert minutes(timedelta(seconds=seconds)) == told


def test_each_kind_of_guess_is_counted_by_address_at_least() -> None:
    assert {kind for kind, by in LIMITS if by is By.ADDRESS} == set(Kind)


@pytest.mark.parametrize(
    ("begun", "seen", "over"),
    [(0, 0, False), (719, 0, False), (721, 0, True), (60, 60, False), (61, 61, True), (720, 60, False)],
)
def test_a_session_ends_by_idleness_and_by_age(begun: int, seen: int, over: bool) -> None:
    lasts = Lifetimes(minute(60), minute(720))
    assert is_over(NOW - minute(begun), NOW - minute(seen), NOW, lasts) is over


@pytest.mark.parametrize(
    ("ago", "reading", "writing"),
    [(0, True, True), (15, True, True), (15.1, False, True), (45, False, True), (45.1, False, False)],
)
def test_a_form_opened_just_in_time_can_still_be_sent(ago: float, reading: bool, writing: bool) -> None:
    assert is_proved(NOW - minute(ago), NOW, writes=False) is reading
    assert is_proved(NOW - minute(ago), NOW, writes=True) is writing


def test_a_pin_proves_nothing_for_sensitive_acts() -> None:
    assert not is_proved(None, NOW, writes=True)


@pytest.mark.parametrize(
    ("must", "has", "days", "stands"),
    [
        (False, False, 0, Standing.FREE),
        (False, True, -9, Standing.FREE),
        (True, True, -9, Standing.FREE),
        (True, False, 7, Standing.ASKED),
        (True, False, 0, Standing.ASKED),
        (True, False, -1, Standing.OWED),
    ],
)
def test_how_an_account_stands_to_the_second_factor(
    must: bool, has: bool, days: int, stands: Standing
) -> None:
    today = date(2026, 3, 2)
    assert standing(must=must, has=has, due_on=today + timedelta(days=days), today=today) is stands


@pytest.mark.parametrize(
    ("must", "others", "may"), [(True, 0, False), (True, 1, True), (False, 0, True), (False, 2, True)]
)
def test_the_last_factor_of_somebody_who_must_have_one_stays(must: bool, others: int, may: bool) -> None:
    assert may_remove_factor(must=must, others=others) is may


@pytest.mark.parametrize(
    ("stored", "given_", "on"),
    [(0, 0, True), (0, 1, True), (5, 6, True), (5, 5, False), (5, 4, False), (5, 0, False)],
)
def test_a_passkeys_counter_never_goes_back(stored: int, given_: int, on: bool) -> None:
    assert counts_on(stored, given_) is on
