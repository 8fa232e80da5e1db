"""The content of files in the storage: sealed under each file's own key, put, read, removed."""

from __future__ import annotations

import secrets
from enum import StrEnum
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from humiao.foundation import crypto
from humiao.foundation.context import current_county

KEY_BYTES = 32


class Form(StrEnum):
    """In which form a file's content lies in the storage."""

    ORIGINAL = "original"
    SHOWN = "shown"


def storage() -> Storage:
    """Return where content lies: `STORAGES["files"]`, a folder unless set otherwise."""
    return storages["files"]


def place_of(county: str, file_id: UUID, form: str) -> str:
    """Return the name of a content in the storage."""
    return f"{county}/{file_id.hex[-2:]}/{file_id}.{form}"


def new_key() -> bytes:
    """Make a file's own key."""
    return secrets.token_bytes(KEY_BYTES)


def wrap(key: bytes, file_id: UUID) -> bytes:
    """Seal a file's key under the county's, bound to the file."""
    return crypto.seal(key, _county_key(), f"file-key|{file_id}")


def unwrap(wrapped: bytes, file_id: UUID) -> bytes:
    """Open a file's key; raises `crypto.CannotOpen`."""
    return crypto.unseal(wrapped, _county_key(), f"file-key|{file_id}")


def put(data: bytes, key: bytes, file_id: UUID, form: Form) -> None:
    """Seal a content and put it into the storage; replaces one that a failed attempt left there."""
    county = current_county()
    name = place_of(county, file_id, form)
    sealed = crypto.seal(data, key, _bound(county, file_id, form))
    put_sealed(name, sealed)


def put_sealed(name: str, sealed: bytes) -> None:
    """Put sealed bytes under exactly this name."""
    store = storage()
    store.delete(name)
    if store.save(name, ContentFile(sealed)) != name:
        raise OSError(f"{name}: the storage kept the file under another name")


def get(key: bytes, file_id: UUID, form: Form) -> bytes:
    """Read and open a content; raises `FileNotFoundError` or `crypto.CannotOpen`."""
    county = current_county()
    return crypto.unseal(get_sealed(place_of(county, file_id, form)), key, _bound(county, file_id, form))


def get_sealed(name: str) -> bytes:
    """Read the bytes as they lie in the storage."""
    with storage().open(name) as file:
        content: bytes = file.read()
    return content


def remove(county: str, file_id: UUID) -> None:
    """Remove a file's content in every form; works outside of a context too, after a transaction."""
    for form in Form:
        storage().delete(place_of(county, file_id, form))


def _bound(county: str, file_id: UUID, form: str) -> str:
    return f"file|{county}|{file_id}|{form}"


def _county_key() -> bytes:
    return crypto.derived_key(f"files:{current_county()}")
