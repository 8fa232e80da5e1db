"""Plain values of retention and destruction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True)
class PeriodValue:
    """A number the county works by: the table's, or its own with the paper it rests on."""

    key: str
    value: int | None
    least: int | None
    source: str = ""
    set_at: datetime | None = None


@dataclass(frozen=True)
class DueRecord:
    """One record whose time is over by a day; `label` is a number that says nothing about anybody."""

    id: UUID
    label: str
    due_on: date
    child_id: UUID | None = None


@dataclass(frozen=True)
class DueCount:
    """How many records of a kind are due, and how many of them a legal hold covers."""

    kind: str
    due: int
    held: int


@dataclass(frozen=True)
class ListValue:
    """A list of destruction."""

    id: UUID
    number: str
    year: int
    state: str
    counts: dict[str, int]
    prepared_by: UUID | None
    prepared_by_post_id: UUID | None
    prepared_name: str
    recorded_at: datetime
    decided_by: UUID | None
    decided_name: str
    decided_at: datetime | None
    note: str
    done_at: datetime | None
    version: int


@dataclass(frozen=True)
class ItemValue:
    """One record on a list."""

    id: UUID
    kind: str
    record_id: UUID
    child_id: UUID | None
    label: str
    due_on: date
    state: str
    done_at: datetime | None
