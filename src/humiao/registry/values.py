"""What goes into the registry and what comes out of it, as plain frozen values."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

from humiao.foundation.ids import new_id

# Going in ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class NewCategory:
    """A category a child holds from a day, with the paper that proves it."""

    category: str
    from_on: date
    proof: str = ""
    to_on: date | None = None  # first day it no longer holds


@dataclass(frozen=True)
class NewGuardian:
    """A parent, guardian or carer."""

    name: str
    relation: str
    is_main: bool = False
    lives_with: bool = True
    phone: str = ""
    id_number: str = ""


@dataclass(frozen=True)
class NewChild:
    """A child to be put on the roster. `file_number` and `entered_on` are given where they are empty."""

    name: str
    sex: str
    born_on: date
    id_number: str = ""
    no_id_reason: str = ""
    ethnicity: str = "01"
    phone: str = ""
    school: str = ""
    grade: str = ""
    health: str = ""
    disability_card: str = ""
    wishes: str = ""
    categories: tuple[NewCategory, ...] = ()
    guardians: tuple[NewGuardian, ...] = ()
    entered_on: date | None = None
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True)
class NewHousehold:
    """A home with its children."""

    town_code: str
    village_code: str
    address: str = ""
    phone: str = ""
    children: tuple[NewChild, ...] = ()
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True)
class NewParticipant:
    """A person served who is not on the roster."""

    programme_id: UUID
    name: str
    birth_year: int
    contact: str = ""
    consented_on: date | None = None
    id: UUID = field(default_factory=new_id)


class ChildChanges(TypedDict, total=False):
    """What `change_child` may change; what is left out stays."""

    name: str
    sex: str
    born_on: date
    ethnicity: str
    id_number: str
    no_id_reason: str
    phone: str
    school: str
    grade: str
    health: str
    disability_card: str
    wishes: str


class HouseholdChanges(TypedDict, total=False):
    """What `change_household` may change; a town is changed together with its village."""

    town_code: str
    village_code: str
    address: str
    phone: str


@dataclass(frozen=True)
class EnteredChild:
    """A child just entered, under the number of its file."""

    id: UUID
    file_number: str


# Coming out --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ClassRule:
    """One count class of a programme; rules are given in order of precedence.

    An exclusive class takes a child of its categories that no class before it took; a residual one takes
    whoever is left. A class `beside` takes nobody away: it is counted next to the others.
    """

    code: str
    categories: frozenset[str] = frozenset()
    beside: bool = False
    residual: bool = False


def class_rules(terms: Iterable[tuple[str, Collection[str], bool]]) -> tuple[ClassRule, ...]:
    """Make rules of (code, categories, beside) in order; an exclusive one without categories is residual."""
    return tuple(
        ClassRule(code, frozenset(categories), beside, not categories and not beside)
        for code, categories, beside in terms
    )


@dataclass(frozen=True)
class RosterCount:
    """How many are on the roster on a day: `total` adds up the exclusive classes.

    `unclassed` are those no class took, nor one beside; nought is sound.
    """

    on: date
    total: int
    by_class: dict[str, int]
    beside: dict[str, int]
    unclassed: int = 0


@dataclass(frozen=True)
class ChildRow:
    """A child as lists show it. To a pseudonymous reader only the file number and the place are given."""

    id: UUID
    file_number: str
    name: str
    sex: str
    born_on: date | None
    household_id: UUID
    town_code: str
    village_code: str
    categories: tuple[str, ...] = ()
    worker_post_ids: tuple[UUID, ...] = ()
    is_own: bool = False  # in the reader's own caseload


@dataclass(frozen=True)
class ChildrenPage:
    """One page of a list. `before` and `after` are the cursors of the neighbouring pages, None at an end."""

    rows: tuple[ChildRow, ...]
    before: UUID | None
    after: UUID | None


@dataclass(frozen=True)
class ChipCounts:
    """How many children a list would show by town, by count class, and in all."""

    total: int
    by_town: dict[str, int]
    by_class: dict[str, int]
    beside: dict[str, int]


@dataclass(frozen=True)
class CategoryValue:
    """A spell of a category; `to_on` is the first day it no longer holds."""

    category: str
    from_on: date
    to_on: date | None
    proof: str


@dataclass(frozen=True)
class RosterSpellValue:
    """A spell on the roster; `left_on` is the first day off it."""

    entered_on: date
    left_on: date | None
    leave_reason: str
    basis: str


@dataclass(frozen=True)
class EnrolmentValue:
    """A child in a programme; `to_on` is the first day it is no longer."""

    id: UUID
    child_id: UUID
    programme_id: UUID
    site_code: str
    worker_post_id: UUID | None
    from_on: date
    to_on: date | None
    version: int = 1

    def is_on(self, day: date) -> bool:
        """Say whether the child is enrolled on the day."""
        return self.from_on <= day and (self.to_on is None or day < self.to_on)


@dataclass(frozen=True)
class GuardianValue:
    """A guardian as the file shows it."""

    id: UUID
    name: str
    relation: str
    is_main: bool
    lives_with: bool
    phone: str
    id_number: str
    ended_on: date | None
    recorded_at: datetime


@dataclass(frozen=True)
class HouseholdValue:
    """A home."""

    id: UUID
    town_code: str
    village_code: str
    address: str
    phone: str
    version: int


@dataclass(frozen=True)
class SiblingValue:
    """Another child of the home."""

    id: UUID
    file_number: str
    name: str
    sex: str
    born_on: date


_COVERED = frozenset({"name", "id-number", "phone", "disability-card", "address", "home-phone"})


@dataclass(frozen=True)
class ChildFile:
    """The first part of a child's file, unmasked; pages show it through `presenters`."""

    id: UUID
    file_number: str
    version: int
    name: str
    sex: str
    born_on: date
    ethnicity: str
    id_number: str
    no_id_reason: str
    phone: str
    school: str
    grade: str
    health: str
    disability_card: str
    wishes: str
    recorded_at: datetime
    household: HouseholdValue
    siblings: tuple[SiblingValue, ...]
    guardians: tuple[GuardianValue, ...]
    categories: tuple[CategoryValue, ...]
    roster: tuple[RosterSpellValue, ...]
    enrolments: tuple[EnrolmentValue, ...]
    is_on_roster: bool
    is_own: bool
    retired_as: str = ""  # why the file is no child's any more; empty for one in use
    is_restricted: bool = False

    @property
    def covered(self) -> frozenset[str]:
        """Return the keys of the values a mask covers; a key says which value, never what it is."""
        guardians = {f"guardian-{part}-{g.id}" for g in self.guardians for part in ("name", "phone", "id")}
        siblings = {f"sibling-{sibling.id}" for sibling in self.siblings}
        return _COVERED | guardians | siblings

    def categories_on(self, day: date) -> tuple[CategoryValue, ...]:
        """Return the categories held on a day."""
        return tuple(c for c in self.categories if c.from_on <= day and (c.to_on is None or day < c.to_on))
