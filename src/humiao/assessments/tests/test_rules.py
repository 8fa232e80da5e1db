"""Scoring and moving between levels, as truth tables without a database."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from pydantic import ValidationError

from humiao.assessments.choices import Cause
from humiao.assessments.instruments.definition import Definition
from humiao.assessments.instruments.shipped import fitted, shipped
from humiao.assessments.instruments.wording import from_wording
from humiao.assessments.rules import (
    BadAnswers,
    Deciding,
    Outcome,
    Proposal,
    Signer,
    Step,
    band_of,
    may_be_on,
    may_lower,
    may_override,
    may_raise,
    problems_of,
    score,
    steps_after,
    with_open_need,
)
from humiao.assessments.scheme import LevelScheme, LevelValue, ReasonValue

ANNA, BEN = UUID(int=1), UUID(int=2)
DESK_A, DESK_B = UUID(int=11), UUID(int=12)


def a_level(code: str, *reasons: str) -> LevelValue:
    return LevelValue(code, code, code, tuple(ReasonValue(r, r, r) for r in reasons))


SCHEME = LevelScheme(
    levels=(
        a_level("green", "nothing"),
        a_level("yellow", "problem", "need"),
        a_level("red", "danger", "attention"),
    )
)
WORDING = from_wording(SCHEME)
SCALE = shipped()["family-risk"]
NO_SCREEN = {f"s{n}": "no" for n in range(1, 5)}
MILDEST = {
    **NO_SCREEN,
    "q1": "healthy", "q2": "fine", "q3": "else", "q4": "no", "q5": "fine", "q6": "likes", "q7": "else",
    "q8": "else", "q9": "else", "q10": "no",
    "g1": "else", "g2": "local", "g3": "weekly", "g4": "none", "g5": "no", "g6": "healthy", "g7": "else",
    "g8": "no",
}  # fmt: skip
GRAVEST = {
    **NO_SCREEN,
    "q1": "not", "q2": "quarrels", "q3": "bare", "q4": "yes", "q5": "else", "q6": "truants",
    "q7": "persecuted", "q8": "bad", "q9": "despondent", "q10": "yes",
    "g1": "else", "g2": "far", "g3": "holidays", "g4": "several", "g5": "yes", "g6": "both", "g7": "single",
    "g8": "yes",
}  # fmt: skip


def signer(account: UUID = BEN, post: UUID = DESK_B, role: str = "social-worker") -> Signer:
    return Signer(account, frozenset({post}), frozenset({role}))


@pytest.mark.parametrize(
    ("answers", "level", "deciding", "reasons"),
    [
        ({}, "green", Deciding.NO_REASON, ()),
        ({"red": [], "yellow": [], "green": []}, "green", Deciding.NO_REASON, ()),
        ({"green": ["nothing"]}, "green", Deciding.REASON, ("green.nothing",)),
        ({"yellow": ["need"]}, "yellow", Deciding.REASON, ("yellow.need",)),
        ({"yellow": ["need", "problem"]}, "yellow", Deciding.REASON, ("yellow.problem", "yellow.need")),
        ({"red": ["danger"], "yellow": ["need"]}, "red", Deciding.REASON, ("red.danger",)),
        ({"green": ["nothing"], "red": ["danger"]}, "red", Deciding.REASON, ("red.danger",)),
        ({"red": "danger"}, "red", Deciding.REASON, ("red.danger",)),
    ],
)
def test_the_gravest_ticked_reason_decides(answers, level, deciding, reasons):
    outcome = score(WORDING, answers)
    assert (outcome.level, outcome.deciding, outcome.score) == (level, deciding, None)
    assert sorted(outcome.reasons) == sorted(reasons)


@pytest.mark.parametrize(
    ("total", "band"),
    [
        ("30", "urgent"), ("26", "urgent"), ("25.5", "serious"), ("25", "serious"), ("16", "serious"),
        ("15.5", "fairly-serious"), ("15", "fairly-serious"), ("6", "fairly-serious"),
        ("5.5", "general"), ("5", "general"), ("1", "general"),
        ("0.5", "none"), ("0", "none"), ("-1", "none"),
    ],
)  # fmt: skip
def test_bands_are_half_open_and_leave_no_gap(total, band):
    assert band_of(SCALE, Decimal(total)).code == band


@pytest.mark.parametrize(
    ("changed", "total", "band", "level"),
    [
        ({}, "0", "none", "green"),
        ({"g2": "else"}, "0.5", "none", "green"),
        ({"g2": "else", "g4": "else"}, "1.0", "general", "green"),
        ({"q6": "truants", "g7": "reformed"}, "5.5", "general", "green"),
        ({"q6": "truants", "q1": "not"}, "6", "fairly-serious", "yellow"),
        ({"q6": "truants", "q4": "yes", "q5": "else", "g8": "yes", "g4": "else"}, "15.5", "fairly-serious",
         "yellow"),
        ({"q6": "truants", "q4": "yes", "q5": "else", "g8": "yes", "g5": "yes"}, "16", "serious", "red"),
    ],
)  # fmt: skip
def test_points_add_up_to_a_band_and_a_level(changed, total, band, level):
    outcome = score(SCALE, {**MILDEST, **changed})
    assert (outcome.score, outcome.band, outcome.level) == (Decimal(total), band, level)
    assert outcome.deciding is Deciding.BAND


def test_the_guardianship_block_is_capped_at_ten_and_the_scale_at_thirty():
    assert score(SCALE, GRAVEST).score == Decimal(30)
    assert score(SCALE, GRAVEST).band == "urgent"
    block = {code: answer for code, answer in GRAVEST.items() if code.startswith("g")}
    assert score(SCALE, {**MILDEST, **block}).score == Decimal(10)


def test_the_guardianship_block_never_takes_points_off_the_rest():
    assert score(SCALE, {**MILDEST, "g1": "ample"}).score == Decimal(0)
    assert score(SCALE, {**MILDEST, "g1": "ample", "q1": "not"}).score == Decimal(1)
    assert score(SCALE, {**MILDEST, "g1": "ample", "g3": "else"}).score == Decimal(0)


@pytest.mark.parametrize("item", ["s1", "s2", "s3", "s4"])
def test_a_screen_item_decides_at_once_without_scoring(item):
    outcome = score(SCALE, {item: "yes"})
    assert (outcome.level, outcome.score, outcome.deciding) == ("red", None, Deciding.SCREEN)
    assert outcome.reasons == (f"{item}.yes",)
    assert score(SCALE, {**MILDEST, item: "yes"}) == outcome


def test_each_item_without_an_answer_is_named():
    answers = {code: answer for code, answer in MILDEST.items() if code not in ("q4", "g8", "s2")}
    assert [(p.item, p.code) for p in problems_of(SCALE, answers)] == [
        ("s2", "missing"), ("q4", "missing"), ("g8", "missing"),
    ]  # fmt: skip
    with pytest.raises(BadAnswers, match=r"夜不归宿|Stays out") as caught:
        score(SCALE, answers)
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize(
    ("answers", "problems"),
    [
        ({**MILDEST, "q1": "ill"}, [("q1", "unknown-answer")]),
        ({**MILDEST, "q1": ["healthy", "not"]}, [("q1", "too-many")]),
        ({**MILDEST, "q99": "yes"}, [("q99", "unknown-item")]),
        ({**MILDEST, "q1": ""}, [("q1", "missing")]),
        ({"s1": "yes", "q1": "ill"}, [("q1", "unknown-answer")]),
    ],
)
def test_wrong_answers_are_told_by_item(answers, problems):
    assert [(p.item, p.code) for p in problems_of(SCALE, answers)] == problems


def test_an_unknown_reason_is_told():
    assert [p.code for p in problems_of(WORDING, {"red": ["dangr"]})] == ["unknown-answer"]


@pytest.mark.parametrize(
    ("forbids", "has_need", "level", "expected"),
    [
        (True, True, "green", "yellow"),
        (True, True, "yellow", "yellow"),
        (True, True, "red", "red"),
        (True, False, "green", "green"),
        (False, True, "green", "green"),
    ],
)
def test_an_open_need_forbids_the_mildest_level_by_switch(forbids, has_need, level, expected):
    scheme = LevelScheme(levels=SCHEME.levels, open_need_forbids_lowest=forbids)
    outcome = with_open_need(Outcome(level, None, (), Deciding.REASON), scheme, has_open_need=has_need)
    assert outcome.level == expected
    assert (outcome.deciding is Deciding.OPEN_NEED) == (level != expected)
    assert bool(may_be_on(scheme, level, has_open_need=has_need)) == (level == expected)


UP, DOWN = Cause.ASSESSED, Cause.OVERRIDDEN


@pytest.mark.parametrize(
    ("current", "outcome", "wanted", "is_late", "steps"),
    [
        (None, "green", "green", False, [("green", UP, True)]),
        (None, "red", "red", False, [("red", UP, True)]),
        ("green", "green", "green", False, []),
        ("green", "red", "red", False, [("red", UP, True)]),
        ("red", "green", "green", False, [("green", UP, False)]),
        ("red", "green", "green", True, []),
        ("yellow", "red", "red", True, [("red", UP, True)]),
        # a person sets more than the answers gave: at once
        ("green", "green", "red", False, [("red", DOWN, True)]),
        (None, "green", "yellow", False, [("yellow", DOWN, True)]),
        ("red", "green", "yellow", False, [("yellow", DOWN, False)]),
        # a person sets less: the answers' level is in force until somebody confirms
        ("green", "red", "yellow", False, [("red", UP, True), ("yellow", DOWN, False)]),
        (None, "yellow", "green", False, [("yellow", UP, True), ("green", DOWN, False)]),
        ("red", "yellow", "green", False, [("green", DOWN, False)]),
        ("green", "yellow", "green", True, [("yellow", UP, True)]),
    ],
)
def test_up_is_at_once_and_down_waits(current, outcome, wanted, is_late, steps):
    found = steps_after(SCHEME, current=current, outcome=outcome, wanted=wanted, is_late=is_late)
    assert found == tuple(Step(*step) for step in steps)


@pytest.mark.parametrize(
    ("current", "wanted", "is_late", "steps"),
    [
        ("red", "green", False, [("green", UP, True)]),
        ("red", "green", True, []),
        ("green", "green", False, []),
        (None, "green", True, [("green", UP, True)]),
        ("green", "red", True, [("red", UP, True)]),
    ],
)
def test_a_programme_may_let_one_person_lower(current, wanted, is_late, steps):
    scheme = LevelScheme(levels=SCHEME.levels, lowering_needs_second_person=False)
    found = steps_after(scheme, current=current, outcome=wanted, wanted=wanted, is_late=is_late)
    assert found == tuple(Step(*step) for step in steps)


@pytest.mark.parametrize(
    ("level", "reason", "role", "raiser", "code"),
    [
        ("red", "家中突发变故", "social-worker", "any-worker", ""),
        ("green", "家中突发变故", "social-worker", "any-worker", ""),
        ("yellow", "家中突发变故", "social-worker", "any-worker", "override-same"),
        ("violet", "家中突发变故", "social-worker", "any-worker", "unknown-level"),
        ("red", "变故", "social-worker", "any-worker", "reason-missing"),
        ("red", "      ", "social-worker", "any-worker", "reason-missing"),
        ("red", "家中突发变故", "social-worker", "bureau-officer", "other-role"),
        ("green", "家中突发变故", "social-worker", "bureau-officer", ""),
        ("red", "家中突发变故", "bureau-officer", "bureau-officer", ""),
    ],
)
def test_an_override_needs_a_reason_and_upward_the_right_to_raise(level, reason, role, raiser, code):
    scheme = LevelScheme(levels=SCHEME.levels, who_may_raise=raiser)
    outcome = Outcome("yellow", None, (), Deciding.REASON)
    assert may_override(scheme, outcome, level, reason, signer(role=role)).code == code


@pytest.mark.parametrize(
    ("current", "level", "reason", "raiser", "code"),
    [
        ("green", "red", "家中突发变故", "any-worker", ""),
        (None, "red", "家中突发变故", "any-worker", ""),
        ("red", "red", "家中突发变故", "any-worker", "not-higher"),
        ("red", "green", "家中突发变故", "any-worker", "not-higher"),
        ("green", "violet", "家中突发变故", "any-worker", "unknown-level"),
        ("green", "red", "无", "any-worker", "reason-missing"),
        ("green", "red", "家中突发变故", "professional-supervisor", "other-role"),
    ],
)
def test_any_worker_raises_unless_the_programme_names_one_role(current, level, reason, raiser, code):
    scheme = LevelScheme(levels=SCHEME.levels, who_may_raise=raiser)
    assert may_raise(scheme, current, level, reason, signer()).code == code


@pytest.mark.parametrize(
    ("proposal", "lowerer", "has_need", "code"),
    [
        (Proposal("green", "waiting", ANNA, DESK_A), "second-person", False, ""),
        (Proposal("green", "waiting", BEN, DESK_A), "second-person", False, "same-person"),
        (Proposal("green", "waiting", ANNA, DESK_B), "second-person", False, "same-person"),
        (Proposal("green", "waiting", ANNA, DESK_A), "social-worker", False, ""),
        (Proposal("green", "waiting", ANNA, DESK_A), "bureau-officer", False, "other-role"),
        (Proposal("green", "waiting", ANNA, DESK_A), "second-person", True, "open-need"),
        (Proposal("yellow", "waiting", ANNA, DESK_A), "second-person", True, ""),
        (Proposal("green", "in-force", ANNA, DESK_A), "second-person", False, "not-waiting"),
        (Proposal("green", "rejected", ANNA, DESK_A), "second-person", False, "not-waiting"),
        (Proposal("green", "superseded", ANNA, DESK_A), "second-person", False, "not-waiting"),
    ],
)
def test_a_second_person_in_another_post_lowers(proposal, lowerer, has_need, code):
    scheme = LevelScheme(levels=SCHEME.levels, who_may_lower=lowerer)
    assert may_lower(scheme, proposal, signer(), has_open_need=has_need).code == code


def test_the_system_never_confirms_what_it_proposed():
    system = Signer(None, frozenset(), frozenset())
    assert may_lower(SCHEME, Proposal("green", "waiting", None, None), system, has_open_need=False).code == (
        "same-person"
    )


@pytest.mark.parametrize(
    ("codes", "levels"),
    [
        (("green", "yellow", "red"), {"urgent": "red", "fairly-serious": "yellow", "none": "green"}),
        (("green", "red"), {"urgent": "red", "fairly-serious": "red", "none": "green"}),
        (("green", "yellow"), {"urgent": "yellow", "fairly-serious": "yellow", "none": "green"}),
        (("blue", "orange"), {"urgent": "orange", "fairly-serious": "orange", "none": "blue"}),
    ],
)
def test_the_scored_instrument_fits_the_levels_a_programme_has(codes, levels):
    made = fitted(SCALE, LevelScheme(levels=tuple(a_level(c, "r") for c in codes)))
    assert {b.code: b.level for b in made.bands if b.code in levels} == levels
    assert score(made, {"s1": "yes"}).level == codes[-1]
    assert Definition.model_validate(made.model_dump(mode="json")) == made


def test_the_scored_instrument_is_complete_and_marked():
    assert not SCALE.standardised
    assert "未经标准化" in SCALE.text
    assert sum(i.is_screen for i in SCALE.items) == 4
    assert len([i for i in SCALE.items if i.code.startswith("q")]) == 10
    top = sum((max(a.points for a in i.answers) for i in SCALE.items if not i.group), Decimal(0))
    block = sum((max(a.points for a in i.answers) for i in SCALE.items if i.group), Decimal(0))
    assert (top, block) == (Decimal(20), Decimal(13))


def test_ranks_of_a_scheme():
    assert SCHEME.gravest_of("yellow", "green") == "yellow"
    with pytest.raises(LookupError, match="violet"):
        SCHEME.rank("violet")


ITEM: dict[str, Any] = {
    "code": "a",
    "text": "甲",
    "text_en": "A",
    "answers": [{"code": "y", "text": "是", "text_en": "Yes"}],
}
BASE: dict[str, Any] = {
    "code": "x",
    "text": "表",
    "text_en": "Form",
    "kind": "reasons",
    "levels": ["green", "red"],
    "items": [ITEM],
}
BAND: dict[str, Any] = {"code": "b", "text": "带", "text_en": "Band", "level": "green"}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"items": [ITEM, ITEM]}, "'a' stands twice"),
        ({"items": [{**ITEM, "answers": ITEM["answers"] * 2}]}, "a: 'y' stands twice"),
        ({"items": [{**ITEM, "group": "g"}]}, "no group 'g'"),
        ({"items": [{**ITEM, "answers": [{**ITEM["answers"][0], "level": "blue"}]}]}, "no level 'blue'"),
        ({"kind": "scored"}, "needs them"),
        ({"bands": [BAND]}, "bands belong to a scored"),
        ({"kind": "scored", "bands": [{**BAND, "at_least": 1}]}, "the last band"),
        ({"kind": "scored", "bands": [{**BAND, "level": "blue"}]}, "b: no level 'blue'"),
        (
            {"kind": "scored", "bands": [{**BAND, "at_least": 1}, {**BAND, "at_least": 6}, BAND]},
            "from the highest score down",
        ),
        ({"colour": "red"}, "Extra inputs"),
    ],
)
def test_a_definition_that_does_not_hold_together_is_refused(changed, told):
    with pytest.raises(ValidationError, match=told):
        Definition.model_validate({**BASE, **changed})


def test_names_are_in_the_readers_language():
    from django.utils import translation

    with translation.override("en"):
        assert str(SCALE.item("q1")) == "Health"
    with translation.override("zh-hans"):
        assert str(SCALE.item("q1")) == "身体状况"
