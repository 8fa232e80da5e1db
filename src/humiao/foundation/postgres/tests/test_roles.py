"""The two roles, their database, and the ways to be told where they are."""

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from humiao.foundation.postgres import (
    DatabaseUnavailableError,
    Server,
    connections,
    prepare,
    settings_of,
)


def test_app_owns_nothing_and_owner_makes_roles(data: Path) -> None:
    with Server(data, fsync=False):
        found = prepare(data)
        with psycopg.connect(found.owner.dsn()) as owner:
            owner.execute("CREATE SCHEMA c330482")
            owner.execute("CREATE TABLE c330482.child AS SELECT 1 AS n")
            owner.execute("CREATE ROLE humiao_c330482 NOLOGIN")
            owner.execute("GRANT humiao_c330482 TO humiao_app WITH INHERIT FALSE, SET TRUE")
            owner.execute("GRANT USAGE ON SCHEMA c330482 TO humiao_c330482")
            owner.execute("GRANT SELECT ON c330482.child TO humiao_c330482")
        with psycopg.connect(found.app.dsn(), autocommit=True) as app:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute("SELECT n FROM c330482.child")
            for forbidden in (
                "CREATE SCHEMA mine",
                "CREATE TABLE public.mine ()",
                "CREATE TEMP TABLE mine ()",
            ):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    app.execute(forbidden)
            app.execute("SET ROLE humiao_c330482")
            assert app.execute("SELECT n FROM c330482.child").fetchone() == (1,)


def test_prepare_is_repeatable_and_safe_at_once(data: Path) -> None:
    with Server(data, fsync=False):
        with ThreadPoolExecutor(4) as pool:
            all_found = list(pool.map(lambda _: prepare(data), range(4)))
        assert all(found == all_found[0] for found in all_found)
        assert connections(data) == all_found[0]
        assert stat.S_IMODE((data / "secrets.json").stat().st_mode) == 0o600


def test_installations_side_by_side_are_strangers(data: Path) -> None:
    with Server(data, fsync=False):
        prepare(data)
        other = prepare(data, database="other", prefix="other", may_create_databases=True)
        assert other.app.user == "other_app"
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(connections(data).app.dsn().replace("dbname=humiao", "dbname=other"))
        with psycopg.connect(other.owner.dsn(), autocommit=True) as owner:
            owner.execute("CREATE DATABASE other_test")


def test_a_lost_password_file_of_a_role_is_mended(data: Path) -> None:
    with Server(data, fsync=False):
        prepare(data)
        known = json.loads((data / "secrets.json").read_text())
        (data / "secrets.json").write_text(json.dumps({"postgres": known["postgres"]}))
        psycopg.connect(prepare(data).app.dsn()).close()


def test_passwords_are_not_shown(data: Path) -> None:
    with Server(data, fsync=False):
        found = prepare(data)
    assert found.app.password not in repr(found)


def test_connections_of_a_stopped_server_are_refused(data: Path) -> None:
    with pytest.raises(DatabaseUnavailableError, match="isn't running"):
        connections(data)


def test_settings_can_be_read_without_a_server(tmp_path: Path) -> None:
    app, owner = settings_of(tmp_path / "none")
    assert app["NAME"] == owner["NAME"] == "humiao"
    assert not (tmp_path / "none").exists()


URLS = {
    "DATABASE_URL": "postgresql://app:pw@db.example:6432/county?sslmode=verify-full",
    "DATABASE_OWNER_URL": "postgresql://owner:pw2@db.example/county",
}


def test_a_managed_server_is_read_from_the_environment(tmp_path: Path) -> None:
    found = connections(tmp_path, environ=URLS)
    assert (found.app.host, found.app.port, found.app.options) == (
        "db.example",
        6432,
        {"sslmode": "verify-full"},
    )
    assert found.owner.for_django()["PORT"] == "5432"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"DATABASE_OWNER_URL": ""}, "DATABASE_URL is set and DATABASE_OWNER_URL isn't"),
        ({"DATABASE_URL": ""}, "DATABASE_OWNER_URL is set and DATABASE_URL isn't"),
        ({"DATABASE_URL": URLS["DATABASE_OWNER_URL"]}, "name the same role, owner"),
        ({"DATABASE_URL": "postgresql://app:pw@/county"}, "DATABASE_URL lacks host"),
        ({"DATABASE_URL": "postgresql://app:pw@h/county?nonsense=1"}, "DATABASE_URL can't be read"),
        ({"DATABASE_URL": "postgresql://app:pw@a:1,b:2/county"}, "one server with one port"),
    ],
)
def test_bad_urls_are_told(tmp_path: Path, change: dict[str, str], message: str) -> None:
    with pytest.raises(DatabaseUnavailableError, match=message) as caught:
        connections(tmp_path, environ={**URLS, **change})
    assert "pw" not in str(caught.value)
