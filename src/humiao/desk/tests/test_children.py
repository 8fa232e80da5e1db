"""The list of children."""

from __future__ import annotations

import pytest
from django.test import Client

from humiao.access.public import Role
from humiao.desk.tests.world import World

URL = "/c/330482/children/"


def test_works(world: World, client: Client) -> None:
    page = world.sign_in(client, Role.BUREAU_OFFICER).get(URL)
    assert page.status_code == 200, page.content.decode()[-3000:]
