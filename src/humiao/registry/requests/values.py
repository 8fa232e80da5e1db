"""Plain values of requests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True)
class NewRequest:
    """What somebody asks, as it is entered."""

    kind: str
    asked_by: str
    asker_name: str
    identity: str
    asked_on: date
    said: str = ""
    relation: str = ""
    contact: str = ""


@dataclass(frozen=True)
class RequestValue:
    """One request as it stands."""

    id: UUID
    number: str
    child_id: UUID
    kind: str
    asked_by: str
    asker_name: str
    relation: str
    contact: str
    identity: str
    said: str
    asked_on: date
    due_on: date
    limit_days: int
    state: str
    grounds: tuple[str, ...]
    answer: str
    prepared_by: UUID | None
    prepared_by_post_id: UUID | None
    prepared_at: datetime | None
    answered_by_post_id: UUID | None
    answered_at: datetime | None
    recorded_at: datetime
    recorded_by_post_id: UUID | None
    version: int

    def is_late(self, on: date) -> bool:
        """Say whether its time limit has passed unanswered."""
        return self.answered_at is None and self.due_on < on


@dataclass(frozen=True)
class FileFacts:
    """What an erasure is judged by."""

    is_on_roster: bool
    is_served: bool
    is_held: bool
    due_on: date
    retired_as: str = ""

    @property
    def is_mistake(self) -> bool:
        """Say whether the file was entered by mistake: it rests on no duty and has no period."""
        return self.retired_as == "entered_by_mistake"
