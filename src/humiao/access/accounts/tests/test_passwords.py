"""Passwords: which are refused and why, and that a refused one changes nothing."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import check_password
from django.utils import translation

from humiao.access.accounts.models import Account
from humiao.access.accounts.public import AccountValue, password_problems, set_password
from humiao.access.tests.accounts import make_account
from humiao.foundation import context
from humiao.foundation.decisions import Refused
from humiao.foundation.ids import new_id

GOOD = "梧桐 harbour 7 lanterns"
WANG = AccountValue(new_id(), "wangfang", "王芳芳芳芳芳芳", ("330482",), "zh-hans")


@pytest.mark.parametrize(
    ("password", "problems"),
    [
        (GOOD, 0),
        ("tenletters", 0),
        ("ninelette", 1),  # too short
        ("", 1),
        ("basketball", 1),  # among those most used
        ("9403827163", 0),  # any kind of sign will do
        ("13805730482", 1),  # a telephone number
        ("12345678", 3),  # short, most used, in a row
        ("wangfang-2024", 2),  # close to the user name, and hardly more
        ("王芳芳芳芳芳芳2024", 2),  # close to the name, and hardly more
        ("humiao@2025-11", 1),  # hardly more than the product's name
        ("pinghu-330482", 1),  # and than the county's
        ("yining-654002", 0),  # where one doesn't work
    ],
)
def test_what_is_wrong_with_a_password(db: None, password: str, problems: int) -> None:
    assert len(password_problems(password, WANG)) == problems


def test_before_an_account_is_known_nearness_to_it_is_not_asked() -> None:
    assert password_problems("wangfang-2024") == []


def test_the_reasons_are_in_the_persons_language(db: None) -> None:
    with translation.override("zh-hans"):
        assert "密码" in password_problems("short", WANG)[0]
    with translation.override("en"):
        assert "password" in password_problems("short", WANG)[0]


def test_a_good_password_is_kept_as_a_hash_and_a_weak_one_changes_nothing(db: None) -> None:
    with context.identity(writes=True):
        account = make_account(username="wangfang", name="王芳", password="before", counties=())
        set_password(account.id, GOOD)
        assert check_password(GOOD, Account.objects.get().password)
        with pytest.raises(Refused) as refused:
            set_password(account.id, "12345678")
        assert refused.value.decision.code == "weak-password"
        assert check_password(GOOD, Account.objects.get().password)


def test_nobodys_password_is_not_set(db: None) -> None:
    with context.identity(writes=True), pytest.raises(Refused) as refused:
        set_password(new_id(), GOOD)
    assert refused.value.decision.code == "not-found"
