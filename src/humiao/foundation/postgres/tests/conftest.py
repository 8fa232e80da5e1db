"""A made data folder for each test, copied from one that is made once."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from humiao.foundation.postgres.launcher import Server


@pytest.fixture(scope="session")
def open_folder() -> Iterator[Path]:
    """Give a folder that every account may pass; pytest's own are closed to PostgreSQL's when we are root."""
    folder = Path(tempfile.mkdtemp(prefix="hm-", dir="/tmp"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def made(open_folder: Path) -> Path:
    """Give a data folder in which the server has run once."""
    server = Server(open_folder / "made", fsync=False)
    server.start()
    assert server.stop()
    return open_folder / "made"


@pytest.fixture
def data(made: Path, open_folder: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """Give a copy of the made data folder; whoever still uses it at the end is a failure."""
    folder = open_folder / f"d{os.getpid()}-{abs(hash(request.node.name)) % 10**8}"
    subprocess.run(["cp", "-a", str(made), str(folder)], check=True)  # noqa: S603, S607
    yield folder
    assert not Server(folder).is_running()
    shutil.rmtree(folder)


@pytest.fixture
def unused_port() -> int:
    """Give a TCP port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
