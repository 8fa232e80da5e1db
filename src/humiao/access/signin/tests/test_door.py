"""The door: by password, by a second step, by passkey alone, by PIN; guessing is stopped and told."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import hashers
from django.db.models import F
from django.test import Client
from django.utils import timezone

from humiao.access.accounts.models import Account, Passkey, Session, Throttle
from humiao.access.accounts.rules import By, Kind
from humiao.access.accounts.tests.authenticator import SoftwareAuthenticator
from humiao.access.accounts.throttle import throttle
from humiao.access.public import Role
from humiao.access.signin.tests.conftest import PASSWORD, Person
from humiao.foundation import context


def test_a_sign_in_is_in_the_trail_with_means_and_address(person: Any, acts: Any) -> None:
    assert person().password().url == "/"
    assert acts("means", "address") == [("sign-in", "password", "127.0.0.1")]


def test_signing_in_starts_a_session_under_a_new_key(person: Any) -> None:
    fang: Person = person()
    fang.password()
    first = fang.client.cookies["humiao_session"].value
    fang.password()
    assert fang.client.cookies["humiao_session"].value != first
    with context.identity():
        assert Session.objects.count() == 1


def test_wrong_passwords_are_told_alike_for_names_there_are_and_names_there_are_not(person: Any) -> None:
    fang: Person = person()
    told = []
    for username in ("fang", "nobody"):
        answers = [
            fang.client.post("/sign-in", {"username": username, "password": "wrong"}) for _ in range(6)
        ]
        assert [a.status_code for a in answers] == [400] * 5 + [429]
        told.append([list(a.context["form"].non_field_errors()) for a in answers])
    assert told[0] == told[1]
    assert "1" in told[0][-1][0]


@pytest.mark.parametrize("username", ["fang", "nobody", "asleep", "invited"])
def test_each_refusal_costs_one_hash_and_one_row(
    person: Any, acts: Any, username: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    person()
    person(username="asleep")
    person(username="invited")
    with context.identity(writes=True):
        Account.objects.filter(username="asleep").update(is_active=False)
        Account.objects.filter(username="invited").update(password="!nothing-yet")
    computed: list[str] = []
    for name in ("encode", "verify"):
        _count(name, computed, monkeypatch)
    Client().post("/sign-in", {"username": username, "password": "wrong"})
    assert len(computed) == 1
    assert acts() == ["sign-in-failed"]


def _count(name: str, computed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    right = getattr(hashers.MD5PasswordHasher, name)

    def run(hasher: Any, *given: Any, **named: Any) -> Any:
        computed.append(name)
        monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", hashers_encode)  # verify encodes inside
        return right(hasher, *given, **named)

    monkeypatch.setattr(hashers.MD5PasswordHasher, name, run)


hashers_encode = hashers.MD5PasswordHasher.encode


def test_a_wait_is_told_to_whoever_watches_over_sign_in(person: Any, acts: Any) -> None:
    fang: Person = person()
    for _ in range(7):
        fang.password("wrong")
    assert acts("kind", "minutes") == [
        *[("sign-in-failed", "password", None)] * 5,
        ("tries-locked", "password", 1),
    ]
    assert fang.password().status_code == 429, "the right one has to wait too"
    with context.identity(writes=True):
        Throttle.objects.update(until=F("until") - timedelta(minutes=2))
    assert fang.password().status_code == 302


def test_the_typed_name_of_nobody_is_nowhere(person: Any, acts: Any) -> None:
    person().client.post("/sign-in", {"username": "my-password-by-mistake", "password": "x"})
    assert acts("kind") == [("sign-in-failed", "password")]


def test_a_code_is_asked_after_the_password_and_is_not_to_be_skipped(person: Any, acts: Any) -> None:
    fang: Person = person()
    fang.set_up_totp()
    assert fang.password(next="/health").url == "/sign-in/second"
    assert not fang.is_in()
    assert fang.client.get("/sign-in/second").status_code == 200
    assert fang.client.post("/sign-in/second", {"code": ""}).status_code == 400
    assert fang.client.post("/sign-in/second", {"code": "000000"}).status_code == 400
    answer = fang.client.post("/sign-in/second", {"code": fang.code()})
    assert answer.url == "/health"
    assert fang.is_in()
    assert acts("means")[-1] == ("sign-in", "password-and-code")


def test_the_same_code_does_not_let_in_twice(person: Any) -> None:
    fang: Person = person()
    fang.set_up_totp()
    fang.password()
    code = fang.code()
    fang.client.post("/sign-in/second", {"code": code})
    fang.client.post("/sign-out")
    fang.password()
    assert fang.client.post("/sign-in/second", {"code": code}).status_code == 400


def test_codes_are_braked_across_sessions(person: Any) -> None:
    fang: Person = person()
    fang.set_up_totp()
    for _ in range(5):
        fang.client = Client()
        fang.password()
        fang.client.post("/sign-in/second", {"code": "000000"})
    assert fang.client.post("/sign-in/second", {"code": fang.code()}).status_code == 429


def test_a_recovery_code_stands_in_once(person: Any) -> None:
    fang: Person = person()
    fang.set_up_totp()
    code = fang.codes()[0]
    fang.password()
    assert fang.client.post("/sign-in/second", {"code": code}).status_code == 302
    fang.client.post("/sign-out")
    fang.password()
    assert fang.client.post("/sign-in/second", {"code": code}).status_code == 400


def test_the_second_step_alone_opens_nothing(client: Any, db: None) -> None:
    assert client.get("/sign-in/second").url == "/sign-in"
    assert client.post("/sign-in/second", {"code": "123456"}).url == "/sign-in"
    assert client.post("/sign-in/second/options").status_code == 400
    assert client.post("/sign-in/second/passkey").status_code == 400


def test_the_second_step_has_to_come_within_minutes(person: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    fang: Person = person()
    fang.set_up_totp()
    monkeypatch.setattr("humiao.access.signin.waiting.WAITS_FOR", timedelta(seconds=-1))
    fang.password()
    assert fang.client.post("/sign-in/second", {"code": fang.code()}).url == "/sign-in"


def registered(person: Any, **given: Any) -> Person:
    fang: Person = person()
    fang.key = SoftwareAuthenticator(**given)
    fang.password()
    assert fang.add_passkey().json()["to"].startswith("/account")
    fang.client.post("/sign-out")
    return fang


def test_a_passkey_alone_lets_in(person: Any, acts: Any) -> None:
    fang = registered(person)
    assert fang.passkey(next="/health").json() == {"to": "/health"}
    assert fang.is_in()
    assert acts("means")[-1] == ("sign-in", "passkey")


def test_a_passkey_is_a_second_step(person: Any, acts: Any) -> None:
    fang = registered(person, verifies=False)
    assert fang.password().url == "/sign-in/second"
    assert fang.passkey("/sign-in/second/options", "/sign-in/second/passkey").json() == {"to": "/"}
    assert fang.is_in()
    assert acts("means")[-1] == ("sign-in", "password-and-passkey")


def test_alone_it_has_to_have_verified_its_user(person: Any) -> None:
    assert registered(person, verifies=False).passkey().status_code == 400


def test_anothers_passkey_is_no_second_step(person: Any) -> None:
    other = registered(person)
    fang: Person = person(username="lan")
    fang.password()
    fang.key = SoftwareAuthenticator()
    fang.add_passkey()
    fang.client.post("/sign-out")
    fang.password()
    fang.key = other.key
    assert fang.passkey("/sign-in/second/options", "/sign-in/second/passkey").status_code == 400
    assert not fang.is_in()


def test_a_challenge_is_used_once(person: Any) -> None:
    fang = registered(person)
    options = fang.send("/sign-in/passkey/options").json()
    answer = fang.key.sign(options)
    assert fang.send("/sign-in/passkey", {"response": answer}).status_code == 200
    fang.client.post("/sign-out")
    assert fang.send("/sign-in/passkey", {"response": answer}).status_code == 400
    fang.send("/sign-in/passkey/options")
    assert fang.send("/sign-in/passkey", {"response": answer}).status_code == 400
    assert fang.passkey().status_code == 200, "a fresh one does"


def test_a_challenge_is_used_within_minutes(person: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    fang = registered(person)
    monkeypatch.setattr("humiao.access.signin.pages.CHALLENGE_FOR", timedelta(seconds=-1))
    assert fang.passkey().status_code == 400


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "https://testserver", "http://testserver:8000", "http://sub.testserver"]
)
def test_another_sites_signature_is_worth_nothing(person: Any, origin: str) -> None:
    fang = registered(person)
    fang.key.origin = origin
    assert fang.passkey().status_code == 400
    assert not fang.is_in()


@pytest.mark.parametrize("changed", ["signature", "clientDataJSON", "authenticatorData"])
def test_what_was_tampered_with_is_refused_and_told(person: Any, acts: Any, changed: str) -> None:
    fang = registered(person)
    options = fang.send("/sign-in/passkey/options").json()
    answer = fang.key.sign(options, **{changed: b"something else entirely, forty bytes of it....."})
    assert fang.send("/sign-in/passkey", {"response": answer}).status_code == 400
    assert acts("kind")[-1] == ("sign-in-failed", "passkey")


@pytest.mark.parametrize("sent", ["", "[]", "{", '{"response": 7}', '{"response": {"id": "x"}}'])
def test_nonsense_is_refused(person: Any, sent: str) -> None:
    fang = registered(person)
    fang.send("/sign-in/passkey/options")
    answer = fang.client.post("/sign-in/passkey", sent, content_type="application/json")
    assert answer.status_code == 400


def test_a_copied_passkey_shows_by_its_counter(person: Any, acts: Any) -> None:
    fang = registered(person)
    assert fang.passkey().status_code == 200
    fang.client.post("/sign-out")
    fang.key.counter -= 1
    assert fang.passkey().status_code == 400
    assert acts("why")[-1] == ("sign-in-failed", "copied")
    with context.identity():
        assert Passkey.objects.get().sign_count == fang.key.counter


def test_one_that_does_not_count_is_taken(person: Any) -> None:
    fang = registered(person, counts=False)
    assert fang.passkey().status_code == 200
    fang.client.post("/sign-out")
    assert fang.passkey().status_code == 200


def test_bad_passkeys_are_braked_by_address(person: Any, acts: Any) -> None:
    fang = registered(person)
    fang.key.verifies = False
    assert {fang.passkey().status_code for _ in range(20)} == {400}
    assert "tries-locked" in acts()
    fang.key.verifies = True
    assert fang.passkey().status_code == 400
    assert not fang.is_in()


def bound(person: Any, role: Role = Role.CHILD_DIRECTOR) -> Person:
    fang: Person = person(role)
    fang.password()
    assert fang.client.post("/account/device", {"pin": "274905", "again": "274905"}).status_code == 302
    fang.client.post("/sign-out")
    return fang


def test_a_bound_device_asks_for_the_pin_and_lets_in(person: Any, acts: Any) -> None:
    fang = bound(person)
    page = fang.client.get("/sign-in")
    assert page.context["holder"].name == "王芳"
    assert fang.client.post("/sign-in/pin", {"pin": "274905", "next": "/health"}).url == "/health"
    assert fang.is_in()
    assert acts("means")[-1] == ("sign-in", "pin")
    assert fang.client.get("/account/totp").url.startswith("/account/confirm"), "a PIN proves little"


def test_the_password_is_still_a_way_in_on_a_bound_device(person: Any) -> None:
    fang = bound(person)
    assert "holder" not in fang.client.get("/sign-in?password=").context
    assert fang.password().status_code == 302


def test_the_pin_is_worth_nothing_on_another_device(person: Any) -> None:
    fang = bound(person)
    fang.client = Client()
    assert fang.client.post("/sign-in/pin", {"pin": "274905"}).url == "/sign-in?password="
    fang.client.cookies["humiao_device"] = "invented"
    assert "holder" not in fang.client.get("/sign-in").context
    assert fang.client.post("/sign-in/pin", {"pin": "274905"}).status_code == 302
    assert not fang.is_in()


def test_five_wrong_pins_unbind_the_device(person: Any, acts: Any) -> None:
    fang = bound(person)
    answers = [fang.client.post("/sign-in/pin", {"pin": "000000"}) for _ in range(5)]
    assert [a.status_code for a in answers] == [400] * 5
    assert "4" in answers[0].context["form"].non_field_errors()[0]
    assert answers[4].context["told"]
    assert acts("why")[-1] == ("device-unbound", "wrong-pins")
    assert fang.client.post("/sign-in/pin", {"pin": "274905"}).status_code == 302
    assert not fang.is_in()


def test_pins_are_braked_by_address_too(person: Any) -> None:
    fang = bound(person)
    with context.identity(writes=True):
        Throttle.objects.all().delete()
    for _ in range(20):
        throttle(Kind.PIN, {By.ADDRESS: "127.0.0.1"}, at=timezone.now())
    assert fang.client.post("/sign-in/pin", {"pin": "274905"}).status_code == 429
    assert fang.client.post("/sign-in/pin", {"pin": ""}).status_code == 400


def test_signing_out_the_browser_forgets_the_pages_and_keeps_the_device(person: Any) -> None:
    fang: Person = person()
    fang.password()
    page = fang.client.get("/account").content.decode()
    assert re.search(r'action="/sign-out"[^>]* data-forget-kept', page)
    assert fang.client.post("/sign-out").headers["Clear-Site-Data"] == '"cache"'


def test_signing_out_is_told(person: Any, acts: Any) -> None:
    fang: Person = person()
    fang.password()
    fang.client.post("/sign-out")
    assert acts() == ["sign-in", "sign-out"]
    Client().post("/sign-out")
    assert acts() == ["sign-in", "sign-out"]


def test_other_methods_are_refused(client: Client, db: None) -> None:
    assert client.get("/sign-out").status_code == 405
    assert client.put("/sign-in").status_code == 405
    assert client.head("/sign-in").status_code == 200


def test_each_try_goes_nowhere_without_a_county(person: Any, acts: Any) -> None:
    fang: Person = person()
    with context.identity(writes=True):
        Account.objects.update(counties=["999999"])
    assert fang.password(PASSWORD).status_code == 302
    assert acts() == []


def test_what_is_long_over_is_removed_when_somebody_enters(person: Any) -> None:
    fang: Person = person()
    fang.password()
    fang.password("wrong")
    before = timezone.now() - timedelta(days=3)
    with context.identity(writes=True):
        Session.objects.update(expire_date=before)
        Throttle.objects.update(last_at=before)
    Person(fang.account, Client()).password()
    with context.identity():
        assert Session.objects.count() == 1
        assert not Throttle.objects.filter(last_at=before).exists()
