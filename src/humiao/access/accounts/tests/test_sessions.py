"""Sessions: kept under a hash, ended at once, by idleness and by age."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.test import Client
from django.utils import timezone

from humiao.access.accounts.administering import end_session, end_sessions_of, sessions_of
from humiao.access.accounts.models import Session
from humiao.access.accounts.session_store import ACCOUNT_KEY, SessionStore, hash_of
from humiao.access.tests.accounts import make_account
from humiao.foundation import context


@pytest.fixture
def fang(db: None) -> Any:
    with context.identity(writes=True):
        return make_account(username="fang", name="王芳", password="right", counties=("330482",))


def begin(account: Any) -> str:
    store = SessionStore()
    store[ACCOUNT_KEY] = str(account.id)
    store.create()
    return str(store.session_key)


def test_the_cookie_is_not_in_the_table(fang: Any) -> None:
    with context.identity(writes=True):
        key = begin(fang)
        row = Session.objects.get()
    assert row.session_key == hash_of(key) != key
    assert row.account_id == fang.id


@pytest.mark.parametrize(
    ("begun", "seen", "is_there"),
    [(0, 0, True), (11 * 60, 59, True), (11 * 60, 61, False), (12 * 60 + 1, 0, False)],
)
def test_a_session_is_over_by_idleness_and_by_age(fang: Any, begun: int, seen: int, is_there: bool) -> None:
    now = timezone.now()
    with context.identity(writes=True):
        key = begin(fang)
        Session.objects.update(begun_at=now - timedelta(minutes=begun), seen_at=now - timedelta(minutes=seen))
        found = SessionStore(key).get(ACCOUNT_KEY)
    assert (found == str(fang.id)) is is_there


def test_a_strangers_session_is_short(db: None) -> None:
    with context.identity(writes=True):
        store = SessionStore()
        store["pending"] = {}
        store.create()
        assert Session.objects.get().expire_date < timezone.now() + timedelta(minutes=16)


def test_an_ended_session_can_do_nothing_more_and_is_not_written_back(fang: Any, client: Client) -> None:
    with context.identity(writes=True):
        key = begin(fang)
        store = SessionStore(key)
        store["x"] = 1
        (row,) = sessions_of(fang.id, at=timezone.now(), this_key=key)
        assert row.is_this
        assert not end_session(fang.id, fang.id)
        assert end_session(fang.id, row.id)
        with pytest.raises(UpdateError):
            store.save()
    client.cookies["humiao_session"] = key
    assert client.get("/account").status_code == 302


def test_all_others_are_ended_but_this(fang: Any) -> None:
    with context.identity(writes=True):
        keys = [begin(fang) for _ in range(3)]
        assert end_sessions_of(fang.id, but_key=keys[0]) == 2
        assert SessionStore(keys[0]).get(ACCOUNT_KEY)
        assert not SessionStore(keys[1]).get(ACCOUNT_KEY)
        assert end_sessions_of(fang.id) == 1


def test_a_new_key_is_the_same_session_and_the_old_key_none(fang: Any) -> None:
    with context.identity(writes=True):
        key = begin(fang)
        store = SessionStore(key)
        store["x"] = 1
        before = Session.objects.get().listed_as
        store.cycle_key()
        assert store.session_key != key
        assert not SessionStore().exists(key)
        assert SessionStore().exists(str(store.session_key))
        again = SessionStore(store.session_key)
        assert (again[ACCOUNT_KEY], again["x"]) == (str(fang.id), 1)
        assert Session.objects.get().listed_as == before
        end_sessions_of(fang.id)
        with pytest.raises(UpdateError):
            store.cycle_key()
        stranger = SessionStore()
        stranger.cycle_key()
        assert stranger.session_key
        stranger.delete()
        SessionStore().delete()
        stranger.create()
        stranger.delete(stranger.session_key)
        assert not Session.objects.exists()


def test_a_sign_of_life_is_noted_once_a_minute(fang: Any, client: Client) -> None:
    with context.identity(writes=True):
        key = begin(fang)
        before = timezone.now() - timedelta(minutes=5)
        Session.objects.update(seen_at=before)
    client.cookies["humiao_session"] = key
    client.get("/health")
    with context.identity():
        seen = Session.objects.get().seen_at
        assert seen > before
    client.get("/health")
    with context.identity():
        assert Session.objects.get().seen_at == seen


def test_a_key_that_is_taken_is_drawn_anew(fang: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with context.identity(writes=True):
        taken = begin(fang)
        drawn = iter([taken, "a" * 32])
        monkeypatch.setattr(SessionStore, "_get_new_session_key", lambda _store: next(drawn))
        assert begin(fang) == "a" * 32
        assert SessionStore().model is Session
        assert Session.objects.count() == 2
