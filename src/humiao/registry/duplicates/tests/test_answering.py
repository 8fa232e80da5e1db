"""Saying that two files are two children: once, in the trail of both, undone, by those who may."""

from __future__ import annotations

import pytest

from humiao.access.public import SYSTEM, NotReached, Role
from humiao.foundation.decisions import Refused
from humiao.foundation.ids import new_id
from humiao.foundation.trail.public import latest_acts
from humiao.registry.duplicates.commands.answering import reopen_likeness, say_different
from humiao.registry.models import Child, LikenessAnswer
from humiao.registry.tests.conftest import AT, OTHER_TOWN, OTHER_VILLAGE, TOWN, a_child, a_home, enter


def two(**where):
    (one,) = enter(a_home(a_child(serial=1)))
    (other,) = enter(a_home(a_child(serial=2), address="远路9号", **where))
    return one, other


def test_it_is_kept_once_whichever_way_and_stands_in_both_trails(pinghu, actor):
    officer = actor(Role.BUREAU_OFFICER, name="陈洁")
    with pinghu():
        one, other = two()
        made = say_different(one_id=one, other_id=other, note=" 双胞胎 ", by=officer, at=AT)
        assert say_different(one_id=other, other_id=one, by=officer, at=AT) == made
        row = LikenessAnswer.objects.get()
        assert (row.one_id, row.other_id) == tuple(sorted((one, other)))
        assert (row.note, row.by_name, row.by_account) == ("双胞胎", "陈洁", officer.account_id)
        for child, another in ((one, other), (other, one)):
            act = latest_acts(child_id=child)[0]
            assert (act.action, act.plain, act.personal) == (
                "say-different", {"other": str(another)}, {"note": "双胞胎"},
            )  # fmt: skip


def test_it_is_taken_back_once_and_may_be_said_again(pinghu):
    with pinghu():
        one, other = two()
        made = say_different(one_id=one, other_id=other, by=SYSTEM, at=AT)
        assert latest_acts(child_id=one)[0].personal == {}
        for _again in range(2):
            reopen_likeness(answer_id=made, by=SYSTEM, at=AT)
        assert [a.action for a in latest_acts(child_id=one)].count("reopen-likeness") == 1
        assert say_different(one_id=one, other_id=other, by=SYSTEM, at=AT) != made
        assert LikenessAnswer.objects.filter(undone_at=None).count() == 1


def test_it_is_refused(pinghu, actor):
    with pinghu():
        one, other = two(town=OTHER_TOWN, village=OTHER_VILLAGE)
        for by in (
            actor(Role.SOCIAL_WORKER),
            actor(Role.BUREAU_LEADER),
            actor(Role.TOWN_SUPERVISOR, town=TOWN),
        ):
            with pytest.raises(Refused) as refused:
                say_different(one_id=one, other_id=other, by=by, at=AT)
            assert refused.value.decision.code == "not-permitted"
        manager = actor(Role.PROVIDER_MANAGER, programmes=[new_id()])
        for ids, by in (((one, other), manager), ((one, one), SYSTEM), ((one, new_id()), SYSTEM)):
            with pytest.raises(NotReached):
                say_different(one_id=ids[0], other_id=ids[1], by=by, at=AT)
        with pytest.raises(Refused) as refused:
            say_different(one_id=one, other_id=other, note="很" * 201, by=SYSTEM, at=AT)
        assert refused.value.decision.code == "too-long"
        made = say_different(one_id=one, other_id=other, by=SYSTEM, at=AT)
        for answer, by in ((made, manager), (new_id(), SYSTEM)):
            with pytest.raises(NotReached):
                reopen_likeness(answer_id=answer, by=by, at=AT)
        reopen_likeness(answer_id=made, by=SYSTEM, at=AT)
        Child.objects.filter(pk=one).update(retired_as="entered_twice")
        with pytest.raises(Refused):
            say_different(one_id=one, other_id=other, by=SYSTEM, at=AT)
