"""Sessions in our own table: under a hash of the cookie, with whose they are, from where, and until when.

Somebody who reads the table can't take a session over, and one person's sessions are found and ended at once.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.contrib.sessions.backends.db import SessionStore as DjangosStore
from django.db import IntegrityError, transaction
from django.utils import timezone

from humiao.access.accounts.models import Session
from humiao.access.accounts.rules import Lifetimes, is_over

ACCOUNT_KEY = "account"
# A stranger between password and second factor.
_ON_THE_WAY = timedelta(minutes=15)


def lifetimes() -> Lifetimes:
    """Return how long sessions last here."""
    return Lifetimes(settings.HUMIAO_SESSION_IDLE, timedelta(seconds=settings.SESSION_COOKIE_AGE))


def hash_of(key: str) -> str:
    """Return what a session is kept under."""
    return hashlib.sha256(key.encode()).hexdigest()


class SessionStore(DjangosStore):
    """Django's session by our table. `row` is what the table says of it, once loaded or made."""

    row: Session | None = None
    # What a new session is made with: means, address, agent, proved_at.
    made_with: dict[str, Any]
    _get_session: Any  # Django's, which its type stubs leave out
    _get_new_session_key: Any

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self.made_with = {}

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return our table."""
        return Session

    def load(self) -> dict[str, Any]:
        """Return the session's values; nothing where it is over or unknown."""
        row = Session.objects.filter(session_key=hash_of(str(self.session_key))).first()
        now = timezone.now()
        if row is None or row.expire_date <= now or is_over(row.begun_at, row.seen_at, now, lifetimes()):
            self._session_key = None
            return {}
        self.row = row
        return self.decode(row.session_data)

    def exists(self, session_key: str) -> bool:
        """Say whether there is a session under this key."""
        return Session.objects.filter(session_key=hash_of(session_key)).exists()

    def save(self, must_create: bool = False) -> None:
        """Write the session; one that was ended meanwhile is not brought back."""
        if self.session_key is None:
            return self.create()
        data = self._get_session(no_load=must_create)
        if must_create:
            return self._insert(data)
        kept = Session.objects.filter(session_key=hash_of(self.session_key))
        if not kept.update(session_data=self.encode(data), account_id=data.get(ACCOUNT_KEY)):
            raise UpdateError
        return None

    def cycle_key(self) -> None:
        """Go on under a new key, as the same row: begun when it was, with whoever it is."""
        before = self.session_key
        if before is None:
            self.create()
            return
        fresh = self._get_new_session_key()
        kept = Session.objects.filter(session_key=hash_of(before))
        if not kept.update(session_key=hash_of(fresh), session_data=self.encode(self._get_session())):
            raise UpdateError
        self._session_key, self.modified = fresh, True

    def delete(self, session_key: str | None = None) -> None:
        """End it."""
        key = session_key or self.session_key
        if key:
            Session.objects.filter(session_key=hash_of(key)).delete()
        self.row = None

    def _insert(self, data: dict[str, Any]) -> None:
        now = timezone.now()
        account = data.get(ACCOUNT_KEY)
        row = Session(
            session_key=hash_of(str(self.session_key)),
            session_data=self.encode(data),
            expire_date=_ends(now, is_stranger=account is None),
            account_id=account,
            begun_at=now,
            seen_at=now,
            **{"proved_at": now, **self.made_with},
        )
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            raise CreateError from error
        self.row = row


def _ends(now: datetime, *, is_stranger: bool) -> datetime:
    return now + (_ON_THE_WAY if is_stranger else lifetimes().whole)
