"""What may be written down, as truth tables."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from humiao.registry.family.choices import Kin
from humiao.registry.family.rules import Holder, may_amend, problems_of_entry, sex_of
from humiao.registry.family.values import Benefit, Care, Contact, Health, Member, Schooling, Wish
from humiao.registry.tests.conftest import id_number

TODAY = date(2024, 11, 20)
ID = id_number(date(2015, 3, 7))
HOLDER = Holder(date(2015, 3, 7), ID)
FATHERS_ID = id_number(date(1985, 5, 4))


def codes(body: Any, from_on: date = TODAY, to_on: date | None = None, holder: Holder = HOLDER) -> list[str]:
    found = problems_of_entry(body, from_on=from_on, to_on=to_on, holder=holder, today=TODAY)
    return [problem.code for problem in found]


SOUND = [
    Member("王强", "father", "1", 1985, FATHERS_ID, income=0),
    Member("阿卜杜热西提·买买提明", "other_person"),
    Member("王强", "father", is_dead=True, died_on=date(2020, 1, 1), lives_in=False),
    Member("王强", "father", home_from=date(2020, 1, 1), home_to=date(2021, 1, 1)),
    Care(
        "王奶奶", "paternal_grandmother", phone="13800001111", id_number=id_number(date(1958, 5, 4), sex="2")
    ),
    Care("王奶奶", "paternal_grandmother", is_asked=True, unfit=("habits",)),
    Contact("mother"),
    Contact("mother", TODAY, "phone", "child", "child"),
    Benefit("subsistence"),
    Benefit("subsistence", "refused", reason="收入超标"),
    Schooling("primary", "实验小学", "三年级", True, "沈老师", "13800001111"),
    Schooling("dropped_out", left_on=date(2024, 9, 1), left_reason="厌学"),
    Health("healthy"),
    Health("disabled", card=f"{ID}44"),
    Health("serious", "白血病", "市一院", date(2024, 1, 1)),
    Wish("想妈妈"),
    Wish("想妈妈", answer="已通电话", answered_on=TODAY),
]


@pytest.mark.parametrize("body", SOUND, ids=str)
def test_sound(body: Any) -> None:
    assert codes(body) == []


WRONG: list[tuple[Any, list[str]]] = [
    (Member(" ", "father"), ["no-name"]),
    (Member("王强", "cousin"), ["unknown-kin"]),
    (Member("王强", "father", "7"), ["unknown-sex", "sex-differs"]),
    (Member("王强", "father", "2"), ["sex-differs"]),
    (Member("王强", "father", union="engaged"), ["unknown-union"]),
    (Member("王强", "father", birth_year=1785), ["birth-year-wrong"]),
    (Member("王强", "father", birth_year=2025), ["birth-year-wrong"]),
    (Member("王强", "father", id_number="123"), ["member-id-wrong_length"]),
    (Member("王强", "father", birth_year=1986, id_number=FATHERS_ID), ["birth-year-differs"]),
    (Member("王强", "other_person", "2", id_number=FATHERS_ID), ["sex-differs"]),
    (Member("王强", "father", died_on=date(2020, 1, 1)), ["dead-or-not"]),
    (Member("王强", "father", is_dead=True, died_on=date(2025, 1, 1)), ["in-future"]),
    (Member("王强", "father", home_from=date(2021, 1, 1), home_to=date(2020, 1, 1)), ["dates-reversed"]),
    (Member("王强", "father", income=-1), ["income-wrong"]),
    (Member("王" * 61, "father"), ["too-long"]),
    (Member("王强", "father", work="工" * 201), ["too-long"]),
    (Care("", "uncle_or_aunt"), ["no-name"]),
    (Care("李四", "friend"), ["unknown-relation"]),
    (Care("李四", "other_person", phone="12"), ["phone-wrong"]),
    (Care("李四", "other_person", id_number="12"), ["carer-id-wrong_length"]),
    (Care("李四", "other_person", id_number=id_number(date(2006, 11, 21))), ["carer-no-adult"]),
    (Care("李四", "other_person", is_asked=True, unfit=("ugly",)), ["unknown-disqualifier"]),
    (Care("李四", "other_person", unfit=("habits",)), ["asked-or-not"]),
    (Care("李四", "other_person", told_school_on=date(2024, 11, 21)), ["in-future"]),
    (Care("李四", "other_person", told_village_on=date(2024, 11, 21)), ["in-future"]),
    (Contact("cousin"), ["unknown-kin"]),
    (Contact("brother"), ["no-parent"]),
    (Contact("father", reached="nobody"), ["unknown-reached"]),
    (Contact("father", said_by="nobody"), ["unknown-said-by"]),
    (Contact("father", TODAY, "pigeon"), ["unknown-means"]),
    (Contact("father", date(2024, 11, 21), "phone"), ["contact-after-asking"]),
    (Benefit("gold"), ["unknown-benefit"]),
    (Benefit("subsistence", "lost"), ["unknown-state"]),
    (Benefit("subsistence", amount=-1), ["amount-wrong"]),
    (Benefit("subsistence", "refused"), ["no-reason"]),
    (Benefit("subsistence", "not_wanted", reason=" "), ["no-reason"]),
    (Schooling("university"), ["unknown-stage"]),
    (Schooling("primary", teacher_phone="1"), ["phone-wrong"]),
    (Schooling("dropped_out", left_reason="厌学"), ["drop-out-bare"]),
    (Schooling("dropped_out", left_on=TODAY), ["drop-out-bare"]),
    (Schooling("dropped_out", left_on=date(2010, 1, 1), left_reason="厌学"), ["left-on-wrong"]),
    (Health("fine"), ["unknown-health"]),
    (Health("chronic"), ["no-illness"]),
    (Health("healthy", diagnosed_on=date(2024, 11, 21)), ["in-future"]),
    (Health("disabled", card="12"), ["card-card_wrong_length"]),
    (Health("disabled", card=f"{FATHERS_ID}44"), ["card-of-another"]),
    (Wish(" "), ["no-words"]),
    (Wish("书包", answered_on=TODAY), ["no-answer"]),
    (Wish("书包", answer="给了", answered_on=date(2024, 11, 19)), ["answered-wrong"]),
    (Wish("书包", answer="给了", answered_on=date(2024, 11, 21)), ["answered-wrong"]),
]


@pytest.mark.parametrize(("body", "expected"), WRONG, ids=str)
def test_wrong(body: Any, expected: list[str]) -> None:
    assert codes(body) == expected


@pytest.mark.parametrize(
    ("from_on", "to_on", "expected"),
    [
        (TODAY, TODAY, []),
        (date(2024, 11, 21), None, ["in-future"]),
        (date(2015, 3, 6), None, ["before-birth"]),
        (TODAY, date(2024, 11, 19), ["dates-reversed"]),
    ],
)
def test_days(from_on: date, to_on: date | None, expected: list[str]) -> None:
    assert codes(Benefit("subsistence"), from_on, to_on) == expected


def test_a_card_is_not_compared_where_the_child_has_no_number() -> None:
    assert codes(Health("disabled", card=f"{FATHERS_ID}44"), holder=Holder(date(2015, 3, 7))) == []


@pytest.mark.parametrize(
    ("seen", "now", "is_void", "code"),
    [(1, 1, False, ""), (1, 2, False, "changed-meanwhile"), (2, 2, True, "void"), (1, 2, True, "void")],
)
def test_may_amend(seen: int, now: int, is_void: bool, code: str) -> None:
    assert may_amend(seen, now, is_void=is_void).code == code


def test_each_relation_says_a_sex_or_none() -> None:
    unsaid = {kin for kin in Kin if sex_of(kin) == "0"}
    assert unsaid == {Kin.SIBLING, Kin.OWN_CHILD, Kin.OTHER_RELATIVE, Kin.OTHER_PERSON}
