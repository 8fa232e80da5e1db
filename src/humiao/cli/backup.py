"""`humiao backup`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from humiao.cli.environment import running_database
from humiao.cli.exits import EPILOG, RefusedError

if TYPE_CHECKING:
    from humiao.foundation.backup.public import Manifest


@click.command(epilog=EPILOG)
@click.option("--county", metavar="CODE", help="Only this county, by its six-digit code.")
@click.option(
    "--to",
    "folder",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="A new folder to write to.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was backed up as JSON.")
def backup(county: str | None, folder: Path, as_json: bool) -> None:
    """Back up one county or all, while it is at work.

    The master key is not in a backup. Keep its file in another place: without it no backup can be restored.
    """
    with running_database():
        manifest = _made(folder, county)
    if as_json:
        click.echo(json.dumps(_summary(manifest, folder), ensure_ascii=False, indent=1))
        return
    for part in manifest.parts:
        rows = sum(t.rows for t in part.tables.values())
        click.echo(f"{part.county or 'shared'} {part.name}: {len(part.tables)} tables, {rows} rows")
        if part.lost:
            click.echo(
                f"  {len(part.lost)} contents of stored files are not in the storage, first {part.lost[0]}"
            )
    click.echo(f"Backed up to {folder}.")
    click.echo(
        f"The master key (fingerprint {manifest.key}) is not in it: keep a copy of the key file elsewhere. "
        "A lost key is lost data."
    )


def _made(folder: Path, county: str | None) -> Manifest:
    from humiao.foundation.backup.public import BackupRefused, make_backup, note_backup
    from humiao.foundation.crypto import KeyMissing
    from humiao.foundation.places.public import counties

    try:
        for known in counties():
            if county in (None, known.code):
                note_backup(known.code, folder=folder.name)
        return make_backup(folder, county=county)
    except (BackupRefused, KeyMissing, ValueError) as error:
        raise RefusedError(str(error)) from error


def _summary(manifest: Manifest, folder: Path) -> dict[str, object]:
    parts = [
        {
            "schema": p.schema,
            "county": p.county,
            "name": p.name,
            "head": p.head,
            "tables": len(p.tables),
            "rows": sum(t.rows for t in p.tables.values()),
            "lost_files": list(p.lost),
        }
        for p in manifest.parts
    ]
    return {
        "folder": str(folder),
        "made_at": manifest.made_at,
        "program": manifest.program,
        "key": manifest.key,
        "parts": parts,
    }
