"""The worker process: seals every county's trail each second, sweeps its storage each hour, does chores."""

from __future__ import annotations

import logging
import os
import select
import signal
import threading
from collections.abc import Callable
from typing import Protocol

log = logging.getLogger("humiao.worker")
_EVERY_SECONDS = 1.0
_SWEPT_EVERY_SECONDS = 3600.0
_jobs: list[Callable[[str], object]] = []


class Stop(Protocol):
    """Something one waits for between two rounds."""

    def wait(self, timeout: float) -> bool:
        """Wait so many seconds at most; say whether it is time to stop."""


class Asked:
    """A wish to stop that a signal's handler may set.

    `threading.Event` may not be set there: its lock may be held by the very thread the handler interrupts,
    which then waits for itself for ever.
    """

    def __init__(self) -> None:
        self._reading, self._writing = os.pipe()

    def set(self) -> None:
        """Ask; once is enough, and it stays asked."""
        os.write(self._writing, b"!")

    def wait(self, timeout: float) -> bool:
        """Wait so many seconds at most; say whether it was asked."""
        return bool(select.select([self._reading], [], [], timeout)[0])


def run(stopped: Stop) -> None:
    """Seal until told to stop; a county that fails is reported and tried again, the others go on.

    The register of counties is read anew each time, so that a county just made is sealed within seconds
    too; no connection is held while waiting, so that a database that restarted is met with a fresh one.
    """
    from django.db import close_old_connections

    is_behind = False
    while not stopped.wait(0 if is_behind else _EVERY_SECONDS):
        is_behind = seal_once()
        close_old_connections()


def seal_once() -> bool:
    """Seal one batch in each county; say whether any of them has more to seal."""
    from humiao.foundation.places.public import counties, forget_places

    forget_places()
    try:
        codes = [county.code for county in counties()]
    except Exception:
        log.exception("the list of counties could not be read")
        return False
    are_behind = [_seal(code) for code in codes]
    return any(are_behind)


def _seal(code: str) -> bool:
    from humiao.foundation.trail.sealing import MOST, seal_county

    try:
        return seal_county(code) == MOST
    except Exception:
        log.exception("the trail of county %s could not be sealed", code)
        return False


def keep_swept(stopped: Stop, *, every: float = _SWEPT_EVERY_SECONDS) -> None:
    """Sweep every county's storage at once and then regularly, until told to stop.

    It runs beside the sealing, which must not wait for a storage that is slow or away.
    """
    from django.db import connection

    while True:
        sweep_once()
        connection.close()
        if stopped.wait(every):
            return


def sweep_once() -> None:
    """Sweep each county's storage; one that fails is reported and tried again next time."""
    from humiao.foundation.places.public import counties

    try:
        codes = [county.code for county in counties()]
    except Exception:
        log.exception("the list of counties could not be read")
        return
    for code in codes:
        _sweep(code)


def at_each_sweep(job: Callable[[str], object]) -> None:
    """Have a job done for each county once an hour; contexts above name theirs when the program starts."""
    if job not in _jobs:
        _jobs.append(job)


def _sweep(code: str) -> None:
    for job in _jobs:
        try:
            job(code)
        except Exception:
            log.exception("%s failed in county %s", job.__name__, code)
    from humiao.foundation.files.sweeping import end_times, sweep_county

    try:
        end_times(code)
        swept = sweep_county(code)
    except Exception:
        log.exception("the storage of county %s could not be swept", code)
        return
    if swept:
        log.info("%s contents of failed uploads or destroyed files removed in county %s", swept, code)


def main() -> None:
    """Set Django up, run until SIGTERM or SIGINT."""
    import django

    django.setup()
    asked = Asked()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: asked.set())
    from humiao.foundation.chores import keep_at_chores

    for name, work in (("sweeper", keep_swept), ("chores", keep_at_chores)):
        threading.Thread(target=work, args=(asked,), name=name, daemon=True).start()
    run(asked)


if __name__ == "__main__":
    main()
