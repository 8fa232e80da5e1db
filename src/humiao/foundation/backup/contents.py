"""What a schema holds: its migrations, and the count and content of each table."""

from __future__ import annotations

import json
from typing import Any

import psycopg
from psycopg import sql

from humiao.foundation.backup.manifest import BackupRefused, TableSum
from humiao.foundation.context import SHARED_SCHEMA

# Sessions are neither backed up nor compared: restoring one would sign somebody in. Nor are counts of tries.
LEFT_OUT = ("django_session", "accounts_session", "accounts_throttle")
# Rows are compared as text; these settings decide how a value is written.
_SAME_TEXT = (
    "SELECT set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, YMD', true), "
    "set_config('IntervalStyle', 'postgres', true), set_config('bytea_output', 'hex', true), "
    "set_config('extra_float_digits', '1', true)"
)
_HALF = "coalesce(sum(('x' || substr(hash, {}, 16))::bit(64)::bigint::numeric), 0)::text"
_SUM = (
    f"SELECT count(*), {_HALF.format(1)} || '/' || {_HALF.format(17)} FROM "  # noqa: S608 -- names are quoted below
    "(SELECT encode(sha256(convert_to(whole_row::text, 'UTF8')), 'hex') AS hash "
    "FROM {} AS whole_row) AS hashed"
)
# What of a county stands in the shared schema. The tables of accounts and posts belong to `access`, above us;
# a backup knows them by name only, as it must read them under any version of the program.
_OF_COUNTY = {
    "places_county": "code = %(code)s",
    "places_division": "county_code = %(code)s",
    "places_trailanchor": "county_code = %(code)s",
    "accounts_account": "%(code)s = ANY(counties) OR id IN (SELECT account_id FROM {posts})",
}
# What an account signs in with besides its password comes along with it.
_OF_ACCOUNTS = ("accounts_totp", "accounts_passkey", "accounts_recoverycode", "accounts_subject")
_ACCOUNTS = "account_id IN (SELECT id FROM shared.accounts_account WHERE {accounts})"
_OF_COUNTY |= {t: _ACCOUNTS.format(accounts=_OF_COUNTY["accounts_account"]) for t in _OF_ACCOUNTS}
_POSTS = "access_post"


def tables_of(connection: psycopg.Connection[Any], schema: str) -> list[str]:
    """Return the names of a schema's tables, sorted."""
    found = connection.execute(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = %s AND c.relkind IN ('r', 'p') ORDER BY 1",
        [schema],
    )
    return [name for (name,) in found]


def sums_of(connection: psycopg.Connection[Any], schema: str) -> dict[str, TableSum]:
    """Return the count and content of each table of a schema, in the open transaction."""
    connection.execute(_SAME_TEXT)
    found = {}
    for table in tables_of(connection, schema):
        if table in LEFT_OUT:
            continue
        row = connection.execute(sql.SQL(_SUM).format(sql.Identifier(schema, table))).fetchone()
        if row is None:
            raise AssertionError("an aggregate has a row")
        found[table] = TableSum(int(row[0]), str(row[1]))
    return found


def migrations_of(connection: psycopg.Connection[Any], schema: str) -> tuple[str, ...]:
    """Return the migrations applied in a schema as `app.name`, sorted."""
    rows = connection.execute(
        sql.SQL("SELECT DISTINCT app || '.' || name FROM {} ORDER BY 1").format(
            sql.Identifier(schema, "django_migrations")
        )
    )
    return tuple(name for (name,) in rows)


def schemas_of(connection: psycopg.Connection[Any]) -> dict[str, str | None]:
    """Return the schemas of this installation with the county each belongs to, None for the shared one."""
    found = connection.execute(
        r"SELECT nspname FROM pg_namespace WHERE nspname ~ '^c[1-9][0-9]{5}$' OR nspname = %s ORDER BY 1",
        [SHARED_SCHEMA],
    )
    return {name: None if name == SHARED_SCHEMA else name[1:] for (name,) in found}


def shared_rows_of(connection: psycopg.Connection[Any], schema: str, code: str) -> dict[str, list[Any]]:
    """Return what of a county stands in the shared schema, rows as JSON objects by table."""
    posts = sql.Identifier(schema, _POSTS)
    found = {}
    for table, condition in _OF_COUNTY.items():
        rows = connection.execute(
            sql.SQL("SELECT to_jsonb(t) FROM {} AS t WHERE {} ORDER BY to_jsonb(t)::text").format(
                sql.Identifier(SHARED_SCHEMA, table),
                sql.SQL(condition).format(posts=posts),
            ),
            {"code": code},
        )
        found[table] = [row for (row,) in rows]
    return found


def refuse_taken_usernames(connection: psycopg.Connection[Any], rows: dict[str, list[Any]]) -> None:
    """Refuse when somebody else bears a name that an account of the backup signs in with."""
    wanted = {row["username"]: row["id"] for row in rows["accounts_account"]}
    found = connection.execute(
        sql.SQL("SELECT username, id::text FROM {} WHERE username = ANY(%s)").format(
            sql.Identifier(SHARED_SCHEMA, "accounts_account")
        ),
        [list(wanted)],
    )
    taken = sorted(name for name, account in found if wanted[name] != account)
    if taken:
        raise BackupRefused(
            f"other accounts here already sign in as {', '.join(taken)}; rename them, then restore"
        )


def put_shared_rows(connection: psycopg.Connection[Any], code: str, rows: dict[str, list[Any]]) -> None:
    """Put a county, its divisions and anchor back as they were, and the accounts that are missing.

    An account that still exists keeps its password, factors and state of today: a restored county must not
    bring back a password somebody has changed since, nor a telephone that was lost.
    """
    for table in ("places_county", "places_division", "places_trailanchor"):
        name, condition = (
            sql.Identifier(SHARED_SCHEMA, table),
            sql.SQL(_OF_COUNTY[table]),
        )
        connection.execute(sql.SQL("DELETE FROM {} WHERE {}").format(name, condition), {"code": code})
        _insert(connection, table, rows[table])
    accounts = sql.Identifier(SHARED_SCHEMA, "accounts_account")
    here = {str(i) for (i,) in connection.execute(sql.SQL("SELECT id FROM {}").format(accounts))}
    _insert(connection, "accounts_account", rows["accounts_account"])
    connection.execute(
        sql.SQL(
            "UPDATE {} SET counties = array_append(counties, %(code)s) "
            "WHERE id = ANY(%(ids)s::uuid[]) AND NOT %(code)s = ANY(counties)"
        ).format(accounts),
        {"code": code, "ids": [row["id"] for row in rows["accounts_account"]]},
    )
    for table in _OF_ACCOUNTS:  # a backup made before there were any has none
        _insert(connection, table, [r for r in rows.get(table, []) if r["account_id"] not in here])


def _insert(connection: psycopg.Connection[Any], table: str, rows: list[Any]) -> None:
    name = sql.Identifier(SHARED_SCHEMA, table)
    connection.execute(
        sql.SQL(
            "INSERT INTO {} SELECT * FROM jsonb_populate_recordset(NULL::{}, %s::jsonb) "
            "ON CONFLICT DO NOTHING"
        ).format(name, name),
        [json.dumps(rows, ensure_ascii=False)],
    )
