"""Whatever two files hold, merging and undoing is the identity; whatever people do, states stay legal."""

from __future__ import annotations

import contextlib
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from humiao.access.public import NotReached
from humiao.assessments.models import LevelChange
from humiao.foundation.decisions import Refused
from humiao.foundation.trail.public import latest_acts
from humiao.registry.corrections.public import (
    propose_mistaken_entry,
    propose_record,
    propose_undo,
    refuse_correction,
    withdraw_correction,
)
from humiao.registry.corrections.rules import left_over
from humiao.registry.corrections.tests.conftest import AT, START, TODAY, World, tables
from humiao.registry.models import CategorySpell, Child, Enrolment, FileCorrection, Guardian, RosterSpell
from humiao.visits.models import Exemption, VisitLine
from humiao.visits.public import person_times

_DAYS = st.integers(0, 200)
_SPANS = st.tuples(_DAYS, st.one_of(st.none(), st.integers(0, 60)))
_STEPS = ("propose", "mistake", "record", "confirm", "refuse", "withdraw", "undo")
_MANY = settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _span(drawn: tuple[int, int | None]) -> tuple[date, date | None]:
    begun = START + timedelta(days=drawn[0])
    return begun, None if drawn[1] is None else begun + timedelta(days=drawn[1])


@st.composite
def holdings_of_both(draw: st.DrawFn) -> dict[str, Any]:
    """Draw what the two files hold beside what the world gave them."""
    return {
        "categories": draw(
            st.lists(
                st.tuples(
                    st.booleans(), st.sampled_from(("DE_FACTO", "ORPHAN_COMMUNITY", "MIGRANT")), _SPANS
                ),
                max_size=5,
            )
        ),
        "visits": draw(st.lists(st.tuples(st.booleans(), st.integers(1, 90)), max_size=3)),
        "level": draw(st.sampled_from(("", "green", "red"))),
        "taken": draw(st.sets(st.sampled_from(("name", "born_on", "school", "household", "grade")))),
        "exempt": draw(st.booleans()),
    }


def _hold(world: World, drawn: dict[str, Any]) -> None:
    for is_twice, category, span in drawn["categories"]:
        begun, ended = _span(span)
        CategorySpell.objects.create(
            child_id=world.twice if is_twice else world.kept, category=category, from_on=begun, to_on=ended,
            recorded_at=AT, end_recorded_at=AT if ended else None,
        )  # fmt: skip
    for is_twice, ago in drawn["visits"]:
        world.visit(world.twice if is_twice else world.kept, days_ago=ago)
    if drawn["level"]:
        world.assess(world.twice, drawn["level"], TODAY - timedelta(days=3))
    if drawn["exempt"]:
        Exemption.objects.create(
            child_id=world.twice, programme_id=world.programme, reason="hospital", from_on=TODAY,
            to_on=TODAY, state="approved", recorded_at=AT,
        )  # fmt: skip


@_MANY
@given(drawn=holdings_of_both())
def test_merging_and_undoing_is_the_identity(world: World, drawn: dict[str, Any]) -> None:
    with transaction.atomic():
        _hold(world, drawn)
        before = tables()
        correction = world.merge(taken=sorted(drawn["taken"]))
        _one_child_a_day(world)
        world.undo(correction)
        assert tables() == before
        transaction.set_rollback(True)


def _one_child_a_day(world: World) -> None:
    """No day is owed twice, nothing open is left in the old file, and each kind of row has gone over."""
    rows = Enrolment.objects.filter(child_id__in=[world.twice, world.kept])
    spans = [(r.from_on, r.to_on or date.max) for r in rows if r.to_on is None or r.to_on > r.from_on]
    assert not any(a < d and c < b for n, (a, b) in enumerate(spans) for c, d in spans[:n])
    assert not RosterSpell.objects.filter(child_id=world.twice, left_on__isnull=True).exists()
    for model in (VisitLine, Exemption, LevelChange):
        assert not model.objects.filter(child_id=world.twice).exists()
    assert Guardian.objects.filter(child_id=world.kept, is_main=True, ended_on__isnull=True).count() == 1


@given(span=_SPANS, others=st.lists(_SPANS, max_size=4))
def test_what_is_left_over_lies_in_the_one_and_in_none_of_the_others(
    span: tuple[int, int | None], others: list[tuple[int, int | None]]
) -> None:
    whole, rest = _span(span), [_span(o) for o in others]
    left = left_over(whole, rest)
    far = START + timedelta(days=400)

    def holds(one: tuple[date, date | None], day: date) -> bool:
        return one[0] <= day and (one[1] is None or day < one[1])

    free = [
        day
        for n in range((far - START).days)
        if holds(whole, day := START + timedelta(days=n)) and not any(holds(o, day) for o in rest)
    ]
    if not free:
        assert left is None or left[0] == left[1]
    else:
        assert left is not None
        assert holds(left, free[-1])
        assert all(day in free for day in free if holds(left, day))


@_MANY
@given(steps=st.lists(st.tuples(st.sampled_from(_STEPS), st.integers(0, 5)), min_size=3, max_size=10))
def test_any_steps_by_anybody_end_in_legal_states_with_a_whole_trail(
    world: World, steps: list[tuple[str, int]]
) -> None:
    people = (world.officer, world.approver, world.town, world.worker, world.supervisor, world.leader)
    with transaction.atomic():
        line = world.visit(world.kept)
        made = 0
        for step, who in steps:
            with contextlib.suppress(Refused, NotReached), transaction.atomic():
                _step(world, step, people[who], line)
                made += 1
        rows = list(FileCorrection.objects.order_by("id"))
        assert {r.state for r in rows} <= {"proposed", "confirmed", "refused", "withdrawn", "undone"}
        for row in rows:
            assert (row.decided_at is None) == (row.state == "proposed")
            if row.state in ("confirmed", "refused", "undone"):
                assert row.decided_by != row.proposed_by
        acts = {
            (a.at, a.action, a.subject_id, a.plain["kind"])
            for child in (world.twice, world.kept, world.sister)
            for a in latest_acts(child_id=child, most=200)
            if a.subject_type == "correction"
        }
        assert len(acts) == made
        merged = [r for r in rows if r.kind == "merge" and r.state == "confirmed"]
        assert Child.objects.filter(merged_into__isnull=False).count() == len(merged)
        retired = [r for r in rows if r.kind in ("merge", "mistaken-entry") and r.state == "confirmed"]
        assert Child.objects.exclude(retired_as="").count() == len(retired)
        transaction.set_rollback(True)


def _step(world: World, step: str, by: Any, line: Any) -> None:
    row = FileCorrection.objects.order_by("recorded_at", "id").last()
    if step == "propose":
        world.propose(by=by)
    elif step == "mistake":
        seen = world.versions(world.sister)[world.sister]
        propose_mistaken_entry(child_id=world.sister, reason="错", seen_version=seen, by=by, at=AT)
    elif step == "record":
        propose_record(
            record_kind="visit-line", record_id=line, child_id=world.kept, reason="错", by=by, at=AT
        )
    elif row is None:
        raise NotReached
    elif step == "confirm":
        world.confirm(row.pk, by=by)
    elif step == "refuse":
        refuse_correction(correction_id=row.pk, note="不", seen_version=row.version, by=by, at=AT)
    elif step == "withdraw":
        withdraw_correction(correction_id=row.pk, seen_version=row.version, by=by, at=AT)
    else:
        propose_undo(correction_id=row.pk, reason="错", by=by, at=AT)


@_MANY
@given(days=st.lists(st.integers(1, 120), min_size=1, max_size=4, unique=True), wrong=st.integers(0, 3))
def test_figures_after_a_move_are_those_of_a_record_right_from_the_start(
    world: World, days: list[int], wrong: int
) -> None:
    def figures() -> list[tuple[Any, ...]]:
        sql, params = person_times(world.programme, TODAY, starts_on=START)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT subject_id, occurred_on, weight, state FROM ({sql}) f", params)
            return sorted(cursor.fetchall(), key=str)

    found = []
    for is_right in (True, False):
        with transaction.atomic():
            for n, ago in enumerate(days):
                child = world.sister if is_right or n != wrong else world.kept
                line = world.visit(child, days_ago=ago)
                if child == world.kept:
                    world.correct("visit-line", line, world.kept, world.sister)
            found.append((figures(), sorted(VisitLine.objects.values_list("child_id", "town_code"))))
            transaction.set_rollback(True)
    assert found[0] == found[1]
