"""The rules of departments' lists as truth tables; no database."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from humiao.registry.departments import rules
from humiao.registry.departments.choices import CATEGORIES, OUTCOMES, Department, Group
from humiao.registry.departments.presenters import fact_name
from humiao.registry.departments.values import Found, key_of, row_from_json, row_to_json
from humiao.registry.lists.rules import Kind, Match
from humiao.registry.lists.values import FieldChange, ReadRow
from humiao.registry.values import NewGuardian

ON_IT: Any = SimpleNamespace(is_on_roster=True)
OFF_IT: Any = SimpleNamespace(is_on_roster=False)
SCHOOL = (FieldChange("school", "甲", "乙"),)
IDS = st.sets(st.integers(0, 9).map(lambda n: UUID(int=n)))


@pytest.mark.parametrize(
    ("match", "changes", "group"),
    [
        (Match(Kind.BAD), (), Group.BAD),
        (Match(Kind.NEW), (), Group.NEW),
        (Match(Kind.HELD, OFF_IT), (), Group.NEW),
        (Match(Kind.KNOWN, OFF_IT), SCHOOL, Group.NEW),
        (Match(Kind.HELD, ON_IT), (), Group.UNCLEAR),
        (Match(Kind.HELD), (), Group.UNCLEAR),
        (Match(Kind.KNOWN, ON_IT), (), Group.SAME),
        (Match(Kind.KNOWN, ON_IT), SCHOOL, Group.CHANGED),
    ],
)
def test_what_a_row_is(match, changes, group):
    assert rules.group_of(match, changes) is group


@given(before=IDS, now=IDS, doubtful=IDS, here=IDS)
def test_gone_are_those_of_the_last_list_on_the_roster_who_are_surely_not_on_this_one(
    before, now, doubtful, here
):
    gone = rules.gone(before=before, now=now, doubtful=doubtful, here=here)
    assert gone <= before & here
    assert not gone & (now | doubtful)
    assert before & here <= gone | now | doubtful


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (ReadRow("", 1), False),
        (ReadRow("", 1, born_on=date(2006, 11, 20)), True),
        (ReadRow("", 1, born_on=date(2006, 11, 21)), False),
    ],
)
def test_who_is_of_age(row, expected):
    assert rules.is_adult(row, date(2024, 11, 20)) is expected


def test_a_guardian_s_untold_relation_is_the_file_s():
    known = NewGuardian("王奶奶", "paternal_grandmother")
    said = NewGuardian("王奶奶", "other_relative", phone="138")
    (change,) = rules.told([FieldChange("guardian", known, said)], ReadRow("", 1))
    assert (change.new.relation, change.new.phone) == ("paternal_grandmother", "138")
    assert rules.told([FieldChange("guardian", None, said)], ReadRow("", 1))[0].new is said


def test_a_place_is_told_only_with_its_village():
    moved = (FieldChange("town", "1", ""), FieldChange("village", "2", ""), FieldChange("roster", None, 1))
    assert rules.told((*moved, *SCHOOL), ReadRow("", 1)) == SCHOOL
    named = ReadRow("", 1, village="2")
    assert len(rules.told((*moved, *SCHOOL), named)) == 3
    assert rules.told((*moved, *SCHOOL), named, moves_home=False) == SCHOOL
    assert rules.facts_in((*moved[:2], *SCHOOL)) == ["village", "school"]


@pytest.mark.parametrize(
    ("before", "missing", "expected"), [(30, 10, False), (30, 11, True), (40, 11, False)]
)
def test_when_a_list_looks_like_a_part(before, missing, expected):
    assert rules.looks_partial(before, missing) is expected


def test_a_row_says_no_more_than_what_is_taken():
    child: Any = SimpleNamespace(name="王小明", sex="1", born_on=date(2015, 3, 7), town="1", village="2")
    row = ReadRow(
        "",
        1,
        name="王晓明",
        sex="2",
        born_on=date(2015, 3, 8),
        id_number="9",
        id_hash=b"9",
        town="3",
        village="4",
        school="甲",
        phone="1",
        categories=("ILLNESS",),
        guardians=(NewGuardian("王奶奶", "paternal_grandmother"),),
    )
    every = {"name", "sex", "born_on", "id_number", "village", "school", "phone", "category", "guardian"}
    assert rules.only_fields(row, child, every) == row
    bare = rules.only_fields(row, child, ())
    assert (bare.name, bare.sex, bare.born_on) == ("王小明", "1", date(2015, 3, 7))
    assert (bare.id_number, bare.id_hash, bare.town, bare.village) == ("", b"", "1", "2")
    assert (bare.school, bare.phone, bare.categories, bare.guardians) == ("", "", (), ())


def test_problems_of_who_it_is_stay_and_others_are_told_apart():
    row = ReadRow("", 1, problems=[("phone", "短"), ("id_number", "错"), ("village", "没有")])
    row.headings = {"phone": "电话", "id_number": "身份证"}
    assert rules.set_unread_apart(row) == ("电话: 短",)
    assert row.problems == [("id_number", "错")]


def test_every_group_and_department_is_in_the_tables():
    assert set(OUTCOMES) == set(Group)
    assert set(CATEGORIES) == set(Department)


@given(
    name=st.text(max_size=20),
    born=st.none() | st.dates(),
    school=st.text(max_size=20),
    categories=st.lists(st.sampled_from(["DE_FACTO", "ILLNESS"]), unique=True),
    guardian=st.none() | st.text(min_size=1, max_size=9),
)
def test_a_row_is_kept_as_it_was_read(name, born, school, categories, guardian):
    guardians = (NewGuardian(guardian, "father", is_main=True, phone="138"),) if guardian else ()
    row = ReadRow(
        "名册",
        7,
        name=name,
        born_on=born,
        school=school,
        categories=tuple(categories),
        guardians=guardians,
        is_birth_told=bool(born),
    )
    assert row_from_json(row_to_json(row)) == row


def test_what_was_found_is_kept_in_words_and_days():
    found = Found(
        (
            FieldChange("born_on", date(2015, 3, 7), date(2015, 3, 8)),
            FieldChange("guardian", None, NewGuardian("王奶奶", "paternal_grandmother", phone="138")),
        ),
        "因为",
        ("电话: 短",),
    )
    kept = Found.from_json(found.to_json())
    assert [key_of(c) for c in kept.changes] == [key_of(c) for c in found.changes]
    assert (kept.reason, kept.unread) == (found.reason, found.unread)
    assert Found.from_json("") == Found()


def test_each_fact_has_a_name():
    assert {fact_name(f) != f for f in ("category", "guardian", "village", "school")} == {True}
