"""Whom a programme is for, how they are counted, and how they come in."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from humiao.programmes.categories import Category
from humiao.programmes.terms.base import Item, LooseDate, Named, Statement

Door = Literal["guardian", "child-director", "provider", "designated"]
Step = Literal["village", "town", "bureau"]


class Background(Named):
    """A figure that describes the place; never an object, an indicator or money."""

    value: int
    """The number."""
    unit: str
    """What is counted."""
    approximate: bool = False
    """Whether the plan says about, or more than."""
    source: str
    """Where the number is from."""
    as_of: LooseDate
    """The day or month it describes."""


class ObjectScope(Item):
    """Who is served."""

    text: str
    """Whom the programme serves, in Chinese, in our own words."""
    text_en: str
    """The same in English."""
    age_below: int = Field(default=18, ge=1, le=25)
    """Served while younger than this, in years; a category's own age limit may be lower."""
    local_registration_only: bool
    """Whether the household registration must be in the county."""
    participants_beyond_roster: bool
    """Whether people who aren't on the roster are served and may count."""
    stated_total: int | None = None
    """The number of roster children the plan states; its count classes must add up to it."""
    roster_update: Literal["month", "quarter", "year"] | None = None
    """How often the roster is updated and closed; None where the plan doesn't say."""
    special_groups: tuple[Statement, ...] = ()
    """Groups with special protection needs, whose files are restricted."""


class CountClass(Named):
    """One class children are counted by. A child counts in the first class that holds a category of its."""

    categories: tuple[Category, ...] = Field(min_length=1)
    """Category codes that put a child here."""
    plan_count: int = Field(ge=0)
    """The number the plan states for the class."""
    beside: bool = False
    """Shown next to the total, not part of it; a child may be here and in one exclusive class."""
    residual: bool = False
    """Holds whoever no class before it holds."""


class ServiceCategory(Named):
    """A kind of service the plan asks for."""

    categories: tuple[Category, ...] = ()
    """The categories it is for; empty means everybody served."""


class IntakeRoute(Named):
    """One way in, declared as data: who opens the door and which offices pass it on."""

    door: Door
    """Who brings the child: guardian, child director, provider, or somebody who designates."""
    steps: tuple[Step, ...] = Field(min_length=1)
    """Offices in order; the last one decides."""
    names_designator: bool = False
    """Whether who designated the child must be recorded."""
