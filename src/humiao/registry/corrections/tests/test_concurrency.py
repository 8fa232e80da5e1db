"""Two people at one correction at the same moment, on two connections that really commit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from conftest import make_actor

from humiao.access.public import Actor
from humiao.foundation import context
from humiao.foundation.decisions import Refused
from humiao.foundation.tests.together import COUNTY, at_once, empty_the_county
from humiao.foundation.trail.public import latest_acts
from humiao.registry.corrections.public import (
    confirm_correction,
    propose_merge,
    propose_record,
    refuse_correction,
    withdraw_correction,
)
from humiao.registry.models import Child, CorrectedRow, FileCorrection, Guardian, RosterSpell
from humiao.registry.tests.conftest import AT, a_child, a_home, enter


@dataclass
class Two:
    """Two files of one child, who proposes, and two who may decide."""

    twice: UUID
    kept: UUID
    officer: Actor
    approvers: tuple[Actor, Actor]

    def propose(self, *, turned: bool = False, by: Actor | None = None) -> UUID:
        """Propose that one file goes up in the other, as both were entered."""
        leaving, staying = (self.kept, self.twice) if turned else (self.twice, self.kept)
        return propose_merge(
            leaving_id=leaving, staying_id=staying, reason="同一名儿童", by=by or self.officer, at=AT,
            seen_versions={self.twice: 1, self.kept: 1},
        )  # fmt: skip

    def proposed(self) -> UUID:
        """Propose, and let it be read by others."""
        with context.county(COUNTY, writes=True):
            return self.propose()

    def confirm(self, correction: UUID, number: int) -> None:
        """Confirm as one of the two."""
        confirm_correction(
            correction_id=correction, seen_version=1, seen_versions={self.twice: 1, self.kept: 1},
            by=self.approvers[number - 1], at=AT,
        )  # fmt: skip

    def refuse(self, correction: UUID, number: int) -> None:
        """Refuse as one of the two."""
        refuse_correction(
            correction_id=correction, note="两名儿童", seen_version=1, by=self.approvers[number - 1], at=AT
        )


@pytest.fixture
def two(django_db_setup: None, django_db_blocker: Any) -> Iterator[Two]:
    """Enter one child twice for good, and remove all of it afterwards."""
    with django_db_blocker.unblock():
        with context.county(COUNTY, writes=True):
            twice, kept = enter(a_home(a_child()), a_home(a_child("王晓明", serial=2)))
        approvers = make_actor("bureau-approver", name="陆平"), make_actor("bureau-approver", name="高敏")
        yield Two(twice, kept, make_actor("bureau-officer", name="沈洁"), approvers)
        empty_the_county()


def winner(call: Callable[[int], Any], code: str) -> int:
    """Let both call at once; one has to win, the other to be told by this code. Returns who won."""
    ended = at_once(call)
    (told,) = (end for end in ended if isinstance(end, Refused))
    assert told.decision.code == code
    assert told.decision.reason
    return 2 if ended[0] is told else 1


def test_two_confirming_one_merge_at_once_carry_it_out_once(two: Two) -> None:
    correction = two.proposed()
    won = winner(lambda number: two.confirm(correction, number), "already-decided")
    with context.county(COUNTY):
        row = FileCorrection.objects.get()
        assert (row.state, row.version) == ("confirmed", 2)
        assert row.decided_by == two.approvers[won - 1].account_id
        leaving = Child.objects.get(pk=two.twice)
        assert (leaving.merged_into_id, leaving.version) == (two.kept, 2)
        assert RosterSpell.objects.filter(left_on__isnull=True).count() == 1
        touched = list(CorrectedRow.objects.values_list("row_id", flat=True))
        assert len(touched) == len(set(touched))
        acts = [a.action for a in latest_acts(child_id=two.kept)]
        assert acts.count("confirm-correction") == 1


def test_of_one_confirming_and_one_refusing_the_first_is_heard_and_the_files_agree(two: Two) -> None:
    correction = two.proposed()

    def decide(number: int) -> None:
        (two.confirm if number == 1 else two.refuse)(correction, number)

    won = winner(decide, "already-decided")
    with context.county(COUNTY):
        assert FileCorrection.objects.get().state == {1: "confirmed", 2: "refused"}[won]
        assert Child.objects.get(pk=two.twice).merged_into_id == {1: two.kept, 2: None}[won]
        assert CorrectedRow.objects.exists() == (won == 1)


def test_of_one_confirming_and_the_other_withdrawing_one_is_told(two: Two) -> None:
    correction = two.proposed()

    def decide(number: int) -> None:
        if number == 1:
            two.confirm(correction, number)
        else:
            withdraw_correction(correction_id=correction, seen_version=1, by=two.officer, at=AT)

    won = winner(decide, "already-decided")
    with context.county(COUNTY):
        assert FileCorrection.objects.get().state == {1: "confirmed", 2: "withdrawn"}[won]
        assert Child.objects.exclude(retired_as="").count() == {1: 1, 2: 0}[won]


def test_two_proposing_one_pair_at_once_the_one_way_and_the_other_make_one_correction(two: Two) -> None:
    winner(lambda number: two.propose(turned=number == 2), "already-proposed")
    with context.county(COUNTY):
        assert FileCorrection.objects.get().state == "proposed"


def test_two_deciding_on_one_record_at_once_leave_it_with_one_child(two: Two) -> None:
    with context.county(COUNTY, writes=True):
        guardian = Guardian.objects.get(child_id=two.twice).pk
        correction = propose_record(
            record_kind="guardian", record_id=guardian, child_id=two.twice, to_child_id=two.kept,
            reason="录错人", by=two.officer, at=AT,
        )  # fmt: skip

    def decide(number: int) -> None:
        (two.refuse if number == 1 else two.confirm)(correction, number)

    won = winner(decide, "already-decided")
    with context.county(COUNTY):
        assert FileCorrection.objects.get().state == {1: "refused", 2: "confirmed"}[won]
        assert Guardian.objects.get(pk=guardian).child_id == {1: two.twice, 2: two.kept}[won]
