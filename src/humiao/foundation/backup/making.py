"""Making a backup."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from humiao.foundation import crypto
from humiao.foundation.backup import contents, programs
from humiao.foundation.backup.manifest import FORMAT, BackupRefused, Manifest, Part, digest_of, write_manifest
from humiao.foundation.context import SHARED_SCHEMA, schema_of
from humiao.foundation.files.backing import has_files, pack
from humiao.foundation.keys.escrow import files_for_backup
from humiao.foundation.keys.ring import State
from humiao.foundation.versions import program_version

_NOTHING: tuple[str, ...] = ()


def make_backup(folder: Path, *, county: str | None = None, program: str | None = None) -> Manifest:
    """Back up one county, or all and the shared schema, into a new folder; all of it or nothing.

    Every schema is read at the same moment. `program` is the version the data are of, if not this one's.
    """
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BackupRefused(f"{folder} is not empty; name a new folder for each backup")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as name:
        staging = Path(name, "whole")
        staging.mkdir(mode=0o700)
        manifest = _written(staging, county, program or program_version())
        for path in staging.iterdir():
            _make_lasting(path)
        if folder.exists():
            folder.rmdir()
        shutil.move(staging, folder)
    return manifest


def _written(staging: Path, county: str | None, program: str) -> Manifest:
    needed = _keys_in_use()
    with programs.connect() as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        snapshot = str(row[0]) if row else ""
        schemas = _chosen(contents.schemas_of(connection), county)
        parts = tuple(_part(connection, staging, snapshot, s, code) for s, code in schemas.items())
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    needed |= _keys_in_use()  # a rotation may have begun or ended since the snapshot
    for name, content in files_for_backup(
        [p.county for p in parts if p.county], set(map(int, needed))
    ).items():
        (staging / name).write_bytes(content)
    manifest = Manifest(FORMAT, program, made_at, crypto.fingerprint(), county is None, parts, needed)
    write_manifest(manifest, staging)
    return manifest


def _keys_in_use() -> dict[str, str]:
    """Return the fingerprint of each version of the key that values may be under now."""
    in_use = {State.ACTIVE, State.RETIRING}
    return {str(v.number): v.fingerprint for v in crypto.versions_here() if v.state in in_use}


def _chosen(existing: dict[str, str | None], county: str | None) -> dict[str, str | None]:
    if county is None:
        if not existing:
            raise BackupRefused("there is nothing to back up: no county was set up here")
        return existing
    schema = schema_of(county)
    if schema not in existing:
        served = ", ".join(c for c in existing.values() if c) or "none"
        raise BackupRefused(f"no county {county} here; served: {served}")
    return {schema: county}


def _part(
    connection: psycopg.Connection[Any], staging: Path, snapshot: str, schema: str, code: str | None
) -> Part:
    left_out = contents.LEFT_OUT if schema == SHARED_SCHEMA else ()
    dump = staging / f"{schema}.dump"
    programs.dump(schema, dump, snapshot=snapshot, without_rows_of=left_out)
    files, name, head, lost = [dump], "", "", _NOTHING
    if code is not None:
        rows = contents.shared_rows_of(connection, schema, code)
        path = staging / f"{schema}.shared.json"
        path.write_text(json.dumps(rows, ensure_ascii=False))
        files.append(path)
        name, head = _name(rows), _head(rows)
        if has_files(contents.tables_of(connection, schema)):
            attached = staging / f"{schema}.files.tar"
            lost = pack(connection, schema, code, attached)
            files.append(attached)
    return Part(
        schema=schema,
        county=code,
        name=name,
        head=head,
        migrations=contents.migrations_of(connection, schema),
        tables=contents.sums_of(connection, schema),
        files={path.name: digest_of(path) for path in files},
        lost=lost,
    )


def _name(rows: dict[str, list[Any]]) -> str:
    return str(rows["places_county"][0]["name"]) if rows["places_county"] else ""


def _head(rows: dict[str, list[Any]]) -> str:
    """Return the trail's anchored head at the backup's moment, as reports print it."""
    anchors = rows["places_trailanchor"]
    return f"#{anchors[0]['batch']} {str(anchors[0]['mac'])[2:18]}" if anchors else "#0"


def _make_lasting(path: Path) -> None:
    """See that the file is on disk, and for its owner's eyes only."""
    path.chmod(0o600)
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
