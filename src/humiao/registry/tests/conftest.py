"""Small rosters to ask and to change."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from humiao.access.public import SYSTEM, Actor
from humiao.foundation.clock import moment
from humiao.foundation.decisions import Decision, Refused
from humiao.foundation.identity_numbers import check_digit_of
from humiao.registry.categories.public import NewExit, decide_exit, send_exit
from humiao.registry.models import CategorySpell
from humiao.registry.public import (
    NewCategory,
    NewChild,
    NewGuardian,
    NewHousehold,
    enter_roster,
)

TOWN, OTHER_TOWN, VILLAGE, OTHER_VILLAGE = "330482001", "330482002", "330482001001", "330482002001"
BASIS = "平民字〔2024〕1号"
ENTERED = date(2024, 1, 1)
AT = moment(date(2024, 11, 20))


def id_number(born_on: date, *, sex: str = "1", serial: int = 1, region: str = "990000") -> str:
    """Make a valid number of a region that was never issued."""
    order = serial * 2 + (1 if sex == "1" else 0)
    first = f"{region}{born_on:%Y%m%d}{order:03}"
    return first + check_digit_of(first)


def a_child(name: str = "王小明", *, serial: int = 1, **more: Any) -> NewChild:
    """Make a child that breaks no rule."""
    values: dict[str, Any] = {"sex": "1", "born_on": date(2015, 3, 7), "entered_on": ENTERED}
    values |= {"categories": (NewCategory("DE_FACTO", ENTERED, "证1"),)}
    values |= {"guardians": (NewGuardian("王奶奶", "paternal_grandmother", is_main=True),)}
    values |= more
    if "id_number" not in more and "no_id_reason" not in more:
        values["id_number"] = id_number(values["born_on"], sex=values["sex"], serial=serial)
    return NewChild(name, **values)


def a_home(*children: NewChild, town: str = TOWN, village: str = VILLAGE, **more: Any) -> NewHousehold:
    """Make a home."""
    return NewHousehold(town, village, more.pop("address", "平安路1号"), children=children, **more)


def enter(*homes: NewHousehold, at: datetime = AT) -> list[UUID]:
    """Enter homes as the system and return the children's ids."""
    return [e.id for e in enter_roster(households=homes, basis=BASIS, by=SYSTEM, at=at)]


def end_category(*, child_id: UUID, category: str, on: date, by: Actor = SYSTEM, at: datetime = AT) -> None:
    """End a category the way there is: its exit is sent, and another person confirms it."""
    spell = CategorySpell.objects.filter(child_id=child_id, category=category, to_on__isnull=True).first()
    if spell is None:
        raise Refused(Decision.no("category-not-held", category))
    wanted = NewExit("other", on, other="不再符合", last_benefit=on.replace(day=1))
    sent = send_exit(child_id=child_id, spell_id=spell.pk, wanted=wanted, by=by, at=at)
    decide_exit(child_id=child_id, exit_id=sent, confirm=True, by=SYSTEM, at=at)


@pytest.fixture
def one(pinghu: Any) -> Any:
    """Open 平湖 with one child in it: `with one() as child_id: …`."""
    from contextlib import contextmanager

    @contextmanager
    def opened() -> Any:
        with pinghu():
            yield enter(a_home(a_child()))[0]

    return opened
