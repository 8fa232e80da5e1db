"""Ledgers made for tests, and bringing them in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from humiao.access.public import SYSTEM, Actor
from humiao.ledgers.public import Asked, BroughtIn, LedgerCheck, check_ledger, import_ledger
from humiao.registry.lists.tests.sheets import sheets
from humiao.visits.tests.conftest import AT

VISITS = ("走访日期", "姓名", "所在村", "走访人", "走访内容", "走访方式", "是否见到", "时长")
FILE = "2024年走访台账.xlsx"


def book(headings: Sequence[str], *rows: Sequence[Any], title: str = "", sheet: str = "台账") -> bytes:
    """Write one sheet: a title where one is given, the headings, the rows."""
    return sheets({sheet: [*([[title]] if title else []), list(headings), *rows]})


def visit(day: Any = "2024-07-03", name: str = "王大明", **more: Any) -> list[Any]:
    """Make a row of a visits' ledger that breaks no rule."""
    values = {"所在村": "甲东社区", "走访人": "李芳", "走访内容": "了解近况", "走访方式": "入户"}
    values |= {"是否见到": "见到", "时长": "40分钟", **more}
    return [day, name, *(values[h] for h in VISITS[2:])]


def asked(programme: UUID, kind: str = "visits", **more: Any) -> Asked:
    """Say what a file is."""
    return Asked(kind, programme, more.pop("file_name", FILE), **more)


def bring(
    data: bytes, programme: UUID, kind: str = "visits", *, by: Actor = SYSTEM, at: datetime = AT, **more: Any
) -> BroughtIn:
    """Bring a file in."""
    return import_ledger(data=data, asked=asked(programme, kind, **more), by=by, at=at)


def look(
    data: bytes, programme: UUID, kind: str = "visits", *, by: Actor = SYSTEM, **more: Any
) -> LedgerCheck:
    """Check a file."""
    return check_ledger(data=data, asked=asked(programme, kind, **more), by=by, at=AT)


def numbers(check: LedgerCheck) -> Mapping[str, int]:
    """Return the fates that have rows."""
    return {fate: n for fate, n in check.counts().items() if n and fate != "rows"}


def later(hours: float) -> datetime:
    """Return a moment after the imports of the tests."""
    return AT + timedelta(hours=hours)
