"""The public doors: in, out, the language, home, health, and what an error looks like."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from humiao.access.accounts.public import account_by_id
from humiao.access.middleware import ACCOUNT_KEY
from humiao.access.tests.accounts import make_account
from humiao.desk import doors
from humiao.foundation import context

COUNTY = "330482"


@pytest.fixture
def fang(db: None) -> Any:
    with context.identity(writes=True):
        return make_account(username="fang", name="王芳", password="right", counties=(COUNTY,))


def sign_in(client: Client, **more: str) -> Any:
    return client.post("/sign-in", {"username": "fang", "password": "right", **more})


def home_of(client: Client) -> str:
    return client.get("/").headers["Location"]


def test_the_right_pair_leads_home_and_out_again(client: Client, fang: Any) -> None:
    assert client.get("/sign-in").status_code == 200
    assert sign_in(client).url == "/"
    with context.identity():
        assert client.session[ACCOUNT_KEY] == str(fang.id)
    assert home_of(client) == f"/c/{COUNTY}/"
    assert client.post("/sign-out").headers["Location"] == "/sign-in"
    assert home_of(client) == "/sign-in"


def test_signing_in_leads_back_to_where_one_was(client: Client, fang: Any) -> None:
    assert sign_in(client, next=f"/c/{COUNTY}/children/").url == f"/c/{COUNTY}/children/"


def test_but_never_to_another_site(client: Client, fang: Any) -> None:
    assert sign_in(client, next="https://elsewhere.example/").url == "/"


@pytest.mark.parametrize("wrong", [{"password": "wrong"}, {"username": "nobody"}, {"password": ""}])
def test_a_wrong_pair_is_told_without_saying_which_half(client: Client, fang: Any, wrong: Any) -> None:
    answer = sign_in(client, **wrong)
    assert answer.status_code == 400
    assert answer.context["form"].errors
    assert settings.SESSION_COOKIE_NAME not in answer.cookies


def test_an_account_without_a_county_has_no_home(client: Client, fang: Any) -> None:
    with context.identity(writes=True):
        make_account(username="fang", name="王芳", password="right", counties=())
    sign_in(client)
    assert home_of(client) == "/sign-in"


def test_the_language_is_kept_with_the_account_and_in_a_cookie(client: Client, fang: Any) -> None:
    assert client.post("/language", {"language": "en"}).cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    sign_in(client)
    client.post("/language", {"language": "en", "next": "/health"})
    with context.identity():
        account = account_by_id(fang.id)
    assert account is not None
    assert account.language == "en"
    assert settings.LANGUAGE_COOKIE_NAME not in client.post("/language", {"language": "tlh"}).cookies


def test_health_asks_the_database(client: Client, db: None) -> None:
    assert client.get("/health").json() == {"status": "ok"}


def test_a_demonstration_shows_its_accounts(client: Client, db: None, settings: Any, tmp_path: Any) -> None:
    settings.DATA = tmp_path
    assert "demo_accounts" not in client.get("/sign-in").context
    settings.HUMIAO_DEMO = True
    (tmp_path / "demo.json").write_text(json.dumps({"accounts": [], "password": "demo"}), encoding="utf-8")
    assert client.get("/sign-in").context["demo_password"] == "demo"


@pytest.mark.parametrize(
    ("page", "status"),
    [(doors.not_found, 404), (doors.bad_request, 400), (doors.server_error, 500), (doors.forged, 403)],
)
def test_an_error_says_what_it_is_without_the_database(rf: RequestFactory, page: Any, status: int) -> None:
    answer = page(rf.get("/"))
    assert answer.status_code == status
    assert "<h1" in answer.content.decode()
