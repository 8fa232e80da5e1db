"""The rule of visit duties: the table's examples, and what must hold of any history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from humiao.visits.duty_table import CASES, RULES, TERMS, Case
from humiao.visits.rules import Contact, Duty, DutyState, Grace, History, LevelSpan, Span, duties_of
from humiao.visits.tests.histories import DAYS, histories

WORTH = {
    DutyState.MISSED: 0,
    DutyState.OVERDUE: 0,
    DutyState.DUE: 1,
    DutyState.EXEMPT: 1,
    DutyState.MET: 2,
}


def found(duty: Duty) -> tuple[object, ...]:
    return duty.level, duty.window_from, duty.window_to, duty.due_on, duty.state.value, duty.reason


def key(duty: Duty) -> tuple[object, ...]:
    return duty.level, duty.window_from, duty.window_to


@pytest.mark.parametrize("case", CASES, ids=[f"{c.rule}: {c.title}" for c in CASES])
def test_example(case: Case) -> None:
    expected = [(o.level, o.from_on, o.to_on, o.due_on, o.state, o.reason) for o in case.owed]
    assert sorted(map(found, duties_of(case.history, TERMS, case.on))) == sorted(expected)


def test_every_rule_has_an_example() -> None:
    assert {c.rule for c in CASES} == {r.key for r in RULES}
    assert len(CASES) >= 30


def test_attempts_are_listed_with_the_duty() -> None:
    case = next(c for c in CASES if c.title == "Nobody at home")
    assert [a.on for a in duties_of(case.history, TERMS, case.on)[0].attempts] == [
        date(2024, 3, 1),
        date(2024, 6, 1),
    ]


@given(histories(), DAYS, DAYS)
@settings(max_examples=300, deadline=None)
def test_a_visit_never_makes_anything_worse(history: History, visited_on: date, on: date) -> None:
    more = replace(history, contacts=(*history.contacts, Contact(visited_on)))
    before = {key(d): d for d in duties_of(history, TERMS, on)}
    after = {key(d): d for d in duties_of(more, TERMS, on)}
    assert before.keys() == after.keys(), "how many are owed doesn't depend on visits"
    for owed, duty in before.items():
        assert WORTH[after[owed].state] >= WORTH[duty.state]


@given(histories(), DAYS)
@settings(max_examples=300, deadline=None)
def test_duties_hold_together(history: History, on: date) -> None:
    for duty in duties_of(history, TERMS, on):
        assert duty.window_from <= duty.window_to <= duty.due_on <= TERMS.term.ends_on
        assert duty.window_from <= on
        assert (duty.state is DutyState.MET) <= (duty.met_on is not None)
        if duty.state is DutyState.DUE:
            assert duty.due_on >= on
        if duty.state in (DutyState.OVERDUE, DutyState.MISSED):
            assert duty.due_on < on
            assert duty.met_on is None


@given(histories(), DAYS)
@settings(max_examples=200, deadline=None)
def test_at_most_one_is_overdue_for_an_enrolment(history: History, on: date) -> None:
    overdue = [d for d in duties_of(history, TERMS, on) if d.state is DutyState.OVERDUE]
    assert len(overdue) <= 1


@given(histories(), DAYS)
@settings(max_examples=200, deadline=None)
def test_what_ended_stays_as_it_was(history: History, on: date) -> None:
    """A later day changes no duty that was met, missed or exempt."""
    final = {DutyState.MET, DutyState.MISSED}
    later = {key(d): d.state for d in duties_of(history, TERMS, on + timedelta(days=40))}
    for duty in duties_of(history, TERMS, on):
        if duty.state in final and duty.due_on < on:
            assert later[key(duty)] is duty.state


def test_a_long_grace_takes_the_place_of_the_windows_it_covers() -> None:
    """With 100 days to begin with, the windows that end within them ask for no visit of their own."""
    begun = date(2024, 6, 3)
    history = History((Span(begun),), (LevelSpan("red", begun),))
    terms = replace(TERMS, grace=Grace(entering=100, changed=0))
    first, second, *_ = duties_of(history, terms, date(2024, 12, 1))
    assert first.due_on == begun + timedelta(days=100)
    assert second.window_to > first.due_on
