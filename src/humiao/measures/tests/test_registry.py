"""The catalogue of measures, and finding one in it."""

from __future__ import annotations

import pytest

from humiao.measures.catalogue import CATALOGUE
from humiao.measures.public import Fold, Measure, Unit, UnknownMeasure, measure


def test_a_code_stands_for_one_measure() -> None:
    codes = [item.code for item in CATALOGUE]
    assert len(set(codes)) == len(codes)


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(UnknownMeasure, match="no measure is called x"):
        measure("x")


@pytest.mark.parametrize("item", CATALOGUE, ids=lambda item: item.code)
def test_each_measure_is_whole(item: Measure) -> None:
    assert measure(item.code) is item
    assert item.name.zh
    assert item.name.en
    assert item.needs.zh.endswith("。")
    assert item.needs.en.endswith(".")
    assert (item.unit is Unit.PERCENT) == (item.fold in (Fold.RATIO, Fold.COVERAGE))
