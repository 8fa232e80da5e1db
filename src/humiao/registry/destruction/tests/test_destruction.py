"""Periods that only lengthen; lists prepared by one, approved by another, carried out in batches."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from conftest import make_actor

from humiao.access.public import EVERYBODY, NOBODY, SYSTEM, NotReached, Role
from humiao.foundation import chores, context
from humiao.foundation.clock import moment
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.retention.classes import Retention
from humiao.foundation.trail.models import TrailEntry
from humiao.registry.corrections.tests.conftest import AT, TODAY, build
from humiao.registry.destruction import kinds, rules
from humiao.registry.destruction.choices import Fate, State
from humiao.registry.destruction.commands import executing
from humiao.registry.destruction.public import (
    approve_destruction,
    carry_out,
    carry_out_approved,
    destruction_list,
    destruction_lists,
    due_counts,
    fates_of,
    items_of,
    name_of,
    periods,
    prepare_destruction,
    refuse_destruction,
    set_period,
    waiting_lists,
    withdraw_destruction,
    years_of,
)
from humiao.registry.holds.public import place_hold
from humiao.registry.intake.public import Facts, NewIntake, open_intake
from humiao.registry.lists.public import upload_roster
from humiao.registry.lists.tests.sheets import workbook
from humiao.registry.models import AccessRequest, Child, ChildRequest, DestructionList, Intake, ListImport
from humiao.registry.public import NewParticipant, add_participant, leave_roster
from humiao.registry.requests.public import (
    Asker,
    Identity,
    Kind,
    NewRequest,
    answer_request,
    take_request,
)
from humiao.registry.restricted.public import ask_access, refuse_request
from humiao.registry.restricted.tests.conftest import person

COUNTY = "330482"
LATER = moment(date(2045, 6, 1))


@pytest.fixture
def world(pinghu):
    """Leave only old files: both children of one home left the roster twenty years before."""
    with pinghu():
        made = build()
        for child in (made.kept, made.sister):
            leave_roster(child_id=child, on=TODAY, reason="moved_away", by=made.officer, at=AT)
        yield made


def prepare(world, by=None, year=2045, at=LATER):
    return prepare_destruction(year=year, by=by or world.officer, at=at)


def approve(world, listed, by=None, version=1, **more):
    approve_destruction(list_id=listed, seen_version=version, by=by or world.approver, at=LATER, **more)


def run(listed, most=executing.BATCH):
    rounds = 0
    while carry_out(list_id=listed, at=LATER, most=most):
        rounds += 1
    return rounds


def refusal(call):
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.decision.code


@pytest.mark.parametrize(
    ("key", "value", "source", "code"),
    [
        ("procurement", 20, "平民〔2024〕9号", ""),
        ("procurement", 15, "平民〔2024〕9号", ""),
        ("procurement", 14, "平民〔2024〕9号", "too-short"),
        ("procurement", 101, "平民〔2024〕9号", "too-long"),
        ("procurement", 20, " ", "no-source"),
        ("book", 10, "平民〔2024〕9号", "unknown-period"),
        ("nothing", 10, "平民〔2024〕9号", "unknown-period"),
        ("request-days", 10, "平民〔2024〕9号", ""),
        ("request-days", 16, "平民〔2024〕9号", "too-slow"),
    ],
)
def test_a_county_may_lengthen_never_shorten(key, value, source, code):
    assert rules.may_set_period(key, value, source).code == code


def test_a_period_the_county_set_holds_with_its_paper(world):
    set_period(key="child_file", value=12, source="平民〔2024〕9号", by=world.approver, at=AT)
    set_period(key="child_file", value=30, source="平民〔2025〕1号", by=world.approver, at=AT)
    found = periods()
    assert (found["child_file"].value, found["child_file"].source) == (30, "平民〔2025〕1号")
    assert (found["book"].value, found["request-days"].value) == (None, 15)
    assert years_of(Retention.CHILD_FILE) == 30
    assert refusal(lambda: set_period(key="visit", value=20, source="a", by=world.officer, at=AT))
    assert [c.due for c in due_counts(date(2045, 12, 31)) if c.kind == "child-file"] == [0]


@pytest.mark.parametrize(
    ("born", "last", "due"),
    [
        (date(2015, 3, 7), None, date(2043, 3, 7)),
        (date(2015, 3, 7), date(2024, 11, 20), date(2043, 3, 7)),
        (date(2007, 3, 7), date(2025, 12, 31), date(2035, 12, 31)),  # the records of service go last
        (date(2012, 2, 29), None, date(2040, 2, 29)),
    ],
)
def test_from_when_a_file_may_go(born, last, due):
    assert rules.file_due_on(born, years=10, last_service=last, service_years=10) == due


def test_the_rule_and_the_statement_agree_on_the_day(world):
    (found,) = {r.due_on for r in kinds.kind_of("child-file").due(date(2045, 12, 31), {world.kept})}
    assert found == date(2043, 3, 7)
    assert kinds.kind_of("child-file").due(date(2043, 3, 6), None) == []
    assert kinds.kind_of("child-file").due(date(2045, 12, 31), set()) == []


def test_two_people_and_the_worker_destroy_what_is_due(world):
    listed = prepare(world)
    assert refusal(lambda: prepare(world)) == "already-prepared"
    assert refusal(lambda: approve(world, listed, by=world.officer)) == "not-permitted"
    both = make_actor("bureau-approver")
    row = DestructionList.objects.get(pk=listed)
    row.prepared_by = both.account_id
    row.save()
    assert refusal(lambda: approve(world, listed, by=both)) == "same-person"
    with pytest.raises(Conflict):
        approve(world, listed, version=9)
    assert not carry_out(list_id=listed, at=LATER)  # nothing goes before it is approved
    assert Child.objects.get(pk=world.kept).name == "王小明"
    approve(world, listed)
    assert run(listed, most=1) == 2
    value = destruction_list(EVERYBODY, listed)
    assert (value.state, value.counts) == (State.DONE, {"child-file": 2})
    assert fates_of(listed) == {("child-file", Fate.DESTROYED): 2}
    assert Child.objects.filter(retired_as="erased").count() == 2
    assert Child.objects.get(pk=world.twice).name == "王晓明"  # still on the roster
    actions = TrailEntry.objects.values_list("action", flat=True)
    assert {"prepare-destruction", "approve-destruction", "destroy-records", "finish-destruction"} <= set(
        actions
    )
    assert refusal(lambda: prepare(world)) == "nothing-due"
    assert refusal(lambda: approve(world, listed, version=3)) == "already-decided"


def test_a_hold_is_marked_when_listed_and_looked_at_again_when_done(world):
    place_hold(child_id=world.sister, authority="法院", reason="诉讼", from_on=TODAY, by=world.officer, at=AT)
    listed = prepare(world)
    assert [c.held for c in due_counts(date(2045, 12, 31)) if c.kind == "child-file"] == [1]
    place_hold(
        child_id=world.kept, authority="法院", reason="诉讼", from_on=TODAY, by=world.officer, at=LATER
    )
    approve(world, listed)
    run(listed)
    assert fates_of(listed) == {("child-file", Fate.HELD): 2}
    assert not Child.objects.filter(retired_as="erased").exists()


def test_what_is_no_longer_due_or_left_out_is_kept(world):
    listed = prepare(world)
    one, other = items_of(listed)
    approve(world, listed, left_out=[one.id])
    set_period(key="child_file", value=50, source="平民〔2045〕1号", by=world.approver, at=LATER)
    run(listed)
    states = {item.id: item.state for item in items_of(listed, size=0)}
    assert states == {one.id: Fate.LEFT_OUT, other.id: Fate.KEPT}


def test_a_list_may_be_refused_or_taken_back(world):
    listed = prepare(world)
    assert (
        refusal(
            lambda: refuse_destruction(list_id=listed, note=" ", seen_version=1, by=world.approver, at=LATER)
        )
        == "no-reason"
    )
    refuse_destruction(list_id=listed, note="漏列", seen_version=1, by=world.approver, at=LATER)
    again = prepare(world)
    other = make_actor("bureau-officer")
    assert (
        refusal(lambda: withdraw_destruction(list_id=again, seen_version=1, by=other, at=LATER))
        == "not-yours"
    )
    withdraw_destruction(list_id=again, seen_version=1, by=world.officer, at=LATER)
    assert (
        refusal(lambda: withdraw_destruction(list_id=again, seen_version=2, by=world.officer, at=LATER))
        == "already-decided"
    )
    assert [v.state for v in destruction_lists(EVERYBODY)] == [State.WITHDRAWN, State.REFUSED]
    assert waiting_lists(EVERYBODY) == ()


def test_lists_are_the_whole_countys(world):
    listed = prepare(world)
    assert [v.id for v in waiting_lists(EVERYBODY)] == [listed]
    assert waiting_lists(EVERYBODY, besides=[world.officer.account_id]) == ()
    assert destruction_lists(NOBODY) == ()
    with pytest.raises(NotReached):
        destruction_list(make_actor("town-supervisor", town="330482001").scope, listed)
    with pytest.raises(NotReached):
        destruction_list(EVERYBODY, world.kept)
    assert refusal(lambda: prepare(world, by=world.town)) == "not-permitted"
    assert refusal(lambda: prepare(world, year=2046)) == "too-early"


def test_other_records_go_when_their_time_is_over(world):
    facts = Facts(
        name="赵小强", sex="1", town_code="330482001", village_code="330482001001", situation="无人"
    )
    intake = open_intake(new=NewIntake("provider", facts, programme_id=world.programme), by=SYSTEM, at=AT).id
    Intake.objects.filter(pk=intake).update(state="refused")
    rows = [["赵一", "男", "2014-01-02", "330482001", "330482001001"]]
    data = workbook(rows, headings=("姓名", "性别", "出生日期", "乡镇", "村"))
    imported = upload_roster(data=data, file_name="名册.xlsx", by=SYSTEM, at=AT)
    add_participant(participant=NewParticipant(world.programme, "赵小雪", 2012), by=SYSTEM, at=AT)
    asked = take_request(
        child_id=world.twice, new=NewRequest(Kind.SEE, Asker.GUARDIAN, "李芳", Identity.ID_CARD, TODAY),
        by=world.officer, at=AT,
    )  # fmt: skip
    answer_request(request_id=asked, is_granted=True, answer="已看", seen_version=1, by=world.officer, at=AT)
    reader = person(Role.BUREAU_OFFICER)(AT)
    sought: dict[str, Any] = {"days": 7, "reason": "会商需要，查阅个案材料全文", "by": reader, "at": AT}
    access = ask_access(typed="330482200101010011", **sought)
    ask_access(typed="330482-99", **sought)  # nobody answered it: it isn't due
    refuse_request(request_id=access, note="没有这样的限制档案，请核对编号", seen_version=1, by=SYSTEM, at=AT)
    assert AccessRequest.objects.get(pk=access).typed == "330482********0011"
    listed = prepare(world)
    counts = destruction_list(EVERYBODY, listed).counts
    assert counts == {
        "access-request": 1, "child-file": 2, "intake": 1, "list-import": 1, "participant": 1, "request": 1,
    }  # fmt: skip
    approve(world, listed)
    run(listed)
    assert set(fates_of(listed)) == {(code, Fate.DESTROYED) for code in counts}
    assert (Intake.objects.get(pk=intake).name, Intake.objects.get(pk=intake).facts) == ("", None)
    assert ListImport.objects.get(pk=imported).content is None
    assert ChildRequest.objects.get(pk=asked).asker_name is None
    assert not any(AccessRequest.objects.filter(pk=access).values_list("typed", "reason", "note").get())
    assert name_of("request") != "request"
    assert name_of("no-such-kind") == "no-such-kind"


def test_the_worker_carries_out_what_is_approved(own_database):
    own_database()
    with context.county(COUNTY, writes=True):
        world = build()
        for child in (world.kept, world.sister):
            leave_roster(child_id=child, on=TODAY, reason="moved_away", by=world.officer, at=AT)
        listed = prepare(world)
        approve(world, listed)
    chores.do_chores([COUNTY, "654002"])
    with context.county(COUNTY):
        assert destruction_list(EVERYBODY, listed).state == State.DONE
    carry_out_approved(COUNTY)  # nothing is left to do


def test_a_chore_that_fails_stops_no_other(caplog, monkeypatch):
    done: list[str] = []
    monkeypatch.setattr(chores, "_chores", {"a": lambda _c: 1 / 0, "b": done.append})
    chores.do_chores(["330482"])
    assert done == ["330482"]
    assert "a failed in county 330482" in caplog.text


def test_deciding_by_truth_table(world):
    value = destruction_list(EVERYBODY, prepare(world))
    assert rules.may_decide(value, account=None, posts=[])
    assert rules.may_decide(value, account=value.prepared_by, posts=[]).code == "same-person"
    assert rules.may_withdraw(value, account=value.prepared_by)
    assert timedelta(0) < LATER - AT
