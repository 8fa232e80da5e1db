"""Rotating keys over a county's real rows: every value opens, every search finds, every seal verifies."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.db import connections
from django.db.models import BinaryField
from django.utils.module_loading import import_string

from humiao.access.public import PUBLIC
from humiao.foundation import context, crypto
from humiao.foundation.backup import programs
from humiao.foundation.backup.public import BackupRefused, make_backup, restore_backup
from humiao.foundation.conftest import _started as in_another_process
from humiao.foundation.crypto import CannotOpen
from humiao.foundation.decisions import Refused
from humiao.foundation.keys import ring, rotation, under
from humiao.foundation.keys.destroying import destroy, loss_of
from humiao.foundation.keys.recovery import had_back, what_is_at_stake, write
from humiao.foundation.keys.ring import State
from humiao.foundation.keys.rotation import KeysRefused
from humiao.foundation.keys.shares import split
from humiao.foundation.places.public import forget_places
from humiao.foundation.trail import sealing
from humiao.foundation.trail.models import ChildKey
from humiao.foundation.trail.public import Act, record
from humiao.registry.intake.commands.public_door import apply_as_guardian
from humiao.registry.intake.queries.reading import status_by_code
from humiao.registry.intake.tests.conftest import brought
from humiao.registry.models import Child
from humiao.registry.moves.sealing import public_keys
from humiao.registry.tests.conftest import AT
from keys_world import (
    PINGHU,
    SEALED,
    enter_one,
    fill,
    found,
    number_of,
    opened,
    sealed_texts,
    versions,
)


@pytest.fixture
def keys(tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of keys of this test's own, and no waiting for processes that are not there."""
    folder = tmp_path / "keys"
    folder.mkdir(mode=0o700)
    shutil.copy(settings.HUMIAO_MASTER_KEY, folder / "master.key")
    settings.HUMIAO_MASTER_KEY = folder / "master.key"
    monkeypatch.setattr(ring, "LOOK_AGAIN", 0.0)
    monkeypatch.setattr(rotation, "_PAUSE", 0.02)
    return folder


@pytest.fixture
def at_work(own_database: Callable[..., str], keys: Path) -> str:
    """A county at work; gives the code an applicant asks by."""
    own_database()
    return fill()


def quiet(_text: str) -> None:
    """Say nothing."""


def test_everything_is_sealed_anew_and_reads_as_before(at_work: str) -> None:
    before, seal = opened(), sealing.head(PINGHU)
    assert versions() == {(1, "aes-gcm"), (1, "")}
    told = rotation.rotate(quiet)
    assert told.finished_at
    assert (told.waiting, told.closed, told.twice) == (0, [], [])
    assert opened() == before
    assert any(table == "registry_sealednote" for table, _column, _row in before)
    assert sealed_texts() == [SEALED]
    assert versions() == {(2, "aes-gcm"), (2, "")}
    assert {n: v.state for n, v in ring.described()[0].items()} == {1: State.RETIRED, 2: State.ACTIVE}
    assert sealing.faults(PINGHU) == []
    assert sealing.printed_head_faults(PINGHU, seal) == []
    assert found(number_of(3)) == {"王3"}
    assert found("平安路4号") == {"王4"}
    with context.county(PINGHU):
        assert status_by_code(at_work) is not None


def test_the_suite_changes_with_it_and_back(at_work: str) -> None:
    before = opened()
    rotation.rotate(quiet, cipher="sm4-gcm")
    assert versions() == {(2, "sm4-gcm"), (2, "")}
    rotation.rotate(quiet, cipher="aes-gcm")
    assert versions() == {(3, "aes-gcm"), (3, "")}
    assert opened() == before
    assert sealing.faults(PINGHU) == []
    assert ring.described()[0][3].cipher == "aes-gcm"


def test_while_it_runs_both_versions_are_found_and_nobody_is_entered_twice(
    at_work: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half is sealed anew: what is under the one key and what is under the other are found alike."""
    monkeypatch.setattr(rotation, "_all_anew", lambda _say, _batch: None)
    rotation.rotate(quiet)
    monkeypatch.undo()
    enter_one(40)
    assert versions() >= {(1, ""), (2, "")}
    assert found(number_of(2)) == {"王2"}
    assert found(number_of(40)) == {"李40"}
    assert found("平安路2号") == {"王2"}
    assert found("东湖路40号") == {"李40"}
    for serial in (2, 40):
        with pytest.raises(Refused) as refused:
            enter_one(serial)
        assert refused.value.decision.code == "duplicate-id-number"
    with context.county(PINGHU, writes=True):
        assert status_by_code(at_work) is not None
        row = Child.objects.get(name="王3")
        row.save()  # what was read before and is written back whole goes under today's key
        assert bytes(Child.objects.filter(pk=row.pk).values_list("id_number", flat=True)[0])[1] == 2


def test_the_same_form_sent_before_and_after_is_one_application(at_work: str) -> None:
    rotation.rotate(quiet)
    with context.county(PINGHU, writes=True):
        again = apply_as_guardian(new=brought(), token="same", by=PUBLIC, at=AT)
        assert again.code == at_work
        assert status_by_code(at_work) is not None


def test_two_rotations_at_once(at_work: str) -> None:
    with rotation.alone(), pytest.raises(KeysRefused, match="at work on the keys"):
        rotation.rotate(quiet)
    assert not ring.ring_path().exists()


KILLED = """
    import time
    from humiao.foundation.keys import ring, rotation
    ring.LOOK_AGAIN = 0.0
    wait_when, written = MOMENT, rotation._write
    def here():
        print("here", flush=True)
        time.sleep(600)
    def say(text):
        if text.startswith({"coming": "Version 2 made", "active": "Version 2 seals"}.get(wait_when, "-")):
            here()
    def write(told):
        written(told)
        if wait_when == "midway" and told.rows > 5:
            here()
    rotation._write = write
    rotation.rotate(say, batch=1)
"""
"""A rotation that says where it is and stands still there, to be killed."""


@pytest.mark.parametrize("moment", ["coming", "active", "midway"])
def test_killed_it_goes_on_where_it_was(at_work: str, moment: str) -> None:
    before = opened()
    process = in_another_process(KILLED.replace("MOMENT", repr(moment)))
    assert process.stdout
    told_where = process.stdout.readline()
    state = {v.state for v in ring.described()[0].values()}
    process.kill()
    process.communicate()
    assert told_where == b"here\n"
    assert (State.COMING in state, State.RETIRING in state) == (moment == "coming", moment != "coming")
    ring.forget()
    assert State.RETIRED not in {v.state for v in ring.described()[0].values()}
    assert opened() == before
    assert found(number_of(3)) == {"王3"}
    told = rotation.rotate(quiet)
    assert (told.version, told.waiting) == (2, 0)
    assert opened() == before
    assert versions() == {(2, "aes-gcm"), (2, "")}
    assert found(number_of(3)) == {"王3"}
    assert sealing.faults(PINGHU) == []


_PLENTY, _BREATH = 40, 0.3
"""Rows after which the writer takes a breath, in seconds: what it writes in one turn the next seals anew."""


def test_people_write_while_it_runs(at_work: str) -> None:
    """One process rotates, another enters, changes and searches without a pause: nobody is refused."""
    failures: list[BaseException] = []
    stopped, made = Event(), []

    def work() -> None:
        serial = 100
        try:
            while not stopped.is_set():
                enter_one(serial)
                made.append(serial)
                assert found(number_of(serial)) == {f"李{serial}"}
                assert found(number_of(5)) == {"王5"}
                with context.county(PINGHU, writes=True):
                    row = Child.objects.select_for_update().get(name="王5")
                    row.wishes = f"第{serial}次"
                    row.save()
                serial += 1
                stopped.wait(_BREATH if len(made) > _PLENTY else 0)
        except BaseException as error:
            failures.append(error)
        finally:
            connections.close_all()

    worker = Thread(target=work)
    worker.start()
    try:
        for _ in range(3):
            told = rotation.rotate(quiet, batch=3)
            assert told.waiting == 0
    finally:
        stopped.set()
        worker.join(60)
    assert not failures
    assert made
    opened()
    for serial in (made[0], made[-1]):
        assert found(number_of(serial)) == {f"李{serial}"}
    rotation.reseal_all(quiet)
    assert {v for v, _ in versions()} == {4}
    assert sealing.faults(PINGHU) == []


def test_a_changed_value_is_told_and_the_old_key_stays(at_work: str) -> None:
    with programs.connect() as connection:
        connection.execute(
            "UPDATE c330482.registry_child SET id_number = set_byte(id_number, 20, "
            "get_byte(id_number, 20) # 1) WHERE name = '王7'"
        )
    told = rotation.rotate(quiet)
    assert told.waiting == 1
    assert "registry_child.id_number" in told.closed[0]
    assert not told.finished_at
    assert ring.described()[0][1].state is State.RETIRING


def test_a_seal_forged_with_a_stolen_old_key_is_found(at_work: str) -> None:
    rotation.rotate(quiet)
    assert sealing.faults(PINGHU) == []
    with context.county(PINGHU, writes=True):
        record(Act("act"), actor=None, at=AT)
    sealing.seal_county(PINGHU)
    with programs.connect() as connection:
        number, entries, digests, previous = connection.execute(
            "SELECT number, entries, digests, previous_mac FROM c330482.trail_trailbatch "
            "ORDER BY number DESC LIMIT 1"
        ).fetchone() or (0, 0, b"", b"")
        text = sealing._text(PINGHU, number, entries, bytes(digests), bytes(previous))
        forged = crypto.keyed_mac(text, f"trail:{PINGHU}", version=1)
        connection.execute("UPDATE c330482.trail_trailbatch SET mac = %s WHERE number = %s", [forged, number])
        connection.execute("UPDATE shared.places_trailanchor SET mac = %s", [forged])
    assert {f.code for f in sealing.faults(PINGHU)} == {"older-key"}


def test_destroying_says_first_what_goes_and_keeps_what_verifies(at_work: str, tmp_path: Path) -> None:
    make_backup(tmp_path / "b" / "old")
    with context.county(PINGHU):
        cards = public_keys(PINGHU)
    with pytest.raises(KeysRefused, match="only a retired version"):
        loss_of(1, ())
    rotation.rotate(quiet)
    make_backup(tmp_path / "b" / "new")
    with context.county(PINGHU):
        assert public_keys(PINGHU) == cards
    loss = loss_of(1, [tmp_path / "b"])
    assert (loss.closed, loss.hashes, loss.is_eldest) == (0, 0, True)
    assert [Path(b.folder).name for b in loss.backups] == ["old"]
    assert loss.seals
    assert loss.lasting
    with pytest.raises(KeysRefused, match="not the fingerprint"):
        destroy(1, "0" * 16)
    destroy(1, loss.version.fingerprint)
    assert not ring.key_path(1).exists()
    crypto.ensure_master_key(ring.key_path(1))
    assert not ring.key_path(1).exists()
    assert sealing.faults(PINGHU) == []
    assert found(number_of(3)) == {"王3"}
    with context.county(PINGHU, writes=True):
        assert status_by_code(at_work) is not None
        assert apply_as_guardian(new=brought(), token="same", by=PUBLIC, at=AT).code == at_work
        assert public_keys(PINGHU) != cards
    with pytest.raises(CannotOpen):
        crypto.derived_key(f"county:{PINGHU}", version=1)
    with pytest.raises(BackupRefused, match=r"another master key.*平湖市: .* rows"):
        restore_backup(tmp_path / "b" / "old", replace=True)


def test_values_still_under_it_stop_the_destroying(at_work: str) -> None:
    rotation.rotate(quiet)
    old = crypto.Sealer(crypto.derived_key(f"county:{PINGHU}", version=1))
    with context.county(PINGHU, writes=True):
        child = Child.objects.get(name="王1")
        sealed = old.seal(b"x", f"registry_child|wishes|{child.pk}")
    with programs.connect() as connection:
        connection.execute("UPDATE c330482.registry_child SET wishes = %s WHERE name = '王1'", [sealed])
    with pytest.raises(KeysRefused, match="1 values and 0 search keys"):
        destroy(1, ring.described()[0][1].fingerprint)
    rotation.reseal_all(quiet)
    destroy(1, ring.described()[0][1].fingerprint)
    assert opened()["registry_child", "wishes", str(child.pk)] == b"x"


def test_recovered_on_an_empty_machine_from_three_of_five(
    at_work: str, own_database: Callable[..., str], settings: LazySettings, tmp_path: Path
) -> None:
    """Rotated twice, backed up in the middle of nothing, lost; three sheets and the backup bring all back."""
    rotation.rotate(quiet)
    made = split(need=3, holders=["甲", "乙", "丙", "丁", "戊"])
    before = opened()
    make_backup(tmp_path / "backup")
    own_database(empty=True)
    settings.HUMIAO_MASTER_KEY = tmp_path / "fresh" / "keys" / "master.key"
    ring.forget()
    words = [share.words for share in made]
    assert "平湖市" in what_is_at_stake(tmp_path / "backup")
    first = Path(settings.HUMIAO_MASTER_KEY)
    with pytest.raises(KeysRefused, match=r"3 different shares of set .* are needed, 2 are here"):
        had_back(words[:2], first=first, backup=tmp_path / "backup", number=None)
    assert not first.parent.exists()
    found_again = had_back(words[1:4], first=first, backup=tmp_path / "backup", number=None)
    assert (found_again.number, found_again.fingerprint) == (2, made[0].fingerprint)
    assert write(found_again) == [2]
    assert not ring.key_path(1).exists()
    restore_backup(tmp_path / "backup")
    forget_places()
    assert opened() == before
    assert found(number_of(3)) == {"王3"}
    sealing.seal_county(PINGHU)
    assert sealing.faults(PINGHU) == []
    with context.county(PINGHU):
        assert status_by_code(at_work) is not None


def test_an_older_backup_comes_back_and_is_sealed_anew(at_work: str, tmp_path: Path) -> None:
    before = opened()
    make_backup(tmp_path / "old")
    rotation.rotate(quiet)
    restore_backup(tmp_path / "old", replace=True)
    assert {v for v, _ in versions()} == {1}
    assert sealed_texts() == [SEALED]
    assert found(number_of(3)) == {"王3"}
    rotation.reseal_all(quiet)
    assert {v for v, _ in versions()} == {2}
    assert opened() == before
    with context.county(PINGHU, writes=True):
        record(Act("act"), actor=None, at=AT)
    sealing.seal_county(PINGHU)
    assert sealing.faults(PINGHU) == []


def test_every_binary_column_says_which_key_it_stands_under() -> None:
    found_in = {t.model for shared in (True, False) for t in under.tables(shared=shared)}
    for model in apps.get_models():
        if any(isinstance(f, BinaryField) for f in model._meta.concrete_fields):
            assert model in found_in, model
        for name in getattr(model, "under_keys", {}):
            assert model._meta.get_field(name), name
    for table in (t for shared in (True, False) for t in under.tables(shared=shared)):
        for column in table.columns:
            if isinstance(column.kind, under.Hashed):
                assert callable(import_string(column.kind.by))
                assert table.model._meta.get_field(column.kind.of)


def test_a_binary_column_that_says_nothing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ChildKey, "under_keys", {})
    with pytest.raises(under.Undeclared, match=r"ChildKey.wrapped"):
        under.tables(shared=False)
