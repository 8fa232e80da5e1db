"""Commands of restricted files: the happy way, each refusal, the row in the trail."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from humiao.access.public import SYSTEM, NotReached, Role
from humiao.foundation import context
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.ids import new_id
from humiao.foundation.trail.models import TrailEntry
from humiao.foundation.trail.public import Act, record_many
from humiao.registry.models import AccessRequest, Child, FileGrant, FileRestriction, SealedNote
from humiao.registry.public import assign_worker, enrol_children, give_category, require_reach
from humiao.registry.restricted import queries
from humiao.registry.restricted.commands.asking import withdraw_request
from humiao.registry.restricted.public import (
    add_sealed_note,
    approve_request,
    ask_access,
    break_glass,
    confirm_end,
    end_grant,
    judge_opening,
    propose_end,
    refuse_end,
    refuse_request,
    restrict_file,
    restriction_of,
    what_waits,
)
from humiao.registry.restricted.sealed import notes_of
from humiao.registry.restricted.tests.conftest import REASON, WHY, person
from humiao.registry.tests.conftest import AT, ENTERED, a_child, a_home, end_category, enter

LATER = AT + timedelta(hours=1)


def reaches(actor, child):
    try:
        require_reach(actor.scope, child)
    except NotReached:
        return False
    return True


def actions():
    return list(TrailEntry.objects.order_by("id").values_list("action", flat=True))


def code_of(call):
    with pytest.raises(Refused) as caught, transaction.atomic():
        call()
    return caught.value.decision.code


def ask(here, by, *, typed="", days=7, at=AT):
    return ask_access(typed=typed or here.number, days=days, reason=WHY, by=by(at), at=at)


def smash(here, by, *, at=AT, typed="", reason=WHY, confirmed=True):
    return break_glass(typed=typed or here.number, reason=reason, is_confirmed=confirmed, by=by(at), at=at)


def glass():
    return FileGrant.objects.get(kind="glass")


class TestRestricting:
    def test_only_who_did_it_reaches_the_file_from_then_on(self, cast):
        with cast(restricted=False) as here:
            assert all(reaches(p(), here.child) for p in (here.officer, here.other, here.supervisor))
            restrict_file(child_id=here.child, ground="abuse", reason=REASON, by=here.officer(), at=AT)
            assert reaches(here.officer(), here.child)
            others = (here.other, here.approver, here.supervisor, here.director, here.elsewhere)
            assert not any(reaches(p(), here.child) for p in others)
            assert reaches(SYSTEM, here.child)
            assert "restrict-file" in actions()

    def test_refusals(self, cast):
        with cast() as here:

            def again():
                restrict_file(child_id=here.child, ground="abuse", reason=REASON, by=here.officer(), at=AT)

            assert code_of(again) == "already-restricted"
            with pytest.raises(NotReached):
                restrict_file(child_id=here.child, ground="abuse", reason=REASON, by=here.other(), at=AT)
            assert code_of(lambda: restrict_file(
                child_id=here.child, ground="abuse", reason=REASON, by=here.supervisor(), at=AT
            )) == "not-permitted"  # fmt: skip

    def test_an_unknown_ground_restricts_nothing(self, cast):
        with cast(restricted=False) as here:
            wanted = {"child_id": here.child, "reason": REASON, "by": here.officer(), "at": AT}
            assert code_of(lambda: restrict_file(ground="else", **wanted)) == "unknown-ground"
            assert not FileRestriction.objects.exists()

    def test_a_sealed_category_restricts_by_itself_and_holds_the_restriction(self, cast):
        with cast(restricted=False) as here:
            give_category(
                child_id=here.child, category="ABUSE_VICTIM", from_on=ENTERED, by=here.officer(), at=AT
            )
            assert reaches(here.officer(), here.child)
            assert not reaches(here.other(), here.child)
            (spell,), _ = queries.restricted_files(here.approver(), at=AT)
            assert (spell.is_by_category, spell.named) == (True, 1)

            def propose():
                propose_end(child_id=here.child, reason=WHY, seen_version=1, by=here.officer(), at=AT)

            assert code_of(propose) == "sealed-category"
            end_category(child_id=here.child, category="ABUSE_VICTIM", on=AT.date())
            propose()

    def test_the_worker_a_child_is_given_to_is_named_and_the_one_before_no_more(self, cast):
        with cast() as here:
            programme, old = new_id(), person(Role.CHILD_DIRECTOR, village="330482001001")
            new = person(Role.CHILD_DIRECTOR, village="330482001001")
            enrol_children(
                programme_id=programme, child_ids=[here.child], from_on=ENTERED,
                worker_post_id=old().post_id, by=SYSTEM, at=AT,
            )  # fmt: skip
            assert (reaches(old(), here.child), reaches(new(), here.child)) == (True, False)
            worker = new().post_id
            assert worker
            assign_worker(
                programme_id=programme, child_ids=[here.child], worker_post_id=worker, by=SYSTEM,
                at=AT,
            )  # fmt: skip
            assert (reaches(old(), here.child), reaches(new(), here.child)) == (False, True)


class TestEnding:
    def proposed(self, here):
        propose_end(child_id=here.child, reason=WHY, seen_version=1, by=here.officer(), at=AT)

    def test_a_second_person_ends_it_for_everybody(self, cast):
        with cast() as here:
            self.proposed(here)
            assert restriction_of(here.officer(), here.child).is_end_proposed  # type: ignore[union-attr]
            assert not reaches(here.other(), here.child)
            confirm_end(child_id=here.child, seen_version=2, by=here.leader(), at=LATER)
            assert reaches(here.other(), here.child)
            assert restriction_of(here.officer(), here.child) is None
            assert not FileGrant.objects.filter(ended_at__isnull=True).exists()
            assert {"propose-end-restriction", "end-restriction"} <= set(actions())

    def test_it_waits_for_whoever_answers_for_access(self, cast):
        with cast() as here:
            assert queries.ends_proposed(here.approver()) == ()
            self.proposed(here)
            (value,) = queries.ends_proposed(here.approver())
            assert queries.restriction_by_id(here.approver(), value.id) == value
            assert queries.restriction_by_id(here.approver(), new_id()) is None
            for ask in (queries.ends_proposed, lambda by: queries.restriction_by_id(by, value.id)):
                assert code_of(lambda ask=ask: ask(here.officer())) == "not-permitted"

    def test_it_may_be_kept(self, cast):
        with cast() as here:
            self.proposed(here)
            refuse_end(child_id=here.child, seen_version=2, by=here.approver(), at=LATER)
            assert not restriction_of(here.officer(), here.child).is_end_proposed  # type: ignore[union-attr]

    def test_refusals(self, cast):
        with cast() as here:
            end = {"child_id": here.child, "at": AT}
            assert code_of(lambda: confirm_end(seen_version=1, by=here.approver(), **end)) == "not-proposed"
            assert code_of(lambda: refuse_end(seen_version=1, by=here.approver(), **end)) == "not-proposed"
            self.proposed(here)
            assert code_of(lambda: confirm_end(seen_version=2, by=here.officer(), **end)) == "not-permitted"
            with pytest.raises(Conflict):
                confirm_end(seen_version=1, by=here.approver(), **end)
            row = FileRestriction.objects.get()
            row.end_proposed_by = here.approver().account_id
            row.save()
            assert code_of(lambda: confirm_end(seen_version=2, by=here.approver(), **end)) == "same-person"
            with pytest.raises(NotReached):
                confirm_end(child_id=new_id(), seen_version=1, by=here.approver(), at=AT)


class TestAsking:
    def test_approved_it_opens_for_the_days_and_closes_by_itself(self, cast):
        with cast() as here:
            request = ask(here, here.supervisor, days=2)
            assert not reaches(here.supervisor(), here.child)
            approve_request(request_id=request, days=2, seen_version=1, by=here.approver(), at=AT)
            assert reaches(here.supervisor(), here.child)
            assert reaches(here.supervisor(AT + timedelta(days=1, hours=23)), here.child)
            assert not reaches(here.supervisor(AT + timedelta(days=2)), here.child)
            assert {"ask-access", "approve-access"} <= set(actions())

    def test_asking_tells_nothing_of_what_is_there(self, cast):
        with cast() as here:
            made = [ask(here, here.elsewhere), ask(here, here.elsewhere, typed="没有-1")]
            assert len(set(made)) == 2
            told = queries.own_requests(here.elsewhere())
            assert queries.own_requests(SYSTEM) == ()
            assert {(r.child_id, r.file_number, r.state) for r in told} == {(None, "", "waiting")}
            assert set(AccessRequest.objects.values_list("child_id", flat=True)) == {None}
            assert queries.request_of(here.elsewhere(), made[0], at=AT).child_id is None  # type: ignore[union-attr]
            assert queries.request_of(here.supervisor(), made[0], at=AT) is None
            assert queries.request_of(here.supervisor(), new_id(), at=AT) is None

    def test_what_can_not_be_approved(self, cast):
        with cast() as here:
            nothing, own = ask(here, here.elsewhere), ask(here, here.approver)
            asked = ask(here, here.supervisor)

            def approve(request, by, days=7, version=1):
                return code_of(
                    lambda: approve_request(
                        request_id=request, days=days, seen_version=version, by=by(), at=AT
                    )
                )

            assert approve(nothing, here.approver) == "no-such-file"
            assert approve(own, here.approver) == "own-request"
            assert approve(asked, here.officer) == "not-permitted"
            assert approve(asked, here.leader, days=91) == "days-out-of-range"
            with pytest.raises(Conflict):
                approve_request(request_id=asked, days=7, seen_version=9, by=here.leader(), at=AT)
            approve_request(request_id=asked, days=7, seen_version=1, by=here.leader(), at=AT)
            assert approve(asked, here.approver, version=2) == "already-decided"

    def test_a_post_that_ended_gets_nothing(self, cast):
        with cast() as here:
            asked = ask(here, here.supervisor)
            row = AccessRequest.objects.get(pk=asked)
            row.account_id = new_id()
            row.save()
            assert code_of(lambda: approve_request(
                request_id=asked, days=7, seen_version=1, by=here.approver(), at=AT
            )) == "post-does-not-reach"  # fmt: skip

    def test_refused_with_a_note_or_taken_back(self, cast):
        with cast() as here:
            first, second = ask(here, here.supervisor), ask(here, here.director)
            wanted = {"request_id": first, "seen_version": 1, "by": here.approver(), "at": AT}
            assert code_of(lambda: refuse_request(note="", **wanted)) == "reason-missing"
            refuse_request(note=WHY, **wanted)
            withdraw_request(request_id=second, seen_version=1, by=here.director(), at=AT)
            with pytest.raises(NotReached):
                withdraw_request(request_id=second, seen_version=2, by=here.supervisor(), at=AT)
            assert code_of(lambda: withdraw_request(
                request_id=second, seen_version=2, by=here.director(), at=AT
            )) == "already-decided"  # fmt: skip
            assert {r.state for r in queries.own_requests(here.director())} == {"withdrawn"}
            assert {"refuse-access", "withdraw-access"} <= set(actions())

    def test_refusals(self, cast):
        with cast() as here:
            ask(here, here.supervisor)
            assert code_of(lambda: ask(here, here.supervisor)) == "already-asked"
            assert code_of(lambda: ask(here, here.supervisor, typed=" ")) == "no-number"
            assert code_of(lambda: ask(here, here.supervisor, typed="x", days=0)) == "days-out-of-range"
            assert code_of(lambda: ask(here, here.leader)) == "not-permitted"


class TestBreakingTheGlass:
    def test_it_opens_at_once_for_a_day_and_the_approver_is_told(self, cast):
        with cast() as here:
            assert smash(here, here.supervisor) == here.child
            assert reaches(here.supervisor(), here.child)
            assert not reaches(here.supervisor(AT + timedelta(hours=24)), here.child)
            _asked, opened = what_waits(here.approver(), at=AT)
            assert [(g.kind, g.reason) for g in opened] == [("glass", WHY)]
            assert [g.id for g in queries.openings_to_judge(here.leader(), at=AT)] == [glass().pk]
            assert "break-glass" in actions()

    def test_by_the_id_number_too(self, cast):
        with cast() as here:
            number = Child.objects.get(pk=here.child).id_number
            assert smash(here, here.supervisor, typed=number) == here.child

    def test_refusals(self, cast):
        with cast() as here:
            assert code_of(lambda: smash(here, here.supervisor, confirmed=False)) == "not-confirmed"
            assert code_of(lambda: smash(here, here.supervisor, reason="急")) == "reason-missing"
            assert code_of(lambda: smash(here, here.officer)) == "already-open"
            assert code_of(lambda: smash(here, here.director)) == "not-permitted"
            for typed in ("没有-1", ""):
                with pytest.raises(NotReached):
                    smash(here, here.elsewhere, typed=typed)

    @pytest.mark.parametrize(("judgement", "stays"), [("justified", True), ("unjustified", False)])
    def test_it_is_judged_afterwards(self, cast, judgement, stays):
        with cast() as here:
            smash(here, here.supervisor)
            judge_opening(
                grant_id=glass().pk,
                judgement=judgement,
                note=WHY,
                seen_version=1,
                by=here.approver(),
                at=LATER,
            )
            assert reaches(here.supervisor(LATER), here.child) is stays
            assert what_waits(here.approver(), at=LATER) == ((), ())
            assert "judge-opening" in actions()

    def test_nobody_judges_twice_or_themselves(self, cast):
        with cast() as here:
            smash(here, here.approver)
            judged = {"grant_id": glass().pk, "judgement": "justified", "note": "", "at": LATER}
            assert (
                code_of(lambda: judge_opening(seen_version=1, by=here.approver(), **judged)) == "own-opening"
            )
            assert what_waits(here.approver(), at=AT) == ((), ())
            judge_opening(seen_version=1, by=here.second(), **judged)
            assert (
                code_of(lambda: judge_opening(seen_version=2, by=here.leader(), **judged)) == "already-judged"
            )


class TestEndingAccess:
    def test_ones_own_or_by_the_responsible_person(self, cast):
        with cast() as here:
            smash(here, here.supervisor)
            grant = glass().pk
            assert code_of(lambda: end_grant(
                grant_id=grant, seen_version=1, by=here.other(), at=LATER
            )) == "not-permitted"  # fmt: skip
            assert queries.grant_of(here.other(), grant, at=LATER) is None
            assert queries.grant_of(here.supervisor(), grant, at=LATER).is_live  # type: ignore[union-attr]
            end_grant(grant_id=grant, seen_version=1, by=here.supervisor(), at=LATER)
            assert not reaches(here.supervisor(LATER), here.child)
            named = FileGrant.objects.get(kind="named")
            end_grant(grant_id=named.pk, seen_version=1, by=here.approver(), at=LATER)
            assert not reaches(here.officer(LATER), here.child)
            assert code_of(lambda: end_grant(
                grant_id=grant, seen_version=2, by=here.approver(), at=LATER
            )) == "already-ended"  # fmt: skip


class TestSealed:
    def test_what_happened_is_read_under_the_sealed_role_alone(self, cast):
        with cast() as here:
            add_sealed_note(child_id=here.child, ground="note", text=WHY, by=here.officer(), at=LATER)
            spell = FileRestriction.objects.get()
            assert [(n.ground, n.text) for n in notes_of(spell.pk)] == [("abuse", REASON), ("note", WHY)]
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                list(SealedNote.objects.all())
            for table in ("registry_child", "trail_trailentry", "registry_filegrant"):
                with (
                    pytest.raises(ProgrammingError, match="permission denied"),
                    transaction.atomic(),
                    context.sealed(),
                    connection.cursor() as cursor,
                ):
                    cursor.execute(f"SELECT 1 FROM {table}")
            assert reaches(here.officer(), here.child)  # the ordinary role is back
            assert "add-sealed-note" in actions()

    def test_who_is_not_named_or_has_no_restricted_file_adds_nothing(self, cast):
        with cast() as here, pytest.raises(NotReached):
            add_sealed_note(child_id=here.child, ground="note", text=WHY, by=here.other(), at=AT)

    def test_an_ordinary_file_has_nothing_sealed(self, cast):
        with cast(restricted=False) as here:
            assert code_of(lambda: add_sealed_note(
                child_id=here.child, ground="note", text=WHY, by=here.officer(), at=AT
            )) == "not-restricted"  # fmt: skip


def test_restricted_files_are_told_page_by_page(cast, monkeypatch):
    monkeypatch.setattr(queries, "MOST", 1)
    with cast() as here:
        (other,) = enter(a_home(a_child("李小红", serial=3)))
        restrict_file(child_id=other, ground="abuse", reason=REASON, by=here.officer(LATER), at=LATER)
        (first,), after = queries.restricted_files(here.approver(), at=LATER)
        (second,), end = queries.restricted_files(here.approver(), at=LATER, after=after)
        assert (first.child_id, second.child_id, end) == (here.child, other, "")


def test_what_is_asked_of_a_file_by_its_people(cast):
    with cast() as here:
        smash(here, here.supervisor)
        assert {g.kind for g in queries.grants_of(here.officer(), here.child, at=AT)} == {"named", "glass"}
        assert [g.kind for g in queries.own_grants(here.supervisor(), at=AT)] == ["glass"]
        (look,) = queries.looks_at(here.officer(), here.child)
        assert (look.action, look.grant_kind, look.reason) == ("break-glass", "glass", WHY)
        seen = Act("read-restricted", "child", here.child, here.child, {"grant": str(glass().pk)})
        record_many([seen], actor=here.supervisor().account_id, role="town-supervisor", at=LATER)
        last, _first = queries.looks_at(here.officer(), here.child)
        assert (last.action, last.reason) == ("read-restricted", WHY)
        with pytest.raises(NotReached):
            queries.looks_at(here.other(), here.child)
        assert queries.requests_waiting(here.leader()) == ()
