"""The large county's faster way of writing visits, held against the command, in small."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from humiao.access.public import EVERYBODY
from humiao.demo.people.public import YINING
from humiao.demo.people.tests.divisions import small_divisions
from humiao.demo.scale.county import COUNTY, make_scale_county
from humiao.foundation import clock, context
from humiao.foundation.places.public import DivisionValue, add_county
from humiao.foundation.tenancy import as_owner, make_county, make_shared
from humiao.indicators.public import scorecard
from humiao.programmes.public import programmes_of

CHILDREN, LINES = 160, 900
TABLES = ("visits_visit", "visits_visitline")


def figures() -> list[dict[str, Any]]:
    """Return every figure of the county's programme."""
    with context.county(COUNTY):
        (programme,) = programmes_of(EVERYBODY)
        rows = scorecard(programme, on=YINING.on, known_at=clock.end_of_day(YINING.on))
        return [{"code": row.indicator.code, **vars(row.figure)} for row in rows]


def filled(table: str) -> dict[str, int]:
    """Return in how many rows each column is filled."""
    with context.county(COUNTY), connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} LIMIT 0")
        columns = [column.name for column in cursor.description or ()]
        counts = ", ".join(f"count({name})" for name in columns)
        cursor.execute(f"SELECT {counts} FROM {table}")
        return dict(zip(columns, cursor.fetchone(), strict=True))


def make(*, through_commands: bool) -> list[str]:
    """Make the county in an empty database and return what was said."""
    said: list[str] = []
    divisions = small_divisions(COUNTY)
    make_shared()
    make_county(COUNTY)
    parts = [
        DivisionValue(d.code, d.short_name, d.parent if d.level == "village" else "")
        for d in divisions
        if d.level != "county"
    ]
    with as_owner("shared"):
        add_county(code=COUNTY, name=YINING.name, shifted_today=YINING.on, parts=parts)
    make_scale_county(
        divisions,
        said.append,
        children=CHILDREN,
        lines=LINES,
        restricted=1,
        through_commands=through_commands,
    )
    return said


@pytest.fixture
def both_ways(own_database: Callable[..., str]) -> dict[bool, dict[str, Any]]:
    """Make the county by COPY and through the command, and tell what is in each."""
    found: dict[bool, dict[str, Any]] = {}
    for through_commands in (False, True):
        own_database(empty=True)
        said = make(through_commands=through_commands)
        columns = {table: filled(table) for table in TABLES}
        found[through_commands] = {"figures": figures(), "columns": columns, "said": said}
    return found


def test_copied_visits_are_those_the_command_writes(both_ways: dict[bool, dict[str, Any]]) -> None:
    copied, recorded = both_ways[False], both_ways[True]
    assert copied["columns"] == recorded["columns"]
    assert copied["columns"]["visits_visitline"]["id"] >= LINES
    assert copied["figures"] == recorded["figures"]
    assert any(row["evidence_count"] for row in copied["figures"])
    assert len(copied["said"]) == 2
