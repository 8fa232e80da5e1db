"""Truth tables of the registry's rules; no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from humiao.programmes.public import Category
from humiao.registry import rules
from humiao.registry.public import NewCategory, NewGuardian, NewParticipant
from humiao.registry.tests.conftest import ENTERED, a_child, id_number

TODAY = date(2024, 11, 20)
BORN = date(2015, 3, 7)


def codes(child, *, entered_on=ENTERED):
    return [d.code for d in rules.problems_of_child(child, entered_on=entered_on, today=TODAY)]


def test_a_sound_child_has_no_problems():
    assert codes(a_child()) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": "  "}, "no-name"),
        ({"name": "王" * 61}, "name-too-long"),
        ({"sex": "3"}, "unknown-sex"),
        ({"sex": "2", "id_number": id_number(BORN, sex="1")}, "sex-differs"),
        ({"ethnicity": "77"}, "unknown-ethnicity"),
        ({"id_number": ""}, "no-id-number"),
        ({"id_number": "33048220150307123"}, "id-wrong_length"),
        ({"id_number": "330482201503071230"}, "id-wrong_check_digit"),
        ({"born_on": date(2015, 3, 8), "id_number": id_number(BORN)}, "birth-date-differs"),
        ({"disability_card": "123"}, "card-card_wrong_length"),
        ({"phone": "123"}, "phone-wrong"),
        ({"school": "校" * 101}, "too-long"),
        ({"grade": "级" * 41}, "too-long"),
        ({"id_number": "", "no_id_reason": "因" * 101}, "too-long"),
        ({"categories": (NewCategory("RICH", ENTERED),)}, "unknown-category"),
        ({"categories": (NewCategory("DE_FACTO", date(2025, 1, 1)),)}, "in-future"),
        ({"categories": (NewCategory("DE_FACTO", date(2014, 1, 1)),)}, "before-birth"),
        ({"categories": (NewCategory("DE_FACTO", ENTERED, to_on=date(2023, 1, 1)),)}, "dates-reversed"),
        ({"categories": (NewCategory("DE_FACTO", ENTERED),) * 2}, "category-held"),
        (
            {"categories": (NewCategory("DE_FACTO", ENTERED), NewCategory("ORPHAN_COMMUNITY", ENTERED))},
            "categories-exclude",
        ),
        (
            {"guardians": (NewGuardian("李", "mother", True), NewGuardian("王", "father", True))},
            "two-main-guardians",
        ),
        ({"guardians": (NewGuardian("", "mother"),)}, "no-name"),
        ({"guardians": (NewGuardian("李", "neighbour"),)}, "unknown-relation"),
        ({"guardians": (NewGuardian("李", "mother", phone="1"),)}, "phone-wrong"),
        ({"guardians": (NewGuardian("李", "mother", id_number="1"),)}, "guardian-id-wrong_length"),
    ],
)  # fmt: skip
def test_each_problem_of_a_child_is_told(change, code):
    child = replace(a_child(), **change)
    assert codes(child) == [code]


def test_nobody_is_born_tomorrow():
    assert "born-in-future" in codes(a_child(born_on=TODAY + timedelta(days=1)))


def test_a_child_without_an_id_number_says_why():
    assert codes(a_child(id_number="", no_id_reason="not_registered")) == []


@pytest.mark.parametrize("sex", ["0", "9"])
def test_an_unknown_sex_agrees_with_any_number(sex):
    assert codes(a_child(sex=sex, id_number=id_number(BORN))) == []


def test_categories_one_after_the_other_go_together():
    held = (
        NewCategory("DE_FACTO", ENTERED, to_on=date(2024, 5, 1)),
        NewCategory("ORPHAN_COMMUNITY", date(2024, 5, 1)),
    )
    assert codes(a_child(categories=held)) == []


@pytest.mark.parametrize(
    ("born_on", "entered_on", "code"),
    [
        (date(2006, 11, 20), date(2024, 11, 19), ""),  # the last day of being 17
        (date(2006, 11, 20), date(2024, 11, 20), "too-old"),
        (date(2015, 3, 7), date(2024, 11, 21), "in-future"),
        (date(2015, 3, 7), date(2015, 3, 7), ""),
        (date(2015, 3, 7), date(2015, 3, 6), "before-birth"),
        (date(2008, 2, 29), date(2024, 11, 20), ""),
    ],
)
def test_who_may_enter(born_on, entered_on, code):
    assert rules.may_enter(born_on, entered_on=entered_on, today=TODAY).code == code


@pytest.mark.parametrize("category", list(Category))
def test_a_category_ends_at_its_age(category):
    limit = 16 if category in (Category.LEFT_BEHIND, Category.MIGRANT) else 18
    birthday = date(2024, 6, 1)
    born_on = birthday.replace(year=2024 - limit)
    before = rules.may_hold(born_on, [], NewCategory(category, date(2024, 5, 31)), today=TODAY)
    on_it = rules.may_hold(born_on, [], NewCategory(category, birthday), today=TODAY)
    assert before.allowed
    assert (on_it.code, on_it.clause) == ("category-age", "R20")
    assert str(limit) in on_it.reason


@pytest.mark.parametrize(
    ("entered_on", "on", "reason", "code"),
    [
        (ENTERED, date(2024, 6, 1), "moved_away", ""),
        (ENTERED, ENTERED, "entered_by_mistake", ""),
        (None, date(2024, 6, 1), "moved_away", "not-on-roster"),
        (ENTERED, date(2024, 6, 1), "bored", "unknown-reason"),
        (ENTERED, date(2024, 11, 21), "moved_away", "in-future"),
        (ENTERED, date(2023, 12, 31), "moved_away", "dates-reversed"),
        (ENTERED, date(2024, 6, 1), "turned_18", "not-18-yet"),
    ],
)
def test_who_may_leave(entered_on, on, reason, code):
    decision = rules.may_leave(entered_on=entered_on, on=on, reason=reason, born_on=BORN, today=TODAY)
    assert decision.code == code


def test_one_who_turned_18_may_leave_for_it():
    born_on = date(2006, 6, 1)
    asked: Any = {"entered_on": ENTERED, "reason": "turned_18", "born_on": born_on, "today": TODAY}
    assert rules.may_leave(on=date(2024, 6, 1), **asked).allowed
    assert not rules.may_leave(on=date(2024, 5, 31), **asked).allowed


@pytest.mark.parametrize(
    ("spells", "on", "code"),
    [
        ([(ENTERED, date(2024, 3, 1))], date(2024, 3, 1), ""),
        ([(ENTERED, date(2024, 3, 1))], date(2024, 2, 29), "dates-reversed"),
        ([(ENTERED, None)], date(2024, 3, 1), "on-roster"),
        ([], date(2024, 3, 1), ""),
    ],
)
def test_who_may_come_back(spells, on, code):
    assert rules.may_re_enter(spells, on=on).code == code


@pytest.mark.parametrize(
    ("on", "last_moved_on", "code"),
    [
        (TODAY, None, ""),
        (TODAY, TODAY, ""),
        (date(2024, 6, 1), date(2024, 5, 31), ""),
        (date(2024, 6, 1), date(2024, 6, 2), "dates-reversed"),
        (date(2024, 11, 21), None, "in-future"),
    ],
)
def test_when_a_home_may_have_moved(on, last_moved_on, code):
    decision = rules.may_move(on, last_moved_on=last_moved_on, today=TODAY)
    assert decision.code == code
    if code == "dates-reversed":
        assert rules.shown(date(2024, 6, 2)) in decision.reason  # the move there was before
    if code == "in-future":
        assert rules.shown(on) in decision.reason


@pytest.mark.parametrize(
    ("retired_as", "code"),
    [
        ("", ""),
        ("entered_twice", "file-retired"),
        ("entered_by_mistake", "file-retired"),
        ("erased", "file-erased"),
    ],
)
def test_nothing_is_written_into_a_file_no_longer_in_use(retired_as, code):
    decision = rules.must_be_in_use("330482-000001", retired_as)
    assert decision.code == code
    assert decision.allowed or "330482-000001" in decision.reason


def test_a_sound_disability_card_and_phone_are_no_problem():
    number = id_number(BORN)
    sound = replace(a_child(born_on=BORN), disability_card=f"{number}44", phone="13812345678")
    assert list(rules.problems_of_person(sound, today=TODAY)) == []
    assert [d.code for d in rules.problems_of_person(replace(sound, disability_card="12"), today=TODAY)] == [
        "card-card_wrong_length"
    ]


@pytest.mark.parametrize(
    ("roster", "enrolled", "code"),
    [
        ([(ENTERED, None)], [], ""),
        ([], [], "not-on-roster"),
        ([(ENTERED, date(2024, 3, 1))], [], "not-on-roster"),
        ([(date(2024, 3, 2), None)], [], "not-on-roster"),
        ([(ENTERED, None)], [(ENTERED, None)], "already-enrolled"),
        ([(ENTERED, None)], [(ENTERED, date(2024, 3, 2))], "already-enrolled"),
        ([(ENTERED, None)], [(ENTERED, date(2024, 3, 1))], ""),
        ([(ENTERED, None)], [(date(2024, 9, 1), None)], "already-enrolled"),
    ],
)
def test_who_may_be_enrolled(roster, enrolled, code):
    decision = rules.may_enrol(
        file_number="330482-000001", roster=roster, enrolled=enrolled, from_on=date(2024, 3, 1)
    )
    assert decision.code == code
    assert decision.allowed or "330482-000001" in decision.reason


@pytest.mark.parametrize(
    ("town", "village", "code"),
    [
        ("330482001", "330482001001", ""),
        ("330482009", "330482001001", "unknown-town"),
        ("330482001001", "330482001001", "unknown-town"),
        ("330482001", "330482002001", "unknown-village"),
        ("330482001", "330482001", "unknown-village"),
        ("330482001", "", "unknown-village"),
    ],
)
def test_places_are_the_countys_own(town, village, code):
    parents = {"330482001": "", "330482002": "", "330482001001": "330482001", "330482002001": "330482002"}
    assert rules.may_be_in_place(town, village, parents).code == code


def test_a_version_seen_is_the_version_changed():
    assert rules.same_version(2, 2, file_number="f").allowed
    told = rules.same_version(2, 4, file_number="330482-000001")
    assert told.code == "changed-meanwhile"
    assert all(part in told.reason for part in ("330482-000001", "2", "4"))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"birth_year": 1700}, "birth-year-wrong"),
        ({"birth_year": 2025}, "birth-year-wrong"),
        ({"name": ""}, "no-name"),
        ({"consented_on": date(2024, 11, 21)}, "in-future"),
    ],
)
def test_participants(change, code):
    values = {"programme_id": a_child().id, "name": "赵云", "birth_year": 2012} | change
    found = [d.code for d in rules.problems_of_participant(NewParticipant(**values), today=TODAY)]
    assert found == ([code] if code else [])
