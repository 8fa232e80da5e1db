"""People signed in without the door, for tests of pages."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.test import Client

from humiao.access.accounts.public import AccountValue
from humiao.access.accounts.session_store import SessionStore
from humiao.access.middleware import ACCOUNT_KEY
from humiao.access.public import SYSTEM, Role, give_post
from humiao.access.tests.accounts import make_account
from humiao.foundation import context
from humiao.foundation.clock import moment
from humiao.foundation.ids import new_id

COUNTY = "330482"
FIRST_DAY = date(2024, 1, 1)


def client_of(account_id: UUID, client: Client | None = None, *, language: str = "") -> Client:
    """Return a browser in which an account is signed in, its pages in this language."""
    with context.identity(writes=True):
        session = SessionStore()
        session[ACCOUNT_KEY] = str(account_id)
        session.create()
    client = client or Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    if language:
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


def an_account(name: str = "王芳", *, county: str = COUNTY) -> AccountValue:
    """Make an account of its own."""
    with context.identity(writes=True):
        return make_account(username=str(new_id()), name=name, password="x", counties=(county,))


def sign_in(
    role: Role | None = Role.BUREAU_OFFICER,
    *,
    language: str = "",
    county: str = COUNTY,
    name: str = "王芳",
    starts_on: date = FIRST_DAY,
    **where: Any,
) -> Client:
    """Sign in somebody new with a post, or with none; `where` is what `give_post` takes."""
    account = an_account(name, county=county)
    if role is not None:
        with context.county(county, writes=True):
            give_post(
                account_id=account.id,
                person_name=name,
                role=role,
                starts_on=starts_on,
                by=SYSTEM,
                at=moment(starts_on),
                **where,
            )
    return client_of(account.id, language=language)
