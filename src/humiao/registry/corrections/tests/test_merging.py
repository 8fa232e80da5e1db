"""Two files become one, and two again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from humiao.access.public import SYSTEM, NotReached
from humiao.assessments.models import Assessment, LevelChange, Need
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.ids import new_id
from humiao.foundation.trail.public import latest_acts
from humiao.registry.corrections.public import (
    confirm_correction,
    correction_of,
    corrections_of,
    corrections_to_decide,
    merged_file_of,
    propose_merge,
    propose_undo,
    refuse_correction,
    waiting_corrections,
    withdraw_correction,
)
from humiao.registry.corrections.queries import touched_rows
from humiao.registry.corrections.tests.conftest import AT, START, TODAY, World, tables
from humiao.registry.models import CategorySpell, Child, Enrolment, Guardian, Participant, RosterSpell
from humiao.registry.public import (
    ChildFilter,
    ClassRule,
    change_child,
    children_page,
    find_children,
    leave_roster,
    roster_count,
)
from humiao.visits.models import Exemption, Visit, VisitLine

EVERYBODY = (ClassRule("all", residual=True),)


def code_of(call) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.decision.code


def test_every_record_follows_the_child(world: World):
    line = world.visit(world.twice)
    world.need(world.twice)
    assessment = world.assess(world.twice, "green", TODAY - timedelta(days=9))
    world.merge()
    assert VisitLine.objects.get(pk=line).child_id == world.kept
    assert Need.objects.get().child_id == world.kept
    assert Assessment.objects.get(pk=assessment).child_id == world.kept
    assert set(LevelChange.objects.values_list("child_id", flat=True)) == {world.kept}
    (mother,) = Guardian.objects.filter(relation="mother")
    assert (mother.child_id, mother.is_main) == (world.kept, False)
    held = dict(CategorySpell.objects.filter(child_id=world.kept).values_list("category", "from_on"))
    assert held["SUBSISTENCE"] == START


def test_what_both_held_at_once_stays_and_is_told(world: World):
    both = world.visit(world.twice, days_ago=3)
    VisitLine.objects.create(
        **{
            f.name: getattr(VisitLine.objects.get(pk=both), f.name)
            for f in VisitLine._meta.concrete_fields
            if f.name not in ("id", "child_id")
        },
        child_id=world.kept,
    )
    correction = world.merge()
    assert VisitLine.objects.get(pk=both).child_id == world.twice
    told = {(row.table, row.why) for row in touched_rows(world.approver.scope, correction) if row.why}
    assert told == {
        ("visits.VisitLine", "same-visit"),
        ("registry.Enrolment", "enrolled-in-both"),
        ("registry.CategorySpell", "category-held"),
    }
    (enrolment,) = Enrolment.objects.filter(child_id=world.twice)
    assert enrolment.to_on == enrolment.from_on


def test_the_leaving_file_is_off_the_roster_and_past_days_stay_as_they_were_known(world: World):
    total = RosterSpell.objects.count()
    world.merge()
    (spell,) = RosterSpell.objects.filter(child_id=world.twice)
    assert (spell.leave_reason, spell.left_on) == ("entered_twice", spell.entered_on)
    assert RosterSpell.objects.count() == total
    day = TODAY - timedelta(days=10)
    assert roster_count(EVERYBODY, on=day).total == 2
    assert roster_count(EVERYBODY, on=day, known_at=AT - timedelta(seconds=1)).total == 3


def test_a_file_that_was_on_the_roster_first_keeps_the_days_before(world: World):
    seen = world.versions(world.twice, world.kept)
    correction = propose_merge(
        leaving_id=world.kept, staying_id=world.twice, seen_versions=seen, reason="留后建的档案",
        by=world.officer, at=AT,
    )  # fmt: skip
    world.confirm(correction)
    for days, expected in ((10, 2), (61, 2), (190, 2)):
        day = START + timedelta(days=days)
        assert roster_count(EVERYBODY, on=day).total == expected, day


def test_chosen_fields_are_taken_over(world: World):
    before = Child.objects.get(pk=world.kept)
    correction = world.propose(taken=["phone", "name", "household"])
    assert correction_of(world.officer.scope, correction).taken == ("name", "phone", "household")
    world.confirm(correction)
    kept = Child.objects.get(pk=world.kept)
    assert (kept.name, kept.phone, kept.town_code) == ("王晓明", "13812345678", "330482002")
    assert kept.search_keys != before.search_keys
    assert kept.version == before.version + 1
    world.undo(correction)
    kept = Child.objects.get(pk=world.kept)
    assert (kept.name, kept.phone or "", kept.town_code) == ("王小明", "", "330482001")


def test_an_id_number_goes_over_and_comes_back(world: World):
    seen = world.versions(world.twice, world.kept)
    correction = propose_merge(
        leaving_id=world.kept, staying_id=world.twice, taken=["id_number"], seen_versions=seen,
        reason="号码在另一份", by=world.officer, at=AT,
    )  # fmt: skip
    number = Child.objects.get(pk=world.kept).id_number
    before = tables()
    world.confirm(correction)
    staying = Child.objects.get(pk=world.twice)
    assert (staying.id_number, staying.no_id_reason) == (number, "")
    assert [r.id for r in find_children(world.officer.scope, number, on=TODAY)] == [world.twice]
    world.undo(correction)
    assert Child.objects.get(pk=world.kept).id_number_hash is not None
    assert tables()["registry.RosterSpell"] == before["registry.RosterSpell"]


def test_values_that_do_not_go_together_are_refused(world: World):
    seen = world.versions(world.twice, world.sister)

    def wanted() -> None:
        propose_merge(
            leaving_id=world.sister, staying_id=world.twice, taken=["id_number"], seen_versions=seen,
            reason="同一人", by=world.officer, at=AT,
        )  # fmt: skip

    assert code_of(wanted) == "sex-differs"


def test_undoing_puts_every_row_back(world: World):
    world.visit(world.twice)
    world.assess(world.twice, "red", TODAY - timedelta(days=9))
    before = tables()
    correction = world.merge(taken=["phone", "household"])
    assert tables() != before
    world.undo(correction)
    # Texts are sealed anew each time they are written, so the two rows of children are compared opened.
    after = tables()
    assert {t for t in before if before[t] != after[t]} <= {"registry.Child"}
    assert Child.objects.get(pk=world.kept).phone in (None, "")
    assert correction_of(world.officer.scope, correction).state == "undone"


def test_what_somebody_changed_since_is_left_when_undoing(world: World):
    correction = world.merge(taken=["phone"])
    seen = world.versions(world.kept)[world.kept]
    change_child(
        child_id=world.kept, seen_version=seen, changes={"phone": "13900000000"}, by=world.officer, at=AT
    )
    world.undo(correction)
    assert Child.objects.get(pk=world.kept).phone == "13900000000"


def test_the_old_number_and_the_old_name_lead_to_the_file_that_stays(world: World):
    number = Child.objects.get(pk=world.twice).file_number
    world.merge()
    scope = world.officer.scope
    assert [r.id for r in find_children(scope, number, on=TODAY)] == [world.kept]
    assert [r.id for r in find_children(scope, "王晓明", on=TODAY)] == [world.kept]
    assert world.kept in {r.id for r in find_children(scope, "王小", on=TODAY)}
    kept_number = Child.objects.get(pk=world.kept).file_number
    assert merged_file_of(world.twice) == (world.kept, kept_number)
    assert merged_file_of(world.kept) is None
    everybody = children_page(scope, on=TODAY, wanted=ChildFilter(on_roster=False))
    assert world.twice not in {row.id for row in everybody.rows}


def test_nothing_is_written_into_a_file_that_went_up_in_another(world: World):
    world.merge()
    seen = world.versions(world.twice)[world.twice]

    def change() -> None:
        change_child(
            child_id=world.twice, seen_version=seen, changes={"school": "一小"}, by=world.officer, at=AT
        )

    assert code_of(change) == "file-retired"


def test_who_proposed_does_not_confirm_nor_refuse(world: World):
    correction = world.propose()
    assert code_of(lambda: world.confirm(correction, by=world.officer)) == "same-person"

    def refuse() -> None:
        refuse_correction(correction_id=correction, note="不是", seen_version=1, by=world.officer, at=AT)

    assert code_of(refuse) == "same-person"


def test_a_file_is_decided_at_the_bureau(world: World):
    seen = world.versions(world.kept, world.sister)
    correction = propose_merge(
        leaving_id=world.sister, staying_id=world.kept, seen_versions=seen, reason="同一人",
        by=world.worker, at=AT,
    )  # fmt: skip
    assert code_of(lambda: world.confirm(correction, by=world.town)) == "bureau-only"
    assert [c.id for c in corrections_to_decide(world.approver)] == [correction]
    assert corrections_to_decide(world.town) == ()
    assert [c.id for c in waiting_corrections(world.town.scope)] == [correction]


def test_who_may_not_is_refused(world: World):
    assert code_of(lambda: world.propose(by=world.leader)) == "not-permitted"
    correction = world.propose()
    assert code_of(lambda: world.confirm(correction, by=world.leader)) == "not-permitted"
    assert waiting_corrections(world.leader.scope) == ()


def test_files_out_of_reach_are_not_there(world: World):
    with pytest.raises(NotReached):
        world.propose(by=world.town)  # the other file lies in another town
    correction = world.propose()
    with pytest.raises(NotReached):
        world.confirm(correction, by=world.town)
    with pytest.raises(NotReached):
        correction_of(world.town.scope, correction)
    assert corrections_of(world.town.scope, world.kept) == ()
    with pytest.raises(NotReached):
        propose_undo(correction_id=new_id(), reason="没有", by=world.officer, at=AT)
    with pytest.raises(NotReached):
        withdraw_correction(correction_id=new_id(), seen_version=1, by=world.officer, at=AT)


def test_a_stale_look_is_told(world: World):
    with pytest.raises(Conflict):
        propose_merge(
            leaving_id=world.twice, staying_id=world.kept, seen_versions={world.twice: 1}, reason="同一人",
            by=world.officer, at=AT,
        )  # fmt: skip
    correction = world.propose()
    seen = world.versions(world.twice, world.kept)
    with pytest.raises(Conflict):
        confirm_correction(
            correction_id=correction, seen_version=9, seen_versions=seen, by=world.approver, at=AT
        )
    with pytest.raises(Conflict):
        confirm_correction(
            correction_id=correction, seen_version=1, seen_versions={}, by=world.approver, at=AT
        )


@pytest.mark.parametrize("reason", ["", "   ", "长" * 1001])
def test_a_reason_is_given(world: World, reason: str):
    assert code_of(lambda: world.propose(reason=reason)) in ("reason-missing", "too-long")


def test_one_waits_at_a_time(world: World):
    world.propose()
    assert code_of(lambda: world.propose()) == "already-proposed"


def test_a_file_does_not_go_up_in_itself_nor_in_one_off_the_roster(world: World):

    def same() -> None:
        propose_merge(
            leaving_id=world.kept, staying_id=world.kept, seen_versions=world.versions(world.kept),
            reason="同", by=world.officer, at=AT,
        )  # fmt: skip

    assert code_of(same) == "same-file"
    leave_roster(child_id=world.kept, on=TODAY, reason="moved_away", by=SYSTEM, at=AT)
    assert code_of(lambda: world.propose()) == "stays-off-roster"


def test_a_field_there_is_not_is_a_mistake_of_the_caller(world: World):
    with pytest.raises(ValueError, match="not to be taken"):
        world.propose(taken=["nonsense"])


def test_a_merged_file_is_not_merged_again_and_undone_only_from_the_top(world: World):
    first = world.merge()
    assert code_of(lambda: world.propose()) == "file-retired"
    seen = world.versions(world.kept, world.sister)
    second = propose_merge(
        leaving_id=world.kept, staying_id=world.sister, seen_versions=seen, reason="又是同一人",
        by=world.officer, at=AT,
    )  # fmt: skip
    world.confirm(second)
    assert (merged_file_of(world.twice) or ("",))[0] == world.sister
    undo = propose_undo(correction_id=first, reason="错", by=world.officer, at=AT)
    assert code_of(lambda: world.confirm(undo)) == "merged-on"
    withdraw_correction(correction_id=undo, seen_version=1, by=world.officer, at=AT)
    world.undo(second)
    world.undo(first)
    assert Child.objects.exclude(retired_as="").count() == 0


def test_the_graver_level_is_not_lost(world: World):
    world.assess(world.twice, "red", TODAY - timedelta(days=9))
    world.assess(world.kept, "green", TODAY - timedelta(days=9))
    correction = world.propose()
    assert code_of(lambda: world.confirm(correction)) == "graver-level"
    world.assess(world.kept, "red", TODAY)
    world.confirm(correction)
    assert LevelChange.objects.filter(child_id=world.twice).count() == 1


def test_refused_and_withdrawn_change_nothing(world: World):
    before = tables()
    first = world.propose()
    refuse_correction(correction_id=first, note="不是同一人", seen_version=1, by=world.approver, at=AT)
    second = world.propose()
    assert (
        code_of(lambda: withdraw_correction(correction_id=second, seen_version=1, by=world.approver, at=AT))
        == "not-yours"
    )
    withdraw_correction(correction_id=second, seen_version=1, by=world.officer, at=AT)
    assert tables() == before
    assert [c.state for c in corrections_of(world.officer.scope, world.kept)] == ["withdrawn", "refused"]
    assert code_of(lambda: world.confirm(second)) == "already-decided"
    assert (
        code_of(lambda: withdraw_correction(correction_id=second, seen_version=2, by=world.officer, at=AT))
        == "already-decided"
    )
    assert (
        code_of(lambda: propose_undo(correction_id=second, reason="x", by=world.officer, at=AT))
        == "not-undoable"
    )


def test_each_step_is_in_the_trail_of_both(world: World):
    correction = world.merge(taken=["phone"])
    world.undo(correction)
    for child in (world.twice, world.kept):
        acts = [a for a in latest_acts(child_id=child) if a.subject_type == "correction"][::-1]
        assert [a.action for a in acts] == [
            "propose-correction", "confirm-correction", "propose-correction", "confirm-correction"
        ]  # fmt: skip
        assert acts[0].personal["reason"] == "同一名儿童两次建档"
        assert acts[1].personal["changed"]["phone"] == ["", "13812345678"]
        assert acts[1].plain["kind"] == "merge"


def test_three_hundred_records_move_in_a_handful_of_statements(world: World):
    visits = [
        Visit(
            programme_id=world.programme, household_id=new_id(), town_code="330482002", occurred_on=TODAY,
            started_at=AT, channel="home", worker_post_id=new_id(), visitor_role="social-worker",
            content_hash=b"", recorded_at=AT,
        )
        for _ in range(300)
    ]  # fmt: skip
    Visit.objects.bulk_create(visits)
    VisitLine.objects.bulk_create(
        VisitLine(
            visit=visit, child_id=world.twice, programme_id=world.programme, occurred_on=TODAY,
            channel="home", worker_post_id=new_id(), visitor_role="social-worker", town_code="330482002",
            outcome="met", recorded_at=AT,
        )
        for visit in visits
    )  # fmt: skip
    correction = world.propose()
    with CaptureQueriesContext(
        connection,
    ) as many:
        world.confirm(correction)
    assert VisitLine.objects.filter(child_id=world.kept).count() == 300
    assert len(many) <= 34, [q["sql"][:90] for q in many]


def test_exemptions_and_participants_follow(world: World):
    Exemption.objects.create(
        child_id=world.twice, programme_id=world.programme, reason="hospital", from_on=TODAY, to_on=TODAY,
        state="approved", recorded_at=AT,
    )  # fmt: skip
    Participant.objects.create(
        programme_id=world.programme, name="王晓明", birth_year=2015, child_id=world.twice, recorded_at=AT
    )
    correction = world.merge()
    assert Exemption.objects.get().child_id == world.kept
    assert Participant.objects.get().child_id == world.kept
    world.undo(correction)
    assert Exemption.objects.get().child_id == world.twice
