"""`humiao serve`: what it says, what it restarts, what it leaves behind (nothing)."""

import os
import signal
import time
import urllib.request
from pathlib import Path

import psutil
import pytest

from humiao.cli.tests.conftest import Serve, at_work, gone, read_until


def page(port: int) -> str:
    """Return what is served."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
        return str(answer.read().decode())


def part(folder: Path, word: str) -> psutil.Process:
    """Return the process whose command line has this word, the first of its group."""
    found = [p for p in at_work(folder) if word in p.cmdline()[1:] and os.getpgid(p.pid) == p.pid]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_serves_and_stops_cleanly(serve: Serve, folder: Path, port: int, sign: signal.Signals) -> None:
    process = serve()
    read_until(process, f"Serving http://127.0.0.1:{port}/")
    assert page(port).isdigit()
    asked_at = time.monotonic()
    process.send_signal(sign)
    said, _ = process.communicate(timeout=15)
    assert said.endswith("Stopped.\n")
    assert process.returncode == 0
    assert time.monotonic() - asked_at < 10
    assert at_work(folder) == []


def test_leaves_nothing_when_killed(serve: Serve, folder: Path, port: int) -> None:
    process = serve()
    read_until(process, "Serving")
    assert len(at_work(folder)) > 5
    process.kill()
    assert gone(folder)


def test_restarts_what_dies(serve: Serve, folder: Path, port: int) -> None:
    process = serve()
    read_until(process, "Serving")
    before = part(folder, "tiny_worker")
    before.kill()
    read_until(process, "The worker ended with code -9")
    part(folder, "granian").kill()
    read_until(process, "The web server ended with code -9")
    main = next(p for p in at_work(folder) if p.cmdline()[0].endswith("bin/postgres"))
    main.kill()
    read_until(process, "The database has ended; starting it again.")
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        try:
            assert page(port).isdigit()
            break
        except OSError:
            time.sleep(0.1)
    assert part(folder, "tiny_worker").pid != before.pid
    process.terminate()
    said, _ = process.communicate(timeout=15)
    assert process.returncode == 0, said


def test_gives_up_on_a_part_that_keeps_dying(serve: Serve, folder: Path) -> None:
    process = serve(worker="bad_worker")
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "The worker ended with code 7" in said
    assert "for the 5th time in a row" in said
    assert gone(folder)


def test_a_port_in_use_is_told(serve: Serve, folder: Path, port: int) -> None:
    first = serve()
    read_until(first, "Serving")
    second = serve(data="other")
    said, _ = second.communicate(timeout=15)
    assert second.returncode == 3
    assert f"Port {port} is in use by" in said
    assert "--port" in said


def test_a_folder_in_use_is_told(serve: Serve, port: int) -> None:
    first = serve()
    read_until(first, "Serving")
    second = serve()
    said, _ = second.communicate(timeout=15)
    assert second.returncode == 3
    assert f"already being served, by process {first.pid} at http://127.0.0.1:{port}/" in said
    assert page(port).isdigit()
