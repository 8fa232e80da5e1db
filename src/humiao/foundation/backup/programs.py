"""The owner's connection, and PostgreSQL's own programs run as the owner."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.db import connections
from psycopg.conninfo import make_conninfo

from humiao.foundation.backup.manifest import BackupRefused
from humiao.foundation.postgres.binaries import programs

_DJANGO_ONLY = {"pool", "isolation_level", "server_side_binding", "assume_role"}


def connect() -> psycopg.Connection[Any]:
    """Open a connection of our own as the owner, outside Django and outside any context."""
    return psycopg.connect(_conninfo(), password=_password())


def dump(schema: str, into: Path, *, snapshot: str, without_rows_of: tuple[str, ...] = ()) -> None:
    """Write one schema in pg_dump's custom format as an exported snapshot sees it."""
    command = [
        str(programs() / "pg_dump"), "--format=custom", f"--schema={schema}", f"--snapshot={snapshot}",
        "--no-owner", "--no-privileges", "--no-password", f"--file={into}", f"--dbname={_conninfo()}",
        *(f"--exclude-table-data={schema}.{table}" for table in without_rows_of),
    ]  # fmt: skip
    done = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise BackupRefused(f"pg_dump could not read {schema}: {done.stderr.strip()}")


@contextmanager
def script_of(archive: Path) -> Iterator[Iterator[bytes]]:
    """Yield the lines of the SQL that remakes an archive; raises `BackupRefused` when it is damaged."""
    command = [str(programs() / "pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(archive)]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said) as process,  # noqa: S603
    ):
        if process.stdout is None:
            raise AssertionError("the program's output is a pipe")
        try:
            yield iter(process.stdout)
        except BaseException:
            process.kill()
            raise
        if process.wait():
            said.seek(0)
            raise BackupRefused(f"{archive.name} is damaged: {said.read().decode(errors='replace').strip()}")


def _conninfo() -> str:
    given = connections["owner"].settings_dict
    more = {k: v for k, v in given.get("OPTIONS", {}).items() if k not in _DJANGO_ONLY}
    return make_conninfo(
        "", host=given["HOST"], port=given["PORT"], user=given["USER"], dbname=given["NAME"], **more
    )


def _password() -> str | None:
    return connections["owner"].settings_dict["PASSWORD"] or None


def _environment() -> dict[str, str]:
    """Pass the password where no list of processes shows it."""
    return {**os.environ, "PGPASSWORD": _password() or "", "PGCLIENTENCODING": "UTF8"}
