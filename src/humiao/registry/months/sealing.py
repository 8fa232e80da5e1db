"""The seal of a closed month: a keyed hash over all its rows, chained to the month before."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC
from typing import Any
from uuid import UUID

from humiao.foundation import crypto
from humiao.foundation.context import current_county
from humiao.foundation.trail.public import child_keys
from humiao.registry.models import ClosedMonth
from humiao.registry.months.values import SealFinding
from humiao.registry.queries.counts import fetched

_ROWS = {
    "lines": (
        "number, child_id, file_number, town_code, village_code, sex, age, class_code, beside, "
        "categories, level",
        "registry_monthline", "number", "coalesce(sealed, ''::bytea)",
    ),
    "entries": (
        'number, kind, child_id, file_number, town_code, village_code, "on", reason, old, new, belongs_to',
        "registry_monthentry", "number", "coalesce(sealed, ''::bytea)",
    ),
    "towns": (
        "town_code, town_name, total, before, additions, exits, moved_in, moved_out, "
        "extract(epoch FROM signed_at)::text, signed_by, signed_name, signed_role, is_outdated",
        "registry_monthtown", "town_code", "''::bytea",
    ),
}  # fmt: skip
_HEAD = ("total", "before", "additions", "exits", "changes", "late", "closed_name", "closed_role")


def seal_of(book: ClosedMonth) -> bytes:
    """Compute the seal of a book whose rows are written, under a key outside the database."""
    return crypto.keyed_mac(_text(book), _purpose())


def _text(book: ClosedMonth) -> bytes:
    head: dict[str, Any] = {name: getattr(book, name) for name in _HEAD}
    head |= {
        "month": book.month.isoformat(),
        "closed_at": book.closed_at.astimezone(UTC).isoformat(),
        "closed_by": str(book.closed_by or ""),
        "terms": book.terms,
        "previous": bytes(book.previous_seal).hex() if book.previous_seal else "",
    }
    parts = [json.dumps(head, ensure_ascii=False, sort_keys=True), *(_digest(p, book.pk) for p in _ROWS)]
    return "\n".join(parts).encode()


def _purpose() -> str:
    return f"months:{current_county()}"


def _digest(part: str, book_id: UUID) -> str:
    columns, table, order, sealed = _ROWS[part]
    text = (
        "SELECT coalesce(encode(sha256(string_agg(sha256(convert_to("  # noqa: S608 -- made of constants
        f"jsonb_build_array({columns})::text, 'UTF8') || {sealed}), "
        f"''::bytea ORDER BY {order})), 'hex'), '') "
        f"FROM {table} WHERE book_id = %s"
    )
    return str(fetched(text, (book_id,))[0][0])


def verify() -> tuple[SealFinding, ...]:
    """Check the seal of every closed month, and that the months follow one another without a gap."""
    return tuple(_findings())


def _findings() -> list[SealFinding]:
    found: list[SealFinding] = []
    before: ClosedMonth | None = None
    for book in ClosedMonth.objects.order_by("month"):
        faults = []
        if not crypto.mac_is_right(bytes(book.seal), _text(book), _purpose()):
            faults.append("book-edited")
        linked = bytes(book.previous_seal) if book.previous_seal else None
        if linked != (bytes(before.seal) if before else None):
            faults.append("chain-broken")
        found.append(SealFinding(book.month, bytes(book.seal).hex(), tuple(faults)))
        before = book
    return found


def seal_person(values: Mapping[str, str], key: bytes | None, row_id: UUID) -> bytes | None:
    """Seal who a row is about under the child's own key; nothing where the key is gone."""
    if key is None:
        return None
    return crypto.seal(json.dumps(dict(values), ensure_ascii=False).encode(), key, f"month|{row_id}")


def open_people(rows: Mapping[UUID, tuple[UUID, Any]]) -> dict[UUID, dict[str, str]]:
    """Open who rows are about: row id → what was sealed; a row whose child was erased is left out.

    `rows` maps each row's id to its child and its sealed value.
    """
    keys = child_keys({child for child, sealed in rows.values() if sealed})
    return {
        row_id: json.loads(crypto.unseal(bytes(sealed), keys[child], f"month|{row_id}"))
        for row_id, (child, sealed) in rows.items()
        if sealed and child in keys
    }
