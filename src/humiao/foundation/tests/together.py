"""Two people at one thing at the same moment, on two connections that really commit."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection

from humiao.foundation import context
from humiao.foundation.decisions import Refused
from humiao.foundation.tenancy import as_owner

COUNTY = "330482"


def at_once(call: Callable[[int], Any]) -> list[Any]:
    """Run `call(1)` and `call(2)` at the same moment, each in its own transaction; return how each ended.

    A refusal is returned, anything else that goes wrong is raised.
    """
    start = threading.Barrier(2)

    def run(number: int) -> Any:
        try:
            with context.county(COUNTY, writes=True):
                start.wait(timeout=20)
                return call(number)
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, (1, 2)))


def empty_the_county(code: str = COUNTY) -> None:
    """Remove what was committed: a county's tables are all empty before a test."""
    connection.close()
    with as_owner(f"c{code}") as owner, owner.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables"
            " WHERE schemaname = %s AND tablename <> 'django_migrations'",
            [f"c{code}"],
        )
        (tables,) = cursor.fetchone() or ("",)
        cursor.execute(f"TRUNCATE {tables}")
