"""The brake: counted before it is looked at, atomic, the same for names nobody has."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from humiao.access.accounts.models import Throttle
from humiao.access.accounts.rules import By, Kind
from humiao.access.accounts.throttle import forget_old_tries, throttle, turned_out_well
from humiao.foundation import context

SUBJECTS = {By.ACCOUNT: "fang", By.ADDRESS: "10.0.0.7"}


def test_five_failures_are_free_then_waits_grow_and_pass(db: None) -> None:
    at = timezone.now()
    for n in range(5):
        verdict = throttle(Kind.PASSWORD, SUBJECTS, at=at)
        assert verdict, n
        assert verdict.locks_for == (1 if n == 4 else 0)
    refused = throttle(Kind.PASSWORD, SUBJECTS, at=at)
    assert not refused
    assert refused.decision.code == "too-many"
    assert "1" in refused.decision.reason
    later = at + timedelta(seconds=61)
    again = throttle(Kind.PASSWORD, SUBJECTS, at=later)
    assert again
    assert again.locks_for == 2
    assert "2" in throttle(Kind.PASSWORD, SUBJECTS, at=later).decision.reason


def test_a_refused_try_is_not_counted(db: None) -> None:
    at = timezone.now()
    for _ in range(9):
        throttle(Kind.PASSWORD, SUBJECTS, at=at)
    with context.identity():
        assert {row.failures for row in Throttle.objects.all()} == {5}


def test_what_turned_out_well_frees_the_account_and_leaves_the_address_its_failures(db: None) -> None:
    at = timezone.now()
    for _ in range(4):
        throttle(Kind.PASSWORD, SUBJECTS, at=at)
    turned_out_well(Kind.PASSWORD, SUBJECTS, at=at)
    with context.identity():
        assert [row.failures for row in Throttle.objects.all()] == [3]


def test_an_address_is_stopped_whatever_names_it_tries_and_others_are_not(db: None) -> None:
    at = timezone.now()
    for n in range(20):
        assert throttle(Kind.PASSWORD, {By.ACCOUNT: f"name{n}", By.ADDRESS: "10.0.0.7"}, at=at)
    assert not throttle(Kind.PASSWORD, {By.ACCOUNT: "one-more", By.ADDRESS: "10.0.0.7"}, at=at)
    assert throttle(Kind.PASSWORD, {By.ACCOUNT: "one-more", By.ADDRESS: "10.0.0.8"}, at=at)


def test_an_unknown_address_is_not_counted(db: None) -> None:
    at = timezone.now()
    assert all(throttle(Kind.PIN, {By.ADDRESS: ""}, at=at) for _ in range(30))


def test_one_kinds_failures_are_not_anothers(db: None) -> None:
    at = timezone.now()
    for _ in range(6):
        throttle(Kind.CODE, SUBJECTS, at=at)
    assert throttle(Kind.PASSWORD, SUBJECTS, at=at)


def test_neither_name_nor_address_stands_in_the_table(db: None) -> None:
    throttle(Kind.PASSWORD, SUBJECTS, at=timezone.now())
    with context.identity():
        assert all(len(bytes(row.key)) == 32 for row in Throttle.objects.all())


def test_old_tries_are_forgotten(db: None) -> None:
    at = timezone.now()
    throttle(Kind.PASSWORD, SUBJECTS, at=at - timedelta(days=3))
    throttle(Kind.PIN, {By.ADDRESS: "10.0.0.7"}, at=at)
    with context.identity(writes=True):
        assert forget_old_tries(at=at) == 2


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Let tries commit, and remove them afterwards."""
    with django_db_blocker.unblock():
        yield
        with context.identity(writes=True):
            Throttle.objects.all().delete()
        connection.close()


def test_many_tries_at_one_moment_are_no_more_than_the_limit(committed: None) -> None:
    at, start = timezone.now(), threading.Barrier(12)

    def guess(_number: int) -> bool:
        start.wait(timeout=20)
        try:
            subjects = {By.ACCOUNT: "at-once", By.ADDRESS: "10.0.0.9"}
            return bool(throttle(Kind.PASSWORD, subjects, at=at))
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as pool:
        assert sum(pool.map(guess, range(12))) == 5
