"""The rarer ways through the commands on drafts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from humiao.access.public import SYSTEM, NotReached
from humiao.plans.commands.editing import _plain, _put
from humiao.plans.public import add_fact, plan_of, start_plan_by_form
from humiao.plans.reader.draft import Interval
from humiao.plans.tests.doing import confirm, edit, settle
from humiao.programmes.public import settlements_of


def test_a_query_settled_alike_in_the_correction_is_not_settled_anew(pinghu, begun, at):
    with pinghu():
        settle(first := begun(), at)
        confirm(first, at)
        second = begun(corrects="pinghu-2024")
        edit(second, at)
        settle(second, at)
        made = confirm(second, at)
        assert (made.version, len(settlements_of(made.id))) == (2, 1)


def test_a_correction_by_form_begins_with_the_programme(pinghu, at, shipped):
    with pinghu():
        plan = plan_of(start_plan_by_form(name="更正稿", corrects="pinghu-2024", by=SYSTEM, at=at))
        assert len(plan.as_read.indicators) >= len(shipped.terms.indicators)


def test_a_fact_of_no_section_is_not_found(pinghu, begun, at):
    with pinghu(), pytest.raises(NotReached):
        add_fact(plan_id=begun(), section="nonsense", values={"value": "x"}, by=SYSTEM, at=at)


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Interval(value=1, unit="month"), {"value": 1, "unit": "month"}),
        (("甲", "乙"), ["甲", "乙"]),
        (Decimal("2.50"), 2.5),
        (Decimal(300), 300),
        ("", None),
        ("甲", "甲"),
        (None, None),
    ],
)
def test_a_value_stands_plainly_in_an_edit(value, plain):
    assert _plain(value) == plain


def test_what_is_not_said_is_left_to_the_default():
    values: dict[str, Any] = {}
    _put(values, "interval.value", None)
    _put(values, "interval.unit", "month")
    assert values == {"interval": {"unit": "month"}}
