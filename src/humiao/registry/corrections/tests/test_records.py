"""One record of the wrong child: voided, or moved to the right one; mistaken entries and exits."""

from __future__ import annotations

from datetime import timedelta

import pytest

from humiao.access.public import SYSTEM, NotReached
from humiao.assessments.models import LevelChange, Need
from humiao.assessments.public import level_counts, level_on
from humiao.foundation.decisions import Refused
from humiao.foundation.ids import new_id
from humiao.registry.corrections import kinds
from humiao.registry.corrections.public import (
    WrongRecord,
    in_question,
    propose_mistaken_entry,
    propose_mistaken_exit,
    propose_record,
)
from humiao.registry.corrections.queries import records_of
from humiao.registry.corrections.tests.conftest import AT, START, TODAY, World
from humiao.registry.models import CategorySpell, Child, Enrolment, Guardian, Participant, RosterSpell
from humiao.registry.public import ChildFilter, children_page, enrol_children, leave_roster
from humiao.registry.tests.conftest import a_child, a_home, enter
from humiao.visits.models import Visit, VisitAmendment, VisitLine


def code_of(call) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.decision.code


def one_of(kind: str, child) -> WrongRecord:
    return next(r for r in records_of(child) if r.kind == kind)


def test_a_line_moves_to_a_sister_with_what_was_amended_and_found(world: World):
    line = world.visit(world.kept)
    visit = VisitLine.objects.get(pk=line).visit_id
    VisitAmendment.objects.create(
        visit_id=visit, child_id=world.kept, content="{}", reason="改", recorded_at=AT
    )
    Need.objects.create(
        child_id=world.kept, programme_id=world.programme, kind="living", found_on=TODAY, visit_id=visit,
        recorded_at=AT,
    )  # fmt: skip
    version = Visit.objects.get().version
    world.correct("visit-line", line, world.kept, world.sister)
    assert VisitLine.objects.get().child_id == world.sister
    assert VisitAmendment.objects.get().child_id == world.sister
    assert Need.objects.get().child_id == world.sister
    assert Visit.objects.get().version == version + 1


def test_a_visit_of_one_child_goes_to_the_right_home(world: World):
    line = world.visit(world.kept)
    world.correct("visit-line", line, world.kept, world.twice)
    moved, visit = VisitLine.objects.get(), Visit.objects.get()
    assert (moved.town_code, visit.town_code) == ("330482002", "330482002")
    assert visit.household_id == Child.objects.get(pk=world.twice).household_id


def test_a_visit_that_served_others_is_not_carried_to_another_home(world: World):
    line = world.visit(world.kept, world.sister)
    assert code_of(lambda: world.correct("visit-line", line, world.kept, world.twice)) == "others-there"
    assert code_of(lambda: world.correct("visit-line", line, world.kept, world.sister)) == "same-visit"
    early = world.visit(world.kept, days_ago=190)
    assert code_of(lambda: world.correct("visit-line", early, world.kept, world.twice)) == "not-enrolled"


def test_a_line_is_void_and_with_the_last_one_the_visit(world: World):
    line = world.visit(world.kept, world.sister)
    world.correct("visit-line", line, world.kept)
    assert VisitLine.objects.get(pk=line).voided_at == AT
    assert Visit.objects.get().voided_at is None
    other = VisitLine.objects.get(child_id=world.sister).pk
    world.correct("visit-line", other, world.sister)
    assert Visit.objects.get().voided_at == AT
    assert code_of(lambda: world.correct("visit-line", line, world.kept)) == "already-void"


def test_before_it_is_confirmed_a_record_is_in_question_and_counts(world: World):
    line = world.visit(world.kept)
    correction = propose_record(
        record_kind="visit-line", record_id=line, child_id=world.kept, reason="录错人", by=world.worker, at=AT
    )
    assert in_question(world.kept) == {line: correction}
    assert VisitLine.objects.get().voided_at is None
    world.confirm(correction, by=world.supervisor)
    assert in_question(world.kept) == {}


def test_a_voided_assessment_gives_no_level_any_more(world: World):
    red = world.assess(world.kept, "red", TODAY - timedelta(days=9))
    assert level_on(world.kept, world.programme, TODAY) == "red"
    world.correct("assessment", red, world.kept)
    assert level_on(world.kept, world.programme, TODAY) is None
    assert level_on(world.kept, world.programme, TODAY - timedelta(days=9)) is None
    assert level_on(world.kept, world.programme, TODAY, AT - timedelta(hours=1)) == "red"
    assert level_counts(world.programme, TODAY).get("red") is None
    (change,) = LevelChange.objects.filter(child_id=world.kept)
    assert change.withdrawn_at == AT


def test_the_level_before_a_voided_assessment_holds_on(world: World):
    world.assess(world.kept, "green", TODAY - timedelta(days=30))
    red = world.assess(world.kept, "red", TODAY - timedelta(days=9))
    world.correct("assessment", red, world.kept)
    for day in (TODAY - timedelta(days=9), TODAY):
        assert level_on(world.kept, world.programme, day) == "green"
    assert level_counts(world.programme, TODAY).get("green") == 1


def test_a_level_of_the_same_day_holds_again(world: World):
    day = TODAY - timedelta(days=9)
    world.assess(world.kept, "yellow", day)
    red = world.assess(world.kept, "red", day)
    world.correct("assessment", red, world.kept)
    assert level_on(world.kept, world.programme, TODAY) == "yellow"
    assert level_counts(world.programme, TODAY).get("yellow") == 1


def test_a_waiting_level_of_a_voided_assessment_waits_no_more(world: World):
    world.assess(world.kept, "red", TODAY - timedelta(days=9))
    green = world.assess(world.kept, "green", TODAY - timedelta(days=3))
    world.correct("assessment", green, world.kept)
    states = dict(LevelChange.objects.values_list("level", "state"))
    assert states == {"red": "in-force", "green": "superseded"}
    assert level_on(world.kept, world.programme, TODAY) == "red"


def test_a_moved_assessment_gives_its_level_from_its_own_day(world: World):
    day = TODAY - timedelta(days=9)
    red = world.assess(world.kept, "red", day)
    world.correct("assessment", red, world.kept, world.sister)
    assert level_on(world.kept, world.programme, TODAY) is None
    assert level_on(world.sister, world.programme, day) == "red"
    early = world.assess(world.kept, "red", START + timedelta(days=2))
    assert code_of(lambda: world.correct("assessment", early, world.kept, world.twice)) == "not-enrolled"


def test_categories_guardians_and_enrolments_are_voided_and_moved(world: World):
    held = CategorySpell.objects.get(child_id=world.twice, category="SUBSISTENCE").pk
    world.correct("category", held, world.twice, world.kept)
    assert CategorySpell.objects.get(pk=held).child_id == world.kept
    world.correct("category", held, world.kept)
    spell = CategorySpell.objects.get(pk=held)
    assert (spell.to_on, spell.end_recorded_at) == (spell.from_on, AT)
    de_facto = CategorySpell.objects.get(child_id=world.twice).pk
    assert code_of(lambda: world.correct("category", de_facto, world.twice, world.kept)) == "category-held"

    mother = Guardian.objects.get(relation="mother").pk
    world.correct("guardian", mother, world.twice, world.kept)
    assert not Guardian.objects.get(pk=mother).is_main
    world.correct("guardian", mother, world.kept)
    assert Guardian.objects.get(pk=mother).ended_on is not None
    grandmother = Guardian.objects.filter(child_id=world.kept, is_main=True).get().pk
    world.correct("guardian", grandmother, world.kept, world.twice)
    assert Guardian.objects.get(pk=grandmother).is_main

    enrolment = Enrolment.objects.get(child_id=world.twice).pk
    assert (
        code_of(lambda: world.correct("enrolment", enrolment, world.twice, world.kept)) == "already-enrolled"
    )
    world.correct("enrolment", enrolment, world.twice)
    assert "enrolment" not in {r.kind for r in records_of(world.twice)}


def test_a_participants_match_is_taken_back_or_moved(world: World):
    row = Participant.objects.create(
        programme_id=world.programme, name="王小明", birth_year=2015, child_id=world.kept, recorded_at=AT
    )
    world.correct("participant", row.pk, world.kept, world.sister)
    assert Participant.objects.get().child_id == world.sister
    world.correct("participant", row.pk, world.sister)
    assert Participant.objects.get().child_id is None
    with pytest.raises(NotReached):
        world.correct("participant", row.pk, world.sister)


def test_records_of_others_and_of_no_kind_are_not_there(world: World):
    line = world.visit(world.kept)
    for kind, record, child in (
        ("visit-line", line, world.sister),
        ("visit-line", new_id(), world.kept),
        ("nonsense", line, world.kept),
        ("assessment", new_id(), world.kept),
    ):
        with pytest.raises(NotReached):
            world.correct(kind, record, child)
    assert code_of(lambda: world.correct("visit-line", line, world.kept, world.kept)) == "same-file"


def test_final_figures_hold_a_record_where_it_is(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(kinds, "_freezes", [])
    kinds.add_freeze(lambda _programme: TODAY)
    line = world.visit(world.kept)
    assert code_of(lambda: world.correct("visit-line", line, world.kept)) == "frozen"
    guardian = one_of("guardian", world.kept)
    world.correct("guardian", guardian.id, world.kept)  # of no programme: nothing is final


def test_a_file_entered_by_mistake_leaves_roster_and_lists(world: World):
    def propose():
        seen = world.versions(world.sister)[world.sister]
        return propose_mistaken_entry(
            child_id=world.sister, reason="不是本县儿童", seen_version=seen, by=world.officer, at=AT
        )

    line = world.visit(world.sister)
    assert code_of(propose) == "has-records"
    world.correct("visit-line", line, world.sister)
    correction = propose()
    world.confirm(correction)
    spell = RosterSpell.objects.get(child_id=world.sister)
    assert (spell.left_on, spell.leave_reason) == (spell.entered_on, "entered_by_mistake")
    enrolment = Enrolment.objects.get(child_id=world.sister)
    assert enrolment.to_on == enrolment.from_on
    rows = children_page(world.officer.scope, on=TODAY, wanted=ChildFilter(on_roster=False)).rows
    assert world.sister not in {row.id for row in rows}
    assert code_of(propose) == "file-retired"
    line = world.visit(world.kept)
    assert code_of(lambda: world.correct("visit-line", line, world.kept, world.sister)) == "file-retired"
    world.undo(correction)
    assert RosterSpell.objects.get(child_id=world.sister).left_on is None
    assert Enrolment.objects.get(child_id=world.sister).to_on is None
    assert Child.objects.get(pk=world.sister).retired_as == ""


def test_an_exit_by_mistake_is_taken_back(world: World):
    def propose(by=world.officer):
        seen = world.versions(world.kept)[world.kept]
        return propose_mistaken_exit(child_id=world.kept, reason="没有搬走", seen_version=seen, by=by, at=AT)

    assert code_of(propose) == "on-roster"
    left = TODAY - timedelta(days=20)
    leave_roster(child_id=world.kept, on=left, reason="moved_away", by=SYSTEM, at=AT)
    correction = propose()
    world.confirm(correction)
    spells = RosterSpell.objects.filter(child_id=world.kept).order_by("entered_on")
    assert [(s.entered_on, s.left_on) for s in spells] == [(START, left), (left, None)]
    assert Enrolment.objects.get(child_id=world.kept).to_on is None
    with pytest.raises(Refused):
        world.undo(correction)


def test_a_child_never_on_the_roster_has_no_exit(world: World):
    RosterSpell.objects.filter(child_id=world.kept).delete()
    seen = world.versions(world.kept)[world.kept]
    assert (
        code_of(
            lambda: propose_mistaken_exit(
                child_id=world.kept, reason="x", seen_version=seen, by=world.officer, at=AT
            )
        )
        == "never-left"
    )


def test_an_enrolment_moves_to_a_child_on_the_roster(world: World):
    enrolment = Enrolment.objects.get(child_id=world.sister)
    world.correct("enrolment", enrolment.pk, world.sister)
    (cousin,) = enter(a_home(a_child("王小军", serial=9, entered_on=START)))
    world.correct("enrolment", Enrolment.objects.get(child_id=world.kept).pk, world.kept, cousin)
    assert Enrolment.objects.get(child_id=cousin).from_on == START
    assert (
        enrol_children(programme_id=world.programme, child_ids=[world.kept], from_on=TODAY, by=SYSTEM, at=AT)
        == 1
    )
