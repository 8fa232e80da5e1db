"""Truth tables of papers, cards, reviews, exits, situations; no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from humiao.foundation.identity_numbers import check_digit_of
from humiao.programmes.public import Category
from humiao.registry.categories import rules
from humiao.registry.categories.choices import EXITS, ExitReason, ExitState, reasons_for
from humiao.registry.categories.rules import NewExit, NewProof

TODAY, BORN, FROM = date(2024, 11, 20), date(2013, 5, 4), date(2022, 1, 1)
_FIRST = "99000020130504001"
HOLDER = _FIRST + check_digit_of(_FIRST)


def codes(found) -> list[str]:
    return [d.code for d in found]


@pytest.mark.parametrize(
    ("proof", "found"),
    [
        (NewProof("diagnosis"), []),
        (NewProof("diagnosis", "1", "医院", TODAY, TODAY), []),
        (NewProof("note"), ["unknown-proof"]),
        (NewProof("diagnosis", issued_on=date(2024, 11, 21)), ["in-future"]),
        (NewProof("diagnosis", issued_on=TODAY, valid_to=date(2024, 11, 19)), ["dates-reversed"]),
        (NewProof("diagnosis", "1" * 61, "院" * 101), ["too-long", "too-long"]),
    ],
)
def test_a_paper(proof, found):
    assert codes(rules.problems_of_proof(proof, today=TODAY)) == found


@pytest.mark.parametrize(
    ("tail", "category"),
    [(f"{kind}{grade}", Category.DISABLED_SEVERE) for kind in "1234567" for grade in "12"]
    + [(f"{kind}{grade}", Category.DISABLED_SEVERE) for kind in "56" for grade in "34"]
    + [(f"{kind}{grade}", Category.DISABLED_OTHER) for kind in "12347" for grade in "34"],
)
def test_a_card_makes_one_category_by_kind_and_grade(tail, category):
    for wanted in (Category.DISABLED_SEVERE, Category.DISABLED_OTHER):
        answer = rules.card_fits(HOLDER + tail, holder=HOLDER, category=wanted, today=TODAY)
        assert answer.code == ("" if wanted is category else "card-other-category")


def test_a_card_is_its_holders():
    first = "99000020130504003"
    other = first + check_digit_of(first)
    assert rules.card_fits(other + "11", holder=HOLDER, category="", today=TODAY).code == "card-of-another"
    assert rules.card_fits(other + "11", holder="", category=Category.DISABLED_SEVERE, today=TODAY)
    assert rules.card_fits(HOLDER, holder=HOLDER, category="", today=TODAY).code == "card-card_wrong_length"


@pytest.mark.parametrize(
    ("category", "reviewed", "agreed", "due"),
    [
        (Category.LEFT_BEHIND, None, None, date(2022, 2, 1)),
        (Category.DE_FACTO, None, None, date(2022, 7, 1)),
        (Category.DE_FACTO, date(2024, 8, 31), None, date(2025, 2, 28)),
        (Category.DE_FACTO, date(2024, 8, 31), date(2024, 12, 1), date(2024, 12, 1)),
    ],
)
def test_a_review_is_due_by_interval_or_as_agreed(category, reviewed, agreed, due):
    assert rules.review_due_on(category, from_on=FROM, reviewed_on=reviewed, next_on=agreed) == due


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, ""),
        ({"on": date(2024, 11, 21)}, "in-future"),
        ({"on": date(2021, 12, 31)}, "not-held"),
        ({"to_on": TODAY}, "not-held"),
        ({"to_on": date(2024, 11, 21)}, ""),
        ({"next_on": TODAY}, "dates-reversed"),
        ({"next_on": date(2024, 11, 21)}, ""),
        ({"note": "记" * 501}, "too-long"),
    ],
)
def test_a_review(changes, code):
    values = {"from_on": FROM, "to_on": None, "on": TODAY, "next_on": None, "note": "", **changes}
    assert rules.may_review(**values, today=TODAY).code == code


BACK = NewExit(ExitReason.ALLOWANCE_STOPPED, date(2024, 11, 1))


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"reason": "parent_released"}, ["wrong-reason"]),
        ({"reason": "bored"}, ["wrong-reason"]),
        ({"on": date(2024, 11, 21)}, ["in-future"]),
        ({"on": date(2021, 12, 31)}, ["dates-reversed"]),
        ({"reason": ExitReason.TURNED_18}, ["too-young"]),
        ({"is_paid": True}, ["no-last-benefit"]),
        ({"is_paid": True, "last_benefit": date(2024, 10, 1)}, []),
        ({"last_benefit": date(2021, 12, 1)}, ["benefit-month-wrong"]),
        ({"last_benefit": date(2024, 12, 1)}, []),
        ({"last_benefit": date(2025, 1, 1)}, ["benefit-month-wrong"]),
        ({"reason": ExitReason.OTHER}, ["no-other-reason"]),
        ({"reason": ExitReason.OTHER, "other": "字" * 51}, ["too-long"]),
        ({"reason": ExitReason.DIED}, ["no-cause"]),
        ({"reason": ExitReason.DIED, "cause": "溺水"}, ["no-cause"]),
        ({"reason": ExitReason.DIED, "cause": "溺水", "handling": "已善后"}, []),
        ({"remark": "注" * 201}, ["too-long"]),
    ],
)
def test_an_exit(changes, found):
    wanted = replace(BACK, **changes)
    problems = rules.problems_of_exit(
        wanted, category=Category.SUBSISTENCE, from_on=FROM, born_on=BORN, today=TODAY
    )
    assert codes(problems) == found


@pytest.mark.parametrize("category", [c.value for c in Category])
def test_a_benefit_paid_by_name_asks_for_its_last_month(category):
    wanted = NewExit(ExitReason.OTHER, TODAY, other="迁出")
    problems = rules.problems_of_exit(wanted, category=category, from_on=FROM, born_on=BORN, today=TODAY)
    is_paid = category in ("ORPHAN_COMMUNITY", "ORPHAN_INSTITUTION", "DE_FACTO")
    assert codes(problems) == (["no-last-benefit"] if is_paid else [])


def test_each_category_can_end_and_each_reason_ends_some():
    for category in Category:
        assert {ExitReason.DIED, ExitReason.TURNED_18, ExitReason.OTHER} <= set(reasons_for(category))
    assert set(EXITS) == set(ExitReason)
    assert ExitReason.TURNED_16 in reasons_for(Category.MIGRANT)
    assert ExitReason.TURNED_16 not in reasons_for(Category.DE_FACTO)


@pytest.mark.parametrize(
    ("is_held", "states", "follows", "code"),
    [
        (True, [], None, ""),
        (True, ["rejected"], "rejected", ""),
        (True, ["withdrawn"], "withdrawn", ""),
        (True, ["rejected"], None, ""),
        (True, ["confirmed"], "confirmed", "not-returned"),
        (True, ["rejected", "waiting"], "rejected", "exit-waiting"),
        (False, [], None, "category-ended"),
    ],
)
def test_sending_an_exit(is_held, states, follows, code):
    assert rules.may_send_exit(is_held=is_held, states=states, follows=follows).code == code


@pytest.mark.parametrize("state", [s.value for s in ExitState])
@pytest.mark.parametrize("is_own", [True, False])
@pytest.mark.parametrize(
    ("confirm", "reason"), [(True, ""), (False, ""), (False, "材料不全"), (False, "长" * 201)]
)
def test_deciding_an_exit(state, is_own, confirm, reason):
    code = rules.may_decide_exit(state=state, is_own=is_own, confirm=confirm, reason=reason).code
    expected = "" if confirm or reason == "材料不全" else "no-reason" if not reason else "too-long"
    assert code == ("exit-decided" if state != "waiting" else "own-exit" if is_own else expected)


@pytest.mark.parametrize(
    ("state", "is_own", "code"),
    [("waiting", True, ""), ("waiting", False, "not-own-exit"), ("confirmed", True, "exit-decided")],
)
def test_withdrawing_an_exit(state, is_own, code):
    assert rules.may_withdraw_exit(state=state, is_own=is_own).code == code


@pytest.mark.parametrize(
    ("situation", "from_on", "until_on", "found"),
    [
        ("prison", FROM, None, []),
        ("prison", FROM, TODAY, []),
        ("bored", FROM, None, ["unknown-situation"]),
        ("prison", date(2024, 11, 21), None, ["in-future"]),
        ("prison", FROM, FROM, ["dates-reversed"]),
    ],
)
def test_a_parents_situation(situation, from_on, until_on, found):
    problems = rules.problems_of_situation(situation, from_on=from_on, until_on=until_on, today=TODAY)
    assert codes(problems) == found


@pytest.mark.parametrize(
    ("ended_on", "on", "code"),
    [
        (None, TODAY, ""),
        (TODAY, TODAY, "situation-ended"),
        (None, date(2024, 11, 21), "in-future"),
        (None, date(2021, 1, 1), "dates-reversed"),
    ],
)
def test_ending_a_situation(ended_on, on, code):
    assert rules.may_end_situation(from_on=FROM, ended_on=ended_on, on=on, today=TODAY).code == code


@pytest.mark.parametrize(
    ("until_on", "school", "code"),
    [
        (date(2031, 5, 5), "平湖中学", ""),
        (date(2031, 5, 4), "平湖中学", "not-beyond-18"),
        (date(2031, 5, 5), " ", "no-school"),
        (date(2031, 5, 5), "校" * 101, "no-school"),
    ],
)
def test_study_beyond_18(until_on, school, code):
    assert rules.may_note_study(BORN, from_on=TODAY, until_on=until_on, school=school).code == code
