"""The walk of forms as people fill them in: taken for one's own records, never for someone else's or a mix.

The other walks send empty forms, which a page may refuse before it asks whose record it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.urls import reverse

from humiao.access.models import Post
from humiao.access.public import Reach, Role
from humiao.foundation import context
from humiao.foundation.ids import new_id
from humiao.foundation.trail.models import TrailEntry
from humiao.registry.models import Child, Intake
from humiao.visits.models import Visit
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
from world import PINGHU, TODAY, CountyWorld, Records

__all__ = ["one_world", "world"]
WHY = "入户时发现监护人外出，孩子独自在家"
DAY = f"{TODAY[PINGHU]:%Y-%m-%d}"
DAY_BEFORE = f"{TODAY[PINGHU] - timedelta(days=1):%Y-%m-%d}"  # whatever time it is, 08:00 is past


def a_visit(records: Records) -> dict[str, str]:
    sent = {"visit_id": str(new_id()), "occurred_on": DAY_BEFORE, "started": "08:00", "channel": "home"}
    with context.county(PINGHU):
        home = Child.objects.get(pk=records.child).household_id
        for child in Child.objects.filter(household_id=home).values_list("pk", flat=True):
            sent |= {f"child-{child}-is_included": "on", f"child-{child}-outcome": "met"}
            sent |= {f"child-{child}-is_unchanged": "on"}
    return sent | {"minutes": "30"}


FORMS: dict[str, Callable[[Records], dict[str, str]]] = {
    "raise-level": lambda _: {"level": "red", "reason": WHY},
    "record-visit": a_visit,
    "ask-exemption": lambda _: {"reason": "hospital", "note": "住院", "from_on": DAY, "to_on": DAY},
    "amend-visit": lambda _: {"seen_version": "1", "summary": "补充说明", "reason": WHY},
    "show-participant": lambda _: {"seen_version": "1", "name": "赵小雪", "birth_year": "2013"},
    "match-participant": lambda records: {"seen_version": "1", "child": str(records.child)},
    "unmatch-participant": lambda _: {"seen_version": "1", "reason": WHY},
}
# The world's child is on the gravest level already, and its participant's name is no child's.
NOT_TAKEN = {"raise-level", "match-participant", "unmatch-participant"}
NARROW = [role for role in ROLE_NAMES if TOLD_ROLES[Role(role)].reach is not Reach.COUNTY]
WHO_MAY = [(role, name) for role in NARROW for name in sorted(FORMS) if may(Role(role), name)]


def written() -> int:
    with context.county(PINGHU):
        return TrailEntry.objects.exclude(action="refused").count()


def mixes(name: str, world: CountyWorld) -> Iterator[str]:
    """Give the addresses in which one record is one's own and another someone else's."""
    named = [k for k in ROUTES[name][1] if hasattr(world.own, k)]
    for foreign in named if len(named) > 1 else ():
        kwargs = {k: getattr(world.foreign if k == foreign else world.own, k) for k in named}
        yield reverse(name, kwargs={"county": PINGHU, **kwargs})


@pytest.mark.parametrize(("role", "name"), WHO_MAY)
def test_a_good_form_changes_nothing_of_someone_elses(world: CountyWorld, role: str, name: str) -> None:
    assert world.own
    assert world.foreign
    client, before = client_of(world, Role(role)), written()
    for url in (there(name, world.foreign), *mixes(name, world)):
        # Who sees every programme's figures may name another's; their own child isn't served by it.
        about_own = str(world.own.child) in url or str(world.own.household) in url
        wanted = (404, 400, 422) if about_own else (404,)
        for records in (world.own, world.foreign):
            assert client.post(url, FORMS[name](records)).status_code in wanted, f"{role} {name} {url}"
    assert written() == before


@pytest.mark.parametrize(("role", "name"), [one for one in WHO_MAY if one[1] not in NOT_TAKEN])
def test_the_same_form_is_taken_of_ones_own(world: CountyWorld, role: str, name: str) -> None:
    assert world.own
    before, sent = written(), FORMS[name](world.own)
    answer = client_of(world, Role(role)).post(there(name, world.own), sent)
    assert answer.status_code == 302, answer.content.decode()
    assert written() > before
    if name == "record-visit":
        with context.county(PINGHU):
            assert Visit.objects.get(pk=sent["visit_id"]).worker_post_id == world.posts[Role(role)].id


@pytest.mark.parametrize("role", [role for role, name in WHO_MAY if name == "raise-level"])
def test_a_level_of_ones_own_is_raised(world: CountyWorld, role: str) -> None:
    assert world.own
    with context.county(PINGHU):
        home = Child.objects.filter(household_id=world.own.household, is_restricted=False)
        sibling = home.exclude(pk=world.own.child).get()  # on no level yet
    url = there("raise-level", world.own).replace(str(world.own.child), str(sibling.pk))
    sent = FORMS["raise-level"](world.own)
    assert client_of(world, Role(role)).post(url, sent).status_code == 302


# Who reaches both programmes may not put one's child into the other's work.
@pytest.mark.parametrize("role", ["bureau-officer", "bureau-approver"])
def test_a_child_of_another_programme_is_not_taken(world: CountyWorld, role: str) -> None:
    assert world.own
    client, before = client_of(world, Role(role)), written()
    for url in mixes("raise-level", world):
        answer = client.post(url, FORMS["raise-level"](world.own))
        assert answer.status_code == 422, f"{role} {url}: {answer.status_code}"
        assert "未纳入本项目" in answer.content.decode()
    assert written() == before


# A post may name more places than its role reaches by: they open nothing.
@pytest.mark.parametrize("role", NARROW)
def test_a_place_named_in_vain_opens_nothing(world: CountyWorld, role: str) -> None:
    assert world.foreign
    holder = Role(role)
    reach = TOLD_ROLES[holder].reach
    codes = {"town_code": f"{PINGHU}002", "village_code": f"{PINGHU}002001"}
    codes.pop({Reach.TOWN: "town_code", Reach.VILLAGE: "village_code"}.get(reach, ""), None)
    with context.county(PINGHU, writes=True):
        Post.objects.filter(pk=world.posts[holder].id).update(**codes)
    client = client_of(world, holder)
    for name, (_, kwargs) in ROUTES.items():
        if ABOUT_A_CHILD & set(kwargs) and may(holder, name) and "GET" in declared(name).methods:
            assert ask(client, "GET", there(name, world.foreign)) == 404, f"{role} GET {name}"


def test_whoever_opened_an_intake_keeps_seeing_it(world: CountyWorld) -> None:
    assert world.foreign
    role = Role.CHILD_DIRECTOR
    client = client_of(world, role)
    url = there("show-intake", world.foreign)
    assert ask(client, "GET", url) == 404
    with context.county(PINGHU, writes=True):
        opened_by = world.accounts[role].id
        Intake.objects.filter(pk=world.foreign.intake).update(opened_by=opened_by)
    assert ask(client, "GET", url) == 200
