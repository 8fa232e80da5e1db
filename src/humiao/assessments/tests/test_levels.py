"""Raising, confirming, rejecting: the happy way, each refusal, the trail."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from conftest import make_actor
from django.db import IntegrityError, transaction

from humiao.access.public import NotReached
from humiao.assessments.commands.assessing import record_assessment
from humiao.assessments.commands.levels import confirm_level, raise_level, reject_level
from humiao.assessments.models import LevelChange
from humiao.assessments.queries.levels import level_on, waiting_levels
from humiao.foundation.clock import moment
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.ids import new_id

DAY, LATER = date(2024, 3, 1), date(2024, 5, 2)
REASON = "家中突发变故须关注"


@pytest.fixture
def waiting(world):
    """Leave the child red, with green waiting, and return the waiting change's id."""
    assess(world, {"red": ["special-attention"]}, DAY)
    return assess(world, {}, LATER).waiting_change_id


def assess(world, answers, on):
    return record_assessment(
        child_id=world.child, programme_id=world.programme, instrument=world.wording, answers=answers,
        occurred_on=on, by=world.worker, at=moment(on),
    )  # fmt: skip


def lift(world, level="red", *, by=None, on=DAY, reason=REASON, child=None):
    return raise_level(
        child_id=child or world.child, programme_id=world.programme, level=level, reason=reason,
        by=by or world.worker, at=moment(on),
    )  # fmt: skip


def confirm(world, change, *, by=None, on=date(2024, 5, 6), seen=1):
    return confirm_level(change_id=change, seen_version=seen, by=by or world.supervisor, at=moment(on))


def reject(world, change, *, by=None, reason=REASON, seen=1):
    return reject_level(
        change_id=change, reason=reason, seen_version=seen, by=by or world.supervisor, at=moment(LATER)
    )


def refused_with(code, run, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        run(*args, **kwargs)
    assert caught.value.decision.code == code


@pytest.mark.parametrize("who", ["worker", "supervisor", "officer"])
def test_any_worker_raises_at_once(world, who):
    made = lift(world, by=getattr(world, who))
    assert (made.level, made.state, made.cause, made.reason) == ("red", "in-force", "raised", REASON)
    assert level_on(world.child, world.programme, DAY) == "red"
    (act,) = world.acts()
    assert (act.action, act.personal["level"], act.personal["reason"]) == ("change-level", "red", REASON)


def test_the_villages_own_director_raises(world):
    director = make_actor("child-director", village="330482001001")
    assert lift(world, by=director).state == "in-force"


def test_raising_twice_the_same_day_leaves_the_later(world):
    lift(world, "yellow")
    lift(world, "red")
    assert level_on(world.child, world.programme, DAY) == "red"


def test_raising_overtakes_what_waits(world, waiting):
    assess(world, {"yellow": ["need-open"]}, LATER)
    (still,) = waiting_levels(world.supervisor.scope)
    confirm(world, still.change.id)
    assert lift(world, "red", on=date(2024, 5, 7)).level == "red"
    assert waiting_levels(world.supervisor.scope) == ()


def test_raising_refusals(world):
    lift(world, "yellow")
    refused_with("not-higher", lift, world, "yellow")
    refused_with("not-higher", lift, world, "green")
    refused_with("unknown-level", lift, world, "violet")
    refused_with("reason-missing", lift, world, "red", reason="急")
    refused_with("not-enrolled", lift, world, "red", on=date(2023, 12, 31))
    refused_with("not-permitted", lift, world, "red", by=make_actor("bureau-finance"))
    for foreign in (world.outsider, world.other_town):
        with pytest.raises(NotReached):
            lift(world, "red", by=foreign)
    with pytest.raises(NotReached):
        lift(world, "red", child=world.stranger)
    assert LevelChange.objects.count() == 1


def test_a_second_person_puts_it_in_force_from_that_day(world, waiting):
    made = confirm(world, waiting)
    assert (made.state, made.from_on, made.version) == ("in-force", date(2024, 5, 6), 2)
    assert made.decided_by_post_id == world.supervisor.post_id
    assert level_on(world.child, world.programme, date(2024, 5, 5)) == "red"
    assert level_on(world.child, world.programme, date(2024, 5, 6)) == "green"
    act = world.acts()[-1]
    assert (act.action, act.actor, act.personal) == (
        "confirm-level",
        world.supervisor.account_id,
        {"level": "green"},
    )


def test_a_level_confirmed_on_the_day_it_was_raised_rules_from_that_day(world):
    lift(world, "red", on=DAY)
    made = confirm(world, assess(world, {}, DAY).waiting_change_id, on=DAY)
    assert made.from_on == DAY
    assert level_on(world.child, world.programme, DAY) == "green"


def test_rejecting_leaves_the_level_in_force(world, waiting):
    made = reject(world, waiting)
    assert (made.state, made.in_force_at) == ("rejected", None)
    assert level_on(world.child, world.programme, date(2024, 11, 20)) == "red"
    assert waiting_levels(world.supervisor.scope) == ()
    act = world.acts()[-1]
    assert (act.action, act.personal) == ("reject-level", {"level": "green", "reason": REASON})


def test_the_proposer_never_confirms(world, waiting):
    both = make_actor("provider-manager", programmes=[world.programme])
    refused_with("same-person", confirm, world, waiting, by=replace(both, account_id=world.worker.account_id))
    refused_with(
        "same-person", confirm, world, waiting, by=replace(both, posts=both.posts + world.worker.posts)
    )
    assert confirm(world, waiting, by=both).state == "in-force"


def test_an_open_need_found_meanwhile_forbids_green(world, waiting):
    from humiao.assessments.choices import NeedKind
    from humiao.assessments.commands.needs import open_need

    open_need(
        child_id=world.child, programme_id=world.programme, kind=NeedKind.MIND, description="失眠",
        found_on=LATER, by=world.worker, at=moment(LATER),
    )  # fmt: skip
    refused_with("open-need", confirm, world, waiting)


@pytest.mark.parametrize("decide", [confirm, reject])
def test_deciding_refusals(world, waiting, decide):
    refused_with("not-permitted", decide, world, waiting, by=world.worker)
    refused_with("not-permitted", decide, world, waiting, by=world.officer)
    with pytest.raises(NotReached):
        decide(world, new_id())
    with pytest.raises(NotReached):
        decide(world, waiting, by=make_actor("provider-manager", programmes=[new_id()]))
    with pytest.raises(Conflict):
        decide(world, waiting, seen=2)
    assert LevelChange.objects.get(id=waiting).state == "waiting"
    decide(world, waiting)
    refused_with("not-waiting", decide, world, waiting, seen=2)


def test_rejecting_needs_a_reason(world, waiting):
    refused_with("reason-missing", reject, world, waiting, reason="不")


def test_what_was_overtaken_can_not_be_confirmed(world, waiting):
    assess(world, {"yellow": ["need-open"]}, date(2024, 5, 3))
    with pytest.raises(Conflict):
        confirm(world, waiting)
    refused_with("not-waiting", confirm, world, waiting, seen=2)


def test_the_database_keeps_one_waiting_and_a_moment_for_each_in_force(world, waiting):
    row = LevelChange.objects.get(id=waiting)
    row.pk = new_id()
    with pytest.raises(IntegrityError, match="one_waiting_level"), transaction.atomic():
        row.save(force_insert=True)
    row.state = "in-force"
    with pytest.raises(IntegrityError, match="in_force_has_moment"), transaction.atomic():
        row.save(force_insert=True)
