"""Deciding about the rows of a list: in bulk with exceptions, one by one, and what holds a row back."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from conftest import make_actor

from humiao.access.public import SYSTEM, NotReached
from humiao.foundation.clock import moment
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.trail.models import TrailEntry
from humiao.foundation.trail.public import latest_acts
from humiao.registry.categories.public import due_for_review, review_category
from humiao.registry.departments.commands import deciding
from humiao.registry.departments.public import Wish, answer_row, decide_rows, list_of
from humiao.registry.departments.queries import decisions_of, row_of_list
from humiao.registry.departments.tests.conftest import (
    AT,
    BORN,
    DAY,
    LATER,
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
from humiao.registry.departments.tests.test_comparing import POOR, date_of, two_children
from humiao.registry.intake.public import Door
from humiao.registry.models import CategorySpell, Child, DepartmentRow, Intake, RosterSpell
from humiao.registry.public import NewCategory, change_child, child_file, leave_roster
from humiao.registry.tests.conftest import ENTERED, a_child, a_home, enter

UNCLEAR_HEADS = ("姓名", "身份证号", "出生日期", "乡镇", "村")
PLACE = ("平湖1街道", "甲东社区")


def test_new_ones_open_intakes_in_bulk_with_the_exceptions_listed(pinghu, officer):
    with pinghu():
        found = bring(line("赵新", THREE, school="幼儿园"), line("钱新", TWO), means="SUBSISTENCE")
        _zhao, qian = rows(found, "new")
        done = decide(found, "new", "intake", by=officer, besides=frozenset({qian.id}))
        assert (done.done, done.held, done.left) == (1, [], 0)
        (intake,) = Intake.objects.all()
        assert (intake.door, intake.name, intake.state) == (Door.DEPARTMENT.value, "赵新", "village-check")
        assert list_of(SYSTEM, found).waiting == {"new": 1}
        (decision,) = decisions_of(SYSTEM, found, at=AT)
        assert (decision.rows, decision.exceptions, decision.reason) == (1, ("钱新",), "按名单核对")
        assert TrailEntry.objects.filter(action="decide-department-rows").count() == 1
        assert TrailEntry.objects.filter(action="decide-department-row").count() == 1
        row = row_of_list(SYSTEM, found, _zhao.id)
        assert (row.outcome, row.intake_id, row.is_waiting) == ("intake", intake.pk, False)


def test_a_programmes_outreach_may_open_them(pinghu, officer):
    with pinghu():
        found, programme = bring(line("赵新", THREE)), uuid4()
        decide(found, "new", "intake", by=officer, programme_id=programme)
        assert Intake.objects.get().door == Door.PROVIDER.value


def test_one_that_the_door_refuses_goes_on_waiting_with_why(pinghu, officer):
    with pinghu():
        found = bring(line("赵新", THREE))
        row = DepartmentRow.objects.get()
        row.said = row.said.replace('"330482001001"', '"999999999999"')
        row.save()
        done = decide(found, "new", "intake", by=officer)
        assert done.done == 0
        assert done.held[0].name == "赵新"
        assert list_of(SYSTEM, found).waiting == {"new": 1}


def test_so_many_intakes_are_opened_at_once_and_no_more(pinghu, officer, monkeypatch):
    monkeypatch.setattr(deciding, "MOST_INTAKES", 1)
    with pinghu():
        found = bring(line("赵新", THREE), line("钱新", TWO))
        done = decide(found, "new", "intake", by=officer)
        assert (done.done, done.left) == (1, 1)
        assert decisions_of(SYSTEM, found, at=AT)[0].exceptions == ()


def test_gone_ones_become_due_for_review_until_reviewed_and_leave_nothing(pinghu, officer):
    with pinghu():
        two_children()
        none = a_child("钱无", id_number=THREE, born_on=date_of(THREE))
        enter(a_home(none))
        bring(line("王小明", ONE), line("王小红", TWO), line("钱无", THREE), as_of=DAY - timedelta(days=60))
        later = bring(line("赵新", ONE[:-1]))
        assert names(later)["gone"] == ["钱无", "王小红", "王小明"]
        done = decide(later, "gone", "review", by=officer)
        assert done.done == 2
        assert [h.name for h in done.held] == ["钱无"]
        assert RosterSpell.objects.filter(left_on=None).count() == 3
        due = due_for_review(SYSTEM, on=DAY, kind="gone")
        assert due.counts["gone"] == 2
        assert {row.what for row in due.rows} == {"SUBSISTENCE"}
        first = due.rows[0]
        review_category(
            child_id=first.child_id,
            spell_id=first.record_id,
            on=DAY,
            by=SYSTEM,
            at=LATER + timedelta(hours=1),
        )
        assert due_for_review(SYSTEM, on=DAY, kind="gone").counts["gone"] == 1
        decide(later, "gone", "aside", by=officer)
        assert list_of(SYSTEM, later).waiting == {}


def test_the_category_the_list_means_is_the_one_to_review(pinghu):
    with pinghu():
        both = (NewCategory("DISABLED_OTHER", ENTERED), NewCategory("ILLNESS", ENTERED))
        (child,) = enter(a_home(a_child(id_number=ONE, categories=both)))
        bring(line("王小明", ONE), department="health", means="ILLNESS", as_of=DAY - timedelta(days=9))
        later = bring(line("赵新", THREE), department="health", means="ILLNESS")
        decide(later, "gone", "review")
        due = due_for_review(SYSTEM, on=DAY, kind="gone").rows
        assert [row.record_id for row in due] == [
            CategorySpell.objects.get(child_id=child, category="ILLNESS").pk
        ]


def test_what_differs_is_taken_in_bulk_the_chosen_facts_alone(pinghu, officer):
    with pinghu():
        first, second = two_children()
        found = bring(
            line("王小明", ONE, school="城关小学", phone="13900001111"),
            line("王小红", TWO, school="城关小学"),
            means="DESTITUTE",
        )
        fields = {c.field for row in rows(found, "changed") for c in row.found.changes}
        assert fields == {"school", "home_phone", "category"}
        done = decide(found, "changed", "take", by=officer, fields=frozenset({"school"}))
        assert done.done == 2
        assert child_file(SYSTEM.scope, first, on=DAY).school == "城关小学"
        assert not CategorySpell.objects.filter(category="DESTITUTE").exists()
        assert latest_acts(child_id=second)[0].action in ("import-change", "decide-department-row")


def test_a_category_that_cant_be_held_beside_another_holds_the_row_back(pinghu):
    with pinghu():
        two_children()
        found = bring(line("王小明", ONE), means="DESTITUTE")
        done = decide(found, "changed", "take")
        assert done.done == 0
        assert done.held[0].reason
        assert list_of(SYSTEM, found).waiting == {"changed": 1}


def test_taking_all_writes_name_birth_number_guardian_and_place(pinghu):
    with pinghu():
        child = a_child("王小明", no_id_reason="not_registered", categories=POOR)
        (one,) = enter(a_home(child))
        heads = ("姓名", "身份证号", "监护人", "乡镇", "村", "家庭住址")
        found = bring(["王晓明", ONE, "王奶奶", "平湖1街道", "甲西社区", "新路1号"], headings=heads)
        (row,) = rows(found, "unclear")
        group = answer_row(
            list_id=found, row_id=row.id, is_same=True, reason="同一人", seen_version=1, by=SYSTEM, at=LATER
        )
        assert group == "changed"
        decide(found, "changed", "take")
        file = child_file(SYSTEM.scope, one, on=DAY)
        assert (file.name, file.id_number, file.household.village_code) == ("王晓明", ONE, "330482001002")
        again = bring(["王晓明", ONE, "王奶奶", "平湖1街道", "甲西社区", ""], headings=heads)
        assert names(again) == {"same": ["王晓明"]}


def test_a_file_changed_since_is_shown_again_before_anything_is_taken(pinghu):
    with pinghu():
        first, _second = two_children()
        found = bring(line("王小明", ONE, school="城关小学"))
        change(first, school="城北小学")
        done = decide(found, "changed", "take")
        assert done.done == 0
        (row,) = rows(found, "changed")
        assert [c.old for c in row.found.changes] == ["城北小学"]
        change(first, school="城关小学")
        assert decide(found, "changed", "take").done == 1


def change(child, school):
    version = Child.objects.get(pk=child).version
    change_child(child_id=child, changes={"school": school}, seen_version=version, by=SYSTEM, at=AT)


def test_a_child_that_left_meanwhile_is_held_back(pinghu):
    with pinghu():
        first, _second = two_children()
        found = bring(line("王小明", ONE, school="城关小学"))
        leave_roster(child_id=first, on=DAY, reason="withdrawn", by=SYSTEM, at=AT)
        assert decide(found, "changed", "take").held[0].name == "王小明"


def test_unclear_ones_are_answered_one_by_one(pinghu, officer):
    with pinghu():
        enter(a_home(a_child(id_number=ONE, categories=POOR)))
        bring(line("王小明", ONE), as_of=DAY - timedelta(days=9))
        found = bring(["王小名", "", str(BORN), *PLACE], headings=UNCLEAR_HEADS)
        (row,) = rows(found, "unclear")
        with pytest.raises(Refused) as refused:
            decide(found, "unclear", "same")
        assert refused.value.decision.code == "one-by-one"
        with pytest.raises(Conflict):
            answer(found, row, seen_version=7)
        assert answer(found, row, is_same=False, by=officer) == "new"
        assert names(found) == {"new": ["王小名"], "gone": ["王小明"]}
        assert rows(found, "new")[0].answer == "other"
        with pytest.raises(Refused):
            answer(found, row)
        with pytest.raises(NotReached):
            answer_row(
                list_id=found, row_id=uuid4(), is_same=True, reason="是", seen_version=1, by=SYSTEM, at=LATER
            )


def answer(found, row, *, is_same=True, seen_version=1, by=SYSTEM):
    return answer_row(
        list_id=found,
        row_id=row.id,
        is_same=is_same,
        reason="核对户口簿",
        seen_version=seen_version,
        by=by,
        at=LATER,
    )


def test_a_candidate_that_was_retired_meanwhile_is_no_answer(pinghu):
    with pinghu():
        (child,) = enter(a_home(a_child(id_number=ONE)))
        found = bring(["王小名", "", str(BORN), *PLACE], headings=UNCLEAR_HEADS)
        (row,) = rows(found, "unclear")
        leave_roster(child_id=child, on=DAY, reason="withdrawn", by=SYSTEM, at=AT)
        Child.objects.filter(pk=child).update(retired_as="entered_by_mistake")
        with pytest.raises(Conflict):
            answer(found, row)


@pytest.mark.parametrize(
    ("group", "outcome", "reason", "code"),
    [
        ("new", "review", "按", "no-such-outcome"),
        ("nothing", "aside", "按", "no-such-outcome"),
        ("same", "aside", "按", "no-such-outcome"),
        ("new", "aside", " ", "no-reason"),
        ("new", "aside", "长" * 501, "too-long"),
    ],
)
def test_what_is_decided_must_fit_and_have_a_reason(pinghu, group, outcome, reason, code):
    with pinghu():
        found = bring(line("赵新", THREE))
        with pytest.raises(Refused) as refused:
            decide(found, group, outcome, reason=reason)
    assert refused.value.decision.code == code


def test_a_list_that_wasnt_compared_has_nothing_to_decide(pinghu):
    with pinghu():
        found = bring(line("赵新", THREE), compared=False)
        with pytest.raises(Refused) as refused:
            decide(found, "new", "aside")
    assert refused.value.decision.code == "not-compared"


def test_somebody_who_saw_other_rows_is_told(pinghu):
    with pinghu():
        found = bring(line("赵新", THREE), line("钱新", TWO))
        wish = Wish("new", "aside", "不符合")
        with pytest.raises(Conflict):
            decide_rows(list_id=found, wish=wish, seen_waiting=5, by=SYSTEM, at=LATER)
        with pytest.raises(Conflict):
            decide(found, "new", "aside", only=frozenset({uuid4()}))
        with pytest.raises(NotReached):
            decide_rows(list_id=uuid4(), wish=wish, seen_waiting=0, by=SYSTEM, at=LATER)


def test_nothing_ticked_is_nothing_decided(pinghu):
    with pinghu():
        found = bring(line("赵新", THREE))
        assert decide(found, "new", "aside", only=frozenset()).id is None
        assert decisions_of(SYSTEM, found, at=AT) == ()


@pytest.mark.parametrize("role", ["bureau-approver", "town-supervisor", "provider-manager", "social-worker"])
def test_who_may_not_decide_is_refused(pinghu, role):
    with pinghu():
        found = bring(line("赵新", THREE))
        by = make_actor(role, town="330482001")
        with pytest.raises(Refused):
            decide_rows(list_id=found, wish=Wish("new", "aside", "否"), seen_waiting=1, by=by, at=moment(DAY))


def test_a_permission_without_the_whole_county_reaches_no_list(pinghu):
    from dataclasses import replace

    with pinghu():
        by = make_actor("town-supervisor", town="330482001")
        officer = make_actor("bureau-officer")
        stretched = replace(by, permissions=officer.permissions)
        with pytest.raises((NotReached, Refused)):
            bring(line("赵新", THREE), by=stretched)


def test_a_row_without_second_birth_is_kept_by_name(pinghu):
    with pinghu():
        found = bring(["赵新", "", str(SECOND), *PLACE], headings=UNCLEAR_HEADS)
        (row,) = rows(found, "new")
        assert (row.name, row.born_on, row.file_number) == ("赵新", SECOND, "")
