"""The house's defaults in a draft, and where an answer in words is brought in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from humiao.access.public import SYSTEM
from humiao.foundation.decisions import Refused
from humiao.plans import remedies
from humiao.plans.default_views import DefaultsForm
from humiao.plans.house_defaults import SWITCHES, default_rows, rules_of
from humiao.plans.public import answer_needs, plan_of, start_from_last_year
from humiao.plans.sections import BY_KEY
from humiao.plans.tests.doing import code_of, edit, question
from humiao.programmes.public import QueryCode, VisitRules


def posted(plan, **changes):
    """Return what the form posts, with some of it changed."""
    form = DefaultsForm(plan)
    data = {name: form.initial.get(name) for name in form.fields}
    return {k: v for k, v in (data | changes).items() if v not in (None, False)}


def values_of(plan, **changes):
    form = DefaultsForm(plan, posted(plan, **changes))
    assert form.is_valid(), form.errors
    return form.values()


def test_every_switch_is_shown():
    assert {s.name for s in SWITCHES} == set(VisitRules.model_fields) - {"clause", "silent"}


def test_a_default_that_is_changed_is_the_programmes_own(pinghu, begun, at):
    with pinghu():
        plan_id = begun()
        before = plan_of(plan_id)
        assert all(row.is_default for row in default_rows(before))
        values = values_of(
            before,
            grace_days_raised=3,
            who_may_raise="bureau-officer",
            case_visits_counted=["home"],
            steps="bureau",
            designated="on",
            kept=["visits.towns_reached"],
        )
        assert values["visit_rules"] == {
            "grace_days_raised": 3, "who_may_raise": "bureau-officer", "case_visits_counted": ["home"],
        }  # fmt: skip
        answer_needs(plan_id=plan_id, values=values, by=SYSTEM, at=at)
        plan: Any = plan_of(plan_id)
        rules = plan.made.terms.visit_rules
        assert (rules.grace_days_raised, rules.case_visits_counted) == (3, ("home",))
        assert "grace_days_raised" not in rules.silent
        assert "who_may_lower" in rules.silent
        assert {r.steps for r in plan.made.terms.routes} == {("bureau",)}
        assert [i.measure for i in plan.made.terms.indicators if "interval" in str(i.measure)] == []
        told = {row.label: row for row in default_rows(plan)}
        assert sum(not row.is_default for row in told.values()) == 5
        again = values_of(plan, grace_days_entering=1)
        assert again["visit_rules"]["grace_days_raised"] == 3


def test_nothing_changed_changes_nothing(pinghu, begun, at):
    with pinghu():
        plan = plan_of(begun())
        values = values_of(plan)
        assert values == {"steps": "", "designated": False, "without": []}


def test_an_earlier_programme_keeps_its_own(pinghu, shipped, at):
    with pinghu():
        plan = plan_of(start_from_last_year(programme=shipped.code, year=2025, by=SYSTEM, at=at))
        assert rules_of(plan) == shipped.terms.visit_rules.model_dump(mode="json")
        assert "kept" not in DefaultsForm(plan).fields
        assert len(default_rows(plan)) == len(SWITCHES)


@pytest.mark.parametrize(
    "values",
    [
        {"visit_rules": {"grace_days_raised": -1}},
        {"visit_rules": {"silent": []}},
        {"visit_rules": 7},
        {"steps": "village"},
        {"designated": "yes"},
        {"without": ["nothing.known"]},
        {"without": "visits.towns_reached"},
    ],
)
def test_a_value_no_default_can_have_is_refused(pinghu, begun, at, values):
    with pinghu():
        plan_id = begun()
        with pytest.raises(Refused) as refused:
            answer_needs(plan_id=plan_id, values=values, by=SYSTEM, at=at)
        assert code_of(refused) == "default-malformed"


def test_an_answer_in_words_names_the_fact_to_mend(pinghu, begun, at, monkeypatch):
    with pinghu():
        plan_id = begun()
        plan: Any = plan_of(plan_id)
        changing = question(plan_id, "minima-disagree")
        assert remedies.changes_terms(plan, changing)
        assert remedies.remedy_of(plan, changing, "330482") is None
        gap: Any = remedies.remedy_of(plan, question(plan_id, "missing-evaluation"), "330482")
        assert gap.url.endswith("/add?section=evaluation")
        monkeypatch.setattr(remedies, "changes_terms", lambda *_: False)
        worded: Any = remedies.remedy_of(plan, changing, "330482")
        assert worded.url.endswith("/facts/indicators.5")
        term: Any = remedies.remedy_of(plan, question(plan_id, "renewal-ambiguous"), "330482")
        assert term.url.endswith("/facts/period")
        asked = changing.query.model_copy(update={"code": "coverage-unlisted"})
        towns: Any = remedies.remedy_of(plan, replace(changing, query=asked), "330482")
        assert towns.url.endswith("/needed")
        notice = changing.query.model_copy(update={"code": "typo"})
        assert remedies.remedy_of(plan, replace(changing, query=notice), "330482") is None


def test_while_something_is_needed_an_answer_to_choose_may_change_the_terms(pinghu, begun, at):
    with pinghu():
        plan_id = begun()
        edit(plan_id, at, path="purchaser", values={"value": None})
        plan: Any = plan_of(plan_id)
        assert plan.made.terms is None
        assert remedies.changes_terms(plan, question(plan_id, "minima-disagree"))
        assert not remedies.changes_terms(plan, question(plan_id, "missing-evaluation"))


def test_every_part_named_is_one_of_the_draft():
    assert set(remedies._PARTS.values()) <= set(BY_KEY)
    assert set(remedies._PARTS) | set(remedies._FORMS) <= {code.value for code in QueryCode}
