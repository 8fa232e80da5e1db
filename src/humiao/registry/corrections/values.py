"""What goes into corrections and what comes out of them, as plain frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

Span = tuple[date, date | None]
_Named = TypeVar("_Named")


@dataclass(frozen=True)
class WrongRecord:
    """One record of a child that may turn out wrong: a visit's line, an assessment, a category, …

    `on` is the day it is about; `what` says it in a line; `is_void` where it counts for nothing already.
    """

    kind: str
    id: UUID
    child_id: UUID
    on: date
    what: str
    programme_id: UUID | None = None
    is_void: bool = False


@dataclass(frozen=True)
class FileStanding:
    """A file as the rules of merging see it."""

    id: UUID
    file_number: str
    retired_as: str = ""
    is_on_roster: bool = False


@dataclass(frozen=True)
class Person:
    """Who acts, as the rules see them."""

    account_id: UUID | None
    post_ids: frozenset[UUID] = frozenset()
    has_county: bool = False


@dataclass(frozen=True)
class Proposal:
    """A correction as the rules see it."""

    kind: str
    state: str
    proposed_by: UUID | None
    proposed_by_post_id: UUID | None


@dataclass(frozen=True)
class TouchedRow:
    """A row a correction moved, changed or left, as its page lists it."""

    table: str
    row_id: UUID
    fate: str
    why: str


@dataclass(frozen=True)
class CorrectionValue:
    """A correction with what was decided about it."""

    id: UUID
    kind: str
    state: str
    child_id: UUID
    other_id: UUID | None
    record_kind: str
    record_id: UUID | None
    undoes_id: UUID | None
    taken: tuple[str, ...]
    reason: str
    proposed_by: UUID | None
    proposed_by_post_id: UUID | None
    recorded_at: datetime
    decided_by_post_id: UUID | None
    decided_at: datetime | None
    decision_note: str
    version: int

    @property
    def child_ids(self) -> tuple[UUID, ...]:
        """Return the files it is about."""
        return (self.child_id, self.other_id) if self.other_id else (self.child_id,)


@dataclass(frozen=True)
class Settled:
    """What has to be done to a file's own spells before its rows move, and which of them stay.

    `changed` maps a row to its new values, `stays` a row to the code of the reason.
    """

    changed: Mapping[UUID, Mapping[str, Any]] = field(default_factory=dict)
    stays: Mapping[UUID, str] = field(default_factory=dict)


def named(value: _Named | None) -> _Named:
    """Return what every correction of its kind names; a row that doesn't is broken."""
    if value is None:
        raise LookupError("the correction doesn't name what its kind is about")
    return value
