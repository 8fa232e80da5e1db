"""The three-way rule by its whole table; what may be brought and given."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from humiao.registry.exchange import rules
from humiao.registry.exchange.choices import Side

DAY = date(2024, 11, 20)

# last exchanged, theirs, ours; "-" is an empty cell, "" there as nothing was ever exchanged.
TABLE = {
    "nothing, nothing anywhere": (None, "", "", Side.NOBODY),
    "nothing, only they have it": (None, "b", "", Side.THEIRS),
    "nothing, only we have it": (None, "", "b", Side.OURS),
    "nothing, both alike": (None, "b", "b", Side.NOBODY),
    "nothing, each another": (None, "b", "c", Side.BOTH),
    "a, neither changed": ("a", "a", "a", Side.NOBODY),
    "a, only they changed": ("a", "b", "a", Side.THEIRS),
    "a, only we changed": ("a", "a", "b", Side.OURS),
    "a, both alike": ("a", "b", "b", Side.NOBODY),
    "a, both otherwise": ("a", "b", "c", Side.BOTH),
    "a, their cell is empty": ("a", "", "a", Side.OURS),
    "a, their cell is empty and we changed": ("a", "", "b", Side.OURS),
    "a, we emptied it": ("a", "a", "", Side.OURS),
    "a, we emptied it and they changed": ("a", "b", "", Side.BOTH),
    "a, both emptied it": ("a", "", "", Side.NOBODY),
    "empty, both empty": ("", "", "", Side.NOBODY),
    "empty, only they have it": ("", "b", "", Side.THEIRS),
    "empty, only we have it": ("", "", "b", Side.OURS),
    "empty, each another": ("", "b", "c", Side.BOTH),
    "empty, both alike": ("", "b", "b", Side.NOBODY),
}


@pytest.mark.parametrize("case", TABLE)
def test_who_changed_a_fact(case):
    last, theirs, ours, side = TABLE[case]
    assert rules.side(ours=ours, theirs=theirs, sent=last, seen=None) is side
    assert rules.side(ours=ours, theirs=theirs, sent=None, seen=last) is side
    assert rules.side(ours=ours, theirs=theirs, sent=last, seen=last) is side


def test_what_they_held_before_our_last_file_is_no_change_of_theirs():
    assert rules.side(ours="new", theirs="old", sent="new", seen="old") is Side.OURS
    assert rules.side(ours="newer", theirs="old", sent="new", seen="old") is Side.OURS
    assert rules.side(ours="new", theirs="third", sent="new", seen="old") is Side.THEIRS
    assert rules.side(ours="old", theirs="third", sent="new", seen="old") is Side.THEIRS
    assert rules.side(ours="fourth", theirs="third", sent="new", seen="old") is Side.BOTH


def test_every_combination_names_one_side_and_only_a_difference_is_a_change():
    texts = ("", "a", "b", "c")
    for sent, seen, theirs, ours in product((None, *texts), (None, *texts), texts, texts):
        side = rules.side(ours=ours, theirs=theirs, sent=sent, seen=seen)
        assert (side is Side.NOBODY) == (theirs == ours)
        known = {sent, seen} - {None} or {""}
        if side in (Side.THEIRS, Side.BOTH):
            assert theirs not in known | {""}
            assert (ours in known) == (side is Side.THEIRS)


@pytest.mark.parametrize(
    ("layout", "national", "known", "allowed"),
    [
        ("", False, False, True),
        ("", True, False, False),
        ("x", True, True, True),
        ("x", True, False, False),
        ("x", False, True, False),
        ("x", False, False, False),
    ],
)
def test_a_layout_belongs_to_the_national_system_alone(layout, national, known, allowed):
    decision = rules.may_bring(layout, is_national=national, is_known=known)
    assert bool(decision) is allowed
    assert decision.code == ("" if allowed else "unknown-layout") or allowed


def test_an_older_file_than_the_last_says_nothing_any_more():
    assert rules.is_newest(DAY, None)
    assert rules.is_newest(DAY, DAY)
    assert rules.is_newest(DAY, date(2024, 11, 19))
    assert rules.is_newest(DAY, date(2024, 11, 21)).code == "older-than-last"


def test_a_file_is_given_for_a_purpose():
    assert rules.may_give("每月报送", is_known=True)
    assert rules.may_give("每月报送", is_known=False).code == "unknown-layout"
    assert rules.may_give("  ", is_known=True).code == "no-purpose"
    assert rules.may_give("字" * 201, is_known=True).code == "too-long"
