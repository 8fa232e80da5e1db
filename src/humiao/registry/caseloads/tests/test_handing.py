"""Handing over: all or none, as it was seen, by whom, and what the trail and the record say."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from humiao.access.people.public import person_of
from humiao.access.public import SYSTEM, NotReached, Role, give_post
from humiao.desk.people.tests.conftest import AT, TODAY, Office, make_office
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.trail.models import TrailEntry
from humiao.registry.caseloads.public import (
    caseload_of,
    hand_over_caseload,
    hand_over_of,
    hand_overs,
    in_hand,
    share_evenly,
    takers_for,
)
from humiao.registry.models import CaseloadHandOver, Enrolment, FileGrant
from humiao.registry.restricted.public import restrict_file

HANDING = (Role.SYSTEM_ADMINISTRATOR, Role.BUREAU_OFFICER, Role.PROVIDER_MANAGER)


@pytest.fixture
def office(pinghu: Any) -> Office:
    return make_office(pinghu)


def refused(code: str) -> Any:
    return pytest.raises(Refused, check=lambda r: r.decision.code == code)


def ready(office: Office, who: str = "manager", of: str = "worker") -> dict[str, Any]:
    """Return the arguments of a hand-over shared out evenly."""
    by = office.actor(who)
    posts = person_of(SYSTEM, office.accounts[of])
    held = caseload_of(by, posts, on=TODAY)
    shares = share_evenly(held.children, takers_for(by, posts, on=TODAY))
    return {"posts": posts, "shares": shares, "seen": held.seen, "reason": "产假", "by": by, "at": AT}


def test_a_caseload_is_handed_over(office, pinghu):
    with pinghu():
        asked = ready(office)
        done = hand_over_caseload(**asked)
        assert in_hand([office.posts["worker"]], on=TODAY) == {}
        assert sum(in_hand(list(office.posts.values()), on=TODAY).values()) == len(office.children)
        acts = TrailEntry.objects.filter(action="assign-worker").order_by("id")
        assert {a.child_id for a in acts} == set(office.children)
        assert {a.plain["before"] for a in acts} == {str(office.posts["worker"])}
        whole = TrailEntry.objects.get(action="hand-over-caseload")
        assert (whole.subject_id, whole.plain["children"]) == (done, len(office.children))
        value = hand_over_of(office.actor("manager"), done)
        assert (value.person_name, value.confirmed_by_name, value.last_on) == ("冯社工", "王经理", None)
        assert {line.name for line in value.lines} == {"赵**"}
        assert {line.name for line in hand_over_of(office.actor("system"), done).lines} == {""}
        assert [v.id for v in hand_overs(SYSTEM)] == [done]
        assert hand_overs(SYSTEM, account_id=office.accounts["second"]) == []


def test_a_restricted_file_goes_over_by_its_number_and_names_the_new_worker(office, pinghu):
    with pinghu():
        secret = office.children[0]
        restrict_file(child_id=secret, ground="abuse", reason="公安通报遭受家庭暴力", by=SYSTEM, at=AT)
        asked = ready(office)
        held = caseload_of(office.actor("manager"), asked["posts"], on=TODAY)
        assert {c.child_id: c.name for c in held.children}[secret] == ""
        assert {c.name for c in held.children if c.child_id != secret} == {"赵**"}
        done = hand_over_caseload(**asked)
        enrolment = next(c.enrolment_id for c in held.children if c.child_id == secret)
        named = FileGrant.objects.filter(child_id=secret, ended_at__isnull=True)
        assert list(named.values_list("post_id", flat=True)) == [asked["shares"][enrolment]]
        assert sorted({line.name for line in hand_over_of(office.actor("manager"), done).lines}) == [
            "",
            "赵**",
        ]


def test_what_was_seen_has_to_be_what_is_there(office, pinghu):
    with pinghu():
        asked = ready(office)
        hand_over_caseload(**asked)
        with pytest.raises(Conflict):
            hand_over_caseload(**asked)
        assert CaseloadHandOver.objects.count() == 1


def test_refusals_change_nothing(office, pinghu):
    with pinghu():
        asked = ready(office)
        one = next(iter(asked["shares"]))
        less = {k: v for k, v in asked["shares"].items() if k != one}
        with refused("left-over"):
            hand_over_caseload(**{**asked, "shares": less})
        for wrong in (office.posts["worker"], office.posts["officer"]):
            with refused("wrong-taker"):
                hand_over_caseload(**{**asked, "shares": {**asked["shares"], one: wrong}})
        with refused("nothing-in-hand"):
            hand_over_caseload(**ready(office, of="third"))
        assert Enrolment.objects.filter(worker_post_id=office.posts["worker"]).count() == len(office.children)
        assert not CaseloadHandOver.objects.exists()


@pytest.mark.parametrize("role", [r for r in Role if r not in HANDING])
def test_nobody_else_hands_over(office, pinghu, actor, role):
    with pinghu():
        posts = person_of(SYSTEM, office.accounts["worker"])
        with refused("not-permitted"):
            caseload_of(actor(role), posts, on=TODAY)
        with refused("not-permitted"):
            hand_over_caseload(posts=posts, shares={}, seen="", reason="", by=actor(role), at=AT)
        with refused("not-permitted"):
            hand_overs(actor(role))


def test_another_providers_manager_reaches_none_of_it(office, pinghu, actor):
    with pinghu():
        posts = person_of(SYSTEM, office.accounts["worker"])
        other = actor(Role.PROVIDER_MANAGER)
        assert caseload_of(other, posts, on=TODAY).children == ()
        assert takers_for(other, posts, on=TODAY) == []
        done = hand_over_caseload(**ready(office))
        with pytest.raises(NotReached):
            hand_over_of(other, done)
        assert hand_over_of(office.actor("officer"), done)


@pytest.mark.parametrize("many", [3, 30])
def test_the_same_queries_however_many_children(pinghu, many):
    office = make_office(pinghu, children=many)
    with pinghu():
        by, posts = office.actor("system"), person_of(SYSTEM, office.accounts["worker"])
        with CaptureQueriesContext(connection) as asked:
            held = caseload_of(by, posts, on=TODAY)
            takers_for(by, posts, on=TODAY)
        assert len(held.children) == many
        assert len(asked) == 4


def test_a_worker_of_a_programme_alone_takes_its_children(office, pinghu):
    with pinghu():
        alone = give_post(
            account_id=uuid4(), person_name="卫社工", role=Role.SOCIAL_WORKER, starts_on=TODAY,
            programme_id=office.programme, by=SYSTEM, at=AT,
        )  # fmt: skip
        posts = person_of(SYSTEM, office.accounts["worker"])
        takers = {t.post_id: t for t in takers_for(office.actor("system"), posts, on=TODAY)}
        assert takers[alone.id].programmes == {office.programme}
