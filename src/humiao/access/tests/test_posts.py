"""Giving and ending posts: the happy way, each refusal, the trail row."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from humiao.access.models import Post
from humiao.access.posts import held_posts
from humiao.access.public import (
    SYSTEM,
    Actor,
    Permission,
    PostValue,
    Role,
    actor_for,
    end_post,
    give_post,
    post_names,
)
from humiao.foundation.decisions import Refused
from humiao.foundation.ids import new_id
from humiao.foundation.trail.models import TrailEntry

Open = Callable[..., AbstractContextManager[Any]]
TOWN, VILLAGE, DAY = "330482001", "330482001001", date(2024, 11, 1)


@pytest.fixture
def guard(actor: Callable[..., Actor]) -> Actor:
    """The one whose post it is to give posts."""
    return actor(Role.SECURITY_ADMINISTRATOR)


def give(by: Actor, at: datetime, role: Role = Role.TOWN_SUPERVISOR, **given: Any) -> PostValue:
    reach = {"town_code": TOWN} if role is Role.TOWN_SUPERVISOR else {}
    given = {"account_id": new_id(), "person_name": "王芳", "starts_on": DAY, **reach, **given}
    return give_post(role=role, by=by, at=at, **given)


def refused(code: str) -> Any:
    return pytest.raises(Refused, check=lambda r: r.decision.code == code)


def test_a_post_is_given_and_lets_its_holder_act(pinghu: Open, guard: Actor, at: datetime) -> None:
    account = new_id()
    with pinghu():
        post = give(guard, at, account_id=account)
        held = actor_for(account, on=DAY)
        assert held is not None
        assert held.posts == (post,)
        assert held.scope.towns == {TOWN}
        assert post_names()[post.id] == "王芳"
        entry = TrailEntry.objects.get(action="give-post")
    assert (entry.actor, entry.actor_role) == (guard.account_id, "security-administrator")
    assert (entry.subject_id, entry.at) == (post.id, at)
    assert entry.plain == {"role": "town-supervisor", "account": str(account)}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"town_code": ""}, "reach-missing"),
        ({"role": Role.CHILD_DIRECTOR}, "reach-missing"),
        ({"role": Role.SOCIAL_WORKER}, "reach-missing"),
        ({"town_code": "654002001"}, "unknown-division"),
        ({"role": Role.CHILD_DIRECTOR, "village_code": "330482009001"}, "unknown-division"),
        ({"ends_on": DAY - timedelta(days=1)}, "dates-reversed"),
        ({"role": Role.EVALUATOR, "programme_id": UUID(int=1)}, "end-missing"),
    ],
)
def test_a_post_that_can_not_be(
    pinghu: Open, guard: Actor, at: datetime, given: dict[str, Any], code: str
) -> None:
    with pinghu():
        with refused(code) as told:
            give(guard, at, **given)
        assert str(told.value)
        assert not Post.objects.exists()
        assert not TrailEntry.objects.exists()


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.SECURITY_ADMINISTRATOR])
def test_nobody_else_gives_or_ends_posts(
    pinghu: Open, actor: Callable[..., Actor], at: datetime, role: Role
) -> None:
    with pinghu():
        post = give(SYSTEM, at)
        with refused("not-permitted"):
            give(actor(role), at)
        with refused("not-permitted"):
            end_post(post_id=post.id, ends_on=DAY, by=actor(role), at=at)


def test_nobody_gives_a_post_to_oneself(pinghu: Open, guard: Actor, at: datetime) -> None:
    with pinghu(), refused("own-post"):
        give(guard, at, Role.BUREAU_OFFICER, account_id=guard.account_id)


def test_an_evaluators_post_has_an_end(pinghu: Open, guard: Actor, at: datetime) -> None:
    with pinghu():
        give(guard, at, Role.EVALUATOR, programme_id=new_id(), ends_on=DAY + timedelta(days=30))


def test_a_post_ends_after_its_last_day(pinghu: Open, guard: Actor, at: datetime) -> None:
    account = new_id()
    with pinghu():
        post = give(guard, at, account_id=account)
        end_post(post_id=post.id, ends_on=DAY + timedelta(days=9), by=guard, at=at)
        assert actor_for(account, on=DAY + timedelta(days=9)) is not None
        assert actor_for(account, on=DAY + timedelta(days=10)) is None
        assert actor_for(account, on=DAY - timedelta(days=1)) is None
        assert Post.objects.get(id=post.id).version == 2
        entry = TrailEntry.objects.get(action="end-post")
    assert (entry.subject_id, entry.plain) == (post.id, {"ends_on": "2024-11-10"})


def test_an_end_that_can_not_be(pinghu: Open, yining: Open, guard: Actor, at: datetime) -> None:
    with pinghu():
        post = give(guard, at)
        with refused("dates-reversed"):
            end_post(post_id=post.id, ends_on=DAY - timedelta(days=1), by=guard, at=at)
        with refused("not-found"):
            end_post(post_id=new_id(), ends_on=DAY, by=guard, at=at)
        end_post(post_id=post.id, ends_on=DAY, by=guard, at=at)
        with refused("already-ended"):
            end_post(post_id=post.id, ends_on=DAY + timedelta(days=1), by=guard, at=at)
    with yining(), refused("not-found"):
        end_post(post_id=post.id, ends_on=DAY, by=guard, at=at)


def test_the_county_sees_all_posts_and_a_provider_its_own(pinghu: Open, at: datetime) -> None:
    ours, theirs = new_id(), new_id()
    accounts = [new_id(), new_id()]
    with pinghu():
        for account, provider in zip(accounts, (ours, theirs), strict=True):
            give(
                SYSTEM,
                at,
                Role.PROVIDER_MANAGER,
                account_id=account,
                provider_id=provider,
                programme_id=new_id(),
            )
        manager = actor_for(accounts[0], on=DAY)
        assert manager
        assert [post.provider_id for post in held_posts(manager)] == [ours]
        assert {post.provider_id for post in held_posts(SYSTEM)} == {ours, theirs}


def test_an_account_without_a_post_is_nobody(pinghu: Open) -> None:
    with pinghu():
        assert actor_for(new_id(), on=DAY) is None


def test_the_system_may_do_everything() -> None:
    assert all(SYSTEM.may(p) for p in Permission)
    assert (SYSTEM.role, SYSTEM.post_id) == ("system", None)
