"""Recording for somebody else: for whom, on which day, within which reach, and how the trail says so."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from humiao.access.public import SYSTEM, Permission, Role, acting_for, actor_for, give_post, represented_by
from humiao.foundation.clock import moment
from humiao.foundation.decisions import Refused
from humiao.foundation.trail.models import TrailEntry
from humiao.foundation.trail.public import Act, record

TODAY = date(2024, 11, 20)
AT = moment(TODAY)


def a_post(role: Role, town: str, village: str = "", account: Any = None, **more: Any) -> Any:
    return give_post(
        account_id=account or uuid4(), person_name=f"王{role.value[:3]}", role=role,
        starts_on=TODAY - timedelta(9), town_code=town, village_code=village, by=SYSTEM, at=AT, **more,
    )  # fmt: skip


@pytest.fixture
def town(pinghu: Any) -> Any:
    account = uuid4()
    with pinghu():
        a_post(Role.TOWN_SUPERVISOR, "330482001", account=account)
        own = a_post(Role.CHILD_DIRECTOR, "330482001", "330482001001")
        gone = a_post(Role.CHILD_DIRECTOR, "330482001", "330482001002", ends_on=TODAY - timedelta(1))
        other = a_post(Role.CHILD_DIRECTOR, "330482002", "330482002001")
    return account, own, gone, other


def test_a_supervisor_records_for_a_director_of_the_own_town(pinghu: Any, town: Any) -> None:
    account, own, gone, other = town
    with pinghu():
        actor = actor_for(account, on=TODAY)
        assert actor
        assert [r.id for r in represented_by(actor, on=TODAY)] == [own.id]
        with acting_for(actor, own.id, on=TODAY) as by:
            assert by.on_behalf_of
            assert (by.doing_post, by.post_id) == (by.on_behalf_of, actor.post_id)
            within = by.within(Permission.RECORD_VISIT).scope
            assert (set(within.villages), set(within.towns)) == ({"330482001001"}, set())
            record(Act("try"), actor=by.account_id, role=by.role, at=AT)
        record(Act("try"), actor=actor.account_id, at=AT)
        told = [e.plain.get("on_behalf_of") for e in TrailEntry.objects.filter(action="try").order_by("id")]
        assert told == [str(own.id), None]
        for post, on in (
            (gone.id, TODAY),
            (other.id, TODAY),
            (uuid4(), TODAY),
            (own.id, TODAY - timedelta(30)),
        ):
            with pytest.raises(Refused) as refused, acting_for(actor, post, on=on):
                pass
            assert refused.value.decision.code == "not-represented"
        with acting_for(actor, gone.id, on=TODAY - timedelta(2)):  # for a day it was held
            pass


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.TOWN_SUPERVISOR])
def test_nobody_else_records_for_others(pinghu: Any, actor: Any, town: Any, role: Role) -> None:
    who = actor(role)
    with pinghu():
        assert represented_by(who, on=TODAY) == []
        with pytest.raises(Refused) as refused, acting_for(who, town[1].id, on=TODAY):
            pass
    assert refused.value.decision.code == "not-permitted"
