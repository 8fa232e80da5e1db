"""`humiao restore`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from humiao.cli.environment import running_database
from humiao.cli.exits import EPILOG, RefusedError

if TYPE_CHECKING:
    from humiao.foundation.backup.public import Part


@click.command(epilog=EPILOG)
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--county", metavar="CODE", help="Only this county of the backup.")
@click.option("--replace", is_flag=True, help="Replace what is already here.")
@click.option("--json", "as_json", is_flag=True, help="Print what was restored as JSON.")
def restore(folder: Path, county: str | None, replace: bool, as_json: bool) -> None:
    """Restore a backup: every table is compared before anything here is replaced.

    Needs the master key the backup was made under. Whatever goes wrong leaves the data here as they were.
    """
    with running_database():
        parts = _restored(folder, county, replace=replace)
    if as_json:
        told = [
            {"schema": p.schema, "county": p.county, "name": p.name, "tables": len(p.tables)} for p in parts
        ]
        click.echo(json.dumps({"folder": str(folder), "parts": told}, ensure_ascii=False, indent=1))
        return
    for part in parts:
        rows = sum(t.rows for t in part.tables.values())
        click.echo(
            f"{part.county or 'shared'} {part.name}: {len(part.tables)} tables, {rows} rows, all equal"
        )
    click.echo("Restored.")
    if _older_key(folder):
        click.echo(
            "The backup is of an older version of the master key: `humiao keys reseal` puts it under today's."
        )


def _older_key(folder: Path) -> bool:
    from humiao.foundation import crypto

    return bool(json.loads((folder / "manifest.json").read_text())["key"] != crypto.fingerprint())


def _restored(folder: Path, county: str | None, *, replace: bool) -> tuple[Part, ...]:
    from humiao.foundation.backup.public import BackupRefused, note_restore, read_manifest, restore_backup
    from humiao.foundation.crypto import KeyMissing

    try:
        made_at = read_manifest(folder).made_at
        parts = restore_backup(folder, county=county, replace=replace)
    except (BackupRefused, KeyMissing) as error:
        raise RefusedError(str(error)) from error
    for part in parts:
        if part.county:
            note_restore(part.county, folder=folder.name, made_at=made_at, head=part.head)
    return parts
