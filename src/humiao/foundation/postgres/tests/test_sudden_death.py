"""Whatever is killed, nothing is left running and nothing committed is lost."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import psycopg
import pytest

from humiao.foundation.postgres import Server, folders, guardian, processes, superuser
from humiao.foundation.postgres.postmaster import Wish

HOLDER = (
    "import sys, time; from pathlib import Path; from humiao.foundation.postgres import Server\n"
    "Server(Path(sys.argv[1]), fsync=False).start(); print('up', flush=True); time.sleep(60)\n"
)


def eventually(true: Callable[[], bool], seconds: float = 10) -> bool:
    """Wait until it is true."""
    deadline = time.monotonic() + seconds
    while not true() and time.monotonic() < deadline:
        time.sleep(0.02)
    return true()


def holder(data: Path) -> "subprocess.Popen[str]":
    """Start a process that uses the server."""
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", HOLDER, str(data)],
        env={**os.environ, "PYTHONPATH": str(Path(folders.__file__).parents[3])},
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=processes.dying_with_parent(signal.SIGTERM),
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "up\n"
    return process


def postmaster(data: Path) -> psutil.Process:
    """Return the server's main process."""
    file = data / "postgres" / "cluster" / "postmaster.pid"
    return psutil.Process(int(file.read_text().split()[0]))


def kill(process: "subprocess.Popen[str]") -> None:
    """Kill and reap."""
    process.kill()
    process.communicate()


def write(data: Path) -> None:
    """Commit a row."""
    with psycopg.connect(superuser(data).dsn()) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS n")


def kept(data: Path) -> object:
    """Return the row."""
    with psycopg.connect(superuser(data).dsn()) as connection:
        return connection.execute("SELECT n FROM kept").fetchone()


def test_server_ends_when_its_only_user_is_killed(data: Path) -> None:
    user = holder(data)
    main = postmaster(data)
    kill(user)
    assert eventually(lambda: not main.is_running())


def test_server_stays_for_the_user_who_was_not_killed(data: Path) -> None:
    user = holder(data)
    with Server(data):
        kill(user)
        write(data)
        assert kept(data) == (7,)


def test_server_ends_with_its_guardian(data: Path) -> None:
    user = holder(data)
    main = postmaster(data)
    guardian = main.parent()
    assert guardian is not None
    guardian.kill()
    assert eventually(lambda: not main.is_running())
    assert Server(data).address() is None
    kill(user)


def test_recovers_after_the_server_is_killed(data: Path) -> None:
    server = Server(data, fsync=False)
    server.start()
    write(data)
    postmaster(data).kill()
    assert eventually(lambda: not server.is_running())
    server.start()
    assert kept(data) == (7,)
    assert server.stop()


def test_recovers_after_all_is_killed(data: Path) -> None:
    user = holder(data)
    write(data)
    main = postmaster(data)
    guardian = main.parent()
    assert guardian is not None
    for process in (guardian, main):
        os.kill(process.pid, signal.SIGKILL)
    kill(user)
    with Server(data, fsync=False):
        assert kept(data) == (7,)


def test_does_not_join_a_server_that_is_seen_but_dying(data: Path) -> None:
    """Between the signal and the end a killed server is still among the processes, its socket open."""
    user = holder(data)
    write(data)
    main = postmaster(data)
    main.suspend()
    threading.Timer(1, main.kill).start()
    with Server(data, fsync=False):
        assert kept(data) == (7,)
        assert postmaster(data).pid != main.pid
        kill(user)


def test_a_guardian_nobody_waited_for_is_dead() -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    assert eventually(lambda: psutil.Process(process.pid).status() == psutil.STATUS_ZOMBIE)
    assert not processes.lives(process.pid)
    process.wait()
    assert not processes.lives(process.pid)
    assert processes.lives(os.getpid())


def test_an_address_is_taken_back_by_its_own_guardian_alone(data: Path) -> None:
    wish = Wish(programs="", cluster=str(data / "a"), sockets=str(data / "run"), port=1, log="", uid=0, gid=0)
    address = data / "address.json"
    for guardian_pid, left in ((os.getpid() + 1, True), (os.getpid(), False)):
        folders.write_private(address, {"guardian": guardian_pid})
        guardian._forget(data, wish)
        assert address.exists() is left


@pytest.mark.parametrize("pid", [1, os.getpid(), 4_000_000], ids=["init", "own", "nobody"])
def test_a_stale_pid_file_is_no_hindrance(data: Path, pid: int) -> None:
    cluster = data / "postgres" / "cluster"
    (cluster / "postmaster.pid").write_text(
        f"{pid}\n{cluster}\n1700000000\n5432\n{data}/postgres/run\n\n  1 2\nready\n"
    )
    assert Server(data).address() is None
    with Server(data, fsync=False):
        assert postmaster(data).pid != pid
