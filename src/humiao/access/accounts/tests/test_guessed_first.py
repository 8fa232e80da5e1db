"""Which passwords are hardly more than what is guessed first, and which hold it among words of one's own."""

from __future__ import annotations

import pytest

from humiao.access.accounts.guessed_first import (
    HOUSE_WORDS,
    county_words,
    is_a_known_number,
    is_hardly_more_than,
    names_of,
)

WORDS = [*HOUSE_WORDS, "zhangxm", *names_of("曾小敏"), *county_words("330482", "平湖市")]


@pytest.mark.parametrize(
    "password",
    [
        "humiao-2025",
        "Humiao@2025!!",
        "ｈｕｍｉａｏ－２０２５",  # as wide keyboards type it
        "护苗护苗护苗2025",
        "Pinghu330482!",
        "pinghushi@humiao",
        "平湖民政局888888",
        "zengxiaomin1985",
        "cengxiaomin1985",  # as one reads it who doesn't know the family
        "xiaomin520520",
        "zhangxm#20251120",
        "Admin@Password1",
        "mima-mima-mima",
    ],
)
def test_made_of_known_words(password: str) -> None:
    assert is_hardly_more_than(password, WORDS)


@pytest.mark.parametrize(
    "password",
    ["梧桐 harbour 7 lanterns", "tenletters", "humiao lanterns", "小敏看见白色海鸥", "48213", ""],
)
def test_words_of_ones_own(password: str) -> None:
    assert not is_hardly_more_than(password, WORDS)


def test_what_is_too_short_to_be_a_word_is_none() -> None:
    assert not is_hardly_more_than("li-7-mo-8-王", ["li", "mo", "王", ""])


@pytest.mark.parametrize(
    "password",
    [
        "19850312",
        "1985-03-12!!",
        "1985031219860412",
        "13812345678",
        "138 1234 5678",
        "057385012345",
        "330482198503121234",
        "1111111111",
        "9876543210",
        "89012345",
        "1234 8888",
    ],
)
def test_numbers_that_are_guessed_first(password: str) -> None:
    assert is_a_known_number(password)


@pytest.mark.parametrize(
    "password", ["9403827163", "13812345678 60419", "1985-03-12 seagulls", "%&*(!@^)#$", "", "7"]
)
def test_other_numbers_and_signs(password: str) -> None:
    assert not is_a_known_number(password)
