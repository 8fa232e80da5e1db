"""What a list changes holds from its day on: past days and closed months stay."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from humiao.access.public import SYSTEM
from humiao.foundation.clock import moment
from humiao.foundation.decisions import Refused
from humiao.foundation.trail.public import latest_acts
from humiao.registry.commands import tracks
from humiao.registry.lists.public import undo_import
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
    moves,
    serial_row,
    sexes,
    towns,
    two,
)
from humiao.registry.lists.tests.test_importing import AT, ONE, TWO, bring, line
from humiao.registry.models import Child, Household, MonthEntry, MonthLine
from humiao.registry.months.tests.conftest import AUGUST, OCTOBER, SEPTEMBER, close
from humiao.registry.public import change_child, change_household
from humiao.registry.tests.conftest import (
    OTHER_TOWN,
    OTHER_VILLAGE,
    TOWN,
    VILLAGE,
)
from humiao.registry.values import ChildChanges, HouseholdChanges


def test_a_new_place_holds_from_the_day_of_the_import_on(pinghu: Any) -> None:
    with pinghu():
        two()
        bring(line(**THERE), line("王小红", TWO, **THERE))
        assert towns(YESTERDAY) == {TOWN: 2}
        assert towns(TODAY) == {OTHER_TOWN: 2}
        assert towns(TODAY, known_at=AT - timedelta(hours=1)) == {TOWN: 2}
        assert [move[1:] for move in moves()] == [(TODAY, TOWN, VILLAGE, OTHER_TOWN, OTHER_VILLAGE, AT)] * 2


def test_a_corrected_sex_counts_for_every_day_as_known_since(pinghu: Any) -> None:
    told = {"性别": "男", "出生日期": "2015.3.7"}
    with pinghu():
        bring(line(number="", **told), at=BEFORE)
        bring(line(number="", **told | {"性别": "女"}))
        for day in (YESTERDAY, TODAY):
            assert sexes(day, known_at=AT - timedelta(hours=1)) == {"1": 1}
            assert sexes(day) == {"2": 1}
        assert corrections() == [("王小明", "1", date(2015, 3, 7), ["sex"], AT)]


def test_what_is_not_of_the_person_leaves_no_correction(pinghu: Any) -> None:
    with pinghu():
        two()
        bring(line(学校="二小", 家庭住址="新路2号"))
        assert (moves(), corrections()) == ([], [])


def test_a_closed_month_stays_and_the_next_ones_tell_what_the_list_changed(pinghu: Any) -> None:
    with pinghu():
        first, second, third = (serial_row(n) for n in (1, 2, 3))
        bring(first(), second(), third(**THERE), at=moment(date(2024, 8, 20)))
        close(AUGUST)
        lines = list(MonthLine.objects.order_by("pk").values())
        bring(first(**THERE), second(name="王晓二"), third(**THERE), at=moment(date(2024, 10, 3)))
        close(SEPTEMBER)
        assert towns(date(2024, 8, 31)) == {TOWN: 2, OTHER_TOWN: 1}
        close(OCTOBER)
        assert list(MonthLine.objects.filter(book__month=AUGUST).order_by("pk").values()) == lines
        told = MonthEntry.objects.filter(book__month__gt=AUGUST).order_by("book__month", "number")
        assert [(e.book.month, e.kind, e.on, e.old, e.new, e.belongs_to) for e in told] == [
            (SEPTEMBER, "corrected", None, "", "name", AUGUST),
            (OCTOBER, "place", date(2024, 10, 3), VILLAGE, OTHER_VILLAGE, None),
        ]


def by_hand(child: ChildChanges, home: HouseholdChanges) -> None:
    """Change a file as a person would."""
    row = Child.objects.get(name="王小明")
    if home:
        change_household(household_id=row.household_id, seen_version=1, changes=home, by=SYSTEM, at=AT)
    if child:
        change_child(child_id=row.pk, seen_version=1, changes=child, by=SYSTEM, at=AT)


@pytest.mark.parametrize(
    ("before", "child", "home", "after"),
    [
        (line(), {"name": "王晓明"}, {}, line("王晓明")),
        (line(), {}, PLACE, line(**THERE)),
        (line(), {"name": "王晓明"}, PLACE, line("王晓明", **THERE)),
        (line(number="", **WITHOUT), {"sex": "2"}, {}, line(number="", **WITHOUT | {"性别": "女"})),
        (line(number="", **WITHOUT), {"id_number": ONE, "no_id_reason": ""}, {}, line()),
        (
            line(number="", **WITHOUT),
            {"sex": "2", "id_number": GIRL, "no_id_reason": ""},
            PLACE,
            line(number=GIRL, **THERE),
        ),
        (line(), {"school": "二小"}, {"address": "新路2号"}, line(学校="二小", 家庭住址="新路2号")),
    ],
)
def test_by_hand_and_by_a_list_the_same_fact_leaves_the_same_rows(
    pinghu: Any, before: list[str], child: ChildChanges, home: HouseholdChanges, after: list[str]
) -> None:
    with pinghu():
        bring(before, line("王小红", TWO), at=BEFORE)
        with transaction.atomic():
            by_hand(child, home)
            hand = (moves(), corrections())
            transaction.set_rollback(True)
        bring(after)
        assert (moves(), corrections()) == hand


def test_a_child_of_the_home_that_the_list_does_not_name_moves_with_it_and_its_trail_says_so(
    pinghu: Any,
) -> None:
    with pinghu():
        two()
        done = bring(line(**THERE))
        sister = Child.objects.get(name="王小红")
        assert [move[0] for move in moves()] == ["王小明", "王小红"]
        act = latest_acts(child_id=sister.pk)[0]
        assert (act.action, act.plain["fields"]) == ("import-change", ["town", "village"])
        assert act.personal["new"] == [["town", OTHER_TOWN], ["village", OTHER_VILLAGE]]
        undo_import(import_id=done.id, by=SYSTEM, at=LATER)
        assert latest_acts(child_id=sister.pk)[0].action == "undo-import"
        assert (towns(TODAY), moves()) == ({TOWN: 2}, [])


def test_who_comes_new_into_a_home_that_moves_never_lived_where_it_was(pinghu: Any) -> None:
    with pinghu():
        bring(line(), at=BEFORE)
        bring(line(**THERE), line("王小红", TWO, **THERE))
        assert Household.objects.count() == 1
        assert [move[0] for move in moves()] == ["王小明"]
        assert towns(YESTERDAY) == {TOWN: 1, OTHER_TOWN: 1}
        assert set(Child.objects.values_list("town_code", "village_code")) == {(OTHER_TOWN, OTHER_VILLAGE)}


def test_nobody_new_joins_a_home_of_which_the_list_says_two_things(pinghu: Any) -> None:
    with pinghu():
        two()
        done = bring(line(**THERE), line("王小红", TWO), line("王小丽", SISTER, **THERE))
        assert (len(done.check.held), len(done.check.new)) == (1, 1)
        new = Child.objects.get(name="王小丽")
        assert (new.household.village_code, new.village_code) == (OTHER_VILLAGE, OTHER_VILLAGE)
        assert Household.objects.count() == 2


def test_a_home_that_moved_on_a_later_day_is_not_moved_before_it(pinghu: Any) -> None:
    with pinghu():
        two()
        move = tracks.keep_places({Household.objects.get().pk: (OTHER_TOWN, OTHER_VILLAGE)}, on=TODAY, at=AT)
        assert [len(rows) for rows in move.values()] == [2]
        with pytest.raises(Refused) as told:
            bring(line(**THERE), at=AT - timedelta(days=1))
        assert told.value.decision.code == "dates-reversed"
        assert towns(TODAY) == {TOWN: 2}


def test_however_many_homes_move_the_statements_are_the_same(pinghu: Any) -> None:
    def asked(count: int) -> int:
        rows = [serial_row(n) for n in range(1, count + 1)]
        with transaction.atomic():
            bring(*(row() for row in rows), at=BEFORE)
            with CaptureQueriesContext(connection) as few:
                bring(*(row(**THERE) for row in rows))
            transaction.set_rollback(True)
        return len(few)

    with pinghu():
        assert asked(1) == asked(3)
