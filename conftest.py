"""The ground of all tests: one database per worker with two counties, and people to act in them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import settings

pytest_plugins = ["site_fixtures"]  # the built demo and its browser, in tests/
settings.register_profile("steady", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("steady")
PINGHU, YINING = "330482", "654002"
TODAY = {PINGHU: date(2024, 11, 20), YINING: date(2025, 10, 20)}


@pytest.fixture(scope="session")
def superuser() -> Iterator[dict[str, Any]]:
    """Yield how psycopg reaches a PostgreSQL as superuser: an embedded server of this worker's own.

    HUMIAO_TEST_SERVER may name the socket folder of a running server to use instead, which saves a second.
    """
    given = os.environ.get("HUMIAO_TEST_SERVER")
    if given:
        yield {"host": given, "user": "postgres", "dbname": "postgres"}
        return
    from django.conf import settings

    from humiao.foundation.postgres import Server, superuser
    from humiao.foundation.postgres.launcher import remove

    server = Server(settings.DATA, fsync=False)
    server.start()
    try:
        login = superuser(settings.DATA)
        yield {
            "host": login.host,
            "port": login.port,
            "user": login.user,
            "password": login.password,
            "dbname": "postgres",
        }
    finally:
        server.stop()
        remove(settings.DATA)


@pytest.fixture(scope="session")
def database(superuser: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a fresh database with its two logins, and drop all its roles at the end."""
    prefix = os.environ["HUMIAO_ROLE_PREFIX"]
    name = f"humiao_{prefix}"
    with psycopg.connect(**superuser, autocommit=True) as admin:
        admin.execute(f"CREATE ROLE {prefix}_owner LOGIN CREATEROLE PASSWORD 'x'")
        admin.execute(f"CREATE ROLE {prefix}_app LOGIN NOINHERIT PASSWORD 'x'")
        admin.execute(f"CREATE DATABASE {name} OWNER {prefix}_owner")
    yield {
        "HOST": superuser["host"],
        "PORT": str(superuser.get("port", "5432")),
        "NAME": name,
        "OWNER": f"{prefix}_owner",
    }
    from django.db import connections

    connections.close_all()
    with psycopg.connect(**superuser, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
        made = admin.execute("SELECT rolname FROM pg_roles WHERE starts_with(rolname, %s)", [f"{prefix}_"])
        admin.execute("DROP ROLE " + ", ".join(role for (role,) in made.fetchall()))


@pytest.fixture(scope="session")
def django_db_setup(database: dict[str, Any], django_db_blocker: Any) -> None:
    """Point both connections at the database, make the schemas and register two small counties."""
    from django.db import connections

    from humiao.foundation.crypto import ensure_master_key
    from humiao.foundation.places import public as places
    from humiao.foundation.places.public import DivisionValue, add_county
    from humiao.foundation.tenancy import as_owner, make_county, make_shared

    places._KEPT_SECONDS = 10**9  # or a count of queries would depend on the second it is taken in
    prefix = os.environ["HUMIAO_ROLE_PREFIX"]
    for alias, who in (("default", "app"), ("owner", "owner")):
        where = {key: database[key] for key in ("HOST", "PORT", "NAME")}
        connections[alias].settings_dict.update(**where, USER=f"{prefix}_{who}", PASSWORD="x")
    ensure_master_key(Path(os.environ["HUMIAO_MASTER_KEY"]))
    with django_db_blocker.unblock():
        make_shared()
        for code, name in ((PINGHU, "平湖市"), (YINING, "伊宁市")):
            make_county(code)
            parts = [DivisionValue(f"{code}{t:03}", f"{name[:2]}{t}街道", "") for t in (1, 2, 3)] + [
                DivisionValue(f"{code}{t:03}{v:03}", f"{'甲乙丙'[t - 1]}{'东西'[v - 1]}社区", f"{code}{t:03}")
                for t in (1, 2, 3)
                for v in (1, 2)
            ]
            with as_owner("shared"):
                add_county(code=code, name=name, shifted_today=TODAY[code], parts=parts)


@pytest.fixture
def own_database(
    superuser: dict[str, Any], database: dict[str, Any], django_db_setup: None, django_db_blocker: Any
) -> Iterator[Callable[..., str]]:
    """Give the test databases it may commit to: `own_database()` points Django at a copy of the two counties.

    `own_database(empty=True)` points it at an empty one, `own_database(name)` back at one made before.
    """
    from django.db import connections

    from humiao.foundation.places.public import forget_places

    made: list[str] = []

    def use(name: str = "", *, empty: bool = False) -> str:
        connections.close_all()
        if not name:
            name = f"{database['NAME']}_{len(made)}"
            template = "template0" if empty else database["NAME"]
            with psycopg.connect(**superuser, autocommit=True) as admin:
                admin.execute(f"CREATE DATABASE {name} OWNER {database['OWNER']} TEMPLATE {template}")
            made.append(name)
        for alias in ("default", "owner"):
            connections[alias].settings_dict["NAME"] = name
        forget_places()
        return name

    with django_db_blocker.unblock():
        yield use
        use(database["NAME"])
    with psycopg.connect(**superuser, autocommit=True) as admin:
        for name in made:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Let commands commit to 平湖, and remove what they made afterwards."""
    from humiao.foundation.tests.together import empty_the_county

    with django_db_blocker.unblock():
        yield
        empty_the_county()


@pytest.fixture(autouse=True)
def _no_context_left_open() -> Iterator[None]:
    """Fail a test that leaves a context open behind it."""
    yield
    from humiao.foundation import context

    assert not context.is_open(), "the test left a context open"


@pytest.fixture(autouse=True)
def _chinese_first() -> Iterator[None]:
    """Start and leave each test in Chinese: a page asked for in English leaves its thread in English."""
    from django.utils import translation

    translation.deactivate()
    yield
    translation.deactivate()


OpenCounty = Callable[..., AbstractContextManager[Any]]


@pytest.fixture
def pinghu(db: None) -> OpenCounty:
    """Open 平湖 for writing: `with pinghu(): …`."""
    return _opener(PINGHU)


@pytest.fixture
def yining(db: None) -> OpenCounty:
    """Open 伊宁 for writing: `with yining(): …`."""
    return _opener(YINING)


def _opener(code: str) -> OpenCounty:
    from humiao.foundation import context

    def opened(*, writes: bool = True) -> AbstractContextManager[Any]:
        return context.county(code, writes=writes)

    return opened


@pytest.fixture
def at() -> datetime:
    """Return noon of 平湖's today."""
    from humiao.foundation.clock import moment

    return moment(TODAY[PINGHU])


@pytest.fixture
def actor() -> Callable[..., Any]:
    """Make an actor without a database: `actor(Role.SOCIAL_WORKER, programmes=[…], towns=[…])`."""
    return make_actor


def make_actor(
    role: str, *, name: str = "李芳", programmes: Any = (), town: str = "", village: str = ""
) -> Any:
    """Return an actor of one post whose provider is engaged in these programmes."""
    from humiao.access.public import ROLES, Actor, PostValue, Reach, Role
    from humiao.access.scope import scope_of
    from humiao.foundation.ids import new_id

    provider = new_id() if ROLES[Role(role)].reach is Reach.PROGRAMME else None
    post = PostValue(new_id(), Role(role), name, town, village, provider)
    engaged = {provider: frozenset(programmes)} if provider else {}
    scope = scope_of((post,), engaged)
    return Actor(new_id(), name, (post,), ROLES[Role(role)].permissions, scope, engaged)
