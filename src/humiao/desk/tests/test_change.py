"""Changing a child's file, alone and at once with somebody else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.test import Client

from humiao.access.public import Role
from humiao.desk.tests.world import COUNTY, World
from humiao.foundation import context
from humiao.foundation.trail.models import TrailEntry
from humiao.registry.public import ChildFile, child_file


def url(child: UUID) -> str:
    return f"/c/{COUNTY}/children/{child}/change"


def stored(world: World, child: UUID) -> ChildFile:
    with context.county(COUNTY):
        return child_file(world.actor(Role.BUREAU_OFFICER).scope, child, world.today)


def typed(page: Any, **changed: Any) -> dict[str, Any]:
    """Return what the form shows, with something typed over it."""
    form = page.context["form"]
    return {name: form[name].value() or "" for name in form.fields} | changed


def test_works(world: World, client: Client) -> None:
    child = world.own[1]
    page = world.sign_in(client, Role.SOCIAL_WORKER).get(url(child))
    assert page.status_code == 200
    saved = client.post(url(child), typed(page, school="城关中学"))
    assert saved.status_code == 302
    assert stored(world, child).school == "城关中学"
    assert stored(world, child).version == 2


def test_what_is_wrong_is_said_and_what_was_typed_stays(world: World, client: Client) -> None:
    child = world.own[1]
    page = world.sign_in(client, Role.SOCIAL_WORKER).get(url(child))
    answer = client.post(url(child), typed(page, school="城关中学", phone="123"))
    assert answer.status_code == 422
    assert "城关中学" in answer.content.decode()
    assert answer.context["form"].non_field_errors()
    assert stored(world, child).version == 1


def test_two_people_at_once(world: World, client: Client) -> None:
    child = world.own[1]
    mine = world.sign_in(client, Role.SOCIAL_WORKER).get(url(child))
    other = world.sign_in(Client(), Role.BUREAU_OFFICER)
    theirs = other.get(url(child))
    other.post(url(child), typed(theirs, school="他们的学校", grade="五年级"))
    answer = client.post(url(child), typed(mine, school="我的学校", wishes="一双球鞋"))
    assert answer.status_code == 409
    shown = {d.label: d for d in answer.context["differences"]}
    assert len(shown) == 2
    both, untouched = (d for d in sorted(shown.values(), key=lambda d: not d.is_both))
    assert (both.theirs, both.typed) == ("他们的学校", "我的学校")
    assert (untouched.theirs, untouched.typed) == ("五年级", "")
    assert answer.context["changed_by"][0] == world.own_name(Role.BUREAU_OFFICER)
    assert "一双球鞋" in answer.content.decode()
    assert stored(world, child).school == "他们的学校"
    again = client.post(url(child), typed(answer))
    assert again.status_code == 302
    file = stored(world, child)
    assert (file.school, file.grade, file.wishes) == ("我的学校", "五年级", "一双球鞋")


def test_opening_the_form_of_another_file_is_a_reveal(world: World, client: Client) -> None:
    client = world.sign_in(client, Role.BUREAU_OFFICER)
    with context.county(COUNTY):
        before = TrailEntry.objects.count()
    client.get(url(world.own[1]))
    with context.county(COUNTY):
        made = TrailEntry.objects.order_by("id")[before:].values_list("action", "plain")
        assert list(made) == [("reveal-child", {"field": "all"})]


def test_role_without_permission_is_refused(world: World, client: Client) -> None:
    child = world.own[1]
    for role in (Role.PROVIDER_MANAGER, Role.BUREAU_APPROVER, Role.EVALUATOR):
        assert world.sign_in(client, role).get(url(child)).status_code == 403
        assert client.post(url(child), {"seen_version": 1}).status_code == 403
