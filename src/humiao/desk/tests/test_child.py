"""A child's file."""

from __future__ import annotations

import pytest
from django.test import Client

from humiao.access.public import Role
from humiao.desk.tests.world import World


def url(child, end=""):
    return f"/c/330482/children/{child}{end}"


@pytest.mark.parametrize("tab", ["", "household", "needs", "levels", "access"])
def test_works(world: World, client: Client, tab: str) -> None:
    page = world.sign_in(client, Role.BUREAU_OFFICER).get(url(world.own[1]), {"tab": tab})
    assert page.status_code == 200, page.content.decode()[-3000:]


def test_change(world: World, client: Client) -> None:
    page = world.sign_in(client, Role.SOCIAL_WORKER).get(url(world.own[1], "/change"))
    assert page.status_code == 200, page.content.decode()[-3000:]


def test_reveal(world: World, client: Client) -> None:
    c = world.sign_in(client, Role.BUREAU_OFFICER)
    page = c.post(url(world.own[1], "/reveal/phone"))
    assert page.status_code == 200
    page = c.post(url(world.own[1], "/reveal/phone"), headers={"HX-Request": "true"})
    assert page.content.decode() == ""
