"""Addresses found by their parts, towns and villages by their names and codes."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from humiao.access.public import EVERYBODY, SYSTEM
from humiao.foundation import context
from humiao.foundation.places.public import division_names
from humiao.foundation.tenancy import as_owner, county_being_migrated
from humiao.registry.addresses import address_parts, asked_parts
from humiao.registry.models import Child, Household
from humiao.registry.public import change_household, find_children
from humiao.registry.tests.conftest import (
    AT,
    OTHER_TOWN,
    OTHER_VILLAGE,
    TOWN,
    VILLAGE,
    a_child,
    a_home,
    enter,
)

CUT = {
    "人民路12号3幢201室": "人民路 人民 #12 12号 #3 3幢 #201 201室",
    "浙江省嘉兴市平湖市当湖街道红星村十二组8号": "当湖街道 当湖 红星村 红星 #12 12组 #8 8号",
    "三元路5弄": "三元路 三元 #5 5弄",
    "新華小區3-2-201": "新华小区 新华 #3 #2 #201",
    "解放西路一百二十号": "解放西路 解放西 #120 120号",
    "": "",
    "百一组": "百一组 百一",
    "老屋": "老屋",
}
ASKED = {
    "人民路12号": "人民路 12号",
    "红星村": "红星村",
    "12": "#12",
    "平湖市当湖街道": "当湖街道",
    "王小明": "",
    "红星": "",
    "": "",
}


@pytest.mark.parametrize(("address", "parts"), CUT.items())
def test_is_cut_into_parts(address, parts):
    assert address_parts(address) == tuple(parts.split())


@pytest.mark.parametrize(("typed", "parts"), ASKED.items())
def test_only_what_names_a_place_is_asked_for(typed, parts):
    assert asked_parts(typed) == tuple(parts.split())


@given(st.text(max_size=60))
def test_whatever_is_asked_of_an_address_by_itself_is_found_in_it(text):
    assert set(asked_parts(text)) <= {*address_parts(text)} or len(address_parts(text)) == 24


HOMES = (
    a_home(a_child("王小明", serial=1), address="人民路12号3幢201室"),
    a_home(a_child("李小红", serial=2), address="解放路12号", town=OTHER_TOWN, village=OTHER_VILLAGE),
)
FOUND = {
    "人民路12号": "王小明",
    "人民路 3幢": "王小明",
    "人民路十二号": "王小明",
    "12号": "王小明 李小红",
    "解放路3幢": "",
    "胜利路": "",
    TOWN: "王小明",
    OTHER_VILLAGE: "李小红",
    "654002001": "",
}


def found(typed):
    return {row.name for row in find_children(EVERYBODY, typed, on=AT.date())}


@pytest.mark.parametrize(("typed", "names"), FOUND.items())
def test_homes_are_found(pinghu, typed, names):
    with pinghu():
        enter(*HOMES)
        assert found(typed) == set(names.split())


def test_a_village_is_found_by_its_name_and_what_else_is_asked_narrows_it(pinghu):
    with pinghu():
        enter(*HOMES)
        name = division_names("330482")[VILLAGE]
        assert found(name) == {"王小明"}
        assert found(f"{name}12号") == {"王小明"}
        assert found(f"{name}99号") == set()


def test_a_changed_address_is_found_by_its_new_parts(pinghu):
    with pinghu():
        enter(*HOMES)
        home = find_children(EVERYBODY, "王小明", on=AT.date())[0].household_id
        change_household(
            household_id=home, seen_version=1, changes={"address": "胜利路1号"}, by=SYSTEM, at=AT
        )
        assert found("胜利路1号") == {"王小明"}
        assert found("人民路12号") == set()


def test_who_may_know_no_names_finds_by_no_address(pinghu):
    with pinghu():
        enter(*HOMES)
        assert find_children(replace(EVERYBODY, pseudonymous=True), "人民路12号", on=AT.date()) == ()


def test_homes_and_names_of_an_older_version_get_their_keys(own_database):
    own_database()
    with context.county("330482", writes=True):
        enter(a_home(a_child("張小明", serial=1), address="人民路12号"), a_home(a_child("李红", serial=2)))
        Household.objects.update(address_keys=[])
        Child.objects.update(search_keys=[])
    migration = import_module("humiao.registry.migrations.0003_find_by_address")
    with as_owner("c330482") as connection:
        migration.fill_keys(apps, SimpleNamespace(connection=connection))
    with context.county("330482"):
        assert found("人民路12号") == {"張小明"}
        assert found("张小明") == {"張小明"}


def test_keys_are_lent_to_a_county_being_migrated_only():
    with pytest.raises(LookupError):
        county_being_migrated()
