"""Accounts: credentials, and that a name nobody has takes as long as a wrong password."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import hashers

from humiao.access.accounts.models import Account
from humiao.access.accounts.public import (
    NewAccount,
    account_by_id,
    check_credentials,
    make_accounts_of_one_password,
    set_language,
)
from humiao.access.tests.accounts import make_account
from humiao.foundation import context
from humiao.foundation.ids import new_id


@pytest.fixture
def fang(db: None) -> None:
    with context.identity(writes=True):
        make_account(username="fang", name="王芳", password="right", counties=("330482",))


@pytest.mark.parametrize(
    ("username", "password", "is_right"),
    [
        ("fang", "right", True),
        (" fang ", "right", True),
        ("fang", "wrong", False),
        ("fang", "", False),
        ("fang", "right ", False),
        ("Fang", "right", False),
        ("nobody", "right", False),
        ("", "", False),
    ],
)
def test_credentials(fang: None, username: str, password: str, is_right: bool) -> None:
    with context.identity():
        found = check_credentials(username, password)
    assert bool(found) is is_right


def test_an_inactive_account_neither_signs_in_nor_stays_signed_in(fang: None) -> None:
    with context.identity(writes=True):
        account = check_credentials("fang", "right")
        assert account is not None
        assert account_by_id(account.id) == account
        Account.objects.update(is_active=False)
        assert check_credentials("fang", "right") is None
        assert account_by_id(account.id) is None


@pytest.fixture
def slow_hash(settings: Any) -> None:
    """Hash as the running system does; other tests hash quickly."""
    from humiao.config import settings as real

    settings.PASSWORD_HASHERS = real.PASSWORD_HASHERS


@pytest.mark.parametrize("username", ["fang", "nobody", "asleep"])
def test_each_refusal_computes_one_hash(
    slow_hash: None, fang: None, username: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counting the work says more than a stopwatch: every refusal runs the slow function exactly once."""
    with context.identity(writes=True):
        make_account(username="asleep", name="李芳", password="right", counties=())
        Account.objects.filter(username="asleep").update(is_active=False)
        computed: list[str] = []
        for name in ("encode", "verify"):
            counted(name, computed, monkeypatch)
        assert check_credentials(username, "wrong") is None
    assert len(computed) == 1


def test_the_language_is_remembered(fang: None) -> None:
    with context.identity(writes=True):
        account = check_credentials("fang", "right")
        assert account is not None
        assert account.language == "zh-hans"
        set_language(account.id, "en")
        found = account_by_id(account.id)
    assert found is not None
    assert found.language == "en"


def test_passwords_are_kept_as_argon2(slow_hash: None, db: None) -> None:
    with context.identity(writes=True):
        make_accounts_of_one_password([NewAccount("argon", "王芳", ())], password="a long one")
        assert Account.objects.get(username="argon").password.startswith("argon2")


def test_nobody_is_found_by_an_unknown_id(db: None) -> None:
    with context.identity():
        assert account_by_id(new_id()) is None


def counted(name: str, computed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    right = getattr(hashers.Argon2PasswordHasher, name)

    def run(*given: Any, **named: Any) -> Any:
        computed.append(name)
        return right(*given, **named)

    monkeypatch.setattr(hashers.Argon2PasswordHasher, name, run)
