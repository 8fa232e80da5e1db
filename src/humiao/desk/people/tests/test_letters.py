"""From an invitation to the first sign-in: letters shown once, taken once, by whom they are for."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from humiao.access.accounts.models import Account
from humiao.access.models import Post
from humiao.access.people.models import Invitation
from humiao.access.tests.accounts import make_account
from humiao.desk.people.tests.conftest import COUNTY, LATER, Office
from humiao.desk.people.tests.test_pages import read, url
from humiao.foundation import context
from humiao.foundation.ids import new_id
from humiao.foundation.trail.models import TrailEntry

PASSWORD = "three-words-in-a-row"


def link_in(page: str) -> str:
    found = re.search(r"http://testserver(/invitation/[^<\"]+)", page)
    assert found
    return found[1]


def invited(client: Client, role: str = "child-director", **more: Any) -> Any:
    sent = {"invitation": str(new_id()), "person_name": "卫新人", "starts_on": "2024-11-20"}
    sent |= {"village": "330482001002"} if role == "child-director" else {}
    return client.post(f"{url('invite-person')}?role={role}", {**sent, **more})


def letter(client: Client, role: str = "child-director", **more: Any) -> str:
    answer = invited(client, role, **more)
    assert answer.status_code == 200, answer.content.decode()
    return link_in(answer.content.decode())


def take(address: str, client: Client | None = None, **more: str) -> Any:
    sent = {"username": "weixin", "password": PASSWORD, "again": PASSWORD, **more}
    return (client or Client()).post(address, sent)


def test_somebody_is_invited_and_enters(office: Office, pinghu: Any) -> None:
    address = letter(office.client("system"), phone="13800001111")
    browser = Client()
    shown = read(browser, address)
    assert "卫新人" in shown
    assert "钱系统" in shown
    answer = take(address, browser)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert read(browser, url("today"))
    with context.identity():
        account = Account.objects.get(username="weixin")
        assert (account.name, account.counties) == ("卫新人", [COUNTY])
    with pinghu():
        post = Post.objects.get(account_id=account.id)
        assert (post.role, post.village_code, post.town_code) == (
            "child-director",
            "330482001002",
            "330482001",
        )
        entry = TrailEntry.objects.get(action="accept-invitation")
        assert (entry.actor, entry.plain["invited_by"]) == (account.id, str(office.accounts["system"]))
        assert Invitation.objects.get().account_id == account.id
    assert "卫新人" in read(office.client("system"), url("show-person", person=account.id))
    assert read(Client(), address, 410)  # once


def test_what_is_kept_of_a_letter_opens_nothing(office: Office, pinghu: Any) -> None:
    address = letter(office.client("system"))
    secret = address.rsplit("/", 1)[1]
    with pinghu():
        kept = bytes(Invitation.objects.get().secret_hash)
    assert secret.encode() not in kept
    other = reverse("open-invitation", kwargs={"code": COUNTY, "secret": "x" * 32})
    assert read(Client(), other, 404)
    assert read(Client(), address.replace(COUNTY, "654002"), 404)
    assert read(Client(), address.replace(COUNTY, "999999"), 404)


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "short", "again": "short"},
        {"again": "something-else-entirely"},
        {"username": "x"},
        {"username": "worker"},
        {"password": "1234567890123", "again": "1234567890123"},
        {"password": "", "again": ""},
    ],
)
def test_what_is_typed_wrong_is_told_and_gives_nothing(office: Office, pinghu: Any, wrong: Any) -> None:
    address = letter(office.client("system"))
    assert take(address, **wrong).status_code == 422
    with pinghu():
        assert not Post.objects.filter(person_name="卫新人").exists()
    assert take(address).status_code == 302


def test_a_letter_expires_is_sent_again_and_withdrawn(office: Office, pinghu: Any) -> None:
    client = office.client("system")
    first = letter(client)
    with pinghu():
        one = Invitation.objects.get()
        one.expires_at = LATER - timedelta(days=9)
        one.save()
    read(Client(), first, 410)
    again = client.post(url("send-invitation", invitation=one.id), {"seen_version": 1})
    second = link_in(again.content.decode())
    assert second != first
    read(Client(), first, 404)
    read(Client(), second)
    assert client.post(url("withdraw-invitation", invitation=one.id), {"seen_version": 1}).status_code == 409
    assert client.post(url("withdraw-invitation", invitation=one.id), {"seen_version": 2}).status_code == 302
    assert take(second).status_code == 410
    assert client.post(url("send-invitation", invitation=one.id), {"seen_version": 3}).status_code == 403
    assert read(client, url("show-invitation", invitation=one.id))


def test_a_post_that_opens_the_county_takes_two(office: Office, pinghu: Any) -> None:
    address = letter(office.client("system"), "bureau-officer")
    assert take(address).status_code == 410
    with pinghu():
        one = Invitation.objects.get()
    confirm = url("confirm-invitation", invitation=one.id)
    assert office.client("system").post(confirm, {"seen_version": 1}).status_code == 403
    assert read(office.client("security"), url("show-invitation", invitation=one.id))
    assert office.client("security").post(confirm, {"seen_version": 1}).status_code == 302
    assert take(address).status_code == 302


def test_somebody_of_another_county_takes_it_with_their_sign_in(office: Office, pinghu: Any) -> None:
    address = letter(office.client("system"))
    for name, status in (("别的人", 409), ("卫新人", 302)):
        with context.identity(writes=True):
            made = make_account(username=name, name=name, password="y" * 12, counties=("654002",))
        office.accounts[name] = made.id
        browser = office.client(name)
        assert name in read(browser, address)
        assert browser.post(address).status_code == status
    with context.identity():
        assert Account.objects.get(name="卫新人").counties == ["654002", COUNTY]
    with pinghu():
        assert Post.objects.filter(account_id=made.id).exists()


def test_an_invitation_sent_twice_invites_once(office: Office, pinghu: Any) -> None:
    client, same = office.client("system"), str(new_id())
    assert invited(client, invitation=same).status_code == 200
    assert invited(client, invitation=same).status_code == 409
    with pinghu():
        assert Invitation.objects.count() == 1


@pytest.mark.parametrize(
    "role", ["child-director", "town-supervisor", "social-worker", "evaluator", "volunteer"]
)
def test_each_role_asks_for_what_it_reaches(office: Office, role: str) -> None:
    client = office.client("system")
    assert "form" in read(client, f"{url('invite-person')}?role={role}")
    nothing = client.post(f"{url('invite-person')}?role={role}", {"person_name": "某"})
    assert nothing.status_code == 422
    assert read(client, url("invite-person"))


def test_who_lost_password_and_phone_begins_anew(
    office: Office, pinghu: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client, worker = office.client("system"), office.accounts["worker"]
    was_in = office.client("worker")
    read(was_in, url("today"))
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(url("renew-way-in", person=worker))
    assert was_in.get(url("today")).status_code == 302  # signed out
    browser = Client()
    answer = take(link_in(page.content.decode()), browser)
    assert answer.status_code == 302
    with pinghu():
        assert Post.objects.filter(account_id=worker).count() == 1
    with context.identity():
        assert Account.objects.get(id=worker).check_password(PASSWORD)
    own = office.accounts["system"]
    assert client.post(url("renew-way-in", person=own)).status_code == 403


def test_many_directors_are_checked_before_anybody_is_invited(office: Office, pinghu: Any) -> None:
    client = office.client("system")
    rows = "姓名,村,电话\n卫一,甲西社区,13800001111\n卫二,乙东社区,\n卫三,没有村,\n郑新,甲东社区,12"
    checked = client.post(url("invite-directors"), {"pasted": rows, "starts_on": "2024-11-20"})
    assert checked.status_code == 200
    with pinghu():
        assert not Invitation.objects.exists()
    sent = client.post(
        url("invite-directors"), {"pasted": rows, "starts_on": "2024-11-20", "step": "invite"}
    ).content.decode()
    assert sent.count("data:image/svg+xml") == 2
    with pinghu():
        assert set(Invitation.objects.values_list("person_name", flat=True)) == {"卫一", "卫二"}
    again = client.post(url("invite-directors"), {"pasted": rows, "starts_on": "2024-11-20"})
    assert again.status_code == 200
    assert client.post(url("invite-directors"), {"pasted": "", "starts_on": "2024-11-20"}).status_code == 422
    assert read(client, url("invite-directors"))


def test_who_left_is_invited_again_under_the_same_account(office: Office, pinghu: Any) -> None:
    from humiao.access.public import SYSTEM, end_post
    from humiao.desk.people.tests.conftest import AT, TODAY

    with pinghu():
        end_post(post_id=office.posts["third"], ends_on=TODAY - timedelta(days=1), by=SYSTEM, at=AT)
    person, client = office.accounts["third"], office.client("system")
    page = f"{url('invite-person')}?role=social-worker&person={person}"
    assert "褚社工" in read(client, page)
    assert client.get(f"{url('invite-person')}?role=social-worker&person=nonsense").status_code == 200
    sent = {"invitation": str(new_id()), "account": str(person), "person_name": "褚社工",
            "provider": str(office.provider), "starts_on": "2024-11-20"}  # fmt: skip
    address = link_in(client.post(page, sent).content.decode())
    assert take(address).status_code == 302
    with pinghu():
        assert Post.objects.filter(account_id=person).count() == 2
