"""The two programmes that ship, against the figures of their plans."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from humiao.programmes.loading import load_terms, shipped_files
from humiao.programmes.rules import strictest
from humiao.programmes.settling import UnknownChoice, open_queries, settled
from humiao.programmes.terms import ProgrammeTerms, QueryCode

PROGRAMMES = {code: load_terms(path) for code, path in shipped_files().items()}
PINGHU, YINING = PROGRAMMES["pinghu-2024"], PROGRAMMES["yining-2025"]
both = pytest.mark.parametrize("terms", [PINGHU, YINING], ids=lambda terms: terms.code)


@both
def test_the_file_is_named_by_its_code(terms: ProgrammeTerms) -> None:
    assert PROGRAMMES[terms.code] is terms


@both
def test_a_round_trip_through_json_changes_nothing(terms: ProgrammeTerms) -> None:
    assert ProgrammeTerms.model_validate(json.loads(terms.model_dump_json())) == terms


def test_pinghu_counts_410() -> None:
    classes = [(item.code, item.plan_count) for item in PINGHU.count_classes]
    assert classes == [("orphan", 9), ("de_facto", 52), ("left_behind", 0), ("ordinary", 349)]
    assert PINGHU.total_by_plan() == PINGHU.objects.stated_total == 410


def test_yining_counts_6937_with_two_classes_beside() -> None:
    classes = {item.code: item.plan_count for item in YINING.count_classes if not item.beside}
    assert classes == {"orphan": 91, "de_facto": 242, "disabled": 828, "low_income": 5776}
    assert YINING.total_by_plan() == YINING.objects.stated_total == 6937
    assert {item.code: item.plan_count for item in YINING.count_classes if item.beside} == {
        "left_behind": 22,
        "migrant": 2693,
    }


def test_money_is_in_fen() -> None:
    assert PINGHU.money.ceiling_fen == 39_000_000
    assert [source.amount_fen for source in PINGHU.money.sources] == [34_000_000, 5_000_000]
    assert YINING.money.ceiling_fen == sum(site.amount_fen for site in YINING.sites) == 20_000_000


def test_days() -> None:
    assert (PINGHU.starts_on, PINGHU.ends_on, PINGHU.due_on) == (
        date(2024, 1, 15),
        date(2025, 1, 14),
        date(2025, 1, 14),
    )
    assert (YINING.starts_on, YINING.ends_on, YINING.due_on) == (
        date(2025, 3, 1),
        date(2025, 11, 30),
        date(2025, 11, 15),
    )
    assert PINGHU.coverage.required_by == date(2024, 12, 31)
    assert YINING.model_copy(update={"contract": None}).starts_on == date(2025, 3, 1)
    assert PINGHU.model_copy(update={"contract": None}).span is None


def test_levels() -> None:
    intervals = {
        item.level: (item.interval.value, item.interval.unit, item.interval.basis) for item in PINGHU.levels
    }
    assert intervals == {
        "green": (1, "half_year", "contract"),
        "yellow": (1, "half_year", "contract"),
        "red": (1, "month", "calendar"),
    }
    assert [PINGHU.rank(code) for code in ("green", "yellow", "red")] == [0, 1, 2]
    assert YINING.levels == ()
    with pytest.raises(LookupError, match="has no level red"):
        YINING.rank("red")
    assert YINING.level("red") is None


def test_zhapu_is_visited_and_not_among_the_eight() -> None:
    assert len(PINGHU.coverage.units) == 8
    (zhapu,) = PINGHU.coverage.left_out
    assert (zhapu.name, zhapu.on_roster, zhapu.visited) == ("乍浦镇", True, True)


def test_yinings_rows_are_all_kept() -> None:
    clauses = Counter(item.clause for item in YINING.indicators)
    assert clauses == {f"八.{n}": 1 for n in (1, 2, 3, 4, 5, 6, 8)} | {"八.7": 2} | {
        f"九.{n}": 1 for n in range(1, 6)
    }
    assert {item.code for item in YINING.indicators if item.qualitative} == {"quality", "station-quality"}
    assert all((item.tier == "station") == item.clause.startswith("九") for item in YINING.indicators)


def test_pinghus_own_list() -> None:
    targets = {item.code: f"{item.comparator} {item.target} {item.unit}" for item in PINGHU.indicators}
    assert targets["months-closed"] == ">= 12 个月"
    assert targets["households-with-plan"] == ">= 10 户"
    assert targets["cases"] == ">= 10 个"
    assert targets["stories"] == ">= 3 篇"
    assert len(targets) == 14


PINGHU_CODES = """
    residual-class approximate-count scope-ambiguous typo level-without-effect interval-undefined
    who-may-visit units-disagree comparator-missing indicator-undefined coverage-unlisted
    coverage-against-roster coverage-against-term renewal-ambiguous net-amount-unknown money-wording
    fund-use-changed age-limits-differ reference-incomplete missing-issuer missing-date
    missing-evaluation missing-satisfaction missing-staffing payment-unspecified levels-overlap
    duty-of-law-absent
"""
YINING_CODES = """
    dates-disagree evaluation-before-end fuzzy-date site-missing minima-disagree units-disagree
    unit-malformed comparator-missing indicator-undefined qualitative-with-number
    beneficiaries-exceed-population classes-overlap approximate-count scope-ambiguous typo
    heading-misplaced sensitive-label must-and-preferred-mixed stated-twice notice-period-short
    payment-unspecified fund-source-missing missing-renewal missing-levels rule-repealed
    duty-of-law-absent
"""


@pytest.mark.parametrize(("terms", "codes"), [(PINGHU, PINGHU_CODES), (YINING, YINING_CODES)])
def test_each_finding_is_a_query(terms: ProgrammeTerms, codes: str) -> None:
    assert {item.code for item in terms.queries} == {QueryCode(code) for code in codes.split()}


@both
def test_the_strictest_reading_is_in_force(terms: ProgrammeTerms) -> None:
    for item in terms.queries:
        best = strictest(item)
        assert item.in_force == (best.code if best else None), item.key


@both
def test_every_choice_can_be_settled(terms: ProgrammeTerms) -> None:
    for item in terms.queries:
        for choice in item.choices:
            result = settled(terms, {item.key: choice.code})
            assert (result == terms) == (choice.code == item.in_force or not choice.changes), choice.code


ANSWERS = {
    item.key: st.sampled_from([c.code for c in item.choices]) for item in PINGHU.queries if item.choices
}


@given(st.fixed_dictionaries({}, optional=ANSWERS))
def test_any_settlement_holds_together(answers: dict[str, str]) -> None:
    terms = settled(PINGHU, answers)
    assert terms.total_by_plan() == 410
    assert not {item.key for item in open_queries(terms, answers)} & set(answers)


def test_settling_what_is_not_asked_is_refused() -> None:
    with pytest.raises(UnknownChoice, match="no query nothing"):
        settled(PINGHU, {"nothing": "a"})
    with pytest.raises(UnknownChoice, match="with a choice four"):
        settled(PINGHU, {"renewal-years": "four"})


def test_settled_choices_change_the_terms() -> None:
    terms = settled(PINGHU, {"renewal-years": "three-in-all", "yellow-as-green": "quarter"})
    yellow = terms.level("yellow")
    assert terms.term.renewal is not None
    assert terms.term.renewal.max_total_years == 3
    assert yellow is not None
    assert yellow.interval.unit == "quarter"


@both
def test_names_and_texts_come_in_both_languages(terms: ProgrammeTerms) -> None:
    labels = [terms.label, terms.goals[0].label]
    labels += [item.label for item in terms.indicators] + [item.label for item in terms.queries]
    labels += [choice.label_text for item in terms.queries for choice in item.choices]
    assert all(label.zh != label.en or label.zh[:4].isdigit() for label in labels)


@both
def test_no_number_is_taken_of_a_labelled_group(terms: ProgrammeTerms) -> None:
    assert "183" not in terms.model_dump_json()
    assert "ZD" not in terms.model_dump_json()
