"""What a programme must have and the draft lacks: each with the field or the fact that fills it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from humiao.foundation.bilingual import Bilingual

NeedKind = Literal["fact", "text", "code", "date", "int", "towns", "town"]


@dataclass(frozen=True)
class Need:
    """One thing still needed. A `fact` is mended in the draft at `path`; anything else is asked in a form."""

    path: str
    kind: NeedKind
    label: Bilingual
    help: Bilingual | None = None


@dataclass(frozen=True)
class Ground:
    """What the terms are made on, besides the draft: the county, its places, what people filled in."""

    county: str
    county_name: str
    towns: tuple[tuple[str, str], ...]  # code, name
    villages: tuple[tuple[str, str], ...] = ()
    given: Mapping[str, Any] | None = None
    base: Mapping[str, Any] | None = None  # terms of the programme it continues or corrects, as data
    positions: Mapping[str, tuple[int, ...]] | None = None  # of the facts that count, in the whole draft
    declined: frozenset[str] = frozenset()  # measures of indicators somebody set aside

    def path(self, section: str, number: int) -> str:
        """Return the path of a section's fact that counts."""
        positions = (self.positions or {}).get(section)
        return f"{section}.{positions[number] if positions else number}"

    def get(self, key: str) -> Any:
        """Return what somebody filled in under `programme.<key>`."""
        return (self.given or {}).get(key)

    def kept(self, key: str) -> Any:
        """Return a section of the earlier programme's terms."""
        return (self.base or {}).get(key)

    def town_of(self, name: str) -> tuple[str, str] | None:
        """Find the town whose name, or whose village's, stands in `name`; the longest match holds."""
        found = [t for t in self.towns if _stands_in(t[1], name)]
        if not found:
            inside = [v for v in self.villages if _stands_in(v[1], name)]
            found = [t for v in inside for t in self.towns if v[0].startswith(t[0])]
        return max(found, key=lambda t: len(t[1]), default=None)

    def village_of(self, name: str, town: str) -> tuple[str, str] | None:
        """Find the village of a town whose name stands in `name`; the longest match holds."""
        found = [v for v in self.villages if v[0].startswith(town) and _stands_in(v[1], name)]
        return max(found, key=lambda v: len(v[1]), default=None)


def _stands_in(division: str, name: str) -> bool:
    short = division
    for ending in ("街道办事处", "社区居民委员会", "村民委员会", "居委会", "村委会"):
        short = short.removesuffix(ending)
    if short in name:
        return True
    stem = short.removesuffix("街道").removesuffix("镇").removesuffix("乡")
    return len(stem) >= 2 and stem in name
