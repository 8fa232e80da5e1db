"""What a list changes in files there are, what stands in its way, and how it is taken back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from conftest import make_actor

from humiao.access.public import SYSTEM, NotReached
from humiao.foundation.clock import moment
from humiao.foundation.decisions import Conflict, Refused
from humiao.registry.lists.checking import ListCheck
from humiao.registry.lists.commands.importing import enter_checked
from humiao.registry.lists.commands.keeping import check_kept
from humiao.registry.lists.public import (
    check_roster,
    confirm_import,
    drop_import,
    import_of,
    import_roster,
    imports,
    map_columns,
    undo_import,
    upload_roster,
)
from humiao.registry.lists.tests.sheets import sheets, workbook
from humiao.registry.lists.tests.test_importing import AT, HEAD, NONE, ONE, TWO, book, bring, line, numbers
from humiao.registry.lists.values import ReadRow
from humiao.registry.models import Child, Guardian, Household, KnownHeadings, ListImport, RosterSpell
from humiao.registry.public import change_child, leave_roster

LATER = AT + timedelta(hours=1)


def under(headings: tuple[str, ...], *rows: Any, at: Any = AT) -> Any:
    """Import rows that have further columns."""
    data = workbook(rows, headings=(*HEAD, *headings))
    return import_roster(data=data, file_name="名册.xlsx", basis="1号", by=SYSTEM, at=at)


def undone(done: Any, at: Any = LATER) -> Any:
    return undo_import(import_id=done.id, by=SYSTEM, at=at)


def main_guardians() -> list[str]:
    rows = Guardian.objects.filter(is_main=True, ended_on__isnull=True).order_by("name")
    return list(rows.values_list("name", flat=True))


def test_one_number_of_a_home_brings_children_together_whatever_else_differs(pinghu: Any) -> None:
    with pinghu():
        under(
            ("户编号",),
            [*line(家庭住址="平安路1号"), "3304-7"],
            [*line("王小红", TWO, 家庭住址="平安路一号", 监护人="王奶奶", 关系="奶奶"), "3304-7"],
            [*line("李四", "", 性别="男", 出生日期="2016-01-01"), "3304-8"],
        )
        assert Household.objects.count() == 2
        homes = dict(Child.objects.values_list("name", "household_id"))
        assert homes["王小明"] == homes["王小红"] != homes["李四"]


def test_only_a_row_with_a_problem_has_no_date_of_birth() -> None:
    assert ReadRow("名册", 2, born_on=date(2015, 3, 7)).birth == date(2015, 3, 7)
    with pytest.raises(LookupError, match="row 2"):
        _ = ReadRow("名册", 2).birth


def kept_check(*rows: Any) -> tuple[ListImport, ListCheck]:
    """Upload a list and check it, as somebody about to confirm it."""
    kept = upload_roster(data=book(*rows), file_name="名册.xlsx", basis="1号", by=SYSTEM, at=AT)
    row = ListImport.objects.get(pk=kept)
    return row, check_kept(row, by=SYSTEM, at=AT)


def test_a_file_changed_between_the_check_and_the_writing_is_not_overwritten(pinghu: Any) -> None:
    with pinghu():
        bring(line(), line("王小红", TWO, 家庭住址="远路9号"))
        row, checked = kept_check(line(学校="二小"), line("王小红", TWO, 家庭住址="远路9号", 学校="二小"))
        child = Child.objects.get(name="王小明")
        change_child(child_id=child.pk, seen_version=1, changes={"school": "三小"}, by=SYSTEM, at=AT)
        with pytest.raises(Conflict) as told:
            enter_checked(row, checked, by=SYSTEM, at=AT)
        assert told.value.decision.code == "changed-meanwhile"
        schools = dict(Child.objects.values_list("name", "school"))
        assert schools == {"王小明": "三小", "王小红": "实验小学"}  # nothing of the list was saved
        assert ListImport.objects.get(pk=row.pk).state == "open"


def test_a_child_entered_between_the_check_and_the_writing_is_not_entered_twice(pinghu: Any) -> None:
    with pinghu():
        row, checked = kept_check(line(), line("王小红", TWO))
        bring(line())
        with pytest.raises(Refused) as told:
            enter_checked(row, checked, by=SYSTEM, at=AT)
        assert told.value.decision.code == "entered-meanwhile"
        assert [child.name for child in Child.objects.all()] == ["王小明"]
        assert ListImport.objects.get(pk=row.pk).state == "open"


def test_only_sheets_with_headings_are_remembered_and_nothing_of_none(pinghu: Any) -> None:
    row = ["王小明", ONE, "平湖1街道", "甲东社区", "男"]
    data = sheets({"说明": [["请于月底前上报"]], "名册": [["谁", "号牌", "乡镇", "村", "性别"], row]})
    with pinghu():
        kept = upload_roster(data=data, file_name="甲.xlsx", by=SYSTEM, at=AT)
        map_columns(import_id=kept, seen_version=1, mapping={}, by=SYSTEM, at=AT)
        assert not KnownHeadings.objects.exists()
        mapping = {"谁": "name", "号牌": "id_number"}
        map_columns(import_id=kept, seen_version=2, mapping=mapping, by=SYSTEM, at=AT)
        assert [known.mapping for known in KnownHeadings.objects.all()] == [mapping]


@pytest.mark.parametrize("answers", [{"名册": "same"}, {"名册:二": "same"}, {"别的:2": "same"}])
def test_an_answer_that_names_no_row_decides_nothing(pinghu: Any, answers: dict[str, str]) -> None:
    with pinghu():
        bring(line(number="", 性别="男", 出生日期="2015.3.7"))
        near = book(line("王晓明", "", 性别="男", 出生日期="2015.3.7"))
        kept = upload_roster(data=near, file_name="甲.xlsx", by=SYSTEM, at=AT)
        done = confirm_import(
            import_id=kept, seen_version=1, seen={"held": 1}, basis="1号", answers=answers, by=SYSTEM, at=AT
        )
        assert numbers(done) == NONE | {"rows": 1, "held": 1}
        assert Child.objects.count() == 1


def test_another_towns_import_is_neither_listed_nor_opened_nor_changed(pinghu: Any) -> None:
    mine, other = (make_actor("town-supervisor", town=f"33048200{n}") for n in (1, 2))
    with pinghu():
        kept = upload_roster(data=book(line()), file_name="甲.xlsx", by=mine, at=AT)
        assert [row.pk for row in imports(mine)] == [kept]
        assert imports(other) == []
        assert import_of(mine, kept).pk == kept
        with pytest.raises(NotReached):
            import_of(other, kept)
        for change in (
            lambda: map_columns(import_id=kept, seen_version=1, mapping={}, by=other, at=AT),
            lambda: drop_import(import_id=kept, seen_version=1, by=other, at=AT),
            lambda: confirm_import(
                import_id=kept, seen_version=1, seen={}, basis="1号", answers={}, by=other, at=AT
            ),
        ):
            with pytest.raises(NotReached):
                change()
        assert import_of(mine, kept).state == "open"


def test_undoing_leaves_the_home_alone_where_the_list_said_nothing_of_it(pinghu: Any) -> None:
    with pinghu():
        bring(line())
        before = Household.objects.get().version
        done = bring(line(学校="二小"))
        assert undone(done).restored == 1
        assert Child.objects.get().school == "实验小学"
        assert Household.objects.get().version == before


def test_what_each_child_of_a_home_says_of_it_is_taken_back_together(pinghu: Any) -> None:
    with pinghu():
        under(("家庭电话",), [*line(), "057385010001"], [*line("王小红", TWO), "057385010001"])
        home = Household.objects.get()
        assert (home.address, home.phone) == ("平安路1号", "057385010001")
        done = under(
            ("家庭电话",),
            [*line(家庭住址="新路2号"), ""],
            [*line("王小红", TWO, 家庭住址="新路2号"), "057385010002"],
            at=LATER,
        )
        home.refresh_from_db()
        assert (home.address, home.phone) == ("新路2号", "057385010002")
        undone(done, LATER)
        home.refresh_from_db()
        assert (home.address, home.phone) == ("平安路1号", "057385010001")


def test_a_home_that_another_list_changed_since_keeps_what_that_one_said(pinghu: Any) -> None:
    with pinghu():
        bring(line(), line("王小红", TWO))
        done = bring(line(家庭住址="新路2号"))
        bring(line("王小红", TWO, 家庭住址="新路3号"), at=LATER)
        assert undone(done).restored == 1
        assert Household.objects.get().address == "新路3号"


def test_a_new_main_guardian_takes_the_place_of_the_one_before_until_undone(pinghu: Any) -> None:
    with pinghu():
        bring(line())
        done = bring(line(监护人="王奶奶", 关系="奶奶"))
        assert done.check.changed[0].changes[0].old is None
        assert main_guardians() == ["王奶奶"]
        assert (
            Guardian.objects.get(name="王建国").ended_on is None
        )  # still a guardian, no longer the main one
        undone(done)
        assert main_guardians() == ["王建国"]
        assert not Guardian.objects.filter(name="王奶奶").exists()


def test_a_parent_the_list_adds_stands_beside_the_main_guardian(pinghu: Any) -> None:
    with pinghu():
        bring(line())
        under(("母亲姓名",), [*line(), "李梅"], at=LATER)
        assert main_guardians() == ["王建国"]
        mother = Guardian.objects.get(name="李梅")
        assert (mother.relation, mother.is_main) == ("mother", False)


def test_a_child_said_to_come_back_is_on_the_roster_from_that_day_until_undone(pinghu: Any) -> None:
    with pinghu():
        bring(line(), at=AT - timedelta(days=3))
        child, gone = Child.objects.get().pk, AT - timedelta(days=2)
        leave_roster(child_id=child, on=date(2024, 6, 1), reason="moved_away", by=SYSTEM, at=gone)
        kept = upload_roster(data=book(line()), file_name="甲.xlsx", by=SYSTEM, at=AT)
        done = confirm_import(
            import_id=kept, seen_version=1, seen={"held": 1}, basis="2号", answers={"名册:2": "same"},
            by=SYSTEM, at=AT,
        )  # fmt: skip
        assert numbers(done) == NONE | {"rows": 1, "changed": 1}
        spells = RosterSpell.objects.filter(child_id=child).order_by("entered_on")
        assert [(s.entered_on, s.left_on, s.basis) for s in spells] == [
            (date(2024, 1, 1), date(2024, 6, 1), "平民〔2024〕1号"),
            (date(2024, 11, 20), None, "2号"),
        ]
        undo_import(import_id=kept, by=SYSTEM, at=LATER)
        assert [s.left_on for s in RosterSpell.objects.filter(child_id=child)] == [date(2024, 6, 1)]


def test_undoing_takes_a_number_away_and_says_again_why_there_was_none(pinghu: Any) -> None:
    without = line(number="", 性别="男", 出生日期="2015.3.7")
    with pinghu():
        bring(without)
        before = Child.objects.values_list("no_id_reason", flat=True).get()
        assert before
        done = bring(line())
        assert (Child.objects.get().id_number, Child.objects.get().no_id_reason) == (ONE, "")
        undone(done)
        child = Child.objects.get()
        assert (child.id_number or "", child.id_number_hash, child.no_id_reason) == ("", None, before)
        again = check_roster(data=book(without), file_name="x.xlsx", by=SYSTEM, at=moment(date(2024, 11, 21)))
        assert numbers(again) == NONE | {"rows": 1, "same": 1}
