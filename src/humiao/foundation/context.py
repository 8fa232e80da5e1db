"""The transaction context: which county, which database role, who acts, and whether writing is allowed.

Every request and job runs inside one of these. Each opens one transaction and sets its search path, role,
actor and read-only flag *locally to the transaction*, so a pooled connection can carry nothing over, not
even through PgBouncer in transaction mode. A query outside of one raises `OutsideContext`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

SHARED_SCHEMA = "shared"
_COUNTY = re.compile(r"\A[1-9]\d{5}\Z")
_SET = (
    "SELECT set_config('search_path', %s, true), set_config('role', %s, true), "
    "set_config('app.actor', %s, true), set_config('transaction_read_only', %s, true)"
)
# What the driver itself sends to keep transactions; it touches no table.
_HARMLESS = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT", "SET CONSTRAINTS")


class OutsideContext(RuntimeError):  # noqa: N818 -- reads better where it is raised
    """A query was sent without a context: it would have had no county."""


class NestedContext(RuntimeError):  # noqa: N818
    """A context was opened inside another one."""


@dataclass(frozen=True)
class Context:
    """The open context. `county` is None in the shared schema."""

    search_path: str
    role: str
    writes: bool
    county: str | None = None
    actor: UUID | None = None


_current: ContextVar[Context | None] = ContextVar("humiao_context", default=None)


def current() -> Context:
    """Return the open context, or raise `OutsideContext`."""
    open_context = _current.get()
    if open_context is None:
        raise OutsideContext("no context is open")
    return open_context


def current_county() -> str:
    """Return the six-digit code of the open county, or raise `OutsideContext`."""
    code = current().county
    if code is None:
        raise OutsideContext("the open context is not a county's")
    return code


def is_open() -> bool:
    """Say whether any context is open."""
    return _current.get() is not None


def schema_of(county: str) -> str:
    """Return the schema of a county; refuses anything that is not a six-digit code."""
    if not _COUNTY.match(county):
        raise ValueError(f"{county!r} is not a six-digit county code")
    return f"c{county}"


def blank_schema_of(county: str) -> str:
    """Return the schema of a county's views without names; the role that reads it is called so too."""
    return f"{schema_of(county)}_blank"


def role_name(suffix: str) -> str:
    """Return a database role of this installation, e.g. `humiao_c330482`."""
    return f"{settings.HUMIAO_ROLE_PREFIX}_{suffix}"


@contextmanager
def county(
    code: str, *, actor: UUID | None = None, writes: bool = False, one_moment: bool = False
) -> Iterator[Context]:
    """Open the county's transaction; read-only unless `writes`.

    `one_moment` shows every query the same moment (repeatable read), for reading that must add up.
    """
    schema = schema_of(code)
    path = f"{schema}, {SHARED_SCHEMA}"
    with _open(Context(path, role_name(schema), writes, code, actor), one_moment=one_moment) as opened:
        yield opened


@contextmanager
def blank(code: str, *, actor: UUID | None = None) -> Iterator[Context]:
    """Open the county's transaction to read it with everything personal left blank (`blank_views`)."""
    schema = blank_schema_of(code)
    with _open(Context(f"{schema}, {SHARED_SCHEMA}", role_name(schema), False, code, actor)) as opened:
        yield opened


@contextmanager
def sealed() -> Iterator[None]:
    """Take on the county's sealed role for a moment within its open transaction, then give it back.

    That role sees the sealed tables and nothing else, and the county's own role sees them never. Whoever
    opens this has decided that the person may, and has written the look to the trail.
    """
    role = role_name(f"{schema_of(current_county())}_sealed")
    _run("SELECT set_config('role', %s, true)", [role])
    yield
    # After an error the transaction is rolled back to before this, role and all.
    _run("SELECT set_config('role', %s, true)", [current().role])


@contextmanager
def identity(*, writes: bool = False) -> Iterator[Context]:
    """Open the shared schema under the login role: accounts and sessions, no county."""
    with _open(Context(SHARED_SCHEMA, role_name("login"), writes)) as opened:
        yield opened


@contextmanager
def shared(*, writes: bool = False) -> Iterator[Context]:
    """Open the shared schema under the reader role: counties, divisions, anchors."""
    with _open(Context(SHARED_SCHEMA, role_name("reader"), writes)) as opened:
        yield opened


@contextmanager
def sealer(code: str) -> Iterator[Context]:
    """Open the county's trail under the sealer role, which may only number rows and write batches."""
    path = f"{schema_of(code)}, {SHARED_SCHEMA}"
    with _open(Context(path, role_name("sealer"), True, code)) as opened:
        yield opened


@contextmanager
def keys_of(code: str) -> Iterator[Context]:
    """Lend a migration that rewrites rows on the owner's connection the county whose keys it needs."""
    wanted = Context(schema_of(code), "", False, code)
    token = _current.set(wanted)
    try:
        yield wanted
    finally:
        _current.reset(token)


@contextmanager
def _open(wanted: Context, *, one_moment: bool = False) -> Iterator[Context]:
    if _current.get() is not None:
        raise NestedContext("a context is already open; finish it before opening another")
    nested = connection.in_atomic_block  # only in tests, which wrap everything in one transaction
    with transaction.atomic():
        token = _current.set(wanted)
        try:
            if one_moment and not nested:  # has to come before the transaction's first query
                _run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            _apply(wanted.search_path, wanted.role, wanted.actor, wanted.writes)
            yield wanted
            if nested:
                _apply("", "none", None, wanted.writes)
        finally:
            _current.reset(token)


def _apply(path: str, role: str, actor: UUID | None, writes: bool) -> None:
    _run(_SET, [path, role, str(actor or ""), "off" if writes else "on"])


def _run(statement: str, values: list[str] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def guard(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Refuse a statement of the app's connection outside any context (a Django execute wrapper)."""
    if _current.get() is None and not str(sql).startswith(_HARMLESS):
        raise OutsideContext(f"query outside a context: {str(sql)[:120]}")
    return execute(sql, params, many, context)


def install_guard(**kwargs: Any) -> None:
    """Put the guard on a new connection of the app (receiver of `connection_created`)."""
    opened = kwargs["connection"]
    if opened.alias == "default" and guard not in opened.execute_wrappers:
        opened.execute_wrappers.append(guard)
