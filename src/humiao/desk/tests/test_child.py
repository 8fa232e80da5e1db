"""A child's file: who sees what of it, and what is logged."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from humiao.access.public import EVERYBODY, Role
from humiao.desk.child.reveal import parts_of
from humiao.desk.tests.world import COUNTY, GUARDIAN_PHONE, HOME_PHONE, PHONE, STREET, TODAY, TOWN, World
from humiao.foundation import context
from humiao.foundation.clock import moment
from humiao.foundation.ids import new_id
from humiao.foundation.trail.models import TrailEntry
from humiao.foundation.trail.public import latest_acts
from humiao.registry.public import child_file, leave_roster, show_file

READERS = [
    Role.BUREAU_OFFICER,
    Role.BUREAU_APPROVER,
    Role.TOWN_SUPERVISOR,
    Role.CHILD_DIRECTOR,
    Role.PROVIDER_MANAGER,
    Role.PROFESSIONAL_SUPERVISOR,
    Role.SOCIAL_WORKER,
]
TABS = ["", "household", "needs", "levels", "access"]
SECRETS = (PHONE, GUARDIAN_PHONE, HOME_PHONE, STREET, "99000020", "99000019", "王桂英")


def url(child: UUID, end: str = "") -> str:
    return f"/c/{COUNTY}/children/{child}{end}"


def acts() -> list[Any]:
    with context.county(COUNTY):
        return list(TrailEntry.objects.order_by("id").values_list("action", "child_id"))


def without_tokens(page: Any) -> str:
    """Return a page without the proof of origin of its forms and the address it stands at."""
    return re.sub(r'value="(\w{64}|/c/[^"]*)"', "", page.content.decode())


def in_town(world: World) -> UUID:
    """Return a child of the other worker within the reach of every reader."""
    with context.county(COUNTY):
        from humiao.registry.public import ChildFilter, children_page

        scope = world.actor(Role.BUREAU_OFFICER).scope
        rows = children_page(scope, on=world.today, wanted=ChildFilter(village=f"{TOWN}001")).rows
        return next(row.id for row in rows if row.id in world.others)


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("role", READERS)
def test_works_and_is_masked_outside_the_caseload(world: World, client: Client, role: Role, tab: str) -> None:
    child = in_town(world)
    page = world.sign_in(client, role).get(url(child), {"tab": tab})
    assert page.status_code == 200
    text = page.content.decode()
    assert not [secret for secret in (*SECRETS, world.names[child]) if secret in text]


def test_own_file_shows(world: World, client: Client) -> None:
    child = world.own[1]
    client = world.sign_in(client, Role.SOCIAL_WORKER)
    assert world.names[child] in client.get(url(child)).content.decode()
    assert STREET in client.get(url(child), {"tab": "household"}).content.decode()


@pytest.mark.parametrize("role", [role for role in Role if role not in READERS])
def test_role_without_permission_is_refused(world: World, client: Client, role: Role) -> None:
    client = world.sign_in(client, role)
    assert client.get(url(world.own[0])).status_code == 403
    assert client.post(url(world.own[0], "/reveal/phone")).status_code == 403
    assert client.get(url(world.own[0], "/change")).status_code == 403


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.TOWN_SUPERVISOR])
def test_foreign_child_is_as_missing(world: World, client: Client, role: Role) -> None:
    client = world.sign_in(client, role)
    foreign, missing = client.get(url(world.foreign)), client.get(url(new_id()))
    assert foreign.status_code == missing.status_code == 404
    assert without_tokens(foreign) == without_tokens(missing)
    assert client.post(url(world.foreign, "/reveal/phone")).status_code == 404
    assert client.get(url(world.foreign, "/change")).status_code == 404
    assert not [action for action, child in acts() if action == "open-file" and child == world.foreign]


def test_opening_another_file_is_logged_and_the_own_is_not(world: World, client: Client) -> None:
    client, before = world.sign_in(client, Role.SOCIAL_WORKER), len(acts())
    client.get(url(world.own[0]))
    assert len(acts()) == before
    client.get(url(world.others[0]))
    assert acts()[before:] == [("open-file", world.others[0])]


def test_reveal_is_logged_then_shown(world: World, client: Client) -> None:
    client, before = world.sign_in(client, Role.BUREAU_OFFICER), len(acts())
    part = client.post(url(world.own[1], "/reveal/phone"), headers={"HX-Request": "true"})
    assert PHONE in part.content.decode()
    assert "<html" not in part.content.decode()
    assert acts()[before:] == [("reveal-child", world.own[1])]
    with context.county(COUNTY):
        assert latest_acts(child_id=world.own[1])[0].plain == {"field": "phone"}
    whole = client.post(url(world.own[1], "/reveal/address")).content.decode()
    assert STREET in whole
    assert not [secret for secret in (PHONE, GUARDIAN_PHONE, HOME_PHONE) if secret in whole]
    assert client.post(url(world.own[1], "/reveal/nonsense")).status_code == 404
    assert client.get(url(world.own[1], "/reveal/phone")).status_code == 405


def test_every_covered_value_has_its_words(world: World) -> None:
    with context.county(COUNTY):
        file = child_file(EVERYBODY, world.own[1], TODAY)
    assert file.guardians
    assert file.siblings
    assert set(parts_of(show_file(file, places={}, on=TODAY))) == file.covered


def test_access_log_tells_looks_to_the_bureau_only(world: World, client: Client) -> None:
    child = world.own[1]
    world.sign_in(client, Role.PROVIDER_MANAGER).get(url(child))
    page = world.sign_in(client, Role.BUREAU_OFFICER).get(url(child), {"tab": "access"})
    whos = [(line.who, line.is_look) for line in page.context["log"]]
    assert (world.own_name(Role.PROVIDER_MANAGER), True) in whos
    page = world.sign_in(client, Role.PROVIDER_MANAGER).get(url(child), {"tab": "access"})
    assert "log" not in page.context


def test_timeline_holds_every_kind_and_chips_count(world: World, client: Client) -> None:
    client = world.sign_in(client, Role.SOCIAL_WORKER)
    chips = client.get(url(world.own[0])).context["chips"]
    for chip in chips:
        entries = [e for month in client.get(chip["url"]).context["timeline"] for e in month["entries"]]
        assert len(entries) == chip["count"], chip
    days = [e.on for month in client.get(url(world.own[0])).context["timeline"] for e in month["entries"]]
    assert days == sorted(days, reverse=True)
    kinds = {e.kind for m in client.get(url(world.own[1])).context["timeline"] for e in m["entries"]}
    assert kinds == {"needs", "levels", "roster"}


def test_actions_say_why_not(world: World, client: Client) -> None:
    page = world.sign_in(client, Role.CHILD_DIRECTOR).get(url(in_town(world)))
    decisions = {action.icon: action.decision for action in page.context["actions"]}
    assert decisions["adjustments"].allowed  # a child director may raise a level
    assert not decisions["home-heart"].allowed
    assert decisions["home-heart"].reason in page.content.decode()


def test_queries(big_world: World, client: Client, own_queries: Any) -> None:
    world = big_world
    world.sign_in(client, Role.SOCIAL_WORKER).get(url(world.own[0]))
    with own_queries() as asked:
        client.get(url(world.own[0]))
    assert len(asked) <= 21, "\n".join(" ".join(sql.split())[:110] for sql in asked)


def test_categories_stand_in_one_section_alone(world: World, client: Client) -> None:
    client = world.sign_in(client, Role.SOCIAL_WORKER)
    child = world.own[1]
    household = client.get(url(child), {"tab": "household"}, HTTP_ACCEPT_LANGUAGE="en")
    assert "categories" not in household.context
    assert 'id="categories"' not in household.content.decode()
    assert client.get(url(child), {"tab": "categories"}).context["section"]["spells"]


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        (Role.BUREAU_OFFICER, {"move-home", "hand-over-child"}),
        (Role.SOCIAL_WORKER, {"move-home"}),
        (Role.CHILD_DIRECTOR, set()),
    ],
)
def test_moves_are_offered_to_those_whose_post_includes_them(
    world: World, client: Client, role: Role, offered: set[str]
) -> None:
    child = in_town(world) if role is not Role.SOCIAL_WORKER else world.own[0]
    page = world.sign_in(client, role).get(url(child))
    ends = {"move-home": "/move", "hand-over-child": "/hand-over"}
    text = page.content.decode()
    assert {name for name, end in ends.items() if f'href="{url(child, end)}"' in text} == offered
    assert (f'href="/c/{COUNTY}/hand-overs"' in text) is ("hand-over-child" in offered), (
        "the rail leads there"
    )
    for name in offered:
        assert client.get(url(child, ends[name])).status_code == 200


def test_a_child_off_the_roster_says_why_it_does_not_move(world: World, client: Client) -> None:
    with context.county(COUNTY, writes=True):
        leave_roster(
            child_id=world.own[0],
            on=world.today,
            reason="moved_away",
            by=world.actor(Role.BUREAU_OFFICER),
            at=moment(world.today),
        )
    text = world.sign_in(client, Role.BUREAU_OFFICER).get(url(world.own[0])).content.decode()
    assert f'href="{url(world.own[0], "/move")}"' not in text
