"""From terms to a draft and back, and what two versions say otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from humiao.plans.differences import differences
from humiao.plans.draft_from_terms import draft_from_terms
from humiao.plans.edits import Edit, edited
from humiao.plans.needs import Ground
from humiao.plans.terms_from_draft import terms_from_draft
from humiao.programmes.public import load_terms, shipped_files

COUNTIES = {"pinghu-2024": ("330482", "平湖市"), "yining-2025": ("654002", "伊宁市")}


def ground_of(terms) -> Ground:
    places = [*terms.coverage.units, *terms.coverage.left_out]
    code, name = COUNTIES[terms.code]
    # The name of a village's unit is the village's; the town's is told by the form.
    return Ground(code, name, tuple((p.code, p.name) for p in places), base=terms.model_dump(mode="json"))


@pytest.mark.parametrize("code", COUNTIES)
def test_a_shipped_programme_goes_to_a_draft_and_back(code):
    terms = load_terms(shipped_files()[code])
    edits = (
        Edit(do="set", path="programme.code", value=code),
        Edit(do="set", path="programme.keeps_contract", value=True),
    )
    found = terms_from_draft(edited(draft_from_terms(terms), edits), ground_of(terms))
    assert found.needs == ()
    assert found.problems == ()
    again: Any = found.terms
    for name in ("year", "purchaser", "contract", "visit_rules", "routes", "goals", "background", "services"):
        assert getattr(again, name) == getattr(terms, name), name
    assert [i.code for i in again.indicators] == [i.code for i in terms.indicators]
    assert [(i.target, i.comparator, i.measure) for i in again.indicators] == [
        (i.target, i.comparator, i.measure) for i in terms.indicators
    ]
    assert [(c.code, c.plan_count, c.beside) for c in again.count_classes] == [
        (c.code, c.plan_count, c.beside) for c in terms.count_classes
    ]
    assert [(x.level, x.interval.value, x.interval.unit) for x in again.levels] == [
        (x.level, x.interval.value, x.interval.unit) for x in terms.levels
    ]
    assert again.money.ceiling_fen == terms.money.ceiling_fen
    assert again.span == terms.span


def test_next_years_draft_has_no_days_and_continues():
    terms = load_terms(shipped_files()["yining-2025"])
    draft = draft_from_terms(terms, for_year=2026)
    assert (draft.year.value, draft.kind.value) == (2026, "continuing")
    assert draft.period.end is None
    assert draft.evaluation == ()


def test_the_same_terms_differ_in_nothing():
    terms = load_terms(shipped_files()["yining-2025"])
    assert differences(terms, terms) == ()


def test_differences_name_section_item_and_field():
    terms = load_terms(shipped_files()["yining-2025"])
    data = terms.model_dump(mode="json")
    visits = next(i for i in data["indicators"] if i["code"] == "visits")
    visits["target"] = "300"
    data["purchaser"] = "伊宁市民政局（新）"
    data["services"] = data["services"][1:]
    data["objects"]["stated_total"] = 6938
    data["money"]["ceiling_fen"] = 25_000_000
    changed = type(terms).model_validate(data)
    found = {
        (str(d.section), d.item, str(d.field or "")): (d.before, d.after) for d in differences(terms, changed)
    }
    assert found[("指标", "探访服务总人次", "指标值")] == ("260", "300")
    assert found[("购买主体", "", "")] == ("伊宁市民政局", "伊宁市民政局（新）")
    assert found[("服务内容", "课业辅导", "")] == ("课业辅导", None)
    assert found[("服务对象", "", "总数")] == ("6937", "6938")
    assert found[("资金", "", "最高限价（元）")] == ("200000", "250000")
    assert len(found) == 5
