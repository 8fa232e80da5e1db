"""People signed in to look at months."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import Client

from humiao.access.accounts.session_store import SessionStore
from humiao.access.middleware import ACCOUNT_KEY
from humiao.access.public import SYSTEM, Role, give_post
from humiao.access.tests.accounts import make_account
from humiao.foundation import context
from humiao.foundation.clock import moment
from humiao.foundation.ids import new_id

COUNTY = "330482"


def sign_in(role: Role, **where: Any) -> Client:
    """Sign in a person of a role; pages come in English."""
    with context.identity(writes=True):
        made = make_account(username=str(new_id()), name="陈洁", password="x", counties=(COUNTY,))
        session = SessionStore()
        session[ACCOUNT_KEY] = str(made.id)
        session.create()
    with context.county(COUNTY, writes=True):
        give_post(
            account_id=made.id, person_name="陈洁", role=role, starts_on=date(2024, 1, 1), by=SYSTEM,
            at=moment(date(2024, 1, 1)), **where,
        )  # fmt: skip
    client = Client()
    client.cookies["humiao_session"] = session.session_key or ""
    client.cookies["humiao_language"] = "en"
    return client
