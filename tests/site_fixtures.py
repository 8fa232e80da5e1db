"""The built demo, shared by the tests that look at it: made once in a run, whatever worker asks first.

HUMIAO_TEST_DEMO may name a folder to keep it in from run to run; then nobody removes it here.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

_KEPT = "HUMIAO_TEST_DEMO" in os.environ
# Set before workers are started, so that all of them share one folder; short, for the socket in it.
os.environ.setdefault("HUMIAO_TEST_DEMO", f"{tempfile.gettempdir()}/hmd-{os.getpid()}")
_ASK = """
import json, sys
from click.testing import CliRunner
from humiao.cli.main import main
answers = [CliRunner().invoke(main, question) for question in json.load(sys.stdin)]
json.dump([{"code": a.exit_code, "out": a.stdout, "err": a.stderr} for a in answers], sys.stdout)
"""


@dataclass(frozen=True)
class Answer:
    """What a command printed and ended with."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """Read what it printed."""
        return json.loads(self.out)


@dataclass(frozen=True)
class BuiltDemo:
    """A finished demo in a data folder of its own."""

    data: Path

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment its commands run in: its own folder, keys and roles."""
        rest = {k: v for k, v in os.environ.items() if not k.startswith(("HUMIAO_", "DJANGO_"))}
        paths = os.pathsep.join(p for p in sys.path if p)
        build = os.environ.get("HUMIAO_BUILD", str(Path("build").absolute()))
        return {**rest, "PYTHONPATH": paths, "HUMIAO_DATA": str(self.data), "HUMIAO_BUILD": build}

    def ask(self, *questions: list[str]) -> list[Answer]:
        """Run several `humiao` commands in one process."""
        return [Answer(**a) for a in json.loads(self.python(_ASK, json.dumps(questions)))]

    def python(self, code: str, given: str = "") -> str:
        """Run some Python in the demo's environment and return what it printed."""
        done = subprocess.run(
            [sys.executable, "-c", code], input=given, env=self.environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr[-4000:]
        return done.stdout


def _copy_of(data: Path) -> Path:
    """Return the folder of the copy that is served: what journeys write there, the demo itself never has."""
    return data.with_name(f"{data.name}-s")


@pytest.fixture(scope="session")
def built_demo() -> Iterator[BuiltDemo]:
    """Build the demo unless another worker did, and keep its database running meanwhile."""
    from humiao.foundation.postgres import Server

    demo = BuiltDemo(Path(os.environ["HUMIAO_TEST_DEMO"]))
    demo.data.mkdir(mode=0o711, exist_ok=True)
    with (demo.data.parent / f"{demo.data.name}.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        command = [sys.executable, "-m", "humiao.cli.main", "demo", "--no-serve"]
        made = subprocess.run(command, env=demo.environment, capture_output=True, text=True)
        assert made.returncode == 0, made.stdout[-2000:] + made.stderr[-4000:]
        if not _copy_of(demo.data).exists():  # now, while its database is still
            subprocess.run(["cp", "-a", str(demo.data), str(_copy_of(demo.data))], check=True)
    server = Server(demo.data)
    server.start()
    yield demo
    server.stop()


@dataclass(frozen=True)
class DemoSite:
    """The demo at work: its data folder and its address."""

    data: Path
    url: str


@pytest.fixture(scope="session")
def demo_site(built_demo: BuiltDemo) -> Iterator[DemoSite]:
    """Serve a copy of the built demo for real until the last test is over."""
    demo = BuiltDemo(_copy_of(built_demo.data))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = demo.data / "served.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "humiao.cli.main", "serve", "--port", str(port)],
            env={**demo.environment, "HUMIAO_WEB_PROCESSES": "1"},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_served(process, log)
        yield DemoSite(demo.data, f"http://127.0.0.1:{port}")
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def _wait_until_served(process: subprocess.Popen[bytes], log: Path, seconds: int = 120) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        if "Serving http" in log.read_text():
            return
        time.sleep(0.2)
    raise AssertionError(f"the demo is not served:\n{log.read_text()[-3000:]}")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Use the machine's Chromium where there is one; as root it needs to run without a sandbox."""
    from setup_machine import chromium

    quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
    quiet += ["--disable-component-update", "--disable-sync", "--no-first-run"]
    return {**browser_type_launch_args, "executable_path": chromium(), "args": quiet}


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Remove the demo and its copy after the last test of all workers."""
    if hasattr(session.config, "workerinput"):
        return
    from humiao.foundation.postgres.launcher import remove

    data = Path(os.environ["HUMIAO_TEST_DEMO"])
    for folder in (_copy_of(data), *([] if _KEPT else [data])):
        if folder.exists():
            remove(folder)
    if _KEPT:
        return
    data.parent.joinpath(f"{data.name}.lock").unlink(missing_ok=True)
