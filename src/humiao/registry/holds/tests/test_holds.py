"""Legal holds: placed at once, lifted by two, seen by whoever would erase or destroy."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from conftest import make_actor

from humiao.access.public import EVERYBODY, NOBODY, SYSTEM, NotReached
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.ids import new_id
from humiao.foundation.trail.public import latest_acts
from humiao.registry.corrections.tests.conftest import AT, TODAY, build
from humiao.registry.holds import rules
from humiao.registry.holds.public import (
    ask_to_lift_hold,
    held_children,
    hold_of,
    holds_of,
    holds_within,
    keep_hold,
    lift_hold,
    place_hold,
)
from humiao.registry.models import Child, LegalHold


@pytest.fixture
def world(pinghu):
    with pinghu():
        yield build()


def place(world, by=None, **more):
    of = more if "programme_id" in more else {"child_id": world.kept, **more}
    values = {"authority": "平湖市人民法院〔2024〕1号", "reason": "抚养权诉讼", "from_on": TODAY, **of}
    return place_hold(by=by or world.officer, at=AT, **values)


def test_it_holds_at_once_and_shows_on_the_file(world):
    hold = place(world)
    assert held_children([world.kept, world.sister]) == {world.kept}
    (value,) = holds_of(world.kept)
    assert (value.id, value.is_in_force, value.is_to_be_lifted) == (hold, True, False)
    assert holds_of(world.sister) == ()
    assert latest_acts(child_id=world.kept)[0].personal["reason"] == "抚养权诉讼"


def test_a_programmes_hold_covers_everybody_it_ever_served(world):
    place(world, programme_id=world.programme)
    assert held_children([world.kept, world.sister]) == {world.kept, world.sister}
    assert len(holds_of(world.sister)) == 1
    assert held_children([]) == frozenset()


def test_two_people_lift_it(world):
    hold = place(world)
    with pytest.raises(Refused) as refused:
        lift_hold(hold_id=hold, seen_version=1, by=world.approver, at=AT)
    assert refused.value.decision.code == "not-asked"
    ask_to_lift_hold(hold_id=hold, reason="诉讼已结", seen_version=1, by=world.officer, at=AT)
    assert held_children([world.kept]) == {world.kept}
    with pytest.raises(Refused) as refused:
        lift_hold(hold_id=hold, seen_version=2, by=world.officer, at=AT)
    assert refused.value.decision.code == "same-person"
    with pytest.raises(Conflict):
        lift_hold(hold_id=hold, seen_version=1, by=world.approver, at=AT)
    lift_hold(hold_id=hold, seen_version=2, by=world.approver, at=AT)
    assert held_children([world.kept]) == frozenset()
    assert [a.action for a in latest_acts(child_id=world.kept)][:2] == ["lift-hold", "ask-to-lift-hold"]
    with pytest.raises(Refused) as refused:
        lift_hold(hold_id=hold, seen_version=3, by=world.approver, at=AT)
    assert refused.value.decision.code == "already-lifted"


def test_it_may_be_let_stay(world):
    hold = place(world)
    with pytest.raises(Refused):
        keep_hold(hold_id=hold, seen_version=1, by=world.approver, at=AT)
    ask_to_lift_hold(hold_id=hold, reason="诉讼已结", seen_version=1, by=world.officer, at=AT)
    keep_hold(hold_id=hold, seen_version=2, by=world.approver, at=AT)
    value = hold_of(EVERYBODY, hold)
    assert (value.is_to_be_lifted, value.lift_reason, value.version) == (False, "", 3)


def test_refusals(world):
    with pytest.raises(Refused):
        place(world, by=world.leader)
    with pytest.raises(NotReached):
        place(world, child_id=new_id())
    with pytest.raises(NotReached):
        place(world, programme_id=new_id())
    for more, code in (({"authority": " "}, "no-authority"), ({"reason": ""}, "no-reason")):
        with pytest.raises(Refused) as refused:
            place(world, **more)
        assert refused.value.decision.code == code
    with pytest.raises(ValueError, match="of a child or of a programme"):
        place_hold(authority="a", reason="b", from_on=TODAY, by=SYSTEM, at=AT)
    Child.objects.filter(pk=world.kept).update(retired_as="erased")
    with pytest.raises(Refused) as refused:
        place(world)
    assert refused.value.decision.code == "erased"
    assert not LegalHold.objects.exists()


def test_the_list_is_within_reach(world):
    place(world)
    place(world, programme_id=world.programme)
    town = make_actor("town-supervisor", town="330482001")
    assert len(holds_within(EVERYBODY)) == 2
    assert [h.child_id for h in holds_within(town.scope)] == [world.kept]
    assert holds_within(NOBODY) == ()
    assert holds_within(EVERYBODY, lifted=True) == ()
    with pytest.raises(NotReached):
        hold_of(NOBODY, holds_of(world.kept)[0].id)


def test_asking_to_lift_by_truth_table(world):
    hold = place(world)
    value = hold_of(EVERYBODY, hold)
    assert rules.may_ask_to_lift(value, reason="").code == "no-reason"
    assert rules.may_ask_to_lift(value, reason="已结")
    assert rules.may_ask_to_lift(replace(value, lift_asked_at=AT), reason="已结").code == "already-asked"
    assert rules.may_ask_to_lift(replace(value, lifted_at=AT), reason="已结").code == "already-lifted"
    assert rules.may_place(authority="a" * 501, reason="b").code == "too-long"
    assert value.from_on == date(2024, 11, 20)
