"""What goes into departments' lists and what comes out, as plain frozen values."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from humiao.registry.lists.known import KnownGuardian
from humiao.registry.lists.values import FieldChange, ReadRow
from humiao.registry.values import NewGuardian

_NOT_KEPT = frozenset({"problems", "notes", "headings", "checked", "id_hash", "guardians"})


@dataclass(frozen=True)
class NewList:
    """A list as it is uploaded. `means` is the category of everybody on it, `town_code` the town it is of.

    `layout` names the layout of a file of the national system (`exchange/`), "" for every other list.
    """

    department: str
    as_of: date
    file_name: str
    means: str = ""
    town_code: str = ""
    layout: str = ""


@dataclass(frozen=True)
class Found:
    """What was found about a row: what differs, why it stands where it does, cells that weren't read."""

    changes: tuple[FieldChange, ...] = ()
    reason: str = ""
    unread: tuple[str, ...] = ()

    def to_json(self) -> str:
        """Return it as it is kept."""
        changes = [[c.field, _plain(c.old), _plain(c.new)] for c in self.changes]
        return json.dumps(
            {"changes": changes, "reason": self.reason, "unread": self.unread}, ensure_ascii=False
        )

    @classmethod
    def from_json(cls, text: str) -> Found:
        """Read what `to_json` wrote."""
        kept = json.loads(text or "{}")
        changes = tuple(
            FieldChange(f, _value(f, old), _value(f, new)) for f, old, new in kept.get("changes", ())
        )
        return cls(changes, kept.get("reason", ""), tuple(kept.get("unread", ())))


def row_to_json(row: ReadRow) -> str:
    """Return what a row says, with nothing that is empty."""
    said = {name: getattr(row, name) for name in ReadRow.__slots__ if name not in _NOT_KEPT}
    said["guardians"] = [asdict(g) for g in row.guardians]
    given = {name: value for name, value in said.items() if value not in ("", None, (), [])}
    return json.dumps(given, ensure_ascii=False, default=date.isoformat)


def row_from_json(text: str) -> ReadRow:
    """Read what `row_to_json` wrote; nothing is a row that says nothing."""
    given: dict[str, Any] = json.loads(text or '{"sheet": "", "number": 0}')
    for name in ("born_on", "entered_on"):
        if name in given:
            given[name] = date.fromisoformat(given[name])
    given["categories"] = tuple(given.get("categories", ()))
    given["guardians"] = tuple(NewGuardian(**g) for g in given.get("guardians", ()))
    return ReadRow(**given)


def key_of(change: FieldChange) -> str:
    """Return what tells one difference from another."""
    return json.dumps([change.field, _plain(change.old), _plain(change.new)], ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, KnownGuardian):
        return {"name": value.name, "relation": value.relation, "phone": value.phone.open()}
    if isinstance(value, NewGuardian):
        return {"name": value.name, "relation": value.relation, "phone": value.phone}
    return value


def _value(name: str, kept: Any) -> Any:
    if isinstance(kept, dict):
        return NewGuardian(**kept)
    return date.fromisoformat(kept) if name == "born_on" and kept else kept


@dataclass(frozen=True)
class ListValue:
    """A list as pages show it; `waiting` counts by group what is still to be decided."""

    id: UUID
    department: str
    means: str
    town_code: str
    as_of: date
    file_name: str
    state: str
    counts: dict[str, int | None]
    previous_id: UUID | None
    previous_as_of: date | None
    by_name: str
    recorded_at: datetime
    compared_at: datetime | None
    version: int
    waiting: dict[str, int] = field(default_factory=dict)
    layout: str = ""

    @property
    def open_count(self) -> int:
        """Return how many rows wait for a person."""
        return sum(self.waiting.values())


@dataclass(frozen=True)
class RowValue:
    """A row as pages show it."""

    id: UUID
    group: str
    sheet: str
    number: int
    child_id: UUID | None
    file_number: str
    name: str
    born_on: date | None
    said: ReadRow
    found: Found
    answer: str
    outcome: str
    is_carried: bool
    decision_id: UUID | None
    decided_at: datetime | None
    intake_id: UUID | None
    version: int

    @property
    def is_waiting(self) -> bool:
        """Say whether somebody has still to decide."""
        return not self.outcome


@dataclass(frozen=True)
class DecisionValue:
    """A decision as pages show it."""

    id: UUID
    group: str
    outcome: str
    reason: str
    fields: tuple[str, ...]
    rows: int
    exceptions: tuple[str, ...]  # the names of those left out
    by_role: str
    by_name: str
    recorded_at: datetime
    undone_at: datetime | None = None
    may_take_back: bool = False


@dataclass(frozen=True)
class Page:
    """One page of rows or lists, and the cursor of the next."""

    rows: tuple[Any, ...]
    after: UUID | None = None


@dataclass(frozen=True)
class HeldBack:
    """A row a decision could not be carried out for, with why."""

    id: UUID
    name: str
    reason: str


@dataclass(frozen=True)
class Decided:
    """What came of a decision; `left` counts the rows it did not come to."""

    id: UUID | None
    done: int
    held: Sequence[HeldBack] = ()
    left: int = 0
