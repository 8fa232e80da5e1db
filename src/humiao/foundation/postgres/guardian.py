"""The process that keeps PostgreSQL running while anybody uses it, and stops it after the last one.

Users hold the data folder's in-use lock, shared. The guardian waits for that lock alone: the kernel gives
it when the last user lets go or dies, in whatever way. So no command has to clean up after another, and a
supervisor killed hard leaves nothing behind. Run by the launcher; it says one line of JSON when the server
is ready or couldn't be started.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from . import folders, postmaster
from .postmaster import Wish

_POLL = 0.02
_PATIENCE = 60.0


class _AskedToStopError(Exception):
    """A signal asked the guardian to stop the server, used or not."""


@dataclass
class Guardian:
    """Keeps one server for one data folder."""

    data: Path
    wish: Wish
    server: "subprocess.Popen[bytes]"
    stopping: threading.Event

    def guard(self) -> None:
        """Wait until nobody uses the server, or a signal comes, then stop it."""
        threading.Thread(target=self._watch, daemon=True).start()
        lock = folders.in_use(self.data)
        try:
            lock.take(wait=True)
        except _AskedToStopError:
            pass
        finally:
            self.stop()
            lock.free()

    def stop(self) -> None:
        """Stop the server fast: open transactions are rolled back, everything is written."""
        self.stopping.set()
        _stop(self.server)
        _forget(self.data, self.wish)

    def _watch(self) -> None:
        """End with the server when it ends by itself."""
        self.server.wait()
        if not self.stopping.is_set():
            _forget(self.data, self.wish)
            os._exit(1)


def wait_until_ready(server: "subprocess.Popen[bytes]", wish: Wish, seconds: float) -> str | None:
    """Wait for the server to accept connections; return what went wrong, or None."""
    deadline = time.monotonic() + seconds
    while not postmaster.accepts_connections(Path(wish.cluster)):
        if server.poll() is not None:
            return f"PostgreSQL ended with code {server.returncode} instead of starting."
        if time.monotonic() > deadline:
            return f"PostgreSQL doesn't accept connections after {seconds:.0f} seconds."
        time.sleep(_POLL)
    return None


def _stop(server: "subprocess.Popen[bytes]") -> None:
    server.send_signal(signal.SIGINT)
    try:
        server.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)  # recovery at the next start
        server.wait()


def _forget(data: Path, wish: Wish) -> None:
    """Take back the address unless it is a successor's, and the socket's folder if a temporary one."""
    found = folders.read_json(data / "address.json")
    if found is not None and found["guardian"] == os.getpid():
        (data / "address.json").unlink(missing_ok=True)
    if Path(wish.sockets).parent != Path(wish.cluster).parent:
        shutil.rmtree(wish.sockets, ignore_errors=True)


def _say(answer: dict[str, Any]) -> None:
    """Give the launcher its line and let go of what it may be reading."""
    with contextlib.suppress(BrokenPipeError):  # it gave up waiting; then it doesn't use the server either
        os.write(1, json.dumps(answer).encode() + b"\n")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


def _asked(*_: object) -> NoReturn:
    raise _AskedToStopError


def main() -> int:
    """Run the server that the command line asks for."""
    if os.fork():  # nobody's child from here on, so that nobody has to wait for it
        return 0
    asked = json.loads(sys.argv[1])
    data, wish = Path(asked["data"]), Wish(**asked["wish"])
    for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(sign, _asked)
    server = postmaster.spawn(wish)
    try:
        problem = wait_until_ready(server, wish, asked["seconds"])
    except _AskedToStopError:
        problem = "The start was called off."
    if problem:
        _stop(server)
        _forget(data, wish)
        _say({"problem": problem})
        return 1
    place = {"folder": wish.sockets, "port": wish.port, "tcp": wish.tcp, "guardian": os.getpid()}
    folders.write_private(data / "address.json", place)
    _say({"ready": True})
    Guardian(data, wish, server, threading.Event()).guard()
    return 0


if __name__ == "__main__":
    sys.exit(main())
