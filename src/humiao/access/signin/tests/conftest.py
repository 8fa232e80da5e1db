"""People at the door: each with a post in 平湖, and a browser of their own."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from django.test import Client
from django.utils import timezone

from humiao.access.accounts.models import Session
from humiao.access.accounts.public import AccountValue
from humiao.access.accounts.recovery import make_codes
from humiao.access.accounts.tests.authenticator import SoftwareAuthenticator
from humiao.access.accounts.totp import begin_totp, confirm_totp, waiting_secret
from humiao.access.models import Post
from humiao.access.public import Role
from humiao.access.tests.accounts import make_account
from humiao.foundation import clock, context
from humiao.foundation.trail.models import TrailEntry

PINGHU, PASSWORD = "330482", "梧桐 harbour lanterns"


@dataclass
class Person:
    """An account with a browser."""

    account: AccountValue
    client: Any
    key: SoftwareAuthenticator = field(default_factory=SoftwareAuthenticator)
    secret: str = ""

    def password(self, password: str = PASSWORD, **more: str) -> Any:
        """Send name and password."""
        return self.client.post("/sign-in", {"username": self.account.username, "password": password, **more})

    def send(self, url: str, what: Any = None) -> Any:
        """Send JSON as the script of passkeys does."""
        return self.client.post(url, json.dumps(what or {}), content_type="application/json")

    def add_passkey(self, name: str = "手机") -> Any:
        """Register the authenticator."""
        options = self.send("/account/passkeys/options").json()
        return self.send("/account/passkeys", {"response": self.key.make(options), "name": name})

    def passkey(
        self, options: str = "/sign-in/passkey/options", done: str = "/sign-in/passkey", **more: Any
    ) -> Any:
        """Answer a challenge with the authenticator."""
        asked = self.send(options).json()
        return self.send(done, {"response": self.key.sign(asked), **more})

    def set_up_totp(self) -> None:
        """Have an app confirmed a while ago."""
        before = timezone.now() - timedelta(minutes=10)
        with context.identity(writes=True):
            begin_totp(self.account.id, at=before)
            self.secret = str(waiting_secret(self.account.id))
            assert confirm_totp(self.account.id, pyotp.TOTP(self.secret).at(before), at=before)

    def code(self) -> str:
        """Return what the app shows now."""
        return pyotp.TOTP(self.secret).now()

    def codes(self) -> list[str]:
        """Make recovery codes."""
        with context.identity(writes=True):
            return make_codes(self.account.id, at=timezone.now())

    def is_in(self) -> bool:
        """Say whether this browser is signed in."""
        return bool(self.client.get("/account").status_code == 200)

    def age(self, **ago: float) -> None:
        """Let the proof of who one is grow old."""
        with context.identity(writes=True):
            Session.objects.update(proved_at=timezone.now() - timedelta(**ago))


@pytest.fixture
def person(db: None) -> Callable[..., Person]:
    """Make somebody with a post: `person(Role.SOCIAL_WORKER)`; without a role, with none."""

    def made(role: Role | None = None, username: str = "fang") -> Person:
        with context.identity(writes=True):
            account = make_account(username=username, name="王芳", password=PASSWORD, counties=(PINGHU,))
        if role is not None:  # by its row: what else a post needs is not the door's matter
            with context.county(PINGHU, writes=True):
                start = clock.today(PINGHU) - timedelta(days=30)
                Post.objects.create(
                    account_id=account.id, person_name="王芳", role=role.value, starts_on=start
                )
        return Person(account, Client())

    return made


@pytest.fixture
def acts(db: None) -> Callable[..., list[str]]:
    """Return what the trail says of sign-in, in order; with a field of each row: `acts("means")`."""

    def said(*fields: str) -> list[Any]:
        with context.county(PINGHU):
            rows = TrailEntry.objects.filter(subject_type="account").order_by("id")
            found = [(r.action, *(r.plain.get(f) for f in fields)) for r in rows]
        return found if fields else [one[0] for one in found]

    return said


@pytest.fixture(autouse=True)
def _no_grace_needed(settings: Any) -> None:
    """Ask nobody for a second factor where a test doesn't say so."""
    settings.HUMIAO_SECOND_FACTOR = {"required": False}
