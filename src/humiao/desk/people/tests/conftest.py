"""平湖 with its administrators, a provider with workers and children in hand, towns and villages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from stdnum.cn import uscc

from humiao.access.public import ROLES, SYSTEM, Actor, Reach, Role, actor_for, give_post
from humiao.access.tests.accounts import make_account
from humiao.access.tests.people import client_of
from humiao.foundation import context
from humiao.foundation.clock import moment
from humiao.foundation.ids import new_id
from humiao.procurement.public import assign_staff, engage_provider, record_provider
from humiao.programmes.public import load_programme, load_terms, shipped_files
from humiao.registry.public import NewCategory, NewChild, NewHousehold, enrol_children, enter_roster

COUNTY, TODAY, BEGUN = "330482", date(2024, 11, 20), date(2024, 7, 1)
VILLAGES = [f"330482{town:03}{village:03}" for town in (1, 2) for village in (1, 2)]
AT, LATER = moment(TODAY), moment(TODAY + timedelta(days=1))


@dataclass
class Office:
    """Who was made: an account and a post for each name."""

    accounts: dict[str, UUID] = field(default_factory=dict)
    posts: dict[str, UUID] = field(default_factory=dict)
    provider: UUID = field(default_factory=new_id)
    programme: UUID = field(default_factory=new_id)
    children: list[UUID] = field(default_factory=list)

    def actor(self, name: str, on: date = TODAY) -> Actor:
        """Return somebody acting in the open county."""
        found = actor_for(self.accounts[name], on=on)
        assert found
        return found

    def client(self, name: str) -> Client:
        """Return the browser of somebody signed in."""
        return client_of(self.accounts[name])


STAFF = (
    ("system", "钱系统", Role.SYSTEM_ADMINISTRATOR),
    ("security", "孙安全", Role.SECURITY_ADMINISTRATOR),
    ("audit", "李审计", Role.AUDIT_ADMINISTRATOR),
    ("officer", "周科长", Role.BUREAU_OFFICER),
    ("supervisor", "吴督导", Role.TOWN_SUPERVISOR),
    ("director", "郑主任", Role.CHILD_DIRECTOR),
    ("manager", "王经理", Role.PROVIDER_MANAGER),
    ("worker", "冯社工", Role.SOCIAL_WORKER),
    ("second", "陈社工", Role.SOCIAL_WORKER),
    ("third", "褚社工", Role.SOCIAL_WORKER),
)


@pytest.fixture
def office(pinghu: Any) -> Office:
    """Make the office; the county is closed again."""
    return make_office(pinghu)


def make_office(opened: Callable[..., Any], *, children: int = 7) -> Office:
    """Make the office in a county opened by `opened()`."""
    made = Office()
    with context.identity(writes=True):
        for key, name, _role in STAFF:
            account = make_account(username=key, name=name, password="x" * 12, counties=(COUNTY,))
            made.accounts[key] = account.id
    with opened():
        _engage(made)
        for key, name, role in STAFF:
            _post(made, key, name, role)
        for key in ("worker", "second", "third"):
            assign_staff(
                programme_id=made.programme, post_id=made.posts[key], starts_on=BEGUN, by=SYSTEM, at=AT
            )
        _enrol(made, children)
    return made


def _engage(made: Office) -> None:
    stem = "52330482000000001"
    code = stem + uscc.calc_check_digit(stem)
    made.provider = record_provider(name="平湖社工服务中心", credit_code=code, by=SYSTEM, at=AT)
    terms = load_terms(shipped_files()["pinghu-2024"])
    made.programme = load_programme(terms=terms, by=SYSTEM, at=AT).id
    engage_provider(
        provider_id=made.provider, programme_id=made.programme, starts_on=BEGUN, ends_on=date(2025, 6, 30),
        by=SYSTEM, at=AT,
    )  # fmt: skip


def _post(made: Office, key: str, name: str, role: Role) -> None:
    reach = ROLES[role].reach
    made.posts[key] = give_post(
        account_id=made.accounts[key],
        person_name=name,
        role=role,
        starts_on=BEGUN,
        town_code="330482001" if reach in (Reach.TOWN, Reach.VILLAGE) else "",
        village_code=VILLAGES[0] if reach is Reach.VILLAGE else "",
        provider_id=made.provider if reach is Reach.PROGRAMME else None,
        by=SYSTEM,
        at=AT,
    ).id


def _enrol(made: Office, many: int) -> None:
    """Put families of one and two children in the first worker's hands."""
    homes, number = [], 0
    while number < many:
        size = min(1 + number % 2, many - number)
        village = VILLAGES[number % len(VILLAGES)]
        people = tuple(
            NewChild(
                name=f"赵小{'一二三四五六七八九十'[(number + n) % 10]}", sex="1", born_on=date(2014, 1, 2),
                no_id_reason="not_registered", entered_on=BEGUN, id=new_id(),
                categories=(NewCategory("SUBSISTENCE", date(2022, 1, 1)),),
            )
            for n in range(size)
        )  # fmt: skip
        homes.append(NewHousehold(village[:9], village, address="路1号", children=people))
        made.children += [p.id for p in people]
        number += size
    enter_roster(households=homes, basis="平民〔2024〕1号", by=SYSTEM, at=AT)
    enrol_children(
        programme_id=made.programme, child_ids=made.children, from_on=BEGUN,
        worker_post_id=made.posts["worker"], by=SYSTEM, at=AT,
    )  # fmt: skip
