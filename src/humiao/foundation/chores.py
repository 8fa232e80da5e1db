"""Work the worker process does beside sealing: contexts above say what, when they are ready."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

log = logging.getLogger("humiao.worker")
Chore = Callable[[str], None]
EVERY_SECONDS = 15.0
_chores: dict[str, Chore] = {}


def add_chore(name: str, chore: Chore) -> None:
    """Have something done again and again for each county; it is given the county's code."""
    _chores[name] = chore


def do_chores(codes: list[str]) -> None:
    """Do every chore for every county; one that fails is reported and tried again, the others go on."""
    for code in codes:
        for name, chore in _chores.items():
            try:
                chore(code)
            except Exception:
                log.exception("%s failed in county %s", name, code)


def keep_at_chores(stopped: threading.Event, *, every: float = EVERY_SECONDS) -> None:
    """Do the chores at once and then regularly, until told to stop."""
    from django.db import connection

    while True:
        do_chores(_county_codes())
        connection.close()
        if stopped.wait(every):
            return


def _county_codes() -> list[str]:
    from humiao.foundation.places.public import counties

    try:
        return [county.code for county in counties()]
    except Exception:
        log.exception("the list of counties could not be read")
        return []
