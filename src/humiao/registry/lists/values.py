"""What is read from a list and found about it, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypedDict
from uuid import UUID

from humiao.foundation.identity_numbers import IdNumber
from humiao.registry.values import NewGuardian


@dataclass(slots=True)
class ReadRow:
    """One row as it was read. Empty says nothing: it never takes away what a file holds.

    `number` is the row as Excel shows it. `problems` pair a column (or "") with a reason.
    """

    sheet: str
    number: int
    name: str = ""
    id_number: str = ""
    no_id_reason: str = ""
    sex: str = ""
    born_on: date | None = None
    ethnicity: str = ""
    town: str = ""
    village: str = ""
    address: str = ""
    household: str = ""
    home_phone: str = ""
    phone: str = ""
    health: str = ""
    school: str = ""
    grade: str = ""
    wishes: str = ""
    disability_card: str = ""
    entered_on: date | None = None
    categories: tuple[str, ...] = ()
    guardians: tuple[NewGuardian, ...] = ()
    problems: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    headings: dict[str, str] = field(default_factory=dict, repr=False)
    is_birth_told: bool = False  # by a column of its own, not by the number alone
    checked: IdNumber | None = field(default=None, compare=False, repr=False)  # the number, once it is sound
    id_hash: bytes = b""  # what it is found by

    def bad(self, column: str, reason: str) -> None:
        """Note what is wrong."""
        self.problems.append((column, reason))

    @property
    def birth(self) -> date:
        """Return the date of birth; a row that has none has a problem, and is never asked."""
        if self.born_on is None:
            raise LookupError(f"row {self.number} has no date of birth")
        return self.born_on

    @property
    def main_guardian(self) -> NewGuardian | None:
        """Return the guardian named first."""
        return self.guardians[0] if self.guardians else None


class BadRow(TypedDict):
    """One row that can't go in, as the command line prints it."""

    sheet: str
    row: int
    column: str
    reason: str


@dataclass(frozen=True)
class FieldChange:
    """One thing that differs: what stands in the file and what the list says."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True)
class ChangedRow:
    """A child whose file differs from the list."""

    row: ReadRow
    child_id: UUID
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True)
class HeldRow:
    """A row a person has to decide: the same child as one in the files, or another."""

    row: ReadRow
    child_id: UUID | None
    file_number: str
    reason: str
