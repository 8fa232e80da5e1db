"""Open the invented people to the demo's commands and to benchmarks."""

from __future__ import annotations

from humiao.demo.people.counties import PINGHU, PROFILES, YINING, CountClass, CountyProfile
from humiao.demo.people.numbers import UNASSIGNED_REGION, Numbers
from humiao.demo.people.roster import roster_of, scale_roster
from humiao.demo.people.rows import (
    CategoryRow,
    DemoRoster,
    GuardianRow,
    HouseholdRow,
    PersonRow,
    StaffRow,
)
from humiao.demo.people.staff import staff_of

__all__ = [
    "PINGHU",
    "PROFILES",
    "UNASSIGNED_REGION",
    "YINING",
    "CategoryRow",
    "CountClass",
    "CountyProfile",
    "DemoRoster",
    "GuardianRow",
    "HouseholdRow",
    "Numbers",
    "PersonRow",
    "StaffRow",
    "roster_of",
    "scale_roster",
    "staff_of",
]
