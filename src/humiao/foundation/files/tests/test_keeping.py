"""Files are kept sealed, once, handed out so that they can do no harm, voided, destroyed, backed up."""

from __future__ import annotations

import tarfile
from pathlib import Path
from uuid import UUID

import pytest
from django.core.files.storage import FileSystemStorage, InMemoryStorage
from django.test import override_settings

from humiao.foundation import clock, context, crypto
from humiao.foundation.backup.public import make_backup, restore_backup
from humiao.foundation.decisions import Refused
from humiao.foundation.files import backing, sealed
from humiao.foundation.files.keeping import destroy_files_of_child
from humiao.foundation.files.models import StoredFile
from humiao.foundation.files.public import (
    Form,
    NewFile,
    Retention,
    file_of,
    files_by_id,
    files_of,
    handed_out,
    keep_file,
    look,
    void_file,
)
from humiao.foundation.files.tests.samples import PDF, office, photograph, picture
from humiao.foundation.ids import new_id
from humiao.foundation.trail.models import TrailEntry
from humiao.foundation.trail.public import make_child_keys

PINGHU, YINING = "330482", "654002"
OWNER, CHILD, PERSON = new_id(), new_id(), new_id()


@pytest.fixture(autouse=True)
def own_folder(tmp_path):
    """Keep the files of each test in a folder of its own."""
    place = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "files"), "file_permissions_mode": 0o600},
    }
    from django.conf import settings

    with override_settings(STORAGES={**settings.STORAGES, "files": place}):
        yield tmp_path / "files"


def a_file(data: bytes = PDF, **more) -> NewFile:
    return NewFile("proof", OWNER, more.pop("name", "判决书.pdf"), data, child_id=CHILD, **more)


def keep(new: NewFile, at) -> UUID:
    return keep_file(new, actor=PERSON, role="bureau-officer", at=at)


def contents(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file())


def test_a_file_is_kept_sealed_and_comes_out_as_it_was(pinghu, at, own_folder):
    with pinghu():
        kept = keep(a_file(), at)
        (path,) = contents(own_folder)
        assert path.read_bytes().find(b"%PDF") == -1
        assert path.stat().st_mode & 0o077 == 0
        assert str(kept) in path.name
        response = handed_out(kept, form=Form.ORIGINAL)
        assert response.content == PDF
        value = file_of(kept, child_id=CHILD)
        assert value
        assert (value.name, value.kind, value.size, value.is_picture) == (
            "判决书.pdf",
            "pdf",
            len(PDF),
            False,
        )
        assert files_of("proof", [OWNER]) == {OWNER: (value,)}
        assert files_by_id([kept]) == {kept: value}
        entry = TrailEntry.objects.get(action="keep-file")
        assert (entry.subject_id, entry.child_id, entry.actor) == (kept, CHILD, PERSON)
        assert entry.plain == {"owner": "proof", "kind": "pdf", "size": len(PDF)}
        assert look(value, form=Form.ORIGINAL).action == "read-file"


def test_it_is_handed_out_as_an_attachment_that_runs_nowhere(pinghu, at):
    with pinghu():
        headers = handed_out(keep(a_file(name='a";\r\nx/…判决.html'), at), form=Form.ORIGINAL).headers
    assert headers["Content-Disposition"].startswith("attachment")
    assert "\n" not in headers["Content-Disposition"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Content-Type"] == "application/pdf"


def test_a_picture_is_shown_only_as_written_anew(pinghu, at, own_folder):
    with pinghu():
        kept = keep(a_file(photograph(), name="照片.png"), at)
        assert len(contents(own_folder)) == 2
        shown, saved = handed_out(kept, form=Form.SHOWN), handed_out(kept, form=Form.ORIGINAL)
        assert shown.content == saved.content
        assert b"SECRET" not in shown.content
        assert shown.headers["Content-Disposition"].startswith("inline")
        assert saved.headers["Content-Disposition"].startswith("attachment")
        assert shown.headers["Content-Type"] == "image/jpeg"
        assert StoredFile.objects.get().camera


def test_a_png_is_saved_as_what_it_was_written_anew_as(pinghu, at):
    with pinghu():
        saved = handed_out(keep(a_file(picture("PNG"), name="a.png"), at), form=Form.ORIGINAL)
    assert 'filename="a.jpg"' in saved.headers["Content-Disposition"]


def test_a_document_never_shows_in_the_page(pinghu, at):
    with pinghu():
        kept = keep(a_file(office(), name="表.docx"), at)
        with pytest.raises(StoredFile.DoesNotExist):
            handed_out(kept, form=Form.SHOWN)


def test_what_is_refused_leaves_nothing(pinghu, at, own_folder):
    with pinghu():
        with pytest.raises(Refused):
            keep(a_file(b"MZ program"), at)
        assert not StoredFile.objects.exists()
    assert not own_folder.exists()


def test_a_form_sent_twice_keeps_one_file_and_another_under_its_id_is_refused(pinghu, at):
    new = a_file(id=new_id())
    with pinghu():
        assert keep(new, at) == keep(new, at)
        assert StoredFile.objects.count() == 1
        for other in (a_file(PDF + b"\n", id=new.id), NewFile("visit", OWNER, "x", PDF, CHILD, id=new.id)):
            with pytest.raises(Refused) as refused:
                keep(other, at)
            assert refused.value.decision.code == "file-replayed"


def test_a_content_moved_to_another_file_or_county_does_not_open(pinghu, yining, at, own_folder):
    with pinghu():
        first, second = keep(a_file(), at), keep(a_file(PDF + b"\n"), at)
        row = StoredFile.objects.get(pk=first)
        wrapped = bytes(row.wrapped_key or b"")
        key = sealed.unwrap(wrapped, first)
        places = [own_folder / sealed.place_of(PINGHU, f, Form.ORIGINAL) for f in (first, second)]
        places[0].write_bytes(places[1].read_bytes())
        with pytest.raises(crypto.CannotOpen):
            handed_out(first, form=Form.ORIGINAL)
        with pytest.raises(crypto.CannotOpen):
            sealed.unwrap(wrapped, second)
    with yining(), pytest.raises(crypto.CannotOpen):
        sealed.unwrap(wrapped, first)
    assert len(key) == sealed.KEY_BYTES


def test_a_void_file_is_out_of_use_and_its_content_stays(pinghu, at, own_folder):
    with pinghu():
        kept = keep(a_file(), at)
        void_file(kept, reason="传错了", actor=PERSON, at=at)
        assert not files_of("proof", [OWNER])
        assert not files_by_id([kept])
        value = file_of(kept)
        assert value
        assert value.is_void
        with pytest.raises(StoredFile.DoesNotExist):
            handed_out(kept, form=Form.ORIGINAL)
        with pytest.raises(Refused) as refused:
            void_file(kept, reason="再", actor=PERSON, at=at)
        assert refused.value.decision.code == "file-void"
        assert TrailEntry.objects.filter(action="void-file").count() == 1
    assert len(contents(own_folder)) == 1


def test_erasing_a_child_destroys_key_name_and_content(
    pinghu, at, own_folder, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True), pinghu():
        kept = keep(a_file(photograph()), at)
        other = keep(NewFile("notice", OWNER, "通知.pdf", PDF, retention=Retention.PASSING), at)
        assert destroy_files_of_child(CHILD, actor=PERSON, at=at) == 1
        assert destroy_files_of_child(CHILD, actor=PERSON, at=at) == 0
        row = StoredFile.objects.get(pk=kept)
        assert (row.wrapped_key, row.name, row.camera) == (None, None, None)
        assert file_of(kept) is None
        with pytest.raises(StoredFile.DoesNotExist):
            handed_out(kept, form=Form.ORIGINAL)
        assert handed_out(other, form=Form.ORIGINAL).content == PDF
    assert [p.name for p in contents(own_folder)] == [f"{other}.original"]


def test_any_storage_of_django_will_do(pinghu, at, settings, own_folder):
    place = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "files": place}), pinghu():
        kept = keep(a_file(), at)
        assert isinstance(sealed.storage(), InMemoryStorage)
        assert handed_out(kept, form=Form.ORIGINAL).content == PDF
    assert not own_folder.exists()


def test_a_storage_that_names_files_otherwise_is_refused(monkeypatch, own_folder):
    monkeypatch.setattr(FileSystemStorage, "save", lambda _self, name, _content: name + "_x")
    with pytest.raises(OSError, match="another name"):
        sealed.put_sealed("330482/00/x.original", b"")


def test_a_backup_takes_the_files_along_and_tells_what_is_lost(own_database, tmp_path, own_folder):
    own_database()
    at = clock.now(PINGHU)
    with context.county(PINGHU, writes=True):
        make_child_keys([CHILD])
        kept, lost = keep(a_file(photograph()), at), keep(a_file(), at)
    (own_folder / sealed.place_of(PINGHU, lost, Form.ORIGINAL)).unlink()
    (part,) = make_backup(tmp_path / "b", county=PINGHU).parts
    assert part.lost == (sealed.place_of(PINGHU, lost, Form.ORIGINAL),)
    with tarfile.open(tmp_path / "b" / part.attached) as archive:
        assert len(archive.getnames()) == 2
    before = [p.read_bytes() for p in contents(own_folder)]
    for path in contents(own_folder):
        path.unlink()
    restore_backup(tmp_path / "b", replace=True)
    assert [p.read_bytes() for p in contents(own_folder)] == before
    restore_backup(tmp_path / "b", replace=True)
    with context.county(PINGHU):
        assert handed_out(kept, form=Form.SHOWN).content


def test_an_archive_with_anything_else_in_it_is_refused(tmp_path, own_folder):
    (tmp_path / "x").write_text("x")
    for name in ("../../x", "00/../../x.original", "/etc/x"):
        with tarfile.open(tmp_path / "a.tar", "w") as archive:
            archive.add(tmp_path / "x", arcname=name)
        with pytest.raises(ValueError, match="no stored file"):
            backing.unpack(tmp_path / "a.tar", PINGHU)
    assert not own_folder.exists()


def test_a_schema_of_before_has_no_files():
    assert not backing.has_files(["registry_child"])
