"""The two roles an installation logs in with, and its database."""

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import external, folders
from .errors import DatabaseUnavailableError
from .folders import Folders
from .launcher import SUPERUSER, Address, Server
from .logins import Connections, Login

if TYPE_CHECKING:
    import psycopg

_OWNER = "LOGIN CREATEROLE INHERIT NOSUPERUSER NOREPLICATION NOBYPASSRLS"
_APP = "LOGIN NOINHERIT NOCREATEROLE NOCREATEDB NOSUPERUSER NOREPLICATION NOBYPASSRLS"
# Any number of our own: two processes that prepare one server take turns.
_TURN = 7_433_001


def prepare(
    data_dir: Path,
    *,
    database: str = "humiao",
    prefix: str = "humiao",
    may_create_databases: bool = False,
) -> Connections:
    """Make the running embedded server's roles and database where they are missing; return the logins.

    `<prefix>_owner` owns the database and makes the counties' roles; `<prefix>_app` owns nothing and
    inherits nothing, it only takes roles on. Safe to repeat, also at once from several processes.
    `may_create_databases` lets the owner make databases: tests only.
    """
    paths, address = Folders(data_dir.absolute()), _running(data_dir)
    owner = _OWNER + (" CREATEDB" if may_create_databases else " NOCREATEDB")
    with _as_superuser(paths, address, "postgres") as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [_TURN])
        passwords = _passwords(paths, f"{prefix}_owner", f"{prefix}_app")
        _ensure_role(connection, f"{prefix}_owner", owner, passwords)
        _ensure_role(connection, f"{prefix}_app", _APP, passwords)
        _ensure_database(connection, database, prefix)
    return _connections(paths, address, database, prefix)


def connections(
    data_dir: Path,
    *,
    database: str = "humiao",
    prefix: str = "humiao",
    environ: Mapping[str, str] | None = None,
) -> Connections:
    """Return the logins of the managed server, else of the embedded one, which has to run already.

    Raises `DatabaseUnavailableError` when it doesn't, or was never prepared.
    """
    managed = external.from_environment(environ)
    if managed:
        return managed
    return _connections(Folders(data_dir.absolute()), _running(data_dir), database, prefix)


def settings_of(
    data_dir: Path, *, database: str = "humiao", prefix: str = "humiao"
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the app's and the owner's part of Django's `DATABASES`, starting nothing.

    When the embedded server isn't running they name a place where none is, so that what needs no database
    (checks, builds, `--help`) still works and a query fails with that place in its message.
    """
    managed = external.from_environment()
    if managed is None:
        paths = Folders(data_dir.absolute())
        address = Server(paths.data).address() or Address(paths.link / "run", 5432)
        try:
            managed = _connections(paths, address, database, prefix)
        except DatabaseUnavailableError:
            nobody = Login(address.host, address.port, f"{prefix}_app", "", database)
            managed = Connections(nobody, nobody)
    return managed.app.for_django(), managed.owner.for_django()


def superuser(data_dir: Path, dbname: str = "postgres") -> Login:
    """Return the superuser's login to the running embedded server, for backup and for tests."""
    return _superuser(Folders(data_dir.absolute()), _running(data_dir), dbname)


def _running(data_dir: Path) -> Address:
    address = Server(data_dir).address()
    if address is None:
        raise DatabaseUnavailableError(
            f"The database in {data_dir.absolute()} isn't running. Every `humiao` command starts it; "
            "`humiao serve` keeps it running."
        )
    return address


def _connections(paths: Folders, address: Address, database: str, prefix: str) -> Connections:
    known = folders.read_json(paths.secrets) or {}
    names = {"app": f"{prefix}_app", "owner": f"{prefix}_owner"}
    if missing := [name for name in names.values() if name not in known]:
        raise DatabaseUnavailableError(f"{paths.secrets} has no password for {' and '.join(missing)}.")
    return Connections(
        **{
            kind: Login(address.host, address.port, name, str(known[name]), database)
            for kind, name in names.items()
        }
    )


def _superuser(paths: Folders, address: Address, dbname: str) -> Login:
    known = folders.read_json(paths.secrets) or {}
    if SUPERUSER not in known:
        raise DatabaseUnavailableError(
            f"{paths.secrets} lacks the superuser's password, without which {paths.data} can't be opened. "
            "Put the file back from where the data folder was copied."
        )
    return Login(address.host, address.port, SUPERUSER, str(known[SUPERUSER]), dbname)


def _as_superuser(paths: Folders, address: Address, dbname: str) -> "psycopg.Connection[Any]":
    import psycopg

    return psycopg.connect(_superuser(paths, address, dbname).dsn(), autocommit=True)


def _passwords(paths: Folders, *roles: str) -> dict[str, str]:
    """Return the passwords of the roles, drawing and keeping those that aren't known."""
    known = folders.read_json(paths.secrets) or {}
    drawn = {role: secrets.token_urlsafe(24) for role in roles if role not in known}
    if drawn:
        folders.write_private(paths.secrets, {**known, **drawn})
    return {role: {**known, **drawn}[role] for role in roles}


def _ensure_role(
    connection: "psycopg.Connection[Any]", role: str, rights: str, passwords: dict[str, str]
) -> None:
    """Make or correct a role; the server gets a hash of its password, never the password."""
    from psycopg import sql

    exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    verifier = connection.pgconn.encrypt_password(
        passwords[role].encode(), role.encode(), b"scram-sha-256"
    ).decode()
    connection.execute(
        sql.SQL("{} ROLE {} {} PASSWORD {}").format(
            sql.SQL("ALTER" if exists else "CREATE"),
            sql.Identifier(role),
            sql.SQL(rights),
            sql.Literal(verifier),
        )
    )


def _ensure_database(connection: "psycopg.Connection[Any]", database: str, prefix: str) -> None:
    """Make the database, its owner's alone; the app may only connect."""
    from psycopg import sql

    names = {
        "database": sql.Identifier(database),
        "owner": sql.Identifier(f"{prefix}_owner"),
        "app": sql.Identifier(f"{prefix}_app"),
    }
    exists = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
    if not exists:
        connection.execute(sql.SQL("CREATE DATABASE {database} OWNER {owner}").format(**names))
    for statement in (
        "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
        "GRANT CONNECT ON DATABASE {database} TO {app}",
    ):
        connection.execute(sql.SQL(statement).format(**names))
