"""What a backup carries of the ring, so that the shares of its active key are enough to bring it back.

`ring.json` names the versions. `older.sealed` is ciphertext under the active key: the older versions that
values of this backup are still under, and of all others only the single keys by which seals verify.
A retired version itself is never in it: destroying it really ends it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from pathlib import Path

from humiao.foundation import crypto
from humiao.foundation.keys.ring import Key, derive, kept_path, key_path, ring, ring_path, write_whole
from humiao.foundation.keys.under import outliving_purposes

OLDER = "older.sealed"
_PURPOSE, _PLACE = "older-keys", "older-keys"


def files_for_backup(codes: Sequence[str], needed: Collection[int]) -> dict[str, bytes]:
    """Return the files of the ring that go into a backup of these counties; nothing while it has one key.

    `needed` are the versions its values may be under.
    """
    if not ring_path().exists():
        return {}
    return {"ring.json": ring_path().read_bytes(), OLDER: _sealed_older(codes, needed)}


def single_keys(version: int, codes: Sequence[str]) -> dict[str, str]:
    """Return the keys that outlive a version, as hexadecimal by purpose: they verify and open nothing."""
    purposes = {p for code in codes for p in outliving_purposes(code)}
    known = ring()
    return {p: k.hex() for p in sorted(purposes) if (k := known.derived(p, version)) is not None}


def opened_older(sealed: bytes, master: bytes, number: int) -> tuple[dict[int, bytes], dict[int, str]]:
    """Open `older.sealed` with the key that was had back; returns keys, and single keys as JSON, by version.

    Raises `crypto.CannotOpen` where it was sealed under another key.
    """
    if sealed[1:2] != bytes((number,)):
        raise crypto.CannotOpen(f"the older keys are sealed under another version than {number}")
    key = Key(derive(master, _PURPOSE))
    key.purpose, key.version = _PURPOSE, number
    found = json.loads(crypto.unseal(sealed, key, _PLACE))
    keys = {int(n): bytes.fromhex(k) for n, k in found["keys"].items()}
    return keys, {int(n): json.dumps(k) for n, k in found["single"].items()}


def put_back(first: Path, backup: Path | None, master: bytes, number: int) -> list[int]:
    """Write a key that was had back, and what the backup carries of the ring; returns the versions written.

    Nothing that is there is replaced; raises `FileExistsError` where another key is in its place.
    """
    keys, record = {number: master}, b""
    single: dict[int, str] = {}
    if backup is not None and (backup / "ring.json").is_file():
        older, single = opened_older((backup / OLDER).read_bytes(), master, number)
        keys, record = {**older, number: master}, (backup / "ring.json").read_bytes()
    for version, key in keys.items():
        path = key_path(version, first)
        if path.exists() and path.read_bytes() != key:
            raise FileExistsError(f"{path} holds another key; nothing was written")
    for version, key in keys.items():
        write_whole(key_path(version, first), key)
    for version, text in single.items():
        if version not in keys:
            write_whole(kept_path(version, first), text.encode())
    if record:
        write_whole(ring_path(first), record)
    return sorted(keys)


def _sealed_older(codes: Sequence[str], needed: Collection[int]) -> bytes:
    known = ring()
    number = known.active.number
    others = [v for v in known.versions.values() if v.number != number]
    held = {v.number: known.master(v.number).hex() for v in others if v.number in needed}
    single = {v.number: single_keys(v.number, codes) for v in others if v.number not in held}
    text = json.dumps({"keys": held, "single": single}).encode()
    return crypto.seal(text, crypto.derived_key(_PURPOSE), _PLACE)
