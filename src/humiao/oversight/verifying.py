"""Checking everything that must not be changed behind the program's back: trail, months, files, exports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from humiao.access.exports.public import export_faults
from humiao.foundation import context
from humiao.foundation.files.checking import file_faults
from humiao.foundation.trail import sealing
from humiao.registry.public import verify_months


@dataclass(frozen=True)
class Fault:
    """One thing wrong: in which part, a stable code, where."""

    part: str
    code: str
    where: str


PARTS = ("trail", "months", "files", "exports")


def faults_of(county: str, *, at: datetime | None = None) -> list[Fault]:
    """Return everything wrong in a county; outside of any context, each part as of one moment."""
    found = trail_faults(county, at=at)
    with context.county(county, one_moment=True):
        found += _kept()
    return found


def trail_faults(county: str, *, at: datetime | None = None) -> list[Fault]:
    """Return what is wrong with a county's trail; outside of any context."""
    return [Fault("trail", fault.code, fault.where) for fault in sealing.faults(county, at=at)]


def _kept() -> Iterator[Fault]:
    for month in verify_months():
        for code in month.faults:
            yield Fault("months", code, f"{month.month:%Y-%m}")
    for file in file_faults():
        yield Fault("files", file.code, file.where)
    for code, where in export_faults():
        yield Fault("exports", code, where)
