"""The walk of finding a restricted file: by the number on paper, within reach, and by nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from humiao.access.models import Post
from humiao.access.public import Reach, Role
from humiao.access.scope import EVERYBODY
from humiao.foundation import context
from humiao.foundation.clock import now as now_in
from humiao.foundation.ids import new_id
from humiao.registry.models import AccessRequest, Child, FileGrant
from humiao.registry.restricted.finding import find_restricted
from test_walk import ROLE_NAMES, TOLD_ROLES, client_of, may, one_world, there, world
from world import PINGHU, CountyWorld, Records, id_number

__all__ = ["one_world", "world"]
WHY = "孩子称昨晚又被打，须立即了解家庭情况"
MAY_BREAK = [role for role in ROLE_NAMES if may(Role(role), "break-glass")]
MAY_ASK = [role for role in ROLE_NAMES if may(Role(role), "ask-access")]


def number_of(child: UUID) -> str:
    with context.county(PINGHU):
        return Child.objects.get(pk=child).file_number


def broken(client: Client, records: Records, typed: str) -> int:
    answer = client.post(there("break-glass", records), {"typed": typed, "reason": WHY, "is_confirmed": "on"})
    return answer.status_code


@pytest.mark.parametrize("role", MAY_BREAK)
def test_the_glass_is_broken_by_the_number_alone_and_within_reach(world: CountyWorld, role: str) -> None:
    assert world.own
    assert world.foreign
    client, own = client_of(world, Role(role)), world.own
    everywhere = TOLD_ROLES[Role(role)].reach is Reach.COUNTY
    assert broken(client, own, "") == 422
    assert broken(client, own, "330482-999999") == 404
    assert broken(client, own, number_of(own.child)) == 404  # an open file is no restricted one
    assert broken(client, own, "欧阳密语") in (404, 422)
    assert broken(client, own, number_of(world.foreign.secret)) == (302 if everywhere else 404)
    assert broken(client, own, number_of(own.secret)) == 302
    with context.county(PINGHU):
        account = world.accounts[Role(role)].id
        opened = set(FileGrant.objects.filter(account_id=account).values_list("child_id", flat=True))
    assert opened == {own.secret} | ({world.foreign.secret} if everywhere else set())


@pytest.mark.parametrize("role", MAY_BREAK)
def test_it_is_broken_by_the_number_of_the_child_as_well(world: CountyWorld, role: str) -> None:
    assert world.own
    client = client_of(world, Role(role))
    assert broken(client, world.own, id_number(f"{PINGHU}20140309102")) == 302


def test_whoever_reads_no_names_finds_none(world: CountyWorld) -> None:
    assert world.own
    number = number_of(world.own.secret)
    with context.county(PINGHU):
        assert find_restricted(EVERYBODY, number) == world.own.secret
        assert find_restricted(EVERYBODY, " ") is None
        assert find_restricted(replace(EVERYBODY, pseudonymous=True), number) is None


def asked_by(world: CountyWorld, role: str) -> set[tuple[UUID, UUID | None]]:
    with context.county(PINGHU):
        asked = AccessRequest.objects.filter(account_id=world.accounts[Role(role)].id)
        return set(asked.values_list("id", "child_id"))


@pytest.mark.parametrize("role", MAY_ASK)
def test_asking_is_answered_the_same_and_found_within_reach_alone(world: CountyWorld, role: str) -> None:
    assert world.own
    assert world.foreign
    client, everywhere = client_of(world, Role(role)), TOLD_ROLES[Role(role)].reach is Reach.COUNTY
    found = {
        number_of(world.own.secret): world.own.secret,
        number_of(world.foreign.secret): world.foreign.secret if everywhere else None,
        number_of(world.own.child): None,
        "330482-999999": None,
    }
    for typed, child in found.items():
        sent = {"typed": typed, "days": "7", "reason": WHY}
        before = asked_by(world, role)
        assert client.post(there("ask-access", world.own), sent).status_code == 302
        (made,) = asked_by(world, role) - before
        assert made[1] == child


@pytest.mark.parametrize("role", [r for r in MAY_ASK if TOLD_ROLES[Role(r)].reach is Reach.TOWN])
def test_a_request_of_whoever_moved_away_is_not_approved(world: CountyWorld, role: str) -> None:
    assert world.own
    post, typed = world.posts[Role(role)].id, number_of(world.own.secret)
    asker, at = world.accounts[Role(role)].id, now_in(PINGHU) - timedelta(hours=1)
    with context.county(PINGHU, writes=True):
        row = AccessRequest(
            id=new_id(), child_id=world.own.secret, typed=typed, days=7, reason=WHY,
            account_id=asker, post_id=post, asked_at=at,
        )  # fmt: skip
        row.save(force_insert=True)
    client = client_of(world, Role.BUREAU_APPROVER)
    url = reverse("decide-access-request", kwargs={"county": PINGHU, "access_request": row.pk})
    sent = {"seen_version": "1", "days": "7", "note": "", "answer": "approve"}
    with context.county(PINGHU, writes=True):
        Post.objects.filter(pk=post).update(town_code=f"{PINGHU}002")
    assert client.post(url, sent).status_code == 422
    with context.county(PINGHU, writes=True):
        Post.objects.filter(pk=post).update(town_code=f"{PINGHU}001")
    assert client.post(url, sent).status_code == 302
