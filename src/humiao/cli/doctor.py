"""`humiao doctor`: what this machine lacks, and what is amiss in the data folder."""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from humiao.cli import environment, ports
from humiao.cli.exits import EPILOG, PROBLEM
from humiao.foundation.postgres import DatabaseUnavailableError, Server, external, folders

_ENOUGH_DISK = 2_000_000_000
_FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
)
_CHINESE_FONTS = (
    "cjk",
    "wqy",
    "sourcehan",
    "pingfang",
    "songti",
    "simsun",
    "ukai",
    "uming",
    "droidsansfallback",
)
_MARKS = {True: "ok  ", False: "FAIL", None: "note"}


@dataclass(frozen=True)
class Finding:
    """One look. `fine` is None for what is worth knowing but stops nothing."""

    name: str
    fine: bool | None
    text: str


@click.command(epilog=EPILOG)
@click.option("--port", default=8000, show_default=True, help="The port `humiao serve` is to use.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def doctor(port: int, as_json: bool) -> None:
    """Look whether this machine can run Humiao, and what is amiss. Starts and changes nothing."""
    findings = list(look(environment.data_folder(), port))
    if as_json:
        click.echo(json.dumps([asdict(f) for f in findings], ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            click.echo(f"{_MARKS[finding.fine]}  {finding.name}: {finding.text}")
    if any(finding.fine is False for finding in findings):
        sys.exit(PROBLEM)


def look(data: Path, port: int) -> Iterator[Finding]:
    """Look at everything; a look that fails is a finding too."""
    looks: tuple[Callable[[], Finding], ...] = (
        _python,
        lambda: _disk(data),
        lambda: _data_folder(data),
        lambda: _database(data),
        lambda: _serving(data),
        lambda: _port(data, port),
        _master_keys,
        _left_behind,
        _front_end,
        _fonts,
    )
    for one in looks:
        try:
            yield one()
        except (OSError, DatabaseUnavailableError) as error:
            yield Finding("look", False, str(error))


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding("Python", sys.version_info >= (3, 11), f"{version} at {sys.executable}; 3.11 is needed")


def _disk(data: Path) -> Finding:
    place = next(folder for folder in (data, *data.parents) if folder.is_dir())
    free = shutil.disk_usage(place).free
    return Finding("disk", free > _ENOUGH_DISK, f"{free / 1e9:.1f} GB free at {place}; 2 GB are needed")


def _data_folder(data: Path) -> Finding:
    if not data.exists():
        return Finding("data folder", None, f"{data} doesn't exist yet; `humiao demo` or `serve` makes it")
    if not os.access(data, os.R_OK | os.W_OK | os.X_OK):
        return Finding("data folder", False, f"{data} can't be written by this user")
    return Finding("data folder", True, str(data))


def _database(data: Path) -> Finding:
    managed = external.from_environment()
    if managed:
        return Finding("database", None, f"managed, at {managed.app.host}:{managed.app.port}")
    if not data.exists():
        return Finding("database", None, "not made yet")
    server = Server(data)
    problem = server.why_unusable()
    if problem:
        return Finding("database", False, problem)
    address = server.address()
    where = f"running, socket in {address.folder}" if address else "not running; each command starts it"
    return Finding("database", True, where)


def _serving(data: Path) -> Finding:
    lock = folders.Lock(data / "serving.lock")
    if not lock.path.exists() or lock.take():
        lock.free()
        return Finding("serving", None, "nobody serves this data folder")
    card = folders.read_json(data / "serving.json") or {}
    return Finding("serving", None, f"process {card.get('process')} at {card.get('url')}")


def _port(data: Path, port: int) -> Finding:
    reason = ports.why_not_free(port)
    if reason is None:
        return Finding("port", True, f"{port} is free")
    card = folders.read_json(data / "serving.json") or {}
    ours = str(card.get("url", "")).endswith(f":{port}/")
    return Finding("port", None if ours else False, "in use by ourselves" if ours else reason)


def _master_keys() -> Finding:
    """Look at the ring's files as they lie, without a database: permissions, fingerprints, shares, drill."""
    from humiao.cli.key_shares import set_up
    from humiao.foundation.keys.health import look

    set_up()
    found = look()
    return Finding("master key", found.fine, found.text)


def _left_behind() -> Finding:
    left = folders.left_behind()
    if not left:
        return Finding("left behind", True, "no database without its data folder")
    places = ", ".join(map(str, left))
    return Finding("left behind", None, f"the data folders of {places} are gone; delete them if not needed")


def _front_end() -> Finding:
    static = Path(os.environ.get("HUMIAO_BUILD") or "build").absolute() / "static"
    there = static.is_dir() and any(static.iterdir())
    return Finding("front end", there, str(static) if there else f"{static} is empty; run `make assets`")


def _fonts() -> Finding:
    for folder in _FONT_FOLDERS:
        for path in Path(folder).expanduser().rglob("*.[ot]t[fc]"):
            if any(word in path.name.lower() for word in _CHINESE_FONTS):
                return Finding("fonts", True, str(path))
    return Finding("fonts", None, "no Chinese font here; pages use the reader's own, printing here needs one")
