"""Open the divisions to other contexts: one reader for the npm package's folder and for the compact file."""

from __future__ import annotations

from pathlib import Path

from humiao.foundation.divisions.compact import read_from_compact, write_compact
from humiao.foundation.divisions.model import Division, DivisionsMissing, UnknownCounty
from humiao.foundation.divisions.source import read_from_package

__all__ = [
    "Division",
    "DivisionsMissing",
    "UnknownCounty",
    "read_divisions",
    "write_compact",
]


def read_divisions(county: str, where: Path) -> list[Division]:
    """List a county, its towns and villages from the package's `dist` folder or from the compact file.

    Raises UnknownCounty for a code no county has, DivisionsMissing when nothing readable is at `where`.
    """
    if len(county) != 6 or not (county.isascii() and county.isdecimal()):
        raise UnknownCounty(county, where)
    return read_from_package(county, where) if where.is_dir() else read_from_compact(county, where)
