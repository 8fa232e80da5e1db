"""Who may ask what, how an erasure is judged, who answers: by truth table, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from humiao.foundation.clock import moment
from humiao.foundation.ids import new_id
from humiao.registry.requests import rules
from humiao.registry.requests.choices import Asker, Identity, Kind, State
from humiao.registry.requests.grounds import GROUNDS, Ground, grounds_for
from humiao.registry.requests.values import FileFacts, NewRequest, RequestValue

BORN, TODAY = date(2012, 3, 1), date(2024, 11, 20)
NEW = NewRequest(Kind.COPY, Asker.GUARDIAN, "王建国", Identity.ID_CARD, TODAY)
FREE = FileFacts(False, False, False, date(2020, 1, 1))
ME, MY_POST = new_id(), new_id()


def request(**more) -> RequestValue:
    value = RequestValue(
        new_id(), "QS-2024-0001", new_id(), Kind.SEE, Asker.GUARDIAN, "王建国", "father", "155", "id-card",
        "", TODAY, TODAY, 15, State.OPEN, (), "", None, None, None, None, None, moment(TODAY), None, 1,
    )  # fmt: skip
    return replace(value, **more)


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (NEW, ""),
        (replace(NEW, kind="sell"), "unknown-kind"),
        (replace(NEW, asked_by="neighbour"), "unknown-kind"),
        (replace(NEW, asker_name=" "), "no-asker"),
        (replace(NEW, identity=""), "no-identity"),
        (replace(NEW, asked_on=TODAY + timedelta(1)), "wrong-day"),
        (replace(NEW, asked_on=date(2011, 1, 1)), "wrong-day"),
        (replace(NEW, asked_by=Asker.CHILD), "under-14"),
        (replace(NEW, kind=Kind.CORRECT), "nothing-said"),
        (replace(NEW, kind=Kind.WITHDRAW, said="拍照"), ""),
        (replace(NEW, said="字" * 1001), "too-long"),
    ],
)
def test_what_may_be_entered(new, code):
    assert rules.may_take(new, BORN, today=TODAY).code == code


def test_a_child_of_fourteen_asks_itself():
    assert rules.may_take(replace(NEW, asked_by=Asker.CHILD), date(2010, 11, 20), today=TODAY)


@pytest.mark.parametrize(
    ("facts", "grounds"),
    [
        (FREE, ()),
        (replace(FREE, is_on_roster=True), (Ground.DUTY,)),
        (replace(FREE, is_served=True), (Ground.SERVED,)),
        (replace(FREE, is_held=True), (Ground.HELD,)),
        (replace(FREE, due_on=TODAY + timedelta(1)), (Ground.PERIOD,)),
        (replace(FREE, due_on=TODAY), ()),
        (replace(FREE, due_on=date(2040, 1, 1), retired_as="entered_by_mistake"), ()),
        (
            FileFacts(True, True, True, date(2040, 1, 1)),
            (Ground.DUTY, Ground.SERVED, Ground.HELD, Ground.PERIOD),
        ),
    ],
)
def test_an_erasure_is_judged(facts, grounds):
    assert rules.judge_erasure(facts, today=TODAY) == grounds
    decision = rules.may_erase(grounds, facts.retired_as)
    assert decision.allowed is (grounds == ())
    assert decision.clause


@given(st.booleans(), st.booleans(), st.booleans(), st.dates(date(2020, 1, 1), date(2050, 1, 1)))
def test_nothing_is_erased_that_a_duty_a_service_a_hold_or_a_period_covers(listed, served, held, due):
    grounds = rules.judge_erasure(FileFacts(listed, served, held, due), today=TODAY)
    may = rules.may_erase(grounds, "").allowed
    assert may is not (listed or served or held or due > TODAY)


@pytest.mark.parametrize(("retired", "code"), [("erased", "erased"), ("entered_twice", "merged")])
def test_a_file_that_is_gone_is_not_erased(retired, code):
    assert rules.may_erase((), retired).code == code


@pytest.mark.parametrize(
    ("value", "is_granted", "grounds", "answer", "code"),
    [
        (request(), True, (), "已当面查阅", ""),
        (request(), True, (), " ", "no-answer"),
        (request(state=State.REFUSED), True, (), "已办", "already-answered"),
        (request(), True, (), "字" * 1001, "too-long"),
        (request(kind=Kind.ERASE), True, (), "已办", "two-people"),
        (request(), False, (), "", "no-grounds"),
        (request(), False, ("duty",), "", "wrong-ground"),
        (request(kind=Kind.ERASE), False, ("duty",), "", ""),
        (request(kind=Kind.ERASE, state=State.PREPARED), False, ("period", "identity"), "", ""),
    ],
)
def test_how_a_request_is_answered(value, is_granted, grounds, answer, code):
    assert rules.may_answer(value, is_granted=is_granted, grounds=grounds, answer=answer).code == code


ERASE = request(kind=Kind.ERASE)
READY = replace(ERASE, state=State.PREPARED, prepared_by=ME, prepared_by_post_id=MY_POST)


@pytest.mark.parametrize(
    ("value", "has_read", "code"),
    [
        (ERASE, True, ""),
        (ERASE, False, "not-read"),
        (request(), True, "not-an-erasure"),
        (READY, True, "not-open"),
    ],
)
def test_who_prepares_has_read_what_goes(value, has_read, code):
    assert rules.may_prepare(value, has_read=has_read).code == code


@pytest.mark.parametrize(
    ("value", "account", "posts", "has_read", "code"),
    [
        (READY, new_id(), [], True, ""),
        (READY, new_id(), [], False, "not-read"),
        (READY, ME, [], True, "same-person"),
        (READY, new_id(), [MY_POST], True, "same-person"),
        (ERASE, new_id(), [], True, "not-prepared"),
    ],
)
def test_another_person_confirms(value, account, posts, has_read, code):
    assert rules.may_confirm(value, account=account, posts=posts, has_read=has_read).code == code


def test_a_request_is_taken_back_until_it_is_answered():
    assert rules.may_withdraw(request())
    assert rules.may_withdraw(request(state=State.GRANTED)).code == "already-answered"
    assert rules.may_send_back(READY)
    assert rules.may_send_back(ERASE).code == "not-prepared"


def test_each_ground_has_its_row_and_every_kind_can_be_refused():
    assert set(GROUNDS) == set(Ground)
    for kind in Kind:
        assert grounds_for(kind)


def test_a_request_is_late_the_day_after_it_was_due():
    assert not request().is_late(TODAY)
    assert request().is_late(TODAY + timedelta(1))
    assert not request(answered_at=moment(TODAY)).is_late(TODAY + timedelta(1))
