"""Backups come back table by table, and whatever is wrong leaves the county as it was."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from psycopg import sql

from humiao.access.accounts.public import check_credentials
from humiao.access.public import SYSTEM, Role, give_post
from humiao.access.tests.accounts import make_account
from humiao.foundation import clock, context, crypto, tenancy
from humiao.foundation.backup import contents, programs
from humiao.foundation.backup.public import BackupRefused, make_backup, restore_backup
from humiao.foundation.ids import new_id
from humiao.foundation.places.public import counties, divisions
from humiao.foundation.trail import sealing
from humiao.foundation.trail.public import Act, latest_acts, make_child_keys, record

PINGHU, YINING = "330482", "654002"
CHILD = new_id()
Use = Callable[..., str]


@pytest.fixture
def served(own_database: Use) -> Use:
    """A database with both counties at work."""
    own_database()
    with context.identity(writes=True):
        ids = {
            code: make_account(username=f"li-{code}", name="李芳", password="demo", counties=(code,)).id
            for code in (PINGHU, YINING)
        }
    for code, account in ids.items():
        at = clock.now(code)
        with context.county(code, writes=True):
            make_child_keys([CHILD])
            record(Act("note", child_id=CHILD, personal={"说": "平安\t\\N\n$1"}), actor=account, at=at)
            give_post(
                account_id=account,
                person_name="李芳",
                role=Role.BUREAU_OFFICER,
                starts_on=date(2024, 1, 1),
                by=SYSTEM,
                at=at,
            )
        sealing.seal_county(code)
    return own_database


def test_a_county_comes_back_table_by_table(served: Use, tmp_path: Path) -> None:
    before = content()
    made = make_backup(tmp_path / "b", county=PINGHU)
    assert [p.schema for p in made.parts] == ["c330482"]
    change(PINGHU)
    restore_backup(tmp_path / "b", replace=True)
    assert content() == before
    assert sealing.faults(PINGHU) == []
    with context.county(PINGHU):
        assert latest_acts(child_id=CHILD)[0].personal == {"说": "平安\t\\N\n$1"}


def test_a_restored_county_can_be_worked_in(served: Use, tmp_path: Path) -> None:
    make_backup(tmp_path / "b", county=PINGHU)
    restore_backup(tmp_path / "b", replace=True)
    change(PINGHU)
    assert sealing.seal_county(PINGHU) == 1
    assert sealing.faults(PINGHU) == []
    with context.county(YINING), pytest.raises(Exception, match="permission denied"):
        run("SELECT * FROM c330482.access_post")


def test_everything_comes_back_into_an_empty_database(served: Use, tmp_path: Path) -> None:
    before = content()
    make_backup(tmp_path / "b")
    served(empty=True)
    restore_backup(tmp_path / "b")
    assert content() == before
    assert [c.code for c in counties()] == [PINGHU, YINING]
    with context.identity():
        assert check_credentials("li-330482", "demo")
    change(YINING)
    assert sealing.seal_county(YINING) == 1
    assert all(sealing.faults(code) == [] for code in (PINGHU, YINING))


def test_one_county_of_a_backup_of_all_comes_back_alone(served: Use, tmp_path: Path) -> None:
    make_backup(tmp_path / "b")
    served(empty=True)
    restore_backup(tmp_path / "b", county=YINING)
    assert [c.code for c in counties()] == [YINING]
    assert len(divisions(YINING)) == 9
    with context.identity():
        assert check_credentials("li-654002", "demo")
        assert not check_credentials("li-330482", "demo")


def test_a_password_changed_since_stays_changed(served: Use, tmp_path: Path) -> None:
    make_backup(tmp_path / "b", county=PINGHU)
    with context.identity(writes=True):
        make_account(username="li-330482", name="李芳", password="newer", counties=(PINGHU,))
    restore_backup(tmp_path / "b", replace=True)
    with context.identity():
        assert check_credentials("li-330482", "newer")


def test_a_username_somebody_else_took_is_refused(served: Use, tmp_path: Path) -> None:
    make_backup(tmp_path / "b", county=PINGHU)
    as_owner("UPDATE shared.accounts_account SET id = gen_random_uuid() WHERE username = 'li-330482'")
    assert_refused(tmp_path / "b", "already sign in as li-330482", replace=True)


def test_a_county_that_is_here_is_not_replaced_unasked(served: Use, tmp_path: Path) -> None:
    make_backup(tmp_path / "b", county=PINGHU)
    assert_refused(tmp_path / "b", "already here.*--replace")


def test_a_county_missing_from_a_backup_of_all_is_not_lost(served: Use, tmp_path: Path) -> None:
    make_backup(tmp_path / "b")
    tenancy.make_county("110101")
    assert_refused(tmp_path / "b", "110101 is here but not in the backup", replace=True)


@pytest.mark.parametrize("name", ["c330482.dump", "c330482.shared.json", "manifest.json"])
def test_a_damaged_file_is_found(served: Use, tmp_path: Path, name: str) -> None:
    make_backup(tmp_path / "b", county=PINGHU)
    path = tmp_path / "b" / name
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    path.write_bytes(damaged)
    assert_refused(tmp_path / "b", "damaged", replace=True)


@pytest.mark.parametrize("name", ["c330482.dump", "manifest.json", "manifest.mac"])
def test_a_missing_file_is_found(served: Use, tmp_path: Path, name: str) -> None:
    make_backup(tmp_path / "b", county=PINGHU)
    (tmp_path / "b" / name).unlink()
    assert_refused(tmp_path / "b", "missing|no backup|damaged", replace=True)


def test_a_row_that_did_not_come_back_is_found(
    served: Use, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_backup(tmp_path / "b", county=PINGHU)
    monkeypatch.setattr("humiao.foundation.backup.loading._copy", skip_first_row)
    assert_refused(tmp_path / "b", "did not come back.*0 rows", replace=True)


def test_another_key_is_refused(served: Use, tmp_path: Path, settings: LazySettings) -> None:
    make_backup(tmp_path / "b", county=PINGHU)
    settings.HUMIAO_MASTER_KEY = tmp_path / "other.key"
    crypto.ensure_master_key(tmp_path / "other.key")
    assert_refused(tmp_path / "b", "another master key")


def test_the_key_is_not_in_the_backup(served: Use, tmp_path: Path, settings: LazySettings) -> None:
    make_backup(tmp_path / "b")
    key = Path(settings.HUMIAO_MASTER_KEY).read_bytes()
    for path in (tmp_path / "b").iterdir():
        assert key not in path.read_bytes()
        assert key.hex() not in path.read_text(errors="ignore")
        assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [("format", 2, "format 2"), ("program", "99.0", "made by Humiao 99.0"), ("program", "x", "damaged")],
)
def test_what_a_later_version_made_is_refused(
    served: Use, tmp_path: Path, field: str, value: Any, message: str
) -> None:
    make_backup(tmp_path / "b", county=PINGHU)
    path = tmp_path / "b" / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), field: value}))
    assert_refused(tmp_path / "b", message, replace=True)


def test_a_migration_unknown_here_is_refused(served: Use, tmp_path: Path) -> None:
    as_owner("INSERT INTO c330482.django_migrations (app, name, applied) VALUES ('visits', '0999_z', now())")
    make_backup(tmp_path / "b", county=PINGHU)
    assert_refused(tmp_path / "b", "visits.0999_z", replace=True)


def test_an_older_backup_is_upgraded_before_it_counts(served: Use, tmp_path: Path) -> None:
    before = content()
    unapply_procurement()
    make_backup(tmp_path / "b", county=PINGHU)
    tenancy.upgrade_all()
    restore_backup(tmp_path / "b", replace=True)
    assert tenancy.pending_migrations() == {}
    assert content()["c330482"].keys() == before["c330482"].keys()
    change(PINGHU)


def test_a_killed_restore_leaves_the_old_county_and_nothing_else(
    served: Use, tmp_path: Path, in_another_process: Callable[[str], Any]
) -> None:
    make_backup(tmp_path / "b", county=PINGHU)
    before = content()
    with in_another_process(
        f"""
        from humiao.foundation.backup import restoring
        def wait(part): print("loaded", flush=True); time.sleep(60)
        restoring._upgrade = wait
        restoring.restore_backup(Path({str(tmp_path / "b")!r}), replace=True)
        """
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"loaded\n"
        assert_refused(tmp_path / "b", "another restore is running", replace=True)
        process.send_signal(signal.SIGKILL)
    assert content() == before
    restore_backup(tmp_path / "b", replace=True)
    assert content() == before
    assert set_aside() == []


def test_an_interrupted_restore_leaves_nothing_behind(
    served: Use, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_backup(tmp_path / "b", county=PINGHU)
    before = content()

    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("humiao.foundation.backup.restoring._put_shared_rows", interrupted)
    with pytest.raises(KeyboardInterrupt):
        restore_backup(tmp_path / "b", replace=True)
    assert content() == before
    assert set_aside() == []


def test_a_county_at_work_is_not_replaced_under_its_hands(
    served: Use, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_backup(tmp_path / "b", county=PINGHU)
    monkeypatch.setattr("humiao.foundation.backup.restoring._PATIENCE", "100ms")
    with context.county(PINGHU):
        run("SELECT * FROM access_post")
        with pytest.raises(BackupRefused, match="at work"):
            restore_backup(tmp_path / "b", replace=True)


def test_a_backup_goes_into_a_new_folder_only(served: Use, tmp_path: Path) -> None:
    (tmp_path / "something").touch()
    with pytest.raises(BackupRefused, match="not empty"):
        make_backup(tmp_path)


def test_a_county_not_served_is_refused(served: Use, tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match="no county 110101 here; served: 330482, 654002"):
        make_backup(tmp_path / "b", county="110101")
    make_backup(tmp_path / "b", county=PINGHU)
    with pytest.raises(BackupRefused, match="654002 is not in this backup; it holds 330482 平湖市"):
        restore_backup(tmp_path / "b", county=YINING)


def test_a_backup_that_fails_leaves_no_folder(
    served: Use, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("humiao.foundation.backup.making.write_manifest", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        make_backup(tmp_path / "b")
    assert list(tmp_path.iterdir()) == []


def test_the_hash_does_not_depend_on_the_rows_order_but_on_each_value(served: Use) -> None:
    as_owner("CREATE TABLE shared.x (n int, t text); INSERT INTO shared.x VALUES (1, 'a'), (2, 'b')")
    one = content()["shared"]["x"]
    as_owner("TRUNCATE shared.x; INSERT INTO shared.x VALUES (2, 'b'), (1, 'a')")
    assert content()["shared"]["x"] == one
    as_owner("TRUNCATE shared.x; INSERT INTO shared.x VALUES (2, 'a'), (1, 'b')")
    assert content()["shared"]["x"] != one


# --- what the tests above are said with


def content() -> dict[str, Any]:
    """Return every table's count and hash by schema."""
    with programs.connect() as connection:
        return {s: contents.sums_of(connection, s) for s in contents.schemas_of(connection)}


def change(code: str) -> None:
    """Work a little in a county."""
    with context.county(code, writes=True):
        record(Act("later"), actor=None, at=datetime.now(UTC))


def run(statement: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)


def as_owner(statement: str) -> None:
    with programs.connect() as connection:
        connection.execute(statement)


def set_aside() -> list[Any]:
    with programs.connect() as connection:
        found = connection.execute(
            "SELECT nspname FROM pg_namespace WHERE nspname ~ '^(restoring|replaced)_'"
        )
        return found.fetchall()


def unapply_procurement() -> None:
    """Take the county's schema back to before it knew providers, as an earlier version had it."""
    with programs.connect() as connection:
        for table in contents.tables_of(connection, "c330482"):
            if table.startswith("procurement_"):
                connection.execute(sql.SQL("DROP TABLE c330482.{} CASCADE").format(sql.Identifier(table)))
        connection.execute("DELETE FROM c330482.django_migrations WHERE app = 'procurement'")


def assert_refused(folder: Path, message: str, *, replace: bool = False) -> None:
    before = content()
    with pytest.raises(BackupRefused, match=message):
        restore_backup(folder, replace=replace)
    assert content() == before


def skip_first_row(copy: Any, lines: Iterator[bytes]) -> None:
    for row in list(iter(lambda: next(lines), b"\\.\n"))[1:]:
        copy.write(row)
