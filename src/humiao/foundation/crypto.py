"""Encryption of personal fields, keyed hashes for equality, and keys that can be destroyed.

Master keys of 32 bytes lie in files outside the database (`keys.ring`). From each a key for each county and
purpose is derived (HKDF-SHA256); so one folder is to be kept safe, and a copy of the database alone opens
nothing. A sealed value is `suite(1) key_version(1) nonce(12) ciphertext tag(16)`; the place it stands in
(table, column, row) is bound as associated data, so a value moved to another row does not open. Every
derived key knows its version: what is sealed says it, and is opened with the version it says. A keyed hash
of version 1 is bare, a later one has its version before it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from humiao.foundation.keys.ring import (
    MASTER,
    Key,
    KeyMissing,
    Ring,
    State,
    Version,
    ring,
    ring_path,
    write_whole,
)

AES, SM4 = 1, 2
SUITES = {"aes-gcm": AES, "sm4-gcm": SM4}
_NONCE, _TAG, _OWN_KEY = 12, 16, 1
__all__ = [
    "AES",
    "SM4",
    "SUITES",
    "CannotOpen",
    "Key",
    "KeyMissing",
    "Lookup",
    "Sealer",
    "derived_key",
    "eldest_version",
    "ensure_master_key",
    "fingerprint",
    "hash_version",
    "is_only_version",
    "keyed_hash",
    "keyed_hasher",
    "keyed_hashes",
    "keyed_mac",
    "lookup",
    "mac_is_right",
    "seal",
    "sealed_as",
    "unseal",
    "versions_here",
    "versions_looked_up",
]


class CannotOpen(ValueError):  # noqa: N818
    """A sealed value was changed, moved to another place, or sealed under another key."""


def ensure_master_key(path: Path) -> None:
    """Make the master key file (mode 0600) unless it exists; on disk, whole, before anything uses it.

    Safe when several processes start at once: the first one's key stands and nobody reads half of one. Where
    a ring is recorded its keys are never replaced by a new one.
    """
    if not path.exists() and not ring_path(path).exists():
        write_whole(path, secrets.token_bytes(MASTER))


def fingerprint() -> str:
    """Return 16 hexadecimal digits that tell one master key from another and give nothing of it away."""
    return ring().active.fingerprint


def derived_key(purpose: str, *, length: int = 32, version: int | None = None) -> Key:
    """Return the key of a purpose such as `county:330482`, of the active version unless another is named."""
    known = ring()
    number = known.active.number if version is None else version
    key = known.derived(purpose, number, length) or ring(fresh=True).derived(purpose, number, length)
    if key is None:
        raise CannotOpen(f"version {number} of the master key isn't here")
    return key


def sealed_as(version: int | None = None) -> bytes:
    """Return the two bytes a value sealed now under a derived key begins with: suite and version."""
    known = ring()
    return bytes((_suite(known), known.active.number if version is None else version))


def seal(plain: bytes, key: bytes, place: str) -> bytes:
    """Encrypt under a 32-byte key, bound to its place; the suite is the ring's, else HUMIAO_CIPHER."""
    suite = _suite(ring())
    nonce = secrets.token_bytes(_NONCE)
    head = bytes((suite, _version(key)))
    bound = head + place.encode()
    if suite == AES:
        return head + nonce + AESGCM(key).encrypt(nonce, plain, bound)
    encryptor = Cipher(algorithms.SM4(_sm4_key(key)), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(bound)
    body = encryptor.update(plain) + encryptor.finalize()
    return head + nonce + body + encryptor.tag


class Sealer:
    """Seal many values under one key: the same bytes as `seal`, at a third of the time."""

    def __init__(self, key: bytes) -> None:
        self._key, self._suite = key, _suite(ring())
        self._head = bytes((self._suite, _version(key)))
        self._aes = AESGCM(key)
        self._nonces, self._at = b"", 0

    def seal(self, plain: bytes, place: str) -> bytes:
        """Encrypt, bound to a place."""
        if self._suite != AES:
            return seal(plain, self._key, place)
        if self._at == len(self._nonces):
            self._nonces, self._at = secrets.token_bytes(_NONCE * 512), 0
        nonce = self._nonces[self._at : self._at + _NONCE]
        self._at += _NONCE
        return self._head + nonce + self._aes.encrypt(nonce, plain, self._head + place.encode())


def unseal(sealed: bytes, key: bytes, place: str) -> bytes:
    """Decrypt what `seal` made, whichever suite it was sealed with; raises `CannotOpen`.

    Under a derived key the version the value names is taken, whichever version the given key is of.
    """
    head, nonce, rest = sealed[:2], sealed[2 : 2 + _NONCE], sealed[2 + _NONCE :]
    bound = head + place.encode()
    try:
        if isinstance(key, Key) and head[1] != key.version:
            key = derived_key(key.purpose, version=head[1])
        if head[0] == AES:
            return AESGCM(key).decrypt(nonce, rest, bound)
        decryptor = Cipher(algorithms.SM4(_sm4_key(key)), modes.GCM(nonce, rest[-_TAG:])).decryptor()
        decryptor.authenticate_additional_data(bound)
        return decryptor.update(rest[:-_TAG]) + decryptor.finalize()
    except (InvalidTag, IndexError, ValueError) as error:
        why = f": {error}" if isinstance(error, CannotOpen) else ""
        raise CannotOpen(f"the sealed value at {place} does not open{why}") from error


def keyed_hash(text: str, purpose: str, *, length: int = 32) -> bytes:
    """Return a keyed hash for finding equal values without opening them: 32 bytes and its version."""
    return keyed_hasher(purpose, length=length)(text)


def keyed_hashes(text: str, purpose: str, *, length: int = 32) -> list[bytes]:
    """Return the hash under every version that is here, the active one first: a row may have any of them."""
    return [_versioned(purpose, v, length)(text) for v in ring().looked_up(purpose)]


def keyed_hasher(purpose: str, *, length: int = 32, version: int | None = None) -> Callable[[str], bytes]:
    """Return `keyed_hash` of one purpose for many texts: HMAC-SHA256 with its two pads hashed beforehand."""
    return _versioned(purpose, ring().active.number if version is None else version, length)


class Lookup:
    """Hash texts of one purpose, and know them again in rows whose hash is of another version."""

    def __init__(self, purpose: str, *, length: int = 32) -> None:
        first, *others = (_versioned(purpose, v, length) for v in ring().looked_up(purpose))
        self._hash, self._others = first, others
        self._same: dict[bytes, bytes] = {}

    def __call__(self, text: str) -> bytes:
        """Return the hash of the active version."""
        hashed = self._hash(text)
        for other in self._others:
            self._same[other(text)] = hashed
        return hashed

    def all(self, text: str) -> list[bytes]:
        """Return the hash under every version that is here, the active one first."""
        return [self(text), *(other(text) for other in self._others)]

    def among(self, hashes: list[bytes]) -> list[bytes]:
        """Return hashes this made with those of the other versions: what to ask the database for."""
        wanted = set(hashes)
        return [*hashes, *(other for other, own in self._same.items() if own in wanted)]

    def same(self, stored: bytes) -> bytes:
        """Return the active version's hash of a text asked for before, whichever version a row has."""
        return self._same.get(stored, stored)


def lookup(purpose: str, *, length: int = 32) -> Lookup:
    """Return the hasher of a purpose that knows its texts again under every version."""
    return Lookup(purpose, length=length)


def hash_version(hashed: bytes, *, length: int = 32) -> int:
    """Return the version a keyed hash was made under."""
    return 1 if len(hashed) <= length else hashed[0]


def versions_looked_up(purpose: str) -> tuple[int, ...]:
    """Return every version a hash of this purpose may have, the active one first."""
    return ring().looked_up(purpose)


def versions_here() -> tuple[Version, ...]:
    """Return the versions whose key is here."""
    known = ring()
    return tuple(known.versions[n] for n in known.held)


def eldest_version() -> int:
    """Return the lowest version that was not destroyed: of what others hold the public half of."""
    return min(v.number for v in ring().versions.values() if v.state is not State.DESTROYED)


def is_only_version(hashed: bytes) -> bool:
    """Say whether a keyed hash is of the only version of the key there is."""
    return hash_version(hashed) == ring().active.number and len(ring().held) == 1


def keyed_mac(text: bytes, purpose: str, *, version: int | None = None) -> bytes:
    """Return a keyed hash that seals a text; it says its version, as a keyed hash does."""
    key = derived_key(purpose, version=version)
    return _headed(key.version, hmac.digest(key, text, "sha256"))


def mac_is_right(mac: bytes, text: bytes, purpose: str) -> bool:
    """Say whether `keyed_mac` made this of the text, under the version it says, whatever is active now."""
    try:
        return hmac.compare_digest(mac, keyed_mac(text, purpose, version=hash_version(mac)))
    except (CannotOpen, IndexError):
        return False


def _suite(known: Ring) -> int:
    return SUITES[known.active.cipher or settings.HUMIAO_CIPHER]


def _version(key: bytes) -> int:
    """Return the version to write before a value; a key of its own, such as a child's, has only one."""
    return key.version if isinstance(key, Key) else _OWN_KEY


def _headed(version: int, hashed: bytes) -> bytes:
    return hashed if version == 1 else bytes((version,)) + hashed


def _versioned(purpose: str, version: int, length: int) -> Callable[[str], bytes]:
    return _hasher(derived_key(purpose, version=version), version, length)


@lru_cache(maxsize=512)
def _hasher(key: bytes, version: int, length: int) -> Callable[[str], bytes]:
    inner = hashlib.sha256(bytes(b ^ 0x36 for b in key.ljust(64, b"\0")))
    outer = hashlib.sha256(bytes(b ^ 0x5C for b in key.ljust(64, b"\0")))
    head = b"" if version == 1 else bytes((version,))

    def hashed(text: str) -> bytes:
        within, around = inner.copy(), outer.copy()
        within.update(text.encode())
        around.update(within.digest())
        return head + around.digest()[:length]

    return hashed


def _sm4_key(key: bytes) -> bytes:
    """Derive the 16-byte key of SM4, so that the two suites share no key material."""
    return hmac.digest(key, b"sm4-gcm", "sha256")[:16]
