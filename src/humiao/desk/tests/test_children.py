"""The list of children."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from humiao.access.public import Role
from humiao.desk.tests.world import COUNTY, GUARDIAN_PHONE, HOME_PHONE, OTHER_TOWN, PHONE, STREET, TOWN, World
from humiao.foundation import context
from humiao.foundation.trail.models import TrailEntry

URL = f"/c/{COUNTY}/children/"
LISTING = [
    Role.BUREAU_OFFICER,
    Role.BUREAU_APPROVER,
    Role.TOWN_SUPERVISOR,
    Role.CHILD_DIRECTOR,
    Role.PROVIDER_MANAGER,
    Role.PROFESSIONAL_SUPERVISOR,
    Role.SOCIAL_WORKER,
]


def acts() -> list[Any]:
    with context.county(COUNTY):
        return list(TrailEntry.objects.order_by("id").values("action", "plain"))


@pytest.mark.parametrize("role", LISTING)
def test_works(world: World, client: Client, role: Role) -> None:
    page = world.sign_in(client, role).get(URL)
    assert page.status_code == 200
    text = page.content.decode()
    assert not any(secret in text for secret in (PHONE, GUARDIAN_PHONE, HOME_PHONE, STREET, "99000020"))


@pytest.mark.parametrize("role", [role for role in Role if role not in LISTING])
def test_role_without_permission_is_refused(world: World, client: Client, role: Role) -> None:
    assert world.sign_in(client, role).get(URL).status_code == 403


@pytest.mark.parametrize("role", LISTING)
def test_names_show_in_the_own_caseload_only(world: World, client: Client, role: Role) -> None:
    text = world.sign_in(client, role).get(URL).content.decode()
    shown = {child for child, name in world.names.items() if f">{name}<" in text}
    own = set(world.own) if role is Role.SOCIAL_WORKER else set()
    assert {world.names[c] for c in shown} == {world.names[c] for c in own}


def test_each_role_lists_its_reach(world: World, client: Client) -> None:
    def ids(role: Role) -> set[Any]:
        return {row.shown.id for row in world.sign_in(client, role).get(URL).context["rows"]}

    assert ids(Role.BUREAU_OFFICER) == {*world.children, world.foreign}
    assert ids(Role.SOCIAL_WORKER) == ids(Role.PROVIDER_MANAGER) == set(world.children)
    town = ids(Role.TOWN_SUPERVISOR)
    assert town
    assert town < set(world.children)


def test_own_caseload_is_one_row_of_the_trail_without_words(world: World, client: Client) -> None:
    before = len(acts())
    world.sign_in(client, Role.SOCIAL_WORKER).get(URL, {"q": "王", "town": TOWN})
    read, searched = sorted(acts()[before:], key=lambda act: act["action"])
    assert read == {"action": "read-caseload", "plain": {"town": TOWN}}
    assert searched == {"action": "search-children", "plain": {"town": TOWN}}


def test_get_writes_nothing(world: World, client: Client) -> None:
    before = acts()
    world.sign_in(client, Role.BUREAU_OFFICER).get(URL)
    assert acts() == before


@pytest.mark.parametrize("words", ["full", "part", "initials", "file"])
def test_search(world: World, client: Client, words: str) -> None:
    child = world.children[0]
    page = world.sign_in(client, Role.SOCIAL_WORKER).get(URL)
    number = next(row.shown.file_number for row in page.context["rows"] if row.shown.id == child)
    asked = {"full": "王子轩", "part": "子轩", "initials": "wzx", "file": number}[words]
    found = {row.shown.id for row in client.get(URL, {"q": asked}).context["rows"]}
    assert child in found
    if words != "initials":
        assert all(("子轩" if words == "part" else world.names[child]) in world.names[c] for c in found)


def test_nobody_found_says_what_to_try(world: World, client: Client) -> None:
    page = world.sign_in(client, Role.BUREAU_OFFICER).get(URL, {"q": "欧阳无此人"})
    assert page.status_code == 200
    assert not page.context["rows"]
    assert 'class="empty"' in page.content.decode()


def test_each_chip_counts_the_rows_it_shows(world: World, client: Client) -> None:
    page = world.sign_in(client, Role.BUREAU_OFFICER).get(URL)
    chips = page.context["chips"]
    for chip in (*chips.levels, *chips.groups, *chips.towns):
        if chip["count"] is None:
            continue
        shown = client.get(chip["url"]).context
        assert len(shown["rows"]) == chip["count"] == shown["chips"].total, chip
    assert sum(chip["count"] for chip in chips.towns) == chips.total == len(world.children) + 1


def test_filters_narrow_each_other(world: World, client: Client) -> None:
    world.sign_in(client, Role.BUREAU_OFFICER)
    asked = {"level": "green", "town": OTHER_TOWN, "group": "ordinary"}
    page = client.get(URL, asked)
    for chip in page.context["chips"].levels:
        if chip["count"] is not None and not chip["active"]:
            assert len(client.get(chip["url"]).context["rows"]) == chip["count"], chip


def test_nonsense_in_the_address_is_no_error(world: World, client: Client) -> None:
    world.sign_in(client, Role.BUREAU_OFFICER)
    asked = {"level": "x", "town": "x", "group": "x", "due": "x", "mine": "x", "worker": "x", "after": "x"}
    assert client.get(URL, asked).status_code == 200


def test_pages_join_without_gap(big_world: World, client: Client) -> None:
    world = big_world
    first = world.sign_in(client, Role.BUREAU_OFFICER).get(URL).context
    second = client.get(first["pager"]["next_url"]).context
    ids = [row.shown.id for row in (*first["rows"], *second["rows"])]
    assert len(ids) == len(set(ids)) == 61
    assert client.get(second["pager"]["previous_url"]).context["rows"][0].shown.id == ids[0]


def test_queries_do_not_grow(big_world: World, client: Client, own_queries: Any) -> None:
    world = big_world
    world.sign_in(client, Role.SOCIAL_WORKER).get(URL)
    with own_queries() as asked:
        client.get(URL)
    assert len(asked) <= 9, "\n".join(" ".join(sql.split())[:110] for sql in asked)
