"""A `humiao serve` with a tiny page and a tiny worker in place of the real ones."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

import humiao
from humiao.foundation.postgres import processes

PAGE = """
import os
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(os.getpid()).encode()]
"""
WORKER = "import signal\nsignal.pause()\n"
RUN = """
import sys
from humiao.cli import serve
serve.APPLICATION, serve.WORKER = sys.argv[1:3]
from humiao.cli.main import main
main(sys.argv[3:], prog_name="humiao")
"""
Serve = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """Give a folder with a short name that PostgreSQL's account may pass."""
    place = Path(tempfile.mkdtemp(prefix="hm-", dir="/tmp"))
    place.chmod(0o711)
    (place / "tiny_page.py").write_text(PAGE)
    (place / "tiny_worker.py").write_text(WORKER)
    (place / "bad_worker.py").write_text("raise SystemExit(7)\n")
    yield place
    shutil.rmtree(place)


@pytest.fixture
def port() -> int:
    """Give a TCP port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def serve(folder: Path, port: int) -> Iterator[Serve]:
    """Give a function that starts `humiao serve`; all it started has to be gone at the end."""
    started: list[subprocess.Popen[str]] = []

    def start(worker: str = "tiny_worker", data: str = "data") -> "subprocess.Popen[str]":
        paths = [str(Path(humiao.__file__).parents[1]), str(folder)]
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", RUN, "tiny_page:application", worker, "serve", "--port", str(port)],
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(paths),
                "DJANGO_SETTINGS_MODULE": "humiao.config.settings",
                "HUMIAO_DATA": str(folder / data),
                "HUMIAO_MASTER_KEY": str(folder / data / "keys" / "master.key"),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=processes.dying_with_parent(signal.SIGTERM),  # a killed test run leaves nothing
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
    assert gone(folder), [p.cmdline() for p in at_work(folder)]


def at_work(folder: Path) -> list[psutil.Process]:
    """Return the processes of ours: their environment or command line names the folder."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.status() == psutil.STATUS_ZOMBIE or process.pid == os.getpid():
                continue
            words = [*process.cmdline(), process.environ().get("HUMIAO_DATA", ""), process.cwd()]
            if any(str(folder) in word for word in words):
                found.append(process)
    return found


def gone(folder: Path, seconds: float = 15) -> bool:
    """Wait until nothing of ours is left running."""
    deadline = time.monotonic() + seconds
    while at_work(folder) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not at_work(folder)


def read_until(process: "subprocess.Popen[str]", words: str) -> str:
    """Return the lines up to the one with these words."""
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if words in line:
            return "".join(lines)
    raise AssertionError(f"it never said {words!r}:\n{''.join(lines)}")
