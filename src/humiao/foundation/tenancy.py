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
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from humiao.foundation.blank_views import drop_blank_views, make_blank_views
from humiao.foundation.blanking import blanked_fields
from humiao.foundation.context import SHARED_SCHEMA, blank_schema_of, role_name, schema_of

SHARED_APPS = frozenset({"places", "accounts", "auth", "contenttypes", "sessions"})
# What the county's own role may do with the trail; every other table it may change, unless its model is
# `append_only`.
_TRAIL_RIGHTS = {"trail_trailentry": "SELECT, INSERT", "trail_trailbatch": "SELECT"}
_LOCK = 7_433_002  # two processes that set up one database take turns
FRESH = "restoring_"  # before the name of a schema that a restore has set aside
_target: ContextVar[str | None] = ContextVar("humiao_migration_target", default=None)


class SchemaRouter:
    """Let an app's tables be made only in the kind of schema it belongs to."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:  # noqa: ARG002
        """Answer for `migrate`; outside of a run every model is allowed (for `makemigrations`)."""
        target = _target.get()
        if target is None:
            return None
        return (app_label in SHARED_APPS) == (target == SHARED_SCHEMA)


@contextmanager
def as_owner(schema: str) -> Iterator[Any]:
    """Yield the owner's connection with its search path set to one schema, also one set aside."""
    connection = connections["owner"]
    token = _target.set(schema.removeprefix(FRESH))
    try:
        _run(connection, sql.SQL("SET search_path TO {}").format(sql.Identifier(schema)))
        yield connection
    finally:
        _target.reset(token)
        connection.close()


def county_being_migrated() -> str:
    """Return the code of the county a migration is running in, or raise `LookupError`."""
    target = _target.get()
    if target is None or target == SHARED_SCHEMA:
        raise LookupError("no county is being migrated")
    return target[1:]


def make_shared() -> None:
    """Create or upgrade the shared schema and the roles every county needs."""
    with as_owner(SHARED_SCHEMA) as connection:
        _take_turn(connection)
        _ensure_schema(connection, SHARED_SCHEMA)
        migrate_and_grant_shared(connection, SHARED_SCHEMA)


def make_county(code: str) -> None:
    """Create or upgrade the schema of a county with its three roles (ordinary, sealed and blank)."""
    schema = schema_of(code)
    with as_owner(schema) as connection:
        _take_turn(connection)
        _ensure_schema(connection, schema)
        drop_blank_views(connection, code)
        migrate_and_grant_county(connection, schema, code)
        _make_blank(connection, schema, code)


def make_blank(code: str) -> None:
    """Make a county's blank views anew, once its schema bears its own name."""
    with as_owner(schema_of(code)) as connection:
        _make_blank(connection, schema_of(code), code)


def _make_blank(connection: Any, schema: str, code: str) -> None:
    with transaction.atomic(using="owner"):
        make_blank_views(connection, schema, code, SHARED_APPS)
        _grant_places(connection, SHARED_SCHEMA, blank_schema_of(code))


def migrate_and_grant_shared(connection: Any, schema: str) -> None:
    """Upgrade a shared schema that may still bear another name, and grant its rights anew."""
    for suffix in ("login", "reader", "sealer"):
        _ensure_role(connection, role_name(suffix))
    _migrate()
    with transaction.atomic(using="owner"):
        _grant_shared(connection, schema)


def migrate_and_grant_county(connection: Any, schema: str, code: str) -> None:
    """Upgrade a county's schema that may still bear another name, and grant its rights anew."""
    for suffix in (schema_of(code), f"{schema_of(code)}_sealed", blank_schema_of(code)):
        _ensure_role(connection, role_name(suffix))
    _migrate()
    with transaction.atomic(using="owner"):
        _grant_county(connection, schema, schema_of(code))


def grant_places_to_counties(connection: Any, codes: list[str]) -> None:
    """Let the counties' roles read the register of a shared schema that has just been put in place."""
    for code in codes:
        _grant_places(connection, SHARED_SCHEMA, schema_of(code))
        _use_schema(connection, SHARED_SCHEMA, f"{schema_of(code)}_sealed")


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


def unknown_migrations() -> dict[str, list[str]]:
    """Return for each schema the migrations it has and this program does not know: a later one made them."""
    found: dict[str, list[str]] = {}
    for schema in [SHARED_SCHEMA, *(schema_of(c) for c in county_codes())]:
        with as_owner(schema) as connection:
            loader = MigrationLoader(connection)
            unknown = sorted(set(loader.applied_migrations) - set(loader.disk_migrations))
            if unknown:
                found[schema] = [f"{app}.{name}" for app, name in unknown]
    return found


def upgrade_all() -> None:
    """Bring the shared schema and every county up to this version."""
    make_shared()
    for code in county_codes():
        make_county(code)


def _take_turn(connection: Any) -> None:
    """Wait for another process that sets up this database; closing the connection ends the turn."""
    _run(connection, sql.SQL("SELECT pg_advisory_lock({})").format(sql.Literal(_LOCK)))


def _migrate() -> None:
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


def _append_only_tables() -> frozenset[str]:
    """Return the tables whose model says that its rows are never changed nor deleted."""
    return frozenset(m._meta.db_table for m in apps.get_models() if getattr(m, "append_only", False))


def _sealed_tables() -> dict[str, sql.Composed]:
    """Return the tables that the county's sealed role alone reads and writes, with what an erasure blanks."""
    return {
        m._meta.db_table: sql.SQL(", ").join(sql.Identifier(f.column) for f in blanked_fields(m))
        for m in apps.get_models()
        if getattr(m, "under_sealed_role", None)
    }


def _grant(connection: Any, rights: str | sql.Composed, schema: str, table: str, role: str) -> None:
    _run(
        connection,
        sql.SQL("GRANT {} ON {}.{} TO {}").format(
            sql.SQL(rights) if isinstance(rights, str) else rights,
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


def _revoke(connection: Any, schema: str, *suffixes: str) -> None:
    """Take back what was granted before, so that a right dropped from the tables here is really gone."""
    for suffix in suffixes:
        for kind in ("TABLES", "SEQUENCES"):
            _run(
                connection,
                sql.SQL("REVOKE ALL ON ALL {} IN SCHEMA {} FROM {}").format(
                    sql.SQL(kind), sql.Identifier(schema), sql.Identifier(role_name(suffix))
                ),
            )


def _grant_shared(connection: Any, schema: str) -> None:
    """Give accounts and sessions to the login role alone, and the register of places to everyone to read."""
    _revoke(connection, schema, "login", "reader", "sealer")
    _use_schema(connection, schema, "login", "reader", "sealer")
    for table in _tables(frozenset({"accounts", "sessions"}), shared=True):
        _grant(connection, "SELECT, INSERT, UPDATE, DELETE", schema, table, role_name("login"))
    for suffix in ("login", "reader", "sealer"):
        _grant_places(connection, schema, suffix)
    _grant(connection, "INSERT, UPDATE", schema, "places_trailanchor", role_name("sealer"))


def _grant_places(connection: Any, schema: str, suffix: str) -> None:
    _use_schema(connection, schema, suffix)
    for table in _tables(frozenset({"places"}), shared=True):
        _grant(connection, "SELECT", schema, table, role_name(suffix))


def _grant_county(connection: Any, schema: str, suffix: str) -> None:
    """Let the county's role work in its schema; of the trail it may only append and read.

    What is sealed it can't even read: the county's second role can, which sees nothing else.
    """
    role, sealer = role_name(suffix), role_name("sealer")
    _revoke(connection, schema, suffix, f"{suffix}_sealed", "sealer")
    _use_schema(connection, schema, suffix, f"{suffix}_sealed", "sealer")
    _use_schema(connection, SHARED_SCHEMA, f"{suffix}_sealed")
    kept, sealed = _append_only_tables(), _sealed_tables()
    for table in _tables(None, shared=False):
        if table in sealed:
            # Nobody rewrites what is sealed; an erasure blanks it.
            rights = sql.SQL("SELECT, INSERT, UPDATE ({})").format(sealed[table])
            _grant(connection, rights, schema, table, role_name(f"{suffix}_sealed"))
            continue
        usual = "SELECT, INSERT" if table in kept else "SELECT, INSERT, UPDATE, DELETE"
        _grant(connection, _TRAIL_RIGHTS.get(table, usual), schema, table, role)
    _grant_places(connection, SHARED_SCHEMA, suffix)
    _run(
        connection,
        sql.SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA {} TO {}").format(
            sql.Identifier(schema), sql.Identifier(role)
        ),
    )
    _grant(connection, "SELECT, UPDATE (batch, position)", schema, "trail_trailentry", sealer)
    _grant(connection, "SELECT, INSERT", schema, "trail_trailbatch", sealer)
