"""A closed month in plain numbers, for the command line and for reports."""

from __future__ import annotations

from datetime import date
from typing import Any

from humiao.registry.months import queries
from humiao.registry.months.sealing import verify
from humiao.registry.queries.snapshot import DIMENSIONS, cells


def month_summary(month: date) -> dict[str, Any] | None:
    """Return the counts of a closed month and whether its seal holds; None where it isn't closed."""
    book = queries.book_of(month)
    if book is None:
        return None
    counted = cells(queries.book_lines(book.id))
    finding = next(f for f in verify() if f.month == month)
    sums: dict[str, dict[str, int]] = {}
    for dimension in DIMENSIONS[1:]:
        by_key: dict[str, int] = {}
        for (_town, key), count in counted[dimension].items():
            by_key[key] = by_key.get(key, 0) + count
        sums[f"by_{dimension}"] = dict(sorted(by_key.items()))
    lines = sum(counted["total"].values())
    return {
        "month": f"{month:%Y-%m}",
        "closed_at": book.closed_at.isoformat(),
        "closed_by": book.closed_name,
        "before": book.before,
        "additions": book.additions,
        "exits": book.exits,
        "changes": book.changes,
        "late": book.late,
        "total": book.total,
        "lines": lines,
        **sums,
        "towns": [
            {"code": p.code, "name": p.name, "total": p.total, "signed": p.signed_at is not None,
             "closed_over": p.is_closed_over}
            for p in queries.towns_of([book.id], None)[book.id]
        ],
        "seal": finding.seal,
        "intact": finding.is_intact,
        "faults": list(finding.faults),
    }  # fmt: skip
