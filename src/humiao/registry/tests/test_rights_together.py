"""Two people at one consent, erasure, hold or list of destruction, on two connections that really commit."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import make_actor

from humiao.access.public import EVERYBODY
from humiao.foundation import context
from humiao.foundation.clock import moment
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.tests.together import COUNTY, at_once
from humiao.foundation.trail.models import TrailEntry
from humiao.registry.consent.public import (
    Form,
    Giver,
    NewConsent,
    Purpose,
    consents_of,
    give_consent,
    withdraw_consent,
)
from humiao.registry.corrections.tests.conftest import AT, TODAY, build
from humiao.registry.destruction.public import approve_destruction, destruction_list, prepare_destruction
from humiao.registry.holds.public import ask_to_lift_hold, holds_of, lift_hold, place_hold
from humiao.registry.models import Child
from humiao.registry.public import leave_roster
from humiao.registry.requests.public import (
    Asker,
    Identity,
    Kind,
    NewRequest,
    confirm_erasure,
    prepare_erasure,
    request_of,
    take_request,
)

LATER = moment(date(2045, 6, 1))
ERASE = NewRequest(Kind.ERASE, Asker.GUARDIAN, "王奶奶", Identity.ID_CARD, TODAY)
SPOKEN = NewConsent(Purpose.GROUP, Giver.GUARDIAN, "王奶奶", TODAY, Form.SPOKEN, witness="李芳")


@pytest.fixture
def world(committed):
    with context.county(COUNTY, writes=True):
        return build()


def prepared(world):
    """Ask for an erasure once the retention period has ended, and prepare it."""
    with context.county(COUNTY, writes=True):
        leave_roster(child_id=world.kept, on=TODAY, reason="moved_away", by=world.officer, at=AT)
        asked = take_request(child_id=world.kept, new=ERASE, by=world.officer, at=AT)
        prepare_erasure(
            request_id=asked, answer="保存期满", has_read=True, seen_version=1, by=world.officer, at=LATER
        )
        return asked


def confirm(world, asked):
    return confirm_erasure(request_id=asked, has_read=True, seen_version=2, by=world.approver, at=LATER)


def acts(action):
    return TrailEntry.objects.filter(action=action).count()


def place(world):
    return place_hold(
        child_id=world.kept,
        authority="法院〔2045〕1号",
        reason="诉讼",
        from_on=TODAY,
        by=world.officer,
        at=LATER,
    )


def test_an_erasure_confirmed_by_two_at_once_is_done_once(world):
    asked = prepared(world)
    ended = at_once(lambda _number: confirm(world, asked))
    (late,) = [e for e in ended if isinstance(e, Refused)]
    assert isinstance(late, Conflict)
    with context.county(COUNTY):
        assert request_of(EVERYBODY, asked).state == "granted"
        assert Child.objects.get(pk=world.kept).retired_as == "erased"
        assert (acts("confirm-erasure"), acts("erase-child")) == (1, 1)


def test_a_hold_and_an_erasure_at_once_leave_either_a_held_file_or_none(world):
    asked = prepared(world)
    erased, held = at_once(lambda number: confirm(world, asked) if number == 1 else place(world))
    with context.county(COUNTY):
        child, holds = Child.objects.get(pk=world.kept), holds_of(world.kept)
    (refused,) = [e for e in (erased, held) if isinstance(e, Refused)]
    if refused is held:
        assert refused.decision.code == "erased"
        assert (child.retired_as, holds) == ("erased", ())
    else:
        assert "held" in refused.decision.code
        assert (child.retired_as, [h.id for h in holds]) == ("", [held])


def test_a_hold_lifted_by_two_at_once_is_lifted_once(world):
    with context.county(COUNTY, writes=True):
        hold = place(world)
        ask_to_lift_hold(hold_id=hold, reason="已结", seen_version=1, by=world.officer, at=LATER)
    ended = at_once(lambda _number: lift_hold(hold_id=hold, seen_version=2, by=world.approver, at=LATER))
    assert sorted(isinstance(e, Conflict) for e in ended) == [False, True]
    with context.county(COUNTY):
        assert acts("lift-hold") == 1


def test_a_consent_withdrawn_by_two_at_once_is_withdrawn_once(world):
    with context.county(COUNTY, writes=True):
        consent = give_consent(child_id=world.kept, new=SPOKEN, by=world.officer, at=AT)

    def withdraw(number):
        withdraw_consent(
            consent_id=consent,
            on=TODAY,
            withdrawn_by="guardian",
            name=f"王奶奶{number}",
            seen_version=1,
            by=world.officer,
            at=AT,
        )
        return number

    ended = at_once(withdraw)
    (number,) = [e for e in ended if not isinstance(e, Conflict)]
    with context.county(COUNTY):
        (value,) = consents_of(world.kept)
        assert (value.withdrawer_name, value.version) == (f"王奶奶{number}", 2)
        assert acts("withdraw-consent") == 1


def test_a_list_of_destruction_approved_by_two_at_once_is_approved_once(world):
    with context.county(COUNTY, writes=True):
        for child in (world.kept, world.sister):
            leave_roster(child_id=child, on=TODAY, reason="moved_away", by=world.officer, at=AT)
        listed = prepare_destruction(year=2045, by=world.officer, at=LATER)
    people = {1: world.approver, 2: make_actor("bureau-approver")}

    def approve(number):
        approve_destruction(list_id=listed, seen_version=1, by=people[number], at=LATER)
        return number

    ended = at_once(approve)
    (number,) = [e for e in ended if not isinstance(e, Conflict)]
    with context.county(COUNTY):
        value = destruction_list(EVERYBODY, listed)
        assert (value.state, value.decided_by) == ("approved", people[number].account_id)
        assert acts("approve-destruction") == 1


def test_one_year_prepared_by_two_at_once_lists_each_record_once(world):
    with context.county(COUNTY, writes=True):
        for child in (world.kept, world.sister):
            leave_roster(child_id=child, on=TODAY, reason="moved_away", by=world.officer, at=AT)
    ended = at_once(lambda _number: prepare_destruction(year=2045, by=world.officer, at=LATER))
    (refused,) = [e for e in ended if isinstance(e, Refused)]
    assert refused.decision.code == "already-prepared"
