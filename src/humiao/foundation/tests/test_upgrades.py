"""A data folder of another version is upgraded after a backup, or refused with what to do."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from humiao.foundation import tenancy
from humiao.foundation.backup import contents, programs
from humiao.foundation.backup.public import read_manifest, restore_backup
from humiao.foundation.upgrades import NewerData, UpgradeFailed, bring_up_to_date, recorded_version
from humiao.foundation.versions import is_newer, program_version

Use = Callable[..., str]


def no_words(words: str) -> None:
    raise AssertionError(words)


def test_an_empty_database_is_set_up_without_a_backup(own_database: Use, tmp_path: Path) -> None:
    own_database(empty=True)
    assert bring_up_to_date(tmp_path, say=no_words) is None
    assert recorded_version(tmp_path) == program_version()
    assert tenancy.pending_migrations() == {}


def test_data_of_this_version_are_left_alone(own_database: Use, tmp_path: Path) -> None:
    own_database()
    assert bring_up_to_date(tmp_path, say=no_words) is None
    assert not (tmp_path / "backups").exists()


def test_older_data_are_backed_up_then_upgraded(own_database: Use, tmp_path: Path) -> None:
    own_database()
    forget_procurement("c654002")
    (tmp_path / "version.json").write_text('{"program": "0.0.9"}')
    said: list[str] = []
    folder = bring_up_to_date(tmp_path, say=said.append)
    assert folder is not None
    assert tenancy.pending_migrations() == {}
    assert recorded_version(tmp_path) == program_version()
    assert "0.0.9" in said[0]
    assert str(folder) in said[0]
    manifest = read_manifest(folder)
    assert (manifest.program, manifest.is_whole) == ("0.0.9", True)
    assert "procurement.0001_initial" not in manifest.part_of("654002").migrations
    restore_backup(folder, replace=True)
    assert tenancy.pending_migrations() == {}


@pytest.mark.parametrize("what", ["version", "migration"])
def test_newer_data_are_refused(own_database: Use, tmp_path: Path, what: str) -> None:
    own_database()
    if what == "version":
        (tmp_path / "version.json").write_text('{"program": "99.0"}')
    else:
        run("INSERT INTO c330482.django_migrations (app, name, applied) VALUES ('visits', '0999_z', now())")
    with pytest.raises(NewerData, match=r"99\.0|visits.0999_z") as refused:
        bring_up_to_date(tmp_path, say=no_words)
    assert "humiao restore" in str(refused.value)
    assert not (tmp_path / "backups").exists()


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"program": "x"}'])
def test_an_unreadable_version_is_refused(own_database: Use, tmp_path: Path, text: str) -> None:
    own_database()
    (tmp_path / "version.json").write_text(text)
    with pytest.raises(NewerData, match="can't be read"):
        bring_up_to_date(tmp_path, say=no_words)


def test_an_upgrade_that_fails_names_its_backup(own_database: Use, tmp_path: Path) -> None:
    own_database()
    run("DELETE FROM c330482.django_migrations WHERE app = 'procurement'")  # its tables are in the way now
    with pytest.raises(UpgradeFailed, match=r"already exists.*humiao restore .*before-"):
        bring_up_to_date(tmp_path, say=lambda _: None)
    assert json.loads(next((tmp_path / "backups").glob("*/manifest.json")).read_text())["is_whole"]
    assert recorded_version(tmp_path) is None


def test_versions_compare_by_their_numbers() -> None:
    assert is_newer("0.10", "0.9.3")
    assert is_newer("1.0.1", "1.0")
    assert not is_newer("1.0.0", "1.0")
    assert not is_newer("1.0rc1", "1.0")


def forget_procurement(schema: str) -> None:
    with programs.connect() as connection:
        tables = [t for t in contents.tables_of(connection, schema) if t.startswith("procurement_")]
    run("; ".join(f"DROP TABLE {schema}.{t} CASCADE" for t in tables))
    run(f"DELETE FROM {schema}.django_migrations WHERE app = 'procurement'")


def run(statement: str) -> None:
    with programs.connect() as connection:
        connection.execute(statement)
