"""ID numbers, disability cards and phones as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from humiao.foundation.identity_numbers import (
    PROBLEMS,
    STRUCK,
    DisabilityCard,
    IdNumber,
    IdProblem,
    Phone,
    check_digit_of,
    check_id_number,
    check_phone,
    disability_card,
    mask_child_id,
    mask_id,
    mask_name,
    mask_phone,
)

TODAY = date(2025, 10, 20)
VECTOR = "11010519491231002X"  # the example of GB 11643-1999


@pytest.mark.parametrize(
    "text", [VECTOR, VECTOR.lower(), f" {VECTOR} ", "110105 19491231 002x", "１１０１０５19491231002Ｘ"]
)
def test_the_standards_example_is_taken_as_typed(text: str) -> None:
    expected = IdNumber(VECTOR, date(1949, 12, 31), "2")
    assert check_id_number(text, today=TODAY) == expected
    assert expected.region == "110105"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("110105491231002", "old_15_digits"),
        ("11010549123100X", "wrong_length"),
        (VECTOR[:-1], "wrong_length"),
        (VECTOR + "1", "wrong_length"),
        ("1101051949123100X2", "wrong_characters"),
        ("11010519491231002Y", "wrong_characters"),
        ("11010519490231002X", "no_such_birth_date"),
        ("110105190002290020", "no_such_birth_date"),
        ("110105202510210024", "birth_in_future"),
        ("110105188912310020", "birth_too_long_ago"),
        ("110105194912310021", "wrong_check_digit"),
        ("11010519491231020X", "wrong_check_digit"),
    ],
)
def test_each_problem_is_told(text: str, code: str) -> None:
    problem = check_id_number(text, today=TODAY)
    assert problem == IdProblem(code)
    assert IdProblem(code).reason == PROBLEMS[code]


def test_born_today_is_taken() -> None:
    number = "11010520251020002"
    assert isinstance(check_id_number(number + check_digit_of(number), today=TODAY), IdNumber)


@given(st.integers(0, 17), st.integers(1, 9))
def test_one_changed_digit_is_always_seen(place: int, by: int) -> None:
    digits = list("330482201503070018"[:17])
    digits.append(check_digit_of("".join(digits)))
    if digits[place] == "X":
        digits[place] = str(by)
    else:
        digits[place] = str((int(digits[place]) + by) % 10)
    assert isinstance(check_id_number("".join(digits), today=TODAY), IdProblem)


@given(st.text(max_size=25))
def test_any_text_gets_an_answer(text: str) -> None:
    for answer in (check_id_number(text, today=TODAY), disability_card(text, today=TODAY), check_phone(text)):
        assert not isinstance(answer, IdProblem) or answer.reason


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        ("11", (1, 1, "")), ("74", (7, 4, "")), ("53B1", (5, 3, "B1")), (" 44 b2", (4, 4, "B2")),
        ("1", "card_wrong_length"), ("", "card_wrong_length"), ("01", "card_wrong_kind"),
        ("81", "card_wrong_kind"), ("10", "card_wrong_grade"), ("15", "card_wrong_grade"),
        ("11B", "card_wrong_reissue"), ("11C1", "card_wrong_reissue"), ("111", "card_wrong_reissue"),
    ],
)  # fmt: skip
def test_disability_card(tail: str, expected: tuple[int, int, str] | str) -> None:
    card = disability_card(VECTOR + tail, today=TODAY)
    if isinstance(expected, str):
        assert card == IdProblem(expected)
    else:
        assert isinstance(card, DisabilityCard)
        assert (card.kind, card.grade, card.reissue) == expected
        assert card.number == VECTOR + tail.replace(" ", "").upper()


def test_disability_card_of_a_wrong_id_number() -> None:
    assert disability_card("11010519491231002111", today=TODAY) == IdProblem("wrong_check_digit")
    assert disability_card("", today=TODAY) == IdProblem("empty")


@pytest.mark.parametrize(
    ("kind", "grade", "is_severe"),
    [(4, 1, True), (4, 2, True), (4, 3, False), (1, 4, False), (5, 3, True), (6, 4, True), (7, 3, False)],
)
def test_what_counts_as_severe(kind: int, grade: int, *, is_severe: bool) -> None:
    card = disability_card(f"{VECTOR}{kind}{grade}", today=TODAY)
    assert isinstance(card, DisabilityCard)
    assert card.is_severe is is_severe


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("13812345678", "13812345678"), ("138 1234 5678", "13812345678"),
        ("+86 138-1234-5678", "13812345678"), ("008613812345678", "13812345678"),
        ("１３８12345678", "13812345678"), ("0573-85012345", "057385012345"),
        ("(0999) 8123456", "09998123456"), ("010-62345678", "01062345678"), ("15400001111", "15400001111"),
    ],
)  # fmt: skip
def test_phone_is_taken(text: str, number: str) -> None:
    assert check_phone(text) == Phone(number, is_mobile=number.startswith("1"))


@pytest.mark.parametrize(
    "text", ["12345", "1381234567", "138123456789", "12812345678", "0573-15012345", "85012345", "abc"]
)
def test_phone_is_refused(text: str) -> None:
    assert check_phone(text) == IdProblem("phone_wrong")


def test_empty_phone() -> None:
    assert check_phone(" ") == IdProblem("empty")


def test_masks() -> None:
    assert mask_id("33048220150307123X") == "330482********123X"
    assert mask_child_id("33048220150307123X") == "330482***********X"
    assert mask_phone("13812345678") == "138****5678"
    assert mask_phone("12345") == "*****"
    assert [mask_name(n) for n in ("", "王", "李明", "王小明", "阿卜杜热西提·买买提明")] == [
        "",
        "*",
        "李*",
        "王**",
        "阿***",
    ]


def test_an_erased_name_is_no_name_to_mask():
    assert mask_name(STRUCK) == STRUCK
