"""Having the key back from its shares: what is at stake is said first, the fingerprint before writing."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from humiao.foundation.backup.manifest import lost_without_key
from humiao.foundation.keys.escrow import put_back
from humiao.foundation.keys.ring import fingerprint_of, key_path, ring_path
from humiao.foundation.keys.rotation import KeysRefused
from humiao.foundation.keys.shares import combined


@dataclass(frozen=True)
class HadBack:
    """A key out of shares, where it would be written, and what it fits."""

    master: bytes = field(repr=False)
    number: int
    fingerprint: str
    first: Path
    backup: Path | None
    told: str

    @property
    def path(self) -> Path:
        """Return where the key is to lie."""
        return key_path(self.number, self.first)


def what_is_at_stake(backup: Path) -> str:
    """Say what of a backup nobody reads unless its key is had back; raises `KeysRefused` for no backup."""
    found = _manifest(backup)
    return (
        f"The backup of {found['made_at']} needs the key with fingerprint {found['key']}. Without it nobody "
        f"ever reads: {lost_without_key(found)}. Names, dates and counts are not ciphertext."
    )


def had_back(shares: Iterable[str], *, first: Path, backup: Path | None, number: int | None) -> HadBack:
    """Combine shares and see what the key fits; raises `KeysRefused`. Writes nothing."""
    master = combined(shares)
    fingerprint = fingerprint_of(master)
    if backup is not None:
        found = _manifest(backup)
        if found["key"] != fingerprint:
            raise KeysRefused(
                f"these shares give key {fingerprint}, the backup needs {found['key']}; nothing was written"
            )
    known = _numbers(backup / "ring.json" if backup else ring_path(first))
    if known and fingerprint not in known:
        raise KeysRefused(f"these shares give the key {fingerprint}, which is none of this ring's")
    made = HadBack(
        master, known.get(fingerprint, number or 1), fingerprint, first, backup, _fits(backup, known)
    )
    if made.path.exists() and made.path.read_bytes() != master:
        raise KeysRefused(f"{made.path} holds another key; move it away first; nothing was written")
    return made


def write(found: HadBack) -> list[int]:
    """Write the key, and what the backup carries of the ring; returns the versions written."""
    try:
        return put_back(found.first, found.backup, found.master, found.number)
    except FileExistsError as error:
        raise KeysRefused(str(error)) from error


def _fits(backup: Path | None, known: dict[str, int]) -> str:
    if backup is not None:
        return f"It is the key the backup {backup} needs."
    if known:
        return "It is a key of the ring that is recorded here."
    return "Nothing here tells whether it is the right one: compare the fingerprint with the sheets."


def _numbers(path: Path) -> dict[str, int]:
    if not path.is_file():
        return {}
    return {v["fingerprint"]: v["number"] for v in json.loads(path.read_text())["versions"]}


def _manifest(backup: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads((backup / "manifest.json").read_text())
    except (OSError, ValueError) as error:
        raise KeysRefused(f"{backup} is no backup: {error}") from error
    return found
