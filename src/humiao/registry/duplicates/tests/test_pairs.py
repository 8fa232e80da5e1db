"""Which pairs are found, in which order, for whom; and that a county is swept block by block."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from humiao.access.public import EVERYBODY, SYSTEM, NotReached, Role
from humiao.registry.corrections.public import propose_merge
from humiao.registry.duplicates.commands.answering import reopen_likeness, say_different
from humiao.registry.duplicates.queries import answered, count_answered, pairs_page
from humiao.registry.matching.queries import like_pairs
from humiao.registry.matching.rules import Grade
from humiao.registry.models import Child, Intake, IntakeLikeness
from humiao.registry.public import NewGuardian
from humiao.registry.sql import reached_children
from humiao.registry.tests.conftest import AT, OTHER_TOWN, OTHER_VILLAGE, TOWN, a_child, a_home, enter

BORN = date(2015, 3, 7)
ELSEWHERE = {"town": OTHER_TOWN, "village": OTHER_VILLAGE}


def child(name, born=BORN, guardian="王奶奶", *, serial=0, **more):
    numbered = {"serial": serial} if serial else {"no_id_reason": "unregistered"}
    kept = (NewGuardian(guardian, "paternal_grandmother", is_main=True),)
    return a_child(name, born_on=born, guardians=kept, **numbered, **more)


def people(*children, **where):
    return enter(*(a_home(one, address=f"路{n}号", **where) for n, one in enumerate(children)))


def found(scope=EVERYBODY):
    return {(p.grade, frozenset((p.one, p.other))) for p in like_pairs(reached_children(scope))}


@pytest.mark.parametrize(
    ("one", "other", "grade"),
    [
        (child("王小明"), child("王小明"), Grade.SAME_PERSON),
        (child("王小明", serial=1), child("王小明", serial=2), Grade.SAME_PERSON),
        (child("王小明", serial=1), child("王小明", guardian="李四", serial=2), None),
        (child("王小明"), child("王晓明", guardian="李四"), Grade.NEAR),
        (child("张小明"), child("章晓敏", guardian="李四"), Grade.NEAR),
        (child("郑诗"), child("曾思", guardian="李四"), Grade.NEAR),
        (child("王小明"), child("王小明", date(2015, 3, 1)), Grade.NEAR),
        (child("王小明"), child("王小明", date(2015, 7, 3), guardian="李四"), Grade.NEAR),
        (child("王小明"), child("王小明", date(2013, 9, 9)), None),
        (child("王大明"), child("王小明"), None),
        (child("阿依古丽·买买提"), child("阿依古丽买买提", guardian="李四"), Grade.NEAR),
        (child("阿依古丽·买买提"), child("阿衣古力·买买提", guardian="李四"), Grade.NEAR),
    ],
)
def test_what_looks_like_one_child(pinghu, one, other, grade):
    with pinghu():
        pair = frozenset(people(one, other))
        assert found() == ({(grade, pair)} if grade else set())


def test_a_birth_that_slipped_needs_the_village_or_the_guardian(pinghu):
    slipped = date(2015, 3, 1)
    with pinghu():
        (one,) = people(child("王小明"))
        (other,) = people(child("王小明", slipped), **ELSEWHERE)
        assert found() == {(Grade.NEAR, frozenset((one, other)))}, "the guardian has the same name"
        (third,) = people(child("李小明"))
        people(child("李小明", slipped, guardian="李四"), **ELSEWHERE)
        assert not any(third in pair for _grade, pair in found())


def test_the_likeliest_come_first_and_pages_keep_their_place(pinghu):
    with pinghu():
        people(*(child(name, guardian=f"甲{n}") for n, name in enumerate(("王小明", "王晓明", "王小鸣"))))
        strong = frozenset(people(child("李四"), child("李四")))
        whole = pairs_page(EVERYBODY)
        assert (whole.total, whole.before, whole.after) == (4, None, None)
        assert {whole.rows[0].one, whole.rows[0].other} == strong
        assert [p.file_numbers[0] < p.file_numbers[1] for p in whole.rows] == [True] * 4
        first = pairs_page(EVERYBODY, size=2)
        assert (first.rows, first.before) == (whole.rows[:2], None)
        second = pairs_page(EVERYBODY, size=2, after=first.after)
        assert (second.rows, second.after) == (whole.rows[2:], None)
        assert pairs_page(EVERYBODY, size=2, before=second.before).rows == whole.rows[:2]
        gone = whole.rows[1]
        say_different(one_id=gone.one, other_id=gone.other, by=SYSTEM, at=AT)
        assert pairs_page(EVERYBODY, size=2, after=first.after).rows == whole.rows[2:], "nothing is skipped"
        assert pairs_page(EVERYBODY, size=2, before=gone.place).rows == whole.rows[:1]
        assert pairs_page(EVERYBODY, after=(9, "", "")).rows == ()


def test_each_sees_pairs_within_reach_alone(pinghu, actor):
    with pinghu():
        people(child("王小明"))
        people(child("王小明"), **ELSEWHERE)
        assert len(found()) == 1
        assert found(actor(Role.TOWN_SUPERVISOR, town=TOWN).scope) == set()
        assert found(actor(Role.PROVIDER_MANAGER, programmes=[]).scope) == set()
        with pytest.raises(NotReached):
            pairs_page(actor(Role.EVALUATOR).scope)


def test_answered_waiting_and_retired_pairs_are_left_out(pinghu):
    with pinghu():
        one, other = people(child("王小明"), child("王小明"))
        answer = say_different(one_id=one, other_id=other, by=SYSTEM, at=AT)
        assert found() == set()
        assert [a.pk for a in answered(EVERYBODY)] == [answer]
        assert count_answered(EVERYBODY) == 1
        reopen_likeness(answer_id=answer, by=SYSTEM, at=AT)
        assert len(found()) == 1
        assert count_answered(EVERYBODY) == 0
        seen = dict(Child.objects.values_list("pk", "version"))
        propose_merge(leaving_id=one, staying_id=other, reason="同一人", seen_versions=seen, by=SYSTEM, at=AT)
        assert found() == set(), "its merge waits among the corrections"


def test_what_was_answered_at_an_intake_holds_here(pinghu):
    with pinghu():
        one, other = people(child("王小明"), child("王小明"))
        intake = Intake.objects.create(
            number="1", door="guardian", state="on-roster", child_id=one, name="王小明", town_code=TOWN,
            village_code="", opened_on=AT.date(), recorded_at=AT, route=["county"], state_since=AT.date(),
        )  # fmt: skip
        IntakeLikeness.objects.create(intake=intake, other_child_id=other, is_same=False, recorded_at=AT)
        assert found() == set()


def test_a_county_is_swept_in_two_statements(pinghu):
    with pinghu():
        people(*(child(f"李{chr(0x4E00 + n)}", BORN + timedelta(days=n)) for n in range(60)))
        pair = frozenset(people(child("王小明"), child("王小明")))
        with CaptureQueriesContext(connection) as asked:
            assert found() == {(Grade.SAME_PERSON, pair)}
        assert len(asked) == 2
