"""What was taken from a list goes back as one step: the files, the rows that wait again, who says no."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from conftest import make_actor

from humiao.access.public import SYSTEM, NotReached
from humiao.foundation.clock import moment
from humiao.foundation.decisions import Refused
from humiao.foundation.trail.public import latest_acts
from humiao.registry.departments import rules
from humiao.registry.departments.commands.taking_back import may_take_back_now, take_back
from humiao.registry.departments.queries import decisions_of
from humiao.registry.departments.tests.conftest import AT, DAY, LATER, ONE, TWO, bring, decide, line, rows
from humiao.registry.departments.tests.test_comparing import two_children
from humiao.registry.family.public import LifeKind, Schooling, family_of, record_life
from humiao.registry.lists.tests.axes import kept
from humiao.registry.models import Child, DepartmentDecision, DepartmentRow, LifeEntry, PlaceMove, TakenChild
from humiao.registry.months.tests.conftest import AUGUST, close
from humiao.registry.public import change_child, change_household
from humiao.registry.tests.conftest import OTHER_TOWN, OTHER_VILLAGE

THEN = LATER + timedelta(hours=1)
HEADS = ("姓名", "身份证号", "监护人", "乡镇", "村", "家庭住址", "就读学校", "享受类别")


def taken(school="城关小学"):
    """Take from a list that both children go to another school, in the other town, and more of the first."""
    found = bring(
        ["王小明", ONE, "王奶奶", "平湖2街道", "乙东社区", "", school, "留守儿童"],
        ["王小红", TWO, "", "平湖2街道", "乙东社区", "", school, ""],
        headings=HEADS,
    )
    assert decide(found, "changed", "take").done == 2
    (decision,) = decisions_of(SYSTEM, found, at=LATER)
    return found, decision


def back(found, decision, *, by=SYSTEM, at=THEN):
    return take_back(list_id=found, decision_id=decision.id, by=by, at=at)


def test_all_files_are_as_before_and_the_rows_wait_again(pinghu, officer):
    with pinghu():
        first, second = two_children()
        before = kept()
        found, decision = taken()
        assert decision.may_take_back
        assert kept() != before
        done = back(found, decision, by=officer)
        assert (done.restored, done.kept, done.housed) == (2, (), ())
        assert kept() == before
        assert {(r.outcome, r.decision_id, r.decided_at) for r in rows(found, "changed")} == {
            ("", None, None)
        }
        (decision,) = decisions_of(SYSTEM, found, at=THEN)
        assert (decision.undone_at, decision.may_take_back) == (THEN, False)
        for child in (first, second):
            act = latest_acts(child_id=child)[0]
            assert (act.action, act.actor, act.plain) == (
                "take-back-facts", officer.account_id, {"decision": str(decision.id)}
            )  # fmt: skip


def test_what_was_taken_back_may_be_taken_again(pinghu):
    with pinghu():
        first, _second = two_children()
        found, decision = taken()
        back(found, decision)
        assert decide(found, "changed", "take").done == 2
        assert Child.objects.get(pk=first).school == "城关小学"
        assert DepartmentDecision.objects.count() == 2


def test_a_file_worked_on_since_stays_and_is_named(pinghu):
    with pinghu():
        first, second = two_children()
        found, decision = taken()
        version = Child.objects.get(pk=first).version
        change_child(child_id=first, seen_version=version, changes={"grade": "五年级"}, by=SYSTEM, at=LATER)
        done = back(found, decision)
        assert (done.restored, done.kept) == (1, (first,))
        assert Child.objects.get(pk=first).school == "城关小学"
        assert Child.objects.get(pk=second).school != "城关小学"
        waiting = {r.child_id: r.outcome for r in rows(found, "changed")}
        assert waiting == {first: "take", second: ""}


def test_a_home_changed_since_stays(pinghu):
    with pinghu():
        first, second = two_children()
        found, decision = taken()
        homes = {Child.objects.get(pk=c).household_id for c in (first, second)}
        for home in homes:
            version = Child.objects.filter(household_id=home)[0].household.version
            change_household(
                household_id=home, seen_version=version, changes={"phone": "13900002222"}, by=SYSTEM,
                at=LATER + timedelta(minutes=1),
            )  # fmt: skip
        done = back(found, decision)
        assert set(done.kept) | set(done.housed) == {first, second}
        assert set(Child.objects.values_list("town_code", "village_code")) == {(OTHER_TOWN, OTHER_VILLAGE)}


def test_the_dated_entry_goes_with_it(pinghu):
    with pinghu():
        first, _second = two_children()
        body = Schooling("primary", "实验小学", "三年级")
        record_life(child_id=first, body=body, from_on=date(2024, 9, 1), by=SYSTEM, at=AT)
        found, decision = taken()

        def schooling():
            return family_of(SYSTEM.scope, first, on=DAY).one(LifeKind.SCHOOL)

        assert (schooling().version, schooling().body.school) == (2, "城关小学")
        back(found, decision)
        assert (schooling().version, schooling().body) == (1, body)
        assert LifeEntry.objects.count() == 1


def test_it_is_done_once_and_within_a_day(pinghu):
    with pinghu():
        two_children()
        found, decision = taken()
        for at, code in ((LATER + timedelta(hours=25), "too-late"), (THEN, ""), (THEN, "taken-back")):
            if not code:
                back(found, decision, at=at)
                continue
            with pytest.raises(Refused) as refused:
                back(found, decision, at=at)
            assert refused.value.decision.code == code
        assert not PlaceMove.objects.exists()
        assert TakenChild.objects.count() == 2


def test_a_decision_that_took_nothing_has_nothing_to_give_back(pinghu):
    with pinghu():
        two_children()
        found = bring(line("王小明", ONE, school="城关小学"))
        decide(found, "changed", "keep")
        (decision,) = decisions_of(SYSTEM, found, at=LATER)
        assert not decision.may_take_back
        with pytest.raises(Refused) as refused:
            back(found, decision)
        assert refused.value.decision.code == "took-nothing"


def test_a_month_closed_since_that_counts_a_child_keeps_all(pinghu):
    with pinghu():
        two_children()
        found, decision = taken()
        closing = date(2024, 12, 20)
        DepartmentDecision.objects.update(recorded_at=moment(closing, 8))
        close(DAY.replace(day=1), closing.day)
        row, then = DepartmentDecision.objects.get(), moment(closing, 18)
        with pytest.raises(Refused) as refused:
            back(found, decision, at=then)
        assert refused.value.decision.code == "month-closed"
        assert may_take_back_now(row, then) == refused.value.decision
        assert DepartmentRow.objects.filter(outcome="take").count() == 2


def test_another_list_s_decision_or_none_is_not_reached(pinghu):
    with pinghu():
        two_children()
        found, decision = taken()
        other = bring(line("赵新", "", school="城关小学"), department="health")
        for list_id, decision_id in ((other, decision.id), (found, uuid4())):
            with pytest.raises(NotReached):
                take_back(list_id=list_id, decision_id=decision_id, by=SYSTEM, at=THEN)


@pytest.mark.parametrize("role", ["bureau-leader", "town-supervisor", "provider-manager"])
def test_who_may_not_decide_may_not_take_back(pinghu, role):
    with pinghu():
        two_children()
        found, decision = taken()
        with pytest.raises((Refused, NotReached)):
            back(found, decision, by=make_actor(role))


@pytest.mark.parametrize(
    ("is_taking", "undone_at", "hours", "closed", "code"),
    [
        (True, None, 24, None, ""),
        (True, None, 25, None, "too-late"),
        (True, AT, 1, AUGUST, "taken-back"),
        (False, None, 1, None, "took-nothing"),
        (True, None, 1, AUGUST, "month-closed"),
    ],
)
def test_when_facts_may_be_taken_back(is_taking, undone_at, hours, closed, code):
    answer = rules.may_take_back(
        is_taking=is_taking, decided_at=AT, undone_at=undone_at, at=AT + timedelta(hours=hours), closed=closed
    )
    assert answer.code == code
