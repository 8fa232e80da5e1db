"""`audit verify`, `backup`, `restore` as somebody types them: exit codes, words, JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from click.testing import CliRunner, Result

from humiao.access.public import SYSTEM
from humiao.cli import audit, backup, faults, restore, verify
from humiao.foundation import context, crypto
from humiao.foundation.backup import programs
from humiao.foundation.trail import sealing
from humiao.foundation.trail.models import TrailEntry
from humiao.foundation.trail.public import Act, record
from humiao.registry.destruction.erasing import erase_files
from humiao.registry.models import Child
from humiao.registry.tests.conftest import a_child, a_home, enter

PINGHU, YINING = "330482", "654002"


@pytest.fixture(autouse=True)
def _served(own_database: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A database of the test's own with one sealed act, in place of a data folder's."""
    own_database()
    for module in (backup, faults, restore):
        monkeypatch.setattr(module, "running_database", nullcontext)
    with context.county(PINGHU, writes=True):
        record(Act("act"), actor=None, at=datetime.now(UTC))
    sealing.seal_county(PINGHU)


def seal_both() -> None:
    """Seal what a backup and a restore wrote to every county, however long they took."""
    for county in (PINGHU, YINING):
        sealing.seal_county(county)


def run(command: str, *words: object) -> Result:
    commands = {
        "audit": audit.audit,
        "backup": backup.backup,
        "restore": restore.restore,
        "all": verify.verify,
    }
    return CliRunner().invoke(commands[command], [str(w) for w in words])


def as_owner(statement: str) -> None:
    with programs.connect() as connection:
        connection.execute(statement)


def test_an_intact_trail() -> None:
    told = run("audit", "verify")
    assert told.exit_code == 0
    assert "330482 平湖市: intact, head #1 " in told.output
    found = json.loads(run("audit", "verify", "--county", PINGHU, "--json").output)
    assert [(f["county"], f["faults"]) for f in found] == [(PINGHU, [])]


def test_a_faulty_trail_says_where() -> None:
    as_owner("UPDATE c330482.trail_trailentry SET action = 'other'")
    told = run("audit", "verify")
    assert told.exit_code == 1
    assert "330482 平湖市: 1 faults" in told.output
    assert "trail, entry-edited: batch 1, position 0" in told.output
    found = json.loads(run("audit", "verify", "--county", PINGHU, "--json").output)
    assert found[0]["faults"][0]["code"] == "entry-edited"


def test_a_head_printed_earlier() -> None:
    head = sealing.head(PINGHU)
    assert run("audit", "verify", "--county", PINGHU, "--head", head).exit_code == 0
    told = run("audit", "verify", "--county", PINGHU, "--head", "#9 " + head[3:])
    assert (told.exit_code, "cut-off" in told.output) == (1, True)
    assert run("audit", "verify", "--head", head).exit_code == 2
    assert run("audit", "verify", "--county", PINGHU, "--head", "x").exit_code == 2


def test_everything_is_verified_at_once_and_says_where() -> None:
    told = run("all")
    assert (told.exit_code, "trail, months, files and exports intact" in told.output) == (0, True)
    as_owner(
        "INSERT INTO c330482.files_storedfile (id, owner_kind, owner_id, name, kind, size, sha256, "
        "has_shown, camera, retention, is_restricted, recorded_at, void_reason, destroyed_at) "
        "SELECT gen_random_uuid(), 'x', gen_random_uuid(), '', 'pdf', 1, '', false, '', 'passing', false, "
        "now(), '', now()"
    )
    told = run("all", "--county", PINGHU)
    assert told.exit_code == 1
    assert "files, file-added: file " in told.output
    found = json.loads(run("all", "--county", PINGHU, "--json").output)
    assert {fault["part"] for fault in found[0]["faults"]} == {"files"}
    head = sealing.head(PINGHU)
    told = run("all", "--county", PINGHU, "--head", "#9 " + head[3:])
    assert "trail, cut-off" in told.output
    assert run("all", "--head", head).exit_code == 2
    assert run("all", "--county", PINGHU, "--head", "x").exit_code == 2
    assert run("all", "--county", "999999").exit_code == 1


def test_an_unknown_county() -> None:
    told = run("audit", "verify", "--county", "999999")
    assert told.exit_code == 1
    assert "served: 330482 平湖市、654002 伊宁市" in told.output


def test_there_and_back(tmp_path: Path) -> None:
    made = run("backup", "--to", tmp_path / "b")
    assert made.exit_code == 0
    assert "A lost key is lost data" in made.output
    assert crypto.fingerprint() in made.output
    refused = run("restore", tmp_path / "b")
    assert (refused.exit_code, "--replace" in refused.output) == (1, True)
    back = run("restore", tmp_path / "b", "--replace")
    assert back.exit_code == 0
    assert "330482 平湖市" in back.output
    seal_both()
    told = run("audit", "verify")
    assert told.exit_code == 0, told.output
    with context.county(PINGHU):
        actions = list(TrailEntry.objects.order_by("id").values_list("action", flat=True))
    assert actions == ["act", "back-up", "restore"]


def _enter_and_back_up(folder: Path) -> UUID:
    with context.county(PINGHU, writes=True):
        (child,) = enter(a_home(a_child("王小明")))
    assert run("backup", "--to", folder).exit_code == 0
    return child


def _erase(child: UUID) -> None:
    with context.county(PINGHU, writes=True):
        erase_files([child], by=SYSTEM, at=datetime.now(UTC))


def _name_of(child: UUID) -> str:
    with context.county(PINGHU):
        return Child.objects.get(pk=child).name


@pytest.fixture
def lists(tmp_path: Path, settings: Any) -> Path:
    """Keep the list of the erased in a folder of the test's own."""
    data = tmp_path / "data"
    settings.DATA = data
    return data / "erased"


def test_an_older_backup_brings_back_nobody_who_was_erased_since(tmp_path: Path, lists: Path) -> None:
    child = _enter_and_back_up(tmp_path / "b")
    _erase(child)
    back = run("restore", tmp_path / "b", "--replace")
    assert (back.exit_code, "1 children erased since" in back.output) == (0, True)
    assert _name_of(child) == "〔已删除〕"
    with context.county(PINGHU):
        assert "erase-again" in TrailEntry.objects.values_list("action", flat=True)
    seal_both()
    assert run("audit", "verify").exit_code == 0


@pytest.mark.parametrize("where", ["here", "elsewhere", "nowhere", "forged"])
def test_on_an_empty_machine_the_list_says_who_was_erased(
    own_database: Callable[..., str], tmp_path: Path, lists: Path, where: str
) -> None:
    child = _enter_and_back_up(tmp_path / "b")
    _erase(child)
    own_database(empty=True)
    kept, words = lists, []
    if where in ("elsewhere", "nowhere"):
        kept = lists.rename(tmp_path / "kept")
    if where == "elsewhere":
        words = ["--erased", kept]
    if where == "forged":
        path = lists / f"{PINGHU}.txt"
        path.write_text(path.read_text()[:-9] + "00000000\n" + "noise\n")
    assert run("restore", tmp_path / "b", *words).exit_code == 0
    assert _name_of(child) == ("〔已删除〕" if where in ("here", "elsewhere") else "王小明")


def test_an_erasure_that_fails_is_on_no_list(lists: Path) -> None:
    def fail() -> None:
        with context.county(PINGHU, writes=True):
            (child,) = enter(a_home(a_child("王小明")))
            erase_files([child], by=SYSTEM, at=datetime.now(UTC))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not lists.exists()


def test_as_json(tmp_path: Path) -> None:
    made = json.loads(run("backup", "--county", PINGHU, "--to", tmp_path / "b", "--json").output)
    assert [(p["county"], p["name"]) for p in made["parts"]] == [(PINGHU, "平湖市")]
    assert made["key"] == crypto.fingerprint()
    back = json.loads(run("restore", tmp_path / "b", "--replace", "--json").output)
    assert back["parts"][0]["county"] == PINGHU


def test_what_can_not_be_backed_up_or_restored(tmp_path: Path) -> None:
    for code in ("999999", "abc"):
        assert run("backup", "--county", code, "--to", tmp_path / "b").exit_code == 1
    assert run("backup").exit_code == 2
    assert run("restore", tmp_path / "nothing").exit_code == 2
    told = run("restore", tmp_path)
    assert (told.exit_code, "is no backup" in told.output) == (1, True)
