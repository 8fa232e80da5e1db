"""The measures a programme's indicators may name, found by code."""

from __future__ import annotations

from humiao.measures.catalogue import CATALOGUE
from humiao.measures.kinds import Measure

_BY_CODE = {item.code: item for item in CATALOGUE}


class UnknownMeasure(LookupError):  # noqa: N818
    """No measure has this code."""


def measure(code: str) -> Measure:
    """Find a measure; raises `UnknownMeasure`."""
    if code not in _BY_CODE:
        raise UnknownMeasure(f"no measure is called {code}")
    return _BY_CODE[code]


def all_measures() -> tuple[Measure, ...]:
    """Return every measure, in the order of the catalogue."""
    return CATALOGUE
