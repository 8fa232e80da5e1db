"""Destroying a retired version of the master key: what becomes unreadable is told first, then it is gone."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from humiao.foundation import crypto, tenancy
from humiao.foundation.backup import programs
from humiao.foundation.fields import EncryptedTextField
from humiao.foundation.keys import acts, resealing
from humiao.foundation.keys.custody import custody, keep_custody
from humiao.foundation.keys.escrow import single_keys
from humiao.foundation.keys.resealing import Count
from humiao.foundation.keys.ring import (
    MASTER,
    State,
    Version,
    change,
    described,
    kept_path,
    key_path,
    sync_folder,
    write_whole,
)
from humiao.foundation.keys.rotation import KeysRefused, alone, every_area, now

_SEALED = frozenset({EncryptedTextField.__name__, "Wrapped"})


@dataclass(frozen=True)
class NeedsIt:
    """A backup that opens only with the version."""

    folder: str
    made_at: str
    counties: tuple[str, ...]


@dataclass(frozen=True)
class Loss:
    """What goes with a version: `closed` values here would never open again, `hashes` be found no more.

    `lasting` and `seals` stay: the single keys they need outlive the version.
    """

    version: Version
    closed: int
    hashes: int
    lasting: int
    seals: int
    backups: tuple[NeedsIt, ...]
    sets: tuple[int, ...]
    is_eldest: bool


def loss_of(number: int, backups: Sequence[Path]) -> Loss:
    """Say what destroying a version would cost; `backups` are folders to look into, and those below them."""
    version = _retired(number)
    with programs.connect() as connection:
        connection.autocommit = True
        found = [c for area in every_area() for c in resealing.counts(connection, area)]
    ours = [c for c in found if c.version == number]
    return Loss(
        version,
        _sum(ours, _SEALED),
        _sum(ours, {"Hashed"}),
        _sum(ours, {"Lasting"}),
        _sum(ours, {"Mac"}),
        tuple(n for folder in backups for n in _needing(folder, version)),
        tuple(s.id for s in custody().sets if s.version == number and not s.void_at),
        number == crypto.eldest_version(),
    )


def destroy(number: int, typed: str) -> None:
    """Destroy a retired version for good; `typed` is its fingerprint. Raises `KeysRefused`, nothing changed.

    The single keys that verify seals and find lasting hashes are kept; they open nothing.
    """
    with alone():
        version = _retired(number)
        if typed.strip().lower() != version.fingerprint:
            raise KeysRefused("that is not the fingerprint of this version; nothing was destroyed")
        loss = loss_of(number, ())
        if loss.closed or loss.hashes:
            raise KeysRefused(
                f"{loss.closed} values and {loss.hashes} search keys are still under version {number}: "
                "run `humiao keys reseal` first; nothing was destroyed"
            )
        single = single_keys(number, tenancy.county_codes())
        if single:
            write_whole(kept_path(number), json.dumps(single).encode(), replace_it=True)
        change(number, state=State.DESTROYED, destroyed_at=now())
        _wipe(key_path(number))
        _void_sets(number)
    acts.note("destroy-key", version=number, fingerprint=version.fingerprint)


def _retired(number: int) -> Version:
    versions, _heads = described()
    version = versions.get(number)
    if version is None:
        raise KeysRefused(f"there is no version {number}; see `humiao keys status`")
    if version.state is not State.RETIRED:
        raise KeysRefused(
            f"version {number} is {version.state.value}; only a retired version can be destroyed"
        )
    return version


def _sum(found: Sequence[Count], kinds: frozenset[str] | set[str]) -> int:
    return sum(c.values for c in found if c.kind in kinds)


def _needing(folder: Path, version: Version) -> list[NeedsIt]:
    """Look into a folder and those below it; what isn't a backup is passed over."""
    found = []
    for path in sorted({folder / "manifest.json", *folder.glob("*/manifest.json")}):
        try:
            told = json.loads(path.read_text())
            needed = set(told.get("keys", {}).values()) or {told["key"]}
            counties = tuple(p["name"] or p["county"] for p in told["parts"] if p["county"])
            made_at = str(told["made_at"])
        except (OSError, ValueError, KeyError, TypeError):
            continue
        if version.fingerprint in needed:
            found.append(NeedsIt(str(path.parent), made_at, counties))
    return found


def _wipe(path: Path) -> None:
    """Write over a key file and remove it. A disk that keeps what was there may still hold it."""
    if path.exists():
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(MASTER))
            file.flush()
        path.unlink()
        sync_folder(path.parent)


def _void_sets(number: int) -> None:
    record, at = custody(), now()
    for kept in record.sets:
        if kept.version == number and not kept.void_at:
            kept.void_at = at
    keep_custody(record)
