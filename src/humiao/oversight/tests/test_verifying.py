"""A planted tampering of every kind in trail, months, files and exports is found, and told where."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from humiao.access.exports.models import Export
from humiao.access.exports.public import Made, mark_book, take_out
from humiao.access.public import SYSTEM
from humiao.foundation import context
from humiao.foundation.clock import moment
from humiao.foundation.files import sealed
from humiao.foundation.files.models import StoredFile
from humiao.foundation.files.sealed import Form
from humiao.foundation.ids import new_id
from humiao.foundation.tenancy import as_owner
from humiao.foundation.trail.sealing import seal_county
from humiao.oversight.verifying import PARTS, faults_of
from humiao.registry.months.tests.conftest import AUGUST, SEPTEMBER, close, roster

COUNTY = "330482"
AT = moment(date(2024, 11, 20))


def as_superuser(statement: str, schema: str = f"c{COUNTY}") -> None:
    with as_owner(schema) as owner, owner.cursor() as cursor:
        cursor.execute(statement)


def book(stamp: Any) -> bytes:
    from io import BytesIO

    from humiao.foundation.spreadsheets import new_book

    out = BytesIO()
    made = new_book(out)
    mark_book(made, stamp)
    made.close()
    return out.getvalue()


def take(*children: Any) -> Any:
    return take_out(
        kind="children-list",
        name="a.xlsx",
        reason="季度检查",
        make=lambda stamp: Made(book(stamp), children),
        session_key="",
        by=SYSTEM,
        at=AT,
    )


@pytest.fixture
def kept(own_database: Any, settings: Any, tmp_path: Any) -> Any:
    """Make a county with two closed months, two exports and their files, all sealed."""
    own_database()
    with context.county(COUNTY, writes=True):
        roster()
        close(AUGUST)
        close(SEPTEMBER)
        take(new_id(), new_id())
        take(new_id())
    while seal_county(COUNTY):
        pass
    assert faults_of(COUNTY) == []


def told() -> set[tuple[str, str]]:
    return {(fault.part, fault.code) for fault in faults_of(COUNTY)}


# What is done behind the program's back, and what has to be told of it.
ENTRY = "SELECT id FROM trail_trailentry WHERE batch = 1 ORDER BY position LIMIT 1"
TAMPERINGS: dict[str, tuple[str, set[tuple[str, str]]]] = {
    "an entry's actor": (
        f"UPDATE trail_trailentry SET actor = gen_random_uuid() WHERE id = ({ENTRY})",
        {("trail", "entry-edited")},
    ),
    "an entry's moment": (
        f"UPDATE trail_trailentry SET at = at - interval '1 day' WHERE id = ({ENTRY})",
        {("trail", "entry-edited")},
    ),
    "an entry's words": (
        f"UPDATE trail_trailentry SET plain = '{{\"x\": 1}}' WHERE id = ({ENTRY})",
        {("trail", "entry-edited")},
    ),
    "whose child it is": (
        f"UPDATE trail_trailentry SET child_id = gen_random_uuid() WHERE id = ({ENTRY})",
        {("trail", "entry-edited")},
    ),
    "an entry gone": (f"DELETE FROM trail_trailentry WHERE id = ({ENTRY})", {("trail", "entry-missing")}),
    "an entry put in": (
        "INSERT INTO trail_trailentry SELECT gen_random_uuid(), at, written_at, actor, actor_role, action, "
        "subject_type, subject_id, child_id, plain, personal, batch, 9999 "
        f"FROM trail_trailentry WHERE id = ({ENTRY})",
        {("trail", "entry-added")},
    ),
    "two entries swapped": (
        "UPDATE trail_trailentry SET position = 1 - position WHERE batch = 1 AND position < 2",
        {("trail", "entry-moved")},
    ),
    "a batch's seal": (
        "UPDATE trail_trailbatch SET mac = sha256('x') WHERE number = 1",
        {("trail", "batch-edited"), ("trail", "head-differs")},
    ),
    "a batch gone": (
        "DELETE FROM trail_trailbatch",
        {("trail", "cut-off"), ("trail", "batch-missing")},
    ),
    "a line of a month": (
        "UPDATE registry_monthline SET age = age + 1 WHERE number = 1",
        {("months", "book-edited")},
    ),
    "a signature of a month": (
        "UPDATE registry_closedmonth SET closed_name = 'x'",
        {("months", "book-edited")},
    ),
    "a month taken out whole": (
        "DELETE FROM registry_monthline; DELETE FROM registry_monthentry; DELETE FROM registry_monthtown; "
        "DELETE FROM registry_closedmonth WHERE month < '2024-09-01'",
        {("months", "chain-broken"), ("months", "book-edited")},
    ),
    "a file's row gone": (
        "DELETE FROM files_storedfile WHERE id = (SELECT min(id::text)::uuid FROM files_storedfile)",
        {("files", "file-missing")},
    ),
    "a file put in": (
        "INSERT INTO files_storedfile SELECT (jsonb_populate_record(f, jsonb_build_object('id', "
        "gen_random_uuid()))).* FROM files_storedfile f LIMIT 1",
        {("files", "file-added"), ("files", "file-key")},
    ),
    "two files' keys swapped": (
        "UPDATE files_storedfile f SET wrapped_key = (SELECT wrapped_key FROM files_storedfile o "
        "WHERE o.id <> f.id LIMIT 1)",
        {("files", "file-key")},
    ),
    "a file's digest": ("UPDATE files_storedfile SET sha256 = sha256('x')", {("files", "file-edited")}),
    "a file said to be destroyed": (
        "UPDATE files_storedfile SET destroyed_at = now()",
        {("files", "file-destroyed")},
    ),
    "an export's taker": (
        "UPDATE exports_export SET account_id = gen_random_uuid()",
        {("exports", "export-edited")},
    ),
    "an export's reason and name": (
        "UPDATE exports_export SET person_name = 'x'",
        {("exports", "export-edited")},
    ),
    "an export's time": (
        "UPDATE exports_export SET made_at = made_at - interval '1 day'",
        {("exports", "export-edited")},
    ),
    "an export's number": (
        "UPDATE exports_export SET number = left(number, -1) || '0' WHERE children = 1",
        {("exports", "export-edited")},
    ),
    "a child taken out of an export": (
        "DELETE FROM exports_exportedchild WHERE id = (SELECT min(id) FROM exports_exportedchild)",
        {("exports", "export-edited")},
    ),
    "an export gone": (
        "DELETE FROM exports_exportfetch; DELETE FROM exports_exportedchild; DELETE FROM exports_export",
        {("exports", "export-missing")},
    ),
    "an export put in": (
        "INSERT INTO exports_export SELECT (jsonb_populate_record(e, jsonb_build_object('id', "
        "gen_random_uuid(), 'number', '20200101-AAAAAA'))).* FROM exports_export e LIMIT 1",
        {("exports", "export-added"), ("exports", "export-edited")},
    ),
}


@pytest.mark.usefixtures("kept")
def test_every_planted_tampering_is_found_and_told_where() -> None:
    for what, (statement, expected) in TAMPERINGS.items():
        as_superuser("BEGIN; CREATE SCHEMA aside; " + _copied() + " COMMIT")
        as_superuser(statement)
        found = faults_of(COUNTY)
        assert {(f.part, f.code) for f in found} == expected, what
        assert all(f.where and f.part in PARTS for f in found), what
        as_superuser("BEGIN; " + _restored() + " DROP SCHEMA aside CASCADE; COMMIT")
        assert faults_of(COUNTY) == [], what


_TABLES = (
    "trail_trailentry",
    "trail_trailbatch",
    "registry_closedmonth",
    "registry_monthline",
    "registry_monthentry",
    "registry_monthtown",
    "files_storedfile",
    "exports_export",
    "exports_exportedchild",
    "exports_exportfetch",
)


def _copied() -> str:
    return " ".join(f"CREATE TABLE aside.{t} AS TABLE {t};" for t in _TABLES)


def _restored() -> str:
    emptied = " ".join(f"DELETE FROM {t};" for t in reversed(_TABLES))
    return emptied + " ".join(f"INSERT INTO {t} TABLE aside.{t};" for t in _TABLES)


@pytest.mark.usefixtures("kept")
def test_content_in_the_storage_that_was_changed_swapped_or_taken_away_is_found() -> None:
    with context.county(COUNTY):
        one, other = StoredFile.objects.order_by("id").values_list("id", flat=True)
    first, second = (sealed.place_of(COUNTY, file, Form.ORIGINAL) for file in (one, other))
    was, theirs = sealed.get_sealed(first), sealed.get_sealed(second)
    for changed in (was[:-1] + bytes([was[-1] ^ 1]), was[:-9], theirs, b""):
        sealed.put_sealed(first, changed)
        assert told() == {("files", "content-edited")}
    sealed.storage().delete(first)
    assert told() == {("files", "content-missing")}
    sealed.put_sealed(first, was)
    assert told() == set()


@pytest.mark.usefixtures("kept")
def test_a_head_put_back_shows() -> None:
    as_superuser("UPDATE places_trailanchor SET batch = batch + 1", "shared")
    assert told() == {("trail", "cut-off")}
    as_superuser("DELETE FROM places_trailanchor", "shared")
    assert told() == {("trail", "anchor-missing")}


@pytest.mark.usefixtures("kept")
def test_what_is_left_in_order_is_left_alone() -> None:
    with context.county(COUNTY):
        assert Export.objects.count() == 2
    assert told() == set()
