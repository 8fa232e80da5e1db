"""Checking stored files: each opens under its key and is what came, none is missing, added or swapped."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from humiao.foundation import crypto
from humiao.foundation.files import sealed
from humiao.foundation.files.models import StoredFile
from humiao.foundation.files.sealed import Form
from humiao.foundation.trail.models import TrailEntry


@dataclass(frozen=True)
class FileFault:
    """One thing wrong with a file: a stable code and where."""

    code: str
    where: str


def file_faults() -> Iterator[FileFault]:
    """Yield what is wrong with the files of the open county, compared with the storage and the trail."""
    kept = _said_by_trail("keep-file")
    destroyed = _said_by_trail("destroy-file")
    seen = set()
    for row in StoredFile.objects.order_by("id").iterator(chunk_size=200):
        seen.add(row.pk)
        where = f"file {row.pk}"
        if row.pk not in kept:
            yield FileFault("file-added", f"{where}: the trail knows of no such file")
        if (row.destroyed_at is not None) != (row.pk in destroyed):
            yield FileFault("file-destroyed", f"{where}: row and trail differ on whether it was destroyed")
        if row.destroyed_at is None:
            yield from _content_faults(row, where)
    for lost in sorted(kept - seen):
        yield FileFault("file-missing", f"file {lost}: kept by the trail, and there is no row")


def _said_by_trail(action: str) -> set[UUID]:
    rows = TrailEntry.objects.filter(action=action, subject_type="file").order_by()
    return {file for file in rows.values_list("subject_id", flat=True) if file}


def _content_faults(row: StoredFile, where: str) -> Iterator[FileFault]:
    if row.wrapped_key is None:
        yield FileFault("file-key", f"{where}: its key is gone")
        return
    try:
        key = sealed.unwrap(bytes(row.wrapped_key), row.pk)
    except crypto.CannotOpen:
        yield FileFault("file-key", f"{where}: its key was changed or is another file's")
        return
    for form in (Form.ORIGINAL, Form.SHOWN) if row.has_shown else (Form.ORIGINAL,):
        try:
            data = sealed.get(key, row.pk, form)
        except FileNotFoundError:
            yield FileFault("content-missing", f"{where}, {form}: not in the storage")
            continue
        except crypto.CannotOpen:
            yield FileFault("content-edited", f"{where}, {form}: changed, or another file's")
            continue
        if form is Form.ORIGINAL and hashlib.sha256(data).digest() != bytes(row.sha256):
            yield FileFault("file-edited", f"{where}: the row's digest is not the content's")
