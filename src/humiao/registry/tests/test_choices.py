"""The kinds of the registry: labels for all, age limits, codes of the standards."""

from __future__ import annotations

import pytest

from humiao.foundation.labelled import Labelled
from humiao.programmes.public import Category
from humiao.registry import choices
from humiao.registry.choices import LeaveReason, Sex, age_limit, is_sealed
from humiao.registry.ethnicities import ETHNICITIES

KINDS = [kind for kind in vars(choices).values() if isinstance(kind, type) and issubclass(kind, Labelled)]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind is not Labelled])
def test_every_kind_has_both_labels_and_they_differ(kind: type[Labelled]) -> None:
    assert len({label for _, label in kind.pairs()}) == len(kind)
    assert len({label for _, label in kind.pairs("en")}) == len(kind)
    assert all(member.zh and member.en and kind(member.value) is member for member in kind)


def test_age_limits() -> None:
    assert {c for c in Category if age_limit(c) == 16} == {Category.LEFT_BEHIND, Category.MIGRANT}
    assert {age_limit(c) for c in Category} == {16, 18}


def test_a_value_is_its_code() -> None:
    assert [c.value for c in Category] == [c.name for c in Category]
    assert f"{LeaveReason.TURNED_18}" == "turned_18"
    assert (Sex.MALE, Sex.FEMALE) == ("1", "2")
    assert is_sealed("ABUSE_VICTIM")
    assert not is_sealed("DE_FACTO")


def test_peoples_are_those_of_the_standard() -> None:
    assert len(ETHNICITIES) == 58
    assert ETHNICITIES["05"] == ("维吾尔族", "Uyghur")
    assert (ETHNICITIES["17"][0], ETHNICITIES["38"][0], ETHNICITIES["56"][0]) == (
        "哈萨克族",
        "锡伯族",
        "基诺族",
    )
