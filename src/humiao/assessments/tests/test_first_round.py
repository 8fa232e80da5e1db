"""Many children assessed for the first time: all or none, in a few statements."""

from __future__ import annotations

from datetime import date

import pytest

from humiao.access.public import NotReached
from humiao.assessments.choices import NeedKind
from humiao.assessments.commands.assessing import record_assessment
from humiao.assessments.commands.first_round import record_assessments
from humiao.assessments.commands.needs import open_need
from humiao.assessments.models import Assessment, LevelChange
from humiao.assessments.queries.assessments import assessments_of
from humiao.assessments.queries.levels import levels_of
from humiao.assessments.tests.conftest import add_children
from humiao.assessments.values import FirstAssessment
from humiao.foundation.clock import moment
from humiao.foundation.decisions import Refused

DAY = date(2024, 3, 1)


def run(world, lines, *, by=None, instrument=None):
    return record_assessments(
        programme_id=world.programme, instrument=instrument or world.wording,
        entries=[FirstAssessment(*line) for line in lines],
        by=by or world.worker, at=moment(date(2024, 3, 5)),
    )  # fmt: skip


def refused_with(code, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        run(*args, **kwargs)
    assert caught.value.decision.code == code
    assert LevelChange.objects.count() == 0
    return caught.value.decision.reason


def test_each_child_gets_its_level_and_trail(world):
    a, b, c = world.children
    lines = [
        (a, {"red": ["special-attention"]}, DAY),
        (b, {}, DAY),
        (c, {"yellow": ["need-open"]}, date(2024, 3, 4)),
    ]
    assert run(world, lines) == 3
    assert levels_of(world.programme, world.children, date(2024, 3, 4)) == {a: "red", b: "green", c: "yellow"}
    assert levels_of(world.programme, world.children, date(2024, 3, 3)) == {a: "red", b: "green"}
    assert [x.action for x in world.acts(a)] == ["record-assessment", "change-level"]


def test_it_is_the_same_as_one_by_one(world):
    a, b, _ = world.children
    run(world, [(a, {"red": ["special-attention"]}, DAY)])
    record_assessment(
        child_id=b, programme_id=world.programme, instrument=world.wording,
        answers={"red": ["special-attention"]}, occurred_on=DAY, by=world.worker, at=moment(date(2024, 3, 5)),
    )  # fmt: skip
    bulk, single = (LevelChange.objects.values().get(child_id=c) for c in (a, b))
    other = {"id", "child_id", "assessment_id"}
    assert {k: v for k, v in bulk.items() if k not in other} == {
        k: v for k, v in single.items() if k not in other
    }
    one, two = (assessments_of(c, scope=world.worker.scope)[0] for c in (a, b))
    assert (one.answers, one.ticked, one.level) == (two.answers, two.ticked, two.level)
    assert world.acts(a)[0].personal == world.acts(b)[0].personal
    assert world.acts(a)[1].plain == world.acts(b)[1].plain


def test_an_open_need_forbids_green_here_too(world):
    open_need(
        child_id=world.child, programme_id=world.programme, kind=NeedKind.MIND, description="失眠",
        found_on=DAY, by=world.worker, at=moment(DAY),
    )  # fmt: skip
    run(world, [(world.child, {}, DAY)])
    assert levels_of(world.programme, [world.child], DAY) == {world.child: "yellow"}


def test_refusals_write_nothing(world):
    a, b, _ = world.children
    assert "2" in refused_with("bad-answers", world, [(a, {}, DAY), (b, {"red": ["dangr"]}, DAY)])
    refused_with("named-twice", world, [(a, {}, DAY), (a, {}, DAY)])
    refused_with("in-future", world, [(a, {}, date(2024, 3, 6))])
    refused_with("not-enrolled", world, [(a, {}, date(2023, 12, 31))])
    refused_with("instrument-off", world, [(a, {}, DAY)], instrument=world.scored)
    refused_with("not-permitted", world, [(a, {}, DAY)], by=world.officer)
    with pytest.raises(NotReached):
        run(world, [(a, {}, DAY), (world.stranger, {}, DAY)])
    assert Assessment.objects.count() == 0


def test_a_second_time_is_refused(world):
    run(world, [(world.child, {}, DAY)])
    with pytest.raises(Refused, match=r"assessed before|评估"):
        run(world, [(world.child, {}, DAY)])
    assert Assessment.objects.count() == 1


def test_statements_do_not_grow_with_children(world, django_assert_max_num_queries):
    more = add_children(world.programme, 300)
    with django_assert_max_num_queries(20):
        run(world, [(c, {"yellow": ["need-open"]}, DAY) for c in more])
