"""Undoing an import when months were closed since: refused where a book counts its children."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from humiao.access.public import SYSTEM
from humiao.foundation.clock import moment
from humiao.foundation.decisions import Refused
from humiao.registry.lists.commands.undoing import may_undo, may_undo_now
from humiao.registry.lists.public import undo_import
from humiao.registry.lists.tests.test_importing import bring, line
from humiao.registry.models import Child, ListImport, MonthLine
from humiao.registry.months.sealing import verify
from humiao.registry.months.tests.conftest import AUGUST, close, roster

AT = moment(date(2024, 9, 20))
LATER = AT + timedelta(hours=6)


def new(name, entered):
    return line(name, "", 性别="女", 出生日期="2016-01-02", 家庭住址=f"远路{name}", 认定时间=entered)


@pytest.mark.parametrize(
    ("state", "done_at", "at", "closed", "code"),
    [
        ("done", AT, LATER, None, ""),
        ("done", AT, LATER, AUGUST, "month-closed"),
        ("done", AT, AT + timedelta(hours=25), AUGUST, "too-late"),
        ("undone", AT, LATER, None, "not-done"),
        ("done", None, LATER, None, "not-done"),
    ],
)
def test_when_it_may_be_undone(state, done_at, at, closed, code):
    assert may_undo(state, done_at, at, closed=closed).code == code


def test_an_import_that_a_closed_month_counts_stays_whole(pinghu):
    with pinghu():
        roster()
        done = bring(new("李芳", "2024-08-20"), new("张三", "2024-09-18"), at=AT)
        close(AUGUST)
        children, lines = Child.objects.count(), MonthLine.objects.count()
        with pytest.raises(Refused) as refused:
            undo_import(import_id=done.id, by=SYSTEM, at=LATER)
        decision = refused.value.decision
        assert (decision.code, decision.clause) == ("month-closed", "R23")
        assert "2024" in decision.reason
        assert may_undo_now(ListImport.objects.get(), LATER) == decision, "the page says the same"
        assert (Child.objects.count(), MonthLine.objects.count()) == (children, lines)
        assert all(found.is_intact for found in verify())


def test_a_closed_month_that_names_none_of_its_children_hinders_nobody(pinghu):
    with pinghu():
        roster()
        done = bring(new("张三", "2024-09-18"), at=AT)
        close(AUGUST, 20)
        assert undo_import(import_id=done.id, by=SYSTEM, at=LATER).removed == 1
        assert close(date(2024, 9, 1))


def test_a_month_closed_before_the_import_hinders_nobody(pinghu):
    with pinghu():
        roster()
        close(AUGUST, 19)
        done = bring(new("张三", "2024-08-20"), at=AT)
        assert undo_import(import_id=done.id, by=SYSTEM, at=LATER).removed == 1
