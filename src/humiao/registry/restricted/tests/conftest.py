"""People with posts in the database, and one restricted child."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from humiao.access.public import SYSTEM, Actor, Role, actor_for, give_post
from humiao.foundation.ids import new_id
from humiao.registry.models import Child
from humiao.registry.restricted.public import restrict_file
from humiao.registry.tests.conftest import AT, ENTERED, TOWN, VILLAGE, a_child, a_home, enter

REASON = "公安通报孩子遭受家庭暴力"
WHY = "会商需要，查阅个案材料全文"


def person(role: Role, *, town: str = "", village: str = "") -> Callable[..., Actor]:
    """Give a new account a post; the call returns its actor as of a moment."""
    account = new_id()
    give_post(
        account_id=account, person_name="李芳", role=role, starts_on=ENTERED, town_code=town,
        village_code=village, by=SYSTEM, at=AT,
    )  # fmt: skip

    def now(at: datetime = AT) -> Actor:
        found = actor_for(account, on=date(at.year, at.month, at.day), at=at)
        assert found
        return found

    return now


@dataclass
class Cast:
    """Who is there."""

    child: UUID
    number: str
    officer: Callable[..., Actor]
    other: Callable[..., Actor]
    approver: Callable[..., Actor]
    second: Callable[..., Actor]
    leader: Callable[..., Actor]
    supervisor: Callable[..., Actor]
    director: Callable[..., Actor]
    elsewhere: Callable[..., Actor]


@pytest.fixture
def cast(pinghu: Any) -> Any:
    """Open 平湖 with one child and these people: `with cast() as here: …`."""

    @contextmanager
    def opened(*, restricted: bool = True) -> Any:
        with pinghu():
            (child,) = enter(a_home(a_child()))
            here = Cast(
                child,
                Child.objects.get(pk=child).file_number,
                person(Role.BUREAU_OFFICER),
                person(Role.BUREAU_OFFICER),
                person(Role.BUREAU_APPROVER),
                person(Role.BUREAU_APPROVER),
                person(Role.BUREAU_LEADER),
                person(Role.TOWN_SUPERVISOR, town=TOWN),
                person(Role.CHILD_DIRECTOR, village=VILLAGE),
                person(Role.TOWN_SUPERVISOR, town="330482002"),
            )
            if restricted:
                restrict_file(child_id=child, ground="abuse", reason=REASON, by=here.officer(), at=AT)
            yield here

    return opened
