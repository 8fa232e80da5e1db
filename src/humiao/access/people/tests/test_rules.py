"""Posts together, invitations, moves: the whole tables."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from humiao.access.people import rules
from humiao.access.people.rules import ADMINISTRATORS, Held, InvitationState, Terms
from humiao.access.roles import ROLES, Reach, Role
from humiao.foundation.clock import moment

DAY, LATER = date(2024, 11, 20), date(2024, 12, 1)
NOW = moment(DAY)


def held(role: Role, first: date = DAY, last: date | None = None, place: str = "a") -> Held:
    return Held(role, (place,), first, last)


@pytest.mark.parametrize(("one", "other"), list(combinations(sorted(ADMINISTRATORS), 2)))
def test_the_three_administrators_are_three_people(one: Role, other: Role) -> None:
    assert rules.may_hold_together(held(one), [held(other)]).code == "two-administrators"
    assert rules.may_hold_together(held(one, LATER), [held(other, DAY, DAY)])  # one after the other


@pytest.mark.parametrize("admin", sorted(ADMINISTRATORS))
@pytest.mark.parametrize("role", [r for r in Role if r not in ADMINISTRATORS])
def test_whoever_administers_opens_no_file(admin: Role, role: Role) -> None:
    opens = ROLES[role].reach is not Reach.NOBODY
    for wanted, other in ((admin, role), (role, admin)):
        code = rules.may_hold_together(held(wanted), [held(other)]).code
        assert code == ("administrator-opens-files" if opens else "")


def test_the_same_post_twice_is_one_too_many() -> None:
    both = [held(Role.CHILD_DIRECTOR)]
    assert rules.may_hold_together(held(Role.CHILD_DIRECTOR), both).code == "held-already"
    assert rules.may_hold_together(held(Role.CHILD_DIRECTOR, place="b"), both)
    assert rules.may_hold_together(held(Role.CHILD_DIRECTOR), [])


@given(st.dates(), st.one_of(st.none(), st.dates()), st.dates(), st.one_of(st.none(), st.dates()))
def test_two_posts_meet_exactly_when_they_share_a_day(
    first: date, last: date | None, begun: date, ended: date | None
) -> None:
    one, other = held(Role.VOLUNTEER, first, last), held(Role.VOLUNTEER, begun, ended)
    share = max(first, begun) <= min(last or date.max, ended or date.max)
    assert one.meets(other) == other.meets(one) == share


@pytest.mark.parametrize("role", list(Role))
def test_who_takes_two_people_to_appoint(role: Role) -> None:
    wide = role in ADMINISTRATORS or ROLES[role].reach is Reach.COUNTY
    assert rules.needs_second(role) == wide


@pytest.mark.parametrize(
    ("terms", "now", "state"),
    [
        (Terms(Role.VOLUNTEER, NOW), NOW - timedelta(seconds=1), "open"),
        (Terms(Role.VOLUNTEER, NOW), NOW, "expired"),
        (Terms(Role.BUREAU_OFFICER, NOW), NOW - timedelta(1), "to-confirm"),
        (Terms(Role.BUREAU_OFFICER, NOW, is_confirmed=True), NOW - timedelta(1), "open"),
        (Terms(Role.BUREAU_OFFICER, NOW), NOW, "expired"),
        (Terms(Role.VOLUNTEER, NOW, is_accepted=True), NOW, "accepted"),
        (Terms(Role.VOLUNTEER, NOW, is_withdrawn=True), NOW, "withdrawn"),
    ],
)
def test_the_state_of_an_invitation(terms: Terms, now: datetime, state: str) -> None:
    assert rules.state_of(terms, now).value == state


@pytest.mark.parametrize("state", list(InvitationState))
def test_what_may_be_done_in_each_state(state: InvitationState) -> None:
    assert bool(rules.may_accept(state)) == (state is InvitationState.OPEN)
    over = state in (InvitationState.ACCEPTED, InvitationState.WITHDRAWN)
    assert bool(rules.may_be_taken_back(state)) != over
    assert bool(rules.may_confirm(state, is_own=False)) == (state is InvitationState.TO_CONFIRM)
    assert not rules.may_confirm(state, is_own=True)


def test_a_letter_is_for_one_person() -> None:
    assert rules.same_person(" 王芳", "王芳 ")
    assert rules.same_person("王芳", "李芳").code == "other-person"


@pytest.mark.parametrize(
    ("role", "is_self", "starts_on", "code"),
    [
        (Role.TOWN_SUPERVISOR, False, DAY, ""),
        (Role.TOWN_SUPERVISOR, False, LATER, ""),
        (Role.TOWN_SUPERVISOR, True, DAY, "own-post"),
        (Role.TOWN_SUPERVISOR, False, DAY - timedelta(1), "in-the-past"),
        (Role.BUREAU_OFFICER, False, DAY, "needs-second"),
        (Role.AUDIT_ADMINISTRATOR, False, DAY, "needs-second"),
    ],
)
def test_who_may_be_moved(role: Role, is_self: bool, starts_on: date, code: str) -> None:
    assert rules.may_move(role, is_self=is_self, starts_on=starts_on, today=DAY).code == code


@pytest.mark.parametrize(
    ("is_self", "last_on", "code"),
    [
        (False, DAY, ""),
        (False, DAY - timedelta(9), ""),
        (False, DAY + timedelta(31), ""),
        (False, DAY + timedelta(32), "too-far"),
        (True, DAY, "own-post"),
    ],
)
def test_who_may_leave(is_self: bool, last_on: date, code: str) -> None:
    assert rules.may_leave(is_self=is_self, last_on=last_on, today=DAY).code == code
