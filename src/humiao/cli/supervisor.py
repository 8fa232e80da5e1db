"""Run children, restart those that die, stop all in reverse order; leave none behind."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from humiao.foundation.postgres import processes

_POLL = 0.1
_LONG_ENOUGH = 30.0
_DEATHS = 5
_LONGEST_WAIT = 10.0
_PATIENCE = 8.0


class GaveUpError(Exception):
    """A child died again and again; the text says which and how."""


@dataclass
class Child:
    """A program to keep running, in a process group of its own.

    `ready` says, once it has started, that it can be used; the next child starts after that.
    """

    name: str
    command: Sequence[str]
    ready: Callable[[], bool] = lambda: True
    process: "subprocess.Popen[bytes] | None" = None
    started_at: float = 0.0
    start_again_at: float = 0.0
    deaths: int = 0

    def start(self) -> None:
        """Start it; the kernel ends it when the supervisor dies."""
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 -- the table of children is ours
            self.command,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=processes.dying_with_parent(signal.SIGTERM),
        )

    def is_running(self) -> bool:
        """Tell whether it runs."""
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        """Ask it to stop, then make it, then end what it may have left in its group."""
        if self.process is None:
            return
        if self.is_running():
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(_PATIENCE)
        self.end_group()
        self.process.wait()
        self.process = None

    def end_group(self) -> None:
        """Kill what is left of its process group, such as workers whose parent was killed."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)


@dataclass
class Supervisor:
    """Keeps the children running in their order. `look_after` is called about ten times a second."""

    children: Sequence[Child]
    say: Callable[[str], None]
    look_after: Callable[[], None] = lambda: None
    _signal: int | None = field(default=None, init=False)

    def run(self, announce: Callable[[], None]) -> None:
        """Run until SIGINT, SIGTERM or SIGHUP; `announce` once all are ready. Raises `GaveUpError`."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._asked)
        try:
            for child in self.children:
                child.start()
                self._wait_until_ready(child)
            if self._signal is None:
                announce()
            while self._signal is None:
                self.look_after()
                for child in self.children:
                    self._care_for(child)
                time.sleep(_POLL)
        finally:
            for child in reversed(self.children):
                child.stop()

    def _asked(self, number: int, _frame: object) -> None:
        self._signal = number

    def _wait_until_ready(self, child: Child) -> None:
        while self._signal is None and not (child.is_running() and child.ready()):
            self._care_for(child)
            time.sleep(_POLL)

    def _care_for(self, child: Child) -> None:
        """Notice a death, and start it again after a pause that grows with each quick death."""
        if child.is_running():
            return
        if child.process is not None:
            self._note_death(child, child.process)
        elif time.monotonic() >= child.start_again_at:
            child.start()

    def _note_death(self, child: Child, process: "subprocess.Popen[bytes]") -> None:
        lived = time.monotonic() - child.started_at
        child.deaths = 1 if lived > _LONG_ENOUGH else child.deaths + 1
        child.end_group()
        child.process = None
        how = f"{child.name} ended with code {process.returncode} after {lived:.0f} s"
        if child.deaths >= _DEATHS:
            raise GaveUpError(f"{how}, for the {child.deaths}th time in a row. Its own words are above.")
        pause = min(0.25 * 2**child.deaths, _LONGEST_WAIT)
        child.start_again_at = time.monotonic() + pause
        self.say(f"{how}; starting it again in {pause:.1f} s")
