"""What is read from a ledger, found about it and kept of it, as plain values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import Any, TypedDict
from uuid import UUID


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    SAME = "same"
    UNCLEAR = "unclear"
    BAD = "bad"


@dataclass(slots=True)
class ReadRow:
    """One row as it was read; `values` hold the kind's own columns, the rest says which child it is of."""

    sheet: str
    number: int
    values: dict[str, Any] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    id_number: str = ""
    file_number: str = ""
    born_on: date | None = None
    guardian: str = ""
    town: str = ""
    village: str = ""
    workers: tuple[str, ...] = ()
    other: dict[str, str] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)
    headings: dict[str, str] = field(default_factory=dict, repr=False)

    @property
    def place(self) -> str:
        """Return what answers about this row are kept under."""
        return f"{self.sheet}:{self.number}"

    def bad(self, column: str, reason: str) -> None:
        """Note what is wrong."""
        self.problems.append((column, reason))


class ToldRow(TypedDict):
    """A row that can't go in, or not yet, as the command line prints it."""

    sheet: str
    row: int
    column: str
    reason: str


@dataclass(frozen=True)
class Choice:
    """What a person may answer."""

    value: str
    label: str


@dataclass(frozen=True)
class Doubt:
    """What a person has to say of a row; `key` is what the answer is kept under."""

    key: str
    reason: str
    choices: tuple[Choice, ...]
    column: str = ""


@dataclass(frozen=True)
class LedgerRowValue:
    """One row of a ledger with the people it was matched to.

    `fields` are the kind's columns as JSON has them: days and times as ISO text. `source` says where the
    row stands: file, sheet, row.
    """

    id: UUID
    kind: str
    programme_id: UUID
    sheet: str
    number: int
    occurred_on: date
    child_ids: tuple[UUID, ...]
    worker_post_id: UUID | None
    co_worker_post_ids: tuple[UUID, ...]
    fields: Mapping[str, Any]
    source: str

    def text(self, column: str) -> str:
        """Return a column's text; "" where it says nothing."""
        return str(self.fields.get(column) or "")

    @property
    def starts(self) -> time | None:
        """Return the time of day it began, where that is told."""
        told = self.text("started_at")
        return time.fromisoformat(told) if told else None


@dataclass(frozen=True)
class Finding:
    """What whoever makes records of a kind finds: it is there already, it can't be, or a doubt."""

    fate: Fate
    reason: str = ""
    column: str = ""


@dataclass(frozen=True)
class CheckedRow:
    """A row with its fate; `value` is what would be kept, where it is known whom it is of."""

    read: ReadRow
    fate: Fate
    value: LedgerRowValue | None = None
    doubts: tuple[Doubt, ...] = ()
    unmatched: int = 0  # people named who have no file, or not surely one


def as_json(fields: Mapping[str, Any]) -> str:
    """Return fields as text, equal for equal ones."""
    return json.dumps(dict(fields), ensure_ascii=False, sort_keys=True)
