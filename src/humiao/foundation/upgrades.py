"""Meeting a data folder of another version: upgrade an older one after a backup, refuse a newer one."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from humiao.foundation import tenancy
from humiao.foundation.backup.public import drop_leftovers, make_backup
from humiao.foundation.versions import is_newer, program_version

_FILE = "version.json"
Say = Callable[[str], None]


class NewerData(RuntimeError):  # noqa: N818
    """The data are of a later version than the program. Its text is for the person."""


class UpgradeFailed(RuntimeError):  # noqa: N818
    """The upgrade stopped; the data as they were are in the backup its text names."""


def bring_up_to_date(data: Path, *, say: Say) -> Path | None:
    """Make the database fit this program; return the folder of the backup taken before, if one was needed.

    Raises `NewerData`, with nothing changed, when a later version has worked with it.
    """
    recorded = recorded_version(data)
    _refuse_newer(data, recorded)
    drop_leftovers()
    backup = None
    pending = tenancy.pending_migrations()
    if pending:
        backup = _upgrade(data, pending, recorded, say)
    if recorded != program_version():
        _record(data)
    return backup


def recorded_version(data: Path) -> str | None:
    """Return the version that last worked with this data folder, None for a new one."""
    path = data / _FILE
    if not path.exists():
        return None
    try:
        version = str(json.loads(path.read_text())["program"])
        is_newer(version, version)
    except (ValueError, KeyError, TypeError):
        raise NewerData(f"{path} can't be read. It says which version of Humiao the data are of.") from None
    return version


def _refuse_newer(data: Path, recorded: str | None) -> None:
    unknown = tenancy.unknown_migrations()
    if not unknown and not (recorded and is_newer(recorded, program_version())):
        return
    later = f"Humiao {recorded}" if recorded and is_newer(recorded, program_version()) else "a later Humiao"
    what = f" It has {next(iter(unknown.values()))[0]}, unknown here." if unknown else ""
    raise NewerData(
        f"The data in {data} are of {later}; this is {program_version()}.{what} Nothing was changed. "
        "Install that version again, or go back to a backup of this one with "
        "`humiao restore FOLDER`, naming an empty folder in HUMIAO_DATA."
    )


def _upgrade(data: Path, pending: dict[str, list[str]], recorded: str | None, say: Say) -> Path | None:
    if _is_empty():
        tenancy.upgrade_all()
        return None
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    folder = data / "backups" / f"before-{program_version()}-{stamp}"
    steps = sum(map(len, pending.values()))
    say(f"The data are of Humiao {recorded or 'an earlier version'}; backing them up to {folder} first.")
    make_backup(folder, program=recorded or "0")
    say(f"Upgrading to {program_version()}: {steps} steps in {len(pending)} schemas.")
    try:
        tenancy.upgrade_all()
    except Exception as error:
        raise UpgradeFailed(
            f"The upgrade to {program_version()} stopped: {error}. The data as they were are in {folder}. "
            "To go on with them, install the earlier version and, naming an empty folder in HUMIAO_DATA, "
            f"run `humiao restore {folder}`."
        ) from error
    say("Upgraded.")
    return folder


def _is_empty() -> bool:
    from humiao.foundation.backup import contents, programs

    with programs.connect() as connection:
        return not contents.schemas_of(connection)


def _record(data: Path) -> None:
    path = data / _FILE
    new = path.with_suffix(".new")
    new.write_text(json.dumps({"program": program_version()}))
    new.replace(path)
