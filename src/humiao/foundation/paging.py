"""Paging by what stands last on a page, never by counting rows: a moment and an id."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID


@dataclass(frozen=True)
class Cursor:
    """Where a page ended."""

    at: datetime
    id: UUID

    def __str__(self) -> str:
        return f"{self.at.astimezone(UTC):%Y%m%dT%H%M%S.%f}_{self.id.hex}"


def cursor_of(text: str) -> Cursor | None:
    """Read a cursor; one that was tampered with begins anew."""
    moment, _bar, row = text.partition("_")
    try:
        return Cursor(datetime.strptime(moment, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC), UUID(row))
    except ValueError:
        return None
