"""Today, by role."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from humiao.access.public import Role
from humiao.desk.tests.world import COUNTY, GUARDIAN_PHONE, HOME_PHONE, PHONE, STREET, World
from humiao.foundation import context
from humiao.foundation.trail.models import TrailEntry

URL = f"/c/{COUNTY}/"


def acts() -> list[str]:
    with context.county(COUNTY):
        return list(TrailEntry.objects.order_by("id").values_list("action", flat=True))


@pytest.mark.parametrize("role", list(Role))
def test_works(world: World, client: Client, role: Role) -> None:
    page = world.sign_in(client, role).get(URL)
    assert page.status_code == 200
    text = page.content.decode()
    assert not any(secret in text for secret in (PHONE, GUARDIAN_PHONE, HOME_PHONE, STREET))


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.SOCIAL_WORKER])
def test_names_are_masked(world: World, client: Client, role: Role) -> None:
    text = world.sign_in(client, role).get(URL).content.decode()
    own_name = world.own_name(role)
    assert not [name for name in world.names.values() if name in text and name != own_name]


def test_worker_sees_the_own_households_worst_first(world: World, client: Client) -> None:
    page = world.sign_in(client, Role.SOCIAL_WORKER).get(URL)
    overdue = page.context["panels"][0]
    assert overdue.key == "overdue"
    assert [line.level for line in overdue.lines] == sorted(
        (line.level for line in overdue.lines), key=["red", "yellow", "green"].index
    )
    text = page.content.decode()
    assert world.names[world.own[2]] in text
    assert not [c for c in world.others if f"children/{c}" in text]
    assert all("/visit" in line.act_url for line in overdue.lines)


def test_own_list_is_one_row_of_the_trail(world: World, client: Client) -> None:
    before = acts()
    world.sign_in(client, Role.SOCIAL_WORKER).get(URL)
    assert acts()[len(before) :] == ["read-caseload"]


@pytest.mark.parametrize("role", [Role.BUREAU_OFFICER, Role.VOLUNTEER, Role.EVALUATOR])
def test_get_writes_nothing(world: World, client: Client, role: Role) -> None:
    before = acts()
    world.sign_in(client, role).get(URL)
    assert acts() == before


def test_officer_sees_what_waits(world: World, client: Client) -> None:
    page = world.sign_in(client, Role.BUREAU_OFFICER).get(URL)
    panels = {panel.key: panel for panel in (*page.context["panels"], *page.context["asides"])}
    assert panels["levels"].count == panels["exemptions"].count == 1
    assert panels["exemptions"].lines[0].decision.allowed
    assert not panels["levels"].lines[0].decision.allowed  # an approver or supervisor confirms
    assert panels["queries"].lines
    assert panels["indicators"].bars


def test_town_counts_open_lists_of_as_many_rows(world: World, client: Client) -> None:
    page = world.sign_in(client, Role.BUREAU_OFFICER).get(URL)
    towns = next(panel for panel in page.context["asides"] if panel.key == "towns")
    assert towns.stats
    for stat in towns.stats:
        assert len(client.get(stat.href).context["rows"]) == stat.value


def test_worker_counts_open_lists_of_as_many_rows(world: World, client: Client) -> None:
    page = world.sign_in(client, Role.PROVIDER_MANAGER).get(URL)
    workers = next(panel for panel in page.context["asides"] if panel.key == "workers")
    assert len(workers.stats) == 2
    for stat in workers.stats:
        assert len(client.get(stat.href).context["rows"]) == stat.value


def test_town_supervisor_sees_the_own_town_only(world: World, client: Client) -> None:
    page = world.sign_in(client, Role.TOWN_SUPERVISOR).get(URL)
    towns = next(panel for panel in page.context["asides"] if panel.key == "towns")
    assert len(towns.stats) == 1


# Without identity, the settings of each transaction, the trail and indicators; two are the frame's.
OWN_QUERIES = {
    Role.BUREAU_OFFICER: 12,
    Role.SOCIAL_WORKER: 10,
    Role.PROVIDER_MANAGER: 11,
    Role.TOWN_SUPERVISOR: 4,
    Role.VOLUNTEER: 2,
}


@pytest.mark.parametrize(("role", "most"), OWN_QUERIES.items())
def test_queries(big_world: World, client: Client, role: Role, most: int, own_queries: Any) -> None:
    world = big_world
    world.sign_in(client, role).get(URL)  # keeps what is kept between requests
    with own_queries() as asked:
        client.get(URL)
    assert len(asked) <= most, "\n".join(" ".join(sql.split())[:110] for sql in asked)
