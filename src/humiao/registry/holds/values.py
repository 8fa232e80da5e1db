"""Plain values of legal holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True)
class HoldValue:
    """One hold; it is in force until it is lifted."""

    id: UUID
    child_id: UUID | None
    programme_id: UUID | None
    authority: str
    reason: str
    from_on: date
    placed_by: UUID | None
    recorded_at: datetime
    lift_asked_by: UUID | None
    lift_asked_at: datetime | None
    lift_reason: str
    lifted_by: UUID | None
    lifted_at: datetime | None
    version: int

    @property
    def is_in_force(self) -> bool:
        """Say whether it still holds."""
        return self.lifted_at is None

    @property
    def is_to_be_lifted(self) -> bool:
        """Say whether somebody asked to lift it and a second person has yet to."""
        return self.lifted_at is None and self.lift_asked_at is not None
