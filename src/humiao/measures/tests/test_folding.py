"""A figure is its contributions folded: properties over any records, and the edges by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from humiao.measures.public import Contribution, Fold, State, fold

DAY = date(2025, 3, 1)
COMPUTED = [kind for kind in Fold if kind is not Fold.JUDGEMENT]


def contribution(
    state: State = State.COUNTED,
    weight: Decimal | int = 1,
    subject: int | None = 1,
    day: int = 0,
    label: str = "",
) -> Contribution:
    return Contribution(
        record_id=None,
        record_type="visit",
        subject_id=None if subject is None else UUID(int=subject),
        occurred_on=DAY + timedelta(days=day),
        weight=0 if state is State.MISSING else weight,
        state=state,
        label=label,
    )


WEIGHTS = st.one_of(st.integers(0, 50), st.decimals(0, 50, places=2))
ANY = st.lists(
    st.builds(contribution, st.sampled_from(State), WEIGHTS, st.integers(1, 6), st.integers(0, 20)),
    max_size=40,
)
RATES = st.lists(
    st.builds(contribution, st.sampled_from(State), st.integers(0, 1), st.integers(1, 6)), max_size=40
)


def of(items: list[Contribution], *states: State) -> list[Contribution]:
    return [item for item in items if item.state in states]


@given(ANY)
def test_count_is_the_number_of_counted(items: list[Contribution]) -> None:
    assert fold(Fold.COUNT, items).value == len(of(items, State.COUNTED))


@given(ANY)
def test_distinct_is_the_number_of_counted_subjects(items: list[Contribution]) -> None:
    assert fold(Fold.DISTINCT, items).value == len({i.subject_id for i in of(items, State.COUNTED)})


@given(ANY)
def test_sum_is_the_weights_of_the_counted(items: list[Contribution]) -> None:
    assert fold(Fold.SUM, items).value == sum(Decimal(i.weight) for i in of(items, State.COUNTED))


@given(RATES)
def test_ratio_leaves_exempt_and_beside_out_of_both(items: list[Contribution]) -> None:
    figure = fold(Fold.RATIO, items)
    owed = of(items, State.COUNTED, State.MISSING)
    assert figure.numerator == sum(i.weight for i in owed)
    assert figure.denominator == len(owed)
    assert figure.exempt == len(of(items, State.EXEMPT))
    assert figure.value == (100 * figure.numerator / len(owed) if owed else None)


@given(RATES)
def test_ratio_is_the_same_without_the_exempt(items: list[Contribution]) -> None:
    kept = [item for item in items if item.state is not State.EXEMPT]
    assert fold(Fold.RATIO, items).value == fold(Fold.RATIO, kept).value


@given(RATES)
def test_coverage_counts_each_subject_once(items: list[Contribution]) -> None:
    figure = fold(Fold.COVERAGE, items)
    shown = of(items, State.COUNTED, State.MISSING, State.EXEMPT)
    reached = {i.subject_id for i in shown if i.state is State.COUNTED and i.weight == 1}
    exempt = {i.subject_id for i in shown if i.state is State.EXEMPT} - reached
    assert figure.numerator == len(reached)
    assert figure.denominator == len({i.subject_id for i in shown} - exempt)
    assert figure.exempt == len(exempt)


@given(ANY)
def test_lowest_over_days_is_the_lowest_day(items: list[Contribution]) -> None:
    days: dict[date, Decimal] = {}
    for item in of(items, State.COUNTED, State.MISSING):
        days[item.occurred_on] = days.get(item.occurred_on, Decimal(0)) + Decimal(item.weight)
    assert fold(Fold.LOWEST_OVER_DAYS, items).value == (min(days.values()) if days else None)


@given(RATES, st.sampled_from(Fold), st.randoms())
def test_order_makes_no_difference_and_all_are_evidence(
    items: list[Contribution], kind: Fold, random: Random
) -> None:
    shuffled = list(items)
    random.shuffle(shuffled)
    assert fold(kind, shuffled, "人次") == fold(kind, items, "人次")
    assert fold(kind, items).evidence_count == len(items)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Fold.COUNT, 0),
        (Fold.DISTINCT, 0),
        (Fold.SUM, 0),
        (Fold.RATIO, None),
        (Fold.COVERAGE, None),
        (Fold.LOWEST_OVER_DAYS, None),
        (Fold.JUDGEMENT, None),
    ],
)
def test_nothing_folds_to_nought_or_none(kind: Fold, value: int | None) -> None:
    figure = fold(kind, [])
    assert figure.value == value
    assert figure.evidence_count == 0


def test_judgement_is_never_computed() -> None:
    assert fold(Fold.JUDGEMENT, [contribution()]).value is None


def test_a_day_with_nobody_is_the_lowest() -> None:
    items = [contribution(day=0), contribution(day=0), contribution(State.MISSING, day=1)]
    assert fold(Fold.LOWEST_OVER_DAYS, items).value == 0


def test_towns_without_ids_are_told_apart_by_label() -> None:
    items = [
        contribution(subject=None, label="甲镇"),
        contribution(State.MISSING, subject=None, label="乙镇"),
    ]
    assert fold(Fold.COVERAGE, items).value == 50


def test_records_without_subject_are_told_apart_by_id() -> None:
    items = [Contribution(UUID(int=n), "reception", None, DAY) for n in (1, 2, 2)]
    assert fold(Fold.DISTINCT, items).value == 2


@pytest.mark.parametrize("kind", [Fold.RATIO, Fold.COVERAGE])
def test_a_rate_takes_no_weight_above_one(kind: Fold) -> None:
    with pytest.raises(ValueError, match="weighs 0 or 1, not 3"):
        fold(kind, [contribution(weight=3)])


def test_a_missing_one_weighs_nothing() -> None:
    with pytest.raises(ValueError, match="a missing visit weighs nothing"):
        Contribution(None, "visit", None, DAY, 1, State.MISSING)
