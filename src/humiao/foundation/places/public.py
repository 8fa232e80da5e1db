"""Counties and divisions, read once and kept for some seconds: they are public and change yearly."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db import transaction

from humiao.foundation import context
from humiao.foundation.places.models import County, Division

__all__ = [
    "CountyValue",
    "DivisionValue",
    "UnknownCounty",
    "add_county",
    "counties",
    "county",
    "division_names",
    "divisions",
    "forget_places",
    "towns",
    "villages",
]

_KEPT_SECONDS = 30


class UnknownCounty(LookupError):  # noqa: N818
    """No county of this code is served here."""


@dataclass(frozen=True)
class CountyValue:
    """A county: six-digit code, name, and the date it lives on when that is not the real one."""

    code: str
    name: str
    shifted_today: date | None


@dataclass(frozen=True)
class DivisionValue:
    """A town (9 digits) or a village (12 digits)."""

    code: str
    name: str
    parent_code: str


def counties() -> tuple[CountyValue, ...]:
    """Return the counties served here, in order of their codes."""
    return _counties(int(time.monotonic() // _KEPT_SECONDS))


def county(code: str) -> CountyValue:
    """Return one county or raise `UnknownCounty` naming those there are."""
    for known in counties():
        if known.code == code:
            return known
    served = "、".join(f"{c.code} {c.name}" for c in counties()) or "—"
    raise UnknownCounty(f"no county {code!r} here; served: {served}")


def divisions(county_code: str) -> tuple[DivisionValue, ...]:
    """Return all towns and villages of a county, in order of their codes."""
    return _divisions(county_code, int(time.monotonic() // (_KEPT_SECONDS * 10)))


def towns(county_code: str) -> tuple[DivisionValue, ...]:
    """Return the towns and streets of a county."""
    return tuple(d for d in divisions(county_code) if len(d.code) == 9)


def villages(town_code: str) -> tuple[DivisionValue, ...]:
    """Return the villages and communities of a town."""
    return tuple(d for d in divisions(town_code[:6]) if d.parent_code == town_code)


def division_names(county_code: str) -> dict[str, str]:
    """Return the name of each town and village by its code."""
    return {d.code: d.name for d in divisions(county_code)}


def forget_places() -> None:
    """Drop what is kept, after a county was added or its date changed."""
    _counties.cache_clear()
    _divisions.cache_clear()


def add_county(*, code: str, name: str, shifted_today: date | None, parts: list[DivisionValue]) -> None:
    """Register a county with its towns and villages; a second time brings names up to date.

    Runs as the owner (`tenancy.as_owner`), since no role of the app may write the register.
    """
    context.schema_of(code)
    for part in parts:
        if not part.code.startswith(code) or len(part.code) not in (9, 12):
            raise ValueError(f"{part.code!r} {part.name} is no town (9 digits) or village (12) of {code}")
    rows = [Division(code=d.code, name=d.name, parent_code=d.parent_code, county_code=code) for d in parts]
    with transaction.atomic(using="owner"):
        County.objects.using("owner").update_or_create(
            code=code, defaults={"name": name, "shifted_today": shifted_today}
        )
        Division.objects.using("owner").bulk_create(
            rows, update_conflicts=True, unique_fields=["code"], update_fields=["name", "parent_code"]
        )
    forget_places()


@lru_cache(maxsize=2)
def _counties(_slot: int) -> tuple[CountyValue, ...]:
    def read() -> tuple[CountyValue, ...]:
        return tuple(CountyValue(c.code, c.name, c.shifted_today) for c in County.objects.order_by("code"))

    if context.is_open():
        return read()
    with context.shared():
        return read()


@lru_cache(maxsize=64)
def _divisions(county_code: str, _slot: int) -> tuple[DivisionValue, ...]:
    def read() -> tuple[DivisionValue, ...]:
        rows = Division.objects.filter(county_code=county_code).order_by("code")
        return tuple(DivisionValue(d.code, d.name, d.parent_code) for d in rows)

    if context.is_open():
        return read()
    with context.shared():
        return read()
