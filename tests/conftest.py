"""The demo, built once and served for real, and a browser to walk it with."""

from __future__ import annotations

import json
import os
import re
import shutil
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

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class DemoSite:
    """The demo at work: its data folder and its address."""

    data: Path
    url: str
    environment: dict[str, str]

    def humiao(self, *args: str) -> subprocess.CompletedProcess[str]:
        """Run the command line on the demo's data."""
        return subprocess.run(
            [sys.executable, "-m", "humiao.cli.main", *args],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    def json(self, *args: str) -> Any:
        """Run the command line with --json and return what it printed."""
        done = self.humiao(*args, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep a file's tests on one worker, and all that need the demo on the same one."""
    for item in items:
        needs_demo = "demo_site" in getattr(item, "fixturenames", ())
        item.add_marker(pytest.mark.xdist_group("demo" if needs_demo else item.path.as_posix()))


@pytest.fixture(scope="session")
def demo_site() -> Iterator[DemoSite]:
    """Build the demo in a folder of its own and serve it until the last test is over."""
    data = Path(tempfile.mkdtemp(prefix="humiao-demo-"))
    data.chmod(0o711)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("HUMIAO_")} | {
        "DJANGO_SETTINGS_MODULE": "humiao.config.settings",
        "HUMIAO_DATA": str(data / "data"),
        "HUMIAO_BUILD": str(ROOT / "build"),
        "PYTHONPATH": str(ROOT / "src"),
        "HUMIAO_WEB_PROCESSES": "1",
    }
    log = data / "log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "humiao.cli.main", "demo", "--port", str(port)],
            env=environment,
            stdout=out,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=ROOT,
        )
    try:
        _wait_until_served(process, log, seconds=900)
        yield DemoSite(data / "data", f"http://127.0.0.1:{port}", environment)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
        shutil.rmtree(data, ignore_errors=True)


def _wait_until_served(process: subprocess.Popen[str], log: Path, *, seconds: int) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if re.search(r"Serving http", log.read_text()):
            return
        if process.poll() is not None:
            break
        time.sleep(0.5)
    raise AssertionError(f"the demo is not served:\n{log.read_text()[-3000:]}")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Use the machine's Chromium where there is one; as root it needs to run without a sandbox."""
    from setup_machine import chromium

    quiet = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ]
    return {**browser_type_launch_args, "executable_path": chromium(), "args": quiet}
