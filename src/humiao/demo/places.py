"""The demo's two counties: their schemas, divisions and the dates they live on."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from humiao.demo.people.public import PROFILES
from humiao.foundation.divisions.public import Division, read_divisions
from humiao.foundation.places.public import DivisionValue, add_county
from humiao.foundation.tenancy import as_owner, make_county, make_shared

COUNTIES = tuple(PROFILES)


def make_places() -> dict[str, list[Division]]:
    """Make the shared schema and both counties, and return each county's divisions."""
    make_shared()
    return {code: _make_county(code) for code in COUNTIES}


def today_of(code: str) -> date:
    """Return the date the county lives on."""
    return PROFILES[code].on


def _make_county(code: str) -> list[Division]:
    found = read_divisions(code, settings.BUILD / "divisions")
    make_county(code)
    parts = [
        DivisionValue(d.code, d.short_name, d.parent if d.level == "village" else "")
        for d in found if d.level != "county"
    ]
    with as_owner("shared"):
        add_county(code=code, name=PROFILES[code].name, shifted_today=PROFILES[code].on, parts=parts)
    return found
