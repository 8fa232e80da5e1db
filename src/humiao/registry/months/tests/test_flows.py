"""What came, went and changed, without a database; and the properties of months."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from humiao.registry.months.flows import entries_of, last_day, next_month, previous_month, town_parts
from humiao.registry.months.rules import (
    check_name,
    checks_of,
    may_close_over,
    may_sign_now,
    month_to_close,
    must_foot,
    problems_of_limits,
)
from humiao.registry.months.tests.drafts import MONTH, cells_of, draft_of, fact, line, spell
from humiao.registry.months.values import (
    RECORD_CORRECTED,
    RECORD_REMOVED,
    RECORD_RESTORED,
    Kind,
    Limits,
)
from humiao.registry.values import RosterCount

A, B = UUID(int=1), UUID(int=2)
IN, OUT = date(2024, 9, 5), date(2024, 9, 15)


def told(before=(), now=(), spells=(), facts=(), others=()):
    lines = [{one.child_id: one for one in some} for some in (before, now, others)]
    return [(e.kind.value, e.on, e.reason, e.belongs_to)
            for e in entries_of(MONTH, lines[0], lines[1], spells, facts, lines[2])]  # fmt: skip


class TestFlows:
    @pytest.mark.parametrize(
        ("before", "now", "spells", "expected"),
        [
            ([], [line(A)], [spell(A, entered=IN)], [("addition", IN, "文号", None)]),
            ([], [line(A)], [spell(A, entered=date(2024, 7, 3))],
             [("addition", date(2024, 7, 3), "文号", date(2024, 7, 1))]),
            ([line(A)], [], [spell(A, left=OUT, new=False)], [("exit", OUT, "died", None)]),
            ([line(A)], [], [], [("exit", None, RECORD_REMOVED, None)]),
            ([], [line(A)], [], [("addition", None, RECORD_RESTORED, None)]),
            ([line(A)], [line(A)], [], []),
            ([], [], [spell(A, left=date(2024, 8, 3), new=False)],
             [("corrected", date(2024, 8, 3), "died", date(2024, 8, 1))]),
            ([line(A)], [line(A)], [spell(A, entered=date(2024, 7, 1))],
             [("corrected", date(2024, 7, 1), "文号", date(2024, 8, 1))]),
            ([line(A)], [line(A)], [spell(A, left=OUT, new=False), spell(A, entered=date(2024, 9, 20))],
             [("addition", date(2024, 9, 20), "文号", None), ("exit", OUT, "died", None)]),
        ],
    )  # fmt: skip
    def test_what_came_and_went(self, before, now, spells, expected):
        assert told(before, now, spells, others=[line(A)]) == expected

    def test_in_and_out_within_the_month(self):
        found = told(spells=[spell(A, entered=IN, left=OUT)], others=[line(A)])
        assert [kind for kind, *_ in found] == ["addition", "exit"]
        with pytest.raises(LookupError):
            told(spells=[spell(A, entered=IN, left=OUT)])

    def test_changes(self):
        was = line(A, cls="a", level="green", sex="1")
        is_ = line(A, cls="b", level="red", sex="2", town="330482002")
        found = told([was], [is_])
        assert [(k, r) for k, _, r, _ in found] == [
            ("place", RECORD_CORRECTED), ("class", ""), ("level", ""), ("corrected", RECORD_CORRECTED),
        ]  # fmt: skip
        facts = [fact(A, Kind.PLACE, IN), fact(A, Kind.CORRECTED, None),
                 fact(A, Kind.CATEGORY, date(2024, 8, 3)), fact(B, Kind.CATEGORY, IN)]  # fmt: skip
        assert [(k, b) for k, _, _, b in told([was], [is_], facts=facts)] == [
            ("place", None), ("category", date(2024, 8, 1)), ("class", None), ("level", None),
            ("corrected", date(2024, 8, 1)),
        ]  # fmt: skip

    def test_a_move_of_one_who_left_is_told_by_the_exit(self):
        found = told([line(A)], [], [spell(A, left=OUT, new=False)], [fact(A, Kind.PLACE, IN)])
        assert [kind for kind, *_ in found] == ["exit"]


PEOPLE = st.dictionaries(st.integers(0, 7), st.sampled_from(["330482001", "330482002"]))


@given(
    PEOPLE,
    PEOPLE,
    st.lists(st.tuples(st.integers(0, 7), st.booleans(), st.booleans()), max_size=12),
)
def test_the_cross_foot_holds_whatever_was_recorded(before, now, recorded):
    was, is_ = ({UUID(int=n): line(UUID(int=n), town=t) for n, t in some.items()} for some in (before, now))
    spells = [spell(UUID(int=n), entered=IN, left=OUT, new=new, over=over) for n, new, over in recorded]
    others = {UUID(int=n): line(UUID(int=n)) for n in range(8)}
    entries = entries_of(MONTH, was, is_, spells, [], others)
    draft = draft_of(was, is_, entries, town_parts(was, is_, entries))
    checks = checks_of(draft, cells_of(is_), RosterCount(last_day(MONTH), len(is_), {}, {}))
    assert all(check.holds for check in checks), [c for c in checks if not c.holds]


class TestRules:
    def test_the_next_month(self):
        assert month_to_close([], None) is None
        assert month_to_close([], date(2024, 8, 20)) == date(2024, 8, 1)
        assert month_to_close([date(2024, 8, 1), date(2024, 12, 1)], None) == date(2025, 1, 1)
        assert (next_month(MONTH), previous_month(date(2024, 1, 1))) == (date(2024, 10, 1), date(2023, 12, 1))

    @pytest.mark.parametrize(
        ("next_open", "today", "code"),
        [
            (None, date(2024, 10, 5), "no-roster"),
            (date(2024, 10, 1), date(2024, 10, 5), "month-closed"),
            (date(2024, 8, 1), date(2024, 10, 5), "not-its-turn"),
            (MONTH, date(2024, 9, 30), "month-not-over"),
            (MONTH, date(2024, 10, 1), ""),
        ],
    )
    def test_when_it_is_signed(self, next_open, today, code):
        assert may_sign_now(MONTH, next_open=next_open, today=today).code == code

    @pytest.mark.parametrize(
        ("missing", "today", "code"),
        [
            ([], date(2024, 10, 1), ""),
            (["一镇"], date(2024, 10, 5), "towns-missing"),
            (["一镇"], date(2024, 10, 6), ""),
        ],
    )
    def test_closing_over_towns(self, missing, today, code):
        assert may_close_over(missing, sign_until=date(2024, 10, 5), today=today).code == code

    @pytest.mark.parametrize(
        ("sign", "close", "codes"),
        [(5, 10, []), (5, 5, []), (0, 10, ["limit-impossible"]), (5, 32, ["limit-impossible"]),
         (9, 8, ["limits-reversed"])],
    )  # fmt: skip
    def test_limits(self, sign, close, codes):
        assert [d.code for d in problems_of_limits(Limits(sign, close))] == codes

    def test_sums_that_differ_stop_the_closing(self):
        draft = draft_of({}, {A: line(A)}, (), ())
        checks = checks_of(draft, cells_of({A: line(A)}), RosterCount(MONTH, 1, {}, {}))
        decision = must_foot(checks, {})
        assert decision.code == "sums-differ"
        assert all(check_name(c.code) for c in checks)
