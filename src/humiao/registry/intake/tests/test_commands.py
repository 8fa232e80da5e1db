"""The way of an intake through its offices, each step with its refusals and its row of the trail."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from conftest import make_actor
from django.db import transaction

from humiao.access.public import SYSTEM, NotReached
from humiao.foundation.clock import moment
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.trail.models import TrailEntry
from humiao.programmes.public import load_programme, load_terms, shipped_files
from humiao.registry.intake.choices import Door, State
from humiao.registry.intake.public import (
    Facts,
    NewIntake,
    check_in_village,
    complete_intake,
    decide_intake,
    open_intake,
    prepare_decision,
    refer,
    refuse_intake,
    return_for_completion,
    serve_at_once,
    view_in_town,
    withdraw,
)
from humiao.registry.intake.queries.reading import alike_of, intake_of
from humiao.registry.intake.tests.conftest import AT, BASIS, brought, facts, version
from humiao.registry.intake.values import Wanted
from humiao.registry.models import CategorySpell, Child, Enrolment, RosterSpell
from humiao.registry.public import child_file, give_category
from humiao.registry.tests.conftest import OTHER_TOWN, OTHER_VILLAGE

NEXT_WEEK = AT + timedelta(days=7)


def refused(call, **given):
    with pytest.raises(Refused) as caught, transaction.atomic():
        call(at=AT, **given)
    return caught.value.decision.code


def acts():
    return list(TrailEntry.objects.order_by("id").values_list("action", flat=True))


def opened(people, by=None, **more):
    return open_intake(new=brought(**more), by=by or people.director, at=AT).id


def at_county(people, **more):
    return opened(people, by=people.officer, door=Door.DESIGNATED, designator="县妇联", **more)


def step(call, intake_id, by, **given):
    return call(intake_id=intake_id, seen_version=version(intake_id, by), by=by, at=AT, **given)


def test_an_application_goes_from_village_to_town_to_county_to_the_roster(pinghu, people):
    with pinghu():
        made = open_intake(new=brought(), by=people.director, at=AT)
        assert made.number.startswith("330482-S")
        assert made.state == State.VILLAGE
        one = made.id
        assert (
            step(check_in_village, one, people.director, finding="holds", reason="入户看过，属实")
            == State.TOWN
        )
        assert step(view_in_town, one, people.supervisor, finding="holds", reason="材料齐全") == State.COUNTY
        assert (
            step(prepare_decision, one, people.officer, finding="holds", reason="符合第三条") == State.COUNTY
        )
        number = step(decide_intake, one, people.approver, basis=BASIS, reason="同意")
        value = intake_of(people.officer, one)
        assert value.state is State.ON_ROSTER
        assert value.row.due_on is None
        assert value.decision_number == BASIS
        assert [s.action for s in value.steps] == ["open", "check", "review", "prepare", "accept"]
        assert [s.office for s in value.steps] == ["village", "village", "town", "bureau", "bureau"]
        file = child_file(SYSTEM.scope, value.child_id or one, AT.date())
        assert file.file_number == number
        assert file.is_on_roster
        assert file.roster[0].basis == BASIS
        assert [c.category for c in file.categories] == ["DE_FACTO"]
        assert file.guardians[0].name == "王奶奶"
        assert acts()[:5] == [
            "intake-open",
            "intake-check",
            "intake-review",
            "intake-prepare",
            "register-child",
        ]
        assert acts()[-1] == "intake-accept"


def test_the_county_has_fifteen_working_days(pinghu, people):
    with pinghu():
        one = opened(people, by=people.supervisor, door=Door.CHILD_DIRECTOR)
        assert intake_of(people.supervisor, one).row.due_on == date(2024, 12, 11)
        step(view_in_town, one, people.supervisor, finding="holds", reason="好")
        value = intake_of(people.officer, one)
        assert (value.limit, value.row.due_on) == ("county", date(2024, 12, 11))
        assert not value.row.is_overdue(date(2024, 12, 11))
        assert value.row.is_overdue(date(2024, 12, 12))


def test_a_programmes_own_route_leads_straight_to_the_bureau(pinghu, people):
    with pinghu():
        load_programme(terms=load_terms(shipped_files()["pinghu-2024"]), by=SYSTEM, at=AT)
        made = open_intake(new=brought(), by=people.director, at=AT)
        value = intake_of(people.director, made.id)
        assert (made.state, value.route) == (State.COUNTY, ("bureau",))
        assert value.programme_id
        assert value.steps[0].said["clause"] == "五"


def test_a_route_may_ask_who_designated_the_child(yining, people):
    with yining():
        at = moment(date(2025, 4, 1))
        load_programme(terms=load_terms(shipped_files()["yining-2025"]), by=SYSTEM, at=at)
        here: dict[str, Any] = {"town_code": "654002001", "village_code": "654002001001"}
        with pytest.raises(Refused, match="指定"):
            open_intake(new=brought(Door.DESIGNATED, **here), by=people.officer, at=at)
        terms = load_terms(shipped_files()["yining-2025"])
        routes = tuple(r.model_copy(update={"names_designator": True}) for r in terms.routes)
        load_programme(terms=terms.model_copy(update={"code": "other", "routes": routes}), by=SYSTEM, at=at)
        with pytest.raises(Refused, match="指定"):
            open_intake(new=brought(Door.GUARDIAN, **here), by=people.officer, at=at)
        new = brought(Door.DESIGNATED, designator="市委政法委", **here)
        assert open_intake(new=new, by=people.officer, at=at).state == State.COUNTY


def test_who_is_not_known_is_a_clue_until_it_is_completed(pinghu, people):
    with pinghu():
        clue = NewIntake("hotline", Facts(situation="城南有个孩子独自在家", applicant="匿名"))
        one = open_intake(new=clue, by=people.officer, at=AT).id
        assert intake_of(people.officer, one).state is State.CLUE
        assert (
            refused(
                complete_intake, intake_id=one, facts=Facts(situation="x"), seen_version=1, by=people.officer
            )
            == "not-clear"
        )
        assert step(complete_intake, one, people.officer, facts=facts()) == State.VILLAGE
        last = intake_of(people.officer, one).steps[-1]
        assert last.said["changed"]["name"] == ["", "王小明"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"name": "王\u202e明"}, "unreadable"),
        ({"name": "王" * 61}, "too-long"),
        ({"born_on": date(2001, 1, 1)}, "too-old"),
        ({"village_code": OTHER_VILLAGE}, "unknown-village"),
        ({"situation": "", "wanted": ()}, "nothing-said"),
        ({"id_number": "33048220150307123"}, "id-wrong_length"),
        ({"door": Door.DESIGNATED}, "no-designator"),
    ],
)
def test_what_an_intake_may_not_say(pinghu, people, more, code):
    with pinghu():
        assert refused(open_intake, new=brought(**more), by=people.officer) == code
        assert acts() == []


def test_each_reports_from_the_own_place(pinghu, people):
    elsewhere: dict[str, Any] = {"town_code": OTHER_TOWN, "village_code": OTHER_VILLAGE}
    with pinghu():
        for by in (people.director, people.supervisor):
            assert refused(open_intake, new=brought(**elsewhere), by=by) == "outside-reach"
        assert refused(open_intake, new=brought(Door.PROVIDER), by=people.worker) == "outside-reach"
        assert open_intake(new=brought(Door.PROVIDER, programme_id=people.programme), by=people.worker, at=AT)
        assert open_intake(new=brought(), by=people.worker, at=AT).number
        assert refused(open_intake, new=brought(), by=people.evaluator) == "not-permitted"


def test_whoever_brought_a_child_sees_it_and_others_do_not(pinghu, people):
    with pinghu():
        other = people.__class__()
        one = opened(people, by=people.worker, door=Door.PROVIDER, programme_id=people.programme)
        assert intake_of(people.worker, one).row.number
        assert intake_of(people.manager, one).row.number
        assert intake_of(people.director, one).row.number
        for by in (other.worker, other.manager):
            with pytest.raises(NotReached):
                intake_of(by, one)
            with pytest.raises(NotReached):
                alike_of(by, one)
        with pytest.raises(NotReached):
            check_in_village(
                intake_id=one, finding="holds", reason="x", seen_version=1,
                by=make_actor("child-director", village=OTHER_VILLAGE),
                at=AT,
            )  # fmt: skip


def test_no_step_out_of_turn_nor_by_another_office(pinghu, people):
    with pinghu():
        one = opened(people)
        seen: dict[str, Any] = {"intake_id": one, "seen_version": 1}
        assert refused(view_in_town, finding="holds", reason="x", by=people.supervisor, **seen) == "not-now"
        assert refused(decide_intake, basis=BASIS, by=people.approver, **seen) == "not-now"
        assert (
            refused(check_in_village, finding="holds", reason="x", by=people.approver, **seen)
            == "not-permitted"
        )
        assert (
            refused(check_in_village, finding="holds", reason="", by=people.director, **seen) == "no-reason"
        )
        assert (
            refused(check_in_village, finding="yes", reason="x", by=people.director, **seen)
            == "unknown-finding"
        )
        assert (
            refused(check_in_village, finding="holds", reason="x" * 1001, by=people.director, **seen)
            == "too-long"
        )
        assert (
            refused(check_in_village, finding="holds", reason="a\x00", by=people.director, **seen)
            == "unreadable"
        )
        assert refused(withdraw, reason="x", by=people.approver, **seen) == "not-this-office"
        assert (
            refused(prepare_decision, finding="maybe", reason="x", by=people.officer, **seen)
            == "unknown-finding"
        )
        assert acts() == ["intake-open"]


def test_somebody_elses_step_in_between_is_a_conflict(pinghu, people):
    with pinghu():
        one = opened(people)
        step(check_in_village, one, people.director, finding="unclear", reason="家里没人")
        with pytest.raises(Conflict, match="待乡镇"):
            check_in_village(
                intake_id=one, finding="holds", reason="x", seen_version=1, by=people.director, at=AT
            )


def test_returned_it_comes_back_to_the_office_that_asked(pinghu, people):
    with pinghu():
        one = opened(people, by=people.supervisor, door=Door.CHILD_DIRECTOR)
        assert step(return_for_completion, one, people.supervisor, needed="请补父亲的证明") == State.RETURNED
        value = intake_of(people.supervisor, one)
        assert (value.return_to, value.limit) == ("town-view", "completing")
        assert (
            refused(
                view_in_town, intake_id=one, finding="holds", reason="x", seen_version=2, by=people.supervisor
            )
            == "not-now"
        )
        more = facts(papers=("missing",))
        assert step(complete_intake, one, people.supervisor, facts=more, reason="已补") == State.TOWN
        assert intake_of(people.supervisor, one).facts.papers == ("missing",)


def test_refused_in_writing(pinghu, people):
    with pinghu():
        one = at_county(people)
        seen: dict[str, Any] = {"intake_id": one, "seen_version": 1, "by": people.approver}
        assert refused(refuse_intake, reason="", **seen) == "no-reason"
        assert refused(refuse_intake, reason="x", basis="x" * 101, **seen) == "basis-too-long"
        refuse_intake(reason="父亲有抚养能力", basis=BASIS, at=AT, **seen)
        value = intake_of(people.officer, one)
        assert (value.state, value.steps[-1].said["reason"]) == (State.REFUSED, "父亲有抚养能力")
        assert refused(withdraw, intake_id=one, reason="x", seen_version=2, by=people.officer) == "ended"
        assert Child.objects.count() == 0


def test_referred_to_somebody_named(pinghu, people):
    with pinghu():
        one = opened(people, by=people.officer, registered_at="江苏省昆山市")
        assert intake_of(people.officer, one).limit == "receiving"
        seen: dict[str, Any] = {"intake_id": one, "seen_version": 1, "by": people.officer}
        assert refused(refer, to="", reason="户籍在外地", **seen) == "no-receiver"
        assert refer(to="昆山市民政局", reason="户籍在外地", at=AT, **seen) == State.REFERRED


def test_the_one_who_prepared_does_not_decide(pinghu, people):
    both = replace(
        people.officer, posts=people.officer.posts + people.approver.posts,
        permissions=people.officer.permissions | people.approver.permissions,
    )  # fmt: skip
    with pinghu():
        one = at_county(people)
        step(prepare_decision, one, both, finding="holds", reason="符合")
        seen: dict[str, Any] = {"intake_id": one, "seen_version": 2}
        assert refused(decide_intake, basis=BASIS, by=both, **seen) == "same-person"
        assert refused(refuse_intake, reason="x", by=both, **seen) == "same-person"
        unclear = {"finding": "unclear", "reason": "x", "by": people.officer}
        assert refused(prepare_decision, **unclear, **seen) == "unclear-proposal"
        assert decide_intake(basis=BASIS, by=people.approver, at=AT, **seen)


def test_a_decision_needs_a_number_and_a_category(pinghu, people):
    with pinghu():
        one = at_county(people, wanted=())
        seen: dict[str, Any] = {"intake_id": one, "seen_version": 1, "by": people.approver}
        assert refused(decide_intake, basis=BASIS, **seen) == "no-category"
        given = [Wanted("SUBSISTENCE", "低保证")]
        assert refused(decide_intake, basis="", categories=given, **seen) == "no-basis"
        assert refused(decide_intake, basis=BASIS, categories=[Wanted("NO")], **seen) == "unknown-category"
        assert decide_intake(basis=BASIS, categories=given, from_on=date(2024, 11, 1), at=AT, **seen)
        (spell,) = RosterSpell.objects.all()
        assert spell.entered_on == date(2024, 11, 1)


def test_a_child_in_danger_is_served_at_once_and_decided_later(pinghu, people):
    with pinghu():
        programme = load_programme(terms=load_terms(shipped_files()["pinghu-2024"]), by=SYSTEM, at=AT).id
        people.__init__(programme)
        new = brought(Door.PROVIDER, programme_id=programme, danger=True)
        one = open_intake(new=new, by=people.worker, at=AT).id
        assert intake_of(people.worker, one).row.due_on == AT.date()
        seen: dict[str, Any] = {"intake_id": one, "seen_version": 1}
        assert refused(serve_at_once, reason="", by=people.manager, **seen) == "no-reason"
        made = serve_at_once(
            reason="独自在家，无人照看", programme_id=programme, by=people.manager, at=AT, **seen
        )
        assert Enrolment.objects.get().programme_id == programme
        value = intake_of(people.officer, one)
        assert (value.state, value.limit, value.child_id) == (State.COUNTY, "county", made.id)
        assert (
            refused(serve_at_once, intake_id=one, reason="x", seen_version=2, by=people.officer)
            == "served-already"
        )
        assert step(decide_intake, one, people.approver, basis=BASIS) == made.file_number
        (spell,) = RosterSpell.objects.all()
        assert spell.basis == BASIS
        assert "confirm-service" in acts()


@pytest.mark.parametrize(
    ("call", "given", "reason"),
    [
        (refuse_intake, {"reason": "不符合"}, "not_recognised"),
        (refer, {"to": "外地", "reason": "户籍"}, "not_recognised"),
        (withdraw, {"reason": "家人撤回"}, "withdrawn"),
    ],
)
def test_served_at_once_and_then_not_taken_in_it_leaves_the_roster(pinghu, people, call, given, reason):
    with pinghu():
        one = at_county(people)
        step(serve_at_once, one, people.supervisor, reason="危险")
        step(call, one, people.approver, **given)
        (spell,) = RosterSpell.objects.all()
        assert (spell.left_on, spell.leave_reason) == (AT.date(), reason)


def test_a_category_given_while_it_was_served_is_not_given_twice(pinghu, people):
    with pinghu():
        one = at_county(people, wanted=(Wanted("DE_FACTO", "公安机关证明"), Wanted("SUBSISTENCE")))
        made = step(serve_at_once, one, people.officer, reason="危险")
        give_category(
            child_id=made.id, category="DE_FACTO", from_on=AT.date(), proof="证1", by=people.officer, at=AT
        )
        step(decide_intake, one, people.approver, basis=BASIS)
        held = CategorySpell.objects.order_by("category").values_list("category", "proof")
        assert list(held) == [("DE_FACTO", "证1"), ("SUBSISTENCE", "")]


def test_served_and_gone_it_must_come_back_before_the_decision(pinghu, people):
    with pinghu():
        one = at_county(people)
        step(serve_at_once, one, people.officer, reason="危险")
        RosterSpell.objects.update(left_on=AT.date(), leave_reason="moved_away", leave_recorded_at=AT)
        seen: dict[str, Any] = {"intake_id": one, "seen_version": 2, "by": people.approver}
        assert refused(decide_intake, basis=BASIS, **seen) == "left-meanwhile"
        refuse_intake(reason="已迁出", at=AT, **seen)
        assert RosterSpell.objects.get().leave_reason == "moved_away"


def test_only_who_is_known_can_be_served(pinghu, people):
    with pinghu():
        clue = NewIntake("hotline", Facts(situation="有孩子被打", danger="正在挨打"))
        one = open_intake(new=clue, by=people.officer, at=AT).id
        assert intake_of(people.officer, one).row.is_in_danger
        assert (
            refused(serve_at_once, intake_id=one, reason="x", seen_version=1, by=people.officer)
            == "not-clear"
        )
