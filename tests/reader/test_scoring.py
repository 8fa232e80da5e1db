"""What the measure takes for the same: numbers and dates to the letter, names by most of their words."""

from __future__ import annotations

from typing import Any

import pytest

from .scoring import FACTS, LISTS, TEXTS, Score, golds, score

EMPTY: dict[str, Any] = {
    **{name: {"value": None} for name in (*FACTS, "coverage")},
    **{name: [] for name in (*LISTS, *TEXTS, "queries")},
    "period": {},
}


def dated(value: str | None, wanted: str) -> Score:
    """Score one publication date against another, the rest of the draft being empty."""
    return score({**EMPTY, "published": {"value": value}}, {"published": wanted})["published"]


@pytest.mark.parametrize(
    ("value", "wanted", "same"),
    [
        ("2025-06-05", "2025-06-05", True),
        ("2025-06-05", "2025-06-17", False),
        ("2025-06", "2025-07", False),
        ("2024-06-05", "2025-06-05", False),
        ("2025-10-31", "2025-10", True),
        ("2025-10-30", "2025-10", False),
        ("--06-30", "--06-30", True),
        ("--06-30", "--06", False),
    ],
)
def test_dates_are_compared_to_the_day(value: str, wanted: str, same: bool) -> None:
    found = dated(value, wanted)
    assert (bool(found.found), bool(found.missed), bool(found.false)) == (same, not same, not same)


def test_what_is_not_there_counts_as_missed_and_not_as_false() -> None:
    found = dated(None, "2025-06-05")
    assert (found.recall, found.precision) == (0.0, 1.0)


def test_each_document_has_one_gold() -> None:
    for folder in ("open", "kept"):
        named = [document.name for document, _ in golds(folder)]
        assert len(named) == len(set(named)) > 0
