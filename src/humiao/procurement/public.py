"""What other contexts may use of procurement."""

from humiao.procurement.commands import (
    assign_staff,
    end_staff,
    end_staff_of_posts,
    engage_provider,
    record_provider,
)
from humiao.procurement.measures import social_workers
from humiao.procurement.queries import (
    engaged_programmes,
    engagements_of,
    may_record,
    providers,
    staff_of,
)
from humiao.procurement.values import EngagementValue, ProviderValue, StaffValue

__all__ = [
    "EngagementValue",
    "ProviderValue",
    "StaffValue",
    "assign_staff",
    "end_staff",
    "end_staff_of_posts",
    "engage_provider",
    "engaged_programmes",
    "engagements_of",
    "may_record",
    "providers",
    "record_provider",
    "social_workers",
    "staff_of",
]
