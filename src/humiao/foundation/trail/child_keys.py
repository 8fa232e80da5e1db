"""Keys of single children: made with the child, used for values in the trail, destroyed on erasure."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from pydantic_core import to_json

from humiao.foundation import crypto
from humiao.foundation.context import current_county
from humiao.foundation.copying import copy_rows
from humiao.foundation.trail.models import ChildKey

_HOLD = "SELECT wrapped IS NOT NULL FROM trail_childkey WHERE child_id = %s FOR SHARE"


def make_child_keys(child_ids: Iterable[UUID]) -> dict[UUID, bytes]:
    """Make a key for each child and return them, so that the caller can seal its first trail rows."""
    made = {child_id: secrets.token_bytes(32) for child_id in child_ids}
    sealer = crypto.Sealer(_county_key())
    wrapped = ((c, sealer.seal(key, f"child|{c}")) for c, key in made.items())
    copy_rows(ChildKey, "child_id wrapped", wrapped)
    return made


def child_keys(child_ids: Iterable[UUID]) -> dict[UUID, bytes]:
    """Return the keys of these children; one that is missing or destroyed is left out."""
    county_key = _county_key()
    rows = ChildKey.objects.filter(child_id__in=list(child_ids), wrapped__isnull=False)
    return {
        c: crypto.unseal(bytes(w), county_key, f"child|{c}")
        for c, w in rows.values_list("child_id", "wrapped")
        if w is not None
    }


def erased_children(child_ids: Iterable[UUID]) -> set[UUID]:
    """Return those of the children whose key was destroyed."""
    rows = ChildKey.objects.filter(child_id__in=list(child_ids), wrapped__isnull=True)
    return set(rows.values_list("child_id", flat=True))


def erased_everywhere() -> set[UUID]:
    """Return every child of the open county whose key was destroyed."""
    rows = ChildKey.objects.filter(wrapped__isnull=True, destroyed_at__isnull=False)
    return set(rows.order_by().values_list("child_id", flat=True))


def hold_child_key(child_id: UUID) -> bool:
    """Keep a child from being erased while the transaction lasts; False where it was erased already."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [child_id])
        row = cursor.fetchone()
    return row is None or bool(row[0])


def destroy_child_key(child_id: UUID, *, at: datetime) -> bool:
    """Destroy a child's key for good: its values in the trail can never be read again.

    Part of `foundation.erasing`; returns whether there was one left to destroy. Who is writing about the
    child with `hold_child_key` is waited for.
    """
    rows = ChildKey.objects.filter(child_id=child_id, wrapped__isnull=False)
    return bool(rows.update(wrapped=None, destroyed_at=at))


def seal_values(values: dict[str, Any], key: bytes, entry_id: UUID | str) -> bytes:
    """Seal a trail row's personal values under the child's key."""
    return crypto.seal(to_json(values, fallback=str), key, f"trail|{entry_id}")


def open_values(sealed: bytes, key: bytes, entry_id: UUID) -> dict[str, Any]:
    """Open what `seal_values` made."""
    opened: dict[str, Any] = json.loads(crypto.unseal(sealed, key, f"trail|{entry_id}"))
    return opened


def _county_key() -> bytes:
    return crypto.derived_key(f"child-keys:{current_county()}")
