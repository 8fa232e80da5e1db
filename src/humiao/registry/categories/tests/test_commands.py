"""Each command: the happy way, each refusal, who may, what the trail says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from humiao.access.public import NotReached
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.files.models import StoredFile
from humiao.foundation.files.public import handed_out
from humiao.foundation.files.sealed import Form
from humiao.foundation.files.tests.samples import PDF
from humiao.foundation.ids import new_id
from humiao.foundation.trail.models import TrailEntry
from humiao.foundation.trail.public import latest_acts
from humiao.registry.categories.public import (
    Attachment,
    NewExit,
    NewProof,
    ProofInput,
    add_category,
    add_proof,
    decide_exit,
    end_situation,
    note_study,
    record_situation,
    review_category,
    send_exit,
    standing_of,
    void_proof,
    void_situation,
    withdraw_exit,
)
from humiao.registry.categories.tests.conftest import spell_of
from humiao.registry.models import CategoryExit, CategoryProof, CategorySpell, ParentSituation
from humiao.registry.tests.conftest import id_number

TODAY, BORN = date(2024, 11, 20), date(2015, 3, 7)
PAPER = ProofInput(NewProof("diagnosis", "诊-1", "市一院", date(2024, 1, 5), date(2024, 12, 5)))
RELEASED = NewExit("parent_released", date(2024, 11, 1), True, date(2024, 10, 1), remark="母亲出狱")


def refused(code, call):
    with pytest.raises(Refused) as found:
        call()
    assert found.value.decision.code == code
    return found.value


def acts() -> list[str]:
    return list(TrailEntry.objects.order_by("id").values_list("action", flat=True))


# Giving ------------------------------------------------------------------------------------------


def test_a_category_is_given_with_its_papers_and_their_file(one, officer, at):
    scan = Attachment("诊断.pdf", PDF)
    with one() as child:
        spell = add_category(
            child_id=child,
            category="ILLNESS",
            from_on=date(2024, 3, 1),
            proofs=[ProofInput(PAPER.proof, scan)],
            by=officer,
            at=at,
        )
        shown = standing_of(officer, child, on=TODAY).spell(spell)
        assert shown
        (proof,) = shown.proofs
        assert (proof.kind, proof.number, proof.issuer) == ("diagnosis", "诊-1", "市一院")
        assert proof.file
        assert proof.file.name == "诊断.pdf"
        assert handed_out(scan.id, form=Form.ORIGINAL).content == PDF
        assert acts()[-2:] == ["give-category", "keep-file"]


def test_what_excludes_or_is_no_paper_is_refused(one, officer, at):
    with one() as child:
        give = {"child_id": child, "from_on": date(2024, 3, 1), "by": officer, "at": at}
        refused("categories-exclude", lambda: add_category(category="ORPHAN_COMMUNITY", **give))
        bad = [ProofInput(NewProof("note"))]
        refused("unknown-proof", lambda: add_category(category="ILLNESS", proofs=bad, **give))


def test_a_disability_card_must_be_the_childs_and_fit(one, officer, at):
    with one() as child:
        give = {"child_id": child, "from_on": date(2024, 3, 1), "by": officer, "at": at}

        def card(tail, *, serial=1):
            return [ProofInput(NewProof("disability_card", id_number(BORN, serial=serial) + tail))]

        wrong = card("43")
        refused("card-other-category", lambda: add_category(category="DISABLED_SEVERE", proofs=wrong, **give))
        others = card("41", serial=2)
        refused("card-of-another", lambda: add_category(category="DISABLED_SEVERE", proofs=others, **give))
        spell = add_category(category="DISABLED_SEVERE", proofs=card("41"), **give)
        add = {"child_id": child, "spell_id": spell, "by": officer, "at": at}
        refused("card-other-category", lambda: add_proof(proof=wrong[0], **add))


def test_a_file_that_is_refused_leaves_no_paper(one, officer, at):
    from django.db import transaction

    bad = ProofInput(PAPER.proof, Attachment("x.pdf", b"MZ program"))
    with one() as child:
        spell = spell_of(child)

        def add():
            with transaction.atomic():
                add_proof(child_id=child, spell_id=spell, proof=bad, by=officer, at=at)

        refused("file-kind", add)
        assert not CategoryProof.objects.exists()
        assert not StoredFile.objects.exists()


def test_a_paper_is_added_and_taken_out_of_use_with_its_file(one, officer, at):
    scan = Attachment("诊断.pdf", PDF)
    with one() as child:
        spell = spell_of(child)
        proof = add_proof(
            child_id=child, spell_id=spell, proof=ProofInput(PAPER.proof, scan), by=officer, at=at
        )
        void = {"child_id": child, "proof_id": proof, "by": officer, "at": at}
        refused("no-reason", lambda: void_proof(reason=" ", **void))
        refused("no-reason", lambda: void_proof(reason="长" * 201, **void))
        void_proof(reason="传错了", **void)
        assert isinstance(refused("proof-void", lambda: void_proof(reason="再", **void)), Conflict)
        assert StoredFile.objects.get().voided_at
        shown = standing_of(officer, child, on=TODAY).spell(spell)
        assert shown
        assert (shown.proofs[0].is_void, shown.proofs[0].void_reason, shown.proofs[0].file) == (
            True,
            "传错了",
            None,
        )
        bare = add_proof(child_id=child, spell_id=spell, proof=PAPER, by=officer, at=at)
        void_proof(child_id=child, proof_id=bare, reason="重复", by=officer, at=at)
        told = ["keep-file", "add-proof", "void-file", "void-proof", "add-proof", "void-proof"]
        assert acts()[-6:] == told


def test_no_paper_of_another_child_is_reached(one, officer, elsewhere, at):
    with one() as child:
        proof = add_proof(child_id=child, spell_id=spell_of(child), proof=PAPER, by=officer, at=at)
        for by, wanted in ((elsewhere, proof), (officer, new_id())):
            with pytest.raises(NotReached):
                void_proof(child_id=child, proof_id=wanted, reason="x", by=by, at=at)
        with pytest.raises(NotReached):
            add_proof(child_id=child, spell_id=new_id(), proof=PAPER, by=officer, at=at)


def test_reading_is_not_writing(one, director, at):
    with one() as child:
        spell = spell_of(child)
        here = {"child_id": child, "by": director, "at": at}
        for call in (
            lambda: add_category(category="ILLNESS", from_on=TODAY, **here),
            lambda: add_proof(spell_id=spell, proof=PAPER, **here),
            lambda: void_proof(proof_id=spell, reason="x", **here),
            lambda: review_category(spell_id=spell, on=TODAY, **here),
            lambda: send_exit(spell_id=spell, wanted=RELEASED, **here),
            lambda: decide_exit(exit_id=spell, confirm=True, **here),
            lambda: withdraw_exit(exit_id=spell, **here),
            lambda: record_situation(parent="father", situation="dead", from_on=TODAY, **here),
            lambda: end_situation(situation_id=spell, on=TODAY, **here),
            lambda: note_study(school="x", stage="senior", from_on=TODAY, until_on=TODAY, **here),
        ):
            refused("not-permitted", call)


def named_for(child, actor):
    """Return the actor as one to whom the restricted file is open."""
    open_to = frozenset({child})
    posts = tuple(replace(post, granted=open_to) for post in actor.posts)
    return replace(actor, posts=posts, scope=replace(actor.scope, granted=open_to))


def test_a_sealed_category_is_there_only_for_who_may_see_it(one, officer, supervisor, at):
    with one() as child:
        spell = add_category(
            child_id=child, category="ABUSE_VICTIM", from_on=TODAY, proofs=[PAPER], by=officer, at=at
        )
        with pytest.raises(NotReached):  # the file is restricted by it, and nobody is named yet
            standing_of(supervisor, child, on=TODAY)
        officer, supervisor = named_for(child, officer), named_for(child, supervisor)
        seen = standing_of(officer, child, on=TODAY)
        covered = standing_of(supervisor, child, on=TODAY)
        assert (len(seen.spells), seen.hidden) == (2, 0)
        assert (len(covered.spells), covered.hidden) == (1, 1)
        proof = CategoryProof.objects.get(spell_id=spell)
        closed = NewExit("case_closed", TODAY)
        sent = send_exit(child_id=child, spell_id=spell, wanted=closed, by=officer, at=at)
        here = {"child_id": child, "by": supervisor, "at": at}
        for call in (
            lambda: add_proof(spell_id=spell, proof=PAPER, **here),
            lambda: void_proof(proof_id=proof.pk, reason="x", **here),
            lambda: review_category(spell_id=spell, on=TODAY, **here),
            lambda: send_exit(spell_id=spell, wanted=closed, **here),
            lambda: withdraw_exit(exit_id=sent, **here),
        ):
            with pytest.raises(NotReached):
                call()


# Reviewing ---------------------------------------------------------------------------------------


def test_a_review_moves_the_next_one(one, supervisor, at):
    with one() as child:
        spell = spell_of(child)
        here = {"child_id": child, "spell_id": spell, "by": supervisor, "at": at}
        review_category(on=date(2024, 9, 1), note="仍在服刑", **here)
        review_category(on=date(2024, 11, 1), next_on=date(2024, 12, 24), **here)
        shown = standing_of(supervisor, child, on=TODAY).spell(spell)
        assert shown
        assert shown.review_on == date(2024, 12, 24)
        assert [r.note for r in shown.reviews] == ["仍在服刑", ""]
        refused("in-future", lambda: review_category(on=TODAY + timedelta(days=1), **here))
        last = latest_acts(child_id=child, most=1)[0]
        assert (last.action, last.plain) == ("review-category", {"on": "2024-11-01", "next": "2024-12-24"})


# Exits -------------------------------------------------------------------------------------------


def test_an_exit_is_sent_confirmed_and_ends_the_category(one, supervisor, officer, at):
    with one() as child:
        spell = spell_of(child)
        sent = send_exit(
            child_id=child,
            spell_id=spell,
            wanted=RELEASED,
            file=Attachment("释放证明.pdf", PDF),
            by=supervisor,
            at=at,
        )
        waiting = standing_of(officer, child, on=TODAY).spell(spell)
        assert waiting
        assert waiting.waiting_exit
        assert waiting.waiting_exit.file
        assert waiting.is_held
        decide_exit(child_id=child, exit_id=sent, confirm=True, by=officer, at=at)
        row = CategorySpell.objects.get(pk=spell)
        assert (row.to_on, row.end_recorded_at) == (RELEASED.on, at)
        ended = standing_of(officer, child, on=TODAY).spell(spell)
        assert ended
        assert (ended.is_held, ended.review_on, ended.waiting_exit) == (False, None, None)
        assert acts()[-3:] == ["send-exit", "keep-file", "decide-exit"]
        again = {"child_id": child, "by": officer, "at": at}
        late = refused("exit-decided", lambda: decide_exit(exit_id=sent, confirm=False, reason="x", **again))
        assert isinstance(late, Conflict)
        refused("category-ended", lambda: send_exit(spell_id=spell, wanted=RELEASED, **again))


def test_a_rejected_exit_is_sent_again_and_the_first_stays(one, supervisor, officer, at):
    with one() as child:
        spell = spell_of(child)
        here = {"child_id": child, "spell_id": spell, "by": supervisor, "at": at}
        first = send_exit(wanted=RELEASED, **here)
        refused("exit-waiting", lambda: send_exit(wanted=RELEASED, **here))
        refused(
            "no-reason",
            lambda: decide_exit(child_id=child, exit_id=first, confirm=False, by=officer, at=at),
        )
        decide_exit(child_id=child, exit_id=first, confirm=False, reason="缺释放证明", by=officer, at=at)
        shown = standing_of(officer, child, on=TODAY).spell(spell)
        assert shown
        assert shown.returned_exit
        assert shown.returned_exit.decision_reason == "缺释放证明"
        second = send_exit(wanted=RELEASED, follows_id=first, **here)
        assert CategoryExit.objects.get(pk=second).follows_id == first
        assert [e.state for e in CategoryExit.objects.order_by("id")] == ["rejected", "waiting"]
        with pytest.raises(NotReached):
            send_exit(wanted=RELEASED, follows_id=new_id(), **here)


def test_an_exit_is_withdrawn_by_who_sent_it_and_never_decided_by_them(
    one, officer, approver, supervisor, at
):
    with one() as child:
        spell = spell_of(child)
        sent = send_exit(child_id=child, spell_id=spell, wanted=RELEASED, by=officer, at=at)
        here = {"child_id": child, "exit_id": sent, "at": at}
        refused("own-exit", lambda: decide_exit(confirm=True, by=officer, **here))
        refused("not-own-exit", lambda: withdraw_exit(by=supervisor, **here))
        withdraw_exit(by=officer, **here)
        late = refused("exit-decided", lambda: decide_exit(confirm=True, by=approver, **here))
        assert isinstance(late, Conflict)
        assert acts()[-1] == "withdraw-exit"
        wrong = NewExit("parent_released", date(2024, 11, 1))
        refused(
            "no-last-benefit",
            lambda: send_exit(child_id=child, spell_id=spell, wanted=wrong, by=officer, at=at),
        )
        with pytest.raises(NotReached):
            withdraw_exit(child_id=child, exit_id=new_id(), by=officer, at=at)


def test_an_exit_of_what_was_ended_meanwhile_conflicts(one, officer, approver, at):
    """Merging two files ends a category both of them held (`corrections`)."""
    with one() as child:
        sent = send_exit(child_id=child, spell_id=spell_of(child), wanted=RELEASED, by=officer, at=at)
        CategorySpell.objects.filter(pk=spell_of(child)).update(to_on=TODAY, end_recorded_at=at)
        with pytest.raises(Conflict):
            decide_exit(child_id=child, exit_id=sent, confirm=True, by=approver, at=at)


# Parents and study -------------------------------------------------------------------------------


def test_parents_situations_are_recorded_ended_and_voided(one, officer, elsewhere, at):
    with one() as child:
        here = {"child_id": child, "by": officer, "at": at}
        prison = record_situation(
            parent="father",
            situation="prison",
            from_on=date(2023, 1, 1),
            until_on=date(2026, 1, 1),
            proofs=[ProofInput(NewProof("custody_notice", "刑-7"), Attachment("判决.pdf", PDF))],
            **here,
        )
        dead = record_situation(parent="mother", situation="dead", from_on=date(2022, 1, 1), **here)
        shown = standing_of(officer, child, on=TODAY)
        assert [s.parent for s in shown.situations] == ["father", "mother"]
        assert shown.situations[0].proofs[0].file
        assert shown.states_of("mother")[0].situation == "dead"
        end_situation(situation_id=prison, on=date(2024, 11, 1), **here)
        again = refused("situation-ended", lambda: end_situation(situation_id=prison, on=TODAY, **here))
        assert isinstance(again, Conflict)
        refused("dates-reversed", lambda: end_situation(situation_id=dead, on=date(2021, 1, 1), **here))
        refused("no-reason", lambda: void_situation(situation_id=dead, reason="", **here))
        void_situation(situation_id=dead, reason="同名误录", **here)
        assert len(standing_of(officer, child, on=TODAY).situations) == 1
        assert ParentSituation.objects.count() == 2
        assert acts()[-2:] == ["end-situation", "void-situation"]
        with pytest.raises(NotReached):
            end_situation(situation_id=dead, on=TODAY, **here)
        with pytest.raises(NotReached):
            end_situation(child_id=child, situation_id=prison, on=TODAY, by=elsewhere, at=at)


def test_a_situation_of_nobody_or_to_come_is_refused(one, officer, at):
    with one() as child:
        here = {"child_id": child, "by": officer, "at": at}
        refused(
            "unknown-parent",
            lambda: record_situation(parent="uncle", situation="dead", from_on=TODAY, **here),
        )
        tomorrow = TODAY + timedelta(days=1)
        refused(
            "in-future",
            lambda: record_situation(parent="father", situation="dead", from_on=tomorrow, **here),
        )


def test_study_beyond_18_is_noted(one, officer, at):
    with one() as child:
        here = {"child_id": child, "from_on": TODAY, "school": "平湖中学", "by": officer, "at": at}
        note_study(stage="senior", until_on=date(2034, 7, 1), **here)
        (study,) = standing_of(officer, child, on=TODAY).studies
        assert (study.school, study.until_on) == ("平湖中学", date(2034, 7, 1))
        refused("unknown-stage", lambda: note_study(stage="x", until_on=date(2034, 7, 1), **here))
        refused("not-beyond-18", lambda: note_study(stage="senior", until_on=date(2030, 7, 1), **here))
        assert acts()[-1] == "note-study"
