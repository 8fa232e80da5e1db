"""The walk of people with two posts: a post's permissions work on its own children and on no other's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from humiao.access.models import Post
from humiao.access.people.public import ADMINISTRATORS
from humiao.access.public import SYSTEM, Reach, Role, give_post
from humiao.foundation import context
from humiao.foundation.clock import moment
from test_walk import (
    ABOUT_A_CHILD,
    ROLE_NAMES,
    ROUTES,
    TOLD_ROLES,
    ask,
    client_of,
    declared,
    may,
    one_world,
    there,
    world,
)
from world import PINGHU, TODAY, CountyWorld

__all__ = ["one_world", "world"]
OTHER = Role.SOCIAL_WORKER  # reaches the children of the foreign programme


def with_a_second_post(world: CountyWorld, role: Role) -> Client:
    """Give whoever holds a role a post of the other provider's worker as well."""
    assert world.foreign
    account, day = world.accounts[role], TODAY[PINGHU] - timedelta(days=30)
    with context.county(PINGHU, writes=True):
        provider = Post.objects.get(pk=world.foreign.post).provider_id
        give_post(
            account_id=account.id,
            person_name=account.name,
            role=OTHER,
            starts_on=day,
            provider_id=provider,
            by=SYSTEM,
            at=moment(day),
        )
    return client_of(world, role)


# Administrators hold no other post that opens files: giving one is refused (`access/tests`).
@pytest.mark.parametrize("role", [r for r in ROLE_NAMES if Role(r) not in ADMINISTRATORS])
def test_each_post_s_permissions_work_on_its_own_children(world: CountyWorld, role: str) -> None:
    role = Role(role)
    client = with_a_second_post(world, role)
    reach = TOLD_ROLES[role].reach
    for name, (_, kwargs) in ROUTES.items():
        if not ABOUT_A_CHILD & set(kwargs) or "GET" not in declared(name).methods:
            continue
        by_first, by_second = may(role, name), may(OTHER, name)
        opens = {
            "own": by_first and reach is not Reach.NOBODY,
            "foreign": by_second or (by_first and reach is Reach.COUNTY),
        }
        for records, is_open in opens.items():
            status = ask(client, "GET", there(name, getattr(world, records)))
            wanted = {200, 302} if is_open else {404} if by_first or by_second else {403}
            assert status in wanted, f"{role} and {OTHER} GET {name} of what is {records}: {status}"
