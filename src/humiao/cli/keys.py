"""`humiao keys`: the master key's versions, rotation, destroying. Shares are in `key_shares`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from humiao.cli import key_shares
from humiao.cli.environment import running_database
from humiao.cli.exits import EPILOG, RefusedError

if TYPE_CHECKING:
    from humiao.foundation.keys.destroying import Loss
    from humiao.foundation.keys.rotation import Progress

_SHOWN = 10


@click.group(epilog=EPILOG)
def keys() -> None:
    """Rotate the master key, split it into shares, have it back from them, destroy an old version."""


for _one in (key_shares.split, key_shares.combine, key_shares.check_share, key_shares.drill, key_shares.hold):
    keys.add_command(_one)


@keys.command(epilog=EPILOG)
@click.option("--cipher", type=click.Choice(["aes-gcm", "sm4-gcm"]), help="Seal under another suite as well.")
@click.option("--batch", default=1000, show_default=True, type=click.IntRange(1, 10_000), help="Rows.")
def rotate(cipher: str | None, batch: int) -> None:
    """Make a new version of the key and seal everything anew under it, while people work.

    Killed at any moment it goes on from there when called again. The old version is kept, retired, for
    older backups. Split the new key afterwards: the shares of the old one don't give it back.
    """
    with _told(), running_database():
        from humiao.foundation.keys.rotation import rotate

        _tell_end(rotate(click.echo, cipher=cipher or "", batch=batch))
        click.echo("Now make shares of the new key: `humiao keys split`; the old ones don't give it back.")


@keys.command(epilog=EPILOG)
def reseal() -> None:
    """Seal anew what is under an older version, e.g. after an old backup was restored. Makes no new key."""
    with _told(), running_database():
        from humiao.foundation.keys.rotation import reseal_all

        _tell_end(reseal_all(click.echo))


@keys.command(epilog=EPILOG)
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def status(as_json: bool) -> None:
    """Show the versions, how many values of each table are under which, and how far a rotation is."""
    with _told(), running_database():
        told = _status()
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for version in told["versions"]:
        click.echo(
            f"version {version['number']}  {version['state']:<9} {version['fingerprint']}  "
            f"made {version['made_at'] or 'at set-up'}  {version['cipher']}".rstrip()
        )
    for line in told["columns"]:
        click.echo(
            f"  {line['schema']}.{line['table']}.{line['column']}: {line['values']} under version "
            f"{line['version']} {line['suite']}".rstrip()
        )
    if told["progress"]:
        left = sum(told["progress"]["left"].values())
        click.echo(f"Last rotation: {told['progress']['rows']} rows sealed anew, {left} left.")


@keys.command(epilog=EPILOG)
@click.argument("version", type=int)
@click.option(
    "--backups",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Where backups lie; repeatable.",
)
def destroy(version: int, folders: tuple[Path, ...]) -> None:
    """Destroy a retired version for good, after saying what becomes unreadable."""
    with _told(), running_database():
        from humiao.foundation.keys.destroying import destroy, loss_of

        _tell_loss(loss_of(version, folders), looked=bool(folders))
        typed = click.prompt(
            "Type the fingerprint of this version to destroy it, or nothing to stop", default=""
        )
        if not typed:
            raise RefusedError("Nothing was destroyed.")
        destroy(version, typed)
    click.echo(f"Version {version} is destroyed. Copies elsewhere, on paper too, are yours to destroy.")


@contextmanager
def _told() -> Iterator[None]:
    """Turn what is refused or missing into a message."""
    with key_shares.told():
        yield


def _status() -> dict[str, Any]:
    from dataclasses import asdict

    from humiao.foundation.backup import programs
    from humiao.foundation.keys import resealing, ring
    from humiao.foundation.keys.rotation import every_area, progress

    versions, _heads = ring.described()
    with programs.connect() as connection:
        connection.autocommit = True
        columns = [asdict(c) for area in every_area() for c in resealing.counts(connection, area)]
    last = progress()
    return {
        "versions": [asdict(versions[n]) for n in sorted(versions)],
        "columns": columns,
        "progress": asdict(last) if last else None,
    }


def _tell_end(told: Progress) -> None:
    for words, places in (("does not open, and stays as it is", told.closed), ("stands twice", told.twice)):
        for place in places[:_SHOWN]:
            click.echo(f"  {place} {words}")
        if len(places) > _SHOWN:
            click.echo(f"  and {len(places) - _SHOWN} more")
    if told.waiting:
        raise RefusedError(
            f"{told.waiting} rows are left under an older version: locked by somebody or not opening. "
            "The older version stays in use; run the command again."
        )
    click.echo(f"Done: {told.rows} rows, {told.values} values are under version {told.version}.")


def _tell_loss(loss: Loss, *, looked: bool) -> None:
    version = loss.version
    click.echo(f"Version {version.number}, fingerprint {version.fingerprint}, retired {version.retired_at}.")
    click.echo("Destroyed it is gone for good. What can never be read again without it:")
    click.echo(f"  here: {loss.closed} values and {loss.hashes} search keys")
    for backup in loss.backups:
        click.echo(f"  the backup {backup.folder} of {backup.made_at}: {', '.join(backup.counties)}")
    if not loss.backups:
        click.echo(
            "  no backup in the folders named" if looked else "  backups: none was looked at (--backups)"
        )
    click.echo(f"  every other backup made before {version.retired_at}, wherever it lies")
    if loss.sets:
        click.echo(f"  the shares of set {', '.join(map(str, loss.sets))} are worth nothing then")
    if loss.is_eldest:
        click.echo("  the counties' key cards for handing files over change: exchange new ones afterwards")
    click.echo(f"What stays: {loss.seals} seals still verify, {loss.lasting} lasting hashes are still found.")
