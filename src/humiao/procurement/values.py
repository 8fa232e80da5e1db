"""Providers, engagements and staff as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class ProviderValue:
    """A body that delivers a service."""

    id: UUID
    name: str
    credit_code: str


@dataclass(frozen=True)
class EngagementValue:
    """A provider delivers a programme from `starts_on` to `ends_on`, both days included."""

    id: UUID
    provider: ProviderValue
    programme_id: UUID
    contract_number: str
    starts_on: date
    ends_on: date

    def is_on(self, day: date) -> bool:
        """Say whether the engagement runs on the day."""
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True)
class StaffValue:
    """A person on a programme; `ends_on` is the last day, None while open."""

    id: UUID
    programme_id: UUID
    post_id: UUID
    person_name: str
    qualification: str
    is_full_time: bool
    starts_on: date
    ends_on: date | None
