"""Confirming a draft; closed drafts, other counties, roles."""

from __future__ import annotations

from typing import Any

import pytest

from humiao.access.public import EVERYBODY, SYSTEM, NotReached
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.ids import new_id
from humiao.plans import rules
from humiao.plans.public import (
    State,
    add_fact,
    answer_needs,
    confirm_plan,
    defer_query,
    discard_plan,
    edit_fact,
    ignore_fact,
    paste_plan,
    plan_of,
    plans,
    restore_fact,
    settle_plan_query,
    start_beside_scan,
    start_from_last_year,
    start_plan_by_form,
    upload_plan,
)
from humiao.plans.queries import file_of
from humiao.plans.tests.doing import acts, code_of, confirm, edit, settle
from humiao.programmes.public import (
    programme_by_code,
    settlements_of,
    versions_of,
)


def test_confirming_makes_version_1_with_what_was_settled(pinghu, begun, at):
    with pinghu():
        plan_id = begun()
        settle(plan_id, at, choice="choice-2")
        settle(plan_id, at, "level-without-effect", choice="choice-1")
        made = confirm(plan_id, at)
        assert (made.code, made.version) == ("pinghu-2024", 1)
        settled = settlements_of(made.id)
        assert {key.rpartition("-")[0] for key in settled} == {"minima-disagree", "level-without-effect"}
        now: Any = programme_by_code(EVERYBODY, "pinghu-2024").terms
        assert now.indicator("social-workers").target == 2
        plan = plan_of(plan_id)
        assert (plan.row.state, plan.row.programme_code) == (State.CONFIRMED, "pinghu-2024")
        assert (acts("confirm-plan"), acts("load-programme")) == (1, 1)


def test_who_settled_it_in_the_draft_is_told_in_the_programme(pinghu, begun, at, actor):
    with pinghu():
        plan_id = begun()
        settle(plan_id, at, by=actor("bureau-approver", name="王主任"))
        made = confirm(plan_id, at)
        assert [s.reason for s in settlements_of(made.id).values()] == ["已电话核实（王主任）"]


def test_a_corrected_document_makes_version_2(pinghu, begun, at):
    with pinghu():
        settle(first := begun(), at)
        confirm(first, at)
        second = begun(corrects="pinghu-2024")
        edit(second, at)
        made = confirm(second, at)
        assert (made.version, made.terms.version) == (2, 2)
        assert made.terms.indicator("person-times").target == 300
        assert [v[0] for v in versions_of(made.id)] == [2, 1]
        assert len(settlements_of(made.id)) == 1


def test_last_years_terms_become_next_years_programme(pinghu, at, shipped):
    with pinghu():
        plan_id = start_from_last_year(programme="pinghu-2024", year=2025, by=SYSTEM, at=at)
        needed = {n.path for n in plan_of(plan_id).made.needs}
        assert needed <= {"programme.towns", "programme.starts_on", "programme.ends_on"}
        values = {"towns": ["330482001"], "starts_on": "2025-01-15", "ends_on": "2026-01-14"}
        answer_needs(plan_id=plan_id, values=values, by=SYSTEM, at=at)
        assert plan_of(plan_id).made.problems == ()
        made = confirm(plan_id, at)
        assert (made.code, made.terms.predecessor) == ("pinghu-2025", "pinghu-2024")
        assert [i.code for i in made.terms.indicators] == [i.code for i in shipped.terms.indicators]


def test_a_draft_somebody_changed_meanwhile_is_not_confirmed(pinghu, begun, at):
    with pinghu():
        plan_id = begun()
        edit(plan_id, at)
        with pytest.raises(Conflict):
            confirm(plan_id, at, seen_version=1)


def test_a_code_another_programme_has_is_refused(pinghu, begun, at, shipped):
    with pinghu(), pytest.raises(Refused) as refused:
        confirm(begun(), at)
    assert code_of(refused) == "code-taken"


def test_a_correction_keeps_its_code(pinghu, begun, at, shipped):
    with pinghu(), pytest.raises(Refused) as refused:
        answer_needs(plan_id=begun(corrects="pinghu-2024"), values={"code": "other"}, by=SYSTEM, at=at)
    assert code_of(refused) == "code-fixed"


def test_what_is_still_needed_holds_it_back(pinghu, at):
    with pinghu(), pytest.raises(Refused) as refused:
        confirm(start_plan_by_form(name="新项目", by=SYSTEM, at=at), at)
    assert code_of(refused) == "still-needed"


def test_terms_that_do_not_hold_together_hold_it_back(pinghu, begun, at):
    with pinghu():
        plan_id = begun()
        edit(plan_id, at, path="sites.0", values={"amount_yuan": 400_000})
        assert plan_of(plan_id).made.problems
        with pytest.raises(Refused) as refused:
            confirm(plan_id, at)
        assert code_of(refused) == "terms-break"


def test_a_confirmed_or_discarded_draft_is_closed(pinghu, begun, at):
    with pinghu():
        done, gone = begun(), begun()
        confirm(done, at)
        discard_plan(plan_id=gone, by=SYSTEM, at=at)
        assert acts("discard-plan") == 1
        assert [row.id for row in plans()] == [done]
        assert [row.id for row in plans(State.DISCARDED)] == [gone]
        for plan_id, code in ((done, "already-confirmed"), (gone, "discarded")):
            with pytest.raises(Refused) as refused:
                edit(plan_id, at)
            assert code_of(refused) == code


def test_too_many_changes_are_refused(pinghu, begun, at, monkeypatch):
    monkeypatch.setattr(rules, "MOST_EDITS", 0)
    with pinghu(), pytest.raises(Refused) as refused:
        edit(begun(), at)
    assert code_of(refused) == "too-many-edits"


def test_another_countys_draft_is_not_found(pinghu, yining, begun, at):
    with pinghu():
        plan_id = begun()
    with yining():
        with pytest.raises(NotReached):
            plan_of(plan_id)
        with pytest.raises(NotReached):
            edit(plan_id, at)
        with pytest.raises(NotReached):
            file_of(new_id())


COMMANDS = {
    "upload": lambda _, who: upload_plan(data=b"x", name="x", **who),
    "paste": lambda _, who: paste_plan(text="x", **who),
    "scan": lambda _, who: start_beside_scan(data=b"x", name="x", **who),
    "form": lambda _, who: start_plan_by_form(name="x", **who),
    "last-year": lambda _, who: start_from_last_year(programme="x", year=2025, **who),
    "edit": lambda p, who: edit_fact(plan_id=p, path="title", values={}, seen_version=1, **who),
    "add": lambda p, who: add_fact(plan_id=p, section="sites", values={}, **who),
    "ignore": lambda p, who: ignore_fact(plan_id=p, path="title", seen_version=1, **who),
    "restore": lambda p, who: restore_fact(plan_id=p, path="title", seen_version=1, **who),
    "needs": lambda p, who: answer_needs(plan_id=p, values={}, **who),
    "settle": lambda p, who: settle_plan_query(plan_id=p, key="x", choice="", reason="x", **who),
    "defer": lambda p, who: defer_query(plan_id=p, key="x", **who),
    "confirm": lambda p, who: confirm_plan(plan_id=p, seen_version=1, **who),
    "discard": lambda p, who: discard_plan(plan_id=p, **who),
}
MAY = {
    "bureau-approver": {"settle", "defer"},
    "bureau-leader": set(),
    "social-worker": set(),
    "evaluator": set(),
}


@pytest.mark.parametrize("role", MAY)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_role_without_permission_is_refused(pinghu, at, actor, role, command):
    if command in MAY[role]:
        return
    with pinghu(), pytest.raises(Refused) as refused:
        COMMANDS[command](new_id(), {"by": actor(role), "at": at})
    assert code_of(refused) == "not-permitted"
