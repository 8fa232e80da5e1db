"""My account: password, factors, devices, sessions; nobody touches another's; who must have a factor."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from humiao.access.accounts.models import Account, Device, Passkey, RecoveryCode, Session
from humiao.access.public import Role
from humiao.access.roles import ROLES, SignsIn
from humiao.access.signin import urls
from humiao.access.signin.tests.conftest import PASSWORD, PINGHU, Person
from humiao.foundation import context
from humiao.foundation.ids import new_id

NEW = "seven quiet 松树 stand"
OWN = [p for p in urls.urlpatterns if str(p.pattern).startswith("account")]


@pytest.fixture
def fang(person: Any) -> Person:
    one: Person = person(Role.SOCIAL_WORKER)
    one.password()
    return one


def of_another(person: Any) -> dict[str, Any]:
    """Return somebody else's passkey, device and session."""
    other: Person = person(Role.CHILD_DIRECTOR, username="lan")
    other.password()
    other.add_passkey()
    other.client.post("/account/device", {"pin": "274905", "again": "274905"})
    with context.identity():
        return {
            "passkey": Passkey.objects.get(account_id=other.account.id).id,
            "device": Device.objects.get(account_id=other.account.id).id,
            "session": Session.objects.get(account_id=other.account.id).listed_as,
        }


@pytest.mark.parametrize("pattern", OWN, ids=lambda p: p.name)
def test_a_stranger_is_led_to_sign_in(client: Any, db: None, pattern: Any) -> None:
    kwargs = dict.fromkeys(pattern.pattern.converters, new_id())
    url = reverse(pattern.name, kwargs=kwargs)
    answers = [client.get(url), client.post(url)]
    assert {a.status_code for a in answers} <= {302, 405}
    assert all(a.status_code == 405 or a.url.startswith("/sign-in") for a in answers)


def test_nobody_touches_anothers_passkey_device_or_session(person: Any, fang: Person) -> None:
    other = of_another(person)
    for url, given in (
        (f"/account/passkeys/{other['passkey']}", {"do": "remove"}),
        (f"/account/passkeys/{other['passkey']}", {"name": "mine"}),
        (f"/account/devices/{other['device']}", {}),
        ("/account/sessions", {"session": str(other["session"])}),
        ("/account/sessions", {"session": "nonsense"}),
    ):
        assert fang.client.post(url, given).status_code == 404, url
    with context.identity():
        assert Passkey.objects.get(id=other["passkey"]).name == "手机"
        assert Device.objects.get(id=other["device"]).ended_at is None
        assert Session.objects.filter(listed_as=other["session"]).exists()


def test_the_page_shows_factors_devices_and_sessions(person: Any, fang: Person) -> None:
    of_another(person)
    fang.set_up_totp()
    fang.add_passkey("钥匙")
    fang.codes()
    page = fang.client.get("/account")
    assert page.status_code == 200
    shown = page.context
    assert shown["factors"].second == 2
    assert shown["factors"].codes_left == 10
    assert [s["is_this"] for s in shown["sessions"]] == [True]
    assert shown["devices"] == []
    assert page.headers["Cache-Control"] == "private, no-store"


def test_a_get_writes_nothing(fang: Person, acts: Any) -> None:
    before = acts()
    for url in ("/account", "/account/password", "/account/factor", "/account/confirm", "/account/totp"):
        assert fang.client.get(url).status_code in (200, 302)
    assert acts() == before


def test_a_new_password_ends_other_sessions_and_unbinds_devices(person: Any, acts: Any) -> None:
    fang: Person = person(Role.CHILD_DIRECTOR)
    elsewhere = Person(fang.account, Client())
    for one in (fang, elsewhere):
        one.password()
    elsewhere.client.post("/account/device", {"pin": "274905", "again": "274905"})
    before = fang.client.cookies["humiao_session"].value
    answer = fang.client.post("/account/password", {"old": PASSWORD, "new": NEW, "again": NEW})
    assert answer.url == "/account"
    assert fang.is_in()
    assert fang.client.cookies["humiao_session"].value != before
    assert not elsewhere.is_in()
    with context.identity():
        assert Device.objects.get().ended_at
    assert acts()[-1] == "password-changed"
    assert Person(fang.account, Client()).password(NEW).status_code == 302


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"old": "wrong"}, "old"),
        ({"new": "12345678", "again": "12345678"}, "new"),
        ({"again": "another one"}, "again"),
        ({"new": ""}, "new"),
    ],
)
def test_a_new_password_is_refused_with_its_reason(fang: Person, given: Any, field: str) -> None:
    answer = fang.client.post("/account/password", {"old": PASSWORD, "new": NEW, "again": NEW, **given})
    assert answer.status_code == 400
    assert field in answer.context["form"].errors
    assert Person(fang.account, Client()).password().status_code == 302, "nothing changed"


def test_guessing_the_old_password_is_braked(fang: Person, acts: Any) -> None:
    given = {"old": "wrong", "new": NEW, "again": NEW}
    statuses = [fang.client.post("/account/password", given).status_code for _ in range(6)]
    assert statuses == [400] * 5 + [429]
    assert acts("why")[-2][1] == "change-password"
    assert acts()[-1] == "tries-locked"


def test_sessions_are_ended_one_by_one_or_all_others(fang: Person, acts: Any) -> None:
    others = [Person(fang.account, Client()) for _ in range(3)]
    for one in others:
        one.password()
    page = fang.client.get("/account").context
    assert len(page["sessions"]) == 4
    first = next(s for s in page["sessions"] if not s["is_this"])
    fang.client.post("/account/sessions", {"session": str(first["id"])})
    assert sum(one.is_in() for one in others) == 2
    fang.client.post("/account/sessions", {"session": "others"})
    assert not any(one.is_in() for one in others)
    assert fang.is_in()
    assert acts("how_many")[-2:] == [("sessions-ended", 1), ("sessions-ended", 2)]
    assert fang.client.post("/account/sessions", {"session": "others"}).status_code == 302, "none is no fault"


def test_an_app_is_set_up_by_its_first_code(fang: Person, acts: Any) -> None:
    assert fang.client.get("/account/totp").url == "/account/factor"
    fang.client.post("/account/totp")
    page = fang.client.get("/account/totp")
    assert page.content.count(b"<svg") >= 1
    fang.secret = page.context["secret"]
    assert fang.client.post("/account/totp", {"code": "000000"}).status_code == 400
    assert fang.client.post("/account/totp", {"code": "１２３４５６"}).status_code == 400
    key = fang.client.cookies["humiao_session"].value
    assert fang.client.post("/account/totp", {"code": fang.code()}).url == "/account?added=totp"
    assert fang.client.cookies["humiao_session"].value != key
    assert acts("kind")[-1] == ("factor-added", "totp")
    assert fang.client.post("/account/totp/remove").url == "/account"
    assert fang.client.post("/account/totp/remove").status_code == 404
    assert acts("kind")[-1] == ("factor-removed", "totp")


def test_first_codes_are_braked(fang: Person) -> None:
    fang.client.post("/account/totp")
    answers = [fang.client.post("/account/totp", {"code": "000000"}) for _ in range(6)]
    assert "1" in answers[-1].context["form"].errors["code"][0]


def test_passkeys_are_several_named_and_removed(fang: Person, acts: Any) -> None:
    from humiao.access.accounts.tests.authenticator import SoftwareAuthenticator

    fang.add_passkey("手机")
    again = fang.add_passkey("the same")
    assert again.status_code == 400
    fang.key = SoftwareAuthenticator()
    fang.add_passkey("")
    with context.identity():
        first, second = Passkey.objects.order_by("made_at")
    assert second.name
    assert fang.client.post(f"/account/passkeys/{first.id}", {"name": "旧手机"}).url == "/account"
    assert fang.client.post(f"/account/passkeys/{first.id}", {"name": ""}).status_code == 403
    assert fang.client.post(f"/account/passkeys/{second.id}", {"do": "remove"}).url == "/account"
    with context.identity():
        assert [k.name for k in Passkey.objects.all()] == ["旧手机"]
    assert acts("kind")[-1] == ("factor-removed", "passkey")


def test_ten_passkeys_are_enough(fang: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("humiao.access.accounts.passkeys.MOST", 0)
    assert fang.add_passkey().status_code == 400


def test_a_passkey_is_kept_only_for_its_own_challenge(fang: Person) -> None:
    options = fang.send("/account/passkeys/options").json()
    made = fang.key.make(options)
    fang.send("/account/passkeys/options")
    assert fang.send("/account/passkeys", {"response": made}).status_code == 400
    assert fang.send("/account/passkeys", {"response": made}).status_code == 400, "and that one is used up"
    fang.send("/account/passkeys/options")
    assert fang.send("/account/passkeys", {"response": {"id": "x"}}).status_code == 400


def test_recovery_codes_are_shown_once_and_only_beside_a_factor(fang: Person, acts: Any) -> None:
    assert fang.client.post("/account/recovery-codes").status_code == 404
    fang.set_up_totp()
    page = fang.client.post("/account/recovery-codes")
    assert len(page.context["codes"]) == 10
    assert acts()[-1] == "recovery-codes-made"
    with context.identity():
        assert RecoveryCode.objects.count() == 10


def test_a_device_is_bound_and_unbound_by_its_owner(person: Any, acts: Any) -> None:
    fang: Person = person(Role.CHILD_DIRECTOR)
    fang.password()
    assert fang.client.get("/account/device").status_code == 200
    for pin, again in (("111111", "111111"), ("274905", "274906"), ("", "")):
        assert fang.client.post("/account/device", {"pin": pin, "again": again}).status_code == 400
    fang.client.post("/account/device", {"pin": "274905", "again": "274905"})
    cookie = fang.client.cookies["humiao_device"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    fang.client.post("/account/device", {"pin": "381604", "again": "381604"})
    (device,) = fang.client.get("/account").context["devices"]
    assert device["is_here"]
    assert fang.client.post(f"/account/devices/{device['id']}").url == "/account"
    assert fang.client.get("/account").context["devices"] == []
    assert acts("why")[-1] == ("device-unbound", "by-its-owner")


@pytest.mark.parametrize("role", [None, Role.SOCIAL_WORKER, Role.BUREAU_OFFICER])
def test_a_pin_is_for_child_directors(person: Any, role: Role | None) -> None:
    fang: Person = person(role)
    fang.password()
    assert fang.client.get("/account/device").status_code == 404
    assert fang.client.post("/account/device", {"pin": "274905", "again": "274905"}).status_code == 404


SENSITIVE = ["/account/totp", "/account/passkeys/options", "/account/recovery-codes"]


@pytest.mark.parametrize("url", SENSITIVE)
def test_a_sensitive_act_asks_anew_who_one_is(fang: Person, url: str) -> None:
    fang.age(minutes=46)
    assert fang.client.post(url).url == f"/account/confirm?next={quote(url, safe='')}"


def test_the_password_proves_it_where_there_is_no_factor(fang: Person, acts: Any) -> None:
    fang.set_up_totp()
    fang.client.post("/account/totp/remove")
    fang.age(minutes=50)
    key = fang.client.cookies["humiao_session"].value
    assert fang.client.post("/account/confirm", {"password": "wrong"}).status_code == 400
    assert fang.client.post("/account/confirm", {"password": ""}).status_code == 400
    answer = fang.client.post("/account/confirm", {"password": PASSWORD, "next": "/account/device"})
    assert answer.url == "/account/device"
    assert fang.client.cookies["humiao_session"].value != key
    assert acts("means")[-1] == ("proved-again", "password")
    assert fang.client.post("/account/recovery-codes").status_code == 404


def test_with_a_factor_the_password_alone_proves_nothing(fang: Person, acts: Any) -> None:
    fang.set_up_totp()
    assert "code" in fang.client.get("/account/confirm").context["form"].fields
    assert fang.client.post("/account/confirm", {"password": PASSWORD}).status_code == 400
    assert fang.client.post("/account/confirm", {"code": "000000"}).status_code == 400
    assert fang.client.post("/account/confirm", {"code": fang.code()}).url == "/account"
    for _ in range(6):
        last = fang.client.post("/account/confirm", {"code": "000000"}).status_code
    assert last == 429


def test_a_passkey_proves_it(fang: Person, acts: Any) -> None:
    fang.add_passkey()
    fang.age(hours=2)
    answer = fang.passkey("/account/confirm/options", "/account/confirm/passkey", next="/account/totp")
    assert answer.json() == {"to": "/account/totp"}
    assert acts("means")[-1] == ("proved-again", "passkey")
    assert fang.send("/account/confirm/passkey").status_code == 400
    assert fang.client.post("/account/totp").status_code == 302


def test_after_proving_nobody_is_led_to_another_site(fang: Person) -> None:
    answer = fang.client.post(
        "/account/confirm", {"password": PASSWORD, "next": "https://elsewhere.example/"}
    )
    assert answer.url == "/account"


MUST = {"required": True, "grace_days": 3}


@pytest.mark.parametrize("role", list(Role))
def test_who_must_have_a_factor_is_led_to_it_before_anything_else(
    person: Any, settings: Any, role: Role
) -> None:

    settings.HUMIAO_SECOND_FACTOR = {"required": True, "grace_days": -1}
    fang: Person = person(role)
    fang.password()
    must = ROLES[role].signs_in is SignsIn.WITH_SECOND_FACTOR
    answer = fang.client.get(f"/c/{PINGHU}/")
    assert (answer.status_code == 302 and answer.url == "/account/factor") is must
    if must:
        assert fang.client.get("/account/factor").context["owes"]
        assert fang.client.get("/account").url == "/account/factor"
        assert fang.client.get("/no-such-page").status_code == 404
        assert fang.add_passkey().status_code == 200
        assert fang.client.get("/account").status_code == 200


def test_with_days_left_one_is_asked_once_at_each_sign_in_and_may_go_on(person: Any, settings: Any) -> None:
    settings.HUMIAO_SECOND_FACTOR = MUST
    fang: Person = person(Role.BUREAU_OFFICER)
    assert fang.password(next="/health").url == "/account/factor"
    page = fang.client.get("/account/factor").context
    assert page["due"] == timezone.localdate() + timedelta(days=3)
    assert not page["owes"]
    assert fang.client.get("/").url == "/account/factor"
    assert fang.client.post("/account/factor").url == "/"
    assert fang.client.get("/").url == f"/c/{PINGHU}/"
    with context.identity(writes=True):
        Account.objects.update(factor_due_on=timezone.localdate() - timedelta(days=1))
    fang.client.post("/sign-out")
    fang.password()
    assert fang.client.get("/").url == "/account/factor"


def test_a_county_sets_its_own_and_the_shortest_grace_counts(person: Any, settings: Any) -> None:
    settings.HUMIAO_SECOND_FACTOR = {"required": True, "counties": {PINGHU: {"required": False}}}
    fang: Person = person(Role.BUREAU_OFFICER)
    assert fang.password().url == "/"
    settings.HUMIAO_SECOND_FACTOR = {"required": False, "counties": {PINGHU: MUST}}
    fang.client.post("/sign-out")
    assert fang.password().url == "/account/factor"


def test_the_last_factor_of_who_must_have_one_stays(person: Any, settings: Any) -> None:
    settings.HUMIAO_SECOND_FACTOR = MUST
    fang: Person = person(Role.BUREAU_OFFICER)
    fang.password()
    fang.set_up_totp()
    assert fang.client.post("/account/totp/remove").status_code == 403
    fang.add_passkey()
    assert fang.client.post("/account/totp/remove").status_code == 302
    with context.identity():
        key = Passkey.objects.get().id
    assert fang.client.post(f"/account/passkeys/{key}", {"do": "remove"}).status_code == 403


def test_a_session_ended_while_a_request_ran_is_no_fault(fang: Person) -> None:
    with context.identity(writes=True):
        Session.objects.all().delete()
    assert fang.client.get("/account").status_code == 302
