"""Making and upgrading schemas: one shared, one for each county, each with roles of its own.

Django's own `migrate` runs once for each schema on the owner's connection, whose search path holds just
that schema; a router says which apps belong there. Rights are granted after each run, so that a new table
never stays open or closed by accident.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from psycopg import sql

from humiao.foundation.context import SHARED_SCHEMA, role_name, schema_of

SHARED_APPS = frozenset({"places", "accounts", "auth", "contenttypes", "sessions"})
APPEND_ONLY = ("trail_trailentry", "trail_trailbatch")
_target: ContextVar[str | None] = ContextVar("humiao_migration_target", default=None)


class SchemaRouter:
    """Let an app's tables be made only in the kind of schema it belongs to."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        """Answer for `migrate`; outside of a run every model is allowed (for `makemigrations`)."""
        target = _target.get()
        if target is None:
            return None
        return (app_label in SHARED_APPS) == (target == SHARED_SCHEMA)


@contextmanager
def as_owner(schema: str) -> Iterator[Any]:
    """Yield the owner's connection with its search path set to one schema."""
    connection = connections["owner"]
    token = _target.set(schema)
    try:
        _run(connection, sql.SQL("SET search_path TO {}").format(sql.Identifier(schema)))
        yield connection
    finally:
        _target.reset(token)
        connection.close()


def make_shared() -> None:
    """Create or upgrade the shared schema and the roles every county needs."""
    with as_owner(SHARED_SCHEMA) as connection:
        for suffix in ("login", "reader", "sealer"):
            _ensure_role(connection, role_name(suffix))
        _ensure_schema(connection, SHARED_SCHEMA)
        _migrate(connection)
        _grant_shared(connection)


def make_county(code: str) -> None:
    """Create or upgrade the schema of a county with its two roles (ordinary and sealed)."""
    schema = schema_of(code)
    with as_owner(schema) as connection:
        for suffix in (schema, f"{schema}_sealed"):
            _ensure_role(connection, role_name(suffix))
        _ensure_schema(connection, schema)
        _migrate(connection)
        _grant_county(connection, schema)


def county_codes() -> list[str]:
    """Return the codes of the counties whose schema exists, read as the owner."""
    with as_owner(SHARED_SCHEMA) as connection, connection.cursor() as cursor:
        cursor.execute(r"SELECT nspname FROM pg_namespace WHERE nspname ~ '^c[1-9][0-9]{5}$' ORDER BY 1")
        return [name[1:] for (name,) in cursor.fetchall()]


def pending_migrations() -> dict[str, list[str]]:
    """Return for each schema the migrations it lacks; empty when all are up to date."""
    found: dict[str, list[str]] = {}
    for schema in [SHARED_SCHEMA, *(schema_of(c) for c in county_codes())]:
        with as_owner(schema) as connection:
            executor = MigrationExecutor(connection)
            plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
            if plan:
                found[schema] = [f"{m.app_label}.{m.name}" for m, _ in plan]
    return found


def upgrade_all() -> None:
    """Bring the shared schema and every county up to this version."""
    make_shared()
    for code in county_codes():
        make_county(code)


def _migrate(connection: Any) -> None:
    call_command("migrate", database="owner", interactive=False, verbosity=0, skip_checks=True)


def _run(connection: Any, statement: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _ensure_schema(connection: Any, schema: str) -> None:
    _run(connection, sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(schema)))


def _ensure_role(connection: Any, role: str) -> None:
    """Create a role that nobody can log in as, and let the app's login take it on by `SET ROLE` only."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone() is None:
            cursor.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(role)))
        cursor.execute(
            sql.SQL("GRANT {} TO {} WITH INHERIT FALSE, SET TRUE").format(
                sql.Identifier(role), sql.Identifier(role_name("app"))
            )
        )


def _tables(labels: frozenset[str] | None, *, shared: bool) -> list[str]:
    return sorted(
        m._meta.db_table
        for m in apps.get_models(include_auto_created=True)
        if m._meta.managed
        and (m._meta.app_label in SHARED_APPS) == shared
        and (labels is None or m._meta.app_label in labels)
    )


def _grant(connection: Any, rights: str, schema: str, table: str, role: str) -> None:
    _run(
        connection,
        sql.SQL("GRANT {} ON {}.{} TO {}").format(
            sql.SQL(rights),
            sql.Identifier(schema),
            sql.Identifier(table),
            sql.Identifier(role),
        ),
    )


def _use_schema(connection: Any, schema: str, *suffixes: str) -> None:
    for suffix in suffixes:
        _run(
            connection,
            sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(
                sql.Identifier(schema), sql.Identifier(role_name(suffix))
            ),
        )


def _grant_shared(connection: Any) -> None:
    """Give accounts and sessions to the login role alone, and the register of places to everyone to read."""
    _use_schema(connection, SHARED_SCHEMA, "login", "reader", "sealer")
    for table in _tables(frozenset({"accounts", "sessions"}), shared=True):
        _grant(connection, "SELECT, INSERT, UPDATE, DELETE", SHARED_SCHEMA, table, role_name("login"))
    for suffix in ("login", "reader", "sealer"):
        for table in _tables(frozenset({"places"}), shared=True):
            _grant(connection, "SELECT", SHARED_SCHEMA, table, role_name(suffix))
    _grant(connection, "INSERT, UPDATE", SHARED_SCHEMA, "places_trailanchor", role_name("sealer"))


def _grant_county(connection: Any, schema: str) -> None:
    """Let the county's role work in its schema; of the trail it may only append and read."""
    role = role_name(schema)
    _use_schema(connection, schema, schema, f"{schema}_sealed", "sealer")
    _use_schema(connection, SHARED_SCHEMA, schema, f"{schema}_sealed")
    for table in _tables(None, shared=False):
        rights = "SELECT, INSERT" if table in APPEND_ONLY else "SELECT, INSERT, UPDATE, DELETE"
        _grant(connection, rights, schema, table, role)
    for table in _tables(frozenset({"places"}), shared=True):
        _grant(connection, "SELECT", SHARED_SCHEMA, table, role)
    _run(
        connection,
        sql.SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA {} TO {}").format(
            sql.Identifier(schema), sql.Identifier(role)
        ),
    )
    sealer = role_name("sealer")
    _grant(connection, "SELECT, UPDATE (batch, position)", schema, "trail_trailentry", sealer)
    _grant(connection, "SELECT, INSERT", schema, "trail_trailbatch", sealer)
