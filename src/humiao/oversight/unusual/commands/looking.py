"""Looking for unusual reading in the days that are over."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from humiao.access.public import Actor, Permission
from humiao.foundation.trail.public import Act, record
from humiao.oversight.models import Finding
from humiao.oversight.unusual.gathering import gathered
from humiao.oversight.unusual.rules import findings
from humiao.oversight.unusual.thresholds import thresholds

FIRST_LOOK = timedelta(days=30)


def look_for_unusual(*, since: date | None = None, by: Actor, at: datetime) -> int:
    """Look through the last thirty days, or since a day, up to yesterday; returns how many are new.

    Twice finds nothing twice: a finding is one rule's, about one person, on one day, with the same acts.
    """
    by.must(Permission.VIEW_UNUSUAL)
    today = at.date()
    start = since or today - FIRST_LOOK
    limits = thresholds()
    found = findings(gathered(start, today, limits), limits)
    known = set(
        Finding.objects.filter(on__gte=start).order_by().values_list("rule", "account_id", "on", "first_row")
    )
    new = [
        Finding(
            rule=f.rule,
            account_id=f.account,
            on=f.on,
            facts=dict(f.facts),
            rows=list(f.rows),
            first_row=f.rows[0],
            found_at=at,
        )
        for f in found
        if (f.rule, f.account, f.on, f.rows[0]) not in known
    ]
    Finding.objects.bulk_create(new, ignore_conflicts=True)
    if new:
        act = Act("look-for-unusual", "finding", plain={"since": start.isoformat(), "found": len(new)})
        record(act, actor=by.account_id, role=by.role, at=at)
    return len(new)
