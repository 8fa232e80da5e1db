"""How the ring lies on the disk: is every key there, whole, the right one, and for its owner's eyes only."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from humiao.foundation.keys.custody import custody, today
from humiao.foundation.keys.ring import KeyMissing, State, described, kept_path, key_path, ring, ring_path

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_DRILL_DAYS = 365


@dataclass(frozen=True)
class Health:
    """What was found: `fine` is False where something is amiss, None where something should be done."""

    fine: bool | None
    text: str


def look() -> Health:
    """Look at the folder of keys; changes and shows none of them."""
    first = Path(settings.HUMIAO_MASTER_KEY)
    if not first.exists() and not ring_path().exists():
        if first.parent.exists() or (first.parent.parent / "postgres").exists():
            return Health(
                False, f"{first} is missing; put back its copy, or `humiao keys combine` from shares"
            )
        return Health(None, "not made yet")
    try:
        known = ring(fresh=True)
    except KeyMissing as error:
        return Health(False, f"{error}; from shares it comes back by `humiao keys combine`")
    open_files = list(_open_to_others(first))
    if open_files:
        return Health(
            False, f"{', '.join(open_files)} can be read by others; chmod 600 files and 700 the folder"
        )
    active = known.active
    told = f"version {active.number} of {len(known.versions)}, fingerprint {active.fingerprint}"
    undone = "; ".join(_undone())
    return Health(None if undone else True, f"{told}; {undone}" if undone else told)


def _open_to_others(first: Path) -> Iterator[str]:
    versions, _heads = described()
    for number in versions:
        for path in (key_path(number), kept_path(number)):
            if path.exists() and path.stat().st_mode & _OTHERS:
                yield str(path)
    if first.parent.stat().st_mode & stat.S_IRWXO:
        yield str(first.parent)


def _undone() -> Iterator[str]:
    versions, _heads = described()
    active = next(v for v in versions.values() if v.state is State.ACTIVE)
    if any(v.state in (State.COMING, State.RETIRING) for v in versions.values()):
        yield "a rotation has not ended, `humiao keys rotate` goes on with it"
    record = custody()
    if record.valid_set(active.number) is None:
        yield "it is in no shares, `humiao keys split` makes them"
    else:
        days = record.days_since_drill(today())
        if days is None or days > _DRILL_DAYS:
            yield "recovery was not practised for a year, `humiao keys drill`"
