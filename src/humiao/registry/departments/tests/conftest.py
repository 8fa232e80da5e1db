"""Small lists of departments, and people who may decide about them."""

from __future__ import annotations

from collections.abc import Sequence
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
from humiao.registry.lists.tests.sheets import workbook
from humiao.registry.tests.conftest import id_number

DAY = date(2024, 11, 20)
AT = moment(DAY)
LATER = AT + timedelta(hours=1)
HEAD = ("姓名", "身份证号", "乡镇", "村", "就读学校", "联系电话")
BORN, SECOND, THIRD = date(2015, 3, 7), date(2016, 4, 8), date(2014, 5, 9)
ONE, TWO, THREE = id_number(BORN), id_number(SECOND, serial=2), id_number(THIRD, serial=3)


def line(
    name: str,
    number: str = "",
    *,
    town: str = "平湖1街道",
    village: str = "甲东社区",
    school: str = "",
    phone: str = "",
) -> list[str]:
    """Write one row."""
    return [name, number, town, village, school, phone]


def bring(
    *rows: Sequence[Any],
    headings: Sequence[str] = HEAD,
    department: str = "subsistence",
    means: str = "",
    town: str = "",
    as_of: date = DAY,
    by: Actor = SYSTEM,
    compared: bool = True,
) -> UUID:
    """Upload a list and compare it; returns its id."""
    data = workbook(rows, headings=headings)
    new = NewList(department, as_of, "名单.xlsx", means, town)
    list_id = upload_list(data=data, new=new, by=by, at=AT)
    if compared:
        compare_list(list_id=list_id, seen_version=list_of(by, list_id).version, by=by, at=AT)
    return list_id


def rows(list_id: UUID, group: str, by: Actor = SYSTEM) -> tuple[RowValue, ...]:
    """Return a group's rows."""
    return rows_of_list(by, list_id, group).rows


def names(list_id: UUID) -> dict[str, list[str]]:
    """Return who stands in which group."""
    found = {
        g: [r.name for r in rows(list_id, g)] for g in ("new", "gone", "changed", "unclear", "same", "bad")
    }
    return {group: who for group, who in found.items() if who}


def decide(
    list_id: UUID, group: str, outcome: str, *, by: Actor = SYSTEM, reason: str = "按名单核对", **more: Any
) -> Decided:
    """Decide about all that wait, or as told."""
    seen = list_of(by, list_id).waiting.get(group, 0)
    wish = Wish(group, outcome, reason, **more)
    return decide_rows(list_id=list_id, wish=wish, seen_waiting=seen, by=by, at=LATER)


@pytest.fixture
def officer() -> Actor:
    """Return a bureau's officer."""
    made: Actor = make_actor("bureau-officer", name="经办人")
    return made
