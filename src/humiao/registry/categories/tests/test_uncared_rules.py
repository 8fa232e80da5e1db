"""The whole matrix of both parents' situations, the thresholds, the provinces that do otherwise."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from humiao.programmes.public import Category
from humiao.registry.categories.choices import Situation
from humiao.registry.categories.tables import category_rows, matrix_of, places
from humiao.registry.categories.uncared_rules import ParentState, counts, de_facto_uncared

ON, OLD = date(2024, 11, 20), date(2020, 6, 1)
GONE = (Situation.DEAD, Situation.MISSING)
ADDED_2020 = (Situation.RIGHTS_REVOKED, Situation.DEPORTED)
LIVING = tuple(s for s in Situation if s not in GONE)
ORPHAN, DE_FACTO = Category.ORPHAN_COMMUNITY, Category.DE_FACTO


def long(situation: str, *, on: date = ON) -> list[ParentState]:
    """Return one situation that is as long as any rule asks."""
    return [ParentState(situation, on - timedelta(days=400), on + timedelta(days=400))]


def found(father, mother, *, on=ON, place="330482"):
    return de_facto_uncared(father, mother, on, place)


@pytest.mark.parametrize(("father", "mother"), list(product(Situation, Situation)))
def test_every_pair(father, mother):
    answer = found(long(father), long(mother))
    both_gone = father in GONE and mother in GONE
    assert answer.category is (ORPHAN if both_gone else DE_FACTO)
    assert answer.decision.allowed
    assert answer.decision.clause
    assert answer.decision.reason


@pytest.mark.parametrize("situation", list(Situation))
def test_one_parent_alone_is_not_enough(situation):
    for father, mother in ((long(situation), ()), ((), long(situation))):
        answer = found(father, mother)
        assert answer.category is None
        assert answer.decision.code == "parent-not-listed"


def test_before_2021_the_published_combinations_are_all_there_are():
    def is_yes(pair):
        return found(long(pair[0], on=OLD), long(pair[1], on=OLD), on=OLD).category is DE_FACTO

    pairs = list(combinations_with_replacement(Situation, 2))
    yes = [p for p in pairs if is_yes(p)]
    assert sum(1 for p in yes if not set(p) & set(GONE)) == 6 + 5 + 4 + 3 + 2 + 1
    assert sum(1 for p in yes if Situation.DEAD in p) == 6
    assert sum(1 for p in yes if Situation.MISSING in p) == 6
    assert not any(set(p) & set(ADDED_2020) for p in yes)
    assert (
        found(long(Situation.DEPORTED, on=OLD), long(Situation.DEAD, on=OLD), on=OLD).father.code
        == "not-in-rule-yet"
    )


@pytest.mark.parametrize("place", ["440103", "370830"])
@pytest.mark.parametrize("other", LIVING)
def test_some_places_count_deportation_only_beside_a_parent_who_is_gone(place, other):
    for pair in ((Situation.DEPORTED, other), (other, Situation.DEPORTED)):
        answer = found(long(pair[0]), long(pair[1]), place=place)
        assert (answer.category, answer.decision.code) == (None, "only-with-gone")
        assert matrix_of(place).name in answer.decision.reason
    assert found(long(Situation.DEPORTED), long(Situation.DEAD), place=place).category is DE_FACTO
    assert found(long(Situation.MISSING), long(Situation.DEPORTED), place=place).category is DE_FACTO


@pytest.mark.parametrize("place", ["350102", "370102", "330482", "654002", ""])
def test_others_count_it_in_both_branches(place):
    assert found(long(Situation.DEPORTED), long(Situation.PRISON), place=place).category is DE_FACTO


def test_a_parent_deported_and_severely_disabled_counts_by_the_disability():
    both = long(Situation.DEPORTED) + long(Situation.SEVERE_DISABILITY)
    assert found(both, long(Situation.PRISON), place="440103").category is DE_FACTO


def test_a_parent_imprisoned_and_then_dead_counts_as_dead():
    assert found(long(Situation.PRISON) + long(Situation.DEAD), long(Situation.DEAD)).category is ORPHAN


@pytest.mark.parametrize("situation", [Situation.PRISON, Situation.DETOX, Situation.OTHER_RESTRICTION])
@pytest.mark.parametrize(
    ("from_on", "until_on", "code"),
    [
        (date(2024, 9, 1), date(2025, 3, 1), ""),  # six months to the day
        (date(2024, 9, 1), date(2025, 2, 28), "term-too-short"),
        (date(2024, 8, 31), date(2025, 2, 28), ""),  # the month has no 31st
        (date(2024, 9, 1), None, "term-unknown"),
        (date(2024, 1, 1), date(2024, 11, 20), "term-over"),
        (date(2024, 1, 1), date(2024, 11, 21), ""),
        (date(2024, 11, 21), date(2026, 1, 1), "not-begun"),
    ],
)
def test_a_term_is_six_months_at_least_and_runs(situation, from_on, until_on, code):
    state = ParentState(situation, from_on, until_on)
    assert counts(state, ON, matrix_of("330482")).code == code
    assert found([state], long(Situation.DEAD)).decision.allowed == (not code)


@pytest.mark.parametrize(
    ("accepted", "code"),
    [(date(2024, 5, 20), ""), (date(2024, 5, 21), "too-soon"), (date(2024, 11, 20), "too-soon")],
)
def test_out_of_contact_counts_six_months_after_the_police_accepted(accepted, code):
    assert counts(ParentState(Situation.LOST_CONTACT, accepted), ON, matrix_of("330482")).code == code


def test_what_has_ended_counts_no_more_and_what_nobody_knows_never():
    ended = [ParentState(Situation.SEVERE_DISABILITY, OLD, None, ON)]
    assert found(ended, long(Situation.DEAD)).father.code == "no-situation"
    tomorrow = [ParentState(Situation.SEVERE_DISABILITY, OLD, None, ON + timedelta(days=1))]
    assert found(tomorrow, long(Situation.DEAD)).category is DE_FACTO
    assert counts(ParentState("bored", OLD), ON, matrix_of("330482")).code == "unknown-situation"


_STATES = st.lists(
    st.builds(
        ParentState,
        st.sampled_from([*Situation, "x"]),
        st.dates(date(2018, 1, 1), date(2026, 1, 1)),
        st.none() | st.dates(date(2018, 1, 1), date(2028, 1, 1)),
        st.none() | st.dates(date(2018, 1, 1), date(2026, 1, 1)),
    ),
    max_size=3,
)


@given(_STATES, _STATES, st.dates(date(2019, 7, 1), date(2026, 1, 1)), st.sampled_from(["330482", *places()]))
def test_father_and_mother_are_alike_and_the_answer_always_says_why(father, mother, on, place):
    one, other = found(father, mother, on=on, place=place), found(mother, father, on=on, place=place)
    assert one.category is other.category
    assert one.decision.code == other.decision.code
    assert (one.father, one.mother) == (other.mother, other.father)
    assert bool(one.category) == one.decision.allowed
    assert one.decision.reason


@given(_STATES, _STATES, st.lists(st.sampled_from([*Situation]), max_size=2))
def test_one_more_situation_never_takes_a_child_out(father, mother, more):
    if found(father, mother).category is not None:
        assert found([*father, *(s for m in more for s in long(m))], mother).category is not None


def test_the_tables_are_whole():
    assert set(category_rows()) == {c.value for c in Category}
    assert set(matrix_of("").rows) == {s.value for s in Situation}
    assert all(row.proofs and row.clause and row.test for row in matrix_of("").rows.values())
    assert all(row.proofs and row.source for row in category_rows().values())
