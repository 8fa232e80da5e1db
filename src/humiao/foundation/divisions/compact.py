"""Write and read the compact file: all counties of the country in one zip, one member per county.

A member is `CODE.tsv`; its first line is the county (code, name), each further line a town or
village with its code less the county's six digits. Reading one county opens one member. Members carry a fixed
date, so the same source makes the same bytes.
"""

from __future__ import annotations

import zipfile
from collections import defaultdict
from pathlib import Path

from humiao.foundation.divisions import source
from humiao.foundation.divisions.model import Division, DivisionsMissing, UnknownCounty

_FIXED_DATE = (1980, 1, 1, 0, 0, 0)


def write_compact(folder: Path, out: Path) -> int:
    """Write the compact file from the package's folder and return the number of counties."""
    counties = source.all_counties(folder)
    below: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for code, name in source.all_rows(folder):
        below[code[:6]].append((code[6:], name))
    out.parent.mkdir(parents=True, exist_ok=True)
    unfinished = out.with_name(f"{out.name}.part")
    with zipfile.ZipFile(unfinished, "w") as archive:
        for code, name in counties.items():
            _add(archive, f"{code}.tsv", [(code, name), *sorted(below[code])])
    unfinished.replace(out)
    return len(counties)


def read_from_compact(county: str, path: Path) -> list[Division]:
    """List one county, its towns and its villages, in order of code, each after its parent."""
    lines = _read(path, f"{county}.tsv", county)
    head, *rest = lines
    rows = [(head[0], head[1]), *((county + tail, name) for tail, name in rest)]
    return sorted((Division.of(code, name) for code, name in rows), key=lambda division: division.code)


def _add(archive: zipfile.ZipFile, name: str, rows: list[tuple[str, ...]]) -> None:
    text = "".join("\t".join(row) + "\n" for row in rows)
    member = zipfile.ZipInfo(name, _FIXED_DATE)
    archive.writestr(member, text.encode(), compress_type=zipfile.ZIP_DEFLATED, compresslevel=9)


def _read(path: Path, member: str, county: str) -> list[list[str]]:
    try:
        with zipfile.ZipFile(path) as archive:
            text = archive.read(member).decode()
    except KeyError as error:
        raise UnknownCounty(county, path) from error
    except (OSError, zipfile.BadZipFile) as error:
        raise DivisionsMissing(path) from error
    return [line.split("\t") for line in text.splitlines()]
