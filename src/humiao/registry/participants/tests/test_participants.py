"""Participants are listed, changed, matched to a file, and parted from it again."""

from __future__ import annotations

from datetime import date

import pytest

from humiao.access.public import NotReached, Role
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.ids import new_id
from humiao.foundation.trail.models import TrailEntry
from humiao.registry.models import Participant
from humiao.registry.participants import rules
from humiao.registry.participants.commands.matching import (
    change_participant,
    match_participant,
    unmatch_participant,
)
from humiao.registry.participants.queries import (
    likely_files,
    matched_files,
    participant_of,
    participants_of,
)
from humiao.registry.public import NewParticipant, add_participant
from humiao.registry.tests.conftest import a_child, a_home, enter

PROGRAMME, TODAY = new_id(), date(2024, 11, 20)


@pytest.fixture
def officer(actor):
    return actor(Role.BUREAU_OFFICER)


def add(at, officer, name="王小明", year=2015, **more):
    new = NewParticipant(more.pop("programme", PROGRAMME), name, year, "15412340000", **more)
    return add_participant(participant=new, by=officer, at=at)


def code_of(call) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.decision.code


@pytest.mark.parametrize(
    ("is_matched", "year", "code"),
    [(False, 2015, ""), (True, 2015, "matched-already"), (False, 2014, "birth-year-differs")],
)
def test_matching_by_year(is_matched, year, code):
    assert rules.may_match(is_matched=is_matched, birth_year=2015, born_in=year).code == code


@pytest.mark.parametrize(
    ("is_matched", "reason", "code"),
    [
        (True, "同名", ""),
        (False, "同名", "not-matched"),
        (True, " ", "no-reason"),
        (True, "长" * 201, "no-reason"),
    ],
)
def test_parting(is_matched, reason, code):
    assert rules.may_unmatch(is_matched=is_matched, reason=reason).code == code


def test_a_match_is_made_and_undone(pinghu, officer, at):
    with pinghu():
        (child,) = enter(a_home(a_child()))
        one = add(at, officer)
        here = {"participant_id": one, "by": officer, "at": at}
        match_participant(child_id=child, seen_version=1, **here)
        found = participant_of(officer.scope, one)
        assert (found.child_id, found.version) == (child, 2)
        assert set(matched_files(officer.scope, [found], on=TODAY)) == {child}
        with pytest.raises(Conflict):
            unmatch_participant(reason="同名", seen_version=1, **here)
        assert code_of(lambda: match_participant(child_id=child, seen_version=2, **here)) == "matched-already"
        unmatch_participant(reason="同名同姓", seen_version=2, **here)
        assert participant_of(officer.scope, one).child_id is None
        assert matched_files(officer.scope, [participant_of(officer.scope, one)], on=TODAY) == {}
        assert code_of(lambda: unmatch_participant(reason="x", seen_version=3, **here)) == "not-matched"
        told = TrailEntry.objects.filter(child_id=child, action__endswith="match-participant")
        assert told.count() == 2


def test_a_child_out_of_reach_or_born_another_year_is_not_matched(pinghu, officer, actor, at):
    with pinghu():
        (child,) = enter(a_home(a_child()))
        one = add(at, officer, year=2014)
        here = {"participant_id": one, "seen_version": 1, "at": at}
        assert code_of(lambda: match_participant(child_id=child, by=officer, **here)) == "birth-year-differs"
        away = actor(Role.PROVIDER_MANAGER, programmes=[PROGRAMME])
        with pytest.raises(NotReached):
            match_participant(child_id=child, by=away, **here)


def test_what_is_on_file_is_changed(pinghu, officer, at):
    with pinghu():
        one = add(at, officer)
        change = {"participant_id": one, "birth_year": 2014, "consented_on": TODAY, "by": officer, "at": at}
        change_participant(name="王明", contact="微信 wm", seen_version=1, **change)
        found = participant_of(officer.scope, one)
        assert (found.name, found.birth_year, found.contact) == ("王明", 2014, "微信 wm")
        bad = {"seen_version": 2, **change}
        assert code_of(lambda: change_participant(name="", contact="", **bad)) == "no-name"
        assert code_of(lambda: change_participant(name="王", contact="1" * 101, **bad)) == "too-long"
        assert TrailEntry.objects.filter(action="change-participant").count() == 1


def test_the_list_is_paged_filtered_and_counted(pinghu, officer, at, django_assert_num_queries):
    with pinghu():
        (child,) = enter(a_home(a_child()))
        ids = [add(at, officer, name="王小明" if n < 3 else f"李{n}", consented_on=TODAY) for n in range(5)]
        add(at, officer, name="张三")
        match_participant(participant_id=ids[0], child_id=child, seen_version=1, by=officer, at=at)
        with django_assert_num_queries(4):
            first = participants_of(officer.scope, PROGRAMME, size=4)
        rest = participants_of(officer.scope, PROGRAMME, size=4, after=first.after)
        assert len({r.id for r in (*first.rows, *rest.rows)}) == 6
        assert (first.total, first.matched, first.without_consent, rest.after) == (6, 1, 1, None)
        assert all(not r.contact for r in first.rows)

        def names(only):
            return len(participants_of(officer.scope, PROGRAMME, only=only).rows)

        assert (names("matched"), names("unmatched"), names("no-consent"), names("?")) == (1, 5, 1, 6)
        with pytest.raises(NotReached):
            participants_of(officer.scope, PROGRAMME, after=new_id())


def test_only_ones_own_programmes_are_there(pinghu, officer, actor, at):
    with pinghu():
        one = add(at, officer)
        own = actor(Role.SOCIAL_WORKER, programmes=[PROGRAMME])
        other = actor(Role.SOCIAL_WORKER, programmes=[new_id()])
        assert participant_of(own.scope, one)
        for by in (other, actor(Role.EVALUATOR, programmes=[PROGRAMME])):
            assert participants_of(by.scope, PROGRAMME).total == 0
            with pytest.raises(NotReached):
                participant_of(by.scope, one)
        with pytest.raises(NotReached):
            unmatch_participant(participant_id=one, reason="x", seen_version=1, by=other, at=at)
        assert (
            code_of(
                lambda: unmatch_participant(
                    participant_id=one, reason="x", seen_version=1, by=actor(Role.CHILD_DIRECTOR), at=at
                )
            )
            == "not-permitted"
        )


def test_likely_files_stand_first_by_year(pinghu, officer, at):
    with pinghu():
        enter(a_home(a_child(serial=1, born_on=date(2014, 3, 7)), a_child(serial=2)))
        one = participant_of(officer.scope, add(at, officer))
        found = likely_files(officer.scope, one, query="", on=TODAY)
        assert [row.born_on and row.born_on.year for row in found] == [2015, 2014]
        assert likely_files(officer.scope, one, query="无此人", on=TODAY) == ()
        assert Participant.objects.count() == 1
