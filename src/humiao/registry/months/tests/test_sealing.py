"""The seal: whatever is edited in a book behind the commands' back shows; erasure breaks nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from humiao.foundation import context
from humiao.foundation.clock import moment
from humiao.foundation.erasing import erase_child
from humiao.foundation.tenancy import as_owner
from humiao.registry.models import ClosedMonth, MonthLine
from humiao.registry.months import queries
from humiao.registry.months.sealing import verify
from humiao.registry.months.tests.conftest import AUGUST, SEPTEMBER, close, roster

EDITS = (
    ("monthline", "age = age + 1", "age = age - 1"),
    ("monthline", "file_number = file_number || '9'", "file_number = left(file_number, -1)"),
    ("monthline", "sealed = sealed || '\\x00'", "sealed = substr(sealed, 1, length(sealed) - 1)"),
    ("monthentry", "reason = reason || '.'", "reason = left(reason, -1)"),
    ("monthtown", "total = total + 1", "total = total - 1"),
    ("closedmonth", "total = total + 1", "total = total - 1"),
    ("closedmonth", "closed_name = closed_name || '.'", "closed_name = left(closed_name, -1)"),
)


def test_whatever_is_edited_shows(own_database: Any) -> None:
    own_database()
    with context.county("330482", writes=True):
        roster()
        close(AUGUST)
        close(SEPTEMBER)
        first = ClosedMonth.objects.get(month=AUGUST).pk
    assert faults() == {AUGUST: (), SEPTEMBER: ()}
    for table, done, undone in EDITS:
        where = f"{'id' if table == 'closedmonth' else 'book_id'} = '{first}'"
        as_superuser(f"UPDATE registry_{table} SET {done} WHERE {where}")
        assert faults() == {AUGUST: ("book-edited",), SEPTEMBER: ()}, done
        as_superuser(f"UPDATE registry_{table} SET {undone} WHERE {where}")
        assert faults() == {AUGUST: (), SEPTEMBER: ()}, undone
    as_superuser(f"DELETE FROM registry_monthline WHERE book_id = '{first}' AND number = 1")
    assert faults() == {AUGUST: ("book-edited",), SEPTEMBER: ()}
    for table in ("monthline", "monthentry", "monthtown"):
        as_superuser(f"DELETE FROM registry_{table} WHERE book_id = '{first}'")
    as_superuser(f"DELETE FROM registry_closedmonth WHERE id = '{first}'")
    assert faults() == {SEPTEMBER: ("chain-broken",)}, "a month taken out whole leaves a gap"


def faults() -> dict[date, tuple[str, ...]]:
    with context.county("330482"):
        return {finding.month: finding.faults for finding in verify()}


def as_superuser(statement: str) -> None:
    with as_owner("c330482") as owner, owner.cursor() as cursor:
        cursor.execute(statement)


def test_who_was_erased_is_counted_on_and_named_no_more(pinghu):
    with pinghu():
        erased, *_others = roster()
        close(AUGUST)
        erase_child(erased, actor=None, at=moment(date(2024, 9, 25)))
        close(SEPTEMBER)
        assert MonthLine.objects.get(book__month=SEPTEMBER, child_id=erased).sealed is None
        for month in (AUGUST, SEPTEMBER):
            book = queries.book_of(month)
            assert book
            total, rows = queries.lines_page(book.id, None)
            assert total == 3
            assert {row["name"] for row in rows} == {"", "王小2", "王小3"}
            assert [row["name"] for row in rows if row["child_id"] == erased] == [""]
    assert faults() == {AUGUST: (), SEPTEMBER: ()}
