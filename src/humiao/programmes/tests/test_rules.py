"""Truth tables of the programme's rules."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from humiao.measures.public import Figure, Fold, Unit
from humiao.programmes.loading import load_terms, shipped_files
from humiao.programmes.rules import (
    Pace,
    Standing,
    expected_by_now,
    may_renew,
    met,
    pace,
    standing,
    strictest,
)
from humiao.programmes.settling import settled
from humiao.programmes.terms import Choice, Comparator, Indicator, ProgrammeTerms, Query, QueryCode, Span

PINGHU = load_terms(shipped_files()["pinghu-2024"])
YINING = load_terms(shipped_files()["yining-2025"])
HALF = Pace(50, 100)
END = Pace(100, 100)


@pytest.mark.parametrize(
    ("terms", "answers", "years", "passed", "code"),
    [
        (PINGHU, {}, 1, True, ""),
        (PINGHU, {}, 1, False, "renewal-assessment-failed"),
        (PINGHU, {}, 1, None, "renewal-not-assessed"),
        (PINGHU, {}, 2, True, "renewal-too-long"),
        (PINGHU, {}, 2, False, "renewal-too-long"),
        (PINGHU, {"renewal-years": "three-in-all"}, 2, True, ""),
        (PINGHU, {"renewal-years": "three-in-all"}, 3, True, "renewal-too-long"),
        (PINGHU, {"renewal-years": "two-in-all"}, 2, True, "renewal-too-long"),
        (YINING, {}, 1, True, "renewal-not-provided"),
    ],
)
def test_may_renew(
    terms: ProgrammeTerms, answers: dict[str, str], years: int, passed: bool | None, code: str
) -> None:
    decision = may_renew(settled(terms, answers), years_served=years, assessment_passed=passed)
    assert decision.code == code
    assert bool(decision) == (code == "")
    assert decision.clause in ("九", "二.4")
    assert bool(decision.reason) != decision.allowed


def rate(numerator: int, denominator: int) -> Figure:
    value = Decimal(100 * numerator) / denominator
    return Figure(value, Decimal(numerator), Decimal(denominator), 0, denominator, "%")


def number(value: int | None, evidence: int = 1) -> Figure:
    return Figure(None if value is None else Decimal(value), Decimal(value or 0), None, 0, evidence)


@pytest.mark.parametrize(
    ("comparator", "below", "equal", "above"),
    [
        (">=", False, True, True),
        (">", False, False, True),
        ("=", False, True, False),
        ("<=", True, True, False),
        ("<", True, False, False),
    ],
)
def test_met(comparator: Comparator, below: bool, equal: bool, above: bool) -> None:
    results = [met(number(value), comparator, Decimal(10)) for value in (9, 10, 11)]
    assert results == [below, equal, above]
    results = [met(rate(value, 100), comparator, Decimal(90)) for value in (89, 90, 91)]
    assert results == [below, equal, above]
    assert not met(number(None), comparator, Decimal(10))


@given(st.integers(1, 10_000), st.integers(0, 10_000))
def test_a_rate_meets_its_own_value_exactly(denominator: int, numerator: int) -> None:
    numerator = min(numerator, denominator)
    assert met(rate(numerator, denominator), ">=", Decimal(100)) == (numerator == denominator)


@pytest.mark.parametrize(
    ("today", "gone"),
    [
        (date(2025, 2, 28), 0),
        (date(2025, 3, 1), 1),
        (date(2025, 3, 10), 10),
        (date(2025, 11, 15), 260),
        (date(2026, 1, 1), 260),
    ],
)
def test_pace(today: date, gone: int) -> None:
    assert YINING.span is not None
    assert pace(YINING.span, today) == Pace(gone, 260)


@given(st.integers(0, 800), st.integers(-50, 900), st.integers(0, 60))
def test_pace_never_runs_back(days: int, first: int, more: int) -> None:
    start = date(2024, 1, 15)
    span = Span(start, start + timedelta(days=days))
    shares = [pace(span, start + timedelta(days=day)).share for day in (first, first + more)]
    assert 0 <= shares[0] <= shares[1] <= 1


def test_a_span_runs_forward() -> None:
    with pytest.raises(ValueError, match="can't end on"):
        Span(date(2025, 2, 1), date(2025, 1, 1))


def indicator(
    target: int = 9, comparator: Comparator = ">=", unit: Unit = Unit.ITEMS, *, grows: bool = True
) -> Indicator:
    return Indicator(
        code="x",
        name="测试",
        name_en="Test",
        clause="一",
        tier="programme",
        object="programme",
        measure="casework.cases",
        fold=Fold.COUNT,
        comparator=comparator,
        target=Decimal(target),
        unit=unit,
        grows=grows,
    )


QUALITY = YINING.indicator("quality")
STORIES = PINGHU.indicator("stories")


def test_expected_by_now_rounds_whole_things_down() -> None:
    assert expected_by_now(indicator(), HALF) == 4
    assert expected_by_now(indicator(unit=Unit.PERCENT), HALF) == Decimal("4.5")
    assert expected_by_now(indicator(grows=False), HALF) == 9
    assert QUALITY is not None
    assert expected_by_now(QUALITY, HALF) is None


@pytest.mark.parametrize(
    ("item", "figure", "so_far", "word"),
    [
        (indicator(), number(9), HALF, Standing.MET),
        (indicator(), number(4), HALF, Standing.ON_PACE),
        (indicator(), number(3), HALF, Standing.BEHIND),
        (indicator(), number(8), END, Standing.BEHIND),
        (indicator(), number(0, 0), HALF, Standing.NO_RECORDS),
        (indicator(), number(None, 3), HALF, Standing.NO_RECORDS),
        (indicator(), number(0, 2), Pace(1, 100), Standing.ON_PACE),
        (indicator(grows=False), number(8), HALF, Standing.BEHIND),
        (indicator(grows=False), number(9), HALF, Standing.MET),
        (indicator(comparator="<="), number(9), HALF, Standing.MET),
        (indicator(comparator="<="), number(10), HALF, Standing.BEHIND),
        (QUALITY, number(None, 3), HALF, Standing.JUDGED),
        (QUALITY, number(None, 0), HALF, Standing.JUDGED),
    ],
)
def test_standing(item: Indicator, figure: Figure, so_far: Pace, word: Standing) -> None:
    assert standing(item, figure, so_far) is word


@pytest.mark.parametrize(
    ("parts", "so_far", "word"),
    [
        ((number(1),), HALF, Standing.MET),
        ((number(0),), HALF, Standing.ON_PACE),
        ((number(0),), END, Standing.BEHIND),
        ((), END, Standing.BEHIND),
    ],
)
def test_sub_constraints_must_hold_too(parts: tuple[Figure, ...], so_far: Pace, word: Standing) -> None:
    assert STORIES is not None
    assert standing(STORIES, number(3), so_far, parts) is word


def query(*choices: Choice, stricter_is: str | None = None) -> Query:
    return Query.model_validate(
        {
            "key": "q",
            "code": QueryCode.DATES_DISAGREE,
            "severity": "note",
            "clauses": ["一"],
            "message": "问",
            "message_en": "Asked",
            "choices": choices,
            "stricter_is": stricter_is,
        }
    )


def choice(code: str, **more: object) -> Choice:
    return Choice.model_validate({"code": code, "label": "甲", "label_en": "A", **more})


@pytest.mark.parametrize(
    ("asked", "best"),
    [
        (query(choice("a", value=2), choice("b", value=3), stricter_is="larger"), "b"),
        (query(choice("a", value=2), choice("b", value=3), stricter_is="smaller"), "a"),
        (
            query(
                choice("a", value=date(2025, 11, 30)),
                choice("b", value=date(2025, 11, 15)),
                stricter_is="earlier",
            ),
            "b",
        ),
        (query(choice("a"), choice("b", strictest=True)), "b"),
        (query(choice("a"), choice("b", remedy=True)), "a"),
        (query(choice("a"), choice("b", set_aside="不成立")), "a"),
        (query(choice("a", value=9, remedy=True), choice("b", value=3), stricter_is="larger"), "b"),
        (query(choice("a"), choice("b")), None),
        (query(choice("a"), stricter_is="larger"), None),
        (query(), None),
    ],
)
def test_strictest(asked: Query, best: str | None) -> None:
    found = strictest(asked)
    assert (found.code if found else None) == best
