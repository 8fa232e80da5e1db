"""Setting how long records are kept, and how fast requests are answered."""

from __future__ import annotations

from datetime import datetime

from humiao.access.public import Actor, Permission
from humiao.foundation.decisions import require
from humiao.foundation.trail.public import Act
from humiao.registry.commands import checks
from humiao.registry.destruction import rules
from humiao.registry.models import CountyPeriod


def set_period(*, key: str, value: int, source: str, by: Actor, at: datetime) -> None:
    """Set a period of the county, with the paper it rests on; longer than the table's, never shorter."""
    by = checks.permitted(by, Permission.APPROVE_DESTRUCTION)
    require(rules.may_set_period(key, value, source))
    row = CountyPeriod.objects.create(
        key=key, value=value, source=source.strip(), set_by=by.account_id, recorded_at=at
    )
    plain = {"key": key, "value": value, "source": row.source}
    checks.sign(Act("set-period", "period", row.pk, plain=plain), by=by, at=at)
