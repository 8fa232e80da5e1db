"""What the database itself keeps: sealed rows under their own role, also after a restore and a rotation."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from humiao.access.public import SYSTEM
from humiao.foundation import context
from humiao.foundation.backup import programs
from humiao.foundation.backup.public import make_backup, restore_backup
from humiao.foundation.trail import sealing
from humiao.registry.models import Child, FileRestriction, SealedNote
from humiao.registry.restricted.public import add_sealed_note, restrict_file
from humiao.registry.restricted.sealed import notes_of
from humiao.registry.restricted.tests.conftest import REASON
from humiao.registry.tests.conftest import AT, a_child, a_home, enter

PINGHU = "330482"
REFUSED = "permission denied"


@pytest.fixture
def spell(own_database: Any) -> Any:
    """A county that commits, with one restricted file and two notes; the restriction's id."""
    own_database()
    with context.county(PINGHU, writes=True):
        (child,) = enter(a_home(a_child()))
        spell = restrict_file(child_id=child, ground="abuse", reason=REASON, by=SYSTEM, at=AT)
        add_sealed_note(
            child_id=child, ground="note", text="已转介县心理援助机构，每周一次", by=SYSTEM, at=AT
        )
    sealing.seal_county(PINGHU)
    return spell


def sql(text):
    with connection.cursor() as cursor:
        cursor.execute(text)
        return cursor.fetchall() if cursor.description else []


def is_refused(text):
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
        sql(text)


def assert_rights(spell):
    """The ordinary role sees no note; the sealed one sees, writes and blanks them, and nothing else."""
    with context.county(PINGHU, writes=True):
        for text in (
            "SELECT count(*) FROM registry_sealednote",
            "DELETE FROM registry_sealednote",
            "UPDATE registry_sealednote SET ground = ''",
        ):
            is_refused(text)
        with context.sealed():
            for text in (
                "SELECT 1 FROM registry_child",
                "SELECT 1 FROM trail_trailentry",
                "DELETE FROM registry_sealednote",
                "UPDATE registry_sealednote SET by_account = NULL",
            ):
                is_refused(text)
            assert sql("SELECT count(*) FROM registry_sealednote") == [(2,)]
        assert [note.text for note in notes_of(spell)] == [REASON, "已转介县心理援助机构，每周一次"]


def assert_blank():
    """Another post's eyes see rows without names, and of what is sealed not even that there is any."""
    with context.blank(PINGHU):
        assert list(Child.objects.values_list("name", "file_number")) == [("", "")]
        assert FileRestriction.objects.count() == 1
        for text in (
            "SELECT 1 FROM registry_sealednote",
            f"SELECT 1 FROM c{PINGHU}.registry_child",
            f"SELECT 1 FROM c{PINGHU}.registry_sealednote",
        ):
            is_refused_or_missing(text)


def is_refused_or_missing(text):
    with pytest.raises(DatabaseError, match=r"permission denied|does not exist"), transaction.atomic():
        sql(text)


def test_a_note_is_under_its_own_role(spell):
    assert_rights(spell)
    assert_blank()


@pytest.mark.parametrize("is_whole", [False, True])
def test_a_restored_county_keeps_its_roles_notes_and_blank_views(spell, tmp_path, is_whole):
    make_backup(tmp_path / "b", county=None if is_whole else PINGHU)
    with context.county(PINGHU, writes=True):
        enter(a_home(a_child("后来", serial=7)))
    restore_backup(tmp_path / "b", replace=True)
    assert_rights(spell)
    assert_blank()
    assert sealing.faults(PINGHU) == []


def test_a_note_in_a_backup_and_in_the_table_is_ciphertext(spell):
    with programs.connect() as owner:
        rows = owner.execute(f"SELECT text FROM c{PINGHU}.registry_sealednote").fetchall()
    assert len(rows) == 2
    assert all(REASON.encode() not in bytes(text) for (text,) in rows)


def test_a_note_has_no_other_way_in(spell):
    with (
        context.county(PINGHU, writes=True),
        pytest.raises(DatabaseError, match=REFUSED),
        transaction.atomic(),
    ):
        SealedNote.objects.create(restriction_id=spell, ground="note", text="x", recorded_at=AT)
