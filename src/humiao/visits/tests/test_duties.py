"""The rule in SQL says the same as the rule in Python."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from humiao.foundation.clock import moment
from humiao.foundation.ids import new_id
from humiao.visits.duties import ChildDuty, duties_of_programme, duties_sql
from humiao.visits.duty_table import CASES, TERMS
from humiao.visits.models import VisitLine
from humiao.visits.rules import Duty, DutyTerms, History, duties_of
from humiao.visits.tests.histories import DAYS, histories
from humiao.visits.tests.records import Lags, known, store

pytestmark = pytest.mark.django_db
_LAGS = st.sampled_from((0, 0, 20))
_OTHER_ROLES = replace(
    TERMS,
    levels=(*TERMS.levels[:2], replace(TERMS.levels[2], visitors=("social-worker", "town-supervisor"))),
)


def said(duty: Duty | ChildDuty) -> tuple[Any, ...]:
    return (
        duty.level, duty.began, duty.window_from, duty.window_to, duty.due_on, duty.state, duty.met_on,
        duty.reason,
    )  # fmt: skip


def assert_same(
    found: list[ChildDuty], ids: list[Any], truth: list[History], terms: DutyTerms, on: date
) -> None:
    for child_id, history in zip(ids, truth, strict=True):
        in_sql = sorted((said(d) for d in found if d.child_id == child_id), key=str)
        assert in_sql == sorted(map(said, duties_of(history, terms, on)), key=str), history


def test_the_table(pinghu: Any) -> None:
    with pinghu():
        for case in CASES:
            programme = new_id()
            ids = store([case.history], programme)
            found = duties_of_programme(programme, TERMS, on=case.on)
            assert_same(found, ids, [case.history], TERMS, case.on)


@given(st.lists(histories(), min_size=10, max_size=30), DAYS, st.sampled_from((TERMS, _OTHER_ROLES)))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_random_histories(pinghu: Any, drawn: list[History], on: date, terms: DutyTerms) -> None:
    with pinghu():
        programme = new_id()
        ids = store(drawn, programme)
        found = duties_of_programme(programme, terms, on=on)
        assert_same(found, ids, drawn, terms, on)
        assert [duty.visit_id for duty in found] == [visit_that_met(duty, terms) for duty in found]
        assert standing(programme, terms, on, "recent") == standing(programme, terms, on, "all")


def visit_that_met(duty: ChildDuty, terms: DutyTerms) -> UUID | None:
    """Look up the visit as the rule has it: the first recorded of those of the day that could."""
    if duty.met_on is None:
        return None
    level = terms.levels[terms.rank(duty.level)]
    able = VisitLine.objects.filter(
        child_id=duty.child_id, occurred_on=duty.met_on, outcome="met", channel__in=level.channels,
        visitor_role__in=level.visitors,
    )  # fmt: skip
    return min(able.values_list("visit_id", flat=True), default=None)


def standing(programme: UUID, terms: DutyTerms, on: date, only: str) -> list[tuple[Any, ...]]:
    """Read what lists show: the duties that are open, and those of windows that have not passed."""
    clause, params = duties_sql(programme, terms, on, None, only=only)
    with connection.cursor() as cursor:
        cursor.execute(
            f"{clause} SELECT child_id, level, from_on, to_on, due_on, state FROM duty "
            "WHERE state IN ('overdue', 'due') OR (state IN ('met', 'exempt') AND due_on >= %(on)s::date) "
            "ORDER BY child_id, level, from_on, to_on",
            params,
        )
        return list(cursor.fetchall())


@given(
    st.lists(histories(), min_size=10, max_size=20), DAYS, DAYS,
    st.builds(Lags, _LAGS, _LAGS, _LAGS, _LAGS, _LAGS),
)  # fmt: skip
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_as_known_then(pinghu: Any, drawn: list[History], on: date, known_on: date, lags: Lags) -> None:
    with pinghu():
        programme = new_id()
        ids = store(drawn, programme, lags)
        found = duties_of_programme(programme, TERMS, on=on, known_at=moment(known_on))
        assert_same(found, ids, [known(h, lags, known_on) for h in drawn], TERMS, on)


def test_a_voided_visit_never_was_but_was_known_before(pinghu: Any) -> None:
    case = next(c for c in CASES if c.title == "Two visits in one window meet one duty")
    with pinghu():
        programme = new_id()
        store([case.history], programme)
        VisitLine.objects.filter(programme_id=programme).update(voided_at=moment(date(2024, 8, 1)))
        states = {
            day: duties_of_programme(programme, TERMS, on=case.on, known_at=moment(day))[0].state.value
            for day in (date(2024, 7, 31), date(2024, 8, 2))
        }
        assert states == {date(2024, 7, 31): "met", date(2024, 8, 2): "overdue"}
        assert duties_of_programme(programme, TERMS, on=case.on)[0].state.value == "overdue"


def test_some_children_only(pinghu: Any) -> None:
    with pinghu():
        programme = new_id()
        ids = store([c.history for c in CASES[:3]], programme)
        found = duties_of_programme(programme, TERMS, on=date(2024, 3, 1), child_ids=ids[:1])
        assert {d.child_id for d in found} == {ids[0]}
