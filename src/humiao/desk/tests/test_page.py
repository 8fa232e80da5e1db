"""The frame of every page: a place of the rail is called what its page is."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from humiao.access.public import ROLES, Role
from humiao.desk.page import PLACES, Place
from humiao.desk.tests.world import COUNTY, World


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_a_place_and_its_page_have_one_name(
    world: World, client: Client, place: Place, language: str
) -> None:
    holders = [role for role in Role if place.permission in ROLES[role].permissions]
    client = world.sign_in(client, holders[0])  # the bureau's officer, where that is one
    client.cookies["humiao_language"] = language
    where = {"county": COUNTY} | ({"programme": world.code} if place.of_programme else {})
    shown = client.get(reverse(place.name, kwargs=where)).context
    with translation.override(language):
        label = str(place.label)
        title = str(shown["programme"].name if place.name == "show-programme" else label)
    assert shown["page"]["title"] == title
    assert [p for p in shown["nav"] if p["active"] and str(p["label"])] != []
    assert label.isascii() == (language == "en")
