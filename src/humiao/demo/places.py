"""The demo's two counties: their schemas, divisions and the dates they live on."""

from __future__ import annotations

from django.conf import settings
from psycopg import sql

from humiao.demo.people.public import PROFILES
from humiao.foundation.context import SHARED_SCHEMA, schema_of
from humiao.foundation.divisions.public import Division, read_divisions
from humiao.foundation.places.public import DivisionValue, add_county, forget_places
from humiao.foundation.tenancy import as_owner, county_codes, make_county, make_shared

COUNTIES = tuple(PROFILES)


def read_places() -> dict[str, list[Division]]:
    """Return each county's divisions as `make assets` extracted them; raises `DivisionsMissing`."""
    return {code: read_divisions(code, settings.BUILD / "divisions") for code in COUNTIES}


def make_places(found: dict[str, list[Division]]) -> None:
    """Make the shared schema and those of both counties, and register the counties with their divisions."""
    make_shared()
    for code in COUNTIES:
        make_county(code)
        parts = [
            DivisionValue(d.code, d.short_name, d.parent if d.level == "village" else "")
            for d in found[code]
            if d.level != "county"
        ]
        with as_owner(SHARED_SCHEMA):
            add_county(code=code, name=PROFILES[code].name, shifted_today=PROFILES[code].on, parts=parts)


def places_there() -> list[str]:
    """Return the codes of the counties whose schemas exist in this database."""
    return county_codes()


def drop_places() -> None:
    """Drop the schemas of an unfinished demo: both counties', and the shared one with its accounts."""
    with as_owner(SHARED_SCHEMA) as connection, connection.cursor() as cursor:
        for schema in (*(schema_of(code) for code in COUNTIES), SHARED_SCHEMA):
            cursor.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(schema)))
    forget_places()


def tidy_up() -> None:
    """Let PostgreSQL look at what was written at one stroke, as it would by itself after a while."""
    with as_owner(SHARED_SCHEMA) as connection, connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
