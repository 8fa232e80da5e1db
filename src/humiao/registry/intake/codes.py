"""The code an applicant asks by: read from paper, typed on a phone, guessed by nobody.

It follows from the form that was sent, so that sending the same form again tells the same code; the database
keeps only its keyed hash.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata

from humiao.foundation.context import current_county
from humiao.foundation.crypto import hash_version, keyed_hash, keyed_hasher, keyed_hashes

# Without 0 O 1 I L, which look alike.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH, GROUP = 12, 4
_DIGEST = 32


def request_hash(token: str, content: object) -> bytes:
    """Return what one sent form is known by: the form's own token and everything in it."""
    return request_hashes(token, content)[0]


def request_hashes(token: str, content: object) -> list[bytes]:
    """Return it under every version of the key, the active one first."""
    text = json.dumps([token, content], ensure_ascii=False, default=str, sort_keys=True)
    return keyed_hashes(hashlib.sha256(text.encode()).hexdigest(), f"intake-request:{current_county()}")


def code_of(request: bytes) -> str:
    """Return the code of a sent form, such as `K7QM-2XPA-9RTD`: 59 bits, not to be had without the key.

    The key has the version of the form's hash, so that it stays the same code when keys are rotated.
    """
    hasher = keyed_hasher(f"intake-code:{current_county()}", version=hash_version(request))
    number = int.from_bytes(hasher(request.hex())[-_DIGEST:])
    letters = ""
    for _ in range(LENGTH):
        number, digit = divmod(number, len(ALPHABET))
        letters += ALPHABET[digit]
    return "-".join(letters[n : n + GROUP] for n in range(0, LENGTH, GROUP))


def code_hash(code: str) -> bytes | None:
    """Return the keyed hash a typed code is kept by, or None where it can't be a code."""
    bare = _bare(code)
    return keyed_hash(bare, f"intake-status:{current_county()}") if bare else None


def code_hashes(code: str) -> list[bytes]:
    """Return what a typed code is found by, under every version of the key; nothing if it can't be one."""
    bare = _bare(code)
    return keyed_hashes(bare, f"intake-status:{current_county()}") if bare else []


def _bare(code: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKC", code).upper() if c.isalnum())
    if len(bare) != LENGTH or any(c not in ALPHABET for c in bare):
        return ""
    return bare
