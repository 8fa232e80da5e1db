"""From a draft to a programme's terms: what stands in them, what is asked, what is still needed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from humiao.plans.edits import Edit, Edited, edited
from humiao.plans.needs import Ground
from humiao.plans.reader.draft import (
    Coverage,
    Fact,
    Indicator,
    LegalBasis,
    Period,
    ServiceObject,
    Site,
    Staffing,
)
from humiao.plans.terms_from_draft import terms_from_draft
from humiao.plans.tests.drafts import read_draft

TOWNS = tuple((f"33048200{n}", f"平湖{n}街道") for n in (1, 2, 3))
GROUND = Ground("330482", "平湖市", TOWNS)


def made(ground: Ground = GROUND, edits: tuple[Edit, ...] = (), **changes: Any) -> Any:
    return terms_from_draft(edited(read_draft(**changes), edits), ground)


@pytest.fixture(scope="module")
def terms():
    found = made()
    assert found.problems == ()
    assert found.needs == ()
    assert found.terms is not None
    return found.terms


def test_the_head_comes_with_its_clauses(terms):
    assert (terms.code, terms.year, terms.county) == ("pinghu-2024", 2024, "330482")
    assert (terms.purchaser, terms.purchaser_clause) == ("平湖市民政局", "二")
    assert (terms.kind, terms.kind_clause) == ("new", "默认")
    assert [b.number for b in terms.legal_bases] == ["", "民发〔2019〕34号"]


def test_classes_add_up_and_the_rest_takes_what_no_class_names(terms):
    assert terms.total_by_plan() == terms.objects.stated_total == 410
    assert [c.code for c in terms.count_classes] == ["orphan-community", "de-facto", "rest"]
    assert terms.count_classes[-1].residual
    assert "ORPHAN_COMMUNITY" not in terms.count_classes[-1].categories
    assert terms.objects.local_registration_only


def test_money_is_in_fen_and_the_fee_is_noticed(terms):
    assert terms.money.ceiling_fen == 39_000_000
    assert [s.amount_fen for s in terms.money.sources] == [34_000_000, 5_000_000]
    assert terms.money.agency_fee_included
    assert [i.share_percent for i in terms.payment.instalments] == [50, 50]


def test_the_term_keeps_the_earlier_day_in_force(terms):
    assert terms.span.start == date(2024, 1, 15)
    assert terms.due_on == date(2024, 11, 30)
    assert terms.coverage.required_by == date(2024, 11, 30)
    assert terms.term.renewal.max_total_years == 2
    assert [e.on for e in terms.evaluations] == [date(2024, 12, 20)]


def test_indicators_are_tied_to_measures(terms):
    by_code = {i.code: i for i in terms.indicators}
    assert by_code["person-times"].target == 260
    assert by_code["person-times"].note == "原单位“人/年/次”。"
    assert by_code["cultural"].comparator == ">="
    assert by_code["station-social-workers"].tier == "station"
    assert [s.code for s in by_code["stories"].sub_constraints] == ["stories-psychological"]
    assert by_code["judged"].qualitative


def test_levels_go_from_the_mildest_with_house_defaults_marked(terms):
    assert [(level.level, level.interval.unit) for level in terms.levels] == [
        ("green", "half_year"), ("yellow", "half_year"), ("red", "month"),
    ]  # fmt: skip
    assert terms.levels[0].channels == ("home",)
    assert terms.visit_rules.clause == "默认"
    assert "grace_days_raised" in terms.visit_rules.silent


def test_calls_beside_the_visits_make_no_second_level(terms):
    visits = read_draft().levels
    calls = tuple(level.model_copy(update={"channel": "phone", "times": 4}) for level in visits)
    both = tuple(one for pair in zip(visits, calls, strict=True) for one in pair)
    assert made(levels=both).terms.levels == terms.levels


@pytest.mark.parametrize(
    ("code", "in_force", "path"),
    [
        ("minima-disagree", 3, "indicators[social-workers].target"),
        ("dates-disagree", date(2024, 11, 30), "term.deadline"),
        ("renewal-ambiguous", 2, "term.renewal.max_total_years"),
    ],
)
def test_the_stricter_reading_is_in_force_and_the_other_changes_it(terms, code, in_force, path):
    query = next(q for q in terms.queries if q.code == code)
    assert query.choice(query.in_force).value == in_force
    assert path in [c.path for c in query.choices[0].changes]


def test_what_the_terms_make_doubtful_is_asked_of_itself(terms):
    assert "evaluation-before-end" in {q.code for q in terms.queries}
    short = made(service_objects=tuple(o for o in read_draft().service_objects if o.count != 9)).terms
    assert "sum-mismatch" in {q.code for q in short.queries}


def test_what_has_no_place_yet_is_told():
    asked = (
        Staffing(role="项目主管", comparator=">=", value=1),
        Staffing(role="持证社工", comparator=">=", value=1),
        Staffing(role="社工", comparator=">=", value=1, per="镇"),
    )
    found = made(staffing=(*read_draft().staffing, *asked))
    assert [words for _section, words in found.left_out] == ["项目主管 >=1人", "持证社工 >=1人", "社工 >=1人"]


def test_people_the_provider_must_have_are_rows_of_the_scorecard():
    asked = (
        Staffing(role="专职社工", comparator=">=", value=3, clause="八.1"),
        Staffing(role="持证社工", comparator=">=", value=2),
        Staffing(role="参与项目的儿童福利社会工作者", comparator=">=", value=2, per="未保站"),
        Staffing(role="社工", value=None),
        Staffing(role="社工", comparator="<=", value=9),
    )
    rows = [i for i in made(staffing=asked, indicators=()).terms.indicators if i.object == "staff"]
    assert [(i.code, i.tier, i.per, i.target, i.comparator, i.fold) for i in rows] == [
        ("social-workers", "programme", "term", 3, ">=", "lowest_over_days"),
        ("station-social-workers", "station", "station", 2, ">=", "lowest_over_days"),
    ]
    assert rows[0].clause == "八.1"
    assert made(staffing=asked).terms.indicators[0].code != "social-workers-2"


FOLLOWS = (
    "assessments.graded", "visits.interval_kept_green", "visits.interval_kept_yellow",
    "visits.interval_kept_red", "registry.months_closed", "visits.towns_reached",
)  # fmt: skip


def test_what_the_plan_names_no_figure_for_follows_from_its_parts():
    scope: Any = (Fact(value="本市户籍的在册困境儿童，名单每月更新一次", clause="三"),)
    found = made(indicators=(), staffing=(), object_scope=scope).terms
    assert tuple(i.measure for i in found.indicators) == FOLLOWS
    assert {i.measure: i.target for i in found.indicators}["registry.months_closed"] == 12
    blue = read_draft().levels[1].model_copy(update={"level": "blue", "label": "蓝级"})
    other = made(indicators=(), levels=(*read_draft().levels, blue)).terms
    assert other.indicator("interval-kept").name == "按期走访"


def test_what_follows_can_be_done_without():
    edits = (Edit(do="set", path="programme.without", value=["visits.towns_reached"]),)
    assert "visits.towns_reached" not in {i.measure for i in made(edits=edits).terms.indicators}


@pytest.mark.parametrize(
    ("period", "months"),
    [
        (Period(start="2024-03", end="2024-11-30"), 9),
        (Period(start="2024-01-15", end="2025-01-14"), 12),
        (Period(start="2024-01-15", end="2024-01-20"), 1),
    ],
)
def test_a_month_begun_is_closed_too(period, months):
    scope: Any = (Fact(value="名单每个月更新"),)
    found = made(object_scope=scope, period=period, queries=()).terms
    assert next(i for i in found.indicators if i.measure == "registry.months_closed").target == months


def test_the_roster_of_a_quarter_has_no_months():
    found = made(object_scope=(Fact(value="名单每季度更新"),)).terms
    assert found.objects.roster_update == "quarter"
    assert "registry.months_closed" not in {i.measure for i in found.indicators}


def test_ways_in_begin_where_a_person_says():
    edits = (
        Edit(do="set", path="programme.steps", value="town"),
        Edit(do="set", path="programme.designated", value=True),
    )
    routes = made(edits=edits).terms.routes
    assert [(r.door, r.steps) for r in routes] == [
        ("designated", ("bureau",)), ("guardian", ("town", "bureau")),
        ("child-director", ("town", "bureau")), ("provider", ("town", "bureau")),
    ]  # fmt: skip
    data = made(edits=edits).terms.model_dump(mode="json")
    kept = made(Ground("330482", "平湖市", TOWNS, base=data), edits[1:]).terms
    assert kept.routes == routes


def test_towns_nobody_names_are_those_of_the_stations_and_one_visit_reaches_them():
    ground = Ground("330482", "平湖市", TOWNS, (("330482002001", "新华社区居委会"),))
    site = Site(name="平湖2街道新华社区", amount_yuan=1, clause="六")
    covered = made(ground, coverage=Coverage(), sites=(site,)).terms.coverage
    assert [(u.code, u.village_code) for u in covered.units] == [("330482002", "330482002001")]
    assert covered.reached_when == "one-visit"
    assert made(ground, sites=(site,)).terms.sites[0].village_code == "330482002001"


def test_a_number_printed_another_way_is_kept():
    basis = LegalBasis(number="嘉民福〔2019〕90号", evidence="嘉民福[2019]90号")
    assert made(legal_basis=(basis,)).terms.legal_bases[0].printed == "嘉民福[2019]90号"


def test_the_common_class_takes_the_rest_though_it_has_a_code():
    objects = (
        ServiceObject(category="享受低保", code="SUBSISTENCE", count=4),
        ServiceObject(category="普通困境儿童", code="OTHER_LOCAL", count=3),
        ServiceObject(category="孤儿", count=2),
    )
    found = made(service_objects=objects).terms.count_classes
    assert [(c.name, c.residual) for c in found] == [
        ("孤儿", False), ("享受低保", False), ("普通困境儿童", True)
    ]  # fmt: skip


LEVEL, *_ = read_draft().levels
NEEDED: dict[str, tuple[dict[str, Any], str]] = {
    "title": ({"title": Fact[str]()}, "title"),
    "year": ({"year": Fact[int](), "period": Period(), "signed": Fact[str]()}, "year"),
    "purchaser": ({"purchaser": Fact[str]()}, "purchaser"),
    "days": ({"period": Period(start="2024-01")}, "programme.starts_on"),
    "towns": ({"coverage": Coverage(value=8), "sites": ()}, "programme.towns"),
    "town of a site": ({"sites": (Site(name="某站", amount_yuan=1),)}, "programme.site_town_0"),
    "money of a site": ({"sites": (Site(name="平湖1街道站"),)}, "sites.0"),
    "a class without a number": (
        {"service_objects": (ServiceObject(category="孤儿", count=None),)},
        "service_objects.0",
    ),
    "no classes": ({"service_objects": ()}, "programme.roster_total"),
    "ceiling": ({"budget": ()}, "budget.+"),
    "interval": ({"levels": (LEVEL.model_copy(update={"interval": None}), LEVEL)}, "levels.0"),
    "a second level": ({"levels": (LEVEL,)}, "levels.+"),
    "target": ({"indicators": (Indicator(name="个案", measure="casework.cases"),)}, "indicators.0"),
    "name of an indicator": ({"indicators": (Indicator(name=" ", qualitative=True),)}, "indicators.0"),
    "indicators": (
        {"indicators": (), "staffing": (), "levels": (), "coverage": Coverage()},
        "indicators.+",
    ),
}


@pytest.mark.parametrize("case", NEEDED)
def test_what_is_still_needed_is_listed_with_the_field_that_fills_it(case):
    changes, path = NEEDED[case]
    found = made(**changes)
    assert found.terms is None
    assert path in [n.path for n in found.needs]


def test_what_was_filled_in_goes_into_the_terms():
    given = {
        "towns": ["330482001"],
        "starts_on": "2024-02-01",
        "ends_on": "2024-12-01",
        "roster_total": 410,
        "code": "humiao-2024",
        "name_en": "Care",
        "goal": "照顾好每个孩子",
    }
    edits = tuple(Edit(do="set", path=f"programme.{k}", value=v) for k, v in given.items())
    found = made(edits=edits, coverage=Coverage(), sites=(), period=Period(), service_objects=(), queries=())
    assert found.needs == ()
    assert found.problems == ()
    assert (found.terms.code, found.terms.name_en) == ("humiao-2024", "Care")
    assert found.terms.span.start == date(2024, 2, 1)
    assert found.terms.total_by_plan() == 410
    assert {q.code for q in found.terms.queries} >= {"missing-renewal"}


def test_a_measure_nobody_knows_makes_a_judged_indicator_that_keeps_its_target():
    odd = Indicator(name="每周开放", value=40, unit="小时", comparator=">=", measure=None)
    item = made(indicators=(odd,), staffing=(), queries=()).terms.indicators[0]
    assert item.qualitative
    assert "40小时" in item.note


def test_a_fact_set_aside_is_left_out_and_paths_stay_those_of_the_whole_draft():
    without = (Edit(do="ignore", path="indicators.0"),)
    broken = (*read_draft().indicators, Indicator(name="志愿者", measure="casework.cases"))
    found = made(edits=without, indicators=broken)
    assert [n.path for n in found.needs] == ["indicators.10"]
    assert made(edits=without).terms.indicator("graded") is None


def test_a_corrected_plan_keeps_codes_and_english_names(terms):
    data = terms.model_dump(mode="json")
    data["indicators"][1] |= {"code": "visits", "name_en": "Visits"}
    again = made(Ground("330482", "平湖市", TOWNS, base=data)).terms
    kept = again.indicator("visits")
    assert (kept.name, kept.name_en) == ("走访", "Visits")


def test_classes_beside_the_total_are_those_that_make_it_fit():
    objects = (
        ServiceObject(category="困境儿童", count=6937, total=True),
        ServiceObject(category="享受低保", code="SUBSISTENCE", count=5776),
        ServiceObject(category="残疾儿童", code="DISABLED_SEVERE", count=828),
        ServiceObject(category="孤儿", code="ORPHAN_COMMUNITY", count=91),
        ServiceObject(category="事实无人抚养儿童", code="DE_FACTO", count=242),
        ServiceObject(category="留守儿童", code="LEFT_BEHIND", count=22),
        ServiceObject(category="流动儿童", code="MIGRANT", count=2693),
    )
    found = made(service_objects=objects).terms
    assert {c.name for c in found.count_classes if c.beside} == {"留守儿童", "流动儿童"}
    assert len(next(c for c in found.count_classes if c.name == "残疾儿童").categories) == 2


def test_edited_is_what_it_was_without_edits():
    assert edited(read_draft(), ()) == Edited(read_draft())
