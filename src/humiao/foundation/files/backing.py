"""The sealed content of a county's files in a backup: one archive of ciphertext, and putting it back."""

from __future__ import annotations

import io
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

from humiao.foundation.files import sealed
from humiao.foundation.files.sealed import Form

_TABLE = "files_storedfile"
_PLACE = re.compile(r"[0-9a-f]{2}/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.(original|shown)")


def pack(connection: psycopg.Connection[Any], schema: str, county: str, archive: Path) -> tuple[str, ...]:
    """Write the content of every file of a schema into a tar; return the places of those that are lost."""
    lost = []
    with tarfile.open(archive, "w") as out:
        for place in _places(connection, schema, county):
            try:
                content = sealed.get_sealed(place)
            except FileNotFoundError:
                lost.append(place)
                continue
            entry = tarfile.TarInfo(place.partition("/")[2])
            entry.size = len(content)
            out.addfile(entry, io.BytesIO(content))
    return tuple(lost)


def unpack(archive: Path, county: str) -> int:
    """Put an archive's content into the storage; returns how many. Whatever is none of ours is refused.

    What is already there is left: a content never changes, and a wrong one would not open.
    """
    count, store = 0, sealed.storage()
    with tarfile.open(archive, "r") as held:
        for entry in held:
            content = held.extractfile(entry) if entry.isreg() else None
            if content is None or not _PLACE.fullmatch(entry.name):
                raise ValueError(f"{archive.name} holds {entry.name!r}, which is no stored file")
            place = f"{county}/{entry.name}"
            if not store.exists(place):
                sealed.put_sealed(place, content.read())
            count += 1
    return count


def _places(connection: psycopg.Connection[Any], schema: str, county: str) -> Iterator[str]:
    rows = connection.execute(
        sql.SQL("SELECT id, has_shown FROM {} WHERE wrapped_key IS NOT NULL ORDER BY id").format(
            sql.Identifier(schema, _TABLE)
        )
    )
    for file_id, has_shown in rows.fetchall():
        yield sealed.place_of(county, UUID(str(file_id)), Form.ORIGINAL)
        if has_shown:
            yield sealed.place_of(county, UUID(str(file_id)), Form.SHOWN)


def has_files(tables: list[str]) -> bool:
    """Say whether a schema is of a version that keeps files."""
    return _TABLE in tables
