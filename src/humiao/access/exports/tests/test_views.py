"""The pages of exports by request: one's own, everybody's, fetching again, revoking, tracing a paper."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.urls import reverse

from humiao.access.exports.models import Export, ExportFetch
from humiao.access.exports.tests.test_commands import take
from humiao.access.middleware import ACCOUNT_KEY
from humiao.access.public import Actor, Role, actor_for
from humiao.access.tests.people import sign_in
from humiao.foundation import context
from humiao.foundation.clock import moment, today
from humiao.foundation.files.models import StoredFile
from humiao.foundation.ids import new_id
from humiao.foundation.trail.models import TrailEntry

COUNTY = "330482"


def url(name: str, **kwargs: Any) -> str:
    return reverse(name, kwargs={"county": COUNTY, **kwargs})


def person(client: Any) -> Actor:
    with context.identity():
        account = UUID(client.session[ACCOUNT_KEY])
    with context.county(COUNTY):
        found = actor_for(account, on=today(COUNTY))
    assert found
    return found


@pytest.fixture
def officer(pinghu: Any) -> Any:
    """Return the browser of a bureau's officer."""
    return sign_in(Role.BUREAU_OFFICER, name="李芳", language="en")


@pytest.fixture
def guard(pinghu: Any) -> Any:
    """Return the browser of the security administrator."""
    return sign_in(Role.SECURITY_ADMINISTRATOR, name="赵安", language="en")


@pytest.fixture
def taken(pinghu: Any, officer: Any) -> Any:
    """Take a list out in the officer's session."""
    by, key = person(officer), officer.cookies[settings.SESSION_COOKIE_NAME].value
    with pinghu():
        return take(by, moment(today(COUNTY), 8), session_key=key)


def test_one_s_own_are_listed_and_nobody_else_s(officer, taken):
    page = officer.get(url("list-own-exports"))
    assert [one["line"].number for one in page.context["lines"]] == [taken.number]
    assert page.context["lines"][0]["is_open"]
    assert taken.number in page.content.decode()
    other = sign_in(Role.BUREAU_OFFICER, name="王芳")
    assert other.get(url("list-own-exports")).context["lines"] == []


def test_everybody_s_are_listed_to_who_traces_by_person_and_kind(pinghu, officer, guard, taken):
    there = url("list-all-exports")
    account = person(officer).account_id
    for asked, count in (
        ({}, 1),
        ({"person": str(account), "kind": "children-list"}, 1),
        ({"person": str(new_id())}, 0),
        ({"kind": "month-book"}, 0),
        ({"person": "nobody"}, 1),
    ):
        assert len(guard.get(there, asked).context["lines"]) == count, asked
    assert officer.get(there).status_code == 403


def test_it_is_fetched_again_with_its_number_and_only_by_its_taker(pinghu, officer, taken):
    there = url("fetch-export", export=taken.id)
    answer = officer.post(there)
    assert (answer.status_code, answer["X-Export-Number"]) == (200, taken.number)
    assert answer.content == taken.data
    assert sign_in(Role.BUREAU_OFFICER, name="王芳").post(there).status_code == 404
    with pinghu():
        assert ExportFetch.objects.count() == 2


def test_revoked_by_its_taker_it_is_handed_out_no_more(pinghu, officer, taken):
    answer = officer.post(url("revoke-export", export=taken.id))
    assert (answer.status_code, answer["Location"]) == (302, url("list-own-exports"))
    assert not officer.get(url("list-own-exports")).context["lines"][0]["is_open"]
    assert officer.post(url("fetch-export", export=taken.id)).status_code >= 400
    with pinghu():
        assert StoredFile.objects.get().wrapped_key is None


def test_somebody_else_s_is_revoked_with_a_reason_by_the_security_administrator(
    pinghu, officer, guard, taken
):
    there = url("withdraw-export", any_export=taken.id)
    assert officer.get(there).status_code == 403
    page = guard.get(there)
    assert (page.status_code, taken.number in page.content.decode()) == (200, True)
    assert guard.post(there, {"reason": " "}).status_code == 422
    with pinghu():
        assert Export.objects.get().revoked_at is None
    assert guard.post(there, {"reason": "手机丢失"})["Location"] == url("list-all-exports")
    with pinghu():
        assert Export.objects.get().revoke_reason == "手机丢失"


def test_a_paper_is_traced_to_who_took_it_and_the_asking_is_kept(pinghu, guard, taken):
    there = url("trace-export")
    with pinghu():
        code = Export.objects.get().code
    assert not guard.get(there).context["asked"]
    assert not guard.get(there, {"number": "", "code": ""}).context["asked"]
    with pinghu():
        assert not TrailEntry.objects.filter(action="trace-export").exists()
    page = guard.get(there, {"number": taken.number, "code": code})
    assert (page.context["found"].fits, page.context["is_open"]) == (True, True)
    assert "李芳" in page.content.decode()
    page = guard.get(there, {"number": "20200101-AAAAAA", "code": ""})
    assert (page.context["found"], page.context["is_open"]) == (None, False)
    assert "No such export" in page.content.decode()
    with pinghu():
        asked = TrailEntry.objects.filter(action="trace-export").order_by("id")
        assert [entry.plain["number"] for entry in asked] == [taken.number, "20200101-AAAAAA"]
