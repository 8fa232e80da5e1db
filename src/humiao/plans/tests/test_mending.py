"""Mending a draft and settling its queries: the happy way, each refusal, the trail."""

from __future__ import annotations

import pytest

from humiao.access.public import SYSTEM, NotReached
from humiao.foundation.decisions import Conflict, Refused
from humiao.plans.public import (
    add_fact,
    answer_needs,
    defer_query,
    ignore_fact,
    plan_of,
    restore_fact,
)
from humiao.plans.tests.doing import acts, code_of, edit, question, settle
from humiao.plans.tests.drafts import TEXT
from humiao.plans.tests.drafts import at as words_at


def test_an_edit_is_kept_apart_from_what_was_read(pinghu, begun, at):
    with pinghu():
        plan_id = begun()
        assert edit(plan_id, at, reason="补充通知") == 2
        plan = plan_of(plan_id)
        assert plan.as_read.indicators[1].value == 260
        assert plan.edited.draft.indicators[1].value == 300
        change = plan.edited.changed["indicators.1.value"]
        assert (change.by_name, change.reason, change.version) == ("system", "补充通知", 2)
        assert acts("edit-plan-fact") == 1


def test_fields_given_as_they_are_change_nothing(pinghu, begun, at):
    with pinghu():
        assert edit(begun(), at, values={"value": 260, "name": "走访"}) == 1
        assert acts("edit-plan-fact") == 0


def test_an_emptied_text_is_empty_and_an_emptied_number_not_said(pinghu, begun, at):
    with pinghu():
        plan_id = begun()
        edit(plan_id, at, values={"unit": None, "value": None})
        item = plan_of(plan_id).edited.draft.indicators[1]
        assert (item.unit, item.value) == ("", None)


def test_two_people_at_one_fact_conflict_at_two_they_do_not(pinghu, begun, at):
    with pinghu():
        plan_id = begun()
        edit(plan_id, at)
        with pytest.raises(Conflict) as conflict:
            edit(plan_id, at, values={"value": 280})
        assert code_of(conflict) == "changed-meanwhile"
        assert "system" in conflict.value.decision.reason
        assert edit(plan_id, at, path="indicators.2", values={"value": 12}) == 3
        assert edit(plan_id, at, values={"value": 280}, seen_version=3) == 4


@pytest.mark.parametrize(
    "path", ["nothing", "indicators", "indicators.99", "title.0", "document", "indicators.x"]
)
def test_a_fact_there_is_not_is_not_found(pinghu, begun, at, path):
    with pinghu(), pytest.raises(NotReached):
        edit(begun(), at, path=path)


def test_a_value_that_does_not_fit_is_refused(pinghu, begun, at):
    with pinghu(), pytest.raises(Refused) as refused:
        edit(begun(), at, values={"tier": "somewhere"})
    assert code_of(refused) == "edit-impossible"


def test_words_of_the_text_become_a_fact_with_their_clause(pinghu, begun, at):
    with pinghu():
        plan_id, where = begun(), words_at("受益未成年人满意率不低于90%")
        add_fact(
            plan_id=plan_id,
            section="indicators",
            values={"name": "满意率", "value": 90, "tier": "programme", "renewal": None},
            start=where["start"],
            end=where["end"],
            by=SYSTEM,
            at=at,
        )
        added = plan_of(plan_id).edited.draft.indicators[-1]
        assert (added.evidence, added.clause) == ("受益未成年人满意率不低于90%", "九")
        assert plan_of(plan_id).edited.added == {"indicators.10"}


def test_an_unused_number_made_a_fact_leaves_the_list(pinghu, begun, at):
    with pinghu():
        plan_id = begun()
        values = {"amount_yuan": 300000, "kind": "total"}
        add_fact(plan_id=plan_id, section="budget", values=values, unused=0, by=SYSTEM, at=at)
        plan = plan_of(plan_id)
        assert not plan.edited.counts("unused.0")
        assert plan.edited.draft.budget[-1].amount_yuan == 300000


def test_a_single_fact_added_takes_the_place_of_what_was_read(pinghu, begun, at):
    with pinghu():
        plan_id = begun()
        add_fact(plan_id=plan_id, section="title", values={"value": "新名"}, start=0, end=5, by=SYSTEM, at=at)
        title = plan_of(plan_id).edited.draft.title
        assert (title.value, title.evidence) == ("新名", TEXT[:5])


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"start": 5, "end": 5}, "no-words"),
        ({"start": 0, "end": 10**6}, "no-words"),
        ({"start": 0, "end": 401}, "too-many-words"),
        ({"values": {"tier": "programme"}}, "edit-impossible"),
        ({"unused": 99}, "edit-impossible"),
    ],
)
def test_what_can_not_become_a_fact_is_refused(pinghu, begun, at, changes, code):
    asked = {"section": "indicators", "values": {"name": "某"}, "by": SYSTEM, "at": at}
    with pinghu(), pytest.raises(Refused) as refused:
        add_fact(plan_id=begun(), **(asked | changes))
    assert code_of(refused) == code


def test_a_fact_set_aside_can_be_brought_back(pinghu, begun, at):
    with pinghu():
        plan_id = begun()
        ignore_fact(plan_id=plan_id, path="indicators.0", reason="重复", seen_version=1, by=SYSTEM, at=at)
        assert not plan_of(plan_id).edited.counts("indicators.0")
        with pytest.raises(Conflict):
            restore_fact(plan_id=plan_id, path="indicators.0", seen_version=1, by=SYSTEM, at=at)
        restore_fact(plan_id=plan_id, path="indicators.0", seen_version=2, by=SYSTEM, at=at)
        assert plan_of(plan_id).edited.counts("indicators.0")
        assert (acts("ignore-plan-fact"), acts("restore-plan-fact")) == (1, 1)


@pytest.mark.parametrize("path", ["document", "queries.0", "x"])
def test_only_facts_and_unused_numbers_can_be_set_aside(pinghu, begun, at, path):
    with pinghu(), pytest.raises(NotReached):
        ignore_fact(plan_id=begun(), path=path, seen_version=1, by=SYSTEM, at=at)


def test_what_only_the_programme_has_is_filled_in(pinghu, begun, at):
    with pinghu():
        plan_id = begun()
        values = {"code": "pinghu-hm", "towns": ["330482001"], "name_en": "Care", "starts_on": "2024-02-01"}
        assert answer_needs(plan_id=plan_id, values=values, by=SYSTEM, at=at) == 2
        assert answer_needs(plan_id=plan_id, values=values, by=SYSTEM, at=at) == 2
        assert plan_of(plan_id).edited.given == values
        assert acts("answer-plan-needs") == 1


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"code": "Pinghu 2024"}, "code-malformed"),
        ({"code": "p" * 41}, "code-malformed"),
        ({"starts_on": "明天"}, "day-malformed"),
        ({"roster_total": -1}, "number-malformed"),
        ({"towns": ["654002001"]}, "town-unknown"),
        ({"towns": []}, "town-unknown"),
        ({"site_town_0": "999999999"}, "town-unknown"),
    ],
)
def test_what_can_not_be_filled_in_is_refused(pinghu, begun, at, values, code):
    with pinghu(), pytest.raises(Refused) as refused:
        answer_needs(plan_id=begun(), values=values, by=SYSTEM, at=at)
    assert code_of(refused) == code


def test_nothing_else_can_be_filled_in(pinghu, begun, at):
    with pinghu(), pytest.raises(NotReached):
        answer_needs(plan_id=begun(), values={"predecessor": "x"}, by=SYSTEM, at=at)


def test_a_query_is_settled_put_off_and_settled_again(pinghu, begun, at):
    with pinghu():
        plan_id = begun()
        settle(plan_id, at)
        assert plan_of(plan_id).settled == 1
        key = question(plan_id, "minima-disagree").key
        defer_query(plan_id=plan_id, key=key, by=SYSTEM, at=at)
        assert plan_of(plan_id).settled == 0
        settle(plan_id, at, choice="choice-2")
        assert plan_of(plan_id).answered[key].choice == "choice-2"
        assert (acts("settle-plan-query"), acts("defer-plan-query")) == (2, 1)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": " "}, "reason-missing"),
        ({"choice": "choice-9"}, "unknown-choice"),
        ({"choice": ""}, "unknown-choice"),
    ],
)
def test_an_answer_that_is_none_is_refused(pinghu, begun, at, changes, code):
    with pinghu(), pytest.raises(Refused) as refused:
        settle(begun(), at, **changes)
    assert code_of(refused) == code


def test_a_query_nobody_asks_is_not_found(pinghu, begun, at):
    with pinghu(), pytest.raises(NotReached):
        settle(begun(), at, key="typo-123456")
