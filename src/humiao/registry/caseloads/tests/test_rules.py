"""Sharing out: families stay whole, everybody goes somewhere, loads end close."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from humiao.registry.caseloads import rules
from humiao.registry.caseloads.values import Carried, Taker

ONE, TWO = UUID(int=1), UUID(int=2)
POSTS = [UUID(int=100 + n) for n in range(4)]


def child(household: int = 0, town: str = "330482001", programme: UUID = ONE) -> Carried:
    return Carried(
        uuid4(), 1, uuid4(), UUID(int=household), "PH-1", "", town, f"{town}001", programme, POSTS[0]
    )


def taker(number: int, load: int = 0, *programmes: UUID) -> Taker:
    return Taker(POSTS[number], f"王{number}", frozenset(programmes or (ONE, TWO)), load)


families = st.lists(
    st.tuples(st.integers(0, 12), st.sampled_from(["330482001", "330482002", "330482003"])), max_size=40
)


@given(families, st.lists(st.integers(0, 9), min_size=1, max_size=4))
def test_every_child_goes_to_one_and_families_stay_whole(rows, loads):
    children = [child(household, town) for household, town in rows]
    takers = [taker(n, load) for n, load in enumerate(loads)]
    for share in (rules.share_evenly, rules.share_by_town):
        shares = share(children, takers)
        assert set(shares) == {c.enrolment_id for c in children}
        assert rules.is_whole(children, shares)
        assert all(
            rules.may_take(c, next(t for t in takers if t.post_id == shares[c.enrolment_id]))
            for c in children
        )
    evenly, by_town = rules.share_evenly(children, takers), rules.share_by_town(children, takers)
    homes, towns = defaultdict(set), defaultdict(set)
    for one in children:
        homes[one.household_id].add(evenly[one.enrolment_id])
        towns[one.town_code].add(by_town[one.enrolment_id])
    assert all(len(to) == 1 for to in (*homes.values(), *towns.values()))


@given(families, st.integers(2, 4))
def test_loads_end_no_further_apart_than_one_family(rows, many):
    children = [child(household, town) for household, town in rows]
    shares = rules.share_evenly(children, [taker(n) for n in range(many)])
    sizes: dict[UUID, int] = defaultdict(int)
    for one in children:
        sizes[one.household_id] += 1
    loads = [list(shares.values()).count(POSTS[n]) for n in range(many)]
    assert max(loads) - min(loads) <= max(sizes.values(), default=0)


def test_nobody_takes_a_child_of_another_programme():
    other = child(programme=TWO)
    assert rules.share_evenly([other], [taker(0, 0, ONE)]) == {}
    assert rules.may_take(other, taker(0, 0, ONE)).code == "wrong-taker"
    assert rules.may_take(other, None).code == "wrong-taker"
    assert rules.may_take(other, taker(0, 0, TWO))


@pytest.mark.parametrize(("left", "code"), [(0, ""), (1, "left-over"), (2, "left-over")])
def test_nobody_is_left_over(left, code):
    children = [child(n) for n in range(3)]
    shares = {c.enrolment_id: POSTS[0] for c in children[left:]}
    assert rules.is_whole(children, shares).code == code


def test_there_is_something_to_hand_over_or_somebody_leaves():
    assert rules.is_anything([child()], leaves=False)
    assert rules.is_anything([], leaves=True)
    assert rules.is_anything([], leaves=False).code == "nothing-in-hand"
