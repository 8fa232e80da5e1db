"""Two counties driven at once over few connections: no read ever shows a row of the other one."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections

from humiao.foundation import context
from humiao.foundation.ids import new_id
from humiao.foundation.trail.models import ChildKey

COUNTIES = ("330482", "654002")
THREADS, READS = 8, 400


@pytest.fixture
def marked(own_database: Callable[..., str]) -> Iterator[str]:
    """Both counties with rows that say which county they are of; yields the database's name."""
    name = own_database()
    for code in COUNTIES:
        with context.county(code, writes=True):
            ChildKey.objects.bulk_create(
                [ChildKey(child_id=new_id(), wrapped=code.encode()) for _ in range(20)]
            )
    connections.close_all()
    before = dict(connections["default"].settings_dict)
    yield name
    connections.close_all()
    connections["default"].settings_dict.update(before)


def test_through_the_pool(marked: str) -> None:
    settings = connections["default"].settings_dict
    settings["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 3, "timeout": 60}}
    try:
        assert drive(close_each_time=True) == THREADS * READS
        assert pooled().pool.get_stats()["pool_size"] <= 3
    finally:
        pooled().close_pool()
        settings["OPTIONS"] = {}


def test_through_pgbouncer_in_transaction_mode(marked: str, pgbouncer: Callable[[str], int]) -> None:
    settings = connections["default"].settings_dict
    settings.update(HOST="127.0.0.1", PORT=str(pgbouncer(marked)))
    assert drive(close_each_time=False) == THREADS * READS


def test_pgbouncer_really_hands_one_connection_to_several(
    marked: str, pgbouncer: Callable[[str], int]
) -> None:
    """What a session sets there is lost or met by somebody else: without it the test above shows nothing."""
    connections["default"].settings_dict.update(HOST="127.0.0.1", PORT=str(pgbouncer(marked)))
    with ThreadPoolExecutor(THREADS) as pool:
        served = set().union(*pool.map(lambda _: backends(), range(THREADS)))
    assert 1 <= len(served) <= 2


def pooled() -> Any:
    """Return the connection as PostgreSQL's own kind, which has a pool."""
    return connections["default"]


def drive(*, close_each_time: bool) -> int:
    """Read from both counties in many threads; return how many reads saw their own county only."""
    with ThreadPoolExecutor(THREADS) as pool:
        return sum(pool.map(lambda seed: read_many(seed, close_each_time), range(THREADS)))


def read_many(seed: int, close_each_time: bool) -> int:
    chance, right = random.Random(seed), 0  # noqa: S311 -- a repeatable choice
    try:
        for _ in range(READS):
            code = chance.choice(COUNTIES)
            with context.county(code, actor=new_id(), writes=chance.random() < 0.3):
                found = {bytes(w) for w in ChildKey.objects.values_list("wrapped", flat=True) if w}
                where = session()
            assert found == {code.encode()}
            assert where == (f"c{code}", context.role_name(f"c{code}"))
            right += 1
            if close_each_time:
                connection.close()
    finally:
        connection.close()
    return right


def session() -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema(), current_user")
        return cursor.fetchone()


def backends() -> set[int]:
    try:
        found = set()
        for _ in range(20):
            with context.county(COUNTIES[0]), connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                found.add(cursor.fetchone()[0])
        return found
    finally:
        connection.close()
