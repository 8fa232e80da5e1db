"""Erasing a child: files, key and all that was sealed under it go together or not at all."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import override_settings

from humiao.foundation import clock, context
from humiao.foundation.decisions import Refused
from humiao.foundation.erasing import erase_child
from humiao.foundation.files import sealed
from humiao.foundation.files.models import StoredFile
from humiao.foundation.files.public import NewFile, keep_file
from humiao.foundation.files.tests.samples import PDF
from humiao.foundation.ids import new_id
from humiao.foundation.trail import sealing
from humiao.foundation.trail.public import Act, latest_acts, make_child_keys, record

PINGHU = "330482"
CHILD, OTHER = new_id(), new_id()


@pytest.fixture
def place(own_database, tmp_path, settings):
    """Keep files in a folder of the test's own, beside a database that commits; two children with keys."""
    own_database()
    where = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "files")},
    }
    with override_settings(STORAGES={**settings.STORAGES, "files": where}):
        with context.county(PINGHU, writes=True):
            make_child_keys([CHILD, OTHER])
            at = clock.now(PINGHU)
            record(Act("said", child_id=CHILD, personal={"name": "王小明"}), actor=None, at=at)
        yield tmp_path / "files"


def keep(child=CHILD, **more):
    return keep_file(
        NewFile("proof", new_id(), "证.pdf", PDF, child, **more), actor=None, at=clock.now(PINGHU)
    )


def kept(child=CHILD):
    with context.county(PINGHU, writes=True):
        return keep(child)


def erase():
    with context.county(PINGHU, writes=True):
        return erase_child(CHILD, actor=None, role="bureau-officer", at=clock.now(PINGHU))


def erase_and_fail():
    with context.county(PINGHU, writes=True):
        return erase_child(CHILD, actor=None, at=clock.now(PINGHU)) / 0


def contents(place):
    return sorted(path.name for path in place.rglob("*") if path.is_file())


def test_files_and_key_go_and_the_trail_still_verifies(place):
    kept()
    kept()
    other = kept(OTHER)
    sealing.seal_county(PINGHU)
    assert (erase(), erase()) == (2, 0)
    sealing.seal_county(PINGHU)
    assert contents(place) == [f"{other}.original"]
    assert sealing.faults(PINGHU, grace=0) == []
    with context.county(PINGHU):
        acts = latest_acts(child_id=CHILD)
        assert set(StoredFile.objects.filter(child_id=CHILD).values_list("wrapped_key")) == {(None,)}
    assert [a.action for a in acts].count("erase-child") == 1
    assert all(a.personal == {} for a in acts)


def test_what_fails_half_way_leaves_everything(place):
    file = kept()
    with pytest.raises(ZeroDivisionError):
        erase_and_fail()
    assert contents(place) == [f"{file}.original"]
    with context.county(PINGHU):
        assert StoredFile.objects.get().destroyed_at is None
        assert latest_acts(child_id=CHILD)[-1].personal == {"name": "王小明"}


def test_a_storage_that_fails_keeps_noise_only(place, monkeypatch):
    file = kept()

    def failing(*_args):
        raise OSError("away")

    monkeypatch.setattr(sealed, "remove", failing)
    assert erase() == 1, "what is committed is no error to the person who asked"
    assert contents(place) == [f"{file}.original"]
    with context.county(PINGHU):
        assert StoredFile.objects.get().wrapped_key is None


def test_nothing_is_kept_for_an_erased_child(place):
    erase()
    with pytest.raises(Refused) as refused:
        kept()
    assert refused.value.decision.code == "child-erased"
    assert contents(place) == []
    assert kept(OTHER)


def test_a_file_being_kept_is_waited_for_and_destroyed_too(place):
    begun, go_on = threading.Event(), threading.Event()

    def slowly():
        try:
            with context.county(PINGHU, writes=True):
                keep()
                begun.set()
                assert go_on.wait(20)
        finally:
            connection.close()

    def erased():
        try:
            return erase()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        keeping = pool.submit(slowly)
        assert begun.wait(20)
        erasing = pool.submit(erased)
        with pytest.raises(TimeoutError):
            erasing.result(timeout=0.5)
        go_on.set()
        keeping.result(20)
        assert erasing.result(20) == 1
    assert contents(place) == []
