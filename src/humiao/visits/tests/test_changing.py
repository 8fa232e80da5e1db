"""Amending, voiding, exempting: the happy way, each refusal, the trail, and what was known when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from humiao.access.public import NotReached, Role
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.ids import new_id
from humiao.foundation.trail.public import latest_acts
from humiao.visits.commands.amending import amend_visit, void_visit
from humiao.visits.commands.exempting import ask_exemption, decide_exemption
from humiao.visits.commands.recording import record_visit
from humiao.visits.duties import duties_of_programme
from humiao.visits.models import Exemption
from humiao.visits.queries import attempts_of, exemption_of, exemptions_waiting, visit_of, visits_of
from humiao.visits.terms import visit_terms
from humiao.visits.tests.conftest import AT, DAY, World, enrol, person
from humiao.visits.tests.test_recording import given
from humiao.visits.values import VisitLineInput

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


def recorded(world: World) -> UUID:
    return record_visit(**given(world)).visit_id


def amended(world: World, visit_id: UUID, **changes: Any) -> UUID:
    sent: dict[str, Any] = {
        "visit_id": visit_id, "changes": {"summary": "更正"}, "reason": "写错", "seen_version": 1,
        "by": world.worker, "at": LATER, **changes,
    }  # fmt: skip
    return amend_visit(**sent)


def test_an_amendment_holds_from_when_it_was_made(world: World, pinghu: Any) -> None:
    with pinghu():
        visit_id = recorded(world)
        amended(world, visit_id)
        amended(world, visit_id, changes={"findings": "已就医"}, child_id=world.older.id, seen_version=2)
        now = visit_of(world.worker.scope, visit_id)
        assert (now.summary, now.amended) == ("更正", frozenset({"summary"}))
        lines = {line.child_id: line for line in now.lines}
        assert lines[world.older.id].findings == "已就医"
        assert lines[world.younger.id].amended == frozenset()
        then = visits_of(world.worker.scope, world.older.id, known_at=AT)[0]
        assert (then.summary, then.lines[0].findings) == ("走访", "夜里咳嗽")
        assert latest_acts(child_id=world.older.id)[0].action == "amend-visit"


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("no-change", {"changes": {}}),
        ("not-amendable", {"changes": {"occurred_on": "2024-11-01"}}),
        ("minutes-impossible", {"changes": {"minutes": 9999}}),
        ("reason-missing", {"reason": " "}),
        ("changed-meanwhile", {"seen_version": 7}),
    ],
)
def test_amendment_refused(world: World, pinghu: Any, code: str, changes: dict[str, Any]) -> None:
    with pinghu():
        visit_id = recorded(world)
        with pytest.raises(Refused) as refused:
            amended(world, visit_id, **changes)
        assert refused.value.decision.code == code


def test_a_visit_out_of_reach_is_not_there(world: World, pinghu: Any) -> None:
    with pinghu():
        visit_id = recorded(world)
        outsider = person(Role.SOCIAL_WORKER, programme_id=new_id())
        with pytest.raises(NotReached):
            amended(world, visit_id, by=outsider)
        with pytest.raises(NotReached):
            visit_of(outsider.scope, visit_id)
        with pytest.raises(NotReached):
            amended(world, new_id())
        with pytest.raises(NotReached):
            visit_of(world.worker.scope, new_id())
        with pytest.raises(NotReached):
            amended(world, visit_id, changes={"findings": "x"}, child_id=world.stranger.id)


def test_reaching_a_child_in_another_programme_opens_no_visit(world: World, pinghu: Any) -> None:
    with pinghu():
        visit_id, other = recorded(world), new_id()
        enrol(world.older, other, post=None)
        colleague = person(Role.SOCIAL_WORKER, programme_id=other)
        with pytest.raises(NotReached):
            amended(world, visit_id, by=colleague)
        with pytest.raises(NotReached):
            visit_of(colleague.scope, visit_id)


def test_an_amendment_of_one_childs_line_shows_in_that_child_only(world: World, pinghu: Any) -> None:
    with pinghu():
        amended(world, recorded(world), changes={"findings": "已就医"}, child_id=world.older.id)
        (own,) = visits_of(world.worker.scope, world.older.id)
        (beside,) = visits_of(world.worker.scope, world.younger.id)
    assert own.lines[0].findings == "已就医"
    assert (len(own.amendments), len(beside.amendments)) == (1, 0)


def test_attempts_are_the_visits_at_which_a_child_was_not_met(world: World, pinghu: Any) -> None:
    with pinghu():
        lines = [VisitLineInput(world.older.id, "not-home"), VisitLineInput(world.younger.id, "met")]
        record_visit(**given(world, lines=lines))
        found = attempts_of(world.programme, [world.older.id, world.younger.id], since=DAY)
        later = attempts_of(world.programme, [world.older.id], since=DAY + timedelta(days=1))
    assert {child: [line.outcome for line in tries] for child, tries in found.items()} == {
        world.older.id: ["not-home"]
    }
    assert later == {}


def test_a_void_visit_stays_and_counts_nothing(world: World, pinghu: Any) -> None:
    with pinghu():
        visit_id = recorded(world)
        void_visit(visit_id=visit_id, reason="走错门", seen_version=1, by=world.worker, at=LATER)
        assert visit_of(world.worker.scope, visit_id).voided_at == LATER
        assert visits_of(world.worker.scope, world.older.id, known_at=AT)[0].voided_at is None
        with pytest.raises(Refused) as refused:
            void_visit(visit_id=visit_id, reason="再来", seen_version=2, by=world.worker, at=LATER)
        assert refused.value.decision.code == "already-void"
        assert latest_acts(child_id=world.younger.id)[0].personal["reason"] == "走错门"


def asked(world: World, **changes: Any) -> UUID:
    sent: dict[str, Any] = {
        "child_id": world.older.id, "programme_id": world.programme, "reason": "hospital", "note": "市一院",
        "from_on": DAY - timedelta(days=60), "to_on": DAY, "by": world.worker, "at": AT, **changes,
    }  # fmt: skip
    return ask_exemption(**sent)


def decided(world: World, exemption: UUID, by: Any, **changes: Any) -> None:
    decide_exemption(
        **{"exemption_id": exemption, "approve": True, "seen_version": 1, "by": by, "at": LATER, **changes}
    )


def test_an_exemption_counts_once_a_second_person_approved_it(world: World, pinghu: Any) -> None:
    from humiao.programmes.public import programme_by_id

    with pinghu():
        terms = visit_terms(programme_by_id(world.worker.scope, world.programme)).duty

        def exempt() -> int:
            found = duties_of_programme(world.programme, terms, on=DAY)
            return sum(d.state.value == "exempt" for d in found)

        exemption = asked(world)
        officer = person(Role.BUREAU_OFFICER)
        assert [e.id for e in exemptions_waiting(officer.scope, world.programme)] == [exemption]
        assert exempt() == 0
        decided(world, exemption, officer)
        assert exempt() > 0
        assert latest_acts(child_id=world.older.id)[0].action == "decide-exemption"


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("unknown-choice", {"reason": "holiday"}),
        ("note-missing", {"note": ""}),
        ("dates-reversed", {"to_on": date(2024, 1, 1)}),
        ("too-long", {"to_on": date(2026, 1, 1)}),
        ("not-enrolled", {"from_on": date(2024, 2, 1), "to_on": date(2024, 3, 1)}),
    ],
)
def test_asking_refused(world: World, pinghu: Any, code: str, changes: dict[str, Any]) -> None:
    with pinghu():
        with pytest.raises(Refused) as refused:
            asked(world, **changes)
        assert refused.value.decision.code == code


def test_an_exemption_out_of_reach_is_not_there(world: World, pinghu: Any) -> None:
    with pinghu():
        outsider = person(Role.SOCIAL_WORKER, programme_id=new_id())
        with pytest.raises(NotReached):
            asked(world, by=outsider)
        with pytest.raises(NotReached):
            decided(world, new_id(), person(Role.BUREAU_OFFICER))
        with pytest.raises(NotReached):
            exemption_of(world.worker.scope, new_id())


def test_asking_twice_for_the_same_days_is_refused(world: World, pinghu: Any) -> None:
    with pinghu():
        asked(world)
        with pytest.raises(Refused) as refused:
            asked(world)
        assert refused.value.decision.code == "overlaps"


def test_deciding_refused(world: World, pinghu: Any) -> None:
    with pinghu():
        exemption = asked(world)
        officer = person(Role.BUREAU_OFFICER)
        with pytest.raises(Refused) as refused:
            decided(world, exemption, world.worker)
        assert refused.value.decision.code == "not-permitted"
        with pytest.raises(Conflict):
            decided(world, exemption, officer, seen_version=9)
        with pytest.raises(Refused) as refused:
            decided(world, exemption, officer, approve=False)
        assert refused.value.decision.code == "reason-missing"
        Exemption.objects.filter(id=exemption).update(asked_by=officer.account_id)
        with pytest.raises(Refused) as refused:
            decided(world, exemption, officer)
        assert refused.value.decision.code == "same-person"
        decided(world, exemption, person(Role.BUREAU_APPROVER))
        with pytest.raises(Refused) as refused:
            decided(world, exemption, officer, seen_version=2)
        assert refused.value.decision.code == "already-decided"


def test_the_visits_of_a_child_come_newest_first_in_few_queries(
    world: World, pinghu: Any, django_assert_num_queries: Any
) -> None:
    with pinghu():
        first, last, between = (
            record_visit(
                **given(world, started_at=AT - timedelta(hours=hours), minutes=10, summary=f"{hours}")
            ).visit_id
            for hours in (9, 1, 5)
        )
        amended(world, last)
        amended(world, first, changes={"findings": "已就医"}, child_id=world.younger.id)
        with django_assert_num_queries(3):  # the reach, the lines with their visits, the amendments
            found = visits_of(world.worker.scope, world.older.id)
        newest = visits_of(world.worker.scope, world.older.id, most=1)
        assert visits_of(world.worker.scope, world.older.id, known_at=AT - timedelta(days=1)) == []
    assert [(v.id, v.summary) for v in found] == [(last, "更正"), (between, "5"), (first, "9")]
    assert [[line.child_id for line in v.lines] for v in found] == [[world.older.id]] * 3
    assert [len(v.amendments) for v in found] == [1, 0, 0]
    assert len(newest) == 1
