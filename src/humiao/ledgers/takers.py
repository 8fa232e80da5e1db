"""The one door through which rows of ledgers become records of the context that keeps their kind.

A context above adds its taker when it starts (`add_taker`). A kind without one is kept as rows alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from humiao.access.public import Actor
from humiao.ledgers.values import Finding, LedgerRowValue


class Taker(Protocol):
    """Whoever makes records of one kind of rows. All rows of a call are of one programme."""

    record_route: str  # name of the page of a record
    record_kwarg: str  # what its address calls the record

    def check(self, rows: Sequence[LedgerRowValue], *, by: Actor, at: datetime) -> Mapping[UUID, Finding]:
        """Return by row what stands against it; a row that may come in isn't named."""
        ...

    def take(
        self, rows: Sequence[LedgerRowValue], *, by: Actor, at: datetime
    ) -> Mapping[UUID, tuple[UUID, ...]]:
        """Make records of rows that were checked, marked 补录 with their source; return their ids by row."""
        ...

    def give_back(self, records: Sequence[UUID], *, by: Actor, at: datetime) -> frozenset[UUID]:
        """Take records back; return those that stay because somebody worked on them since."""
        ...


_TAKERS: dict[str, Taker] = {}


def add_taker(kind: str, taker: Taker) -> None:
    """Let a context make records of a kind; adding one again replaces it."""
    _TAKERS[kind] = taker


def taker_of(kind: str) -> Taker | None:
    """Return who makes records of a kind, if anybody does yet."""
    return _TAKERS.get(kind)
