"""Stretches of text already read, and which of two readings of one stretch is kept."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from humiao.plans.reader.reading import Quantity

Stretch = tuple[int, int]


class Taken:
    """The stretches already read; they never overlap."""

    def __init__(self, stretches: Iterable[Stretch] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(stretches):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            elif end > start:
                self._starts.append(start)
                self._ends.append(end)

    def is_free(self, start: int, end: int) -> bool:
        """Say whether no character of a stretch is taken."""
        return self.free_from(start, end) == start

    def free_from(self, start: int, end: int) -> int:
        """Return where the first stretch that touches these characters ends; `start` where all are free."""
        index = bisect_right(self._ends, start)
        touches = index < len(self._ends) and self._starts[index] < max(end, start + 1)
        return self._ends[index] if touches else start

    def end_before(self, position: int) -> int:
        """Return where the last stretch that ends at or before a position ends; 0 where there is none."""
        index = bisect_right(self._ends, position)
        return self._ends[index - 1] if index else 0


def longest_first(readings: Sequence[Quantity], taken: Taken) -> list[Quantity]:
    """Keep the longest reading of each stretch, the first named of equals; drop what is taken."""
    free = [q for q in readings if taken.is_free(q.start, q.end)]
    kept: list[Quantity] = []
    by_start = sorted(free, key=lambda q: q.start)
    group: list[Quantity] = []
    reach = -1
    for quantity in by_start:
        if quantity.start >= reach:
            kept += _pick(group)
            group = []
        group.append(quantity)
        reach = max(reach, quantity.end)
    return sorted(kept + _pick(group), key=lambda q: q.start)


def _pick(group: list[Quantity]) -> list[Quantity]:
    kept: list[Quantity] = []
    for quantity in sorted(group, key=lambda q: (q.start - q.end, q.start)):
        if all(quantity.end <= other.start or quantity.start >= other.end for other in kept):
            kept.append(quantity)
    return kept
