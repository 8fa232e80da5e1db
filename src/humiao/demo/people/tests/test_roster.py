"""The invented children: totals of the plans, nobody real, ages and families that fit."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache

import pytest
from stdnum import numdb

from humiao.demo.people.counties import CountClass
from humiao.demo.people.dates import age_on, birthday
from humiao.demo.people.given_names import has_fathers_name
from humiao.demo.people.numbers import UNASSIGNED_PHONE_PREFIX, UNASSIGNED_REGION
from humiao.demo.people.public import PROFILES, DemoRoster, PersonRow, roster_of, scale_roster
from humiao.demo.people.tests.divisions import small_divisions
from humiao.foundation.identity_numbers import (
    DisabilityCard,
    IdNumber,
    Phone,
    check_id_number,
    check_phone,
    disability_card,
)
from humiao.programmes.public import Category
from humiao.registry.choices import EXCLUSIVE, LeaveReason, Relation, SchoolStage, Sex, age_limit
from humiao.registry.ethnicities import ETHNICITIES

SEED = 20241120
COUNTIES = ("330482", "654002")


@cache
def made(county: str, seed: int = SEED) -> DemoRoster:
    return roster_of(county, small_divisions(county), seed)


def on_roster(county: str, seed: int = SEED) -> list[PersonRow]:
    return [child for child in made(county, seed).present() if child.group == "roster"]


def count_by_class(children: Iterable[PersonRow], classes: tuple[CountClass, ...]) -> dict[str, int]:
    """Count each child in the first line of the plan that fits it."""
    counts = Counter({line.code: 0 for line in classes})
    for child in children:
        fitting = (line.code for line in classes if not line.categories or child.has(*line.categories))
        counts[next(fitting, "none")] += 1
    return dict(counts)


@pytest.mark.parametrize("seed", [SEED, 1, 2])
def test_pinghu_adds_up(seed: int) -> None:
    children = on_roster("330482", seed)
    assert len(children) == 410
    assert count_by_class(children, PROFILES["330482"].classes) == {
        "orphan": 9, "de_facto": 52, "left_behind": 0, "ordinary": 349,
    }  # fmt: skip
    towns = Counter(child.household.town_code for child in children)
    assert len(towns) == 9
    assert 20 <= towns["330482101"] <= 80
    assert all(child.group == "roster" for child in made("330482", seed).children)
    assert not any(child.has(Category.ORPHAN_INSTITUTION) for child in children)


@pytest.mark.parametrize("seed", [SEED, 1])
def test_yining_adds_up(seed: int) -> None:
    children = on_roster("654002", seed)
    assert count_by_class(children, PROFILES["654002"].classes) == {
        "orphan": 91, "de_facto": 242, "disabled": 828, "low_income": 5776,
    }  # fmt: skip
    present = made("654002", seed).present()
    assert Counter(c.group for c in present) == {"roster": 6937, "left_behind": 22, "migrant": 2693}
    beside = [c for c in present if c.group != "roster"]
    assert {(c.group, *(row.category.name for row in c.categories)) for c in beside} == {
        ("left_behind", "LEFT_BEHIND"), ("migrant", "MIGRANT"),
    }  # fmt: skip
    assert len({c.household.town_code for c in children}) == 22
    assert 120 <= sum(c.household.village_code == "654002002006" for c in children) <= 140


def test_children_hold_several_categories() -> None:
    children = on_roster("654002")
    disabled_and_poor = [
        c for c in children if c.has(Category.DISABLED_SEVERE) and c.has(Category.SUBSISTENCE)
    ]
    assert len(disabled_and_poor) > 100
    assert len({row.category for c in children for row in c.categories}) >= 9


@pytest.mark.parametrize("county", COUNTIES)
def test_categories_agree_with_each_other_and_with_dates(county: str) -> None:
    for child in made(county).children:
        held = {row.category for row in child.categories}
        assert held
        assert all(len(held & group) <= 1 for group in EXCLUSIVE)
        assert all(child.born_on <= row.since <= child.entered_on for row in child.categories)


def test_the_same_seed_makes_the_same_people() -> None:
    divisions = small_divisions("330482")
    assert roster_of("330482", divisions, 5) == roster_of("330482", divisions, 5)
    assert roster_of("330482", divisions, 5) != roster_of("330482", divisions, 6)


def test_unknown_county() -> None:
    with pytest.raises(KeyError):
        roster_of("110101", [], 1)


@pytest.mark.parametrize("county", COUNTIES)
def test_numbers_are_valid_distinct_and_nobodys(county: str) -> None:
    roster = made(county)
    people = [(c.id_number, c.born_on, c.sex) for c in roster.children if c.id_number]
    adults = [g for h in roster.households for g in h.guardians]
    people += [(g.id_number, g.born_on, g.sex) for g in adults if g.id_number and g.born_on]
    assert len({number for number, _, _ in people}) == len(people)
    for number, born_on, sex in people:
        assert check_id_number(number, today=roster.on) == IdNumber(
            number, born_on, "1" if sex is Sex.MALE else "2"
        )
        assert number.startswith(UNASSIGNED_REGION[county])
    phones = [p for p in (*(c.phone for c in roster.children), *(g.phone for g in adults)) if p]
    assert len(set(phones)) == len(phones)
    assert all(p.startswith(UNASSIGNED_PHONE_PREFIX) and isinstance(check_phone(p), Phone) for p in phones)


@pytest.mark.parametrize("region", UNASSIGNED_REGION.values())
def test_the_region_was_never_assigned(region: str) -> None:
    known = numdb.get("cn/loc")
    assert not any("county" in found for _, found in known.info(region))
    assert any("county" in found for _, found in known.info("330482"))


@pytest.mark.parametrize("county", COUNTIES)
def test_a_few_have_no_number_and_say_why(county: str) -> None:
    without = [c for c in made(county).present() if c.id_number is None]
    assert 1 <= len(without) <= 80
    assert all(c.no_id_reason for c in without)
    assert all(c.no_id_reason is None for c in made(county).children if c.id_number)


@pytest.mark.parametrize("county", COUNTIES)
def test_ages_on_the_reference_day(county: str) -> None:
    roster = made(county)
    for child in roster.present():
        limit = min(age_limit(row.category) for row in child.categories)
        assert 0 <= age_on(child.born_on, roster.on) < (limit if child.group != "roster" else 18)
    ages = Counter(age_on(c.born_on, roster.on) for c in roster.present())
    assert set(ages) == set(range(18))


@pytest.mark.parametrize("county", COUNTIES)
def test_who_left_and_who_came(county: str) -> None:
    roster, start = made(county), PROFILES[county].year_start
    left = [c for c in roster.children if c.left_on]
    assert all((c.left_on is None) == (c.leave_reason is None) for c in roster.children)
    for child in left:
        assert child.left_on is not None
        assert child.entered_on < start < child.left_on <= roster.on
        turned = child.leave_reason is LeaveReason.TURNED_18
        assert (child.left_on == birthday(child.born_on, 18)) is turned
    reasons = Counter(c.leave_reason for c in left)
    assert reasons[LeaveReason.TURNED_18] == PROFILES[county].turned_18
    assert reasons[LeaveReason.DIED] <= 8
    assert any(c.entered_on >= start for c in roster.present())
    assert all(c.entered_on <= roster.on for c in roster.children)


@pytest.mark.parametrize("county", COUNTIES)
def test_brothers_and_sisters_fit(county: str) -> None:
    children = defaultdict(list)
    for child in made(county).children:
        children[child.household.key].append(child)
    sizes = Counter(len(group) for group in children.values())
    assert set(sizes) == {1, 2, 3}
    assert 0.2 < (sizes[2] + sizes[3]) / sizes.total() < 0.4
    for group in children.values():
        births = sorted(c.born_on for c in group)
        gaps = [(b - a).days for a, b in itertools.pairwise(births)]
        assert all(gap == 0 or gap >= 330 for gap in gaps)
        assert len({c.name for c in group}) == len(group)
        if has_fathers_name(group[0].ethnicity):
            assert len({c.name.partition("·")[2] for c in group}) == 1


@pytest.mark.parametrize("county", COUNTIES)
def test_guardians_fit(county: str) -> None:
    roster = made(county)
    youngest_parent = {
        c.household.key: c.born_on for c in sorted(roster.children, key=lambda c: c.born_on)[::-1]
    }
    for household in roster.households:
        assert [g.is_primary for g in household.guardians].count(True) == 1
        for guardian in household.guardians:
            if guardian.relation in (Relation.FATHER, Relation.MOTHER):
                assert guardian.born_on is not None
                assert 18 <= age_on(guardian.born_on, youngest_parent[household.key]) <= 50
            assert guardian.lives_with_child == (not guardian.whereabouts)
        fathers = [g for g in household.guardians if g.relation is Relation.FATHER]
        children = [c for c in roster.children[:400] if c.household is household]
        if fathers and has_fathers_name(household.ethnicity):
            own = fathers[0].name.partition("·")[0]
            assert all(c.name.endswith(f"·{own}") and not c.name.startswith(f"{own}·") for c in children)


@pytest.mark.parametrize("county", COUNTIES)
def test_health_and_certificates_agree(county: str) -> None:
    roster = made(county)
    cards = 0
    for child in roster.children:
        assert (child.disability is not None) == child.has(Category.DISABLED_SEVERE, Category.DISABLED_OTHER)
        if child.disability_card:
            card = disability_card(child.disability_card, today=roster.on)
            assert isinstance(card, DisabilityCard)
            assert (card.holder.number, (card.kind, card.grade)) == (child.id_number, child.disability)
            assert card.is_severe == child.has(Category.DISABLED_SEVERE)
            cards += 1
    assert cards > 50


@pytest.mark.parametrize("county", COUNTIES)
def test_school_fits_the_age(county: str) -> None:
    by_stage = defaultdict(list)
    for child in made(county).present():
        by_stage[child.school_stage].append(age_on(child.born_on, date(made(county).on.year, 8, 31)))
    assert set(by_stage[SchoolStage.PRIMARY]) == {6, 7, 8, 9, 10, 11}
    assert max(by_stage[SchoolStage.NOT_YET]) <= 3
    assert min(by_stage[SchoolStage.SENIOR]) >= 15


def test_names_suit_the_county() -> None:
    children = on_roster("654002")
    shares = Counter(c.ethnicity for c in children)
    assert set(shares) <= set(ETHNICITIES)
    assert shares["05"] > shares["01"] > shares["17"] > 100
    assert any(len(c.name) >= 12 for c in children)
    assert all("·" in c.name for c in children if c.ethnicity == "05")
    assert {c.sex for c in children} == {Sex.MALE, Sex.FEMALE}
    assert all(2 <= len(c.name) <= 5 for c in on_roster("330482"))


def test_scale_roster_has_exactly_as_many_as_asked() -> None:
    roster = scale_roster(1000, small_divisions("654002"), 3)
    assert len(roster.present()) == 1000
    assert len({c.key for c in roster.children}) == len(roster.children)
