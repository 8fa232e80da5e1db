"""Single sign-on, the talking part: OpenID Connect by authlib, CAS 3 by python-cas.

Where to ask stands in the settings and nowhere else: nothing a request says becomes an address, no redirect
is followed, nothing is waited for longer than some seconds.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from cas import CASClientV3
from django.conf import settings
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from humiao.foundation.decisions import Decision, Refused

_SECONDS = 10
_SIGNED_BY = ["RS256", "ES256", "PS256"]
_HERE = {"localhost", "127.0.0.1", "::1"}
_LEEWAY = 60
_WRONG = (requests.RequestException, AuthlibBaseError, JoseError, ValueError, KeyError, TypeError, IndexError)


class NotProvedError(Exception):
    """The provider's answer proves nobody."""


@dataclass(frozen=True)
class Provider:
    """One provider of the settings."""

    name: str
    kind: str
    label: str
    issuer: str
    given: dict[str, str]

    def begin(self, back_url: str) -> tuple[str, dict[str, str]]:
        """Return where the browser goes, and what to keep in the session until it comes back."""
        kept = {"state": secrets.token_urlsafe(24), "nonce": secrets.token_urlsafe(24)}
        if self.kind == "cas":
            return self._cas(f"{back_url}?state={kept['state']}").get_login_url(), kept
        kept["verifier"] = secrets.token_urlsafe(48)
        with self._oauth(back_url) as client:
            url, _state = client.create_authorization_url(
                self.given["authorization_endpoint"],
                state=kept["state"],
                nonce=kept["nonce"],
                code_verifier=kept["verifier"],
            )
        return url, kept

    def subject(self, back_url: str, kept: dict[str, str], answer: dict[str, str]) -> str:
        """Return who came back; raises `NotProvedError`."""
        if not secrets.compare_digest(kept["state"].encode(), answer.get("state", "").encode()):
            raise NotProvedError("state")
        try:
            if self.kind == "cas":
                user, _more, _ticket = self._cas(f"{back_url}?state={kept['state']}").verify_ticket(
                    answer["ticket"]
                )
                return _filled(user)
            return _filled(self._claims(back_url, kept, answer["code"])["sub"])
        except _WRONG as error:
            raise NotProvedError(str(error)) from error

    def _claims(self, back_url: str, kept: dict[str, str], code: str) -> dict[str, Any]:
        with self._oauth(back_url) as client:
            token = client.fetch_token(
                self.given["token_endpoint"],
                code=code,
                code_verifier=kept["verifier"],
                grant_type="authorization_code",
                timeout=_SECONDS,
                allow_redirects=False,
            )
        with _line() as line:
            keys = KeySet.import_key_set(line.get(self.given["jwks_uri"]).json())
        claims: dict[str, Any] = jwt.decode(token["id_token"], keys, algorithms=_SIGNED_BY).claims
        asked = {"iss": self.issuer, "aud": self.given["client_id"], "nonce": kept["nonce"]}
        needed: Any = {name: {"essential": True, "value": value} for name, value in asked.items()}
        needed |= {"exp": {"essential": True}, "sub": {"essential": True}}
        jwt.JWTClaimsRegistry(leeway=_LEEWAY, **needed).validate(claims)
        return claims

    def _oauth(self, back_url: str) -> Any:
        return OAuth2Session(
            self.given["client_id"],
            self.given["client_secret"],
            scope="openid",
            redirect_uri=back_url,
            code_challenge_method="S256",
        )

    def _cas(self, back_url: str) -> Any:
        return CASClientV3(service_url=back_url, server_url=self.given["server_url"], session=_line())


def provider(name: str) -> Provider:
    """Return a provider of the settings, or refuse."""
    given: dict[str, Any] = settings.HUMIAO_SIGN_ON.get(name, {})
    if not given:
        raise Refused(Decision.no("no-provider", "no such single sign-on"))
    return _checked(name, given)


def providers() -> list[Provider]:
    """Return the providers of the settings."""
    return [_checked(name, given) for name, given in settings.HUMIAO_SIGN_ON.items()]


def _checked(name: str, given: dict[str, Any]) -> Provider:
    kind = given["kind"]
    if kind not in ("oidc", "cas"):
        raise ValueError(f"HUMIAO_SIGN_ON {name}: kind is oidc or cas, not {kind!r}")
    places = {"oidc": ("authorization_endpoint", "token_endpoint", "jwks_uri"), "cas": ("server_url",)}[kind]
    for place in places:
        parts = urlsplit(given[place])
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _HERE):
            raise ValueError(f"HUMIAO_SIGN_ON {name}: {place} has to be an https address")
    issuer = given["issuer"] if kind == "oidc" else given["server_url"]
    return Provider(name, kind, given.get("label", name), issuer, given)


class _Impatient(requests.Session):
    """A session that waits for some seconds and follows no redirect."""

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        """Ask, and take nothing but an answer."""
        kwargs["allow_redirects"] = False
        kwargs["timeout"] = _SECONDS
        answer = super().request(*args, **kwargs)
        if answer.status_code != 200:
            raise requests.HTTPError(f"answered {answer.status_code}")
        return answer


def _line() -> _Impatient:
    return _Impatient()


def _filled(subject: Any) -> str:
    if not isinstance(subject, str) or not 0 < len(subject) <= 255:
        raise NotProvedError("no subject")
    return subject
