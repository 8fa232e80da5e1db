"""What a list says of school and health is dated like a change by hand, and goes when the list is undone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from humiao.access.public import EVERYBODY, SYSTEM
from humiao.registry.family.public import Health, LifeKind, Schooling, family_of, record_life
from humiao.registry.lists.public import undo_import
from humiao.registry.lists.tests.axes import BEFORE, LATER, TODAY
from humiao.registry.lists.tests.test_importing import AT, TWO, bring, line
from humiao.registry.models import Child, LifeEntry
from humiao.registry.public import change_child


def entered(*names: str) -> list[Child]:
    """Bring children to the roster and date the schooling of each, and the health of the first."""
    rows = [line(name, number) for name, number in zip(names, (None, TWO), strict=False) if number]
    bring(line(names[0]), *rows, at=BEFORE)
    children = [Child.objects.get(name=name) for name in names]
    for child in children:
        body = Schooling("primary", "实验小学", "三年级", teacher="沈老师")
        record_life(child_id=child.pk, body=body, from_on=date(2024, 9, 1), by=SYSTEM, at=BEFORE)
    ill = Health("chronic", "哮喘")
    record_life(child_id=children[0].pk, body=ill, from_on=date(2024, 9, 1), by=SYSTEM, at=BEFORE)
    return children


def told(child: Child, kind: LifeKind) -> tuple[int, date, Any]:
    """Return how one entry stands today: its version, from when it holds, and its body."""
    one = family_of(EVERYBODY, child.pk, on=TODAY).one(kind)
    assert one is not None
    return one.version, one.from_on, one.body


def test_a_list_that_names_another_school_writes_the_next_entry(pinghu: Any) -> None:
    with pinghu():
        first, second = entered("王小明", "王小红")
        bring(line(学校="二小"), line("王小红", TWO, 学校="三小"))
        assert told(first, LifeKind.SCHOOL) == (
            2, TODAY, Schooling("primary", "二小", "三年级", teacher="沈老师")
        )  # fmt: skip
        assert told(second, LifeKind.SCHOOL)[2].school == "三小"
        assert told(first, LifeKind.HEALTH)[0] == 1


def test_a_list_writes_what_a_change_by_hand_writes(pinghu: Any) -> None:
    with pinghu():
        first, second = entered("王小明", "王小红")
        bring(line(学校="二小"))
        second.refresh_from_db()
        change_child(
            child_id=second.pk, seen_version=second.version, changes={"school": "二小"}, by=SYSTEM, at=AT
        )
        assert told(first, LifeKind.SCHOOL) == told(second, LifeKind.SCHOOL)


def test_a_child_of_whom_nothing_is_dated_gets_no_entry(pinghu: Any) -> None:
    with pinghu():
        bring(line(), at=BEFORE)
        bring(line(学校="二小"))
        assert not LifeEntry.objects.exists()
        assert Child.objects.get().school == "二小"


@pytest.mark.parametrize("is_worked_on", [False, True])
def test_undoing_takes_the_entry_back_unless_the_file_was_worked_on(pinghu: Any, is_worked_on: bool) -> None:
    with pinghu():
        (child,) = entered("王小明")
        before = told(child, LifeKind.SCHOOL)
        done = bring(line(学校="二小"))
        if is_worked_on:
            version, _from_on, body = told(child, LifeKind.SCHOOL)
            subject = LifeEntry.objects.filter(kind=LifeKind.SCHOOL.value)[0].subject
            record_life(
                child_id=child.pk, body=Schooling("primary", "三小", "四年级"), from_on=TODAY,
                subject=subject, seen_version=version, by=SYSTEM, at=LATER,
            )  # fmt: skip
            assert body.school == "二小"
        undone = undo_import(import_id=done.id, by=SYSTEM, at=LATER)
        assert (undone.restored, len(undone.kept)) == ((0, 1) if is_worked_on else (1, 0))
        assert (told(child, LifeKind.SCHOOL) == before) is not is_worked_on
        child.refresh_from_db()
        assert child.school == ("三小" if is_worked_on else "实验小学")
