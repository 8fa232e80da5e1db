"""Whom each role reaches, and that one post's permission does not work on another post's children."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from humiao.access import actors
from humiao.access.public import ROLES, SENTENCES, Actor, Names, Permission, PostValue, Reach, Role, actor_of
from humiao.access.scope import NOBODY, Scope, scope_of
from humiao.foundation.decisions import Refused
from humiao.foundation.ids import new_id

PROVIDER, MINE, TOO, FOREIGN = (UUID(int=n) for n in (1, 2, 3, 4))
TOWN, VILLAGE = "330482001", "330482001001"
ENGAGED = {PROVIDER: frozenset({MINE, TOO})}
ALL = {"every_programme": True}
EVERYTHING, ONE_TOWN, ONE_VILLAGE = (
    {"county": True} | ALL,
    {"towns": {TOWN}} | ALL,
    {"villages": {VILLAGE}} | ALL,
)
FIGURES = {"figures": {MINE, TOO}}
BOTH = {"programmes": {MINE, TOO}}
OPEN = {"pseudonymous": False}

# Each role's post names everything a post can name; the table says what comes of it.
TABLE: dict[Role, dict[str, Any]] = {
    Role.BUREAU_OFFICER: EVERYTHING | OPEN,
    Role.BUREAU_APPROVER: EVERYTHING | OPEN,
    Role.BUREAU_FINANCE: ALL,
    Role.BUREAU_LEADER: ALL,
    Role.TOWN_SUPERVISOR: ONE_TOWN | OPEN,
    Role.CHILD_DIRECTOR: ONE_VILLAGE | OPEN,
    Role.PROVIDER_MANAGER: BOTH | OPEN,
    Role.PROFESSIONAL_SUPERVISOR: BOTH | OPEN,
    Role.PROVIDER_ACCOUNTANT: FIGURES,
    Role.SOCIAL_WORKER: BOTH | OPEN,
    Role.VOLUNTEER: FIGURES,
    Role.EVALUATOR: BOTH,
    Role.SYSTEM_ADMINISTRATOR: ALL,
    Role.SECURITY_ADMINISTRATOR: ALL,
    Role.AUDIT_ADMINISTRATOR: ALL,
}
FILES = {
    Permission.VIEW_CHILDREN,
    Permission.VIEW_CHILD,
    Permission.REVEAL_CHILD,
    Permission.REGISTER_CHILD,
    Permission.CHANGE_CHILD,
    Permission.ENROL_CHILD,
    Permission.VIEW_DUTIES,
    Permission.RECORD_VISIT,
    Permission.AMEND_VISIT,
    Permission.ASSESS_CHILD,
    Permission.RAISE_LEVEL,
    Permission.CONFIRM_LEVEL,
    Permission.APPROVE_EXEMPTION,
    Permission.VIEW_EVIDENCE,
}
OF_PROVIDER = {
    Role.PROVIDER_MANAGER,
    Role.PROFESSIONAL_SUPERVISOR,
    Role.PROVIDER_ACCOUNTANT,
    Role.SOCIAL_WORKER,
    Role.VOLUNTEER,
    Role.EVALUATOR,
}
ADMINISTRATORS = (Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR)


def post(role: Role, **given: Any) -> PostValue:
    provider = PROVIDER if role in OF_PROVIDER else None
    given = {"town_code": TOWN, "village_code": VILLAGE, "provider_id": provider, **given}
    return PostValue(new_id(), role, "王芳", **given)


@pytest.mark.parametrize("role", Role)
def test_what_each_role_reaches(role: Role) -> None:
    held = post(role)
    expected: dict[str, Any] = {k: frozenset(v) if isinstance(v, set) else v for k, v in TABLE[role].items()}
    caseload = frozenset({held.id}) if role is Role.SOCIAL_WORKER else frozenset()
    assert scope_of((held,), ENGAGED) == Scope(caseload=caseload, **expected)


@pytest.mark.parametrize("role", Role)
def test_a_role_has_its_name_sentence_and_some_permission(role: Role) -> None:
    row = ROLES[role]
    assert str(row.name)
    assert str(row.sentence).endswith((".", "。"))
    assert row.permissions


@pytest.mark.parametrize("role", [r for r in Role if ROLES[r].reach is Reach.NOBODY])
def test_who_reaches_nobody_opens_no_file(role: Role) -> None:
    assert not ROLES[role].permissions & FILES
    assert ROLES[role].names is Names.PSEUDONYM


@pytest.mark.parametrize("role", ADMINISTRATORS)
def test_administrators_see_neither_children_nor_figures(role: Role) -> None:
    assert not ROLES[role].permissions & (FILES | {Permission.VIEW_SCORECARD})
    assert ROLES[role].reach is Reach.NOBODY


def test_the_three_administrators_are_apart() -> None:
    acting = {
        Permission.VIEW_KEYS: Role.SYSTEM_ADMINISTRATOR,
        Permission.MANAGE_PEOPLE: Role.SYSTEM_ADMINISTRATOR,
        Permission.CONFIRM_INVITATION: Role.SECURITY_ADMINISTRATOR,
        Permission.MANAGE_POSTS: Role.SECURITY_ADMINISTRATOR,
        Permission.VIEW_AS: Role.SECURITY_ADMINISTRATOR,
        Permission.REVOKE_EXPORT: Role.SECURITY_ADMINISTRATOR,
        Permission.JUDGE_UNUSUAL: Role.SECURITY_ADMINISTRATOR,
        Permission.VIEW_TRAIL: Role.AUDIT_ADMINISTRATOR,
    }
    looking = {
        Permission.VIEW_PEOPLE,
        Permission.HAND_OVER_CASELOAD,
        Permission.TRACE_EXPORT,
        Permission.VIEW_UNUSUAL,
        Permission.VIEW_AUDIT_REPORT,
    }
    watching_each_other = {Permission.LOCK_OUT}  # nobody locks out themselves, so it takes two who can
    own = {p for r in ADMINISTRATORS for p in ROLES[r].permissions} - {Permission.VIEW_TODAY}
    assert own == set(acting) | looking | watching_each_other
    for permission in watching_each_other:
        holders = {r for r in Role if permission in ROLES[r].permissions}
        assert holders == {Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR}
    for permission, holder in acting.items():
        assert [r for r in Role if permission in ROLES[r].permissions] == [holder]


def test_who_prepares_does_not_confirm() -> None:
    both = {Permission.ASSESS_CHILD, Permission.CONFIRM_LEVEL}
    assert [r for r in Role if both <= ROLES[r].permissions] in ([], [Role.PROVIDER_MANAGER])


def test_each_permission_has_a_sentence_and_a_holder() -> None:
    assert set(SENTENCES) == set(Permission)
    held = frozenset().union(*(row.permissions for row in ROLES.values()))
    assert held == set(Permission)


@pytest.mark.parametrize(
    ("held", "reached"),
    [
        (post(Role.SOCIAL_WORKER, programme_id=MINE), {MINE}),
        (post(Role.SOCIAL_WORKER, programme_id=FOREIGN), set()),  # the provider is not engaged in it
        (post(Role.SOCIAL_WORKER, provider_id=UUID(int=9)), set()),
        (post(Role.EVALUATOR, provider_id=None, programme_id=FOREIGN), {FOREIGN}),
        (post(Role.EVALUATOR, provider_id=None), set()),
    ],
)
def test_which_programmes_a_post_reaches(held: PostValue, reached: set[UUID]) -> None:
    assert scope_of((held,), ENGAGED).programmes == reached


def test_posts_add_up() -> None:
    two = (post(Role.TOWN_SUPERVISOR), post(Role.CHILD_DIRECTOR), post(Role.EVALUATOR))
    scope = scope_of(two, ENGAGED)
    assert (scope.towns, scope.villages) == (frozenset({TOWN}), frozenset({VILLAGE}))
    assert scope.programmes == {MINE, TOO}
    assert not scope.pseudonymous
    assert not scope.is_empty


@pytest.mark.parametrize("role", Role)
def test_a_provider_sees_no_other_providers_figures(role: Role) -> None:
    scope = scope_of((post(role),), ENGAGED)
    assert scope.reaches_programme(MINE)
    assert scope.reaches_programme(FOREIGN) is (role not in OF_PROVIDER)


def test_no_post_reaches_nobody() -> None:
    assert scope_of((), {}) == NOBODY
    assert NOBODY.is_empty


def test_a_permission_reaches_only_what_its_own_posts_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child director who is a social worker too records visits in the programme, not in the village."""
    monkeypatch.setattr(actors, "_lookups", [lambda *_: ENGAGED])
    director, worker = post(Role.CHILD_DIRECTOR), post(Role.SOCIAL_WORKER)
    actor = actor_of(new_id(), (director, worker), on=date(2024, 11, 20))
    assert actor.scope.villages == {VILLAGE}
    assert actor.scope.programmes == {MINE, TOO}
    visiting = actor.within(Permission.RECORD_VISIT)
    assert visiting.scope.villages == frozenset()
    assert visiting.scope.programmes == {MINE, TOO}
    assert (visiting.post_id, visiting.role) == (worker.id, "social-worker")
    assert visiting.permissions == actor.permissions
    assert actor.within(Permission.VIEW_CHILD).scope == actor.scope
    assert actor.within(Permission.MANAGE_POSTS) is actor


def test_a_figure_without_names_stays_so_beside_another_post(actor: Callable[..., Actor]) -> None:
    two = (post(Role.EVALUATOR), post(Role.CHILD_DIRECTOR))
    held = Actor(new_id(), "王芳", two, frozenset(), scope_of(two, ENGAGED), ENGAGED)
    assert held.within(Permission.VIEW_EVIDENCE).scope.pseudonymous
    assert not held.within(Permission.VIEW_CHILD).scope.pseudonymous


def test_an_actor_says_why_not(actor: Callable[..., Actor]) -> None:
    volunteer = actor(Role.VOLUNTEER)
    decision = volunteer.may(Permission.VIEW_CHILD)
    assert (decision.allowed, decision.code) == (False, "not-permitted")
    assert decision.reason
    with pytest.raises(Refused):
        volunteer.must(Permission.VIEW_CHILD)
    volunteer.must(Permission.VIEW_TODAY)
