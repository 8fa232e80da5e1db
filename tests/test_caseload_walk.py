"""The walk of names: whole for those in a worker's hands today, masked else; codes for evaluators."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from humiao.access.public import Role
from humiao.foundation import context
from humiao.foundation.identity_numbers import mask_name
from humiao.foundation.trail.models import TrailEntry
from humiao.registry.models import Child, Enrolment
from test_walk import ROUTES, client_of, declared, may, one_world, there, world
from world import PINGHU, TODAY, CountyWorld

__all__ = ["one_world", "world"]
A_DAY = timedelta(days=1)
HELD: dict[str, tuple[dict[str, Any], bool]] = {
    "since long": ({}, True),
    "until tomorrow": ({"to_on": TODAY[PINGHU] + A_DAY}, True),
    "from today on": ({"from_on": TODAY[PINGHU]}, True),
    "given away today": ({"to_on": TODAY[PINGHU]}, False),
    "from tomorrow on": ({"from_on": TODAY[PINGHU] + A_DAY}, False),
}


def looks_at(child: UUID) -> Counter[str]:
    with context.county(PINGHU):
        looked = TrailEntry.objects.filter(child_id=child, action__in=("open-file", "reveal-child"))
        return Counter(looked.values_list("action", flat=True))


@pytest.mark.parametrize("when", sorted(HELD))
def test_whole_names_of_those_in_ones_hands_today(world: CountyWorld, when: str) -> None:
    assert world.own
    changes, is_own = HELD[when]
    worker = world.posts[Role.SOCIAL_WORKER].id
    with context.county(PINGHU, writes=True):
        Enrolment.objects.filter(child_id=world.own.child).update(worker_post_id=worker, **changes)
        sibling = Child.objects.exclude(pk=world.own.child).get(
            household_id=world.own.household, is_restricted=False
        )
    client = client_of(world, Role.SOCIAL_WORKER)
    for route in ("show-child", "list-children"):
        page = client.get(there(route, world.own)).content.decode()
        assert ("王小明" in page) is is_own, route
        assert "王小芳" not in page, route
    answer = client.get(there("show-child", world.own).replace(str(world.own.child), str(sibling.pk)))
    assert answer.status_code == 200
    assert "王小芳" not in answer.content.decode()
    mine = client.get(there("list-children", world.own), {"mine": "1"}).content.decode()
    assert (str(world.own.child) in mine) is is_own
    assert str(sibling.pk) not in mine
    form = there("change-child", world.own)
    assert ("shield-lock" in client.get(form).content.decode()) is not is_own  # told that it is written down
    assert "shield-lock" in client.get(form.replace(str(world.own.child), str(sibling.pk))).content.decode()
    # A look at what is not in one's hands is written down; of one's own it is part of the day's list.
    assert looks_at(sibling.pk) == {"open-file": 1, "reveal-child": 1}
    assert looks_at(world.own.child) == ({} if is_own else {"open-file": 1, "reveal-child": 1})


def test_nobody_elses_caseload_shows_whole_names(world: CountyWorld) -> None:
    """Another worker of the same provider holds the child."""
    assert world.own
    page = client_of(world, Role.SOCIAL_WORKER).get(there("show-child", world.own)).content.decode()
    assert "王小明" not in page


def test_an_evaluator_reads_no_name_not_even_a_mask(world: CountyWorld) -> None:
    assert world.own
    client, masked = client_of(world, Role.EVALUATOR), mask_name("王小明")
    shown = {
        name: client.get(there(name, world.own))
        for name, (_, kwargs) in ROUTES.items()
        if may(Role.EVALUATOR, name) and "GET" in declared(name).methods and kwargs != ["person"]
    }
    assert {page.status_code for page in shown.values()} <= {200, 302}
    assert [name for name, page in shown.items() if masked in page.content.decode()] == []
    officer = client_of(world, Role.BUREAU_OFFICER).get(there("show-child", world.own))
    assert masked in officer.content.decode()
