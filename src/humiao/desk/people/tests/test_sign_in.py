"""How somebody signs in, as an administrator sees it: sessions ended, locked out, told everywhere."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from humiao.access.accounts.credentials import check_credentials
from humiao.access.accounts.joining import join_county
from humiao.access.accounts.models import Account, Session, Subject
from humiao.access.accounts.subjects import account_of_subject, bind_subject
from humiao.access.models import Post
from humiao.access.people.models import ShutOut
from humiao.access.tests.accounts import make_account
from humiao.desk.people.tests.conftest import Office
from humiao.desk.people.tests.test_letters import link_in, take
from humiao.desk.people.tests.test_pages import read, url
from humiao.foundation import context
from humiao.foundation.ids import new_id
from humiao.foundation.trail.models import TrailEntry

ASKED = {"what": "everything", "reason": "手机丢失，疑似被他人使用"}
SURE = {**ASKED, "sure": "on"}
YINING = "654002"


def address(office: Office, name: str) -> str:
    return url("person-sign-in", person=office.accounts[name])


def locked_out(office: Office, name: str) -> bool:
    with context.identity():
        return not Account.objects.get(id=office.accounts[name]).has_usable_password()


def test_it_tells_where_somebody_is_signed_in_and_by_what(office: Office) -> None:
    office.client("worker")
    office.client("worker")
    page = read(office.client("system"), address(office, "worker"))
    assert page.count("一个未表明身份的浏览器") + page.count("浏览器") >= 2
    assert "冯社工" in page
    person = read(office.client("system"), url("show-person", person=office.accounts["worker"]))
    assert address(office, "worker") in person
    person = read(office.client("officer"), url("show-person", person=office.accounts["worker"]))
    assert address(office, "worker") not in person


@pytest.mark.parametrize("who", ["system", "security"])
def test_a_second_look_first_then_locked_out_at_once(
    office: Office, pinghu: Any, django_capture_on_commit_callbacks: Any, who: str
) -> None:
    worker = office.accounts["worker"]
    was_in, client, page = office.client("worker"), office.client(who), address(office, "worker")
    with context.identity(writes=True):
        bind_subject(worker, "https://id.example", "feng", at=timezone.now())
        assert check_credentials("worker", "x" * 12)
    with django_capture_on_commit_callbacks(execute=True):
        looked = client.post(page, ASKED)
    assert looked.status_code == 200
    assert "确定" in looked.content.decode()
    assert ASKED["reason"] in looked.content.decode()
    read(was_in, url("today"))  # a look ends nothing
    with pinghu():
        assert not ShutOut.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(page, SURE).headers["Location"] == page
    assert was_in.get(url("today")).status_code == 302
    with context.identity():
        assert check_credentials("worker", "x" * 12) is None
        assert account_of_subject("https://id.example", "feng") is None
        assert not Subject.objects.exists()
    with pinghu():
        row = TrailEntry.objects.get(action="lock-person-out")
        assert (row.actor, row.subject_id) == (office.accounts[who], worker)
    after = read(client, page)
    assert ASKED["reason"] in after
    assert "只有新的邀请信" in after


def test_ended_sessions_leave_every_way_in(
    office: Office, pinghu: Any, django_capture_on_commit_callbacks: Any
) -> None:
    was_in, client = office.client("worker"), office.client("system")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address(office, "worker"), {**SURE, "what": "sessions"})
    assert was_in.get(url("today")).status_code == 302
    with context.identity():
        assert not Session.objects.filter(account_id=office.accounts["worker"]).exists()
        assert check_credentials("worker", "x" * 12)
    with pinghu():
        assert TrailEntry.objects.filter(action="end-persons-sessions").exists()


def test_the_other_counties_somebody_works_in_are_told(
    office: Office, yining: Any, django_capture_on_commit_callbacks: Any
) -> None:
    worker, client = office.accounts["worker"], office.client("system")
    with context.identity(writes=True):
        join_county(worker, YINING)
    assert "伊宁市" in client.post(address(office, "worker"), ASKED).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address(office, "worker"), SURE)
    with yining():
        row = TrailEntry.objects.get(action="sessions-ended")
        assert (row.actor, row.subject_id) == (office.accounts["system"], worker)
        assert row.plain == {"what": "everything"}


def test_a_new_letter_lets_in_again(office: Office, django_capture_on_commit_callbacks: Any) -> None:
    client = office.client("system")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address(office, "worker"), SURE)
    assert locked_out(office, "worker")
    assert url("renew-way-in", person=office.accounts["worker"]) in read(client, address(office, "worker"))
    letter = client.post(url("renew-way-in", person=office.accounts["worker"])).content.decode()
    assert take(link_in(letter), Client()).status_code == 302
    assert not locked_out(office, "worker")


def test_the_security_administrator_locks_out_but_makes_no_letter(office: Office) -> None:
    page = read(office.client("security"), address(office, "system"))
    assert url("renew-way-in", person=office.accounts["system"]) not in page


def test_nobody_locks_out_themselves(
    office: Office, pinghu: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client, page = office.client("system"), address(office, "system")
    assert 'name="reason"' not in read(client, page)
    assert client.post(page, ASKED).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(page, SURE)
    assert answer.status_code == 422
    assert "不能把自己" in answer.content.decode()
    assert not locked_out(office, "system")
    with pinghu():
        assert not ShutOut.objects.exists()


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"what": "nonsense"}, {"reason": "x"}])
def test_without_a_reason_or_with_nonsense_nothing_ends(office: Office, pinghu: Any, wrong: Any) -> None:
    answer = office.client("system").post(address(office, "worker"), {**SURE, **wrong})
    assert answer.status_code == 422
    with pinghu():
        assert not ShutOut.objects.exists()


@pytest.mark.parametrize("who", ["audit", "officer", "supervisor", "manager", "worker", "director"])
def test_others_may_not(office: Office, who: str) -> None:
    client, page = office.client(who), address(office, "second")
    read(client, page, 403)
    assert client.post(page, SURE).status_code == 403
    assert not locked_out(office, "second")


def test_who_proved_long_ago_is_asked_again(office: Office) -> None:
    client, page = office.client("system"), address(office, "worker")
    with context.identity(writes=True):
        hour_ago = timezone.now() - timedelta(hours=1)
        Session.objects.filter(account_id=office.accounts["system"]).update(proved_at=hour_ago)
    for answer in (client.get(page), client.post(page, SURE)):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/account/confirm")
    renewed = client.post(url("renew-way-in", person=office.accounts["worker"]))
    assert renewed.headers["Location"].startswith("/account/confirm")


def test_a_post_given_to_no_account_is_said_to_have_none(office: Office, pinghu: Any) -> None:
    person = new_id()
    with pinghu():
        Post.objects.filter(id=office.posts["third"]).update(account_id=person)
    page = read(office.client("system"), url("person-sign-in", person=person))
    assert "尚无账号" in page
    assert 'name="reason"' not in page


def test_a_stranger_and_nobodys_account_are_not_there(office: Office) -> None:
    client = office.client("system")
    read(client, url("person-sign-in", person=office.posts["worker"]), 404)
    with context.identity(writes=True):
        posted_nowhere = make_account(username="nobody", name="无岗位", password="x" * 12, counties=())
    read(client, url("person-sign-in", person=posted_nowhere.id), 404)


def test_the_page_asks_the_same_of_the_database_however_many_sessions(office: Office) -> None:
    client = office.client("system")
    read(client, address(office, "worker"))

    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            read(client, address(office, "worker"))
        return len(caught)

    office.client("worker")
    few = asked()
    for _ in range(5):
        office.client("worker")
    assert asked() == few
