"""The layout of a genogram: nobody overlaps, everybody once, always the same."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from humiao.registry.family.choices import Kin, Union
from humiao.registry.family.genogram import CELL, ROW, Layout, Person, layout
from humiao.registry.family.genogram_lines import home_of, lines_of

CHILD = Person("child", "", "1", "王小明", lives_in=True, born=2015)


def person(n: int, kin: str, **more: Any) -> Person:
    return Person(f"p{n}", kin, more.pop("sex", "0"), f"某{n}", **more)


def drawn(*kin: str) -> Layout:
    return layout([CHILD, *(person(n, k) for n, k in enumerate(kin))])


@st.composite
def families(draw: st.DrawFn) -> list[Person]:
    """Draw a family of up to twenty of any relations, even impossible ones."""
    made = [CHILD]
    for n in range(draw(st.integers(0, 20))):
        made.append(
            person(
                n,
                draw(st.sampled_from(list(Kin))),
                born=draw(st.integers(1930, 2024)),
                is_dead=draw(st.booleans()),
                lives_in=draw(st.booleans()),
                union=draw(st.sampled_from(list(Union))).value,
                sex=draw(st.sampled_from("0129")),
            )
        )
    return made


@given(families())
def test_everybody_is_drawn_once_and_nobody_overlaps(people: list[Person]) -> None:
    found = layout(people)
    assert {p.key for p in people} <= set(found.placed)
    assert all(p.person.is_known is False for key, p in found.placed.items() if key.startswith("nobody"))
    spots = sorted((p.y, p.x) for p in found.placed.values())
    for (y, x), (next_y, next_x) in pairwise(spots):
        assert next_y - y >= ROW or next_x - x >= CELL
    for p in found.placed.values():
        assert CELL // 2 <= p.x <= found.width - CELL // 2
        assert 0 < p.y < found.height


@given(families(), st.randoms(use_true_random=False))
def test_the_order_people_come_in_changes_nothing(people: list[Person], order: random.Random) -> None:
    shuffled = list(people)
    order.shuffle(shuffled)
    one, other = layout(people), layout(shuffled)
    assert one == other
    assert lines_of(one) == lines_of(other)
    assert home_of(one) == home_of(other)


@given(families())
def test_lines_join_people_and_never_run_through_one(people: list[Person]) -> None:
    found = layout(people)
    for couple in found.couples:
        assert {couple.one, couple.other, *couple.children} <= set(found.placed)
        ys = {found.placed[key].y for key in couple.children}
        assert len(ys) <= 1
        assert all(y > found.placed[couple.one].y for y in ys)
    children = [key for c in found.couples if not c.is_adoption for key in c.children]
    assert len(children) == len(set(children))
    assert all(line.path.startswith("M") for line in lines_of(found))


@given(families())
def test_the_outline_of_the_home_holds_who_lives_there_and_nobody_else(people: list[Person]) -> None:
    found = layout(people)
    boxes = home_of(found)
    for p in found.placed.values():
        inside = any(b.x <= p.x <= b.x + b.width and b.y <= p.y <= b.y + b.height for b in boxes)
        assert inside == p.person.lives_in


def x(found: Layout, n: int) -> int:
    return found.placed[f"p{n}"].x


def row(found: Layout, key: str) -> int:
    return found.placed[key].y // ROW


def test_three_generations_stand_in_rows_his_side_left() -> None:
    found = drawn("father", "mother", "paternal_grandfather", "paternal_grandmother",
                  "maternal_grandfather", "maternal_grandmother", "paternal_aunt", "sister")  # fmt: skip
    assert [row(found, f"p{n}") for n in (2, 0, 6, 7)] == [0, 1, 1, 2]
    assert row(found, "child") == 2
    assert x(found, 2) < x(found, 3) < x(found, 4) < x(found, 5)
    assert x(found, 6) < x(found, 0) < x(found, 1)
    descents = {(c.one, c.other): c.children for c in found.couples}
    assert descents["p2", "p3"] == ("p6", "p0")
    assert descents["p4", "p5"] == ("p1",)
    assert descents["p0", "p1"] == ("p7", "child") or descents["p0", "p1"] == ("child", "p7")


def test_a_family_formed_anew_shows_each_childs_own_parents() -> None:
    found = drawn("father", "mother", "stepmother", "paternal_half_sister", "stepfather",
                  "maternal_half_brother", "stepsister")  # fmt: skip
    descents = {(c.one, c.other): c.children for c in found.couples}
    assert descents == {("p2", "p0"): ("p3",), ("p0", "p1"): ("child",), ("p1", "p4"): ("p5",)}
    assert x(found, 3) < found.placed["child"].x < x(found, 5) < x(found, 6)


def test_two_stepmothers_are_joined_over_each_other() -> None:
    found = drawn("father", "mother", "stepmother", "stepmother")
    over = [line.path for line in lines_of(found) if line.kind == "couple" and "V" in line.path]
    assert len(over) == 1


def test_parents_not_on_file_are_drawn_as_unknown() -> None:
    found = drawn("paternal_grandmother")
    unknown = [p.person for p in found.placed.values() if not p.person.is_known]
    assert sorted(p.sex for p in unknown) == ["1", "1", "2"]
    half = drawn("paternal_half_brother", "maternal_half_brother")
    assert sum(not p.person.is_known for p in half.placed.values()) == 4


def test_adoption_hangs_by_a_broken_line_beside_the_birth_parents() -> None:
    found = drawn("father", "mother", "adoptive_mother", "adoptive_father")
    (adoption,) = [c for c in found.couples if c.is_adoption]
    assert (adoption.one, adoption.other, adoption.children) == ("p3", "p2", ("child",))
    assert any(line.dash and line.kind == "descent" for line in lines_of(found))
    alone = drawn("adoptive_mother")
    assert any(c.is_adoption for c in alone.couples)


def test_uncles_without_grandparents_are_brothers_still() -> None:
    found = drawn("father", "mother", "paternal_uncle", "maternal_aunt")
    assert found.sibships == [("p2", "p0"), ("p1", "p3")]
    assert len([line for line in lines_of(found) if line.kind == "descent"]) > 6


def test_children_of_the_child_and_others_stand_below() -> None:
    found = drawn("own_child", "other_person")
    assert (row(found, "child"), row(found, "p0"), row(found, "p1")) == (1, 2, 3)
    assert row(drawn("other_relative"), "p0") == 2


@pytest.mark.parametrize(
    ("union", "cuts", "dash"),
    [
        ("married", 0, ""),
        ("together", 0, "6 4"),
        ("never", 0, "6 4"),
        ("apart", 1, ""),
        ("divorced", 2, ""),
        ("", 0, ""),
    ],
)
def test_lines_of_a_couple_say_how_they_stand(union: str, cuts: int, dash: str) -> None:
    found = layout([CHILD, person(0, "father", union=union), person(1, "mother")])
    lines = lines_of(found)
    assert len([line for line in lines if line.kind == "cut"]) == cuts
    assert [line.dash for line in lines if line.kind == "couple"] == [dash]


def test_a_step_parents_word_is_about_the_new_couple() -> None:
    people = [CHILD, person(0, "father", union="divorced"), person(1, "mother"),
              person(2, "stepmother", union="married")]  # fmt: skip
    unions = {(c.one, c.other): c.union for c in layout(people).couples}
    assert unions == {("p2", "p0"): "married", ("p0", "p1"): "divorced"}
    people[-1] = person(2, "stepmother")
    unions = {(c.one, c.other): c.union for c in layout(people).couples}
    assert unions["p2", "p0"] == ""
