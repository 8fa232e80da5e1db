"""Today, by role."""

from __future__ import annotations

from django.test import Client
import pytest

from humiao.access.public import Role
from humiao.desk.tests.world import World

URL = "/c/330482/"


@pytest.mark.parametrize("role", list(Role))
def test_works(world: World, client: Client, role: Role) -> None:
    page = world.sign_in(client, role).get(URL)
    assert page.status_code == 200, page.content.decode()[-3000:]
