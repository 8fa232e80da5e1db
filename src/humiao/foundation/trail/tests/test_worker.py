"""The worker seals within two seconds, whatever else goes on."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection, connections

from humiao.foundation import context, tenancy, worker
from humiao.foundation.places.public import add_county
from humiao.foundation.trail import sealing
from humiao.foundation.trail.models import TrailBatch, TrailEntry
from humiao.foundation.trail.public import Act, record, record_many

PINGHU, YINING = "330482", "654002"
IN_TIME = 2.0
# A machine that runs other things beside the tests is given more before the test itself fails.
PATIENCE = 60.0


@pytest.fixture
def working(own_database: Callable[..., str]) -> Iterator[threading.Thread]:
    """The worker's own loop on a database of its own."""
    own_database()
    stopped = threading.Event()
    thread = threading.Thread(target=in_thread, args=(lambda: worker.run(stopped),))
    thread.start()
    yield thread
    stopped.set()
    thread.join(PATIENCE)
    assert not thread.is_alive()


def test_an_act_is_sealed_within_two_seconds(working: threading.Thread) -> None:
    took = []
    for code in (PINGHU, YINING, PINGHU):
        act(code)
        took.append(until_sealed(code))
    assert min(took) < IN_TIME


def test_a_county_made_meanwhile_is_sealed_too(working: threading.Thread) -> None:
    tenancy.make_county("110101")
    with tenancy.as_owner("shared"):
        add_county(code="110101", name="东城区", shifted_today=None, parts=[])
    act("110101")
    until_sealed("110101")


def test_a_county_that_fails_does_not_stop_the_others(
    working: threading.Thread, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = sealing.seal_county

    def failing(code: str) -> int:
        if code == PINGHU:
            raise RuntimeError("broken")
        return right(code)

    monkeypatch.setattr(sealing, "seal_county", failing)
    act(YINING)
    until_sealed(YINING)
    act(PINGHU)
    monkeypatch.setattr(sealing, "seal_county", right)
    until_sealed(PINGHU)


def test_the_worker_outlives_its_connection(working: threading.Thread, superuser: dict[str, Any]) -> None:
    act(PINGHU)
    until_sealed(PINGHU)
    name = connection.settings_dict["NAME"]
    connections.close_all()
    with psycopg.connect(**superuser, autocommit=True) as admin:
        for _ in range(5):
            admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
            time.sleep(0.1)
    act(PINGHU)
    until_sealed(PINGHU)


def test_a_long_import_delays_nobody_and_is_sealed_when_it_ends(working: threading.Thread) -> None:
    """An import that has written rows stays open; clicks go through and are sealed while it lasts."""
    opened, finish = threading.Event(), threading.Event()

    def long_import() -> None:
        old = datetime.now(UTC) - timedelta(seconds=20)  # as old as rows are that were written first
        with context.county(PINGHU, writes=True):
            record_many([Act("import")] * 12_000, actor=None, at=old)
            opened.set()
            assert finish.wait(PATIENCE)

    importing = threading.Thread(target=in_thread, args=(long_import,))
    importing.start()
    assert opened.wait(PATIENCE)
    clicks = []
    for _ in range(3):
        began = time.monotonic()
        act(PINGHU)
        clicks.append(time.monotonic() - began)
        until_sealed(PINGHU, "click")
    assert importing.is_alive()
    assert min(clicks) < 0.5
    with context.county(PINGHU):
        assert not TrailEntry.objects.filter(action="import").exists()
    finish.set()
    importing.join(PATIENCE)
    soon = datetime.now(UTC) + timedelta(
        seconds=11
    )  # by then its rows count as old: a check waits, not cries
    assert sealing.faults(PINGHU, at=soon, grace=PATIENCE) == []
    with context.county(PINGHU):
        assert TrailEntry.objects.filter(action="import", batch__isnull=False).count() == 12_000
        assert max(TrailBatch.objects.values_list("entries", flat=True)) <= sealing.MOST


def test_a_check_beside_the_worker_finds_nothing(working: threading.Thread) -> None:
    """The check reads one moment; before it did, a new anchor made it cry that the trail was cut off."""
    until = time.monotonic() + 4
    while time.monotonic() < until:
        act(PINGHU)
        sealing.seal_county(PINGHU)
        assert sealing.faults(PINGHU) == []


def test_two_sealers_at_once_make_one_chain(own_database: Callable[..., str]) -> None:
    own_database()
    with ThreadPoolExecutor(6) as pool:
        writing = [pool.submit(in_thread, lambda: act(PINGHU, times=15)) for _ in range(3)]
        sealers = [
            pool.submit(in_thread, lambda: [sealing.seal_county(PINGHU) for _ in range(25)]) for _ in "ab"
        ]
        for done in (*writing, *sealers):
            done.result()
    while sealing.seal_county(PINGHU):
        pass
    assert sealing.faults(PINGHU) == []
    with context.county(PINGHU):
        assert sum(TrailBatch.objects.values_list("entries", flat=True)) == 45


def test_the_process_seals_and_stops_on_a_signal(
    own_database: Callable[..., str], in_another_process: Callable[[str], Any]
) -> None:
    own_database()
    with in_another_process("from humiao.foundation import worker; worker.main()") as process:
        act(PINGHU)
        until_sealed(PINGHU)
        process.terminate()
        assert process.wait(PATIENCE) == 0


STORM = """
import signal
from humiao.foundation.worker import Asked
signal.signal(signal.SIGALRM, lambda *_: asked.set())
for _ in range(300):
    asked = Asked()
    signal.setitimer(signal.ITIMER_REAL, 0.0001, 0.00002)
    while not asked.wait(0.001):
        pass
    signal.setitimer(signal.ITIMER_REAL, 0)
"""


def test_a_signal_at_any_moment_only_asks(in_another_process: Callable[[str], Any]) -> None:
    with in_another_process(STORM) as process:
        assert process.wait(PATIENCE) == 0


def act(code: str, times: int = 1) -> None:
    for _ in range(times):
        act_once(code)


def act_once(code: str) -> None:
    with context.county(code, writes=True):
        record(Act("click"), actor=None, at=datetime.now(UTC))


def until_sealed(code: str, action: str = "click") -> float:
    """Return how many seconds it took until nothing of the kind is unsealed."""
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        with context.county(code):
            if not TrailEntry.objects.filter(batch__isnull=True, action=action).exists():
                return time.monotonic() - began
        time.sleep(0.02)
    raise AssertionError(f"{code} was not sealed within {PATIENCE} s")


def in_thread(run: Callable[[], Any]) -> Any:
    """Run in a thread of its own and give its connections back."""
    try:
        return run()
    finally:
        connections.close_all()
