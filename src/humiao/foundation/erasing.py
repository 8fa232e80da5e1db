"""Erasing children: keys and files' keys go, and all that could be read of them in any table.

What was sealed under the key (values in the trail, names in closed months) and the files' contents can never
be opened again; the rows stay as figures without a name (`blanking`), so counts, chain and seals stay and
verify. Whoever decides on an erasure calls this last.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import F

from humiao.foundation.blanked_rows import (
    blank,
    destroy_sources,
    mark_present,
    records_of,
    rows_of,
    strike_out,
)
from humiao.foundation.blanking import CHILD
from humiao.foundation.files.keeping import destroy_files_of_child, destroy_files_owned_by
from humiao.foundation.identity_numbers import STRUCK
from humiao.foundation.trail.child_keys import destroy_child_key, erased_everywhere
from humiao.foundation.trail.public import Act, record


@dataclass(frozen=True)
class Erased:
    """What an erasure touched: files destroyed, rows blanked, rows of others from which names were struck."""

    files: int
    rows: int
    struck: int


def erase_child(child_id: UUID, *, actor: UUID | None, role: str = "", at: datetime) -> int:
    """Destroy a child's key and all its stored files; returns how many files. Twice changes nothing.

    Permission and reason are the caller's. The key goes first: who keeps a file of the child meanwhile has
    either ended before, and it is destroyed with the others, or is refused.
    """
    had_key = destroy_child_key(child_id, at=at)
    files = destroy_files_of_child(child_id, actor=actor, role=role, at=at)
    if had_key or files:
        act = Act("erase-child", "child", child_id, child_id, {"files": files})
        record(act, actor=actor, role=role, at=at)
    return files


def erase_children(
    child_ids: Collection[UUID], *, actor: UUID | None, role: str = "", at: datetime
) -> Erased:
    """Erase children with every file that was merged into theirs; set-based, twice changes nothing."""
    ids = with_merged(child_ids)
    if not ids:
        return Erased(0, 0, 0)
    words, files = _words_of(ids), 0
    for child_id in sorted(ids):
        files += erase_child(child_id, actor=actor, role=role, at=at)
    erased = erased_everywhere()
    found = rows_of(ids, erased=erased)
    beside = rows_of(siblings, erased=()).own if (siblings := _siblings(ids, erased)) else {}
    struck = strike_out(found.shared, words) + strike_out(beside, words)
    owners = {row for rows in found.own.values() for row in rows if isinstance(row, UUID)}
    files += destroy_files_owned_by(owners, actor=actor, role=role, at=at)
    destroy_sources(found.shared)
    touched = blank(found.own)
    mark_present(found.own)
    return Erased(files, touched, struck)


def blank_records(
    model: Any,
    ids: Collection[Any],
    *,
    alone: bool = False,
    actor: UUID | None,
    role: str = "",
    at: datetime,
) -> int:
    """Blank records of one table, `alone` or with all that hangs on them; returns how many rows."""
    rows = {model: set(ids)} if alone else records_of(model, ids)
    owners = {row for found in rows.values() for row in found if isinstance(row, UUID)}
    destroy_files_owned_by(owners, actor=actor, role=role, at=at)
    return blank(rows)


def with_merged(child_ids: Iterable[UUID]) -> set[UUID]:
    """Return these children with the files that went up in theirs, and those in these."""
    children: Any = apps.get_model(CHILD)
    found, fresh = set(child_ids), set(child_ids)
    while fresh:
        below = children.objects.filter(merged_into_id__in=list(fresh)).order_by()
        fresh = set(below.values_list("pk", flat=True)) - found
        found |= fresh
    return found


def retire_erased(ids: Collection[UUID]) -> None:
    """Let files show as erased: nothing new is written into them, and no list names them."""
    children: Any = apps.get_model(CHILD)
    rows = children.objects.filter(pk__in=list(ids))
    rows.update(name=STRUCK, sort_key="~", retired_as="erased", version=F("version") + 1)


def _siblings(ids: Collection[UUID], erased: Collection[UUID]) -> set[UUID]:
    """Return the other children of the same homes, whose files may name these."""
    children: Any = apps.get_model(CHILD)
    homes = children.objects.filter(pk__in=list(ids)).order_by().values("household_id")
    others = children.objects.filter(household_id__in=homes).exclude(pk__in=[*ids, *erased])
    return set(others.order_by().values_list("pk", flat=True))


def _words_of(ids: Collection[UUID]) -> tuple[str, ...]:
    """Return what names these children in others' records: names, ID numbers, phones of their own."""
    children: Any = apps.get_model(CHILD)
    words: set[str] = set()
    for child in children.objects.filter(pk__in=list(ids)).order_by():
        words |= {w for w in (child.name, child.id_number, child.phone) if w and len(w) > 1}
    return tuple(sorted(words | {json.dumps(word)[1:-1] for word in words}))
