"""Whatever is done to sealed entries behind the program's back shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import LazySettings
from django.db import connections

from humiao.foundation import context, crypto
from humiao.foundation.erasing import erase_child
from humiao.foundation.ids import new_id
from humiao.foundation.trail import sealing
from humiao.foundation.trail.models import TrailEntry
from humiao.foundation.trail.public import Act, latest_acts, make_child_keys, record

PINGHU, YINING = "330482", "654002"
CHILD = new_id()
Tamper = Callable[[str], None]


@pytest.fixture
def tamper(own_database: Callable[..., str], superuser: dict[str, Any]) -> Tamper:
    """Three sealed batches of three entries in 平湖, and a superuser's hand: `tamper("UPDATE …")`."""
    own_database()
    with context.county(PINGHU, writes=True):
        make_child_keys([CHILD])
    for batch in (1, 2, 3):
        write(3, batch)
        assert sealing.seal_county(PINGHU) == 3
    assert codes() == []
    name = connections["default"].settings_dict["NAME"]

    def run(statement: str) -> None:
        with psycopg.connect(**{**superuser, "dbname": name}) as connection:
            connection.execute("SET search_path TO c330482, shared")
            connection.execute(statement)

    return run


ONE = "FROM trail_trailentry WHERE batch = 2 AND position = 1"


@pytest.mark.parametrize(
    "column",
    [
        "at = at + interval '1 day'",
        "written_at = written_at - interval '1 microsecond'",
        "actor = gen_random_uuid()",
        "actor_role = 'other'",
        "action = 'other'",
        "subject_type = 'other'",
        "subject_id = gen_random_uuid()",
        "child_id = gen_random_uuid()",
        """plain = plain || '{"n": 99}'""",
        "personal = set_byte(personal, 20, 255 - get_byte(personal, 20))",
        "personal = NULL",
        "id = gen_random_uuid()",
    ],
)
def test_an_edited_entry(tamper: Tamper, column: str) -> None:
    tamper(f"UPDATE trail_trailentry SET {column} WHERE batch = 2 AND position = 1")
    assert codes() == ["entry-edited"]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (f"DELETE {ONE}", ["entry-missing"]),
        (
            "UPDATE trail_trailentry SET position = 1 - position WHERE batch = 2 AND position < 2",
            ["entry-moved", "entry-moved"],
        ),
        ("UPDATE trail_trailentry SET batch = 5 - batch WHERE position = 0", ["entry-edited"] * 2),
        (
            "INSERT INTO trail_trailentry SELECT gen_random_uuid(), at, written_at, actor, actor_role, "
            f"action, subject_type, subject_id, child_id, plain, personal, 2, 3 {ONE}",
            ["entry-added"],
        ),
        (
            "INSERT INTO trail_trailentry SELECT gen_random_uuid(), at, written_at, actor, actor_role, "
            f"action, subject_type, subject_id, child_id, plain, personal, 2, NULL {ONE}",
            ["entry-added"],
        ),
        ("UPDATE trail_trailentry SET position = NULL WHERE batch = 2 AND position = 1", ["entry-added"]),
        (
            "DELETE FROM trail_trailentry WHERE batch = 3; DELETE FROM trail_trailbatch WHERE number = 3",
            ["cut-off"],
        ),
        ("DELETE FROM trail_trailbatch WHERE number = 3", ["cut-off", "batch-missing"]),
        (
            "DELETE FROM trail_trailentry WHERE batch = 2; DELETE FROM trail_trailbatch WHERE number = 2",
            ["batch-missing", "chain-broken"],
        ),
        ("DELETE FROM trail_trailentry; DELETE FROM trail_trailbatch", ["cut-off"]),
        ("UPDATE trail_trailbatch SET entries = 2 WHERE number = 2", ["batch-edited"]),
        ("UPDATE trail_trailbatch SET previous_mac = '' WHERE number = 2", ["chain-broken"]),
        ("UPDATE places_trailanchor SET mac = sha256('x') WHERE county_code = '330482'", ["head-differs"]),
        ("UPDATE places_trailanchor SET batch = 9 WHERE county_code = '330482'", ["cut-off"]),
        ("UPDATE places_trailanchor SET batch = 2 WHERE county_code = '330482'", ["anchor-behind"]),
        ("DELETE FROM places_trailanchor WHERE county_code = '330482'", ["anchor-missing"]),
    ],
)
def test_what_was_done_to_the_chain(tamper: Tamper, statement: str, expected: list[str]) -> None:
    tamper(statement)
    assert set(expected) <= set(codes())


def test_a_batch_recomputed_under_another_key(tamper: Tamper, settings: LazySettings, tmp_path: Path) -> None:
    """Somebody with the database but not the key deletes the end and seals a nicer one, anchor included."""
    tamper("DELETE FROM trail_trailentry WHERE batch = 3; DELETE FROM trail_trailbatch WHERE number = 3")
    right, settings.HUMIAO_MASTER_KEY = settings.HUMIAO_MASTER_KEY, tmp_path / "forged.key"
    crypto.ensure_master_key(tmp_path / "forged.key")
    with context.county(PINGHU, writes=True):
        record(Act("nicer"), actor=None, at=datetime.now(UTC))
    sealing.seal_county(PINGHU)
    settings.HUMIAO_MASTER_KEY = right
    assert codes() == ["batch-edited"]


def test_an_end_cut_off_with_its_anchor_shows_against_a_printed_head(tamper: Tamper) -> None:
    printed = sealing.head(PINGHU)
    assert sealing.printed_head_faults(PINGHU, printed) == []
    tamper(
        "DELETE FROM trail_trailentry WHERE batch = 3; DELETE FROM trail_trailbatch WHERE number = 3; "
        "UPDATE places_trailanchor a SET batch = b.number, mac = b.mac FROM trail_trailbatch b "
        "WHERE a.county_code = '330482' AND b.number = 2"
    )
    assert codes() == []  # nothing inside the database can tell
    assert [f.code for f in sealing.printed_head_faults(PINGHU, printed)] == ["cut-off"]
    write(1, 4)
    sealing.seal_county(PINGHU)
    assert [f.code for f in sealing.printed_head_faults(PINGHU, printed)] == ["head-differs"]


@pytest.mark.parametrize("printed", ["", "#3", "#0 00", "12 3f9a0c5e77d1b264", "#x 3f9a0c5e77d1b264"])
def test_what_is_no_head_is_refused(printed: str) -> None:
    with pytest.raises(ValueError, match="is no head"):
        sealing.printed_head_faults(PINGHU, printed)


def test_entries_left_unsealed_show_once_they_are_old(tamper: Tamper) -> None:
    write(2, 4)
    assert codes() == []
    later = datetime.now(UTC) + timedelta(seconds=11)
    found = sealing.faults(PINGHU, at=later, grace=0)
    assert [(f.code, f.where.split()[0]) for f in found] == [("unsealed", "2")]


def test_an_erased_childs_entries_still_verify_and_say_nothing(tamper: Tamper) -> None:
    with context.county(PINGHU, writes=True):
        erase_child(CHILD, actor=None, at=datetime.now(UTC))
        record(Act("after", child_id=CHILD, personal={"name": "王小明"}), actor=None, at=datetime.now(UTC))
    sealing.seal_county(PINGHU)
    assert codes() == []
    with context.county(PINGHU):
        acts = latest_acts(child_id=CHILD)
        newest = TrailEntry.objects.latest("id")
    assert len(acts) == 11
    assert all(act.personal == {} for act in acts)
    assert newest.personal is None


def test_a_child_without_a_key_is_an_error_not_a_silence(own_database: Callable[..., str]) -> None:
    own_database()
    with context.county(PINGHU, writes=True), pytest.raises(LookupError, match="no key"):
        record(Act("x", child_id=new_id(), personal={"a": 1}), actor=None, at=datetime.now(UTC))


def test_personal_values_need_their_child(db: None) -> None:
    with context.county(PINGHU, writes=True), pytest.raises(ValueError, match="the child they are about"):
        record(Act("x", personal={"a": 1}), actor=None, at=datetime.now(UTC))


def test_one_countys_chain_is_not_the_others(tamper: Tamper) -> None:
    tamper(
        "INSERT INTO c654002.trail_trailentry SELECT * FROM trail_trailentry;"
        "INSERT INTO c654002.trail_trailbatch SELECT * FROM trail_trailbatch;"
        "INSERT INTO places_trailanchor SELECT '654002', batch, mac, anchored_at FROM places_trailanchor"
    )
    assert set(codes(YINING)) == {"batch-edited"}


def write(count: int, batch: int) -> None:
    at = datetime.now(UTC)
    with context.county(PINGHU, writes=True):
        for n in range(count):
            record(Act("act", "x", new_id(), CHILD, {"n": n}, {"b": batch}), actor=new_id(), role="r", at=at)


def codes(code: str = PINGHU) -> list[str]:
    return [f.code for f in sealing.faults(code, grace=0)]
