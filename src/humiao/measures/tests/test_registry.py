"""The registry of measures, and the catalogue in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import pytest

from humiao.foundation.bilingual import Bilingual
from humiao.measures.catalogue import CATALOGUE
from humiao.measures.kinds import not_provided
from humiao.measures.public import (
    Contribution,
    DuplicateMeasure,
    Fold,
    Measure,
    MeasureRegistry,
    Question,
    Unit,
    UnknownMeasure,
    all_measures,
    measure,
    unit_name,
)

QUESTION = Question(UUID(int=1), date(2025, 3, 1))


def made(code: str, *, available: bool = True) -> Measure:
    name = Bilingual("测试", "Test")
    return Measure(code, name, Unit.ITEMS, Fold.COUNT, name, available=available, evidence=not_provided)


def one(question: Question, /) -> Sequence[Contribution]:
    return [Contribution(None, "case", None, question.on)]


def test_a_code_is_registered_once() -> None:
    registry = MeasureRegistry([made("a.b")])
    with pytest.raises(DuplicateMeasure, match=r"a\.b is registered twice"):
        registry.register(made("a.b"))


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(UnknownMeasure, match="no measure is called x"):
        MeasureRegistry().measure("x")


@pytest.mark.parametrize("available", [True, False])
def test_evidence_is_provided_once(available: bool) -> None:
    registry = MeasureRegistry([made("a.b", available=available)])
    registry.provide("a.b", one)
    assert registry.measure("a.b").available
    assert len(registry.measure("a.b").evidence(QUESTION)) == 1
    with pytest.raises(DuplicateMeasure, match="provided twice"):
        registry.provide("a.b", one)


def test_evidence_nobody_provides_is_loud() -> None:
    with pytest.raises(LookupError, match="no context provides"):
        made("a.b").evidence(QUESTION)


def test_the_catalogue_is_registered_in_its_order() -> None:
    assert [item.code for item in all_measures()][: len(CATALOGUE)] == [item.code for item in CATALOGUE]


@pytest.mark.parametrize("item", CATALOGUE, ids=lambda item: item.code)
def test_each_measure_is_whole(item: Measure) -> None:
    assert measure(item.code).fold is item.fold
    assert item.name.zh
    assert item.name.en
    assert item.needs.zh.endswith("。")
    assert item.needs.en.endswith(".")
    assert (item.unit is Unit.PERCENT) == (item.fold in (Fold.RATIO, Fold.COVERAGE))


@pytest.mark.parametrize("item", [m for m in CATALOGUE if not m.available], ids=lambda item: item.code)
def test_later_services_honestly_have_no_records(item: Measure) -> None:
    assert item.evidence(QUESTION) == ()


def test_units_are_named_in_both_languages() -> None:
    assert {unit_name(unit).zh for unit in Unit} == {unit.value for unit in Unit}
    assert unit_name(Unit.PERSON_TIMES).en == "person-times"
