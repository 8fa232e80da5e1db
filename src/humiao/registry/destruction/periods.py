"""The periods in force: the table's, or the county's own where it set one."""

from __future__ import annotations

from humiao.foundation.retention.classes import RULES, Retention, years_in_force
from humiao.registry.destruction.values import PeriodValue
from humiao.registry.models import CountyPeriod

REQUEST_DAYS = "request-days"
REQUEST_LIMIT = 15
REQUEST_SOURCE = (
    "App违法违规收集使用个人信息行为认定方法第六条（15个工作日）；"
    "个人信息保护法第50条、未成年人网络保护条例第34条（及时）"
)
REQUEST_SOURCE_EN = (
    "Methods for Identifying Unlawful Handling of Personal Information by Apps 6 (15 working days); "
    "Personal Information Protection Law 50, Regulations on Minors Online 34 (in good time)"
)


def years_of(kept_as: Retention) -> int | None:
    """Return how many years a class is kept in the open county; None for good."""
    return years_in_force(kept_as, _set(kept_as.value))


def request_days() -> int:
    """Return within how many working days a request is answered in the open county."""
    return min(_set(REQUEST_DAYS) or REQUEST_LIMIT, REQUEST_LIMIT)


def periods() -> dict[str, PeriodValue]:
    """Return every period in force by its key, with the paper the county's own rests on."""
    own = {row.key: row for row in CountyPeriod.objects.order_by("id")}
    found = {}
    for kept_as, rule in RULES.items():
        row = own.get(kept_as.value)
        years = years_in_force(kept_as, row.value if row else None)
        found[kept_as.value] = _value(kept_as.value, years, rule.years, row)
    row = own.get(REQUEST_DAYS)
    days = min(row.value, REQUEST_LIMIT) if row else REQUEST_LIMIT
    return found | {REQUEST_DAYS: _value(REQUEST_DAYS, days, REQUEST_LIMIT, row)}


def _value(key: str, value: int | None, least: int | None, row: CountyPeriod | None) -> PeriodValue:
    return PeriodValue(key, value, least, row.source if row else "", row.recorded_at if row else None)


def _set(key: str) -> int | None:
    row = CountyPeriod.objects.filter(key=key).order_by("-id").first()
    return row.value if row else None
