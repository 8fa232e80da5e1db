"""Single sign-on against a small provider of OpenID Connect and CAS that really listens."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from humiao.access.accounts.models import Account, Subject
from humiao.access.public import Role
from humiao.access.signin.providers import provider, providers
from humiao.access.signin.tests.conftest import Person
from humiao.foundation import context

KEY = RSAKey.generate_key(2048, {"kid": "one"}, private=True)
OTHER = RSAKey.generate_key(2048, {"kid": "one"}, private=True)


class FakeProvider:
    """What a provider remembers of one sign-on, and what it says wrongly where a test wants it to."""

    def __init__(self) -> None:
        self.subject = "u-1001"
        self.challenge = self.nonce = ""
        self.service = ""
        self.wrong: dict[str, Any] = {}
        self.key = KEY
        self.status = 200
        self.asked: list[str] = []

    def visited(self, url: str) -> dict[str, str]:
        """Take a browser sent here, and return what the address said."""
        said = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        self.challenge, self.nonce = said.get("code_challenge", ""), said.get("nonce", "")
        self.service = said.get("service", "")
        return said

    def token(self, given: dict[str, str]) -> dict[str, Any]:
        """Answer the token endpoint, PKCE checked."""
        made = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(made).rstrip(b"=").decode() != self.challenge or given["code"] != "good":
            return {"error": "invalid_grant"}
        claims = {
            "iss": "https://idp.example",
            "aud": "humiao",
            "sub": self.subject,
            "nonce": self.nonce,
            "exp": int(time.time()) + 300,
            **self.wrong,
        }
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, {k: v for k, v in claims.items() if v}, self.key)
        return {"access_token": "x", "token_type": "Bearer", "id_token": signed}

    def cas(self, given: dict[str, str]) -> str:
        """Answer a ticket's check."""
        is_right = given.get("ticket") == "ST-1" and given.get("service") == self.service
        said = (
            f"<cas:authenticationSuccess><cas:user>{self.subject}</cas:user></cas:authenticationSuccess>"
            if is_right
            else '<cas:authenticationFailure code="INVALID_TICKET">no</cas:authenticationFailure>'
        )
        return f'<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas">{said}</cas:serviceResponse>'


@pytest.fixture
def fake(settings: Any) -> Iterator[FakeProvider]:
    one = FakeProvider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            one.asked.append(parts.path)
            given = {n: v[0] for n, v in parse_qs(parts.query).items()}
            if parts.path == "/jwks":
                self._say(json.dumps({"keys": [KEY.as_dict(private=False)]}))
            else:
                self._say(one.cas(given))

        def do_POST(self) -> None:
            one.asked.append(self.path)
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say(json.dumps(one.token({n: v[0] for n, v in parse_qs(body).items()})))

        def _say(self, text: str) -> None:
            self.send_response(one.status)
            if one.status == 302:
                self.send_header("Location", "http://127.0.0.1:1/inside")
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    at = f"http://127.0.0.1:{server.server_port}"
    settings.HUMIAO_SIGN_ON = {
        "gov": {
            "kind": "oidc",
            "label": "政务统一认证",
            "issuer": "https://idp.example",
            "client_id": "humiao",
            "client_secret": "s",
            "authorization_endpoint": f"{at}/authorize",
            "token_endpoint": f"{at}/token",
            "jwks_uri": f"{at}/jwks",
        },
        "school": {"kind": "cas", "server_url": f"{at}/cas/"},
    }
    yield one
    server.shutdown()
    server.server_close()


def out_and_back(fang: Person, fake: FakeProvider, start: str, **changed: str) -> Any:
    """Go to the provider and come back with what it gave; `changed` replaces parts of that."""
    said = fake.visited(fang.client.get(start).headers["Location"])
    name = "school" if "service" in said else "gov"
    state = said.get("state") or parse_qs(urlsplit(said["service"]).query)["state"][0]
    answer = {"state": state, **({"ticket": "ST-1"} if name == "school" else {"code": "good"}), **changed}
    return fang.client.get(f"/sign-in/with/{name}/back", answer)


NAMES = pytest.mark.parametrize("name", ["gov", "school"])


@pytest.fixture
def bound(person: Any, fake: FakeProvider) -> Any:
    def made(name: str) -> Person:
        fang: Person = person(Role.SOCIAL_WORKER)
        fang.password()
        assert out_and_back(fang, fake, f"/account/sign-on/{name}").headers["Location"] == "/account"
        fang.client.post("/sign-out")
        return fang

    return made


@NAMES
def test_a_subject_bound_once_lets_in(bound: Any, fake: FakeProvider, acts: Any, name: str) -> None:
    fang = bound(name)
    answer = out_and_back(fang, fake, f"/sign-in/with/{name}?next=/health")
    assert answer.headers["Location"] == "/health"
    assert fang.is_in()
    assert acts("means")[-1] == ("sign-in", "single-sign-on")


@NAMES
def test_a_second_factor_is_asked_as_after_a_password(bound: Any, fake: FakeProvider, name: str) -> None:
    fang = bound(name)
    fang.set_up_totp()
    assert out_and_back(fang, fake, f"/sign-in/with/{name}").headers["Location"] == "/sign-in/second"
    assert not fang.is_in()
    assert fang.client.post("/sign-in/second", {"code": fang.code()}).status_code == 302
    assert fang.is_in()


@NAMES
def test_no_account_is_made(person: Any, fake: FakeProvider, name: str) -> None:
    fang: Person = person()
    assert out_and_back(fang, fake, f"/sign-in/with/{name}").status_code == 403
    with context.identity():
        assert (Account.objects.count(), Subject.objects.count()) == (1, 0)


@NAMES
@pytest.mark.parametrize("changed", [{"state": "invented"}, {"code": "bad", "ticket": "ST-2"}])
def test_what_was_changed_on_the_way_lets_nobody_in(
    bound: Any, fake: FakeProvider, acts: Any, name: str, changed: Any
) -> None:
    fang = bound(name)
    assert out_and_back(fang, fake, f"/sign-in/with/{name}", **changed).status_code == 403
    assert not fang.is_in()
    assert acts("provider")[-1] == ("sign-in-failed", name)


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "https://other.example"},
        {"aud": "another"},
        {"nonce": "old"},
        {"nonce": ""},
        {"exp": 1},
        {"exp": None},
        {"sub": None},
        {"sub": "x" * 256},
    ],
)
def test_a_token_for_somebody_else_or_another_time_is_refused(
    bound: Any, fake: FakeProvider, wrong: Any
) -> None:
    fang = bound("gov")
    fake.wrong = wrong
    assert out_and_back(fang, fake, "/sign-in/with/gov").status_code == 403


def test_a_token_signed_by_another_key_is_refused(bound: Any, fake: FakeProvider) -> None:
    fang = bound("gov")
    fake.key = OTHER
    assert out_and_back(fang, fake, "/sign-in/with/gov").status_code == 403


@NAMES
def test_what_comes_back_is_taken_once_and_by_its_own_provider(
    bound: Any, fake: FakeProvider, name: str
) -> None:
    fang = bound(name)
    assert fang.client.get(f"/sign-in/with/{name}/back").status_code == 403
    other = "gov" if name == "school" else "school"
    fang.client.get(f"/sign-in/with/{other}")
    assert fang.client.get(f"/sign-in/with/{name}/back", {"state": "x"}).status_code == 403
    assert fang.client.get(f"/sign-in/with/{other}/back", {"state": "x"}).status_code == 403, "used up"


@NAMES
def test_a_redirect_of_the_provider_is_not_followed(bound: Any, fake: FakeProvider, name: str) -> None:
    fang = bound(name)
    fake.status = 302
    fake.asked.clear()
    assert out_and_back(fang, fake, f"/sign-in/with/{name}").status_code == 403
    assert "/inside" not in fake.asked
    assert fake.asked == (["/token", "/jwks"] if name == "gov" else ["/cas/p3/serviceValidate"])


def test_a_subject_is_one_accounts_and_an_account_has_one_of_each_issuer(
    bound: Any, person: Any, fake: FakeProvider
) -> None:
    bound("gov")
    lan: Person = person(Role.SOCIAL_WORKER, username="lan")
    lan.password()
    assert out_and_back(lan, fake, "/account/sign-on/gov").status_code == 403
    fake.subject = "u-1002"
    assert out_and_back(lan, fake, "/account/sign-on/gov").status_code == 302
    assert out_and_back(lan, fake, "/account/sign-on/gov").status_code == 302, "the same again is no fault"
    fake.subject = "u-1003"
    assert out_and_back(lan, fake, "/account/sign-on/gov").status_code == 403


def test_binding_is_for_the_session_that_began_it(person: Any, fake: FakeProvider) -> None:
    fang: Person = person()
    fang.password()
    said = fake.visited(fang.client.get("/account/sign-on/gov").headers["Location"])
    with context.identity(writes=True):
        Account.objects.update(is_active=False)
    answer = fang.client.get("/sign-in/with/gov/back", {"state": said["state"], "code": "good"})
    assert answer.status_code == 403


def test_a_binding_is_undone_by_its_owner(bound: Any, fake: FakeProvider, acts: Any) -> None:
    fang = bound("gov")
    fang.password()
    shown = {p["label"]: p["since"] for p in fang.client.get("/account").context["providers"]}
    assert shown["政务统一认证"]
    assert shown["school"] is None
    assert fang.client.post("/account/sign-on/gov/undo").status_code == 302
    assert fang.client.post("/account/sign-on/gov/undo").status_code == 404
    assert acts()[-1] == "single-sign-on-unbound"


def test_the_door_offers_those_of_the_settings_and_no_others(
    client: Any, db: None, fake: FakeProvider
) -> None:
    assert [p["label"] for p in client.get("/sign-in").context["providers"]] == ["政务统一认证", "school"]
    assert client.get("/sign-in/with/unknown").status_code == 404


@pytest.mark.parametrize(
    "given",
    [
        {"kind": "saml"},
        {"kind": "cas", "server_url": "http://idp.example/"},
        {"kind": "cas", "server_url": "file:///etc/passwd"},
        {"kind": "cas", "server_url": "ftp://localhost/"},
    ],
)
def test_a_setting_that_is_not_safe_is_refused(settings: Any, given: Any) -> None:
    settings.HUMIAO_SIGN_ON = {"x": given}
    with pytest.raises(ValueError, match="HUMIAO_SIGN_ON x"):
        provider("x")
    with pytest.raises(ValueError, match="HUMIAO_SIGN_ON x"):
        providers()
