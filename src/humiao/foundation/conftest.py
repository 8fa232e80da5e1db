"""What only the foundation's tests need."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest


class Process(subprocess.Popen[bytes]):
    """A process that a failing test does not wait for."""

    def __exit__(self, kind: Any, value: Any, traceback: Any) -> None:
        """Wait for its end; after a failure, bring it about."""
        if kind is not None:
            self.kill()
        super().__exit__(kind, value, traceback)


@pytest.fixture
def in_another_process() -> Callable[[str], Any]:
    """Run Python with Django set up on this test's database: `in_another_process("…")`."""
    return _started


def _started(text: str) -> Process:
    """Run Python with Django on this test's database."""
    from django.conf import settings
    from django.db import connections

    places = {alias: dict(connections[alias].settings_dict) for alias in ("default", "owner")}
    keys = ("HOST", "PORT", "NAME", "USER", "PASSWORD")
    given = {alias: {k: place[k] for k in keys} for alias, place in places.items()}
    setup = f"""
        import os, sys, time
        from pathlib import Path
        import django
        from django.conf import settings
        os.environ["DJANGO_SETTINGS_MODULE"] = "humiao.config.settings"
        for alias, place in {given!r}.items():
            settings.DATABASES[alias].update(place)
        django.setup()
        """
    environment = {
        **os.environ,
        "HUMIAO_MASTER_KEY": str(settings.HUMIAO_MASTER_KEY),
        "HUMIAO_ROLE_PREFIX": settings.HUMIAO_ROLE_PREFIX,
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    code = textwrap.dedent(setup) + textwrap.dedent(text)
    return Process([sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment)


@pytest.fixture
def pgbouncer(superuser: dict[str, Any]) -> Iterator[Callable[[str], int]]:
    """Start PgBouncer in transaction mode with two server connections: `port = pgbouncer(database)`."""
    program = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        pytest.fail(
            "PgBouncer isn't installed; install it (Debian: `apt-get install pgbouncer`), then run again"
        )
    folder = Path(tempfile.mkdtemp(prefix="humiao-pgbouncer-"))
    started: list[subprocess.Popen[bytes]] = []

    def start(database: str) -> int:
        port = _free_port()
        _write_pgbouncer_files(folder, superuser, database, port)
        as_other = _not_root(folder, superuser)
        process = subprocess.Popen(  # noqa: S603 -- found on this machine
            [program, str(folder / "pgbouncer.ini")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **as_other,
        )
        started.append(process)
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                return port
            if process.poll() is not None:
                break
            time.sleep(0.05)
        pytest.fail(f"PgBouncer did not start: {(folder / 'log').read_text()[-2000:]}")

    yield start
    for process in started:
        process.terminate()
        process.wait(20)
    shutil.rmtree(folder)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _write_pgbouncer_files(folder: Path, server: dict[str, Any], database: str, port: int) -> None:
    app = f"{os.environ['HUMIAO_ROLE_PREFIX']}_app"
    (folder / "users").write_text(f'"{app}" "x"\n')
    (folder / "log").touch()
    (folder / "pgbouncer.ini").write_text(
        textwrap.dedent(
            f"""
            [databases]
            {database} = host={server["host"]} port={server.get("port", 5432)} dbname={database}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = trust
            auth_file = {folder / "users"}
            pool_mode = transaction
            default_pool_size = 2
            logfile = {folder / "log"}
            """
        )
    )


def _not_root(folder: Path, server: dict[str, Any]) -> dict[str, Any]:
    """Return how to start it as somebody else than root, which it refuses: as the socket's owner."""
    if os.getuid() != 0:
        return {}
    place = Path(str(server["host"]), f".s.PGSQL.{server.get('port', 5432)}")
    owner = place.stat().st_uid if place.exists() else 0
    who = pwd.getpwnam("nobody")
    uid, gid = (owner, who.pw_gid) if owner else (who.pw_uid, who.pw_gid)
    for path in (folder, *folder.iterdir()):
        os.chown(path, uid, gid)
    return {"user": uid, "group": gid, "extra_groups": []}
