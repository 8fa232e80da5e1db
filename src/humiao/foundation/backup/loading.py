"""Replaying an archive into a schema of another name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

from humiao.foundation.backup import contents, programs
from humiao.foundation.backup.manifest import BackupRefused, Part

_END = b"\\.\n"


def load(connection: psycopg.Connection[Any], folder: Path, part: Part, into: str) -> None:
    """Make the schema `into` from a part and compare every table, in the open transaction."""
    with programs.script_of(folder / part.dump) as lines, connection.cursor() as cursor:
        _replay(cursor, lines, _renaming(part.schema, into))
    found = contents.sums_of(connection, into)
    different = sorted(
        f"{table}: {_told(found.get(table))} instead of {_told(part.tables.get(table))}"
        for table in part.tables.keys() | found.keys()
        if found.get(table) != part.tables.get(table)
    )
    if different:
        raise BackupRefused(f"{part.schema} did not come back as it was backed up: {'; '.join(different)}")


def analyze(connection: psycopg.Connection[Any], schema: str) -> None:
    """Let the planner know the new tables."""
    from psycopg import sql

    for table in contents.tables_of(connection, schema):
        connection.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(schema, table)))


def _replay(cursor: psycopg.Cursor[Any], lines: Iterator[bytes], rename: Any) -> None:
    """Run the script: its statements under the new name, its rows untouched."""
    statements: list[bytes] = []
    for line in lines:
        if line.startswith(b"\\"):  # a word to psql itself
            continue
        if line.startswith(b"COPY ") and line.endswith(b" FROM stdin;\n"):
            _run(cursor, statements)
            with cursor.copy(rename(line)) as copy:
                _copy(copy, lines)
        else:
            statements.append(rename(line))
    _run(cursor, statements)


def _run(cursor: psycopg.Cursor[Any], statements: list[bytes]) -> None:
    if statements:
        cursor.execute(b"".join(statements))
        statements.clear()


def _copy(copy: psycopg.Copy, lines: Iterator[bytes]) -> None:
    for row in lines:
        if row == _END:
            return
        copy.write(row)
    raise BackupRefused("the backup ends in the middle of a table")


def _renaming(schema: str, into: str) -> Any:
    """Return a function that puts the new schema's name into one line of a statement."""
    old = re.compile(rb"(?<!\w)" + schema.encode() + rb"(?=\.)|(?<=SCHEMA )" + schema.encode() + rb"(?=;)")
    return lambda line: old.sub(into.encode(), line)


def _told(found: Any) -> str:
    return "no table" if found is None else f"{found.rows} rows (content {found.content[:12]}…)"
