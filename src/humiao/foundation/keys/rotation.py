"""Rotation: a new version of the master key, everything sealed anew, the old one retired; resumed if killed.

Each step is written to `ring.json` before the next begins, and each asks what is there before it acts; so a
rotation that was killed anywhere goes on from where it was when it is called again.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

import psycopg
from django.utils import timezone

from humiao.foundation import tenancy
from humiao.foundation.backup import programs
from humiao.foundation.keys import acts, resealing
from humiao.foundation.keys import ring as looking
from humiao.foundation.keys.resealing import Area, Pass
from humiao.foundation.keys.ring import (
    MASTER,
    MOST_VERSIONS,
    State,
    Version,
    change,
    describe,
    described,
    fingerprint_of,
    key_path,
    ring,
    ring_path,
    write_whole,
)
from humiao.foundation.keys.under import Table
from humiao.foundation.postgres.folders import Lock
from humiao.foundation.trail import sealing

_PAUSE, _PROGRESS, _LOCK = 0.5, "progress.json", "rotating.lock"
PATIENCE = 120.0
"""Seconds without any row done after which a rotation ends and says what it waits for."""


class KeysRefused(RuntimeError):  # noqa: N818
    """Something asked of the keys can't be done; nothing was changed. Its text is for the person."""


@dataclass
class Progress:
    """How far sealing anew is; written beside the keys, holds none."""

    version: int
    cipher: str
    started_at: str
    updated_at: str = ""
    finished_at: str = ""
    left: dict[str, int] = field(default_factory=dict)
    rows: int = 0
    values: int = 0
    closed: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)

    @property
    def waiting(self) -> int:
        """Return how many rows are left, as last counted."""
        return sum(self.left.values())


def rotate(say: Callable[[str], None], *, cipher: str = "", batch: int = resealing.BATCH) -> Progress:
    """Make a new version, seal everything anew under it, retire the old one. Raises `KeysRefused`.

    Where a rotation was begun it goes on with that one instead.
    """
    with alone():
        coming = _begun() or _made(cipher)
        if cipher and coming.cipher != cipher:
            raise KeysRefused(
                f"a rotation to version {coming.number} ({coming.cipher or 'the same suite'}) is under way; "
                "let it end first by `humiao keys rotate` without --cipher"
            )
        if coming.state is State.COMING:
            say(f"Version {coming.number} made, fingerprint {coming.fingerprint}.")
            _activate(coming)
        say(f"Version {coming.number} seals what is written from now on; the rest is sealed anew.")
        return _all_anew(say, batch)


def reseal_all(say: Callable[[str], None], *, batch: int = resealing.BATCH) -> Progress:
    """Seal anew what is under an older version or suite, without making a new version."""
    with alone():
        return _all_anew(say, batch)


@contextmanager
def alone() -> Iterator[None]:
    """Hold the lock of the ring's folder; raises `KeysRefused` where another process has it."""
    lock = Lock(ring_path().with_name(_LOCK))
    if not lock.take():
        raise KeysRefused("another command is at work on the keys; see `humiao keys status`")
    try:
        yield
    finally:
        lock.free()


def progress() -> Progress | None:
    """Return how far the last rotation is, as it was last written."""
    path = ring_path().with_name(_PROGRESS)
    try:
        return Progress(**json.loads(path.read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def now() -> str:
    """Return the moment as it is recorded beside the keys."""
    return timezone.now().isoformat(timespec="seconds")


def every_area() -> tuple[Area, ...]:
    """Return the shared schema and those of the counties that are here."""
    return resealing.areas(tenancy.county_codes())


def _begun() -> Version | None:
    """Return the version a rotation that was killed was going to."""
    versions, _heads = described()
    for version in versions.values():
        if version.state is State.COMING:
            return version
    if any(v.state is State.RETIRING for v in versions.values()):
        return next(v for v in versions.values() if v.state is State.ACTIVE)
    return None


def _made(cipher: str) -> Version:
    versions, heads = described()
    number = max(versions) + 1
    if number > MOST_VERSIONS:
        raise KeysRefused(f"{MOST_VERSIONS} versions were made; a value has no room to name another")
    master = secrets.token_bytes(MASTER)
    # A file of that name would be of a rotation killed before it was recorded: nothing was sealed under it.
    write_whole(key_path(number), master, replace_it=True)
    if key_path(number).read_bytes() != master:
        raise KeysRefused(f"{key_path(number)} does not read back as it was written")
    active = ring().active
    made = Version(number, State.COMING, fingerprint_of(master), now(), cipher=cipher or active.cipher)
    describe({**versions, number: made}, heads)
    return made


def _activate(coming: Version) -> None:
    """Let every process know the version, then let it seal; lookups know both from the first moment on."""
    time.sleep(2 * looking.LOOK_AGAIN)
    versions, heads = described()
    old = next(v for v in versions.values() if v.state is State.ACTIVE)
    changed = {**versions}
    changed[old.number] = Version(**{**asdict(old), "state": State.RETIRING})
    changed[coming.number] = Version(**{**asdict(coming), "state": State.ACTIVE, "active_at": now()})
    describe(changed, heads)
    acts.note("rotate-keys", version=coming.number, fingerprint=coming.fingerprint, cipher=coming.cipher)
    time.sleep(2 * looking.LOOK_AGAIN)


def _all_anew(say: Callable[[str], None], batch: int) -> Progress:
    active = ring(fresh=True).active
    told = Progress(active.number, active.cipher, now())
    work = [(area, table) for area in every_area() for table in area.tables if table.renewed]
    with programs.connect() as connection:
        connection.autocommit = True
        _wait_for_writers(connection)
        for area, table in work:
            told.left[_name(area, table)] = resealing.left(connection, area, table)
        _write(told)
        quiet_since, found = time.monotonic(), Pass()
        while any(told.left.values()) and time.monotonic() - quiet_since < PATIENCE:
            found, before = Pass(), told.rows
            for area, table in work:
                _table_anew(connection, area, table, told, found, say, batch)
            if told.rows > before:
                quiet_since = time.monotonic()
            if told.waiting <= len({p.rpartition(" ")[2] for p in (*found.closed, *found.twice)}):
                break
            time.sleep(_PAUSE)
        told.closed, told.twice = found.closed, found.twice
        _write(told)
    if told.waiting:
        return told
    _retire_older(say)
    told.finished_at = now()
    _write(told)
    return told


def _table_anew(
    connection: psycopg.Connection[Any],
    area: Area,
    table: Table,
    told: Progress,
    found: Pass,
    say: Callable[[str], None],
    batch: int,
) -> None:
    name = _name(area, table)
    if not told.left[name]:
        return
    start, rows, values = told.left[name], told.rows, told.values

    def after_batch(done: Pass) -> None:
        told.rows, told.values = rows + done.rows, values + done.values
        told.left[name] = max(start - done.rows, 0)
        _write(told)

    done = resealing.reseal(connection, area, table, after_batch=after_batch, batch=batch)
    found.closed += done.closed
    found.twice += done.twice
    told.left[name] = resealing.left(connection, area, table)
    _write(told)
    say(f"  {name}: {done.rows} rows, {done.values} values; {told.left[name]} rows left")


def _wait_for_writers(connection: psycopg.Connection[Any]) -> None:
    """Wait, within reason, until whoever was writing under the old version has ended."""
    asked = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
    ended = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
    limit = _number(connection, asked)
    until = time.monotonic() + PATIENCE / 4
    while _number(connection, ended) < limit and time.monotonic() < until:
        time.sleep(_PAUSE)


def _number(connection: psycopg.Connection[Any], statement: str) -> int:
    row = connection.execute(statement).fetchone()
    return int(row[0]) if row else 0


def _retire_older(say: Callable[[str], None]) -> None:
    """Retire what nothing is left under, and keep outside the database where each trail stood then."""
    versions, heads = described()
    retiring = [v for v in versions.values() if v.state is State.RETIRING]
    if not retiring:
        return
    for code in tenancy.county_codes():
        while sealing.seal_county(code):
            pass
        if head := sealing.head_with_mac(code):
            heads.setdefault(code, {})[str(retiring[-1].number)] = head
    describe(versions, heads)
    for version in retiring:
        change(version.number, state=State.RETIRED, retired_at=now())
        acts.note("retire-key", version=version.number, fingerprint=version.fingerprint)
        say(f"Version {version.number} is retired; it is kept for older backups.")


def _name(area: Area, table: Table) -> str:
    return f"{area.schema}.{table.name}"


def _write(told: Progress) -> None:
    told.updated_at = now()
    content = json.dumps(asdict(told), ensure_ascii=False).encode()
    write_whole(ring_path().with_name(_PROGRESS), content, replace_it=True)
