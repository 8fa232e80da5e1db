"""What is told of restricted files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class RestrictionValue:
    """A spell of restriction in force."""

    id: UUID
    child_id: UUID
    file_number: str
    keeper_post: UUID | None
    by_account: UUID | None
    restricted_at: datetime
    is_by_category: bool
    end_reason: str
    end_proposed_by: UUID | None
    end_proposed_at: datetime | None
    version: int
    named: int = 0

    @property
    def is_end_proposed(self) -> bool:
        """Say whether somebody proposed to end it."""
        return self.end_proposed_at is not None


@dataclass(frozen=True)
class GrantValue:
    """A person named for a file; `is_live` as of the moment asked."""

    id: UUID
    child_id: UUID
    file_number: str
    post_id: UUID
    account_id: UUID | None
    kind: str
    reason: str
    given_by: UUID | None
    from_at: datetime
    until_at: datetime | None
    ended_at: datetime | None
    judgement: str
    judgement_note: str
    judged_by: UUID | None
    judged_at: datetime | None
    version: int
    is_live: bool


@dataclass(frozen=True)
class RequestValue:
    """A request for access, ready to answer; `file_number` is empty where nothing matched."""

    id: UUID
    child_id: UUID | None
    file_number: str
    typed: str
    account_id: UUID
    post_id: UUID
    reason: str
    days: int
    asked_at: datetime
    state: str
    decided_by: UUID | None
    decided_at: datetime | None
    note: str
    version: int
    is_reached: bool = False


@dataclass(frozen=True)
class SealedText:
    """A note that was read under the sealed role."""

    ground: str
    text: str
    by_account: UUID | None
    recorded_at: datetime


@dataclass(frozen=True)
class LookValue:
    """One look at a restricted file: who, when, at what, under which grant."""

    at: datetime
    account_id: UUID | None
    role: str
    action: str
    where: str
    grant_kind: str
    reason: str
