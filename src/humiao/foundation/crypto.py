"""Encryption of personal fields, keyed hashes for equality, and keys that can be destroyed.

A 32-byte master key lies in a file outside the database. From it a key for each county and purpose is
derived (HKDF-SHA256); so one file is to be kept safe, and a copy of the database alone opens nothing.
A sealed value is `suite(1) key_version(1) nonce(12) ciphertext tag(16)`; the place it stands in (table,
column, row) is bound as associated data, so a value moved to another row does not open.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

AES, SM4 = 1, 2
_SUITES = {"aes-gcm": AES, "sm4-gcm": SM4}
_NONCE, _TAG, _KEY_VERSION, _MASTER = 12, 16, 1, 32


class KeyMissing(RuntimeError):  # noqa: N818
    """The master key file is not where it should be, or is not a whole key."""


class CannotOpen(ValueError):  # noqa: N818
    """A sealed value was changed, moved to another place, or sealed under another key."""


def ensure_master_key(path: Path) -> None:
    """Make the master key file (mode 0600) unless it exists; on disk, whole, before anything uses it.

    Safe when several processes start at once: the first one's key stands and nobody reads half of one.
    """
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".new-key-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(_MASTER))
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(name, path)
    finally:
        os.unlink(name)
    _sync_folder(path.parent)


def fingerprint() -> str:
    """Return 16 hexadecimal digits that tell one master key from another and give nothing of it away."""
    return derived_key("fingerprint", length=8).hex()


def derived_key(purpose: str, *, length: int = 32) -> bytes:
    """Return the key of a purpose such as `county:330482` or `trail:330482`."""
    return _derive(str(settings.HUMIAO_MASTER_KEY), purpose, length)


def seal(plain: bytes, key: bytes, place: str) -> bytes:
    """Encrypt under a 32-byte key, bound to its place; the suite is the setting HUMIAO_CIPHER."""
    suite = _SUITES[settings.HUMIAO_CIPHER]
    nonce = secrets.token_bytes(_NONCE)
    head = bytes((suite, _KEY_VERSION))
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
        self._key, self._suite = key, _SUITES[settings.HUMIAO_CIPHER]
        self._head = bytes((self._suite, _KEY_VERSION))
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
    """Decrypt what `seal` made, whichever suite it was sealed with; raises `CannotOpen`."""
    head, nonce, rest = sealed[:2], sealed[2 : 2 + _NONCE], sealed[2 + _NONCE :]
    bound = head + place.encode()
    try:
        if head[0] == AES:
            return AESGCM(key).decrypt(nonce, rest, bound)
        decryptor = Cipher(algorithms.SM4(_sm4_key(key)), modes.GCM(nonce, rest[-_TAG:])).decryptor()
        decryptor.authenticate_additional_data(bound)
        return decryptor.update(rest[:-_TAG]) + decryptor.finalize()
    except (InvalidTag, IndexError, ValueError) as error:
        raise CannotOpen(f"the sealed value at {place} does not open") from error


def keyed_hash(text: str, purpose: str) -> bytes:
    """Return a 32-byte keyed hash for finding equal values without opening them."""
    return _hasher(str(settings.HUMIAO_MASTER_KEY), purpose)(text)


def keyed_hasher(purpose: str) -> Callable[[str], bytes]:
    """Return `keyed_hash` of one purpose for many texts: HMAC-SHA256 with its two pads hashed beforehand."""
    return _hasher(str(settings.HUMIAO_MASTER_KEY), purpose)


@lru_cache(maxsize=512)
def _hasher(path: str, purpose: str) -> Callable[[str], bytes]:
    key = _derive(path, purpose, _MASTER)
    inner = hashlib.sha256(bytes(b ^ 0x36 for b in key.ljust(64, b"\0")))
    outer = hashlib.sha256(bytes(b ^ 0x5C for b in key.ljust(64, b"\0")))

    def hashed(text: str) -> bytes:
        within, around = inner.copy(), outer.copy()
        within.update(text.encode())
        around.update(within.digest())
        return around.digest()

    return hashed


def _sm4_key(key: bytes) -> bytes:
    """Derive the 16-byte key of SM4, so that the two suites share no key material."""
    return hmac.digest(key, b"sm4-gcm", "sha256")[:16]


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@lru_cache(maxsize=512)
def _derive(path: str, purpose: str, length: int) -> bytes:
    try:
        master = Path(path).read_bytes()
    except FileNotFoundError:
        raise KeyMissing(
            f"the master key {path} is missing: put back the key file that belongs to this data folder"
        ) from None
    if len(master) != _MASTER:
        raise KeyMissing(
            f"the master key {path} has {len(master)} bytes instead of {_MASTER}: it is damaged; "
            "put back the key file that belongs to this data folder"
        )
    return HKDF(SHA256(), length, salt=b"humiao", info=purpose.encode()).derive(master)
