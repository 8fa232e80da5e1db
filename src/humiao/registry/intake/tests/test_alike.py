"""Children alike at the door, and many intakes decided at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from humiao.registry.intake.choices import State
from humiao.registry.intake.public import (
    answer_likeness,
    decide_intake,
    decide_many,
    open_intake,
    prepare_decision,
    serve_at_once,
)
from humiao.registry.intake.queries.reading import alike_of, intake_of, reporters_of
from humiao.registry.intake.tests.conftest import AT, BASIS
from humiao.registry.intake.tests.test_commands import at_county, opened, refused, step
from humiao.registry.intake.values import Facts, NewIntake
from humiao.registry.models import Intake, RosterSpell
from humiao.registry.tests.conftest import a_child, a_home, enter, id_number


def test_a_child_alike_is_answered_before_the_decision(pinghu, people):
    with pinghu():
        (known,) = enter(a_home(a_child("王晓明")))
        one = at_county(people)
        (found,) = alike_of(people.officer, one)
        assert (found.child_id, found.grade, found.is_open) == (known, "near", True)
        seen: dict[str, Any] = {"intake_id": one, "seen_version": 1}
        assert refused(decide_intake, basis=BASIS, by=people.approver, **seen) == "alike-open"
        wrong = {"other_id": one, "is_same": False, "reason": "x", "by": people.officer}
        assert refused(answer_likeness, **wrong, **seen) == "not-alike"
        step(answer_likeness, one, people.officer, other_id=known, is_same=False, reason="同名异字，两户人家")
        (found,) = alike_of(people.officer, one)
        assert (found.is_same, found.reason) == (False, "同名异字，两户人家")
        assert step(decide_intake, one, people.approver, basis=BASIS)


def test_the_same_child_ends_the_intake_at_its_file(pinghu, people):
    with pinghu():
        number = id_number(date(2015, 3, 7))
        (known,) = enter(a_home(a_child("王小明", id_number=number)))
        one = at_county(people, id_number=number)
        seen: dict[str, Any] = {"intake_id": one, "seen_version": 1, "by": people.officer}
        other: dict[str, Any] = {"other_id": known, "reason": "身份证号一致"}
        assert refused(answer_likeness, is_same=False, **other, **seen) == "same-number"
        assert answer_likeness(is_same=True, at=AT, **other, **seen) == State.ALREADY
        assert intake_of(people.officer, one).child_id == known


def test_two_intakes_of_one_child_are_seen_and_answered_once(pinghu, people):
    with pinghu():
        first, second = at_county(people), at_county(people)
        (found,) = alike_of(people.officer, second)
        assert (found.intake_id, found.grade) == (first, "same-person")
        step(serve_at_once, second, people.officer, reason="危险")
        assert (
            step(answer_likeness, second, people.officer, other_id=first, is_same=True, reason="同一人")
            == "already-there"
        )
        assert RosterSpell.objects.get().leave_reason == "entered_twice"
        third = at_county(people)
        assert [a.intake_id for a in alike_of(people.officer, third) if a.intake_id] == [first]
        step(answer_likeness, third, people.officer, other_id=first, is_same=False, reason="表兄弟")
        assert [a.is_same for a in alike_of(people.officer, first) if a.intake_id == third] == [False]


def test_who_reported_a_child_is_known_with_whoever_spoke_for_it(pinghu, people):
    with pinghu():
        one = at_county(people, behalf_of="李邻居")
        step(prepare_decision, one, people.officer, finding="holds", reason="属实")
        step(decide_intake, one, people.approver, basis=BASIS)
        child = intake_of(people.officer, one).child_id
        assert child
        assert reporters_of(child) == {"王奶奶", "13800001111", "李邻居"}


@pytest.mark.parametrize(
    ("known", "found"),
    [
        ({}, []),
        ({"name": "王小明"}, []),
        ({"born_on": date(2015, 3, 7)}, []),
        ({"id_number": id_number(date(2015, 3, 7))}, ["same-number", "same-number"]),
    ],
)
def test_a_clue_is_compared_by_what_little_is_known(pinghu, people, known, found):
    number = id_number(date(2015, 3, 7))
    with pinghu():
        enter(a_home(a_child("王小明", id_number=number)))
        at_county(people, id_number=number, no_id_reason="")
        clue = NewIntake("hotline", Facts(situation="城南有个孩子独自在家", **known))
        one = open_intake(new=clue, by=people.officer, at=AT).id
        assert [a.grade.value for a in alike_of(people.officer, one)] == found


def test_many_are_decided_at_once_and_the_others_are_held_with_why(pinghu, people):
    with pinghu():
        good = at_county(people)
        against = at_county(people, name="李四", born_on=date(2014, 1, 1))
        step(prepare_decision, against, people.officer, finding="fails", reason="不符合")
        stale = at_county(people, name="张三", born_on=date(2013, 1, 1))
        early = opened(people, name="赵六", born_on=date(2012, 1, 1))
        seen = [(good, 1), (against, 2), (stale, 7), (early, 1), (people.programme, 1)]
        done = decide_many(seen=seen, basis=BASIS, reason="第八次会议", by=people.approver, at=AT)
        assert [i for i, _ in done.accepted] == [good]
        held = {h.id: h.reason for h in done.held}
        assert "经办人" in held[against]
        assert "重新打开" in held[stale]
        assert set(held) == {against, stale, early, people.programme}
        assert Intake.objects.get(pk=good).state == State.ON_ROSTER
        many = [(good, 1)] * 201
        assert refused(decide_many, seen=many, basis=BASIS, reason="x", by=people.approver) == "too-many"
        assert refused(decide_many, seen=seen, basis="", reason="x", by=people.approver) == "no-basis"
        assert refused(decide_many, seen=seen, basis=BASIS, reason="x", by=people.officer) == "not-permitted"
