"""Importing a roster, again, with changes, with doubts; and undoing it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from conftest import make_actor

from humiao.access.public import SYSTEM
from humiao.foundation.clock import moment
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.trail.public import latest_acts
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
from humiao.registry.models import Child, Guardian, Household, KnownHeadings, ListImport, RosterSpell
from humiao.registry.public import change_child, child_file, leave_roster, roster_count
from humiao.registry.tests.conftest import a_child, a_home, enter, id_number

AT = moment(date(2024, 11, 20))
HEAD = (
    "姓名",
    "身份证号",
    "性别",
    "出生日期",
    "乡镇",
    "村",
    "家庭住址",
    "监护人",
    "关系",
    "联系电话",
    "类别",
    "认定时间",
    "学校",
)
ONE = id_number(date(2015, 3, 7))
TWO = id_number(date(2017, 5, 6), sex="2", serial=2)
SCOPE = SYSTEM.scope


def line(name="王小明", number=ONE, **more):
    values = {
        "性别": "", "出生日期": "", "乡镇": "平湖1街道", "村": "甲东社区", "家庭住址": "平安路1号",
        "监护人": "王建国", "关系": "父亲", "联系电话": "13812345678", "类别": "低保",
        "认定时间": "2024-01-01", "学校": "实验小学",
    } | more  # fmt: skip
    return [name, number, *(values[h] for h in HEAD[2:])]


def book(*rows):
    return workbook(rows, headings=HEAD)


def bring(*rows, at=AT, by=SYSTEM, **more):
    return import_roster(
        data=book(*rows), file_name="名册.xlsx", basis="平民〔2024〕1号", by=by, at=at, **more
    )


def numbers(checked):
    counts = checked.counts()
    return {n: c if isinstance(c, int) else [(b["row"], b["column"]) for b in c] for n, c in counts.items()}


NONE = {"new": 0, "same": 0, "changed": 0, "held": 0, "bad": []}


def test_siblings_come_in_together_and_twice_changes_nothing(pinghu):
    rows = (line(), line("王小红", TWO))
    with pinghu():
        assert numbers(bring(*rows).check) == NONE | {"rows": 2, "new": 2}
        assert (Child.objects.count(), Household.objects.count()) == (2, 1)
        files = child_file(SCOPE, Child.objects.get(name="王小明").pk, date(2024, 11, 20))
        assert (files.roster[0].basis, files.roster[0].entered_on) == ("平民〔2024〕1号", date(2024, 1, 1))
        assert [(g.name, g.relation, g.phone, g.is_main) for g in files.guardians] == [
            ("王建国", "father", "13812345678", True)
        ]
        assert files.household.address == "平安路1号"
        assert roster_count((), on=date(2024, 11, 20)).unclassed == 2
        before = list(Child.objects.values_list("pk", "version"))
        assert numbers(bring(*rows).check) == NONE | {"rows": 2, "same": 2}
        assert list(Child.objects.values_list("pk", "version")) == before


def test_a_dry_run_writes_nothing(pinghu):
    with pinghu(writes=False):
        checked = check_roster(data=book(line()), file_name="x.xlsx", by=SYSTEM, at=AT)
        assert (numbers(checked), Child.objects.count()) == (NONE | {"rows": 1, "new": 1}, 0)


def test_changes_are_listed_field_by_field_and_written_with_the_trail(pinghu):
    moved = line(
        村="甲西社区", 家庭住址="新路2号", 联系电话="13900000000", 类别="低保、留守儿童", 学校="二小"
    )
    with pinghu():
        bring(line())
        done = bring(moved, line("王小红", TWO, 村="甲西社区", 家庭住址="新路2号", 联系电话="13900000000"))
        assert numbers(done.check) == NONE | {"rows": 2, "new": 1, "changed": 1}
        assert {c.field for c in done.check.changed[0].changes} == {
            "school", "town", "village", "address", "guardian", "category",
        }  # fmt: skip
        child = Child.objects.get(name="王小明")
        files = child_file(SCOPE, child.pk, date(2024, 11, 21))
        assert (files.household.address, child.village_code, child.school) == (
            "新路2号",
            "330482001002",
            "二小",
        )
        assert Household.objects.count() == 1
        assert [g.phone for g in files.guardians if g.ended_on is None] == ["13900000000"]
        assert {c.category for c in files.categories} == {"SUBSISTENCE", "LEFT_BEHIND"}
        act = next(a for a in latest_acts(child_id=child.pk) if a.action == "import-change")
        assert act.personal["old"]["school"] == "实验小学"
        again = bring(moved, line("王小红", TWO, 村="甲西社区", 家庭住址="新路2号", 联系电话="13900000000"))
        assert numbers(again.check) == NONE | {"rows": 2, "same": 2}


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (line(number=ONE[:17] + ("1" if ONE[17] != "1" else "2")), "身份证号"),
        (line(name=""), "姓名"),
        (line(出生日期="2015-03-08"), "出生日期"),
        (line(性别="女"), "性别"),
        (line(性别="猫"), "性别"),
        (line(乡镇="外星镇"), "乡镇"),
        (line(村="癸北社区"), "村"),
        (line(联系电话="123"), "联系电话"),
        (line(类别="外星人"), "类别"),
        (line(类别="低保、低保边缘"), "类别"),
        (line(number=id_number(date(2005, 3, 7))), "身份证号"),
        (line(认定时间="2030-01-01"), "认定时间"),
        (line(认定时间="2010-01-01"), "认定时间"),
        (line(关系="路人甲"), "关系"),
        (line(number="", 性别="男"), "出生日期"),
    ],
)
def test_bad_rows_name_their_column_and_good_ones_go_in(pinghu, row, column):
    with pinghu():
        done = bring(row, line("王小红", TWO))
        assert numbers(done.check) == NONE | {"rows": 2, "new": 1, "bad": [(2, column)]}
        assert Child.objects.count() == 1


def test_a_child_twice_in_the_list_is_told(pinghu):
    with pinghu():
        same = bring(line(), line(), line("李芳", TWO), line("张芳", TWO))
        assert numbers(same.check) == NONE | {
            "rows": 4, "new": 1, "bad": [(3, "身份证号"), (4, "身份证号"), (5, "身份证号")],
        }  # fmt: skip
        without = {"性别": "男", "出生日期": "2016-01-01"}
        assert numbers(bring(line("赵一", "", **without), line("赵一", "", **without)).check) == NONE | {
            "rows": 2, "new": 1, "bad": [(3, "姓名")],
        }  # fmt: skip


def test_without_a_number_name_birth_and_guardian_tell(pinghu):
    row = line(number="", 性别="男", 出生日期="2015.3.7")
    with pinghu():
        bring(row)
        assert numbers(bring(row).check) == NONE | {"rows": 1, "same": 1}
        other = line(number="", 性别="男", 出生日期="2015.3.7", 监护人="赵六")
        near = line("王晓明", "", 性别="男", 出生日期="2015.3.7")
        assert numbers(bring(other).check) == NONE | {"rows": 1, "held": 1}
        assert numbers(bring(near).check) == NONE | {"rows": 1, "held": 1}
        assert numbers(bring(line()).check) == NONE | {"rows": 1, "changed": 1}
        assert Child.objects.get().id_number == ONE
        assert numbers(bring(line()).check) == NONE | {"rows": 1, "same": 1}
        assert numbers(bring(line(number=id_number(date(2015, 3, 7), serial=9))).check) == NONE | {
            "rows": 1, "held": 1,
        }  # fmt: skip


def test_who_left_or_bears_another_name_is_held(pinghu):
    with pinghu():
        child = enter(a_home(a_child()))[0]
        number = Child.objects.get().id_number
        assert numbers(bring(line("李大海", number)).check)["held"] == 1
        leave_roster(child_id=child, on=date(2024, 6, 1), reason="moved_away", by=SYSTEM, at=AT)
        assert numbers(bring(line(number=number)).check)["held"] == 1


def test_siblings_with_two_addresses_are_held(pinghu):
    with pinghu():
        bring(line(), line("王小红", TWO))
        moved = bring(line(家庭住址="新路1号"), line("王小红", TWO, 家庭住址="新路2号"))
        assert numbers(moved.check) == NONE | {"rows": 2, "held": 2}


def test_a_town_sees_its_own_and_no_more(pinghu):
    with pinghu():
        bring(line("王小红", TWO, 乡镇="平湖2街道", 村="乙东社区"))
        supervisor = make_actor("town-supervisor", town="330482001")
        done = bring(
            line(),
            line("王小红", TWO),
            line("李四", id_number(date(2016, 1, 1)), 乡镇="平湖2街道", 村="乙东社区"),
            by=supervisor,
        )
        assert numbers(done.check) == NONE | {"rows": 3, "new": 1, "bad": [(3, "身份证号"), (4, "乡镇")]}
        assert "330482-" not in str(done.check.bad)
        with pytest.raises(Refused):
            bring(line(), by=make_actor("social-worker"))


def test_undoing_takes_out_what_came_and_puts_back_what_stood(pinghu):
    with pinghu():
        bring(line())
        before = Child.objects.values("name", "school", "town_code", "village_code").get()
        done = bring(
            line(学校="二小", 村="甲西社区", 联系电话="13900000000", 类别="低保、留守儿童"),
            line("李芳", TWO, 家庭住址="远路9号"),
        )
        undone = undo_import(import_id=done.id, by=SYSTEM, at=AT + timedelta(hours=3))
        assert (undone.removed, undone.restored, undone.kept) == (1, 1, ())
        assert Child.objects.values("name", "school", "town_code", "village_code").get() == before
        assert Guardian.objects.get(ended_on=None).phone == "13812345678"
        assert Household.objects.count() == RosterSpell.objects.count() == 1
        assert numbers(bring(line()).check) == NONE | {"rows": 1, "same": 1}
        with pytest.raises(Refused):
            undo_import(import_id=done.id, by=SYSTEM, at=AT + timedelta(hours=4))


def test_files_worked_on_since_stay_and_a_day_is_the_limit(pinghu):
    with pinghu():
        done = bring(line(), line("李芳", TWO, 家庭住址="远路9号"))
        child = Child.objects.get(name="李芳")
        later = AT + timedelta(hours=1)
        change_child(child_id=child.pk, seen_version=1, changes={"school": "三小"}, by=SYSTEM, at=later)
        with pytest.raises(Refused):
            undo_import(import_id=done.id, by=SYSTEM, at=AT + timedelta(hours=25))
        undone = undo_import(import_id=done.id, by=SYSTEM, at=AT + timedelta(hours=23))
        assert (undone.removed, undone.kept) == (1, (child.pk,))
        assert [c.name for c in Child.objects.all()] == ["李芳"]


def test_a_file_is_mapped_remembered_answered_and_confirmed(pinghu):
    odd = sheets(
        {"名册": [["谁", "号牌", "乡镇", "村", "性别"], ["王小明", ONE, "平湖1街道", "甲东社区", "男"]]}
    )
    officer = make_actor("bureau-officer")
    with pinghu():
        kept = upload_roster(data=odd, file_name="甲.xlsx", by=officer, at=AT)
        mapping = {"谁": "name", "号牌": "id_number"}
        map_columns(import_id=kept, seen_version=1, mapping=mapping, by=officer, at=AT)
        with pytest.raises(Conflict):
            map_columns(import_id=kept, seen_version=1, mapping=mapping, by=officer, at=AT)
        confirmed = {
            "import_id": kept,
            "seen_version": 2,
            "basis": "1号",
            "answers": {},
            "by": officer,
            "at": AT,
        }
        with pytest.raises(Conflict):
            confirm_import(seen={"new": 7}, **confirmed)
        assert numbers(confirm_import(seen={"new": 1}, **confirmed)) == NONE | {"rows": 1, "new": 1}
        assert KnownHeadings.objects.count() == 1
        again = upload_roster(data=odd, file_name="乙.xlsx", by=officer, at=AT)
        assert import_of(officer, again).mapping == mapping
        drop_import(import_id=again, seen_version=1, by=officer, at=AT)
        assert [r.state for r in imports(officer)] == ["dropped", "done"]
        with pytest.raises(Refused):
            drop_import(import_id=again, seen_version=2, by=officer, at=AT)


@pytest.mark.parametrize(("said", "children"), [("same", 1), ("other", 2)])
def test_a_person_says_whether_a_held_row_is_the_same_child(pinghu, said, children):
    officer = make_actor("bureau-officer")
    near = book(line("王晓明", "", 性别="男", 出生日期="2015.3.7"))
    with pinghu():
        bring(line(number="", 性别="男", 出生日期="2015.3.7"))
        kept = upload_roster(data=near, file_name="甲.xlsx", by=officer, at=AT)
        confirm_import(
            import_id=kept,
            seen_version=1,
            seen={"held": 1},
            basis="1号",
            answers={"名册:2": said},
            by=officer,
            at=AT,
        )
        assert Child.objects.count() == children
        assert numbers(check_roster(data=near, file_name="x", by=officer, at=AT)) == NONE | {
            "rows": 1,
            "same": 1,
        }


def test_an_undone_import_of_another_is_not_reached(pinghu):
    from humiao.access.public import NotReached

    with pinghu():
        done = bring(line())
        with pytest.raises(NotReached):
            undo_import(import_id=done.id, by=make_actor("town-supervisor", town="330482001"), at=AT)
        assert ListImport.objects.get().by_name == "system"
