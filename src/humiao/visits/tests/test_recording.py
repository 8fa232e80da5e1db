"""Recording visits: the happy way, each refusal, the trail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from humiao.access.public import SYSTEM, NotReached, Permission, Role
from humiao.assessments.models import Need
from humiao.foundation.clock import moment
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.ids import new_id
from humiao.foundation.trail.public import latest_acts, make_child_keys
from humiao.procurement.models import Engagement
from humiao.visits.commands.recording import record_visit, record_visits
from humiao.visits.models import Visit, VisitLine
from humiao.visits.queries import visits_of
from humiao.visits.tests.conftest import AT, DAY, World, enrol, person
from humiao.visits.tests.records import make_child
from humiao.visits.values import NeedInput, Recording, VisitInput, VisitLineInput

pytestmark = pytest.mark.django_db
Change = Callable[[World, dict[str, Any]], dict[str, Any]]


def given(world: World, **changes: Any) -> dict[str, Any]:
    lines = [
        VisitLineInput(
            world.older.id, "met", was_seen_alone=True, findings="夜里咳嗽", suggested_level="red"
        ),
        VisitLineInput(world.younger.id, "met", is_unchanged=True),
    ]
    return {
        "visit_id": new_id(), "programme_id": world.programme, "household_id": world.home.id,
        "occurred_on": DAY, "started_at": AT - timedelta(hours=2), "channel": "home", "lines": lines,
        "minutes": 40, "present": "奶奶", "summary": "走访", "next_step": "再访", "by": world.worker,
        "at": AT, **changes,
    }  # fmt: skip


def one_line(world: World, **changes: Any) -> dict[str, Any]:
    return {"lines": [replace(VisitLineInput(world.older.id, "met"), **changes)]}


def test_one_visit_serves_both_children(world: World, pinghu: Any) -> None:
    with pinghu():
        recorded = record_visit(**given(world))
        assert recorded.is_new
        assert recorded.warnings == ()
        lines = VisitLine.objects.filter(visit_id=recorded.visit_id)
        assert {line.child_id for line in lines} == {world.older.id, world.younger.id}
        assert {line.visitor_role for line in lines} == {"social-worker"}
        shown = visits_of(world.worker.scope, world.older.id)[0]
        assert (shown.present, shown.lines[0].findings) == ("奶奶", "夜里咳嗽")


def test_the_trail_keeps_what_was_said_under_the_childs_key(world: World, pinghu: Any) -> None:
    with pinghu():
        recorded = record_visit(**given(world))
        row = latest_acts(child_id=world.older.id)[0]
        assert (row.action, row.subject_id) == ("record-visit", recorded.visit_id)
        assert row.personal["findings"] == "夜里咳嗽"
        assert "夜里咳嗽" not in str(row.plain)


def test_sent_twice_is_recorded_once(world: World, pinghu: Any) -> None:
    with pinghu():
        sent = given(world)
        first = record_visit(**sent)
        again = record_visit(**{**sent, "at": AT + timedelta(minutes=5)})
        assert (again.visit_id, again.is_new) == (first.visit_id, False)
        assert Visit.objects.filter(programme_id=world.programme).count() == 1


def test_another_content_under_the_same_id_conflicts(world: World, pinghu: Any) -> None:
    with pinghu():
        sent = given(world)
        record_visit(**sent)
        with pytest.raises(Conflict):
            record_visit(**{**sent, "summary": "别的"})


def test_a_need_found_goes_into_the_ledger(world: World, pinghu: Any) -> None:
    with pinghu():
        lines = one_line(world, needs=(NeedInput("health", "买药"),))
        recorded = record_visit(**given(world, **lines))
        assert Need.objects.get(child_id=world.older.id).visit_id == recorded.visit_id


def test_two_places_at_once_is_a_warning(world: World, pinghu: Any) -> None:
    with pinghu():
        enrol(world.stranger, world.programme, post=None)
        record_visit(**given(world))
        lines = [VisitLineInput(world.stranger.id, "met")]
        other = record_visit(**given(world, household_id=world.other_home.id, lines=lines))
        assert [w.code for w in other.warnings] == ["overlaps"]


REFUSALS: dict[str, Change] = {
    "no-line": lambda _w, _g: {"lines": []},
    "child-twice": lambda _w, g: {"lines": [g["lines"][0], g["lines"][0]]},
    "in-future": lambda _w, _g: {
        "started_at": AT + timedelta(days=1),
        "occurred_on": DAY + timedelta(days=1),
    },
    "other-day": lambda _w, _g: {"occurred_on": DAY - timedelta(days=1)},
    "outside-term": lambda _w, _g: {
        "started_at": moment(date(2024, 1, 3)),
        "occurred_on": date(2024, 1, 3),
    },
    "minutes-impossible": lambda _w, _g: {"minutes": 0},
    "unknown-choice": lambda _w, _g: {"channel": "drone"},
    "unknown-level": lambda w, _g: one_line(w, suggested_level="blue"),
    "unchanged-with-findings": lambda w, _g: one_line(w, is_unchanged=True, findings="新情况"),
    "not-met-but-seen": lambda w, _g: one_line(w, outcome="not-home", was_seen_alone=True),
    "need-without-words": lambda w, _g: one_line(w, needs=(NeedInput("health", " "),)),
    "other-household": lambda _w, _g: {"household_id": new_id()},
    "not-enrolled": lambda _w, _g: {
        "started_at": moment(date(2024, 4, 30)),
        "occurred_on": date(2024, 4, 30),
    },
}


@pytest.mark.parametrize("code", REFUSALS)
def test_refused(world: World, pinghu: Any, code: str) -> None:
    with pinghu():
        sent = given(world)
        with pytest.raises(Refused) as refused:
            record_visit(**{**sent, **REFUSALS[code](world, sent)})
        assert refused.value.decision.code == code
        assert not Visit.objects.filter(programme_id=world.programme).exists()


@pytest.mark.parametrize(
    "changes", [{"outcome": "vanished"}, {"needs": (NeedInput("luxury", "买车"),)}], ids=["outcome", "need"]
)
def test_a_line_takes_known_codes_only(world: World, pinghu: Any, changes: dict[str, Any]) -> None:
    with pinghu():
        with pytest.raises(Refused) as refused:
            record_visit(**given(world, **one_line(world, **changes)))
        assert refused.value.decision.code == "unknown-choice"


def test_only_somebody_with_a_post_records(world: World, pinghu: Any) -> None:
    with pinghu():
        with pytest.raises(Refused) as refused:
            record_visit(**given(world, by=SYSTEM))
        assert refused.value.decision.code == "no-post"


def test_before_the_engagement_is_refused(world: World, pinghu: Any) -> None:
    with pinghu():
        Engagement.objects.filter(programme_id=world.programme).update(starts_on=DAY + timedelta(days=1))
        with pytest.raises(Refused) as refused:
            record_visit(**given(world))
        assert refused.value.decision.code == "not-engaged"


def test_without_permission_is_refused(world: World, pinghu: Any) -> None:
    with pinghu():
        leader = person(Role.BUREAU_LEADER)
        with pytest.raises(Refused) as refused:
            record_visit(**given(world, by=leader))
        assert refused.value.decision.code == "not-permitted"
        assert not leader.may(Permission.RECORD_VISIT)


def test_a_child_out_of_reach_is_not_there(world: World, pinghu: Any) -> None:
    with pinghu():
        lines = [VisitLineInput(world.stranger.id, "met")]
        with pytest.raises(NotReached):
            record_visit(**given(world, household_id=world.other_home.id, lines=lines))


def test_many_at_once_take_few_statements(
    world: World, pinghu: Any, django_assert_max_num_queries: Any
) -> None:
    with pinghu():
        many = []
        for number in range(60):
            child = make_child()
            make_child_keys([child.id])
            enrol(child, world.programme, post=world.worker.post_id)
            at = moment(DAY - timedelta(days=number % 30))
            visit = VisitInput(
                new_id(), world.programme, child.household_id, at.date(), at, "home",
                (VisitLineInput(child.id, "met"),),
            )  # fmt: skip
            many.append(Recording(visit, world.worker, AT))
        with django_assert_max_num_queries(20):
            done = record_visits(recordings=many)
        assert all(r.is_new for r in done)
        assert not any(r.is_new for r in record_visits(recordings=many))
