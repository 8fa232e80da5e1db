"""Older versions of the master key, kept under the active one: whoever has that one back has all of them.

The file `older.sealed` lies beside the keys and goes into every backup with `ring.json`. It is ciphertext;
so the shares of the active key are enough for everything.
"""

from __future__ import annotations

import json
from pathlib import Path

from humiao.foundation import crypto
from humiao.foundation.keys.ring import Key, Ring, State, derive, ring, ring_path, write_whole

_FILE, _PURPOSE, _PLACE = "older.sealed", "older-keys", "older-keys"


def keep_older() -> None:
    """Seal the other versions that are here under the active one; to be called before they are needed."""
    known = ring(fresh=True)
    write_whole(older_path(), sealed_older(known), replace_it=True)


def sealed_older(known: Ring, *, under: int | None = None) -> bytes:
    """Return the other versions sealed under one version, the active one unless another is named."""
    number = known.active.number if under is None else under
    held = {n: known.master(n).hex() for n in known.held if n != number}
    kept = {n: {p: k.hex() for p, k in keys.items()} for n, keys in known.kept().items()}
    text = json.dumps({"keys": held, "kept": kept}).encode()
    return crypto.seal(text, crypto.derived_key(_PURPOSE, version=number), _PLACE)


def opened_older(sealed: bytes, master: bytes, number: int) -> tuple[dict[int, bytes], dict[int, str]]:
    """Open `older.sealed` with the key that was had back; returns keys, and single keys as JSON, by version.

    Raises `crypto.CannotOpen` where it was sealed under another key.
    """
    key = Key(derive(master, _PURPOSE))
    key.purpose, key.version = _PURPOSE, number
    if sealed[1:2] != bytes((number,)):
        raise crypto.CannotOpen(f"older keys are sealed under version {sealed[1:2].hex()}, not {number}")
    found = json.loads(crypto.unseal(sealed, key, _PLACE))
    keys = {int(n): bytes.fromhex(k) for n, k in found["keys"].items()}
    return keys, {int(n): json.dumps(k) for n, k in found["kept"].items()}


def older_path() -> Path:
    """Return where the older versions lie under the active one."""
    return ring_path().with_name(_FILE)


def files_for_backup() -> dict[str, bytes]:
    """Return what a backup carries of the ring: its record and the older keys' ciphertext, no key."""
    known = ring()
    if not ring_path().exists():
        return {}
    told: dict[str, bytes] = {ring_path().name: ring_path().read_bytes()}
    if any(v.state is not State.DESTROYED for n, v in known.versions.items() if n != known.active.number):
        told[_FILE] = sealed_older(known)
    return told
