"""`humiao keys split`, `combine`, `check-share`, `drill`, `hold`: the key on paper, with several people."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from humiao.cli.environment import SETTINGS, running_database, set_up_django
from humiao.cli.exits import EPILOG, EnvironmentUnusableError, RefusedError

_FILES = click.option(
    "--from",
    "files",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file with the words of one share; repeatable. Otherwise they are asked for.",
)


@contextmanager
def told() -> Iterator[None]:
    """Turn what is refused, or a key that is missing, into a message and the exit code for it."""
    try:
        yield
    except Exception as error:
        name = type(error).__name__
        if name == "KeyMissing":
            raise EnvironmentUnusableError(_spelled(error)) from error
        if name in ("KeysRefused", "BackupRefused", "CannotOpen"):
            raise RefusedError(_spelled(error)) from error
        raise


@click.command(epilog=EPILOG)
@click.option("--of", "of", default=5, show_default=True, type=click.IntRange(2, 16), help="How many shares.")
@click.option("--need", default=3, show_default=True, type=click.IntRange(2, 16), help="How many are enough.")
@click.option("--holder", "holders", multiple=True, help="Who keeps a share; repeatable, else asked for.")
@click.option("--to", "folder", required=True, type=click.Path(path_type=Path), help="A new folder.")
def split(of: int, need: int, holders: tuple[str, ...], folder: Path) -> None:
    """Split the active key into shares, each a sheet to print and hand to its holder.

    Print each in its holder's presence, then delete the folder. An earlier set of this key is void in the
    record; its sheets together would still give the key: collect and burn them, or rotate.
    """
    if folder.exists() and any(folder.iterdir()):
        raise RefusedError(f"{folder} is not empty; name a new folder for each set")
    names = [*holders, *(click.prompt(f"Holder of share {n}") for n in range(len(holders) + 1, of + 1))]
    if len(names) != of:
        raise click.UsageError(f"{of} shares need {of} holders; {len(names)} are named.")
    with told(), running_database():
        from humiao.cli.share_sheet import as_sheet
        from humiao.foundation.keys.acts import note
        from humiao.foundation.keys.shares import split as made_of

        shares = made_of(need=need, holders=names)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for share in shares:
            _write_privately(folder / f"set-{share.set_id}-share-{share.number}.pdf", as_sheet(share))
        first = shares[0]
        note("split-key", version=first.version, set=first.set_id, of=of, need=need, holders=names)
    click.echo(f"Set {first.set_id} of version {first.version}, fingerprint {first.fingerprint}:")
    click.echo(f"{of} sheets in {folder}, any {need} give the key back.")
    click.echo("Print each for its holder, then delete the folder. Earlier sets are void: burn them.")


@click.command(epilog=EPILOG)
@_FILES
@click.option("--backup", type=click.Path(path_type=Path, exists=True), help="The backup to be restored.")
@click.option("--version", "number", type=int, help="The version printed on the sheets; 1 unless known.")
@click.option("--yes", is_flag=True, help="Don't ask before writing.")
def combine(files: tuple[Path, ...], backup: Path | None, number: int | None, yes: bool) -> None:
    """Have the master key back from shares and write it where HUMIAO_MASTER_KEY names it."""
    set_up()
    from django.conf import settings

    from humiao.foundation.keys import recovery

    first = Path(settings.HUMIAO_MASTER_KEY)
    with told():
        if backup:
            click.echo(recovery.what_is_at_stake(backup))
        found = recovery.had_back(_shares(files), first=first, backup=backup, number=number)
        click.echo(f"These shares give version {found.number}, fingerprint {found.fingerprint}.")
        click.echo(found.told)
        if not yes and not click.confirm(f"Write it to {found.path}?"):
            raise RefusedError("Nothing was written.")
        written = recovery.write(found)
    click.echo(f"Written: version {', '.join(map(str, written))}.")


@click.command("check-share", epilog=EPILOG)
@_FILES
def check_share(files: tuple[Path, ...]) -> None:
    """Say whether a share is whole and belongs to this key; nothing of it is shown or kept."""
    set_up()
    from humiao.foundation.keys.shares import belongs

    with told():
        for words in _shares(files, most=1):
            found = belongs(words)
            seen = found.seen
            click.echo(
                f"Share {seen.number} of set {seen.set_id} is whole; {seen.need} of its set are needed."
            )
            if found.state == "unknown":
                raise RefusedError("It is of no set that was recorded here.")
            click.echo(f"It belongs to version {found.version} of this key; its holder is {found.holder}.")
            if found.state == "void":
                raise RefusedError("Its set is void: newer shares replaced it. Burn it.")


@click.command(epilog=EPILOG)
@_FILES
def drill(files: tuple[Path, ...]) -> None:
    """Practise recovery: prove that shares give the key back, without touching the real one."""
    with told(), running_database():
        from humiao.foundation.keys.acts import note
        from humiao.foundation.keys.shares import drill as practise

        done = practise(_shares(files))
        note("practise-recovery", set=done.set_id, version=done.version, is_right=done.is_right)
    if not done.is_right:
        raise RefusedError("These shares give a key, but none of this installation's. It is recorded.")
    click.echo(
        f"Right: shares {', '.join(map(str, done.shares))} give version {done.version}. It is recorded."
    )


@click.command(epilog=EPILOG)
@click.argument("set_id", type=int)
@click.argument("number", type=int)
@click.argument("holder")
def hold(set_id: int, number: int, holder: str) -> None:
    """Record that another person now keeps a share that nobody has read. Otherwise make new shares."""
    with told(), running_database():
        from humiao.foundation.keys.acts import note
        from humiao.foundation.keys.shares import hand_on

        hand_on(set_id, number, holder)
        note("hand-on-share", set=set_id, number=number, holder=holder)
    click.echo(f"Share {number} of set {set_id} is kept by {holder}.")


def _shares(files: tuple[Path, ...], *, most: int = 16) -> list[str]:
    """Return the words of the shares: out of files, or asked for until an empty line; each is checked."""
    from humiao.foundation.keys.rotation import KeysRefused
    from humiao.foundation.keys.shares import look_at

    if files:
        return [path.read_text() for path in files]
    given: list[str] = []
    need = most
    while len({look_at(words).number for words in given}) < min(need, most):
        words = click.prompt(
            f"Words of share {len(given) + 1} (nothing to end)", default="", show_default=False
        )
        if not words.strip():
            break
        try:
            seen = look_at(words)
        except KeysRefused as error:
            click.echo(str(error))
            continue
        given.append(words)
        need = seen.need
        click.echo(f"Share {seen.number} of set {seen.set_id}; {seen.need} are needed, {len(given)} here.")
    return given


def set_up() -> None:
    """Load the settings; nothing here asks the database."""
    from humiao.cli.environment import DATA, data_folder

    os.environ[DATA] = str(data_folder())
    os.environ.setdefault(SETTINGS, "humiao.config.settings")
    set_up_django()


def _write_privately(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)


def _spelled(error: BaseException) -> str:
    text = str(error)
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")
