"""Give each worker towns and homes, so that everybody has about as many children."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Place = tuple[str, str, str]  # town, village, key of the household


def share_out(homes: Iterable[tuple[Place, int]], workers: Sequence[str]) -> dict[str, str]:
    """Return the worker of each household: a town's homes together, evenly by children."""
    rows = sorted(homes, key=lambda row: (row[0][0], row[0][1], row[0][2]))
    total, given = sum(children for _, children in rows), 0
    found: dict[str, str] = {}
    for (_, _, household), children in rows:
        found[household] = workers[min(given * len(workers) // total, len(workers) - 1)]
        given += children
    return found
