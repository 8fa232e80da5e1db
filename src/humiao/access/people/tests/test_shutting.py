"""Shutting somebody out: the happy way, each refusal, the trail row, what is kept of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from humiao.access.people.models import ShutOut
from humiao.access.people.public import Shut, shut_out, shut_outs_of
from humiao.access.people.rules import LONGEST_REASON, may_shut_out
from humiao.access.people.tests.test_commands import AT, Act, give, last_act, refused
from humiao.access.public import ROLES, NotReached, Permission, Role
from humiao.foundation.trail.models import TrailEntry


@pytest.mark.parametrize(
    ("is_self", "reason", "code"),
    [
        (False, "手机丢失", ""),
        (False, " 丢失 ", ""),
        (True, "手机丢失", "own-account"),
        (True, "", "own-account"),
        (False, "", "no-reason"),
        (False, " 丢 ", "no-reason"),
        (False, "字" * LONGEST_REASON, ""),
        (False, "字" * (LONGEST_REASON + 1), "too-long"),
    ],
)
def test_by_another_and_for_a_reason(is_self: bool, reason: str, code: str) -> None:
    decision = may_shut_out(is_self=is_self, reason=reason)
    assert (decision.allowed, decision.code) == (not code, code)


@pytest.mark.parametrize(
    ("what", "action"), [(Shut.SESSIONS, "end-persons-sessions"), (Shut.EVERYTHING, "lock-person-out")]
)
@pytest.mark.parametrize("role", [Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR])
def test_it_is_written_down_with_a_row_of_the_trail(
    pinghu: Any, actor: Act, role: Role, what: Shut, action: str
) -> None:
    person, by = uuid4(), actor(role, name="钱系统")
    with pinghu():
        give(account=person)
        shut_out(account_id=person, what=what, reason=" 手机丢失 ", by=by, at=AT)
        (one,) = shut_outs_of(person)
        assert (one.what, one.reason, one.by_name, one.at) == (what, "手机丢失", "钱系统", AT)
        row = last_act()
        assert (row.action, row.actor, row.actor_role) == (action, by.account_id, role.value)
        assert (row.subject_type, row.subject_id) == ("account", person)
        assert "手机" not in str(row.plain)  # why somebody is shut out is sealed in its own table


def test_the_newest_stands_first_and_old_ones_are_not_all_read(pinghu: Any, actor: Act) -> None:
    person, by = uuid4(), actor(Role.SYSTEM_ADMINISTRATOR)
    with pinghu():
        give(account=person)
        for day in range(4):
            at = AT + timedelta(days=day)
            shut_out(account_id=person, what=Shut.SESSIONS, reason=f"第{day}次", by=by, at=at)
        assert [one.reason for one in shut_outs_of(person, most=3)] == ["第3次", "第2次", "第1次"]
        assert shut_outs_of(uuid4()) == []


def test_nobody_shuts_out_themselves_a_stranger_or_without_a_reason(pinghu: Any, actor: Act) -> None:
    by, person = actor(Role.SYSTEM_ADMINISTRATOR), uuid4()
    assert by.account_id
    with pinghu():
        give(Role.SYSTEM_ADMINISTRATOR, by.account_id)
        give(account=person)
        with refused("own-account"):
            shut_out(account_id=by.account_id, what=Shut.EVERYTHING, reason="手机丢失", by=by, at=AT)
        with refused("no-reason"):
            shut_out(account_id=person, what=Shut.EVERYTHING, reason=" ", by=by, at=AT)
        with pytest.raises(NotReached):
            shut_out(account_id=uuid4(), what=Shut.EVERYTHING, reason="手机丢失", by=by, at=AT)
        assert not ShutOut.objects.exists()
        assert not TrailEntry.objects.filter(action="lock-person-out").exists()


@pytest.mark.parametrize("role", [r for r in Role if Permission.LOCK_OUT not in ROLES[r].permissions])
def test_others_may_not(pinghu: Any, actor: Act, role: Role) -> None:
    person = uuid4()
    with pinghu():
        give(account=person)
        with refused("not-permitted"):
            shut_out(account_id=person, what=Shut.SESSIONS, reason="手机丢失", by=actor(role), at=AT)


def test_what_was_done_names_itself_by_id_alone(pinghu: Any, actor: Act) -> None:
    person = uuid4()
    with pinghu():
        give(account=person)
        shut_out(
            account_id=person,
            what=Shut.SESSIONS,
            reason="手机丢失",
            by=actor(Role.SYSTEM_ADMINISTRATOR),
            at=AT,
        )
        assert str(ShutOut.objects.get()) == f"sessions {person}"
