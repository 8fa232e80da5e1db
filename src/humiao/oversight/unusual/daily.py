"""Looking for unusual reading by itself, once for each day that is over."""

from __future__ import annotations

from datetime import date

from humiao.access.public import SYSTEM
from humiao.foundation import clock, context

_looked: dict[str, date] = {}  # the last day each county was looked through by this process


def look_daily(code: str) -> int:
    """Look through a county's days that are over, unless this process did so today; returns what is new."""
    from humiao.oversight.unusual.commands import look_for_unusual

    now = clock.now(code)
    if _looked.get(code) == now.date():
        return 0
    with context.county(code, writes=True):
        found = look_for_unusual(by=SYSTEM, at=now)
    _looked[code] = now.date()
    return found
