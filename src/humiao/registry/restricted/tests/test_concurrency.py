"""Two people at one request, one opening, one file at the same moment, on connections that really commit."""

from __future__ import annotations

from datetime import timedelta

from humiao.access.public import SYSTEM, NotReached, Role
from humiao.foundation import context
from humiao.foundation.decisions import Conflict
from humiao.foundation.tests.together import COUNTY, at_once
from humiao.registry.models import AccessRequest, Child, FileGrant, FileRestriction
from humiao.registry.restricted.public import (
    approve_request,
    ask_access,
    break_glass,
    confirm_end,
    judge_opening,
    propose_end,
    refuse_request,
    restrict_file,
)
from humiao.registry.restricted.tests.conftest import REASON, WHY, person
from humiao.registry.tests.conftest import AT, TOWN, a_child, a_home, enter

LATER = AT + timedelta(hours=1)


def restricted():
    """Make a restricted file, a supervisor who may ask and two approvers; each is called for its actor."""
    (child,) = enter(a_home(a_child()))
    restrict_file(child_id=child, ground="abuse", reason=REASON, by=SYSTEM, at=AT)
    number = Child.objects.get(pk=child).file_number
    approvers = [person(Role.BUREAU_APPROVER), person(Role.BUREAU_APPROVER)]
    return child, number, person(Role.TOWN_SUPERVISOR, town=TOWN), approvers


def one_conflict(ended):
    assert sorted(type(e) is Conflict for e in ended) == [False, True]


def test_two_approving_one_request_name_the_asker_once(committed):
    with context.county(COUNTY, writes=True):
        _child, number, asker, approvers = restricted()
        asked = ask_access(typed=number, days=7, reason=WHY, by=asker(), at=AT)

    def approve(turn):
        return approve_request(
            request_id=asked, days=turn, seen_version=1, by=approvers[turn - 1](), at=LATER
        )

    one_conflict(at_once(approve))
    with context.county(COUNTY):
        assert FileGrant.objects.filter(kind="asked").count() == 1
        assert AccessRequest.objects.get().version == 2


def test_one_approves_while_the_other_refuses_and_only_one_of_them_is_right(committed):
    with context.county(COUNTY, writes=True):
        _child, number, asker, approvers = restricted()
        asked = ask_access(typed=number, days=7, reason=WHY, by=asker(), at=AT)

    def answer(turn):
        given = {"request_id": asked, "seen_version": 1, "by": approvers[turn - 1](), "at": LATER}
        return approve_request(days=7, **given) if turn == 1 else refuse_request(note=WHY, **given)

    one_conflict(at_once(answer))
    with context.county(COUNTY):
        is_approved = AccessRequest.objects.get().state == "approved"
        assert FileGrant.objects.filter(kind="asked").count() == int(is_approved)


def test_two_judging_one_opening_leave_one_judgement(committed):
    with context.county(COUNTY, writes=True):
        _child, number, opener, approvers = restricted()
        break_glass(typed=number, reason=WHY, is_confirmed=True, by=opener(), at=AT)
        opened = FileGrant.objects.get(kind="glass").pk

    def judge(turn):
        said = ("justified", "unjustified")[turn - 1]
        judge_opening(
            grant_id=opened, judgement=said, note=WHY, seen_version=1, by=approvers[turn - 1](), at=LATER
        )

    one_conflict(at_once(judge))
    with context.county(COUNTY):
        row = FileGrant.objects.get(kind="glass")
        assert (row.version, row.ended_at is not None) == (2, row.judgement == "unjustified")


def test_of_two_restricting_one_file_the_second_no_more_reaches_it(committed):
    with context.county(COUNTY, writes=True):
        (child,) = enter(a_home(a_child()))
        officers = [person(Role.BUREAU_OFFICER), person(Role.BUREAU_OFFICER)]

    def restrict(turn):
        try:
            by = officers[turn - 1]()
            return restrict_file(child_id=child, ground="abuse", reason=REASON, by=by, at=AT)
        except NotReached:
            return None

    ended = at_once(restrict)
    assert sum(e is None for e in ended) == 1
    with context.county(COUNTY):
        assert FileRestriction.objects.count() == 1


def test_two_confirming_one_end_end_it_once(committed):
    with context.county(COUNTY, writes=True):
        child, _number, _asker, approvers = restricted()
        propose_end(child_id=child, reason=WHY, seen_version=1, by=SYSTEM, at=AT)

    def confirm(turn):
        confirm_end(child_id=child, seen_version=2, by=approvers[turn - 1](), at=LATER)

    one_conflict(at_once(confirm))
    with context.county(COUNTY):
        assert not Child.objects.get().is_restricted
        assert FileRestriction.objects.get().version == 3
