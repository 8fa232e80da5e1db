"""A small roster whose months can be closed, and people who sign and close."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from humiao.access.public import SYSTEM, Actor, Role
from humiao.foundation.clock import moment
from humiao.programmes.public import load_programme, load_terms, shipped_files
from humiao.registry.months.commands.closing import close_month
from humiao.registry.public import NewCategory
from humiao.registry.tests.conftest import OTHER_TOWN, OTHER_VILLAGE, TOWN, a_child, a_home, enter

START = date(2024, 8, 20)
AUGUST, SEPTEMBER, OCTOBER = date(2024, 8, 1), date(2024, 9, 1), date(2024, 10, 1)


def child_of(serial: int, *categories: str, town: int = 1, **more: Any) -> Any:
    """Make a home with one child of these categories in the first or second town."""
    held = tuple(NewCategory(c, START) for c in categories)
    place = {} if town == 1 else {"town": OTHER_TOWN, "village": OTHER_VILLAGE}
    return a_home(a_child(f"王小{serial}", serial=serial, categories=held, entered_on=START, **more), **place)


def roster() -> list[UUID]:
    """Load the programme and enter three children of two towns in August."""
    load_programme(terms=load_terms(shipped_files()["pinghu-2024"]), by=SYSTEM, at=moment(date(2024, 8, 1)))
    homes = (child_of(1, "DE_FACTO"), child_of(2, "SUBSISTENCE"), child_of(3, "ORPHAN_COMMUNITY", town=2))
    return enter(*homes, at=moment(START))


def close(month: date, day: int = 20, *, by: Actor = SYSTEM) -> UUID:
    """Close a month in the month after, when the towns' time to sign is over."""
    after = date(month.year + month.month // 12, month.month % 12 + 1, day)
    return close_month(month=month, by=by, at=moment(after))


@pytest.fixture
def officer(actor: Callable[..., Actor]) -> Actor:
    """Return a bureau officer."""
    return actor(Role.BUREAU_OFFICER, name="陈洁")


@pytest.fixture
def supervisor(actor: Callable[..., Actor]) -> Actor:
    """Return the supervisor of the first town."""
    return actor(Role.TOWN_SUPERVISOR, name="沈燕", town=TOWN)
