"""What this context hands out: plain values, never models."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from humiao.assessments.instruments.definition import Definition


@dataclass(frozen=True)
class InstrumentValue:
    """One version of an instrument."""

    id: UUID
    code: str
    number: int
    programme_id: UUID | None
    definition: Definition
    is_on: bool
    version: int


@dataclass(frozen=True)
class LevelChangeValue:
    """One change of level; `in_force_at` is None until it came into force."""

    id: UUID
    child_id: UUID
    programme_id: UUID
    level: str
    level_before: str  # of the day before; empty for the first, and while it is not in force
    from_on: date
    cause: str
    state: str
    reason: str
    assessment_id: UUID | None
    by_post_id: UUID | None
    decided_by_post_id: UUID | None
    decided_at: datetime | None
    recorded_at: datetime
    in_force_at: datetime | None
    version: int
    withdrawn_at: datetime | None = None


@dataclass(frozen=True)
class WaitingLevel:
    """A lower level that waits for a second person, with the level in force meanwhile."""

    change: LevelChangeValue
    level_in_force: str
    by_account_id: UUID | None


@dataclass(frozen=True)
class AssessmentValue:
    """One assessment with what followed from it."""

    id: UUID
    child_id: UUID
    programme_id: UUID
    instrument_code: str
    instrument_number: int
    instrument_name: str
    occurred_on: date
    answers: Mapping[str, str | Sequence[str]]
    ticked: tuple[str, ...]  # the texts of the answers, in the order of the instrument
    score: Decimal | None
    outcome_level: str
    level: str
    override_reason: str
    worker_post_id: UUID | None
    visit_id: UUID | None
    recorded_at: datetime
    voided_at: datetime | None


@dataclass(frozen=True)
class NeedValue:
    """One line of the needs ledger."""

    id: UUID
    child_id: UUID
    programme_id: UUID
    kind: str
    description: str
    found_on: date
    visit_id: UUID | None
    by_post_id: UUID | None
    recorded_at: datetime
    met_on: date | None
    help_given: str
    met_recorded_at: datetime | None
    version: int


@dataclass(frozen=True)
class Assessed:
    """What `record_assessment` did: the level the answers gave, the one in force now, and what waits."""

    assessment_id: UUID
    outcome_level: str
    score: Decimal | None
    level_in_force: str
    waiting_change_id: UUID | None


@dataclass(frozen=True)
class FirstAssessment:
    """One child's line of a first round."""

    child_id: UUID
    answers: Mapping[str, str | Sequence[str]]
    occurred_on: date
