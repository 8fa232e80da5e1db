"""What follows from a family's facts, as truth tables and properties."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from humiao.foundation.clock import moment
from humiao.foundation.ids import new_id
from humiao.programmes.public import Category
from humiao.registry.choices import SchoolStage
from humiao.registry.family.benefits import benefit_name, benefit_rules
from humiao.registry.family.choices import LifeKind
from humiao.registry.family.judging import (
    CareGap,
    ContactState,
    Situation,
    care_gaps,
    contact_standing,
    due_benefits,
    outlived_benefits,
    single_parent,
)
from humiao.registry.family.values import Benefit, Care, Contact, Entry, Member, Wish, standing

TODAY = date(2024, 11, 20)


def father(**more: Any) -> Member:
    return Member("王强", "father", **more)


def mother(**more: Any) -> Member:
    return Member("李梅", "mother", **more)


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ([], None),
        ([father()], None),
        ([mother()], None),
        ([father(), mother()], None),
        ([father(), mother(is_dead=True, lives_in=False)], ("father", "died")),
        ([father(is_dead=True), mother()], ("mother", "died")),
        ([father(is_dead=True), mother(is_dead=True)], None),
        ([father(lives_in=False), mother(lives_in=False)], None),
        ([father(is_dead=True), mother(lives_in=False)], None),
        ([father(lives_in=False, union="divorced"), mother()], ("mother", "divorced")),
        ([father(lives_in=False), mother(union="divorced")], ("mother", "divorced")),
        ([father(lives_in=False, union="apart"), mother()], ("mother", "apart")),
        ([father(), mother(lives_in=False, union="never")], ("father", "never")),
        ([father(), mother(lives_in=False)], ("father", "gone")),
        ([father(), mother(lives_in=False, union="married")], None),  # works elsewhere
        ([father(), mother(lives_in=False, union="together")], None),
        ([father(), mother(is_dead=True), Member("张丽", "stepmother")], None),
        ([father(), mother(is_dead=True), Member("张丽", "stepmother", lives_in=False)], ("father", "died")),
        ([father(), mother(is_dead=True), Member("张丽", "stepmother", is_dead=True)], ("father", "died")),
        ([father(lives_in=False, union="divorced"), mother(), Member("张三", "stepfather")], None),
        ([father(), mother(is_dead=True), Member("张三", "stepfather")], ("father", "died")),
    ],
)
def test_single_parent(members: list[Member], expected: tuple[str, str] | None) -> None:
    found = single_parent(members)
    assert (found and (found.parent, found.why)) == expected


WHOLE = Care("王奶奶", "paternal_grandmother", id_number="x", is_asked=True, childs_view="愿意",
             told_school_on=TODAY, told_village_on=TODAY, paper="委托照护协议")  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "gap"),
    [
        ({}, None),
        ({"unfit": ("habits",)}, CareGap.UNFIT),
        ({"is_asked": False}, CareGap.NOT_ASKED),
        ({"childs_view": " "}, CareGap.NO_VIEW),
        ({"told_school_on": None}, CareGap.SCHOOL),
        ({"told_village_on": None}, CareGap.VILLAGE),
        ({"paper": ""}, CareGap.PAPER),
        ({"id_number": ""}, CareGap.NO_ID),
    ],
)
def test_care_gaps(changes: dict[str, Any], gap: CareGap | None) -> None:
    from dataclasses import replace

    assert care_gaps(replace(WHOLE, **changes)) == ((gap,) if gap else ())


@pytest.mark.parametrize(
    ("days", "reached", "state"),
    [
        (0, "both", ContactState.KEPT),
        (7, "both", ContactState.KEPT),
        (8, "both", ContactState.LATE),
        (7, "child", ContactState.PARTLY),
        (8, "carer", ContactState.LATE),
        (None, "both", ContactState.NEVER),
    ],
)
def test_contact_is_judged_on_the_day_it_was_asked(
    days: int | None, reached: str, state: ContactState
) -> None:
    last = TODAY - timedelta(days=days) if days is not None else None
    found = contact_standing(Contact("father", last, "phone", reached), asked_on=TODAY)
    assert (found.asked_on, found.state, found.days) == (TODAY, state, days)


def situation(*categories: str, age: int = 9, stage: str = "", grade: int | None = None) -> Situation:
    return Situation(age, dict.fromkeys(categories, date(2024, 1, 1)), stage, grade)


@pytest.mark.parametrize(
    ("known", "asked", "due"),
    [
        (situation(), [], set()),
        (situation("ORPHAN_COMMUNITY"), [], {"orphan-living", "insurance-paid"}),
        (situation("ORPHAN_COMMUNITY"), [Benefit("orphan-living")], {"insurance-paid"}),
        (
            situation("DE_FACTO", stage="primary"),
            [Benefit("insurance-paid")],
            {"de-facto-living", "compulsory-aid"},
        ),
        (situation("DE_FACTO", "SUBSISTENCE"), [Benefit("de-facto-living")], {"insurance-paid"}),
        (situation("SUBSISTENCE"), [], {"subsistence", "insurance-paid"}),
        (situation("SUBSISTENCE"), [Benefit("subsistence", "applied")], {"subsistence", "insurance-paid"}),
        (situation("SUBSISTENCE"), [Benefit("subsistence", "refused")], {"insurance-paid"}),
        (situation("SUBSISTENCE"), [Benefit("subsistence", "not_wanted")], {"insurance-paid"}),
        (situation("DISABLED_OTHER", grade=3), [], set()),
        (situation("DISABLED_SEVERE", grade=1), [], {"disabled-care"}),
        (situation("DISABLED_SEVERE", grade=4), [], set()),
        (situation("DISABLED_SEVERE"), [], set()),
        (situation("DISABLED_OTHER", age=6), [], {"rehabilitation"}),
        (situation("DISABLED_OTHER", age=7), [], set()),
        (
            situation("DISABLED_SEVERE", "SUBSISTENCE", grade=2),
            [Benefit("subsistence"), Benefit("insurance-paid")],
            {"disabled-living", "disabled-care", "medical-aid"},
        ),
        (situation("ILLNESS"), [], set()),
        (situation("ILLNESS", "NEAR_SUBSISTENCE"), [], {"medical-aid"}),
        (situation("DESTITUTE", age=18), [], set()),
        (
            situation("SUBSISTENCE", stage="vocational"),
            [Benefit("subsistence")],
            {"insurance-paid", "vocational-aid"},
        ),
    ],
)
def test_what_is_due_and_not_received(known: Situation, asked: list[Benefit], due: set[str]) -> None:
    found = due_benefits(benefit_rules().values(), known, asked)
    assert {d.rule.code for d in found} == due
    assert all(d.rule.document and d.categories for d in found)


def test_a_benefit_due_says_what_it_follows_from() -> None:
    known = situation("DISABLED_SEVERE", "SUBSISTENCE", grade=2, stage="primary")
    found = {d.rule.code: d for d in due_benefits(benefit_rules().values(), known, [])}
    assert found["disabled-living"].categories == ("DISABLED_SEVERE", "SUBSISTENCE")
    assert (found["disabled-care"].grade, found["disabled-living"].grade) == (2, None)
    assert (found["compulsory-aid"].stage, found["subsistence"].stage) == ("primary", "")
    applied = due_benefits(benefit_rules().values(), known, [Benefit("subsistence", "applied")])
    assert {d.rule.code for d in applied if d.state == "applied"} == {"subsistence"}


def test_what_outlived_its_conditions_is_looked_into() -> None:
    received = [
        Benefit("orphan-living"),
        Benefit("gold"),
        Benefit("subsistence", "refused"),
        Benefit("subsistence"),
    ]
    assert outlived_benefits(benefit_rules(), situation("SUBSISTENCE"), received) == ("orphan-living",)


def test_the_table_names_only_what_there_is() -> None:
    rules = benefit_rules()
    for rule in rules.values():
        assert {*rule.categories, *rule.and_categories} <= set(Category), rule.code
        assert set(rule.stages) <= set(SchoolStage), rule.code
        assert set(rule.covered_by) <= set(rules) - {rule.code}, rule.code
        assert rule.document
        assert rule.zh
        assert rule.en
    assert benefit_name("subsistence") in ("最低生活保障金", "Subsistence allowance")
    assert benefit_name("gold") == "gold"


SUBJECTS = [new_id(), new_id()]


@st.composite
def histories(draw: st.DrawFn) -> list[Entry]:
    """Draw entries about two subjects, recorded in any order of the days they hold from."""
    entries: list[Entry] = []
    versions: dict[UUID, int] = {}
    day = st.integers(0, 60).map(lambda n: date(2024, 1, 1) + timedelta(days=n))
    for n in range(draw(st.integers(0, 8))):
        subject = draw(st.sampled_from(SUBJECTS))
        versions[subject] = versions.get(subject, 0) + 1
        entries.append(
            Entry(new_id(), LifeKind.WISH, subject, versions[subject], draw(day), None,
                  draw(st.integers(0, 9)) == 0, Wish(str(n)), None, moment(date(2024, 3, 1 + n)))
        )  # fmt: skip
    return entries


@given(histories(), st.integers(0, 60), st.integers(0, 9))
def test_what_was_known_then_is_not_changed_by_what_is_recorded_later(
    entries: list[Entry], day: int, until: int
) -> None:
    on, known_at = date(2024, 1, 1) + timedelta(days=day), moment(date(2024, 3, 1 + until))
    before = [e for e in entries if e.recorded_at <= known_at]
    assert standing(entries, on=on, known_at=known_at) == standing(before, on=on)


@given(histories(), st.integers(0, 60))
def test_each_subject_stands_once_and_none_from_a_later_day(entries: list[Entry], day: int) -> None:
    on = date(2024, 1, 1) + timedelta(days=day)
    found = standing(entries, on=on)
    assert len({e.subject for e in found}) == len(found)
    assert all(e.from_on <= on for e in found)
    void = {e.subject for e in entries if e.is_void}
    assert void.isdisjoint(e.subject for e in found)
    for entry in found:
        rivals = [e for e in entries if e.subject == entry.subject and e.from_on <= on]
        assert (entry.from_on, entry.version) == max((e.from_on, e.version) for e in rivals)
