"""A caseload as rules, commands and pages pass it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True)
class Carried:
    """One enrolled child in a worker's hands; `name` is masked, or empty to who may know no names."""

    enrolment_id: UUID
    version: int
    child_id: UUID
    household_id: UUID
    file_number: str
    name: str
    town_code: str
    village_code: str
    programme_id: UUID
    post_id: UUID


@dataclass(frozen=True)
class WaitingIntake:
    """An intake that waits at the office of a post."""

    number: str
    post_id: UUID
    due_on: date | None
    to_post_id: UUID | None = None
    to_name: str = ""


@dataclass(frozen=True)
class Caseload:
    """All somebody has in hand; `seen` changes with any of it."""

    children: tuple[Carried, ...]
    intakes: tuple[WaitingIntake, ...]
    seen: str

    @property
    def households(self) -> int:
        """Return how many families that is."""
        return len({c.household_id for c in self.children})


@dataclass(frozen=True)
class Taker:
    """A post that may take children of one programme, with how many its holder has in hand now."""

    post_id: UUID
    name: str
    programmes: frozenset[UUID]
    load: int = 0
    is_worker: bool = True  # others may take children, but aren't offered first


@dataclass(frozen=True)
class HandOverLine:
    """One line of what was handed over."""

    file_number: str
    name: str
    town_code: str
    village_code: str
    programme_id: UUID | None
    intake_number: str
    to_name: str


@dataclass(frozen=True)
class HandOverValue:
    """A handing over as it was confirmed."""

    id: UUID
    account_id: UUID
    person_name: str
    reason: str
    last_on: date | None
    confirmed_by_name: str
    recorded_at: datetime
    lines: tuple[HandOverLine, ...] = ()

    @property
    def takers(self) -> tuple[str, ...]:
        """Return who took something, each once, in order."""
        return tuple(dict.fromkeys(line.to_name for line in self.lines if line.to_name))
