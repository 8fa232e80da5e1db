"""What failed uploads left is swept after a while; what is referred to never is."""

from __future__ import annotations

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import override_settings

from humiao.foundation import clock, context, worker
from humiao.foundation.erasing import erase_child
from humiao.foundation.files import sealed, sweeping
from humiao.foundation.files.public import Form, NewFile, handed_out, keep_file, void_file
from humiao.foundation.files.sweeping import GRACE, sweep_county
from humiao.foundation.files.tests.samples import PDF, photograph
from humiao.foundation.ids import new_id
from humiao.foundation.trail.public import make_child_keys

PINGHU, YINING = "330482", "654002"
CHILD = new_id()


@pytest.fixture
def place(own_database, tmp_path, settings):
    """Keep files in a folder of the test's own, beside a database that commits."""
    own_database()
    where = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "files")},
    }
    with override_settings(STORAGES={**settings.STORAGES, "files": where}):
        yield tmp_path / "files"


def kept(data=PDF, *, file_id=None, fails=False, county=PINGHU):
    """Keep a file in a transaction of its own, which ends well or not."""
    file_id = file_id or new_id()
    try:
        with context.county(county, writes=True):
            at = clock.now(county)
            keep_file(NewFile("proof", CHILD, "证.pdf", data, CHILD, id=file_id), actor=None, at=at)
            if fails:
                raise RuntimeError("the form was refused after all")
    except RuntimeError:
        assert fails
    return file_id


def contents(place):
    return {path.name for path in place.rglob("*") if path.is_file()}


def grow_old(place, by=GRACE + timedelta(minutes=1)):
    then = time.time() - by.total_seconds()
    for path in place.rglob("*"):
        os.utime(path, (then, then))


def test_what_a_failed_upload_left_goes_after_a_day_and_nothing_else(place):
    good, lost = kept(photograph()), kept(photograph(), fails=True)
    void = kept()
    with context.county(PINGHU, writes=True):
        void_file(void, reason="传错了", actor=None, at=clock.now(PINGHU))
    everything = contents(place)
    assert sweep_county(PINGHU) == 0, "it has not lain long enough"
    grow_old(place, GRACE - timedelta(minutes=5))
    assert sweep_county(PINGHU) == 0
    grow_old(place)
    assert sweep_county(PINGHU) == 2
    assert everything - contents(place) == {f"{lost}.original", f"{lost}.shown"}
    assert sweep_county(PINGHU) == 0
    with context.county(PINGHU):
        assert handed_out(good, form=Form.ORIGINAL).content


def test_a_destroyed_file_the_storage_kept_goes_too(place, monkeypatch):
    with context.county(PINGHU, writes=True):
        make_child_keys([CHILD])
    kept()
    with monkeypatch.context() as patched:
        patched.setattr(sealed, "remove", lambda *_args: 1 / 0)
        with context.county(PINGHU, writes=True):
            assert erase_child(CHILD, actor=None, at=clock.now(PINGHU)) == 1
    grow_old(place)
    assert sweep_county(PINGHU) == 1
    assert contents(place) == set()


def test_each_county_for_itself_and_foreign_files_are_left(place):
    lost = kept(fails=True, county=YINING)
    (place / PINGHU / "ab").mkdir(parents=True)
    (place / PINGHU / "ab" / "notes.txt").write_text("put here by somebody")
    grow_old(place)
    assert sweep_county(PINGHU) == 0
    assert contents(place) == {f"{lost}.original", "notes.txt"}
    assert sweep_county(YINING) == 1
    assert sweep_county("110101") == 0


def test_many_are_asked_for_in_batches(place, monkeypatch):
    monkeypatch.setattr(sweeping, "_AT_ONCE", 2)
    good = [kept() for _ in range(3)]
    for _ in range(4):
        kept(fails=True)
    grow_old(place)
    assert sweep_county(PINGHU) == 4
    assert contents(place) == {f"{file}.original" for file in good}


def test_a_form_sent_again_while_it_is_swept_loses_nothing(place):
    """The same file comes again just as what its first attempt left is looked at."""
    lost = kept(fails=True)
    grow_old(place)
    begun, go_on = threading.Event(), threading.Event()

    def again():
        try:
            with context.county(PINGHU, writes=True):
                keep_file(NewFile("proof", CHILD, "证.pdf", PDF, CHILD, id=lost), actor=None,
                          at=clock.now(PINGHU))  # fmt: skip
                begun.set()
                assert go_on.wait(20)
        finally:
            connection.close()

    def swept():
        try:
            return sweep_county(PINGHU)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        sending = pool.submit(again)
        assert begun.wait(20)
        grow_old(place)  # or its age alone would save it
        sweeping_it = pool.submit(swept)
        with pytest.raises(TimeoutError):
            sweeping_it.result(timeout=0.5)
        go_on.set()
        sending.result(20)
        assert sweeping_it.result(20) == 0
    with context.county(PINGHU):
        assert handed_out(lost, form=Form.ORIGINAL).content == PDF


def test_the_worker_sweeps_and_a_county_that_fails_stops_no_other(place, monkeypatch, caplog):
    kept(fails=True, county=YINING)
    grow_old(place)
    right = sweeping.sweep_county

    def failing(code):
        if code == PINGHU:
            raise OSError("the storage is away")
        return right(code)

    monkeypatch.setattr(sweeping, "sweep_county", failing)
    stopped = threading.Event()
    thread = threading.Thread(target=worker.keep_swept, args=(stopped,), kwargs={"every": 0.05})
    with caplog.at_level("INFO", logger="humiao.worker"):
        thread.start()
        until = time.monotonic() + 20
        while contents(place) and time.monotonic() < until:
            time.sleep(0.02)
        stopped.set()
        thread.join(20)
    assert contents(place) == set()
    assert "the storage of county 330482 could not be swept" in caplog.text
    assert "1 contents" in caplog.text


def test_a_register_that_cannot_be_read_is_reported(place, monkeypatch, caplog):
    from humiao.foundation.places import public

    monkeypatch.setattr(public, "counties", lambda: 1 / 0)
    worker.sweep_once()
    assert "list of counties" in caplog.text
