"""Requests from their entry to their answer; erasing by two people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from conftest import make_actor

from humiao.access.public import EVERYBODY, NOBODY, NotReached
from humiao.foundation.clock import moment
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.ids import new_id
from humiao.foundation.trail.models import TrailEntry
from humiao.foundation.trail.public import latest_acts
from humiao.registry.corrections.public import propose_undo
from humiao.registry.corrections.tests.conftest import AT, TODAY, build
from humiao.registry.destruction.public import set_period
from humiao.registry.holds.public import place_hold
from humiao.registry.models import Child, ChildRequest
from humiao.registry.public import leave_roster
from humiao.registry.requests.choices import Asker, Identity, Kind, State
from humiao.registry.requests.commands.answering import answer_request, take_request, withdraw_request
from humiao.registry.requests.commands.erasing import confirm_erasure, prepare_erasure, send_back_erasure
from humiao.registry.requests.queries import (
    answered_requests,
    due_requests,
    facts_of,
    request_of,
    requests_of,
)
from humiao.registry.requests.values import NewRequest

NEW = NewRequest(
    Kind.COPY, Asker.GUARDIAN, "王奶奶", Identity.ID_CARD, TODAY, relation="paternal_grandmother"
)
ERASE = replace(NEW, kind=Kind.ERASE)
LATER = moment(date(2045, 6, 1))


@pytest.fixture
def world(pinghu):
    with pinghu():
        yield build()


def take(world, new=NEW, by=None, at=AT, child=None, **more):
    return take_request(child_id=child or world.kept, new=new, by=by or world.officer, at=at, **more)


def answer(world, asked, *, by=None, at=AT, version=1, **more):
    values = {"is_granted": True, "answer": "已提供复印件", **more}
    answer_request(request_id=asked, seen_version=version, by=by or world.officer, at=at, **values)


def refusal(call):
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.decision.code


def leave(world):
    """Take the child off the roster; its service ends with it."""
    leave_roster(child_id=world.kept, on=TODAY, reason="moved_away", by=world.officer, at=AT)


def prepare(world, asked, *, by=None, at=LATER, version=1, has_read=True):
    prepare_erasure(
        request_id=asked,
        answer="保存期满",
        has_read=has_read,
        seen_version=version,
        by=by or world.officer,
        at=at,
    )


def confirm(world, asked, *, by=None, at=LATER, version=2, has_read=True):
    return confirm_erasure(
        request_id=asked, has_read=has_read, seen_version=version, by=by or world.approver, at=at
    )


def test_a_request_is_due_within_fifteen_working_days(world):
    value = request_of(EVERYBODY, take(world))
    assert (value.number, value.limit_days, value.due_on) == ("QS-2024-0001", 15, date(2024, 12, 11))
    assert request_of(EVERYBODY, take(world)).number == "QS-2024-0002"
    (act, _other) = latest_acts(child_id=world.kept, most=2)
    assert (act.action, act.personal["asker"]) == ("take-request", "王奶奶")


def test_a_county_may_be_faster(world):
    set_period(key="request-days", value=10, source="平民〔2024〕9号", by=world.approver, at=AT)
    assert request_of(EVERYBODY, take(world)).limit_days == 10


def test_the_same_form_sent_twice_enters_one(world):
    form = new_id()
    assert take(world, request_id=form) == take(world, request_id=form)
    assert ChildRequest.objects.count() == 1


def test_entering_is_refused_out_of_reach_without_the_post_and_against_the_rules(world):
    assert refusal(lambda: take(world, by=world.worker)) == "not-permitted"
    assert refusal(lambda: take(world, replace(NEW, identity=""))) == "no-identity"
    with pytest.raises(NotReached):
        take(world, by=make_actor("town-supervisor", town="330482002"))


def test_a_request_is_answered_or_refused_with_reasons(world):
    first, second = take(world), take(world)
    answer(world, first)
    assert request_of(EVERYBODY, first).state == State.GRANTED
    assert refusal(lambda: answer(world, second, is_granted=False)) == "no-grounds"
    answer(world, second, is_granted=False, answer="", grounds=["harm", "others"], by=world.town)
    value = request_of(EVERYBODY, second)
    assert (value.state, value.grounds) == (State.REFUSED, ("harm", "others"))
    assert refusal(lambda: answer(world, second, version=2)) == "already-answered"
    with pytest.raises(Conflict):
        answer(world, second, version=1)
    assert refusal(lambda: answer(world, second, by=world.leader)) == "not-permitted"


def test_a_request_may_be_taken_back(world):
    asked = take(world)
    withdraw_request(request_id=asked, seen_version=1, by=world.officer, at=AT)
    assert request_of(EVERYBODY, asked).state == State.WITHDRAWN
    assert refusal(lambda: withdraw_request(request_id=asked, seen_version=2, by=world.officer, at=AT))


def test_lists_are_within_reach_the_longest_overdue_first(world):
    late = take(world, replace(NEW, asked_on=TODAY - timedelta(days=40)))
    soon, done = take(world), take(world, child=world.sister)
    answer(world, done)
    town = make_actor("town-supervisor", town="330482001").scope
    assert [v.id for v in due_requests(town)] == [late, soon]
    assert [v.id for v in answered_requests(town)] == [done]
    assert [v.id for v in requests_of(world.kept)] == [soon, late]
    assert due_requests(NOBODY) == ()
    assert due_requests(make_actor("evaluator").scope) == ()
    with pytest.raises(NotReached):
        request_of(make_actor("town-supervisor", town="330482002").scope, soon)


def test_what_an_erasure_is_judged_by(world):
    facts = facts_of(world.kept, on=TODAY)
    assert (facts.is_on_roster, facts.is_served, facts.is_held) == (True, True, False)
    assert facts.due_on == date(2043, 3, 7)
    leave(world)
    facts = facts_of(world.kept, on=TODAY)
    assert (facts.is_on_roster, facts.is_served) == (False, False)
    set_period(key="visit", value=40, source="平民〔2024〕9号", by=world.approver, at=AT)
    assert facts_of(world.kept, on=TODAY).due_on == date(2064, 11, 20)


def test_a_live_file_is_not_erased(world):
    asked = take(world, ERASE)
    assert refusal(lambda: prepare(world, asked, at=AT)) == "ground-duty"
    leave(world)
    assert refusal(lambda: prepare(world, asked, at=AT)) == "ground-period"
    answer(world, asked, is_granted=False, grounds=["period"], answer="")
    assert Child.objects.get(pk=world.kept).name == "王小明"


def test_two_people_erase_when_nothing_stands_against_it(world):
    asked = take(world, ERASE)
    leave(world)
    assert refusal(lambda: prepare(world, asked, has_read=False)) == "not-read"
    assert refusal(lambda: prepare(world, asked, by=world.town)) == "not-permitted"
    prepare(world, asked)
    assert refusal(lambda: confirm(world, asked, by=world.officer)) == "same-person"
    assert refusal(lambda: confirm(world, asked, has_read=False)) == "not-read"
    done = confirm(world, asked)
    assert done.rows >= 4
    value = request_of(EVERYBODY, asked)
    assert (value.state, value.asker_name, value.answer) == (State.GRANTED, "", "")
    child = Child.objects.get(pk=world.kept)
    assert (child.retired_as, child.name, bool(child.id_number)) == ("erased", "〔已删除〕", False)
    assert Child.objects.get(pk=world.sister).name == "王小红"
    actions = list(TrailEntry.objects.filter(child_id=world.kept).values_list("action", flat=True))
    assert {"prepare-erasure", "confirm-erasure", "erase-child"} <= set(actions)
    again = take(world, ERASE, at=LATER)
    assert refusal(lambda: prepare(world, again)) == "erased"


def test_a_hold_placed_meanwhile_stops_it(world):
    asked = take(world, ERASE)
    leave(world)
    prepare(world, asked)
    place_hold(
        child_id=world.kept, authority="法院", reason="诉讼", from_on=TODAY, by=world.officer, at=LATER
    )
    assert refusal(lambda: confirm(world, asked)) == "ground-held"
    send_back_erasure(request_id=asked, seen_version=2, by=world.approver, at=LATER)
    assert request_of(EVERYBODY, asked).state == State.OPEN
    assert (
        refusal(lambda: send_back_erasure(request_id=asked, seen_version=3, by=world.approver, at=LATER))
        == "not-prepared"
    )


def test_files_merged_into_an_erased_one_go_with_it_and_are_not_put_back(world):
    correction = world.merge()
    leave(world)
    asked = take(world, ERASE)
    prepare(world, asked)
    confirm(world, asked)
    assert set(
        Child.objects.filter(pk__in=[world.kept, world.twice]).values_list("retired_as", flat=True)
    ) == {"erased"}
    undo = propose_undo(correction_id=correction, reason="两名儿童", by=world.officer, at=LATER)
    assert refusal(lambda: world.confirm(undo)) == "file-erased"
