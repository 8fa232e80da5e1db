"""A programme with a home of two children, a worker and the people beside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from humiao.access.models import Post
from humiao.access.public import SYSTEM, Actor, Role, actor_for, give_post, look_up_engagements_with
from humiao.access.tests.people import an_account, client_of
from humiao.assessments.models import LevelChange
from humiao.foundation import context
from humiao.foundation.clock import moment
from humiao.foundation.ids import new_id
from humiao.foundation.trail.public import make_child_keys
from humiao.procurement.models import Engagement, Provider
from humiao.programmes.public import load_programme, load_terms, shipped_files
from humiao.registry.models import Child, Enrolment, Household
from humiao.visits.tests.records import make_child

COUNTY, DAY = "330482", date(2024, 11, 20)
AT = moment(DAY)


@dataclass
class World:
    """What a test of this context needs."""

    programme: UUID
    code: str
    home: Household
    older: Child
    younger: Child
    worker: Actor
    other_home: Household
    stranger: Child


def person(role: Role, account: UUID | None = None, **where: Any) -> Actor:
    """Give a new account a post and return it as an actor."""
    account = account or new_id()
    give_post(
        account_id=account,
        person_name="李芳",
        role=role,
        starts_on=date(2024, 1, 1),
        by=SYSTEM,
        at=AT,
        **where,
    )
    found = actor_for(account, on=DAY)
    assert found is not None
    return found


def enrol(child: Child, programme: UUID, *, post: UUID | None, level: str = "green") -> None:
    """Enrol a child and give it a level, from the first day of the contract's year on."""
    Enrolment.objects.create(
        child=child, programme_id=programme, worker_post_id=post, from_on=date(2024, 5, 1), recorded_at=AT
    )
    LevelChange.objects.create(
        child_id=child.id, programme_id=programme, level=level, from_on=date(2024, 5, 1), cause="assessed",
        state="in-force", recorded_at=AT, in_force_at=AT,
    )  # fmt: skip


def make_world() -> World:
    """Write the world into the open county."""
    code = "pinghu-2024"
    terms = load_terms(shipped_files()[code])
    programme = load_programme(terms=terms, by=SYSTEM, at=moment(date(2024, 1, 2))).id
    provider = Provider.objects.create(name="机构", credit_code=str(new_id())[-18:], recorded_at=AT)
    Engagement.objects.create(
        provider=provider, programme_id=programme, starts_on=date(2024, 1, 1), ends_on=date(2025, 12, 31),
        recorded_at=AT,
    )  # fmt: skip
    look_up_engagements_with(lambda providers, _on: dict.fromkeys(providers, frozenset({programme})))
    worker = person(Role.SOCIAL_WORKER, provider_id=provider.id)
    older = make_child(name="王大明")
    home = older.household
    younger, stranger = make_child(home, name="王小红"), make_child(name="赵六", town="330482002")
    make_child_keys([older.id, younger.id, stranger.id])
    for child, level in ((older, "red"), (younger, "green")):
        enrol(child, programme, post=worker.post_id, level=level)
    return World(programme, code, home, older, younger, worker, stranger.household, stranger)


@pytest.fixture
def world(pinghu: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> World:
    """Make the world; who looked up engagements before does so again afterwards."""
    monkeypatch.setattr("humiao.access.actors._lookups", [])
    with pinghu():
        return make_world()


def sign_in(client: Client, role: Role | None = None, world: World | None = None, **where: Any) -> Client:
    """Sign in a person of a role, or the world's worker."""
    made = an_account("李芳")
    with context.county(COUNTY, writes=True):
        if role is None and world is not None and world.worker.post_id is not None:
            Post.objects.filter(id=world.worker.post_id).update(account_id=made.id)
        elif role is not None:
            person(role, made.id, **where)
    return client_of(made.id, client, language="en")
