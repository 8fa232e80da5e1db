"""The walk with restricted files, masks, and another post's eyes: every route × every role, by request.

What is said of a child and nowhere else is planted; then each body is searched for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from humiao.access.looking.rules import OPEN_ADDRESSES
from humiao.access.public import SYSTEM, Permission, Reach, Role, end_post
from humiao.foundation import context
from humiao.foundation.clock import now as now_in
from humiao.foundation.ids import new_id
from humiao.foundation.trail.models import TrailEntry
from humiao.registry.models import Child, FileGrant, FileRestriction, Intake, Participant
from humiao.registry.restricted.public import confirm_end, end_grant
from test_walk import ROUTES, TOLD_ROLES, client_of, declared, may, there
from world import PINGHU, SECRETS, TODAY, CountyWorld, build_county

# What the world says of children who are on no restricted file: names, phones, addresses.
OPEN_NAMES = ("王小明", "王小芳", "李小明", "李小芳")
OPEN_SECRETS = ("15412340000", "15412345678", "幸福路1号", "幸福路2号")
ROLE_NAMES = [role.value for role in Role]
REACHING = [r.value for r in Role if TOLD_ROLES[r].reach is not Reach.NOBODY and r is not Role.EVALUATOR]
# Pages that show whole values on purpose: those that write a reveal into the trail first, and a ledger that
# is being checked, whose columns are told by sample cells of the very file that was brought in.
UNMASKED = {"change-child", "propose-merge", "show-correction", "record-situation", "show-ledger"}


@pytest.fixture(scope="module")
def one_world(django_db_setup, django_db_blocker) -> Iterator[CountyWorld]:
    """Build 平湖 once, in a transaction that is undone after the last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_county(PINGHU, with_foreign=True)
        transaction.set_rollback(True)


@pytest.fixture
def world(one_world, django_db_blocker) -> Iterator[CountyWorld]:
    """Lend the world to one test and undo what it did there."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield one_world
        transaction.set_rollback(True)


def about_the_secret(world: Any) -> Iterator[tuple[str, str]]:
    """Yield the name and the address of each route that names a child, for the restricted one."""
    for name, (_pattern, kwargs) in ROUTES.items():
        if "child" not in kwargs:
            continue
        plain = there(name, world.own)
        yield name, plain.replace(str(world.own.child), str(world.own.secret))


def pages(world: Any, role: Role) -> Iterator[tuple[str, str]]:
    """Yield the name and the address of every page a role may read, on its own records."""
    for name in ROUTES:
        if may(role, name) and "GET" in declared(name).methods:
            yield name, there(name, world.own)


def body_of(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return str(content.decode("utf-8", "replace"))


def name_for(world: Any, role: Role, **times: Any) -> UUID:
    """Name the world's post of a role for the restricted child; hours are from now."""
    at = now_in(PINGHU)
    times = {"from_at": at - timedelta(hours=1), "until_at": at + timedelta(hours=1), **times}
    with context.county(PINGHU, writes=True):
        row = FileGrant(
            id=new_id(), child_id=world.own.secret, post_id=world.posts[role].id,
            account_id=world.accounts[role].id, kind="asked", reason="会商需要，查阅个案材料", **times,
        )  # fmt: skip
        row.save(force_insert=True)
    return row.pk


@pytest.mark.parametrize("role", ROLE_NAMES)
def test_a_restricted_file_is_answered_like_one_that_is_not_there(world, role):
    role = Role(role)
    client = client_of(world, role)
    nobody = str(new_id())
    for name, url in about_the_secret(world):
        if not may(role, name):
            continue
        for method in declared(name).methods:
            found = getattr(client, method.lower())(url)
            missing = getattr(client, method.lower())(url.replace(str(world.own.secret), nobody))
            assert (found.status_code, missing.status_code) == (404, 404), f"{role} {method} {name}"
            said = [_without_ids(body_of(one)) for one in (found, missing)]
            assert said[0] == said[1], f"{role} {method} {name}"


def _without_ids(body: str) -> str:
    return re.sub(
        r'[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|name="csrfmiddlewaretoken" value="\w+"', "", body
    )


@pytest.mark.parametrize("role", ROLE_NAMES)
def test_no_page_of_any_role_says_anything_of_it(world, role):
    role = Role(role)
    client = client_of(world, role)
    for name, url in pages(world, role):
        shown = body_of(client.get(url))
        for secret in (*SECRETS, str(world.own.secret)):
            assert secret not in shown, f"{role} {name} shows {secret}"


@pytest.mark.parametrize(("model", "route"), [(Intake, "show-intake"), (Participant, "show-participant")])
@pytest.mark.parametrize("role", REACHING)
def test_what_turned_out_to_be_about_it_is_hidden_with_it(world, role, model, route):
    client, url = client_of(world, Role(role)), there(route, world.own)
    if not may(Role(role), route):
        assert client.get(url).status_code == 403
        return
    assert client.get(url).status_code == 200
    record = world.own.intake if model is Intake else world.own.participant
    for child, wanted in ((world.own.child, 200), (world.own.secret, 404)):
        with context.county(PINGHU, writes=True):
            model.objects.filter(pk=record).update(child_id=child)
        assert client.get(url).status_code == wanted
    name_for(world, Role(role))
    assert client.get(url).status_code == 200  # for whoever is named for it


def test_a_months_book_shows_it_to_whom_is_named_alone(world):
    client, url = client_of(world, Role.BUREAU_OFFICER), there("show-month", world.own)
    with context.county(PINGHU):
        number = Child.objects.get(pk=world.own.secret).file_number
    assert number not in body_of(client.get(url, {"part": "roster"}))
    name_for(world, Role.BUREAU_OFFICER)
    assert number in body_of(client.get(url, {"part": "roster"}))


@pytest.mark.parametrize("role", REACHING)
def test_it_is_not_found_by_searching(world, role):
    client = client_of(world, Role(role))
    with context.county(PINGHU):
        number = Child.objects.get(pk=world.own.secret).file_number
    for asked in (SECRETS[0], "欧阳", number):
        shown = body_of(client.get(reverse("list-children", kwargs={"county": PINGHU}), {"q": asked}))
        assert "data-row-main" not in shown  # nobody is found; the words asked for stand in the box
        assert str(world.own.secret) not in shown


@pytest.mark.parametrize("role", REACHING)
def test_who_is_named_opens_it_for_the_time_and_each_look_is_written_down(world, role):
    role = Role(role)
    client = client_of(world, role)
    url = reverse("show-child", kwargs={"county": PINGHU, "child": world.own.secret})
    grant = name_for(world, role)
    assert client.get(url).status_code == 200
    with context.county(PINGHU):
        row = TrailEntry.objects.filter(action="read-restricted", child_id=world.own.secret).latest("id")
        assert (row.actor, row.plain) == (
            world.accounts[role].id,
            {"route": "show-child", "grant": str(grant)},
        )
        before = TrailEntry.objects.filter(action="read-restricted").count()
    listed = client.get(reverse("list-children", kwargs={"county": PINGHU}))
    assert str(world.own.secret) in body_of(listed)
    with context.county(PINGHU):
        assert TrailEntry.objects.filter(action="read-restricted").count() == before + 1


@pytest.mark.parametrize(
    "times",
    [
        {"until_at": now_in},
        {"from_at": now_in},
        {"ended_at": now_in},
    ],
    ids=["over", "not-begun", "ended"],
)
def test_a_grant_opens_nothing_outside_its_time(world, times):
    at, role = now_in(PINGHU), Role.BUREAU_OFFICER
    away = {"until_at": -1, "from_at": 5, "ended_at": -1}
    name_for(world, role, **{key: at + timedelta(minutes=away[key]) for key in times})
    client = client_of(world, role)
    for name, url in about_the_secret(world):
        if may(role, name) and "GET" in declared(name).methods:
            assert client.get(url).status_code == 404, name


def test_anothers_grant_opens_nothing(world):
    name_for(world, Role.BUREAU_APPROVER)
    client = client_of(world, Role.BUREAU_OFFICER)
    for name, url in about_the_secret(world):
        if may(Role.BUREAU_OFFICER, name) and "GET" in declared(name).methods:
            assert client.get(url).status_code == 404, name


def test_a_grant_ends_with_the_post(world):
    role = Role.TOWN_SUPERVISOR
    name_for(world, role)
    yesterday = TODAY[PINGHU] - timedelta(days=1)
    with context.county(PINGHU, writes=True):
        end_post(post_id=world.posts[role].id, ends_on=yesterday, by=SYSTEM, at=now_in(PINGHU))
    client = client_of(world, role)
    for name, url in about_the_secret(world):
        assert client.get(url).status_code in (404, 405), name


@pytest.mark.parametrize("role", [r.value for r in Role if TOLD_ROLES[r].reach is Reach.NOBODY])
def test_a_grant_gives_no_reach_the_post_has_not(world, role):
    role = Role(role)
    name_for(world, role)
    client = client_of(world, role)
    for name, url in about_the_secret(world):
        if "GET" in declared(name).methods:
            assert client.get(url).status_code in (403, 404), name


def test_ending_access_or_the_restriction_takes_effect_at_once(world):
    client = client_of(world, Role.BUREAU_OFFICER)
    url = reverse("show-child", kwargs={"county": PINGHU, "child": world.own.secret})
    grant = name_for(world, Role.BUREAU_OFFICER)
    assert client.get(url).status_code == 200
    with context.county(PINGHU, writes=True):
        end_grant(grant_id=grant, seen_version=1, by=SYSTEM, at=now_in(PINGHU))
    assert client.get(url).status_code == 404
    with context.county(PINGHU, writes=True):
        row = Child.objects.get(pk=world.own.secret)
        assert row.is_restricted
        spell = FileRestriction.objects.get(child=row)
        spell.end_proposed_by, spell.end_proposed_at = new_id(), now_in(PINGHU)
        spell.save()
        confirm_end(child_id=row.pk, seen_version=1, by=SYSTEM, at=now_in(PINGHU))
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("role", ROLE_NAMES)
def test_names_and_numbers_show_masked_on_every_page_and_export(world, role):
    """Nobody here has a caseload: each name, phone and address is covered until it is asked for."""
    role = Role(role)
    client = client_of(world, role)
    leaks = []
    for name, url in pages(world, role):
        if name not in UNMASKED:
            shown = body_of(client.get(url))
            leaks += [(name, secret) for secret in (*OPEN_NAMES, *OPEN_SECRETS) if secret in shown]
    assert leaks == []


def look_as(world: Any, role: Role) -> Client:
    """Sign the security administrator in and look as a role's post."""
    client = client_of(world, Role.SECURITY_ADMINISTRATOR)
    start = reverse("start-view-as", kwargs={"county": PINGHU, "post": world.posts[role].id})
    assert client.post(start).status_code == 302
    return client


OTHERS = [r.value for r in Role if r is not Role.SECURITY_ADMINISTRATOR]


@pytest.mark.parametrize("role", OTHERS)
def test_another_posts_pages_show_no_child_and_change_nothing(world, role):
    role = Role(role)
    client = look_as(world, role)
    with context.county(PINGHU):
        before = TrailEntry.objects.exclude(action__in=("view-as", "refused")).count()
        children = set(Child.objects.values_list("name", "file_number"))
    told = {text for both in children for text in both} | set(OPEN_SECRETS) | set(SECRETS)
    for name, (_pattern, kwargs) in ROUTES.items():
        if declared(name).permission == Permission.VIEW_AS:
            continue
        for method in declared(name).methods:
            response = getattr(client, method.lower())(there(name, world.own))
            opens = method != "POST" and set(kwargs) <= OPEN_ADDRESSES and may(role, name)
            wanted = {200, 302, 403} if opens else {403}
            assert response.status_code in wanted, f"{role} {method} {name}: {response.status_code}"
            shown = body_of(response)
            for text in told:
                assert text not in shown, f"{role} {method} {name} shows {text}"
    if may(role, "today"):
        assert client.get(there("today", world.own)).status_code == 200  # the other post's own page
    with context.county(PINGHU):
        assert TrailEntry.objects.exclude(action__in=("view-as", "refused")).count() == before
        assert TrailEntry.objects.filter(action="view-as").exists()
