"""Levels by day and by what was known; spans; counts; waiting; the evidence of the measure."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from conftest import make_actor

from humiao.access.public import SYSTEM, NotReached
from humiao.assessments.commands.assessing import record_assessment, void_assessment
from humiao.assessments.commands.levels import confirm_level, raise_level
from humiao.assessments.correcting import withdraw_levels
from humiao.assessments.measures import graded
from humiao.assessments.models import Assessment, LevelChange
from humiao.assessments.queries.assessments import assessments_of
from humiao.assessments.queries.file import assessed_file
from humiao.assessments.queries.levels import (
    level_counts,
    level_history,
    level_on,
    levels_of,
    waiting_levels,
)
from humiao.assessments.sql import fetched, level_spans_sql
from humiao.foundation.clock import end_of_day, moment
from humiao.foundation.ids import new_id
from humiao.registry.public import end_enrolment

TODAY = date(2024, 11, 20)
REASON = "家中突发变故须关注"


def day(month: int, number: int = 1) -> date:
    return date(2024, month, number)


def assess(world, answers, on, *, at: datetime | None = None, child=None):
    return record_assessment(
        child_id=child or world.child, programme_id=world.programme, instrument=world.wording,
        answers=answers, occurred_on=on, by=world.worker, at=at or moment(on),
    )  # fmt: skip


@pytest.fixture
def history(world):
    """Yellow from January, red from March, green proposed in May and confirmed on the 6th, red in July."""
    assess(world, {"yellow": ["need-open"]}, day(1, 10))
    assess(world, {"red": ["special-attention"]}, day(3, 1), at=moment(day(3, 4)))
    waiting = assess(world, {}, day(5, 2)).waiting_change_id
    confirm_level(change_id=waiting, seen_version=1, by=world.supervisor, at=moment(day(5, 6)))
    raise_level(
        child_id=world.child, programme_id=world.programme, level="red", reason=REASON, by=world.officer,
        at=moment(day(7)),
    )  # fmt: skip
    return world


@pytest.mark.parametrize(
    ("on", "known", "level"),
    [
        (day(1, 9), None, None),
        (day(1, 10), None, "yellow"),
        (day(2, 29), None, "yellow"),
        (day(3, 1), None, "red"),
        (day(3, 1), day(3, 3), "yellow"),  # it was recorded on the 4th
        (day(3, 1), day(3, 4), "red"),
        (day(5, 5), None, "red"),
        (day(5, 6), None, "green"),
        (day(5, 6), day(5, 5), "red"),
        (day(6, 30), None, "green"),
        (day(7), None, "red"),
        (TODAY, day(6, 30), "green"),
        (TODAY, day(1, 1), None),
    ],
)
def test_the_level_of_a_day_as_known_on_a_day(history, on, known, level):
    known_at = end_of_day(known) if known else None
    assert level_on(history.child, history.programme, on, known_at) == level
    expected = {history.child: level} if level else {}
    assert levels_of(history.programme, history.children, on, known_at) == expected
    in_spans = {
        child: name
        for child, name, start, end, _ in spans(history, on, known_at)
        if start <= on and end is None
    }
    assert in_spans == expected


def levels_told(world, on):
    """Return a child's level on a day as its file tells it and as the list of many does."""
    file = assessed_file(world.child, scope=world.worker.scope)
    listed = levels_of(world.programme, [world.child], on).get(world.child, "")
    return file.level_on(world.programme, on), listed


@pytest.mark.parametrize(
    ("on", "level"),
    [
        (day(1, 9), ""),
        (day(1, 10), "yellow"),
        (day(3, 1), "red"),
        (day(5, 5), "red"),
        (day(5, 6), "green"),
        (day(7), "red"),
        (date.max, "red"),
    ],
)
def test_the_file_tells_the_level_as_the_list_of_many_does(history, on, level):
    assert levels_told(history, on) == (level, level)
    assert assessed_file(history.child, scope=history.worker.scope).level_on(new_id(), on) == ""


def test_what_waits_or_was_withdrawn_is_no_level_in_the_file_either(world):
    assess(world, {"yellow": ["need-open"]}, day(1))
    assert assess(world, {}, day(2)).waiting_change_id
    assert levels_told(world, TODAY) == ("yellow", "yellow")
    wrong = assess(world, {"red": ["special-attention"]}, day(3)).assessment_id
    assert levels_told(world, TODAY) == ("red", "red")
    withdraw_levels(Assessment.objects.get(pk=wrong), by=world.worker, at=moment(day(4)))
    assert levels_told(world, TODAY) == ("yellow", "yellow")


def test_the_file_asks_the_reach_once(history, django_assert_num_queries):
    with django_assert_num_queries(4):
        file = assessed_file(history.child, scope=history.officer.scope)
    assert (len(file.assessments), len(file.changes), file.needs) == (3, 4, ())
    with pytest.raises(NotReached):
        assessed_file(history.child, scope=history.outsider.scope)


def spans(world, on=TODAY, known_at=None):
    return sorted(fetched(*level_spans_sql(world.programme, on, known_at)), key=lambda row: row[2])


def test_spans_follow_one_another(history):
    child = history.child
    assert spans(history) == [
        (child, "yellow", day(1, 10), day(3), None),
        (child, "red", day(3), day(5, 6), "yellow"),
        (child, "green", day(5, 6), day(7), "red"),
        (child, "red", day(7), None, "green"),
    ]


def test_of_one_day_the_later_change_rules_and_equal_neighbours_are_one_span(world):
    assess(world, {"yellow": ["need-open"]}, day(1))
    raise_level(
        child_id=world.child, programme_id=world.programme, level="red", reason=REASON, by=world.worker,
        at=moment(day(2)),
    )  # fmt: skip
    waiting = assess(world, {"yellow": ["need-open"]}, day(2)).waiting_change_id
    confirm_level(change_id=waiting, seen_version=1, by=world.supervisor, at=moment(day(2), 15))
    assert spans(world) == [(world.child, "yellow", day(1), None, None)]
    assert LevelChange.objects.count() == 3


def test_spans_of_another_programme_stay_out(history):
    assert fetched(*level_spans_sql(new_id(), TODAY, None)) == []


def test_history_shows_what_was_decided(history):
    shown = level_history(history.child, scope=history.officer.scope)
    assert [(c.level, c.cause, c.state) for c in shown] == [
        ("red", "raised", "in-force"),
        ("green", "assessed", "in-force"),
        ("red", "assessed", "in-force"),
        ("yellow", "assessed", "in-force"),
    ]
    assert shown[1].decided_by_post_id == history.supervisor.post_id
    with pytest.raises(NotReached):
        level_history(history.child, scope=history.other_town.scope)


def test_assessments_are_told_with_their_answers(history):
    shown = assessments_of(history.child, scope=history.officer.scope)
    assert [a.level for a in shown] == ["green", "red", "yellow"]
    assert shown[1].ticked == ("需要重点关注",)
    assert shown[1].answers == {"red": ["special-attention"]}
    with pytest.raises(NotReached):
        assessments_of(history.child, scope=history.outsider.scope)


def test_counts_by_level_of_the_children_enrolled(history):
    assert level_counts(history.programme, TODAY) == {"red": 1, None: 2}
    assert level_counts(history.programme, day(6), end_of_day(day(6))) == {"green": 1, None: 2}
    assert level_counts(history.programme, date(2023, 12, 31)) == {}


@pytest.mark.parametrize(
    ("role", "more", "seen"),
    [
        ("bureau-approver", {}, 2),
        ("professional-supervisor", {"programme": True}, 2),
        ("town-supervisor", {"town": "330482001"}, 2),
        ("town-supervisor", {"town": "330482002"}, 0),
        ("child-director", {"village": "330482001001"}, 2),
        ("professional-supervisor", {}, 0),
        ("bureau-finance", {}, 0),
    ],
)
def test_waiting_levels_within_reach(world, role, more, seen):
    for child in world.children[:2]:
        assess(world, {"red": ["special-attention"]}, day(1), child=child)
        assess(world, {}, day(2), child=child)
    programmes = [world.programme] if more.pop("programme", False) else []
    found = waiting_levels(make_actor(role, programmes=programmes, **more).scope)
    assert len(found) == seen
    assert {(w.change.level, w.level_in_force) for w in found} <= {("green", "red")}


def test_waiting_levels_take_the_same_queries_however_many(world, django_assert_num_queries):
    for child in world.children:
        assess(world, {"red": ["special-attention"]}, day(1), child=child)
        assess(world, {}, day(2), child=child)
    with django_assert_num_queries(3):
        assert len(waiting_levels(world.supervisor.scope)) == 3


def evidence(world, on=TODAY, known=None):
    rows = fetched(*graded(world.programme, on, end_of_day(known) if known else None))
    return {row[2]: row for row in rows}


def test_graded_counts_who_is_assessed_and_on_a_level(history):
    a, b, c = history.children
    raise_level(
        child_id=b, programme_id=history.programme, level="red", reason=REASON, by=history.worker,
        at=moment(day(8)),
    )  # fmt: skip
    found = evidence(history)
    assert set(found) == {a, b, c}
    assert found[a][1:] == ("assessment", a, day(5, 2), Decimal(1), "counted", "")
    assert found[b] == (b, "child", b, TODAY, Decimal(0), "missing", "not-assessed")
    assert found[c][5:] == ("missing", "not-assessed")


def test_graded_as_of_a_day_and_as_known(history):
    a = history.child
    assert evidence(history, day(1, 9))[a][5] == "missing"
    assert evidence(history, day(1, 10))[a][5] == "counted"
    assert evidence(history, day(3, 2))[a][3] == day(3, 1)
    assert evidence(history, day(3, 2), known=day(3, 3))[a][3] == day(1, 10)
    end_enrolment(programme_id=history.programme, child_id=a, on=day(9), by=SYSTEM, at=moment(day(9, 5)))
    assert a in evidence(history, day(9), known=day(9, 4))
    assert a not in evidence(history, day(9), known=day(9, 5))
    assert a in evidence(history, day(8, 31))
    assert evidence(history, date(2023, 12, 31)) == {}


def test_a_void_assessment_counts_only_as_long_as_it_was_not_known_void(world):
    made = assess(world, {"red": ["special-attention"]}, day(3))
    void_assessment(assessment_id=made.assessment_id, reason=REASON, by=world.worker, at=moment(day(4)))
    assert evidence(world)[world.child][5:] == ("missing", "not-assessed")
    assert evidence(world, day(3), known=day(3, 31))[world.child][5] == "counted"
