"""The table of retention classes, and that each model says its own."""

from __future__ import annotations

import pytest

from humiao.foundation.retention.classes import RULES, Retention, years_in_force


def test_each_class_has_a_rule_with_its_source_in_both_languages():
    assert set(RULES) == set(Retention)
    for rule in RULES.values():
        assert rule.source_zh
        assert rule.source_en
        assert bool(rule.years) == bool(rule.after_zh) == bool(rule.after_en)


@pytest.mark.parametrize(
    ("kept_as", "own", "years"),
    [
        (Retention.PROCUREMENT, None, 15),
        (Retention.PROCUREMENT, 20, 20),
        (Retention.PROCUREMENT, 3, 15),  # never shorter than the table, whatever was written
        (Retention.BOOK, 5, None),
        (Retention.BOOK, None, None),
    ],
)
def test_a_county_lengthens_and_never_shortens(kept_as, own, years):
    assert years_in_force(kept_as, own) == years
