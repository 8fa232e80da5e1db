"""What answers to queries change in the terms: each kind of query with what its choices put there."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any

import pytest

from humiao.plans.edits import Edit, edited
from humiao.plans.needs import Ground
from humiao.plans.reader.draft import Choice, Coverage, Indicator, Query
from humiao.plans.terms_from_draft import terms_from_draft
from humiao.plans.tests.drafts import read_draft
from humiao.programmes.public import settled

TOWNS = tuple((f"33048200{n}", f"平湖{n}街道") for n in (1, 2, 3))


def made(*edits: Edit, **changes: Any) -> Any:
    ground = Ground("330482", "平湖市", TOWNS)
    found = terms_from_draft(edited(read_draft(**changes), edits), ground)
    assert found.needs == ()
    assert found.problems == ()
    assert found.terms is not None
    return found.terms


def ask(code: str, *values: str, **more: Any) -> Query:
    choices = tuple(Choice(label=v, value=v) for v in values)
    return Query(code=code, severity="warning", clauses=("六",), message="全覆盖？", choices=choices, **more)


DRAFT = read_draft()
VISITS = DRAFT.indicators[1]
TWO_TOWNS = Coverage(
    value=2,
    names=("平湖1街道", "平湖2街道"),
    excluded=("平湖3街道",),
    evidence="共3个街道",
    clause="六",
    deadline="2024-10-31",
)


def level(code: str, field: str) -> Any:
    return lambda terms: attrgetter(field)(terms.level(code))


def row(code: str, field: str) -> Any:
    return lambda terms: getattr(terms.indicator(code), field)


# Query, changes to the draft, what to look at, then what stands there under each choice, the first in force.
EFFECTS: dict[str, tuple[Query, dict[str, Any], Any, list[Any]]] = {
    "people in all": (ask("sum-mismatch", "410", "400"), {}, attrgetter("objects.stated_total"), [410, 400]),
    "money in all": (
        ask("sum-mismatch", "390000", "400000"),
        {},
        attrgetter("money.ceiling_fen"),
        [39_000_000, 40_000_000],
    ),
    "a class counted twice": (
        ask("counts-disagree", "52", "50"),
        {},
        lambda terms: terms.count_classes[1].plan_count,
        [52, 50],
    ),
    "all counted twice": (
        ask("counts-disagree", "410", "61"), {}, attrgetter("objects.stated_total"), [410, 61]
    ),
    "two last days": (
        ask("dates-disagree", "2024-11-30", "2024-12-31"),
        {},
        attrgetter("term.deadline"),
        [date(2024, 11, 30), date(2024, 12, 31)],
    ),
    "two minima": (ask("minima-disagree", "3", "2"), {}, row("social-workers", "target"), [3, 2]),
    "renewal": (ask("renewal-ambiguous", "2", "3"), {}, attrgetter("term.renewal.max_total_years"), [2, 3]),
    "the day of the coverage": (
        ask("coverage-against-term"),
        {"coverage": TWO_TOWNS},
        attrgetter("coverage.required_by"),
        [date(2024, 10, 31), date(2024, 12, 31)],
    ),
    "two days of the coverage": (
        ask("coverage-against-term", "2024-10-31", "2024-12-31"),
        {"coverage": TWO_TOWNS},
        attrgetter("coverage.required_by"),
        [date(2024, 10, 31), date(2024, 12, 31)],
    ),
    "a town left out": (
        ask("coverage-against-roster"),
        {"coverage": TWO_TOWNS},
        lambda terms: terms.coverage.left_out[0].visited,
        [True, False],
    ),
    "reached": (
        ask("indicator-undefined"),
        {"coverage": TWO_TOWNS},
        attrgetter("coverage.reached_when"),
        ["every-child", "one-visit"],
    ),
    "no comparator": (ask("comparator-missing"), {}, row("cultural", "comparator"), [">=", "="]),
    "a unit with a year": (
        ask("unit-malformed"),
        {"indicators": (VISITS,)},
        row("person-times", "target"),
        [260, Decimal(228)],
    ),
    "a level like the one below": (
        ask("level-without-effect"), {}, level("yellow", "interval.unit"), ["half_year", "quarter"]
    ),
    "half-years": (
        ask("interval-undefined"), {}, level("green", "interval.basis"), ["contract", "calendar"]
    ),
    "months are those of the calendar": (
        ask("interval-undefined"), {}, level("red", "interval.basis"), ["calendar", "calendar"]
    ),
    "who may visit": (
        ask("who-may-visit"),
        {},
        level("yellow", "who_may_visit"),
        [("social-worker",), ("social-worker", "volunteer")],
    ),
    "the gravest is a social worker's": (
        ask("who-may-visit"), {}, level("red", "who_may_visit"), [("social-worker",)] * 2
    ),
    "open needs": (
        ask("levels-overlap"), {}, attrgetter("visit_rules.open_need_forbids_green"), [True, False]
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", EFFECTS)
def test_settling_a_query_changes_the_terms(case):
    query, changes, look, expected = EFFECTS[case]
    terms = made(**{"queries": (query,), **changes})
    asked = next(q for q in terms.queries if q.code == query.code)
    assert look(terms) == expected[0]
    assert [look(settled(terms, {asked.key: choice.code})) for choice in asked.choices] == expected
    assert asked.choice(asked.in_force) == asked.choices[0]


def test_the_stricter_is_in_force_wherever_it_stands():
    longer = DRAFT.period.model_copy(update={"start": "2022-01-15"})
    terms = made(indicators=(VISITS,), queries=(ask("unit-malformed"),), period=longer)
    assert terms.queries[0].in_force == "choice-2"
    assert terms.indicator("person-times").target == 748
    late = TWO_TOWNS.model_copy(update={"deadline": "2025-01-31"})
    terms = made(coverage=late, queries=(ask("coverage-against-term"),))
    assert terms.coverage.required_by == date(2024, 12, 31)
    less = ask("sum-mismatch", "390000", "380000")
    assert made(queries=(less,), sites=()).money.ceiling_fen == 38_000_000
    assert made(queries=(less,)).money.ceiling_fen == 39_000_000  # its stations are given that much


def test_a_remedy_is_no_reading_of_the_plan():
    asked = made(queries=(ask("level-without-effect"),)).queries[0]
    assert [c.remedy for c in asked.choices] == [False, True]


def test_a_unit_without_days_is_taken_for_a_year():
    edits = [Edit(do="set", path=f"programme.{k}", value=v) for k, v in CONTRACT.items()]
    years = DRAFT.period.model_copy(
        update={"start": None, "end": None, "deadline": None, "start_rule": "自合同"}
    )
    terms = made(*edits, indicators=(VISITS,), queries=(ask("unit-malformed"),), period=years)
    asked = terms.queries[0]
    yearly: Any = settled(terms, {asked.key: "choice-2"}).indicator("person-times")
    assert yearly.target == 130


CONTRACT = {"starts_on": "2024-01-01", "ends_on": "2024-06-30"}
WORDS: dict[str, tuple[Query, dict[str, Any]]] = {
    "no place for it": (ask("stated-twice", "1", "2"), {}),
    "other days": (ask("dates-disagree", "2023-01-01", "2023-02-01"), {}),
    "after the end": (ask("dates-disagree", "2024-12-31", "2025-02-01"), {}),
    "no renewal": (
        ask("renewal-ambiguous", "2", "3"),
        {"period": DRAFT.period.model_copy(update={"renewal": None})},
    ),
    "other numbers": (ask("sum-mismatch", "7", "8"), {}),
    "a class nobody has": (ask("counts-disagree", "7", "8"), {}),
    "minima nobody promises": (ask("minima-disagree", "77", "78"), {}),
    "one answer only": (ask("interval-undefined", "只有一个"), {}),
    "words and numbers": (ask("scope-ambiguous", "all", "7"), {}),
    "no row of its name": (
        ask("comparator-missing"),
        {"indicators": (Indicator(name="每周开放", value=40, unit="小时"), VISITS)},
    ),
    "a unit nobody counts": (
        ask("unit-malformed"),
        {"indicators": (Indicator(name="问候", value=4, unit="次", raw_unit="人/年/次"),)},
    ),
    "levels with an effect": (
        ask("level-without-effect", "as-written", "1-quarter"),
        {"levels": (DRAFT.levels[0], DRAFT.levels[2])},
    ),
}


@pytest.mark.parametrize("case", WORDS)
def test_an_answer_the_terms_have_no_place_for_is_kept_in_words(case):
    query, changes = WORDS[case]
    terms = made(**{"queries": (query,), **changes})
    asked = next(q for q in terms.queries if q.code == query.code)
    assert [change for choice in asked.choices for change in choice.changes] == []


NOT_OFFERED: dict[str, tuple[Query, dict[str, Any]]] = {
    "no levels": (ask("interval-undefined"), {"levels": ()}),
    "nobody visits": (ask("who-may-visit"), {"levels": ()}),
    "no green": (ask("levels-overlap"), {"levels": DRAFT.levels[1:]}),
    "all compared": (ask("comparator-missing"), {"indicators": (VISITS,)}),
    "another's words": (ask("comparator-missing", spans=((0, 1),)), {}),
    "whole units": (ask("unit-malformed"), {"indicators": (DRAFT.indicators[0],)}),
    "nothing closer": (
        ask("level-without-effect"),
        {"levels": tuple(x.model_copy(update={"times": 2}) for x in DRAFT.levels)},
    ),
    "every level its own": (ask("level-without-effect"), {"levels": DRAFT.levels[1:]}),
    "no coverage": (ask("indicator-undefined"), {}),
    "none left out": (ask("coverage-against-roster"), {}),
    "no day": (ask("coverage-against-term"), {}),
}


@pytest.mark.parametrize("case", NOT_OFFERED)
def test_nothing_is_offered_where_the_draft_has_no_place_for_it(case):
    query, changes = NOT_OFFERED[case]
    bare = {"coverage": DRAFT.coverage.model_copy(update={"evidence": "", "deadline": None})}
    terms = made(**{"queries": (query,), **bare, **changes})
    assert next(q for q in terms.queries if q.code == query.code).choices == ()


def test_a_person_who_said_it_already_isnt_asked_over():
    edit = Edit(do="set", path="programme.visit_rules", value={"open_need_forbids_green": False})
    terms = made(edit, queries=(ask("levels-overlap"),))
    assert not terms.visit_rules.open_need_forbids_green
    assert terms.queries[0].choices[0].changes == ()


def test_two_queries_of_one_day_leave_the_second_in_words():
    days = (ask("coverage-against-term"), ask("dates-disagree", "2024-11-30", "2024-12-31"))
    covered = TWO_TOWNS.model_copy(update={"deadline": "2024-12-31"})
    terms = made(coverage=covered, queries=days)
    assert terms.coverage.required_by == date(2024, 11, 30)
    first = next(q for q in terms.queries if q.code == "coverage-against-term")
    assert first.choices[0].changes == ()
