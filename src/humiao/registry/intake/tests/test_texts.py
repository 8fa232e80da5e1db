"""Text and codes as anybody may type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from humiao.foundation import context
from humiao.registry.intake import codes
from humiao.registry.intake.presenters import addressee
from humiao.registry.intake.texts import UnreadableText, clean_text
from humiao.registry.intake.values import Facts
from humiao.registry.values import NewGuardian


@pytest.mark.parametrize(
    ("typed", "is_long", "clean"),
    [
        ("  王　小明 ", False, "王 小明"),
        ("a\r\nb", True, "a\nb"),
        ("a\nb", False, "a b"),
        ("阿\u200b里", False, "阿里"),
        ("e\u0301", False, "é"),
    ],
)
def test_what_is_put_right(typed, is_long, clean):
    assert clean_text(typed, is_long=is_long) == clean


@pytest.mark.parametrize("typed", ["a\x00b", "\u202eabc", "a\ud800", "a" + "\u0336" * 9, "\U000e0fff"])
def test_what_is_refused(typed):
    with pytest.raises(UnreadableText):
        clean_text(typed)


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    try:
        clean = clean_text(text, is_long=True)
    except UnreadableText:
        return
    assert clean_text(clean, is_long=True) == clean


def test_codes_follow_from_the_form_and_differ_by_county(pinghu):
    with pinghu():
        one = codes.request_hash("t", {"a": 1})
        assert one == codes.request_hash("t", {"a": 1})
        assert one != codes.request_hash("u", {"a": 1})
        code = codes.code_of(one)
        assert len(code) == 14
        assert set(code) <= set(codes.ALPHABET + "-")
        assert codes.code_hash(code) == codes.code_hash(code.lower())
        assert codes.code_hash("short") is None
        assert codes.code_hash("0OIL" * 3) is None
        here = codes.code_hash(code)
    with context.county("654002"):
        assert codes.code_of(one) != code
        assert codes.code_hash(code) != here


def test_a_notice_goes_to_who_applied_else_to_the_main_guardian_else_to_the_child() -> None:
    aunt, granny = (
        NewGuardian("姑姑", "uncle_or_aunt"),
        NewGuardian("奶奶", "paternal_grandmother", is_main=True),
    )
    assert addressee(Facts(name="小禾", applicant="王爷爷", guardians=(aunt, granny))) == "王爷爷"
    assert addressee(Facts(name="小禾", guardians=(aunt, granny))) == "奶奶"
    assert addressee(Facts(name="小禾")) == "小禾"
