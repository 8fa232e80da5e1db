"""What other contexts may use of procurement."""

from humiao.procurement.commands import assign_staff, end_staff, engage_provider, record_provider
from humiao.procurement.measures import full_time_by_day, lowest_day, social_workers
from humiao.procurement.queries import (
    engaged_programmes,
    engagements_of,
    may_record,
    provider_by_code,
    staff_of,
)
from humiao.procurement.values import DayCount, EngagementValue, ProviderValue, StaffValue

__all__ = [
    "DayCount",
    "EngagementValue",
    "ProviderValue",
    "StaffValue",
    "assign_staff",
    "end_staff",
    "engage_provider",
    "engaged_programmes",
    "engagements_of",
    "full_time_by_day",
    "lowest_day",
    "may_record",
    "provider_by_code",
    "record_provider",
    "social_workers",
    "staff_of",
]
