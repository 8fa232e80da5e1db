"""The thresholds of unusual reading, read from `data/unusual.toml` into one typed value."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, PositiveInt


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    least: PositiveInt


class Volume(_Part):
    """How many children in a day, against the person's own days and those of their peers."""

    times_own: PositiveInt
    times_peers: PositiveInt
    days: PositiveInt


class Hours(_Part):
    """Which hours are night."""

    night_from: int
    night_until: int


class Relatives(BaseModel):
    """When a surname is told."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    least_same_village: PositiveInt


class Reveals(_Part):
    """How many days around a look a visit explains it, and whose looks are asked about."""

    days: PositiveInt
    roles: tuple[str, ...]


class Restricted(_Part):
    """Which acts are told each time."""

    actions: tuple[str, ...]


class Exports(_Part):
    """How many children in a day's exports together."""

    children: PositiveInt


class Thresholds(BaseModel):
    """All of them."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    volume: Volume
    hours: Hours
    relatives: Relatives
    former: _Part
    reveals: Reveals
    searches: _Part
    restricted: Restricted
    exports: Exports
    refusals: _Part


@cache
def thresholds() -> Thresholds:
    """Return those shipped."""
    text = files("humiao.oversight").joinpath("data", "unusual.toml").read_text(encoding="utf-8")
    return Thresholds.model_validate(tomllib.loads(text))
