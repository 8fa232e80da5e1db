"""The ways a child goes through levels in a year, and how many go each way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from uuid import UUID

from humiao.demo.work.values import Served

ANSWERS: Mapping[str, dict[str, tuple[str, ...]]] = {
    "green": {"green": ("no-problem-no-need",)},
    "yellow": {"yellow": ("problem-open", "need-open")},
    "red": {"red": ("special-attention",), "yellow": ("problem-open",)},
}


@dataclass(frozen=True)
class Path:
    """One way: a level at the start, one at the end, and what leads from one to the other."""

    starts: str
    ends: str
    needs_reassessment: bool = False  # lowered by an assessment, not raised
    then_lowered: bool = False  # raised, and lowered again later
    decided: str = "confirm"  # confirm, reject, or nothing yet
    override: str = ""
    earliest: int = 40  # days after the first assessment
    within: int = 400  # days before the end
    is_open: bool = False  # may happen in the last weeks

    def unchanged(self) -> Path:
        """Return the path of a child nothing happens to."""
        return Path(self.starts, self.starts)


# Way and share in a thousand; the rest stays green.
_WAYS = (
    (Path("green", "yellow"), 50),
    (Path("green", "yellow", then_lowered=True), 35),
    (Path("green", "yellow", then_lowered=True, decided="reject"), 3),
    (Path("green", "yellow", needs_reassessment=True, override="yellow"), 6),
    (Path("yellow", "yellow"), 125),
    (Path("yellow", "green", needs_reassessment=True), 35),
    (Path("yellow", "green", needs_reassessment=True, decided="", within=9, is_open=True), 8),
    (Path("yellow", "red"), 20),
    (Path("red", "red"), 52),
    (Path("red", "yellow", needs_reassessment=True), 18),
    (Path("red", "green", needs_reassessment=True), 7),
)  # fmt: skip
_GREEN = Path("green", "green")


def paths_for(served: list[Served], rng: Random, *, settled_before: date, until: date) -> dict[UUID, Path]:
    """Give each child its way, as many each way as its share; only who was there early and stays changes."""
    stays = [c for c in served if c.from_on <= settled_before and (c.to_on is None or c.to_on > until)]
    order = rng.sample(stays, len(stays))
    found = {child.id: _GREEN for child in served}
    for way, share in _WAYS:
        count = max(1, round(len(served) * share / 1000))
        for child in order[:count]:
            found[child.id] = way
        order = order[count:]
    return found
