"""Plain values of consents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True)
class NewConsent:
    """What somebody allowed, as it is written down."""

    purpose: str
    given_by: str
    giver_name: str
    given_on: date
    form: str
    relation: str = ""
    witness: str = ""


@dataclass(frozen=True)
class ConsentValue:
    """One consent as it stands now, with both axes of time."""

    id: UUID
    child_id: UUID
    purpose: str
    given_by: str
    giver_name: str
    relation: str
    form: str
    witness: str
    file_id: UUID | None
    given_on: date
    until_on: date
    recorded_at: datetime
    recorded_by_post_id: UUID | None
    withdrawn_on: date | None
    withdrawn_by: str
    withdrawer_name: str
    withdraw_recorded_at: datetime | None
    version: int

    def holds_on(self, day: date) -> bool:
        """Say whether it was given, not withdrawn and not run out that day."""
        return self.given_on <= day < min(self.until_on, self.withdrawn_on or date.max)


@dataclass(frozen=True)
class TurningChild:
    """A child who turns 14, or did, with consents of a guardian's that then no longer suffice."""

    child_id: UUID
    on: date
    consents: int
