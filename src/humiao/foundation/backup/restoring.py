"""Restoring a backup: load aside, compare, upgrade, and only then change names."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from humiao.foundation import tenancy
from humiao.foundation.backup import contents, loading, programs
from humiao.foundation.backup.manifest import BackupRefused, Manifest, Part, check_files, read_manifest
from humiao.foundation.context import SHARED_SCHEMA
from humiao.foundation.files.backing import unpack
from humiao.foundation.keys.ring import forget_heads
from humiao.foundation.places.public import forget_places
from humiao.foundation.tenancy import FRESH

_OLD = "replaced_"
# Every request reads its posts or its session before anything else, every write and the sealer the trail:
# whoever holds these tables alone is in nobody's way.
_HELD = {True: ("accounts_session", "accounts_account"), False: ("access_post", "trail_trailentry")}
_PATIENCE = "30s"
_LOCK = 7_433_003


def restore_backup(folder: Path, *, county: str | None = None, replace: bool = False) -> tuple[Part, ...]:
    """Restore a county of a backup, or all of it, and return what was restored.

    Raises `BackupRefused`, with nothing changed, when the backup is damaged, newer, of another format or key,
    or when a county is already here and `replace` was not said.
    """
    manifest = read_manifest(folder)
    parts = _chosen(manifest, county)
    for part in parts:
        check_files(part, folder)
        _refuse_unknown_migrations(part)
    with programs.connect() as connection:
        existing = contents.schemas_of(connection)
    _refuse_what_is_here(manifest, parts, existing, is_single=county is not None, replace=replace)
    with _alone():
        _restore(folder, parts)
    return parts


def drop_leftovers() -> None:
    """Remove what a restore that was killed had set aside; does nothing while one runs."""
    with contextlib.suppress(BackupRefused), _alone():
        _drop_set_aside()


def _restore(folder: Path, parts: tuple[Part, ...]) -> None:
    tenancy.make_shared()
    _drop_set_aside()
    try:
        with programs.connect() as connection:
            for part in parts:
                loading.load(connection, folder, part, FRESH + part.schema)
        for part in parts:
            _upgrade(part)
            _put_files_back(folder, part)
        _swap(folder, parts)
        forget_heads([part.county for part in parts if part.county])
        for part in parts:
            if part.county is not None:
                tenancy.make_blank(part.county)
    finally:
        _drop_set_aside()
        forget_places()


@contextmanager
def _alone() -> Iterator[None]:
    with programs.connect() as connection:
        row = connection.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK]).fetchone()
        connection.commit()
        if row is None or not row[0]:
            raise BackupRefused("another restore is running")
        yield


def _drop_set_aside() -> None:
    with programs.connect() as connection:
        names = connection.execute(
            "SELECT nspname FROM pg_namespace WHERE starts_with(nspname, %s) OR starts_with(nspname, %s)",
            [FRESH, _OLD],
        ).fetchall()
        connection.commit()
        for (name,) in names:
            connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(name)))
            connection.commit()


def _chosen(manifest: Manifest, county: str | None) -> tuple[Part, ...]:
    if county is not None:
        return (manifest.part_of(county),)
    # The shared schema first: the rights of the counties name it.
    return tuple(sorted(manifest.parts, key=lambda p: (p.county is not None, p.schema)))


def _refuse_unknown_migrations(part: Part) -> None:
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    newer = sorted(set(part.migrations) - known)
    if newer:
        raise BackupRefused(
            f"{part.schema} was backed up by a later version of Humiao: it has {newer[0]}"
            f"{f' and {len(newer) - 1} more' if len(newer) > 1 else ''}, which this one does not know"
        )


def _refuse_what_is_here(
    manifest: Manifest, parts: tuple[Part, ...], existing: dict[str, Any], *, is_single: bool, replace: bool
) -> None:
    here = sorted(p.county for p in parts if p.county and p.schema in existing)
    if here and not replace:
        raise BackupRefused(
            f"county {', '.join(here)} is already here; with --replace it is replaced by the backup"
        )
    if manifest.is_whole and not is_single:
        others = sorted(set(filter(None, existing.values())) - {p.county for p in parts if p.county})
        if others:
            raise BackupRefused(
                f"county {', '.join(others)} is here but not in the backup and would be lost with the shared "
                "part; restore the counties one by one with --county"
            )
        if not replace and _has_accounts(existing):
            raise BackupRefused("accounts are already here; with --replace they are replaced by the backup")


def _has_accounts(existing: dict[str, Any]) -> bool:
    if SHARED_SCHEMA not in existing:
        return False
    with programs.connect() as connection:
        if "accounts_account" not in contents.tables_of(connection, SHARED_SCHEMA):
            return False
        table = sql.Identifier(SHARED_SCHEMA, "accounts_account")
        return bool(connection.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(table)).fetchone())


def _upgrade(part: Part) -> None:
    """Bring the schema that was set aside up to this version, with its roles and rights."""
    with tenancy.as_owner(FRESH + part.schema) as connection:
        if part.county is None:
            tenancy.migrate_and_grant_shared(connection, FRESH + part.schema)
        else:
            tenancy.migrate_and_grant_county(connection, FRESH + part.schema, part.county)
        connection.ensure_connection()
        loading.analyze(connection.connection, FRESH + part.schema)


def _put_files_back(folder: Path, part: Part) -> None:
    """Put stored files back before anything names them; should the rest fail, they do no harm."""
    if part.county is not None and part.attached in part.files:
        unpack(folder / part.attached, part.county)


def _swap(folder: Path, parts: tuple[Part, ...]) -> None:
    """Give the new schemas their names, in one transaction, while nobody is at work in the old ones."""
    is_whole = any(part.county is None for part in parts)
    with programs.connect() as connection:
        connection.execute(sql.SQL("SET LOCAL lock_timeout = {}").format(sql.Literal(_PATIENCE)))
        existing = contents.schemas_of(connection)
        try:
            for part in parts:
                if part.schema in existing:
                    _hold(connection, part)
                    _rename(connection, part.schema, _OLD + part.schema)
                _rename(connection, FRESH + part.schema, part.schema)
        except psycopg.errors.LockNotAvailable as error:
            raise BackupRefused(
                "the county is at work and does not pause; stop `humiao serve`, then restore"
            ) from error
        if is_whole:
            tenancy.grant_places_to_counties(connection, [p.county for p in parts if p.county])
        else:
            _put_shared_rows(connection, folder, parts)


def _put_shared_rows(connection: psycopg.Connection[Any], folder: Path, parts: Iterable[Part]) -> None:
    for part in parts:
        if part.county is None:
            continue
        rows = json.loads((folder / part.shared_rows).read_text())
        contents.refuse_taken_usernames(connection, rows)
        contents.put_shared_rows(connection, part.county, rows)


def _hold(connection: psycopg.Connection[Any], part: Part) -> None:
    for table in _HELD[part.county is None]:
        connection.execute(
            sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(sql.Identifier(part.schema, table))
        )


def _rename(connection: psycopg.Connection[Any], old: str, new: str) -> None:
    connection.execute(
        sql.SQL("ALTER SCHEMA {} RENAME TO {}").format(sql.Identifier(old), sql.Identifier(new))
    )
