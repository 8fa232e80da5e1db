"""A decision is truthy when it allows, and its refusal carries it whole."""

from __future__ import annotations

import pytest

from humiao.foundation.decisions import Decision, Refused, require


def test_yes_allows() -> None:
    decision = Decision.yes("九")
    assert decision
    assert (decision.code, decision.reason, decision.clause) == ("", "", "九")
    require(decision)


def test_no_refuses_with_its_reason() -> None:
    decision = Decision.no("renewal-too-long", "Too long.", "九")
    assert not decision
    with pytest.raises(Refused, match=r"Too long\.") as caught:
        require(decision)
    assert caught.value.decision == decision
