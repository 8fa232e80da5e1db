"""Last meeting and next duty of children in one query, each told where the other is missing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest

from humiao.foundation.ids import new_id
from humiao.programmes.public import programme_by_id
from humiao.visits.commands.recording import record_visit
from humiao.visits.duties import ChildDuty, duties_of_programme
from humiao.visits.pressing import NextVisit, next_visits
from humiao.visits.terms import visit_terms
from humiao.visits.tests.conftest import DAY, World
from humiao.visits.tests.test_recording import given
from humiao.visits.values import VisitLineInput

pytestmark = pytest.mark.django_db
BEFORE = DAY - timedelta(days=1)


def pressing(duties: Iterable[ChildDuty]) -> tuple[date | None, bool]:
    """Return day and lateness of the duty that presses most, of all that are open."""
    open_ones = [d for d in duties if d.state in ("overdue", "due")]
    first = min(open_ones, key=lambda d: (d.state == "due", d.due_on), default=None)
    return (first.due_on, first.state == "overdue") if first else (None, False)


@pytest.mark.parametrize("on", [BEFORE, DAY, date(2024, 4, 1)])
def test_each_is_told_as_the_duties_and_the_visits_say(world: World, pinghu: Any, on: date) -> None:
    children = [world.older.id, world.younger.id, world.stranger.id, new_id()]
    with pinghu():
        lines = [VisitLineInput(world.older.id, "not-home"), VisitLineInput(world.younger.id, "met")]
        record_visit(**given(world, lines=lines))
        terms = visit_terms(programme_by_id(world.worker.scope, world.programme))
        found = next_visits(terms, children, on=on)
        duties = duties_of_programme(world.programme, terms.duty, on=on)
    met = {world.younger.id: DAY} if on == DAY else {}
    assert found == {
        child: NextVisit(met.get(child), *pressing(d for d in duties if d.child_id == child))
        for child in children
    }


def test_one_query_however_many(world: World, pinghu: Any, django_assert_num_queries: Any) -> None:
    with pinghu():
        terms = visit_terms(programme_by_id(world.worker.scope, world.programme))
        with django_assert_num_queries(1):
            next_visits(terms, [world.older.id, world.younger.id, world.stranger.id], on=DAY)
