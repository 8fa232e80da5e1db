"""What goes into the book of a month and what comes out of it, as plain frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from humiao.registry.values import ClassRule


class Kind(StrEnum):
    """What an entry of a book tells."""

    ADDITION = "addition"
    EXIT = "exit"
    PLACE = "place"
    CATEGORY = "category"
    CLASS = "class"
    LEVEL = "level"
    CORRECTED = "corrected"


CHANGES = (Kind.PLACE, Kind.CATEGORY, Kind.CLASS, Kind.LEVEL, Kind.CORRECTED)
# Reasons the book gives by itself where no recorded act explains a difference from the month before.
RECORD_REMOVED, RECORD_RESTORED, RECORD_CORRECTED = "record-removed", "record-restored", "record-corrected"


@dataclass(frozen=True)
class Named:
    """A class or level of a book in the words of its day."""

    code: str
    label: str
    label_en: str


@dataclass(frozen=True)
class BookTerms:
    """By what a book counts: classes in their order of precedence, levels from the mildest up."""

    rules: tuple[ClassRule, ...]
    classes: tuple[Named, ...]
    beside: tuple[Named, ...]
    levels: tuple[Named, ...] = ()
    programme: str = ""
    programme_id: UUID | None = None


@dataclass(frozen=True)
class RosterLine:
    """A child on the roster as of a day; without a name where that can't be read any more."""

    child_id: UUID
    file_number: str
    town_code: str
    village_code: str
    sex: str
    age: int
    class_code: str
    beside: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    level: str = ""
    name: str = ""
    born_on: date | None = None
    guardian: str = ""


@dataclass(frozen=True)
class SpellFact:
    """What was newly recorded of a spell on the roster since the month before was closed."""

    child_id: UUID
    entered_on: date
    left_on: date | None
    basis: str
    reason: str
    is_new: bool  # the entry was not in the book before
    is_over: bool  # the exit was not in the book before and has come


@dataclass(frozen=True)
class ChangeFact:
    """A move, a category begun or ended, or a correction, recorded since the month before was closed."""

    child_id: UUID
    kind: Kind
    on: date | None
    old: str = ""
    new: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Entry:
    """An addition, an exit or a change. `belongs_to` is the closed month a late one is of."""

    kind: Kind
    child_id: UUID
    file_number: str
    town_code: str
    village_code: str
    on: date | None
    reason: str = ""
    old: str = ""
    new: str = ""
    belongs_to: date | None = None
    name: str = ""


@dataclass(frozen=True)
class TownPart:
    """A town's part of a month; `digest` is of all it says."""

    code: str
    total: int
    before: int
    additions: int
    exits: int
    moved_in: int
    moved_out: int
    digest: str = ""


@dataclass(frozen=True)
class Check:
    """One cross-foot check of a book: what should be equal, and whether it is."""

    code: str
    left: int
    right: int
    where: str = ""  # a town's code

    @property
    def holds(self) -> bool:
        """Say whether both sides are equal."""
        return self.left == self.right


@dataclass(frozen=True)
class Draft:
    """A month as it would be closed now."""

    month: date
    at: datetime
    terms: BookTerms
    before: Mapping[UUID, RosterLine]
    lines: Mapping[UUID, RosterLine]
    entries: tuple[Entry, ...]
    towns: tuple[TownPart, ...]
    previous_seal: bytes | None = None

    def count(self, kind: Kind) -> int:
        """Count the entries of a kind."""
        return sum(entry.kind is kind for entry in self.entries)


@dataclass(frozen=True)
class Signature:
    """A town's newest signature for a month."""

    town_code: str
    name: str
    role: str
    at: datetime
    digest: str
    total: int
    additions: int
    exits: int
    by: UUID | None = None


@dataclass(frozen=True)
class TownValue:
    """A town's part of a closed book, with its signature if it signed."""

    code: str
    name: str
    total: int
    before: int
    additions: int
    exits: int
    moved_in: int
    moved_out: int
    signed_name: str
    signed_role: str
    signed_at: datetime | None
    is_outdated: bool

    @property
    def is_closed_over(self) -> bool:
        """Say whether the county closed over the town's missing or outdated signature."""
        return self.signed_at is None or self.is_outdated


@dataclass(frozen=True)
class BookValue:
    """The head of a closed month."""

    id: UUID
    month: date
    closed_at: datetime
    closed_name: str
    closed_role: str
    total: int
    before: int
    additions: int
    exits: int
    changes: int
    late: int
    classes: tuple[Named, ...]
    beside: tuple[Named, ...]
    levels: tuple[Named, ...]
    places: Mapping[str, str]
    seal: str
    programme: str = ""


@dataclass(frozen=True)
class Limits:
    """Days after a month's last day by which towns sign and the county closes."""

    sign_days: int
    close_days: int


@dataclass(frozen=True)
class SealFinding:
    """Whether a closed month is as it was sealed; `faults` name what isn't."""

    month: date
    seal: str
    faults: tuple[str, ...] = field(default=())

    @property
    def is_intact(self) -> bool:
        """Say whether nothing was changed."""
        return not self.faults


@dataclass(frozen=True)
class EntryValue:
    """An entry of a closed book or of a draft as pages show it."""

    kind: str
    child_id: UUID
    file_number: str
    town_code: str
    village_code: str
    on: date | None
    reason: str
    old: str
    new: str
    belongs_to: date | None
    name: str


def as_dict(named: Named) -> dict[str, Any]:
    """Write a class or level down for a book."""
    return {"code": named.code, "label": named.label, "label_en": named.label_en}
