"""Sweep what is left in the storage of uploads that failed and of files that were destroyed.

A content is put before its row is written, so one whose transaction failed stays behind as noise. Only a
content that no row names, or whose row was destroyed, is removed, and only when it has lain for `GRACE`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Final
from uuid import UUID

from django.utils import timezone

from humiao.foundation import clock, context
from humiao.foundation.files import sealed
from humiao.foundation.files.keeping import destroy_files_past_their_time
from humiao.foundation.files.models import StoredFile
from humiao.foundation.files.turns import take_turn

GRACE: Final = timedelta(days=1)
"""Longer than any transaction and than a form that is sent again with the same file."""
_AT_ONCE: Final = 500
_NAME: Final = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(original|shown)")


def sweep_county(code: str, *, grace: timedelta = GRACE) -> int:
    """Remove what nothing refers to from a county's storage; returns how many contents.

    The storage is asked file by file for its age only where no row names the content. Reading holds no
    transaction longer than one batch of names.
    """
    before, contents, swept = timezone.now() - grace, _contents(code), 0
    while batch := dict(islice(contents, _AT_ONCE)):
        for file_id, names in _unnamed(code, batch).items():
            swept += _sweep(code, file_id, names, before)
    return swept


def end_times(code: str) -> int:
    """Destroy what a county was to keep until a moment that has come; returns how many files."""
    with context.county(code, writes=True):
        return destroy_files_past_their_time(at=clock.now(code))


def _contents(code: str) -> Iterator[tuple[UUID, list[str]]]:
    """Yield each file that has content in the storage, with the names of its forms."""
    for folder in _listed(code)[0]:
        found: dict[UUID, list[str]] = {}
        for name in _listed(f"{code}/{folder}")[1]:
            if match := _NAME.fullmatch(name):
                found.setdefault(UUID(match[1]), []).append(f"{code}/{folder}/{name}")
        yield from found.items()


def _listed(path: str) -> tuple[list[str], list[str]]:
    try:
        folders, names = sealed.storage().listdir(path)
    except FileNotFoundError:  # no file was ever kept there
        return [], []
    return sorted(folders), sorted(names)


def _unnamed(code: str, contents: dict[UUID, list[str]]) -> dict[UUID, list[str]]:
    with context.county(code):
        named = _named(contents)
    return {file_id: names for file_id, names in contents.items() if file_id not in named}


def _named(file_ids: Collection[UUID]) -> set[UUID]:
    rows = StoredFile.objects.filter(pk__in=list(file_ids), destroyed_at__isnull=True).order_by()
    return set(rows.values_list("pk", flat=True))


def _sweep(code: str, file_id: UUID, names: list[str], before: datetime) -> int:
    """Look again while nobody can keep this file, and remove what is old."""
    with context.county(code, writes=True):
        take_turn(file_id)
        if _named([file_id]):
            return 0
        store = sealed.storage()
        old = [name for name in names if store.exists(name) and store.get_modified_time(name) < before]
        for name in old:
            store.delete(name)
        return len(old)
