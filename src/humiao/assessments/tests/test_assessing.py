"""Assessing and voiding: the happy way, each refusal, the trail."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from conftest import make_actor

from humiao.access.public import NotReached
from humiao.assessments.choices import NeedKind
from humiao.assessments.commands.assessing import record_assessment, void_assessment
from humiao.assessments.commands.instruments import switch_instrument
from humiao.assessments.commands.levels import confirm_level, raise_level
from humiao.assessments.commands.needs import open_need
from humiao.assessments.models import Assessment, LevelChange
from humiao.assessments.queries.levels import level_history, level_on, waiting_levels
from humiao.assessments.rules import BadAnswers
from humiao.foundation.clock import moment
from humiao.foundation.decisions import Refused
from humiao.foundation.ids import new_id

DAY = date(2024, 3, 1)
RED = {"red": ["safety-threatened"]}
YELLOW = {"yellow": ["problem-open"]}
REASON = "孩子近来情绪低落"


@pytest.fixture
def assess(world):
    """Assess the child: `assess(RED, on=…)`."""

    def run(answers, *, on=DAY, at=None, by=None, child=None, programme=None, instrument=None, **more):
        return record_assessment(
            child_id=child or world.child,
            programme_id=programme or world.programme,
            instrument=instrument or world.wording,
            answers=answers,
            occurred_on=on,
            by=by or world.worker,
            at=at or moment(on),
            **more,
        )

    return run


def test_the_first_level_is_in_force_at_once(world, assess):
    made = assess(YELLOW)
    assert (made.outcome_level, made.level_in_force, made.waiting_change_id) == ("yellow", "yellow", None)
    assert level_on(world.child, world.programme, DAY) == "yellow"
    assert level_on(world.child, world.programme, DAY - timedelta(days=1)) is None
    row = Assessment.objects.get()
    assert json.loads(row.answers) == YELLOW
    assert (row.worker_post_id, row.level, row.score) == (world.worker.post_id, "yellow", None)


def test_assessing_leaves_its_trail_with_values_sealed(world, assess):
    assess(YELLOW)
    done = world.acts()
    assert [a.action for a in done] == ["record-assessment", "change-level"]
    assert done[0].personal == {"outcome": "yellow", "level": "yellow", "score": None, "override_reason": ""}
    assert done[1].personal == {"level": "yellow", "before": None, "reason": ""}
    assert all("yellow" not in json.dumps(a.plain) for a in done)
    assert {a.actor for a in done} == {world.worker.account_id}


def test_a_graver_outcome_is_in_force_from_the_day_itself(world, assess):
    assess(YELLOW)
    assert assess(RED, on=date(2024, 5, 2)).level_in_force == "red"
    assert level_on(world.child, world.programme, date(2024, 5, 1)) == "yellow"
    assert level_on(world.child, world.programme, date(2024, 5, 2)) == "red"


def test_a_milder_outcome_waits(world, assess):
    assess(RED)
    made = assess({}, on=date(2024, 5, 2))
    assert (made.outcome_level, made.level_in_force) == ("green", "red")
    assert [w.change.id for w in waiting_levels(world.supervisor.scope)] == [made.waiting_change_id]
    assert level_on(world.child, world.programme, date(2024, 11, 20)) == "red"
    assert world.actions()[-1] == "propose-level"


def test_the_same_outcome_changes_nothing(world, assess):
    assess(YELLOW)
    made = assess(YELLOW, on=date(2024, 5, 2))
    assert (made.level_in_force, made.waiting_change_id) == ("yellow", None)
    assert LevelChange.objects.count() == 1
    assert Assessment.objects.count() == 2


def test_a_newer_assessment_overtakes_what_waits(world, assess):
    assess(RED)
    assess({}, on=date(2024, 5, 2))
    again = assess(YELLOW, on=date(2024, 5, 9))
    assert [w.change.id for w in waiting_levels(world.supervisor.scope)] == [again.waiting_change_id]
    assess(RED, on=date(2024, 5, 10))
    assert waiting_levels(world.supervisor.scope) == ()
    assert world.actions().count("supersede-level") == 2


def test_one_entered_late_may_raise_but_lowers_nothing(world, assess):
    assess(YELLOW, on=date(2024, 5, 2))
    late = assess({}, on=DAY, at=moment(date(2024, 6, 1)))
    assert (late.level_in_force, late.waiting_change_id) == ("yellow", None)
    raised = assess(RED, on=DAY, at=moment(date(2024, 6, 2)))
    assert raised.level_in_force == "red"
    assert level_on(world.child, world.programme, date(2024, 5, 1)) is None
    assert level_on(world.child, world.programme, date(2024, 5, 2)) == "red"


def test_a_late_one_leaves_what_waits(world, assess):
    assess(RED, on=date(2024, 5, 2))
    waiting = assess({}, on=date(2024, 5, 3)).waiting_change_id
    assess(YELLOW, on=DAY, at=moment(date(2024, 6, 1)))
    assert [w.change.id for w in waiting_levels(world.supervisor.scope)] == [waiting]


def test_an_override_upward_is_at_once_with_its_reason(world, assess):
    made = assess(YELLOW, override_level="red", override_reason=REASON)
    assert (made.outcome_level, made.level_in_force) == ("yellow", "red")
    (change,) = level_history(world.child, scope=world.worker.scope)
    assert (change.cause, change.reason, change.state) == ("overridden", REASON, "in-force")


def test_an_override_downward_waits_while_the_outcome_rules(world, assess):
    made = assess(RED, override_level="yellow", override_reason=REASON)
    assert made.level_in_force == "red"
    (waiting,) = waiting_levels(world.supervisor.scope)
    assert (waiting.change.level, waiting.change.cause, waiting.level_in_force) == (
        "yellow",
        "overridden",
        "red",
    )


@pytest.mark.parametrize(
    ("level", "reason", "code"),
    [
        ("yellow", REASON, "override-same"),
        ("red", "无", "reason-missing"),
        ("violet", REASON, "unknown-level"),
    ],
)
def test_a_bad_override_is_refused(world, assess, level, reason, code):
    refused_with(code, assess, YELLOW, override_level=level, override_reason=reason)
    assert Assessment.objects.count() == 0


def test_an_open_need_keeps_a_child_from_green(world, assess):
    need(world)
    assert assess({}).level_in_force == "yellow"
    refused_with("open-need", assess, {}, on=date(2024, 5, 2), override_level="green", override_reason=REASON)


def test_the_scored_instrument_is_refused_until_switched_on(world, assess):
    refused_with("instrument-off", assess, {"s1": "yes"}, instrument=world.scored)
    switch_instrument(
        instrument_id=world.scored, is_on=True, seen_version=1, by=world.officer, at=moment(DAY)
    )
    assert assess({"s1": "yes"}, instrument=world.scored).level_in_force == "red"
    answers = {i["code"]: i["answers"][-1]["code"] for i in scored_items(world)}
    made = assess(answers, on=date(2024, 5, 2), instrument=world.scored)
    assert made.score is not None
    assert Assessment.objects.get(id=made.assessment_id).score == Decimal(made.score)


def test_bad_answers_are_refused_by_item(world, assess):
    with pytest.raises(BadAnswers, match="dangr"):
        assess({"red": ["dangr"]})
    assert Assessment.objects.count() == 0


def test_refusals(world, assess):
    refused_with("in-future", assess, RED, at=moment(DAY - timedelta(days=1)))
    refused_with("not-enrolled", assess, RED, on=date(2023, 12, 31))
    refused_with("not-enrolled", assess, RED, by=everywhere(world), child=world.stranger)
    refused_with("not-found", assess, RED, instrument=new_id())
    refused_with("not-permitted", assess, RED, by=world.officer)
    refused_with("not-permitted", assess, RED, by=make_actor("bureau-finance"))
    assert Assessment.objects.count() == 0


@pytest.mark.parametrize("who", ["outsider", "other_town"])
def test_a_foreign_child_is_not_reached(world, assess, who):
    someone = getattr(world, who)
    with pytest.raises((NotReached, Refused)) as caught:
        assess(RED, by=someone)
    assert who == "other_town" or caught.type is NotReached
    with pytest.raises(NotReached):
        assess(RED, child=world.stranger)
    with pytest.raises(NotReached):
        assess(RED, child=new_id())
    with pytest.raises(NotReached):
        assess(RED, programme=new_id())


def test_voiding_what_raised_waits_for_a_second_person(world, assess):
    assess(YELLOW)
    wrong = assess(RED, on=date(2024, 5, 2))
    void(world, wrong)
    assert level_on(world.child, world.programme, date(2024, 11, 20)) == "red"
    (waiting,) = waiting_levels(world.supervisor.scope)
    assert (waiting.change.level, waiting.change.cause) == ("yellow", "corrected")


def test_voiding_what_lowered_raises_again_at_once(world, assess):
    assess(RED)
    wrong = assess({}, on=date(2024, 5, 2))
    confirm_level(
        change_id=wrong.waiting_change_id, seen_version=1, by=world.supervisor, at=moment(date(2024, 5, 3))
    )
    void(world, wrong, on=date(2024, 6, 1))
    assert level_on(world.child, world.programme, date(2024, 5, 31)) == "green"
    assert level_on(world.child, world.programme, date(2024, 6, 1)) == "red"


def test_voiding_what_waits_takes_it_back(world, assess):
    assess(RED)
    void(world, assess({}, on=date(2024, 5, 2)))
    assert waiting_levels(world.supervisor.scope) == ()
    assert world.actions()[-2:] == ["void-assessment", "supersede-level"]


def test_voiding_an_earlier_or_the_only_one_leaves_the_level(world, assess):
    first = assess(YELLOW)
    raise_level(
        child_id=world.child, programme_id=world.programme, level="red", reason=REASON, by=world.worker,
        at=moment(date(2024, 5, 2)),
    )  # fmt: skip
    void(world, first)
    assert level_on(world.child, world.programme, date(2024, 11, 20)) == "red"
    only = assess(YELLOW, child=world.children[1])
    void(world, only)
    assert level_on(world.children[1], world.programme, date(2024, 11, 20)) == "yellow"


def test_voiding_refusals(world, assess):
    made = assess(RED)
    refused_with("reason-missing", void, world, made, reason="错")
    refused_with("not-permitted", void, world, made, by=world.officer)
    with pytest.raises(NotReached):
        void(world, made, by=world.outsider)
    void(world, made)
    refused_with("already-void", void, world, made)
    with pytest.raises(NotReached):
        void_assessment(assessment_id=new_id(), reason=REASON, by=world.worker, at=moment(DAY))


def void(world, made, *, on=date(2024, 6, 1), reason=REASON, by=None):
    void_assessment(assessment_id=made.assessment_id, reason=reason, by=by or world.worker, at=moment(on))


def need(world):
    return open_need(
        child_id=world.child, programme_id=world.programme, kind=NeedKind.HEALTH, description="需配眼镜",
        found_on=DAY, by=world.worker, at=moment(DAY),
    )  # fmt: skip


def everywhere(world):
    """Return a worker whose post reaches the whole county, as a test of what stands behind the reach."""
    from dataclasses import replace

    return replace(world.worker, scope=replace(world.officer.scope, programmes=world.worker.scope.programmes))


def scored_items(world):
    from humiao.assessments.models import Instrument

    return Instrument.objects.get(id=world.scored).definition["items"]


def refused_with(code, run, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        run(*args, **kwargs)
    assert caught.value.decision.code == code
