"""A 平湖 at work, for pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from humiao.desk.tests.world import World, build


@pytest.fixture
def world(pinghu: Any) -> World:
    """Make twelve children at work; the county is closed again."""
    return build(pinghu)


@pytest.fixture
def big_world(pinghu: Any) -> World:
    """Make sixty children at work."""
    return build(pinghu, many=60)


# Not the page's own: settings of transactions, identity, posts, the trail.
_NOT_OWN = (
    "set_config",
    "accounts_session",
    "accounts_account",
    "access_post",
    "trail_",
    "SAVEPOINT",
)


@pytest.fixture
def own_queries() -> Callable[[], AbstractContextManager[list[str]]]:
    """Collect the page's own queries: `with own_queries() as asked: …`."""

    @contextmanager
    def collecting() -> Iterator[list[str]]:
        asked: list[str] = []
        with CaptureQueriesContext(connection) as captured:
            yield asked
        said = [str(query["sql"]) for query in captured.captured_queries]
        asked += [sql for sql in said if not any(word in sql for word in _NOT_OWN)]

    return collecting
