"""Adding and ending guardians on pages of their own."""

from __future__ import annotations

from datetime import date

import pytest

from humiao.access.public import Role
from humiao.foundation import context
from humiao.foundation.ids import new_id
from humiao.registry.corrections.tests.conftest import COUNTY
from humiao.registry.corrections.tests.test_pages import sign_in, url
from humiao.registry.models import Guardian
from humiao.registry.tests.conftest import TOWN, a_child, a_home, enter

MOTHER = {"name": "李梅", "relation": "mother", "lives_with": "on", "phone": "13800001111", "id_number": ""}


@pytest.fixture
def child(pinghu):
    with pinghu():
        return enter(a_home(a_child()))[0]


def guardians():
    with context.county(COUNTY):
        return {g.name: (g.pk, g.relation, g.is_main, g.lives_with, g.phone, g.ended_on)
                for g in Guardian.objects.all()}  # fmt: skip


def test_one_is_added_and_ended_from_the_household(child):
    officer = sign_in(Role.BUREAU_OFFICER)
    household = url("show-child", child=child) + "?tab=household"
    add = url("add-guardian", child=child)
    assert add in officer.get(household).content.decode()
    assert officer.get(add).status_code == 200
    answer = officer.post(add, MOTHER)
    assert (answer.status_code, answer["Location"]) == (302, household)
    held, *rest = guardians()["李梅"]
    assert rest == ["mother", False, True, "13800001111", None]
    end = url("end-guardian", child=child, guardian=held)
    assert end in officer.get(household).content.decode()
    page = officer.get(end).content.decode()
    assert "Mother" in page
    assert "李梅" not in page
    assert officer.post(end, {"on": "2024-11-01"}).status_code == 302
    assert guardians()["李梅"][-1] == date(2024, 11, 1)
    assert officer.get(end).status_code == 404, "ended already"
    assert end not in officer.get(household).content.decode()


def test_what_is_refused_keeps_what_was_typed(child):
    officer = sign_in(Role.BUREAU_OFFICER)
    add = url("add-guardian", child=child)
    twice = officer.post(add, {**MOTHER, "is_main": "on"})
    assert twice.status_code == 422
    assert "李梅" in twice.content.decode()
    assert "main guardian" in twice.content.decode()
    assert officer.post(add, {**MOTHER, "relation": "x"}).status_code == 422
    assert officer.post(add, {**MOTHER, "phone": "12"}).status_code == 422
    ((held, *_rest),) = guardians().values()
    assert officer.post(url("end-guardian", child=child, guardian=held), {"on": ""}).status_code == 422
    assert guardians().keys() == {"王奶奶"}


def test_who_may_not_is_not_led_there(child):
    director = sign_in(Role.CHILD_DIRECTOR, village_code=f"{TOWN}001")
    add = url("add-guardian", child=child)
    assert add not in director.get(url("show-child", child=child) + "?tab=household").content.decode()
    assert director.get(add).status_code == 403
    officer = sign_in(Role.BUREAU_OFFICER)
    assert officer.get(url("end-guardian", child=child, guardian=new_id())).status_code == 404
