"""The rules of restricted files, as truth tables."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from humiao.registry.restricted import rules
from humiao.registry.restricted.rules import GrantFacts
from humiao.registry.tests.conftest import AT

ME, YOU = UUID(int=1), UUID(int=2)
HOUR = timedelta(hours=1)
LONG = "孩子身上有伤，须马上核实"


def grant(**more):
    values: dict[str, Any] = {
        "kind": "glass",
        "account_id": ME,
        "from_at": AT,
        "until_at": AT + HOUR,
        "ended_at": None,
    }
    return GrantFacts(**(values | more))


@pytest.mark.parametrize(
    ("facts", "at", "live"),
    [
        (grant(), AT, True),
        (grant(), AT - HOUR, False),
        (grant(), AT + HOUR, False),  # its last moment is outside
        (grant(), AT + HOUR - timedelta(seconds=1), True),
        (grant(until_at=None), AT + 9999 * HOUR, True),
        (grant(ended_at=AT), AT, False),
        (grant(ended_at=AT + HOUR / 2), AT, True),
    ],
)
def test_when_a_grant_opens(facts, at, live):
    assert rules.is_live(facts, at=at) is live


@pytest.mark.parametrize(
    ("reason", "code"),
    [("", "reason-missing"), ("  短  ", "reason-missing"), (LONG, ""), ("长" * 1001, "reason-too-long")],
)
def test_a_reason_says_something(reason, code):
    assert rules.must_have_reason(reason).code == code


@pytest.mark.parametrize(("restricted", "code"), [(True, "already-restricted"), (False, "")])
def test_restricting(restricted, code):
    assert rules.may_restrict(is_restricted=restricted, reason=LONG).code == code


@pytest.mark.parametrize(("ground", "code"), [("abuse", ""), ("else", "unknown-ground")])
def test_grounds(ground, code):
    assert rules.is_ground(ground).code == code


@pytest.mark.parametrize(
    ("proposed", "sealed", "code"),
    [(False, False, ""), (True, False, "already-proposed"), (False, True, "sealed-category")],
)
def test_proposing_the_end(proposed, sealed, code):
    found = rules.may_propose_end(is_proposed=proposed, holds_sealed=sealed, reason=LONG)
    assert found.code == code


@pytest.mark.parametrize(
    ("proposed", "by", "code"), [(True, YOU, ""), (True, ME, "same-person"), (False, YOU, "not-proposed")]
)
def test_confirming_the_end(proposed, by, code):
    assert rules.may_confirm_end(proposed_by=ME, by=by, is_proposed=proposed).code == code


@pytest.mark.parametrize(
    ("days", "waiting", "code"),
    [(1, False, ""), (90, False, ""), (0, False, "days-out-of-range"), (91, False, "days-out-of-range"),
     (7, True, "already-asked")],
)  # fmt: skip
def test_asking(days, waiting, code):
    assert rules.may_ask(days=days, reason=LONG, is_waiting=waiting).code == code


@pytest.mark.parametrize(
    ("state", "by", "code"),
    [("waiting", YOU, ""), ("waiting", ME, "own-request"), ("approved", YOU, "already-decided")],
)
def test_deciding(state, by, code):
    assert rules.may_decide(state=state, asked_by=ME, by=by).code == code


@pytest.mark.parametrize(
    ("found", "reached", "days", "code"),
    [(True, True, 7, ""), (False, False, 7, "no-such-file"), (True, False, 7, "post-does-not-reach"),
     (True, True, 91, "days-out-of-range")],
)  # fmt: skip
def test_approving(found, reached, days, code):
    assert rules.may_approve(days=days, is_found=found, is_reached=reached).code == code


@pytest.mark.parametrize(
    ("state", "by", "code"),
    [("waiting", ME, ""), ("waiting", YOU, "not-own"), ("refused", ME, "already-decided")],
)
def test_withdrawing(state, by, code):
    assert rules.may_withdraw(state=state, asked_by=ME, by=by).code == code


@pytest.mark.parametrize(
    ("confirmed", "is_open", "reason", "code"),
    [(True, False, LONG, ""), (False, False, LONG, "not-confirmed"), (True, True, LONG, "already-open"),
     (True, False, "急", "reason-missing")],
)  # fmt: skip
def test_breaking_the_glass(confirmed, is_open, reason, code):
    assert rules.may_break(reason=reason, is_confirmed=confirmed, is_open=is_open).code == code


@pytest.mark.parametrize(
    ("facts", "judgement", "by", "note", "code"),
    [
        (grant(), "justified", YOU, "", ""),
        (grant(), "unjustified", YOU, LONG, ""),
        (grant(), "unjustified", YOU, "", "reason-missing"),
        (grant(), "perhaps", YOU, "", "no-judgement"),
        (grant(), "justified", ME, "", "own-opening"),
        (grant(judgement="justified"), "justified", YOU, "", "already-judged"),
        (grant(kind="named"), "justified", YOU, "", "not-an-emergency"),
    ],
)
def test_judging(facts, judgement, by, note, code):
    assert rules.may_judge(facts, judgement=judgement, by=by, note=note).code == code


@pytest.mark.parametrize(
    ("facts", "code"),
    [(grant(), ""), (grant(until_at=AT), "already-ended"), (grant(ended_at=AT), "already-ended")],
)
def test_ending_early(facts, code):
    assert rules.may_end_grant(facts, at=AT).code == code


def test_small_ones():
    assert not rules.must_name_file(" ")
    assert not rules.must_name_file("9" * 41)
    assert rules.must_name_file("2024-1")
    assert not rules.must_be_restricted(is_restricted=False)
    assert rules.must_be_restricted(is_restricted=True)
    assert rules.is_end_proposed(is_proposed=True)
    assert rules.glass_until(AT) - AT == timedelta(hours=24)
    assert rules.grant_until(AT, 90) - AT == timedelta(days=90)
    assert rules.ends_when_judged(grant(judgement="unjustified"), at=AT)
    assert not rules.ends_when_judged(grant(judgement="justified"), at=AT)


_MINUTES = st.integers(-200_000, 200_000)


@given(_MINUTES, st.none() | _MINUTES, st.none() | _MINUTES, _MINUTES)
def test_a_grant_is_open_exactly_between_its_beginning_and_its_first_end(begins, until, ended, at):
    def moment_of(minutes):
        return None if minutes is None else AT + timedelta(minutes=minutes)

    facts = grant(from_at=moment_of(begins), until_at=moment_of(until), ended_at=moment_of(ended))
    ends = [end for end in (until, ended) if end is not None]
    assert rules.is_live(facts, at=moment_of(at)) == (begins <= at and all(at < end for end in ends))
