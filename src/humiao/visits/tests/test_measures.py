"""The evidence of the measures against figures counted by hand, and the list of due visits."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection

from humiao.access.public import EVERYBODY, Scope
from humiao.foundation.bilingual import Bilingual
from humiao.foundation.clock import moment
from humiao.foundation.ids import new_id
from humiao.registry.models import Enrolment
from humiao.visits.due_list import DueFilter, due_visits
from humiao.visits.duty_table import CASES, TERMS
from humiao.visits.measures import interval_kept, person_times, towns_reached
from humiao.visits.models import VisitLine
from humiao.visits.rules import Contact, History, LevelSpan, Span
from humiao.visits.terms import VisitTerms
from humiao.visits.tests.records import TOWN, Lags, store

pytestmark = pytest.mark.django_db
YEAR = date(2024, 1, 1)


def rows(query: tuple[str, list[Any]]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"WITH evidence AS ({query[0]}) SELECT * FROM evidence", query[1])
        return list(cursor.fetchall())


def history(level: str, *visits: str) -> History:
    contacts = tuple(Contact(date.fromisoformat(f"2024-{v}")) for v in visits)
    return History((Span(YEAR),), (LevelSpan(level, YEAR),), contacts)


def test_interval_kept(pinghu: Any) -> None:
    with pinghu():
        programme = new_id()
        store([history("green", "03-01"), history("green"), history("red", "01-05", "02-05")], programme)
        asked = interval_kept(programme, date(2024, 6, 30), terms=TERMS)
        found = Counter((row[6], row[5]) for row in rows(asked))
        assert found == {
            ("green", "counted"): 1, ("green", "missing"): 1, ("red", "counted"): 2, ("red", "missing"): 4,
        }  # fmt: skip
        day_before = interval_kept(programme, date(2024, 6, 29), terms=TERMS, level="green")
        assert rows(day_before) == [], "no half-year has ended"
        assert len(rows(interval_kept(programme, date(2024, 6, 30), terms=TERMS, level="red"))) == 6


def test_exempt_ones_stand_beside(pinghu: Any) -> None:
    case = next(c for c in CASES if c.title == "The whole window")
    with pinghu():
        programme = new_id()
        store([case.history], programme)
        (row,) = rows(interval_kept(programme, date(2024, 7, 1), terms=TERMS))
        assert (row[4], row[5], row[6]) == (0, "exempt", "green exemption")


def test_figures_as_known_then(pinghu: Any) -> None:
    with pinghu():
        programme = new_id()
        store([history("green", "03-01")], programme, Lags(contact=60))
        for day, state in ((date(2024, 4, 1), "missing"), (date(2024, 5, 1), "counted")):
            known = interval_kept(programme, date(2024, 6, 30), moment(day), terms=TERMS)
            assert [row[5] for row in rows(known)] == [state]
        early = person_times(programme, date(2024, 6, 30), moment(date(2024, 4, 1)), starts_on=YEAR)
        assert rows(early) == []


def test_person_times_by_child_and_by_visit(pinghu: Any) -> None:
    with pinghu():
        programme = new_id()
        (first, second) = store([history("green", "03-01", "04-01"), history("green")], programme)
        line = VisitLine.objects.filter(child_id=first).order_by("occurred_on")[0]
        line.pk, line.child_id = new_id(), second
        line.save(force_insert=True)
        by_child = rows(person_times(programme, date(2024, 12, 1), starts_on=YEAR))
        by_visit = rows(person_times(programme, date(2024, 12, 1), starts_on=YEAR, count="visit"))
        assert sum(row[4] for row in by_child) == 3
        assert Counter(row[5] for row in by_visit) == {"counted": 2, "beside": 1}


def test_towns_reached(pinghu: Any) -> None:
    with pinghu():
        programme, on, towns = new_id(), date(2024, 6, 30), (TOWN, "330482002")
        store([history("green", "03-01"), history("green")], programme)
        one = rows(towns_reached(programme, on, towns=towns, starts_on=YEAR))
        assert {row[6]: row[5] for row in one} == {TOWN: "counted", "330482002": "missing"}
        each = rows(towns_reached(programme, on, towns=towns, starts_on=YEAR, reached_when="every-child"))
        assert {row[5] for row in each} == {"missing"}, "one child of the town still waits"


def listed(programme: Any) -> VisitTerms:
    return VisitTerms(programme, "x", Bilingual("甲", "A"), TERMS, "child", (), "one-visit", {})


def test_the_list_pages_through_all_homes_once(pinghu: Any) -> None:
    on = date(2024, 7, 5)
    with pinghu():
        programme = new_id()
        levels = ("green", "yellow", "red")
        drawn = [history(levels[n % 3], *(["06-20"] if n % 2 else [])) for n in range(23)]
        ids = store(drawn, programme)
        seen, after = [], ""
        while True:
            page = due_visits(EVERYBODY, listed(programme), on, DueFilter(), after=after, size=5)
            seen += [(c.state.value, c.level, c.child_id) for h in page.households for c in h.children]
            after = page.next_after
            if not after:
                break
        assert sorted(str(c) for *_, c in seen) == sorted(str(c) for c in ids)
        order = {"overdue": 0, "due": 1, "met": 2}
        worst = [(order[s], -levels.index(level)) for s, level, _ in seen]
        assert worst == sorted(worst)
        assert page.total == len(ids)
        assert sum(page.by_state.values()) == len(ids)
        red = due_visits(EVERYBODY, listed(programme), on, DueFilter(level="red"))
        assert red.total == page.by_level["red"]
        assert sum(red.by_level.values()) == len(ids), "a chip's own choice doesn't shrink its row"


def test_the_list_keeps_to_the_scope(pinghu: Any) -> None:
    with pinghu():
        programme = new_id()
        store([history("green")], programme)
        terms, on = listed(programme), date(2024, 3, 1)
        assert due_visits(Scope(towns=frozenset({TOWN})), terms, on, DueFilter()).total == 1
        assert due_visits(Scope(towns=frozenset({"330482009"})), terms, on, DueFilter()).total == 0
        assert due_visits(Scope(), terms, on, DueFilter()).total == 0


def test_the_list_of_some_workers_is_theirs_of_the_whole_list(pinghu: Any) -> None:
    on, mine, other = date(2024, 7, 5), new_id(), new_id()
    with pinghu():
        programme = new_id()
        levels = ("green", "yellow", "red")
        ids = store([history(levels[n % 3], *(["06-20"] if n % 2 else [])) for n in range(12)], programme)
        for n, child in enumerate(ids):
            Enrolment.objects.filter(child_id=child).update(worker_post_id=(mine, other, None)[n // 2 % 3])
        whole = due_visits(EVERYBODY, listed(programme), on, DueFilter())
        everybody = [child for home in whole.households for child in home.children]
        own = replace(EVERYBODY, caseload=frozenset({mine}))
        for scope, chosen in ((own, DueFilter(mine=True)), (EVERYBODY, DueFilter(worker=mine))):
            page = due_visits(scope, listed(programme), on, chosen)
            assert [c for h in page.households for c in h.children] == [
                child for child in everybody if child.worker_post_id == mine
            ]
            assert page.total == sum(page.by_state.values()) == 4
        assert whole.by_worker == {mine: 4, other: 4, None: 4}
