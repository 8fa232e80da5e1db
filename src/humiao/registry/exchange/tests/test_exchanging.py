"""There and back: what we give, what comes back, who changed what, and what people decide."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from conftest import make_actor

from humiao.access.public import SYSTEM, NotReached
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.trail.models import TrailEntry
from humiao.registry.departments.public import (
    NewList,
    Wish,
    answer_row,
    compare_list,
    decide_rows,
    list_of,
    upload_list,
)
from humiao.registry.departments.queries import (
    department_lists,
    departments_there,
    facts_waiting,
    row_of_list,
)
from humiao.registry.exchange.public import exports, give_roster, standing
from humiao.registry.exchange.tests.conftest import (
    AT,
    DAY,
    LAYOUT,
    bring,
    changed,
    decide,
    found_in,
    given,
    rows_in,
    same,
    two_children,
)
from humiao.registry.models import Child, DepartmentList, ExchangedChild, Intake
from humiao.registry.public import child_file, leave_roster
from humiao.registry.tests.conftest import a_child, a_home, enter

LATER = AT + timedelta(hours=2)
TOMORROW = DAY + timedelta(days=1)


def ours(child, **facts):
    """Change our file by hand, as though a worker did."""
    Child.objects.filter(pk=child).update(**facts)


def test_what_we_give_is_the_roster_in_their_layout(pinghu, officer):
    with pinghu():
        two_children()
        heads, *rows = given(by=officer)
        assert len(rows) == 2
        first = next(dict(zip(heads, r, strict=True)) for r in rows if "王小明" in r)
        assert (first["性别"], first["出生日期"]) == ("男", "2015-03-07")
        assert first["儿童类别"] == "事实无人抚养儿童"
        assert (first["监护人与儿童关系"], first["就读学校"]) == ("祖母", "实验小学")
        other = next(dict(zip(heads, r, strict=True)) for r in rows if "李小芳" in r)
        assert (other["民族"], other["儿童类别"]) == ("汉族", "低保家庭儿童")
        (entry,) = TrailEntry.objects.filter(action="give-roster")
        assert entry.plain == {"layout": LAYOUT, "children": 2}
        (export,) = exports(officer)
        assert (export.children, export.purpose, export.by_name) == (2, "每月报送", "经办人")
        assert (standing(officer, LAYOUT).children, standing(officer, LAYOUT).given) == (2, 2)
        row = ExchangedChild.objects.get(sent__isnull=False, child_id=Child.objects.get(name="王小明").pk)
        assert (row.sent_at, row.sent_by, row.sent_by_name) == (AT, officer.account_id, "经办人")


def test_there_and_back_shows_no_difference(pinghu):
    with pinghu():
        two_children()
        rows = given()
        assert found_in(bring(rows)) == same("王小明", "李小芳")
        assert bring(rows) == bring(rows)
        assert DepartmentList.objects.count() == 1


def test_each_side_shows_its_own_change(pinghu):
    with pinghu():
        one, two = two_children()
        rows = given()
        ours(two, school="城关小学")
        theirs = changed(rows, "王小明", 就读学校="第二小学", 监护人联系电话="13912345678", 健康状况="慢性病")
        ours(one, grade="四年级")
        found = bring(theirs)
        assert found_in(found) == {
            "theirs": {"王小明": ["guardian", "health", "school"]},
            "send": {"王小明": ["grade"], "李小芳": ["school"]},
        }
        assert list_of(SYSTEM, found).waiting == {"theirs": 1}
        assert facts_waiting(SYSTEM, found, "theirs") == {"guardian": 1, "health": 1, "school": 1}
        decide(found, "theirs", "take", fields=frozenset({"school", "guardian"}))
        file = child_file(SYSTEM.scope, one, DAY)
        assert (file.school, file.grade) == ("第二小学", "四年级")
        # What was left is kept, and is not asked again.
        assert bring(theirs, as_of=TOMORROW) == found
        theirs = changed(theirs, "李小芳", 健康状况="感冒")
        later = bring(theirs, as_of=DAY + timedelta(days=1))
        assert found_in(later)["theirs"] == {"李小芳": ["health"]}
        assert found_in(later)["send"] == {"王小明": ["grade", "health"], "李小芳": ["school"]}


def test_both_changed_is_decided_once_until_theirs_changes(pinghu):
    with pinghu():
        one, _two = two_children()
        rows = given()
        ours(one, school="城关小学")
        theirs = changed(rows, "王小明", 就读学校="第二小学")
        found = bring(theirs)
        assert found_in(found)["conflict"] == {"王小明": ["school"]}
        decide(found, "conflict", "keep")
        assert child_file(SYSTEM.scope, one, DAY).school == "城关小学"
        again = bring(changed(theirs, "李小芳", 序号="9"), as_of=TOMORROW)
        assert found_in(again) == {"send": {"王小明": ["school"]}, "same": {"李小芳": []}}
        ours(one, school="新城小学")
        again = bring(changed(theirs, "李小芳", 序号="10"), as_of=TOMORROW)
        assert found_in(again)["send"] == {"王小明": ["school"]}
        third = bring(changed(theirs, "王小明", 就读学校="第三小学"), as_of=TOMORROW)
        assert found_in(third)["conflict"] == {"王小明": ["school"]}
        decide(third, "conflict", "take")
        assert child_file(SYSTEM.scope, one, DAY).school == "第三小学"


def test_both_changed_alike_is_no_difference(pinghu):
    with pinghu():
        one, _two = two_children()
        rows = given()
        ours(one, school="城关小学")
        assert found_in(bring(changed(rows, "王小明", 就读学校="城关小学"))) == same("王小明", "李小芳")


def test_what_they_have_not_loaded_yet_is_ours_to_send(pinghu):
    with pinghu():
        one, _two = two_children()
        rows = given()
        bring(rows)
        ours(one, school="城关小学")
        given(at=LATER)
        found = bring(changed(rows, "李小芳", 序号="7"))
        assert found_in(found)["send"] == {"王小明": ["school"]}


def test_categories_are_told_apart_one_by_one(pinghu):
    with pinghu():
        _one, two = two_children()
        rows = given()
        theirs = changed(rows, "李小芳", 儿童类别="流动儿童")
        found = bring(theirs)
        (row,) = rows_in(found, "theirs")
        assert [(c.old, c.new) for c in row.found.changes] == [(None, "MIGRANT")]
        (row,) = rows_in(found, "send")
        assert [(c.old, c.new) for c in row.found.changes] == [("SUBSISTENCE", None)]
        assert decide(found, "theirs", "take").done == 1
        held = {c.category for c in child_file(SYSTEM.scope, two, DAY).categories}
        assert held == {"SUBSISTENCE", "MIGRANT"}


def test_an_emptied_cell_says_nothing_and_is_sent_again(pinghu):
    with pinghu():
        two_children()
        theirs = changed(
            given(), "王小明", 就读学校="", 监护人姓名="", 监护人与儿童关系="", 监护人联系电话=""
        )
        assert found_in(bring(theirs))["send"] == {"王小明": ["guardian", "school"]}


def test_a_column_that_is_not_there_is_not_compared(pinghu):
    with pinghu():
        two_children()
        rows = [row[:7] + row[7:9] for row in given()]
        assert found_in(bring(rows)) == same("王小明", "李小芳")


def test_what_the_layout_does_not_exchange_is_not_compared(pinghu):
    with pinghu():
        two_children()
        heads, first, second = given()
        rows = [[*heads, "父亲姓名", "微心愿"], [*first, "李大伟", "书包"], [*second, "王大伟", ""]]
        assert found_in(bring(rows)) == same("王小明", "李小芳")


def test_only_there_and_only_here(pinghu, officer):
    with pinghu():
        two_children()
        rows = given()
        theirs = changed(rows, "李小芳", 儿童姓名="赵新", 公民身份号码="", 出生日期="2014-05-09")
        found = bring(theirs, by=officer)
        assert found_in(found)["new"] == {"赵新": []}
        assert found_in(found)["here"] == {"李小芳": []}
        assert list_of(officer, found).counts["here"] == 1
        assert decide(found, "new", "intake", by=officer).done == 1
        assert Intake.objects.get().name == "赵新"
        with pytest.raises(Refused) as refused:
            decide(found, "here", "aside")
        assert refused.value.decision.code == "no-such-outcome"


def test_who_is_unclear_is_answered_and_then_told_apart(pinghu):
    with pinghu():
        one, _two = two_children()
        rows = given()
        ours(one, grade="四年级")
        theirs = changed(rows, "王小明", 儿童姓名="赵大强", 就读学校="第二小学")
        found = bring(theirs)
        assert found_in(found) == {"unclear": {"赵大强": []}, "same": {"李小芳": []}}
        (row,) = rows_in(found, "unclear")
        answer_row(
            list_id=found, row_id=row.id, is_same=True, reason="改名", seen_version=1, by=SYSTEM, at=LATER
        )
        # Which columns the file has is not kept with a row: what it says is compared.
        assert found_in(found)["theirs"] == {"赵大强": ["name", "school"]}
        assert found_in(found)["send"] == {"赵大强": ["grade"]}
        assert "here" not in found_in(found)


def test_another_child_after_all_is_only_there_and_ours_only_here(pinghu):
    with pinghu():
        two_children()
        theirs = changed(given(), "王小明", 儿童姓名="赵大强", 就读学校="第二小学")
        found = bring(theirs)
        (row,) = rows_in(found, "unclear")
        answer_row(
            list_id=found, row_id=row.id, is_same=False, reason="不是", seen_version=1, by=SYSTEM, at=LATER
        )
        assert found_in(found) == {
            "new": {"赵大强": []},
            "here": {"王小明": []},
            "same": {"李小芳": []},
        }


def test_a_file_changed_meanwhile_is_held_and_told_anew(pinghu):
    with pinghu():
        one, _two = two_children()
        rows = given()
        found = bring(changed(rows, "王小明", 就读学校="第二小学"))
        ours(one, school="城关小学")
        done = decide(found, "theirs", "take")
        assert (done.done, len(done.held)) == (0, 1)
        assert found_in(found)["conflict"] == {"王小明": ["school"]}
        row = row_of_list(SYSTEM, found, rows_in(found, "conflict")[0].id)
        assert [c.old for c in row.found.changes] == ["城关小学"]


def test_an_older_file_is_not_compared_and_its_rows_not_decided(pinghu):
    with pinghu():
        two_children()
        rows = given()
        found = bring(changed(rows, "王小明", 就读学校="第二小学"))
        older = bring(rows, as_of=DAY - timedelta(days=1), compared=False)
        with pytest.raises(Refused) as refused:
            compare_list(list_id=older, seen_version=1, by=SYSTEM, at=AT)
        assert refused.value.decision.code == "older-than-last"
        bring(rows[:2], as_of=TOMORROW)
        with pytest.raises(Refused) as refused:
            decide(found, "theirs", "take")
        assert refused.value.decision.code == "older-than-last"


def test_refusals_of_giving_and_bringing(pinghu):
    with pinghu():
        two_children()
        for purpose, layout, code in (("", LAYOUT, "no-purpose"), ("报送", "none", "unknown-layout")):
            with pytest.raises(Refused) as refused:
                give_roster(layout=layout, purpose=purpose, by=SYSTEM, at=AT)
            assert refused.value.decision.code == code
        for role in ("bureau-approver", "social-worker", "town-supervisor"):
            with pytest.raises((Refused, NotReached)):
                give_roster(layout=LAYOUT, purpose="报送", by=make_actor(role), at=AT)
        assert not ExchangedChild.objects.exists()
        for new in (
            NewList("national", DAY, "x.xlsx"),
            NewList("national", DAY, "x.xlsx", layout="none"),
            NewList("disabled", DAY, "x.xlsx", layout=LAYOUT),
        ):
            with pytest.raises(Refused) as refused:
                upload_list(data=b"", new=new, by=SYSTEM, at=AT)
            assert refused.value.decision.code == "unknown-layout"
        worker = make_actor("social-worker")
        for ask in (lambda: exports(worker), lambda: standing(worker, LAYOUT)):
            with pytest.raises(NotReached):
                ask()


def test_exchanges_are_not_among_the_departments_lists(pinghu):
    with pinghu():
        two_children()
        bring(given())
        assert department_lists(SYSTEM).rows == ()
        assert departments_there(SYSTEM) == {}
        assert len(department_lists(SYSTEM, department="national").rows) == 1


def test_who_left_the_roster_is_not_given(pinghu):
    with pinghu():
        one, _two = two_children()
        leave_roster(child_id=one, on=DAY, reason="moved_away", by=SYSTEM, at=AT)
        assert [row[1] for row in given()[1:]] == ["李小芳"]


def test_two_cannot_decide_the_same(pinghu):
    with pinghu():
        two_children()
        found = bring(changed(given(), "王小明", 就读学校="第二小学"))
        decide(found, "theirs", "keep")
        wish = Wish("theirs", "keep", "再来")
        with pytest.raises(Conflict):
            decide_rows(list_id=found, wish=wish, seen_waiting=1, by=SYSTEM, at=LATER)


def test_children_without_number_or_guardian_come_back_the_same(pinghu):
    with pinghu():
        enter(
            a_home(
                a_child("赵无证", no_id_reason="not_registered", guardians=(), born_on=date(2018, 1, 2)),
                address="无",
            )
        )
        assert found_in(bring(given())) == same("赵无证")
