"""Say what one invented person, household and roster look like; plain values, no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from humiao.programmes.public import Category
from humiao.registry.choices import (
    HealthState,
    LeaveReason,
    NoIdReason,
    Relation,
    SchoolStage,
    Sex,
)

Group = Literal["roster", "left_behind", "migrant"]


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """One category from a day on."""

    category: Category
    since: date


@dataclass(frozen=True, slots=True)
class GuardianRow:
    """A parent or another guardian; `is_primary` is who looks after the children day by day.

    An institution has no sex, date of birth or ID number. `whereabouts` says where someone is who lives away.
    """

    name: str
    relation: Relation
    sex: Sex
    born_on: date | None
    id_number: str | None
    phone: str | None
    is_primary: bool
    lives_with_child: bool
    whereabouts: str = ""


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """Children who live together, and who looks after them; `poverty` is the benefit it receives, if any."""

    key: str
    town_code: str
    village_code: str
    address: str
    registered_at: str
    ethnicity: str
    poverty: Category | None
    is_single_parent: bool
    guardians: tuple[GuardianRow, ...]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One child; on the roster from `entered_on` until the day before `left_on`.

    `group` is `roster` for those the plan counts in its total, else the group that stands beside it.
    `disability` is (kind, grade) of the certificate; `disability_card` is None while the number is missing.
    """

    key: str
    household: HouseholdRow
    group: Group
    name: str
    sex: Sex
    born_on: date
    ethnicity: str
    id_number: str | None
    no_id_reason: NoIdReason | None
    phone: str | None
    categories: tuple[CategoryRow, ...]
    school_stage: SchoolStage
    school: str
    grade: str
    health: HealthState
    health_note: str
    disability: tuple[int, int] | None
    disability_card: str | None
    entered_on: date
    left_on: date | None
    leave_reason: LeaveReason | None

    def is_on_roster(self, on: date) -> bool:
        """Tell whether the child is looked after on a day."""
        return self.entered_on <= on and (self.left_on is None or on < self.left_on)

    def has(self, *categories: Category) -> bool:
        """Tell whether the child is in one of the categories."""
        return any(row.category in categories for row in self.categories)


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One person who works on the programme; `place` is a county, town or village code."""

    key: str
    name: str
    sex: Sex
    role: str
    title: str
    place: str
    phone: str


@dataclass(frozen=True, slots=True)
class DemoRoster:
    """A county's invented children as of its reference day; `children` includes those who left before it."""

    county: str
    on: date
    children: tuple[PersonRow, ...]
    households: tuple[HouseholdRow, ...]

    def present(self, on: date | None = None) -> list[PersonRow]:
        """List the children on a day, by default the reference day."""
        return [child for child in self.children if child.is_on_roster(on or self.on)]
