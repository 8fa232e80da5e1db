"""Where a programme works: towns it must reach, and its stations."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from humiao.programmes.terms.base import Fen, Item, LooseDate, Named

TownCode = Annotated[str, StringConstraints(pattern=r"^\d{9}$")]
VillageCode = Annotated[str, StringConstraints(pattern=r"^\d{12}$")]


class Place(Item):
    """A town or street, or a village or community inside it."""

    code: TownCode
    """Nine-digit statistical code of the town or street."""
    name: str
    """Chinese name."""
    name_en: str
    """English name."""
    village_code: VillageCode | None = None
    """Twelve-digit code where only one village or community is meant."""


class LeftOut(Place):
    """A town the coverage leaves out, and what becomes of its children."""

    on_roster: bool
    """Whether its children are on the programme's roster."""
    visited: bool
    """Whether its children are visited all the same."""


class Coverage(Item):
    """The towns a programme must reach, by when, and what reached means."""

    units: tuple[Place, ...] = Field(min_length=1)
    """Towns and streets that must be reached."""
    stated_count: int
    """How many the plan says there are; must be the number of units."""
    left_out: tuple[LeftOut, ...] = ()
    """Towns of the county that the coverage leaves out by name."""
    required_by: date
    """The day by which all must be reached (the earlier one where the plan gives two)."""
    reached_when: Literal["one-visit", "every-child"]
    """A town is reached when one visit was made there, or when each of its enrolled children was visited."""


class ProfileFigure(Named):
    """One figure of a site's profile."""

    value: int
    """The number."""
    unit: str
    """What is counted."""
    source: str
    """Where the number is from."""
    as_of: LooseDate
    """The day or month it describes."""
    note: str = ""
    """What it must not be taken for."""


class Site(Named):
    """A service site, usually a station for the protection of minors."""

    town_code: TownCode
    """Nine-digit statistical code of its town or street."""
    village_code: VillageCode | None = None
    """Twelve-digit code of its village or community."""
    amount_fen: Fen
    """Money the plan gives the site, in fen."""
    profile: tuple[ProfileFigure, ...] = ()
    """Background figures of the site, each with source and date."""
    rooms: tuple[str, ...] = ()
    """Names of its rooms."""
