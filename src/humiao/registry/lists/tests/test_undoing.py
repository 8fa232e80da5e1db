"""Undoing takes back moves and corrections with all else, and homes whole; what was changed since stays."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from humiao.access.public import SYSTEM
from humiao.foundation.trail.public import latest_acts
from humiao.registry.lists.public import undo_import
from humiao.registry.lists.queries import files_named
from humiao.registry.lists.tests.axes import (
    BEFORE,
    GIRL,
    LATER,
    PLACE,
    SISTER,
    THERE,
    TODAY,
    WITHOUT,
    YESTERDAY,
    corrections,
    kept,
    moves,
    sexes,
    towns,
    two,
)
from humiao.registry.lists.tests.test_importing import AT, ONE, TWO, bring, line
from humiao.registry.models import Child, PlaceMove
from humiao.registry.public import change_child
from humiao.registry.tests.conftest import (
    OTHER_TOWN,
    OTHER_VILLAGE,
    TOWN,
    VILLAGE,
    a_child,
    a_home,
    enter,
    id_number,
)


@pytest.mark.parametrize("worked_on", ["王小明", "王小红"])
def test_a_home_goes_back_for_its_children_though_one_of_them_was_worked_on(
    pinghu: Any, worked_on: str
) -> None:
    with pinghu():
        two()
        done = bring(line(学校="二小", **THERE), line("王小红", TWO, 学校="二小", **THERE))
        child = Child.objects.get(name=worked_on)
        change_child(child_id=child.pk, seen_version=2, changes={"grade": "五年级"}, by=SYSTEM, at=LATER)
        undone = undo_import(import_id=done.id, by=SYSTEM, at=LATER)
        assert (undone.restored, undone.kept, undone.housed) == (1, (child.pk,), ())
        assert (towns(YESTERDAY), towns(TODAY), moves()) == ({TOWN: 2}, {TOWN: 2}, [])
        child.refresh_from_db()
        assert (child.village_code, child.school, child.grade) == (VILLAGE, "二小", "五年级")
        assert latest_acts(child_id=child.pk)[0].action == "undo-import"


def test_a_home_all_of_whose_children_were_worked_on_stays(pinghu: Any) -> None:
    with pinghu():
        two()
        done = bring(line("王晓明", **THERE))
        child = Child.objects.get(name="王晓明")
        change_child(child_id=child.pk, seen_version=2, changes={"grade": "五年级"}, by=SYSTEM, at=LATER)
        undone = undo_import(import_id=done.id, by=SYSTEM, at=LATER)
        assert (undone.restored, undone.kept) == (0, (child.pk,))
        assert (len(moves()), len(corrections()), towns(TODAY)) == (2, 1, {OTHER_TOWN: 2})


def test_a_home_that_another_list_moved_since_stays_and_is_named(pinghu: Any) -> None:
    with pinghu():
        two()
        done = bring(line(学校="二小", **THERE))
        bring(line("王小红", TWO, 村="甲西社区"), at=LATER)
        undone = undo_import(import_id=done.id, by=SYSTEM, at=LATER)
        brother = Child.objects.get(name="王小明")
        assert (undone.restored, undone.housed) == (1, (brother.pk,))
        assert (brother.school, brother.village_code, len(moves())) == ("实验小学", "330482001002", 4)
        assert files_named(SYSTEM, undone.housed, most=5) == [brother]
        assert files_named(SYSTEM, undone.housed, most=0) == []


def test_a_home_into_which_somebody_moved_since_stays(pinghu: Any) -> None:
    with pinghu():
        two()
        done = bring(line(**THERE))
        moved_in(enter(a_home(a_child(serial=9)))[0], Child.objects.get(name="王小红").household_id)
        undone = undo_import(import_id=done.id, by=SYSTEM, at=LATER)
        assert [Child.objects.get(pk=child).name for child in undone.housed] == ["王小明"]
        assert towns(TODAY) == {OTHER_TOWN: 3}


def moved_in(child: UUID, home: UUID) -> None:
    """Let a child live in a home of the other town, as merging two files does."""
    PlaceMove.objects.create(
        child_id=child, moved_on=TODAY, from_town=TOWN, from_village=VILLAGE, to_town=OTHER_TOWN,
        to_village=OTHER_VILLAGE, recorded_at=LATER,
    )  # fmt: skip
    Child.objects.filter(pk=child).update(household_id=home, **PLACE)


def test_who_lives_elsewhere_by_now_keeps_the_move_when_the_home_goes_back(pinghu: Any) -> None:
    with pinghu():
        two()
        done = bring(line(**THERE))
        (other,) = enter(a_home(a_child(serial=9), town=OTHER_TOWN, village=OTHER_VILLAGE))
        elsewhere = Child.objects.get(pk=other).household_id
        Child.objects.filter(name="王小红").update(household_id=elsewhere)
        undone = undo_import(import_id=done.id, by=SYSTEM, at=LATER)
        assert (undone.restored, undone.housed) == (1, ())
        assert [move[0] for move in moves()] == ["王小红"]
        assert towns(TODAY) == {TOWN: 1, OTHER_TOWN: 2}


def test_a_new_child_goes_again_though_another_list_moved_its_home(pinghu: Any) -> None:
    with pinghu():
        bring(line(), at=BEFORE)
        done = bring(line(), line("王小红", TWO))
        bring(line(**THERE), at=LATER)
        assert [move[0] for move in moves()] == ["王小明", "王小红"]
        assert undo_import(import_id=done.id, by=SYSTEM, at=LATER).removed == 1
        assert [move[0] for move in moves()] == ["王小明"]


@st.composite
def lists(draw: st.DrawFn) -> list[list[str]]:
    """Draw what a list says of three children in two homes, and of one or two nobody knows."""
    places: list[dict[str, str]] = [{}, THERE, {"村": "甲西社区"}]
    shared, own = draw(st.sampled_from(places)), draw(st.sampled_from(places))
    more = st.fixed_dictionaries(
        {},
        optional={
            "学校": st.sampled_from(["二小", ""]), "类别": st.sampled_from(["低保、留守儿童", ""]),
            "监护人": st.just("王奶奶"), "联系电话": st.sampled_from(["13900000000", ""]),
        },
    )  # fmt: skip
    without = draw(st.sampled_from([WITHOUT, WITHOUT | {"性别": "女"}, {}]))
    number = "" if without else draw(st.sampled_from([ONE, GIRL]))
    rows = [
        line("王小明", number, **without | shared | draw(more)),
        line(draw(st.sampled_from(["王小红", "王晓红"])), TWO, **shared | draw(more)),
        line(draw(st.sampled_from(["李四", "李思"])), SISTER, **{**own, "家庭住址": "远路9号"} | draw(more)),
        line("王小丽", id_number(date(2018, 2, 2), serial=4), **shared),
        line("赵六", id_number(date(2018, 2, 2), serial=5), 家庭住址="远路8号"),
    ]
    return draw(st.lists(st.sampled_from(rows), min_size=1, max_size=5, unique_by=lambda row: row[0]))


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(rows=lists())
def test_undoing_is_the_identity(pinghu: Any, rows: list[list[str]]) -> None:
    with pinghu(), transaction.atomic():
        bring(
            line(number="", **WITHOUT), line("王小红", TWO), line("李四", SISTER, 家庭住址="远路9号"),
            at=BEFORE,
        )  # fmt: skip
        before = kept()
        counted = towns(YESTERDAY), sexes(YESTERDAY, known_at=AT - timedelta(hours=1))
        done = bring(*rows)
        grown = sum(1 for row in done.check.new)
        assert sum(towns(YESTERDAY).values()) == sum(counted[0].values()) + grown
        assert sexes(YESTERDAY, known_at=AT - timedelta(hours=1)) == counted[1]
        undone = undo_import(import_id=done.id, by=SYSTEM, at=LATER)
        assert (undone.kept, undone.housed) == ((), ())
        assert kept() == before
        assert (towns(YESTERDAY), towns(TODAY)) == (counted[0], counted[0])
        transaction.set_rollback(True)
