"""When something may be taken out, fetched and revoked, and what stands on the paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from humiao.access.exports import rules, stamps
from humiao.access.exports.kinds import BY_CODE, KINDS
from humiao.foundation.ids import new_id

AT = datetime(2024, 11, 20, 4, tzinfo=UTC)
KEPT = rules.Kept(True, True, AT + timedelta(days=1), False, True)


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("", "no-reason"),
        ("  查  ", "no-reason"),
        ("。。。。。", "no-reason"),
        ("季度检查", ""),
        ("查" * 201, "no-reason"),
        ("城南检查" * 51, "too-long"),
    ],
)
def test_a_reason_is_asked_of_what_holds_children(reason: str, code: str) -> None:
    decision = rules.may_take(reason, holds_children=True)
    assert (decision.allowed, decision.code) == (not code, code)
    assert rules.may_take(reason, holds_children=False)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, ""),
        ({"is_takers": False}, "not-found"),
        ({"is_revoked": True}, "revoked"),
        ({"expires_at": AT}, "expired"),
        ({"is_same_session": False}, "other-session"),
        ({"is_whole": False}, "child-erased"),
    ],
)
def test_fetching_once_more(changed: dict[str, Any], code: str) -> None:
    decision = rules.may_fetch(replace(KEPT, **changed), at=AT)
    assert (decision.allowed, decision.code) == (not code, code)


@pytest.mark.parametrize(
    ("is_takers", "is_revoked", "reason", "code"),
    [
        (True, False, "", ""),
        (False, False, "", "no-reason"),
        (False, False, "手机丢失", ""),
        (True, True, "", "revoked"),
    ],
)
def test_revoking(is_takers: bool, is_revoked: bool, reason: str, code: str) -> None:
    decision = rules.may_revoke(replace(KEPT, is_takers=is_takers, is_revoked=is_revoked), reason=reason)
    assert (decision.allowed, decision.code) == (not code, code)


def test_every_kind_that_is_not_taken_out_says_why() -> None:
    assert len(BY_CODE) == len(KINDS)
    for kind in KINDS:
        assert kind.is_taken_out or kind.why_not, kind.code
        assert bool(kind.kept) == kind.is_taken_out, kind.code


@given(st.integers(0, 30_000))
def test_a_number_is_read_as_it_was_printed(days: int) -> None:
    at = AT + timedelta(days=days)
    number = stamps.new_number(at)
    for typed in (
        number,
        number.lower(),
        f"编号 {number}",
        number.replace("-", " "),
        number.replace("0", "O"),
    ):
        assert stamps.read_number(typed) == number
    wide = number.translate({n: n + 0xFEE0 for n in range(0x21, 0x7F)})
    assert stamps.read_number(wide) == number


@pytest.mark.usefixtures("django_db_setup")  # the master key is made with it
def test_a_code_is_read_in_groups_and_forged_ones_differ() -> None:
    account = new_id()
    code = stamps.code_of("330482", "20241120-7K3MQX", account, "child-file", AT)
    assert stamps.read_code(stamps.shown_code(code).upper()) == code
    assert stamps.read_code("3f9a") == ""
    others = {
        stamps.code_of("654002", "20241120-7K3MQX", account, "child-file", AT),
        stamps.code_of("330482", "20241120-7K3MQY", account, "child-file", AT),
        stamps.code_of("330482", "20241120-7K3MQX", new_id(), "child-file", AT),
        stamps.code_of("330482", "20241120-7K3MQX", account, "month-book", AT),
    }
    assert code not in others
    assert stamps.read_number("no number") == ""
