"""Whatever happens to a child, one level is in force each day and nobody lowers it alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from conftest import make_actor
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from humiao.assessments.choices import NeedKind
from humiao.assessments.commands.assessing import record_assessment, void_assessment
from humiao.assessments.commands.levels import confirm_level, raise_level, reject_level
from humiao.assessments.commands.needs import open_need
from humiao.assessments.models import Assessment, LevelChange
from humiao.assessments.queries.levels import level_on, waiting_levels
from humiao.assessments.sql import fetched, level_spans_sql
from humiao.foundation.clock import end_of_day, moment
from humiao.foundation.decisions import Refused

LEVELS = ("green", "yellow", "red")
ANSWERS: dict[str, Any] = {
    "green": {},
    "yellow": {"yellow": ["need-open"]},
    "red": {"red": ["special-attention"]},
}
REASON = "家中突发变故须关注"
START = date(2024, 2, 1)

levels, people = st.sampled_from(LEVELS), st.integers(0, 1)
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("assess"), people, levels, st.none() | levels, st.integers(0, 9)),
        st.tuples(st.just("raise"), people, levels),
        st.tuples(st.just("confirm"), people),
        st.tuples(st.just("reject"), people),
        st.tuples(st.just("void"), people, st.integers(0, 5)),
        st.tuples(st.just("need"), people),
        st.tuples(st.just("sleep"), st.integers(1, 20)),
    ),
    max_size=14,
)


class Undo(Exception):  # noqa: N818
    """Take an example back."""


@dataclass
class Story:
    """A child's story, told by two people who may both assess and confirm."""

    world: Any
    child: UUID
    people: list[Any]
    today: date = START
    minute: int = 0

    def tell(self, act: tuple[Any, ...]) -> None:
        self.minute += 1
        name, *rest = act
        try:
            with transaction.atomic():
                getattr(self, name)(*rest)
        except Refused:
            pass

    @property
    def at(self) -> Any:
        return moment(self.today, 8) + timedelta(minutes=self.minute)

    def who(self, number: int) -> dict[str, Any]:
        return {"by": self.people[number], "at": self.at}

    def assess(self, number: int, level: str, override: str | None, days_late: int) -> None:
        record_assessment(
            child_id=self.child, programme_id=self.world.programme, instrument=self.world.wording,
            answers=ANSWERS[level], occurred_on=self.today - timedelta(days=days_late),
            override_level=override, override_reason=REASON if override else "", **self.who(number),
        )  # fmt: skip

    def raise_(self, number: int, level: str) -> None:
        raise_level(
            child_id=self.child, programme_id=self.world.programme, level=level, reason=REASON,
            **self.who(number),
        )  # fmt: skip

    def confirm(self, number: int) -> None:
        for waiting in waiting_levels(self.people[number].scope):
            change = waiting.change
            confirm_level(change_id=change.id, seen_version=change.version, **self.who(number))

    def reject(self, number: int) -> None:
        for waiting in waiting_levels(self.people[number].scope):
            change = waiting.change
            reject_level(change_id=change.id, reason=REASON, seen_version=change.version, **self.who(number))

    def void(self, number: int, which: int) -> None:
        made = list(Assessment.objects.filter(child_id=self.child).order_by("id"))
        if which < len(made):
            void_assessment(assessment_id=made[which].id, reason=REASON, **self.who(number))

    def need(self, number: int) -> None:
        open_need(
            child_id=self.child, programme_id=self.world.programme, kind=NeedKind.LIVING, description="冬衣",
            found_on=self.today, **self.who(number),
        )  # fmt: skip

    def sleep(self, days: int) -> None:
        self.today += timedelta(days=days)


setattr(Story, "raise", Story.raise_)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_one_level_a_day_and_never_lowered_by_one_person(world, acts):
    people = [make_actor("provider-manager", name=n, programmes=[world.programme]) for n in ("甲", "乙")]
    try:
        with transaction.atomic():
            story = Story(world, world.child, people)
            for act in acts:
                story.tell(act)
                one_level_each_day(story)
                nobody_lowered_alone(story)
            raise Undo
    except Undo:
        pass


def one_level_each_day(story: Story) -> None:
    """The spans have no gap and no overlap, and give each day what `level_on` gives."""
    found = fetched(*level_spans_sql(story.world.programme, story.today, None))
    found.sort(key=lambda row: row[2])
    for earlier, later in pairwise(found):
        assert earlier[3] == later[2]
        assert (later[4], earlier[1] != later[1]) == (earlier[1], True)
    assert [row[3] is None for row in found] == [False] * (len(found) - 1) + [True] * bool(found)
    for _child, level, from_on, to_on, _before in found:
        for on in {from_on, (to_on or story.today + timedelta(days=1)) - timedelta(days=1)}:
            assert level_on(story.child, story.world.programme, on) == level
            assert level_on(story.child, story.world.programme, on, end_of_day(story.today)) == level


def nobody_lowered_alone(story: Story) -> None:
    """Each change to a milder level was proposed by one and decided by another; at most one waits."""
    changes = LevelChange.objects.filter(child_id=story.child)
    in_force = list(changes.filter(state="in-force").order_by("from_on", "in_force_at", "id"))
    moments = [c.in_force_at for c in in_force if c.in_force_at]
    assert (len(moments), moments) == (len(in_force), sorted(moments))
    for before, after in pairwise(in_force):
        if LEVELS.index(after.level) < LEVELS.index(before.level):
            assert after.decided_by_post_id not in (None, after.by_post_id)
    waiting = list(changes.filter(state="waiting"))
    assert len(waiting) <= 1
    for change in waiting:
        assert LEVELS.index(change.level) < LEVELS.index(in_force[-1].level)
