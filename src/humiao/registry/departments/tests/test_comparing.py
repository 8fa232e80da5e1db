"""Comparing a department's list with the roster: who is what, and what comes back later."""

from __future__ import annotations

from datetime import timedelta

import pytest
from conftest import make_actor

from humiao.access.public import SYSTEM, NotReached
from humiao.foundation.clock import moment
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.trail.models import TrailEntry
from humiao.registry.corrections.choices import Retired
from humiao.registry.departments.commands import writing
from humiao.registry.departments.commands.keeping import preview
from humiao.registry.departments.public import (
    NewList,
    compare_list,
    drop_list,
    list_of,
    map_list_columns,
    upload_list,
)
from humiao.registry.departments.queries import list_row
from humiao.registry.departments.tests.conftest import (
    AT,
    BORN,
    DAY,
    HEAD,
    ONE,
    SECOND,
    THREE,
    TWO,
    bring,
    decide,
    line,
    names,
    rows,
)
from humiao.registry.departments.values import row_to_json
from humiao.registry.lists.public import UnusableFile
from humiao.registry.lists.tests.sheets import workbook
from humiao.registry.lists.values import ReadRow
from humiao.registry.models import (
    CategorySpell,
    Child,
    DepartmentList,
    DepartmentRow,
    Intake,
    KnownHeadings,
    RosterSpell,
)
from humiao.registry.public import NewCategory, leave_roster
from humiao.registry.search import id_indexes
from humiao.registry.tests.conftest import ENTERED, OTHER_TOWN, OTHER_VILLAGE, a_child, a_home, enter

POOR = (NewCategory("SUBSISTENCE", ENTERED),)


def two_children():
    first = a_child(serial=1, id_number=ONE, categories=POOR, school="实验小学")
    second = a_child("王小红", id_number=TWO, born_on=SECOND, categories=POOR)
    return enter(a_home(first), a_home(second, address="和平路2号"))


def test_each_row_stands_in_one_group_and_nothing_of_the_roster_changes(pinghu):
    with pinghu():
        two_children()
        before = list(Child.objects.order_by("id").values("id", "version"))
        found = bring(
            line("王小明", ONE, school="实验小学"),
            line("王小红", TWO, school="城关小学"),
            line("赵新", THREE),
            line("李不同", THREE[:-1]),
            line("无号"),
        )
        assert names(found) == {
            "same": ["王小明"],
            "changed": ["王小红"],
            "new": ["赵新"],
            "bad": ["李不同", "无号"],
        }
        assert list(Child.objects.order_by("id").values("id", "version")) == before
        assert RosterSpell.objects.count() == 2
        value = list_of(SYSTEM, found)
        assert value.waiting == {"changed": 1, "new": 1}
        assert value.open_count == 2
        assert TrailEntry.objects.filter(action="compare-department-list").count() == 1
        assert all(row.found.reason for row in rows(found, "bad"))


def test_people_of_age_are_counted_and_not_kept(pinghu):
    with pinghu():
        found = bring(["王建国", "1980-01-01"], ["赵新", "2015-03-07"], headings=("姓名", "出生日期"))
        assert names(found) == {"new": ["赵新"]}
        assert list_of(SYSTEM, found).counts["adults"] == 1


def test_a_cell_that_cant_be_read_says_nothing_and_is_told(pinghu):
    with pinghu():
        two_children()
        found = bring(line("王小明", ONE, phone="12", village="没有这村"))
        (row,) = rows(found, "same")
        assert any(note.startswith("联系电话") for note in row.found.unread)
        assert any(note.startswith("村") for note in row.found.unread)


def test_being_on_the_list_may_mean_a_category(pinghu):
    with pinghu():
        enter(a_home(a_child(id_number=ONE)))
        found = bring(line("王小明", ONE), line("赵新", THREE), means="SUBSISTENCE")
        assert [c.field for c in rows(found, "changed")[0].found.changes] == ["category"]
        assert rows(found, "new")[0].said.categories == ("SUBSISTENCE",)


def test_a_near_name_and_a_number_under_another_name_are_unclear(pinghu):
    with pinghu():
        enter(a_home(a_child(id_number=ONE)), a_home(a_child("李大为", id_number=TWO, born_on=SECOND)))
        heads = ("姓名", "身份证号", "出生日期")
        found = bring(["王小名", "", str(BORN)], ["赵别人", TWO, ""], headings=heads)
        assert names(found) == {"unclear": ["王小名", "赵别人"]}
        assert all(row.file_number for row in rows(found, "unclear"))


def test_a_file_off_the_roster_is_not_known_and_a_retired_one_isnt_looked_at(pinghu):
    with pinghu():
        gone, mistaken = two_children()
        leave_roster(child_id=gone, on=DAY, reason="withdrawn", by=SYSTEM, at=AT)
        leave_roster(child_id=mistaken, on=DAY, reason="withdrawn", by=SYSTEM, at=AT)
        Child.objects.filter(pk=mistaken).update(retired_as=Retired.ENTERED_BY_MISTAKE)
        found = bring(line("王小明", ONE), line("王小红", TWO))
        assert [(r.name, bool(r.child_id)) for r in rows(found, "new")] == [
            ("王小明", True),
            ("王小红", False),
        ]


def test_one_file_is_one_rows(pinghu):
    with pinghu():
        two_children()
        heads = ("姓名", "身份证号", "出生日期", "监护人")
        found = bring(["王晓明", ONE, "", "王奶奶"], ["王小明", "", str(BORN), "王奶奶"], headings=heads)
        assert names(found) == {"changed": ["王晓明"], "bad": ["王小明"]}


def test_a_guardian_s_other_phone_differs(pinghu):
    with pinghu():
        two_children()
        heads = ("姓名", "身份证号", "监护人", "监护人电话")
        found = bring(["王小明", ONE, "王奶奶", "13900002222"], headings=heads)
        (row,) = rows(found, "changed")
        assert [(c.field, c.new.phone) for c in row.found.changes] == [("guardian", "13900002222")]


def test_children_of_one_home_in_two_places_move_nowhere(pinghu):
    with pinghu():
        first = a_child(id_number=ONE, categories=POOR)
        enter(a_home(first, a_child("王小红", id_number=TWO, born_on=SECOND, categories=POOR)))
        heads = ("姓名", "身份证号", "乡镇", "村", "家庭住址")
        found = bring(
            ["王小明", ONE, "平湖1街道", "甲东社区", "新路1号"],
            ["王小红", TWO, "平湖1街道", "甲西社区", "新路2号"],
            headings=heads,
        )
        assert names(found) == {"same": ["王小明", "王小红"]}


def test_the_same_file_again_is_the_same_list(pinghu):
    with pinghu():
        two_children()
        data = workbook([line("王小明", ONE)], headings=HEAD)
        new = NewList("subsistence", DAY, "名单.xlsx")
        first = upload_list(data=data, new=new, by=SYSTEM, at=AT)
        compare_list(list_id=first, seen_version=1, by=SYSTEM, at=AT)
        count = DepartmentRow.objects.count(), TrailEntry.objects.count()
        assert upload_list(data=data, new=new, by=SYSTEM, at=AT) == first
        assert (DepartmentRow.objects.count(), TrailEntry.objects.count()) == count
        assert upload_list(data=data, new=NewList("disabled", DAY, "名单.xlsx"), by=SYSTEM, at=AT) != first


def test_who_is_gone_is_seen_against_the_last_list_and_leaves_nothing(pinghu):
    with pinghu():
        _first, second = two_children()
        bring(line("王小明", ONE), line("王小红", TWO), as_of=DAY - timedelta(days=60))
        later = bring(line("王小明", ONE), as_of=DAY)
        assert names(later) == {"same": ["王小明"], "gone": ["王小红"]}
        assert list_of(SYSTEM, later).counts["gone"] == 1
        assert list_of(SYSTEM, later).previous_as_of == DAY - timedelta(days=60)
        assert RosterSpell.objects.filter(child_id=second, left_on=None).exists()
        assert CategorySpell.objects.filter(child_id=second, to_on=None).exists()


def test_who_may_still_stand_on_it_or_left_the_roster_is_not_gone(pinghu):
    with pinghu():
        _first, second = two_children()
        third, _other = enter(
            a_home(a_child("钱大有", id_number=THREE, born_on=date_of(THREE))),
            a_home(a_child("孙小美", no_id_reason="not_registered", born_on=BORN)),
        )
        heads = ("姓名", "身份证号", "出生日期")
        before = ["王小明", ONE, ""], ["王小红", TWO, ""], ["钱大有", THREE, ""], ["孙小美", "", str(BORN)]
        bring(*before, headings=heads, as_of=DAY - timedelta(days=9))
        leave_roster(child_id=third, on=DAY, reason="withdrawn", by=SYSTEM, at=AT)
        now = ["王小明", "123", ""], ["王小宏", "", str(SECOND)]
        later = bring(*now, headings=heads)
        assert names(later)["gone"] == ["孙小美"]
        assert second in {row.child_id for row in rows(later, "unclear")}


def date_of(number):
    from datetime import date

    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def test_a_town_s_list_speaks_of_the_town_alone(pinghu):
    with pinghu():
        first = a_home(a_child(id_number=ONE, categories=POOR))
        moved = a_child("王小红", id_number=TWO, born_on=SECOND, categories=POOR)
        enter(first, a_home(moved, town=OTHER_TOWN, village=OTHER_VILLAGE))
        both = line("王小明", ONE), line("王小红", TWO, town="平湖2街道", village="乙东社区")
        bring(*both, as_of=DAY - timedelta(days=9), town="330482001")
        later = bring(line("赵新", THREE), town="330482001")
        assert names(later) == {"new": ["赵新"], "gone": ["王小明"]}


def test_what_came_in_since_counts_as_having_been_there(pinghu):
    with pinghu():
        bring(line("王小明", ONE), line("赵新", THREE), as_of=DAY - timedelta(days=9))
        enter(a_home(a_child(id_number=ONE)))
        later = bring(line("赵新", THREE))
        assert names(later) == {"new": ["赵新"], "gone": ["王小明"]}


def test_what_was_decided_holds_for_the_same_thing_on_the_next_list(pinghu):
    with pinghu():
        two_children()
        first = bring(
            line("王小明", ONE, school="城关小学"), line("赵新", THREE), as_of=DAY - timedelta(days=9)
        )
        decide(first, "changed", "keep")
        decide(first, "new", "aside")
        later = bring(line("王小明", ONE, school="城关小学"), line("赵新", THREE, school="幼儿园"))
        assert list_of(SYSTEM, later).waiting == {}
        assert [r.outcome for r in rows(later, "changed")] == ["keep"]
        assert rows(later, "new")[0].is_carried
        other = bring(line("王小明", ONE, school="城北小学"), line("赵新", THREE), department="disabled")
        assert list_of(SYSTEM, other).waiting == {"changed": 1, "new": 1}
        assert Intake.objects.count() == 0


def test_columns_are_set_by_hand_and_remembered(pinghu):
    with pinghu():
        data = workbook([["赵新", "2015-03-07"]], headings=("孩子", "诞生"))
        new = NewList("disabled", DAY, "名单.xlsx")
        found = upload_list(data=data, new=new, by=SYSTEM, at=AT)
        with pytest.raises(UnusableFile):
            compare_list(list_id=found, seen_version=1, by=SYSTEM, at=AT)
        mapping = {"孩子": "name", "诞生": "born_on"}
        map_list_columns(list_id=found, seen_version=1, mapping=mapping, by=SYSTEM, at=AT)
        assert preview(list_row(SYSTEM, found), by=SYSTEM, at=AT).counts()["new"] == 1
        assert KnownHeadings.objects.count() == 1
        with pytest.raises(Conflict):
            compare_list(list_id=found, seen_version=1, by=SYSTEM, at=AT)
        assert compare_list(list_id=found, seen_version=2, by=SYSTEM, at=AT)["new"] == 1
        with pytest.raises(Refused) as refused:
            drop_list(list_id=found, seen_version=3, by=SYSTEM, at=AT)
        assert refused.value.decision.code == "not-open"


def test_a_dropped_list_keeps_no_content_and_may_come_again(pinghu):
    with pinghu():
        found = bring(line("赵新", THREE), compared=False)
        drop_list(list_id=found, seen_version=1, by=SYSTEM, at=AT)
        assert not DepartmentList.objects.get(pk=found).content
        assert bring(line("赵新", THREE)) != found


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (NewList("nobody", DAY, "x"), "unknown-department"),
        (NewList("other", DAY, "x", means="RICH"), "unknown-category"),
        (NewList("other", DAY, "x", town_code="999999001"), "unknown-town"),
        (NewList("other", DAY + timedelta(days=1), "x"), "in-future"),
    ],
)
def test_a_list_must_be_described(pinghu, new, code):
    with pinghu(), pytest.raises(Refused) as refused:
        upload_list(data=workbook([], headings=HEAD), new=new, by=SYSTEM, at=AT)
    assert refused.value.decision.code == code


def test_only_the_bureaus_officer_brings_lists(pinghu, officer):
    with pinghu():
        assert bring(line("赵新", THREE), by=officer)
        for role in ("bureau-approver", "town-supervisor", "provider-manager", "social-worker"):
            with pytest.raises(Refused):
                bring(line("赵新", THREE), by=make_actor(role, town="330482001"))
        town = make_actor("town-supervisor", town="330482001")
        for ask in (lambda: list_of(town, DepartmentList.objects.get().pk), lambda: rows_of(town)):
            with pytest.raises(NotReached):
                ask()


def rows_of(by):
    return rows(DepartmentList.objects.get().pk, "new", by)


def test_many_rows_need_no_more_statements_than_few(pinghu, django_assert_num_queries):
    with pinghu():
        two_children()
        data = workbook([[*line(f"赵{n}"), "2015-03-07"] for n in range(200)], headings=(*HEAD, "出生日期"))
        new = NewList("other", DAY, "x.xlsx")
        found = upload_list(data=data, new=new, by=SYSTEM, at=moment(DAY))
        with django_assert_num_queries(12, exact=False):
            compare_list(list_id=found, seen_version=1, by=SYSTEM, at=AT)


def test_while_keys_are_rotated_a_row_is_known_by_the_number_under_every_version(monkeypatch, pinghu):
    with pinghu():
        stored = id_indexes(ONE)[0]
        row = DepartmentRow(id_number_hash=stored, said=row_to_json(ReadRow("名册", 2, id_number=ONE)))
        assert writing._number_hashes(row) == [stored]
        monkeypatch.setattr(writing, "is_only_version", lambda _hashed: False)
        assert writing._number_hashes(row) == [stored, *id_indexes(ONE)]
