"""An encrypted column: ciphertext in the database, text to whoever reads the attribute in its county."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import serializers
from django.db import connection, models
from django.test.utils import isolate_apps

from humiao.foundation import context, copying, crypto, tenancy
from humiao.foundation.copying import copy_rows
from humiao.foundation.fields import EncryptedTextField, open_value, seal_text
from humiao.foundation.ids import new_id

PINGHU, YINING = "330482", "654002"
TEXT = "当湖街道1号 🏠\n\t'\"\\"


@pytest.fixture
def note(own_database: Callable[..., str]) -> Iterator[Any]:
    """A model with an encrypted column, its table in both counties."""
    own_database()
    for code in (PINGHU, YINING):
        with tenancy.as_owner(f"c{code}") as owner, owner.cursor() as cursor:
            cursor.execute("CREATE TABLE note (id uuid PRIMARY KEY, title text, text bytea, other bytea)")
            cursor.execute(f"GRANT ALL ON note TO {context.role_name(f'c{code}')}")
    with isolate_apps("humiao.foundation"):

        class Note(models.Model):
            id = models.UUIDField(primary_key=True, default=new_id)
            title = models.TextField(default="")
            text = EncryptedTextField()
            other = EncryptedTextField()

            class Meta:
                app_label = "foundation"
                db_table = "note"

            def __str__(self) -> str:
                return self.title

        yield Note


@pytest.mark.parametrize("suite", ["aes-gcm", "sm4-gcm"])
def test_the_database_holds_ciphertext_and_the_attribute_text(
    note: Any, settings: LazySettings, suite: str
) -> None:
    settings.HUMIAO_CIPHER = suite
    with context.county(PINGHU, writes=True):
        made = note.objects.create(text=TEXT)
        assert made.text == TEXT
        stored = raw(made)
        assert TEXT.encode() not in stored
        assert stored[0] == {"aes-gcm": crypto.AES, "sm4-gcm": crypto.SM4}[suite]
        assert note.objects.get(id=made.id).text == TEXT


def test_rows_of_both_suites_open_side_by_side(note: Any, settings: LazySettings) -> None:
    with context.county(PINGHU, writes=True):
        for suite in ("aes-gcm", "sm4-gcm"):
            settings.HUMIAO_CIPHER = suite
            note.objects.create(text=suite)
        assert {n.text for n in note.objects.all()} == {"aes-gcm", "sm4-gcm"}


@pytest.mark.parametrize("empty", [None, ""])
def test_empty_text_is_null(note: Any, empty: str | None) -> None:
    with context.county(PINGHU, writes=True):
        made = note.objects.create(text=empty)
        assert raw(made) is None
        assert note.objects.get(id=made.id).text is None
        assert note.objects.filter(text__isnull=True).count() == 1


@pytest.mark.parametrize("target", ["other_row", "other_column", "other_county"])
def test_a_moved_value_does_not_open(note: Any, target: str) -> None:
    with context.county(PINGHU, writes=True):
        one, two = note.objects.create(text=TEXT), note.objects.create(text="x")
        stored = raw(one)
    moved = {"other_row": two.id, "other_column": one.id, "other_county": one.id}[target]
    column = "other" if target == "other_column" else "text"
    with context.county(YINING if target == "other_county" else PINGHU, writes=True):
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO note (id, title) VALUES (%s, '') ON CONFLICT DO NOTHING", [moved])
            cursor.execute(f"UPDATE note SET {column} = %s WHERE id = %s", [stored, moved])
        found = note.objects.get(id=moved)
        with pytest.raises(crypto.CannotOpen):
            getattr(found, column)


def test_it_opens_only_when_it_is_read(note: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with context.county(PINGHU, writes=True):
        note.objects.create(title="t", text=TEXT)
    opened: list[Any] = []

    def counted(*given: Any) -> str:
        opened.append(given)
        return open_value(*given)

    monkeypatch.setattr("humiao.foundation.fields.open_value", counted)
    with context.county(PINGHU):
        found = note.objects.get()
        assert found.title == "t"
        assert opened == []
        assert (found.text, found.text) == (TEXT, TEXT)
        assert len(opened) == 1


def test_a_row_read_in_one_county_does_not_open_in_the_other_or_outside(note: Any) -> None:
    with context.county(PINGHU, writes=True):
        note.objects.create(text=TEXT)
        found = note.objects.get()
    with context.county(YINING), pytest.raises(crypto.CannotOpen):
        _ = found.text
    with pytest.raises(context.OutsideContext):
        _ = found.text


@pytest.mark.parametrize("ask", [lambda q: q.defer("text"), lambda q: q.only("title")])
def test_a_deferred_column_is_read_when_it_is_asked_for(note: Any, ask: Any) -> None:
    with context.county(PINGHU, writes=True):
        note.objects.create(title="t", text=TEXT)
        found = ask(note.objects).get()
        assert "text" in found.get_deferred_fields()
        assert found.text == TEXT
        found = ask(note.objects).get()
        found.title = "u"
        found.save()
        assert note.objects.get().text == TEXT


def test_saving_what_was_not_read_keeps_it(note: Any) -> None:
    with context.county(PINGHU, writes=True):
        note.objects.create(title="t", text=TEXT)
        found = note.objects.get()
        stored = raw(found)
        found.title = "u"
        found.save()
        assert raw(found) == stored
        found.text = "newer"
        found.save(update_fields=["text"])
        assert note.objects.get().text == "newer"


def test_bulk_create_seals_each_row_under_its_own_place(note: Any) -> None:
    with context.county(PINGHU, writes=True):
        note.objects.bulk_create([note(text=f"n{n}") for n in range(50)])
        assert sorted(n.text for n in note.objects.all()) == sorted(f"n{n}" for n in range(50))


@pytest.mark.parametrize("plain", ["in the clear", b"in the clear"])
def test_plain_text_is_refused_wherever_it_would_go_past_sealing(note: Any, plain: Any) -> None:
    with context.county(PINGHU, writes=True):
        made = note.objects.create(text="x")
        refused = pytest.raises(TypeError, match="plain text")
        with refused:
            note.objects.update(text=plain)
        with refused:
            note.objects.filter(text=plain).exists()
        made.text = plain
        with refused:
            note.objects.bulk_update([made], ["text"])


def test_rows_copied_in_are_sealed_or_refused(note: Any) -> None:
    with context.county(PINGHU, writes=True):
        row = new_id()
        copy_rows(
            note, "id title text", [(row, "t", seal_text(TEXT, "note", "text", row)), (new_id(), "u", None)]
        )
        assert note.objects.get(id=row).text == TEXT
    for plain in (TEXT, TEXT.encode()):
        with pytest.raises(TypeError, match="plain text"), context.county(PINGHU, writes=True):
            copy_rows(note, "id title text", [(new_id(), "t", plain)])


def test_what_was_read_by_values_opens_by_hand(note: Any) -> None:
    with context.county(PINGHU, writes=True):
        made = note.objects.create(text=TEXT)
        sealed = note.objects.values_list("text", flat=True).get()
        assert open_value(sealed, note._meta.get_field("text"), made.id) == TEXT


def test_a_sealed_text_is_not_copied_to_another_row(note: Any) -> None:
    with context.county(PINGHU, writes=True):
        note.objects.create(text=TEXT)
        found = note.objects.get()
        found.id = new_id()
        with pytest.raises(TypeError, match="read the text before"):
            found.save(force_insert=True)


def test_a_row_without_an_id_is_not_sealed(note: Any) -> None:
    with context.county(PINGHU, writes=True), pytest.raises(TypeError, match="needs its id"):
        note(id=None, text=TEXT)._meta.get_field("text").pre_save(note(id=None, text=TEXT), True)


def test_validation_leaves_the_text_alone(note: Any) -> None:
    with context.county(PINGHU):
        made = note(title="t", text=TEXT, other="abcd")
        made.full_clean()
        assert (made.text, made.other) == (TEXT, "abcd")


def test_it_is_not_serialised(note: Any) -> None:
    with context.county(PINGHU), pytest.raises(TypeError, match="not serialised"):
        serializers.serialize("json", [note(text=TEXT)])


def test_sealing_needs_an_open_county(settings: LazySettings, tmp_path: Path) -> None:
    with pytest.raises(context.OutsideContext):
        seal_text("x", "t", "c", 1)


def raw(row: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM note WHERE id = %s", [row.id])
        found = cursor.fetchone()[0]
    return None if found is None else bytes(found)


def test_arrays_are_copied_as_the_database_reads_them(note: Any) -> None:
    values = ["镇", 'a"b', "c\\d", "e,f", "{}", "\t", ""]
    with context.county(PINGHU, writes=True), connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE arrays (kept text[]) ON COMMIT DROP")
        with cursor.copy("COPY arrays (kept) FROM STDIN") as copy:
            copy.write(copying._array(values) + "\n")
        cursor.execute("SELECT kept FROM arrays")
        assert cursor.fetchone() == (values,)
