"""Two people at one caseload, one letter, one person at the same moment, on connections that commit."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from humiao.access.models import Post
from humiao.access.people.public import NewInvitation, accept_invitation, invite
from humiao.access.public import SYSTEM, Role, WantedPost, give_post
from humiao.desk.people.tests.conftest import AT, COUNTY, TODAY, VILLAGES, make_office
from humiao.foundation import context
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.ids import new_id
from humiao.registry.caseloads.public import hand_over_caseload
from humiao.registry.caseloads.tests.test_handing import ready
from humiao.registry.models import CaseloadHandOver, Enrolment


@pytest.fixture
def committed(own_database: Any) -> Any:
    """Let commands commit, in a database of their own."""
    own_database()
    yield
    connection.close()


def opened() -> Any:
    return context.county(COUNTY, writes=True)


def at_once(call: Any) -> list[Any]:
    """Run a call twice at the same moment and return what became of each."""
    start = threading.Barrier(2)

    def run(number: int) -> Any:
        try:
            with opened():
                with suppress(threading.BrokenBarrierError):
                    start.wait(timeout=20)
                return call(number)
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, (1, 2)))


def test_one_of_two_hand_overs_wins_and_the_other_is_told(committed):
    office = make_office(opened)
    with opened():
        asked = {1: ready(office), 2: ready(office, "system")}
    ended = at_once(lambda number: hand_over_caseload(**asked[number]))
    assert sorted(type(e) is Conflict for e in ended) == [False, True]
    with opened():
        assert CaseloadHandOver.objects.count() == 1
        assert not Enrolment.objects.filter(worker_post_id=office.posts["worker"]).exists()


def test_a_letter_works_once_however_fast(committed):
    wanted = WantedPost(Role.CHILD_DIRECTOR, TODAY, None, VILLAGES[0][:9], VILLAGES[0])
    with opened():
        letter = invite(new=NewInvitation(new_id(), "王芳", wanted), by=SYSTEM, at=AT)
    ended = at_once(
        lambda _n: accept_invitation(secret=letter.secret, account_id=uuid4(), account_name="王芳", at=AT)
    )
    assert sum(isinstance(e, Refused) for e in ended) == 1
    with opened():
        assert Post.objects.count() == 1


def test_nobody_becomes_two_administrators_at_once(committed):
    account = uuid4()
    roles = {1: Role.SYSTEM_ADMINISTRATOR, 2: Role.AUDIT_ADMINISTRATOR}
    ended = at_once(
        lambda n: give_post(
            account_id=account,
            person_name="王芳",
            role=roles[n],
            starts_on=TODAY - timedelta(1),
            by=SYSTEM,
            at=AT,
        )
    )
    assert sum(isinstance(e, Refused) for e in ended) == 1
    with opened():
        assert Post.objects.count() == 1
