"""The worker process: seals every county's trail about once a second."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable

log = logging.getLogger("humiao.worker")
_EVERY_SECONDS = 1.0


def run(stopped: threading.Event) -> None:
    """Seal until told to stop; a county that fails is reported and tried again, the others go on."""
    from humiao.foundation.places.public import counties, forget_places
    from humiao.foundation.trail.sealing import seal_county

    while not stopped.wait(_EVERY_SECONDS):
        try:
            for county in counties():
                _seal(county.code, seal_county)
        except Exception:
            log.exception("the list of counties could not be read")
            forget_places()


def _seal(code: str, seal_county: Callable[[str], int]) -> None:
    try:
        seal_county(code)
    except Exception:
        log.exception("the trail of county %s could not be sealed", code)


def main() -> None:
    """Set Django up, run until SIGTERM or SIGINT."""
    import django

    django.setup()
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    run(stopped)


if __name__ == "__main__":
    main()
