"""`humiao restore`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from humiao.cli.environment import running_database
from humiao.cli.exits import EPILOG, RefusedError

if TYPE_CHECKING:
    from humiao.foundation.backup.public import Part


@click.command(epilog=EPILOG)
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--county", metavar="CODE", help="Only this county of the backup.")
@click.option("--replace", is_flag=True, help="Replace what is already here.")
@click.option(
    "--erased",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder with lists of erased children kept elsewhere, one file a county.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was restored as JSON.")
def restore(folder: Path, county: str | None, replace: bool, erased: Path | None, as_json: bool) -> None:
    """Restore a backup: every table is compared before anything here is replaced.

    Children erased since the backup was made are erased again: by what is here, by the list in the data
    folder, and by the lists named with --erased. Needs the master key the backup was made under. Whatever
    goes wrong leaves the data here as they were.
    """
    with running_database():
        parts = _restored(folder, county, replace=replace, erased=erased)
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


def _restored(
    folder: Path, county: str | None, *, replace: bool, erased: Path | None = None
) -> tuple[Part, ...]:
    from humiao.foundation.backup.public import BackupRefused, note_restore, read_manifest, restore_backup
    from humiao.foundation.crypto import KeyMissing
    from humiao.foundation.erased_list import erased_now

    try:
        manifest = read_manifest(folder)
        made_at = manifest.made_at
        gone = {part.county: erased_now(part.county) for part in manifest.parts if part.county}
        parts = restore_backup(folder, county=county, replace=replace)
    except (BackupRefused, KeyMissing) as error:
        raise RefusedError(str(error)) from error
    for part in parts:
        if part.county:
            _erase_again(part.county, gone[part.county] | _listed(part.county, erased))
            note_restore(part.county, folder=folder.name, made_at=made_at, head=part.head)
    return parts


def _listed(county: str, folder: Path | None) -> set[UUID]:
    """Return the children on the list in the data folder and on one kept elsewhere."""
    from humiao.foundation.erased_list import erased_on_list

    found = set(erased_on_list(county))
    return found | set(erased_on_list(county, folder / f"{county}.txt")) if folder else found


def _erase_again(county: str, children: set[UUID]) -> None:
    from humiao.foundation import clock
    from humiao.foundation.erased_list import erase_again

    done = erase_again(county, children, at=clock.now(county))
    if done:
        click.echo(f"{county}: {done} children erased since this backup was made were erased again", err=True)
