"""Files of the other system, made from what we gave it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from conftest import make_actor

from humiao.access.public import SYSTEM, Actor
from humiao.foundation.clock import moment
from humiao.registry.departments.public import (
    NewList,
    Wish,
    compare_list,
    decide_rows,
    list_of,
    rows_of_list,
    upload_list,
)
from humiao.registry.departments.values import Decided, RowValue
from humiao.registry.exchange.public import give_roster
from humiao.registry.lists.tests.sheets import workbook
from humiao.registry.lists.workbook import read_workbook
from humiao.registry.public import NewCategory, NewGuardian
from humiao.registry.tests.conftest import ENTERED, a_child, a_home, enter

LAYOUT = "national-children"
DAY = date(2024, 11, 20)
AT = moment(DAY)
GROUPS = ("new", "theirs", "conflict", "send", "here", "unclear", "same", "bad")


def two_children() -> tuple[UUID, UUID]:
    """Enter two children with much known of them."""
    poor = NewCategory("SUBSISTENCE", ENTERED, "证2")
    grandma = NewGuardian("王奶奶", "paternal_grandmother", is_main=True, phone="13812345678")
    one = a_child("王小明", school="实验小学", grade="三年级", guardians=(grandma,), health="健康")
    two = a_child("李小芳", serial=2, sex="2", born_on=date(2016, 4, 8), categories=(poor,), ethnicity="01")
    first, second = enter(a_home(one), a_home(two, address="平安路2号"))
    return first, second


def given(*, by: Actor = SYSTEM, at: Any = AT) -> list[list[str]]:
    """Give the roster and return the file's rows, the headings first."""
    data = give_roster(layout=LAYOUT, purpose="每月报送", by=by, at=at).data
    return [[str(cell) for cell in row] for row in read_workbook(data).sheets[0].rows]


def changed(rows: Sequence[Sequence[str]], name: str, **cells: str) -> list[list[str]]:
    """Return the rows with some cells of one child's otherwise."""
    heads = list(rows[0])
    made = [list(row) for row in rows]
    for row in made[1:]:
        if row[heads.index("儿童姓名")] == name:
            for heading, text in cells.items():
                row[heads.index(heading)] = text
    return made


def bring(
    rows: Sequence[Sequence[Any]], *, by: Actor = SYSTEM, as_of: date = DAY, compared: bool = True
) -> UUID:
    """Bring a file of theirs and compare it; returns its id."""
    at = max(AT, moment(as_of))
    data = workbook(rows[1:], headings=[str(h) for h in rows[0]])
    new = NewList("national", as_of, "导出.xlsx", layout=LAYOUT)
    list_id = upload_list(data=data, new=new, by=by, at=at)
    if compared and list_of(by, list_id).state == "open":
        compare_list(list_id=list_id, seen_version=1, by=by, at=at)
    return list_id


def rows_in(list_id: UUID, group: str) -> tuple[RowValue, ...]:
    """Return a group's rows."""
    return rows_of_list(SYSTEM, list_id, group).rows


def found_in(list_id: UUID) -> dict[str, dict[str, list[str]]]:
    """Return by group who stands in it, with the facts that differ."""
    made: dict[str, dict[str, list[str]]] = {}
    for group in GROUPS:
        for row in rows_in(list_id, group):
            told = sorted({c.field for c in row.found.changes if c.old != c.new})
            made.setdefault(group, {})[row.name] = told
    return made


def decide(
    list_id: UUID, group: str, outcome: str, *, by: Actor = SYSTEM, at: Any = None, **more: Any
) -> Decided:
    """Decide about all that wait, or as told."""
    wish = Wish(group, outcome, "逐项核对", **more)
    seen = list_of(by, list_id).waiting.get(group, 0)
    when = at or AT + timedelta(days=1)
    return decide_rows(list_id=list_id, wish=wish, seen_waiting=seen, by=by, at=when)


@pytest.fixture
def officer() -> Actor:
    """Return a bureau's officer."""
    made: Actor = make_actor("bureau-officer", name="经办人")
    return made


def same(*names: str) -> Mapping[str, Any]:
    """Return what is found where nothing differs."""
    return {"same": {name: [] for name in names}}
