"""Closing months: what the book holds, that it never changes, who may close when."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from humiao.access.public import SYSTEM
from humiao.foundation.clock import moment
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.erasing import erase_child
from humiao.foundation.trail.models import TrailEntry
from humiao.registry.models import Child, ClosedMonth, MonthEntry, MonthLine, MonthTown
from humiao.registry.months.commands.closing import close_month
from humiao.registry.months.sealing import verify
from humiao.registry.months.tests.conftest import AUGUST, OCTOBER, SEPTEMBER, child_of, close, roster
from humiao.registry.public import (
    change_child,
    change_household,
    give_category,
    leave_roster,
)
from humiao.registry.tests.conftest import OTHER_TOWN, OTHER_VILLAGE, TOWN, end_category, enter


def entries(month: date) -> list[tuple[str, str, str, str, str, str]]:
    rows = MonthEntry.objects.filter(book__month=month).order_by("number")
    return [
        (e.kind, e.file_number[-1], str(e.on or ""), e.reason, f"{e.old}>{e.new}", str(e.belongs_to or ""))
        for e in rows
    ]


def head(month: date) -> tuple[int, int, int, int, int, int]:
    b = ClosedMonth.objects.get(month=month)
    return b.before, b.additions, b.exits, b.total, b.changes, b.late


def test_the_first_book_holds_its_own_copies(pinghu):
    with pinghu():
        roster()
        close(AUGUST)
        assert head(AUGUST) == (0, 3, 0, 3, 0, 0)
        lines = list(
            MonthLine.objects.order_by("number").values_list("town_code", "class_code", "age", "sex")
        )
        assert [line[0] for line in lines] == [TOWN, TOWN, OTHER_TOWN]
        assert {line[2] for line in lines} == {9}
        towns = list(MonthTown.objects.values_list("town_code", "total", "additions", "signed_at"))
        assert towns == [(TOWN, 2, 2, None), (OTHER_TOWN, 1, 1, None)]
        assert all(f.is_intact for f in verify())
        assert TrailEntry.objects.filter(action="close-month").count() == 1


def test_what_came_went_and_changed_is_told_with_reasons(pinghu):
    with pinghu():
        one, two, _three = roster()
        close(AUGUST)
        (four,) = enter(child_of(4, "DISABLED_SEVERE"), at=moment(date(2024, 9, 21)))
        leave_roster(
            child_id=two, on=date(2024, 9, 15), reason="moved_away", by=SYSTEM, at=moment(date(2024, 9, 21))
        )
        give_category(child_id=one, category="ILLNESS", from_on=date(2024, 9, 3), proof="诊断书", by=SYSTEM,
                      at=moment(date(2024, 9, 22)))  # fmt: skip
        home = Child.objects.get(pk=one).household
        change_household(household_id=home.pk, seen_version=1, by=SYSTEM, at=moment(date(2024, 9, 25)),
                         changes={"town_code": OTHER_TOWN, "village_code": OTHER_VILLAGE},
                         moved_on=date(2024, 9, 24))  # fmt: skip
        close(SEPTEMBER)
        told = entries(SEPTEMBER)
    assert [e[0] for e in told] == ["addition", "exit", "place", "category"]
    assert told[1][3] == "moved_away"
    assert told[2][4] == "330482001001>330482002001"
    assert told[3][3:5] == ("诊断书", ">ILLNESS")
    assert told[0][5] == str(AUGUST), "entered in August, recorded after August was closed"
    assert four


def test_late_facts_go_into_the_next_book_once_and_closed_ones_stay(pinghu):
    with pinghu():
        one, two, three = roster()
        close(AUGUST)
        before = list(MonthLine.objects.values()), head(AUGUST)
        enter(child_of(4), at=moment(date(2024, 10, 2)))  # on the roster since August, known in October
        leave_roster(
            child_id=two, on=date(2024, 8, 30), reason="died", by=SYSTEM, at=moment(date(2024, 10, 3))
        )
        end_category(
            child_id=one, category="DE_FACTO", on=date(2024, 8, 25), by=SYSTEM, at=moment(date(2024, 10, 3))
        )
        change_child(child_id=three, seen_version=1, changes={"name": "王小叁"}, by=SYSTEM,
                     at=moment(date(2024, 10, 4)))  # fmt: skip
        close(SEPTEMBER)
        close(OCTOBER)
        assert (list(MonthLine.objects.filter(book__month=AUGUST).values()), head(AUGUST)) == before
        assert head(SEPTEMBER) == (3, 1, 1, 3, 3, 4)
        kinds = [(kind, belongs) for kind, *_, belongs in entries(SEPTEMBER)]
        assert kinds == [
            ("addition", "2024-08-01"), ("exit", "2024-08-01"), ("category", "2024-08-01"),
            ("class", ""), ("corrected", "2024-08-01"),
        ]  # fmt: skip
        assert entries(OCTOBER) == []
        assert all(f.is_intact for f in verify())


def test_it_survives_erasure_and_the_removal_of_a_file(pinghu):
    with pinghu():
        one, *_ = roster()
        close(AUGUST)
        assert erase_child(one, actor=None, at=moment(date(2024, 9, 25))) == 0
        assert all(f.is_intact for f in verify())
        assert ClosedMonth.objects.get().total == 3


def test_the_database_lets_nobody_change_a_closed_month(pinghu):
    with pinghu():
        roster()
        close(AUGUST)
        for table in ("closedmonth", "monthline", "monthentry", "monthtown"):
            for statement in (f"DELETE FROM registry_{table}", f"UPDATE registry_{table} SET id = id"):
                with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                    connection.cursor().execute(statement)


@pytest.mark.parametrize(
    ("month", "on", "code"),
    [
        (AUGUST, date(2024, 8, 31), "month-not-over"),
        (SEPTEMBER, date(2024, 10, 20), "not-its-turn"),
        (AUGUST, date(2024, 9, 3), "towns-missing"),
    ],
)
def test_it_is_refused(pinghu, month, on, code):
    with pinghu():
        roster()
        with pytest.raises(Refused) as refused:
            close_month(month=month, by=SYSTEM, at=moment(on))
        assert refused.value.decision.code == code


def test_a_closed_month_is_not_closed_again_and_an_empty_county_has_none(pinghu):
    with pinghu():
        with pytest.raises(Refused) as refused:
            close(AUGUST)
        assert refused.value.decision.code == "no-roster"
        roster()
        close(AUGUST)
        with pytest.raises(Refused) as refused:
            close(AUGUST)
        assert refused.value.decision.code == "month-closed"


def test_who_may_not(pinghu, supervisor):
    with pinghu():
        roster()
        with pytest.raises(Refused):
            close(AUGUST, by=supervisor)


def test_a_month_changed_since_it_was_shown_is_not_closed(pinghu):
    with pinghu():
        roster()
        with pytest.raises(Conflict):
            close_month(month=AUGUST, seen_digest="other", by=SYSTEM, at=moment(date(2024, 9, 20)))


def test_the_number_of_statements_does_not_grow(pinghu):
    with pinghu():
        roster()
        with CaptureQueriesContext(connection) as few:
            close(AUGUST)
        enter(*(child_of(n) for n in range(5, 25)), at=moment(date(2024, 9, 21)))
        with CaptureQueriesContext(connection) as many:
            close(SEPTEMBER)
        assert abs(len(many) - len(few)) <= 2
