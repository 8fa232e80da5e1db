"""Codes, recovery codes and PINs below the pages: taken once, sealed, worth nothing elsewhere."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pyotp
import pytest
from django.utils import timezone

from humiao.access.accounts.administering import lock_out, sign_in_of
from humiao.access.accounts.agents import words_of
from humiao.access.accounts.devices import (
    BOUND_FOR,
    MOST_WRONG,
    bind_device,
    bound_account,
    device_of_token,
    devices_of,
    may_be_pin,
    try_pin,
    unbind_devices,
)
from humiao.access.accounts.factors import factors_of, has_second_factor
from humiao.access.accounts.models import Account, Device, RecoveryCode, Session, Totp
from humiao.access.accounts.public import account_by_id, check_credentials
from humiao.access.accounts.recovery import make_codes, use_code
from humiao.access.accounts.totp import (
    begin_totp,
    check_totp,
    confirm_totp,
    remove_totp,
    set_up_address,
    step_of,
    waiting_secret,
)
from humiao.access.tests.accounts import make_account
from humiao.foundation import context
from humiao.foundation.ids import new_id

AT = timezone.now()
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
STEP = int(AT.timestamp()) // 30


@pytest.fixture
def fang(db: None) -> UUID:
    with context.identity(writes=True):
        return make_account(username="fang", name="王芳", password="right", counties=("330482",)).id


@pytest.mark.parametrize("off", [-2, -1, 0, 1, 2])
def test_a_code_of_the_step_and_its_neighbours_is_right(off: int) -> None:
    code = pyotp.TOTP(SECRET).generate_otp(STEP + off)
    assert step_of(SECRET, code, AT, after=0) == (STEP + off if abs(off) < 2 else None)


@pytest.mark.parametrize("wrong", ["", "000000x", "12345", "１２３４５６"])
def test_what_is_no_code_is_wrong(wrong: str) -> None:
    assert step_of(SECRET, wrong, AT, after=0) is None


def test_a_code_older_than_the_last_one_used_is_not_taken() -> None:
    code = pyotp.TOTP(SECRET).generate_otp(STEP)
    assert step_of(SECRET, code, AT, after=STEP) is None
    assert step_of(SECRET, code, AT, after=STEP - 1) == STEP


def test_an_app_counts_from_its_first_code_and_each_code_once(fang: UUID) -> None:
    with context.identity(writes=True):
        assert waiting_secret(fang) is None
        begin_totp(fang, at=AT)
        secret = waiting_secret(fang)
        assert secret
        assert not has_second_factor(fang)
        assert not check_totp(fang, pyotp.TOTP(secret).at(AT), at=AT), "not confirmed yet"
        assert not confirm_totp(fang, "000000", at=AT)
        assert confirm_totp(fang, pyotp.TOTP(secret).at(AT), at=AT)
        assert has_second_factor(fang)
        assert not check_totp(fang, pyotp.TOTP(secret).at(AT), at=AT), "used to confirm it"
        later = AT + timedelta(seconds=60)
        assert check_totp(fang, pyotp.TOTP(secret).at(later), at=later)
        assert not check_totp(fang, pyotp.TOTP(secret).at(later), at=later)
        begin_totp(fang, at=later)
        assert factors_of(fang).totp_since, "a confirmed one is not replaced by starting anew"
        assert remove_totp(fang)
        assert not remove_totp(fang)


def test_the_secret_is_sealed_in_its_place_and_changes_when_begun_anew(fang: UUID) -> None:
    with context.identity(writes=True):
        begin_totp(fang, at=AT)
        first = waiting_secret(fang)
        assert first
        assert first.encode() not in bytes(Totp.objects.get().secret)
        begin_totp(fang, at=AT)
        assert waiting_secret(fang) != first
        assert "issuer=" in set_up_address(first, "fang")
        assert not confirm_totp(new_id(), "123456", at=AT)


def test_ten_recovery_codes_each_once_and_a_new_set_voids_the_old(fang: UUID) -> None:
    with context.identity(writes=True):
        codes = make_codes(fang, at=AT)
        assert len(set(codes)) == 10
        assert use_code(fang, codes[0].lower().replace("-", " "), at=AT)
        assert not use_code(fang, codes[0], at=AT)
        assert not use_code(new_id(), codes[1], at=AT)
        assert factors_of(fang).codes_left == 9
        assert not any(
            codes[1].replace("-", "").encode() in bytes(r.code_hash) for r in RecoveryCode.objects.all()
        )
        make_codes(fang, at=AT)
        assert not use_code(fang, codes[1], at=AT)
        assert factors_of(fang).second == 0, "codes alone are no second factor"


@pytest.mark.parametrize(
    ("pin", "may"),
    [
        ("274905", True),
        ("27490", False),
        ("2749056", False),
        ("27490x", False),
        ("２７４９０５", False),
        ("111111", False),
        ("121212", False),
        ("123456", False),
        ("987654", False),
        ("274274", False),
    ],
)
def test_what_may_be_a_pin(pin: str, may: bool) -> None:
    assert bool(may_be_pin(pin)) is may


def test_a_pin_opens_on_its_own_device_only(fang: UUID) -> None:
    with context.identity(writes=True):
        device, token = bind_device(fang, "274905", agent="", at=AT)
        assert bound_account(token, at=AT) == account_by_id(fang)
        assert device_of_token(token, at=AT) == device
        assert try_pin("another-token", "274905", at=AT) is None
        assert bound_account("", at=AT) is None
        tried = try_pin(token, "274905", at=AT)
        assert tried
        assert tried[1].account == account_by_id(fang)
        assert try_pin(token, "274905", at=AT + BOUND_FOR) is None, "bound for a year"
        assert [d.id for d in devices_of(fang, at=AT)] == [device]


def test_five_wrong_pins_unbind_and_the_right_one_then_opens_nothing(fang: UUID) -> None:
    with context.identity(writes=True):
        _device, token = bind_device(fang, "274905", agent="", at=AT)
        lefts = [tried[1].left for _ in range(MOST_WRONG) if (tried := try_pin(token, "000000", at=AT))]
        assert lefts == [4, 3, 2, 1, 0]
        assert try_pin(token, "274905", at=AT) is None
        assert devices_of(fang, at=AT) == []


def test_the_right_pin_in_between_forgets_the_wrong_ones(fang: UUID) -> None:
    with context.identity(writes=True):
        _device, token = bind_device(fang, "274905", agent="", at=AT)
        for _ in range(3):
            try_pin(token, "000000", at=AT)
        try_pin(token, "274905", at=AT)
        assert Device.objects.get().failures == 0


def test_neither_token_nor_pin_can_be_read_from_the_table(fang: UUID) -> None:
    with context.identity(writes=True):
        _device, token = bind_device(fang, "274905", agent="", at=AT)
        row = Device.objects.get()
        assert token not in row.token_hash
        assert "274905" not in row.pin


def test_unbinding_all_and_locking_out_leaves_no_way_in(fang: UUID) -> None:
    with context.identity(writes=True):
        bind_device(fang, "274905", agent="", at=AT)
        assert unbind_devices(fang, at=AT) == 1
        bind_device(fang, "274905", agent="", at=AT)
        begin_totp(fang, at=AT)
        make_codes(fang, at=AT)
        lock_out(fang, at=AT)
        assert sign_in_of(new_id(), at=AT) is None
        seen = sign_in_of(fang, at=AT)
        assert seen
        assert seen.is_locked_out
        assert (seen.factors.second, seen.factors.codes_left, seen.devices, seen.sessions) == (0, 0, [], [])
        assert check_credentials("fang", "right") is None
        assert not Session.objects.filter(account_id=fang).exists()
        assert Account.objects.get(id=fang).factor_due_on == AT.date()


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) … Chrome/120.0 Safari/537.36", "Chrome · Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) … Chrome/120.0 Safari/537.36 Edg/120", "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17) … Version/17 Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Linux; Android 12) … MicroMessenger/8.0 Chrome/98", "微信 WeChat · Android"),
        ("curl/8", ""),
    ],
)
def test_a_browser_in_plain_words(agent: str, words: str) -> None:
    assert words_of(agent) == (words or words_of(""))
