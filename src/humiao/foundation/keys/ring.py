"""The key ring: every version of the master key, which of them seals, and what is derived from them.

Version 1 is the file HUMIAO_MASTER_KEY names; a later one is `v2.key` … beside it. `ring.json` in the same
folder says when each was made and in which state it is, never a key. Without it version 1 is the only one.
A process looks at the folder again every second, so a rotation reaches it without a restart and a key that
is gone is told at once instead of at the next start.
"""

from __future__ import annotations

import hmac
import json
import os
import tempfile
import time
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

MASTER = 32
MOST_VERSIONS = 250
"""A value names its version in one byte."""
LOOK_AGAIN = 1.0
_RING, _FINGERPRINT, _MOST_DERIVED = "ring.json", 8, 4096


class KeyMissing(RuntimeError):  # noqa: N818
    """The master key file is not where it should be, or is not a whole key."""


class State(StrEnum):
    """What a version is used for."""

    COMING = "coming"
    ACTIVE = "active"
    RETIRING = "retiring"
    RETIRED = "retired"
    DESTROYED = "destroyed"


@dataclass(frozen=True)
class Version:
    """One version of the master key as `ring.json` tells it; `cipher` is empty where the setting decides."""

    number: int
    state: State
    fingerprint: str
    made_at: str = ""
    active_at: str = ""
    retired_at: str = ""
    destroyed_at: str = ""
    cipher: str = ""


@dataclass(frozen=True)
class Head:
    """Where a county's trail stood when a version was retired."""

    number: int
    mac: str


class Key(bytes):
    """A key derived from one version of the master key for one purpose."""

    purpose: str
    version: int


class Ring:
    """The versions that are here and what is derived from them."""

    def __init__(
        self,
        versions: dict[int, Version],
        masters: dict[int, bytes],
        kept: dict[int, dict[str, bytes]],
        heads: dict[str, dict[str, Any]],
    ) -> None:
        self.versions, self.heads = versions, heads
        self._masters, self._kept = masters, kept
        self.active = next(v for v in versions.values() if v.state is State.ACTIVE)
        held = (n for n in versions if n in masters and versions[n].state is not State.DESTROYED)
        self.held = tuple(sorted(held, reverse=True))
        self._derived: dict[tuple[str, int, int], Key] = {}

    def derived(self, purpose: str, version: int, length: int = MASTER) -> Key | None:
        """Return the key of a purpose; None where this version isn't here (any more)."""
        known = self._derived.get((purpose, version, length))
        if known is not None:
            return known
        master = self._masters.get(version)
        raw = derive(master, purpose, length) if master else self._kept.get(version, {}).get(purpose)
        if raw is None:
            return None
        if len(self._derived) >= _MOST_DERIVED:
            self._derived.clear()
        key = Key(raw)
        key.purpose, key.version = purpose, version
        self._derived[purpose, version, length] = key
        return key

    def looked_up(self, purpose: str) -> tuple[int, ...]:
        """Return every version whose key of a purpose is here, the active one first."""
        kept = [n for n, keys in self._kept.items() if purpose in keys and n not in self._masters]
        others = [n for n in (*self.held, *sorted(kept, reverse=True)) if n != self.active.number]
        return (self.active.number, *others)

    def master(self, version: int) -> bytes:
        """Return a master key itself: only for splitting it into shares and for a backup midway."""
        return self._masters[version]


@dataclass
class _Known:
    ring: Ring
    signature: tuple[Any, ...]
    until: float


_known: dict[str, _Known] = {}


def derive(master: bytes, purpose: str, length: int = MASTER) -> bytes:
    """Derive the key of a purpose from a master key."""
    return HKDF(SHA256(), length, salt=b"humiao", info=purpose.encode()).derive(master)


def fingerprint_of(master: bytes) -> str:
    """Return 16 hexadecimal digits that tell one master key from another and give nothing of it away."""
    return derive(master, "fingerprint", _FINGERPRINT).hex()


def ring(*, fresh: bool = False) -> Ring:
    """Return the ring of this installation; raises `KeyMissing`. `fresh` looks at the folder now."""
    path = str(settings.HUMIAO_MASTER_KEY)
    known = _known.get(path)
    if known is not None and not fresh and time.monotonic() < known.until:
        return known.ring
    return _looked_at(Path(path))


def heads_of(county: str) -> list[tuple[int, Head]]:
    """Return each retired version with where the county's trail stood then."""
    kept = ring().heads.get(county, {})
    return [(int(version), Head(**head)) for version, head in kept.items()]


def forget_heads(counties: list[str]) -> None:
    """Forget where the trails of counties stood: a restore has turned them back, which it tells itself."""
    if ring_path().exists():
        versions, heads = described()
        describe(versions, {code: kept for code, kept in heads.items() if code not in counties})


def forget() -> None:
    """Look at the folder before the next use."""
    for known in _known.values():
        known.until = 0.0


def key_path(number: int, first: Path | None = None) -> Path:
    """Return where a version's key lies."""
    path = first or Path(settings.HUMIAO_MASTER_KEY)
    return path if number == 1 else path.with_name(f"v{number}.key")


def kept_path(number: int, first: Path | None = None) -> Path:
    """Return where the single keys lie that outlive a version that is not here."""
    return (first or Path(settings.HUMIAO_MASTER_KEY)).with_name(f"v{number}.kept")


def ring_path(first: Path | None = None) -> Path:
    """Return where the record of the versions lies."""
    return (first or Path(settings.HUMIAO_MASTER_KEY)).with_name(_RING)


def described() -> tuple[dict[int, Version], dict[str, dict[str, Any]]]:
    """Return the versions and the trail's heads as `ring.json` tells them, opening no key.

    Without the record there is one version, whose fingerprint only its key tells; raises `KeyMissing`.
    """
    path = ring_path()
    if not path.exists():
        master = _master(key_path(1))
        made_at = ""
        return {1: Version(1, State.ACTIVE, fingerprint_of(master), made_at)}, {}
    try:
        found = json.loads(path.read_text())
        versions = {v["number"]: Version(**{**v, "state": State(v["state"])}) for v in found["versions"]}
        heads: dict[str, dict[str, Any]] = found["heads"]
        if sum(v.state is State.ACTIVE for v in versions.values()) != 1:
            raise ValueError("there has to be one active version")
    except (ValueError, KeyError, TypeError) as error:
        raise KeyMissing(f"the record of the keys {path} is damaged ({error}); put back a copy") from error
    return versions, heads


def describe(versions: dict[int, Version], heads: dict[str, dict[str, Any]]) -> None:
    """Write `ring.json`, whole or not at all."""
    told = {"format": 1, "versions": [vars(versions[n]) for n in sorted(versions)], "heads": heads}
    write_whole(ring_path(), json.dumps(told, ensure_ascii=False, indent=1).encode(), replace_it=True)
    forget()


def change(number: int, **new: Any) -> dict[int, Version]:
    """Change what is told of one version."""
    versions, heads = described()
    versions[number] = replace(versions[number], **new)
    describe(versions, heads)
    return versions


def write_whole(path: Path, content: bytes, *, replace_it: bool = False) -> bool:
    """Write a file for its owner's eyes only, on disk before it has its name; says whether it was written.

    Safe when several processes write at once: without `replace_it` the first one's stands.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".new-key-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if replace_it:
            os.replace(name, path)
            return True
        try:
            os.link(name, path)
        except FileExistsError:
            return False
        return True
    finally:
        Path(name).unlink(missing_ok=True)
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """See that what was written, renamed or removed in a folder is on disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _looked_at(first: Path) -> Ring:
    name, until = str(first), time.monotonic() + LOOK_AGAIN
    known = _known.get(name)
    if known is not None:
        if _signature(first, known.ring.versions) == known.signature:
            known.until = until
            return known.ring
        del _known[name]
    versions, heads = described()
    signature = _signature(first, versions)
    made = Ring(versions, _masters(versions), _kept(versions), heads)
    _known[name] = _Known(made, signature, until)
    return made


def _signature(first: Path, versions: dict[int, Version]) -> tuple[Any, ...]:
    return (_stamp(ring_path(first)), *(_stamp(key_path(n, first)) for n in sorted(versions)))


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        seen = path.stat()
    except OSError:
        return None
    return (seen.st_mtime_ns, seen.st_size, seen.st_ino)


def _masters(versions: dict[int, Version]) -> dict[int, bytes]:
    """Read the keys. One that is retired may be kept elsewhere; those in use have to be here."""
    found = {}
    for number, version in versions.items():
        path = key_path(number)
        if version.state is State.DESTROYED or (version.state is State.RETIRED and not path.exists()):
            continue
        master = _master(path)
        if not hmac.compare_digest(fingerprint_of(master), version.fingerprint):
            raise KeyMissing(
                f"the master key {path} is another one: its fingerprint is {fingerprint_of(master)}, version "
                f"{number} has {version.fingerprint}; put back the key file that belongs to this data folder"
            )
        found[number] = master
    return found


def _kept(versions: dict[int, Version]) -> dict[int, dict[str, bytes]]:
    found = {}
    for number in versions:
        path = kept_path(number)
        if path.exists():
            found[number] = {k: bytes.fromhex(v) for k, v in json.loads(path.read_text()).items()}
    return found


def _master(path: Path) -> bytes:
    try:
        master = path.read_bytes()
    except FileNotFoundError:
        raise KeyMissing(
            f"the master key {path} is missing: put back the key file that belongs to this data folder"
        ) from None
    if len(master) != MASTER:
        raise KeyMissing(
            f"the master key {path} has {len(master)} bytes instead of {MASTER}: it is damaged; "
            "put back the key file that belongs to this data folder"
        )
    return master
