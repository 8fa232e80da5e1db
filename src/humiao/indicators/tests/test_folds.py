"""The folds in the database give what the pure folds give, on any contributions."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from humiao.indicators.folds import folded, folded_by_first_word
from humiao.measures.public import Contribution, Fold, State, fold

SUBJECTS = [UUID(int=n) for n in range(1, 5)]
COLUMNS = "record_id, record_type, subject_id, occurred_on, weight, state, reason"


def contributions(*, weights):
    """Draw lists of contributions with these weights; what is missing weighs nothing."""
    state = st.sampled_from(list(State))
    one = st.tuples(
        st.integers(1, 9), st.sampled_from(SUBJECTS), st.integers(0, 5), st.sampled_from(weights), state
    )
    return st.lists(one.map(_contribution), max_size=12)


def _contribution(drawn):
    record, subject, day, weight, state = drawn
    on = date(2025, 3, 1) + timedelta(days=day)
    return Contribution(
        UUID(int=record), "visit", subject, on, 0 if state is State.MISSING else weight, state, "r"
    )


def as_sql(items):
    """Write contributions out as a query."""
    row = "(%s::uuid, %s::text, %s::uuid, %s::date, %s::numeric, %s::text, %s::text)"
    if not items:
        nothing = "(NULL::uuid, NULL::text, NULL::uuid, NULL::date, NULL::numeric, NULL::text, NULL::text)"
        return f"SELECT * FROM (VALUES {nothing}) AS v({COLUMNS}) WHERE false", []
    params = [
        v
        for c in items
        for v in (c.record_id, c.record_type, c.subject_id, c.occurred_on, c.weight, c.state.value, c.reason)
    ]
    return f"SELECT * FROM (VALUES {', '.join([row] * len(items))}) AS v({COLUMNS})", params


@pytest.mark.parametrize("kind", list(Fold))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_database_folds_as_the_pure_folds_do(pinghu, kind, data):
    weights = [0, 1] if kind in (Fold.RATIO, Fold.COVERAGE) else [0, 1, 2, Decimal("2.5")]
    items = data.draw(contributions(weights=weights))
    with transaction.atomic(), pinghu(writes=False):
        sql, params = as_sql(items)
        found = folded(kind, sql, params, "人")
    assert found == fold(kind, items, "人")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_parts_folded_at_once_are_the_parts_folded_one_by_one(pinghu, data):
    items = data.draw(contributions(weights=[0, 1]))
    levels = [replace(c, reason=f"{['green', 'red'][c.record_id.int % 2]} x") for c in items]
    with transaction.atomic(), pinghu(writes=False):
        sql, params = as_sql(levels)
        found = folded_by_first_word(Fold.RATIO, sql, params, "%")
    for level in {c.reason.split()[0] for c in levels}:
        assert found[level] == fold(Fold.RATIO, [c for c in levels if c.reason.startswith(level)], "%")
