"""What goes into an intake and what comes out, as plain frozen values."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from humiao.registry.intake.choices import State
from humiao.registry.matching.rules import Grade
from humiao.registry.values import NewGuardian


@dataclass(frozen=True)
class Wanted:
    """A category asked for, and the paper said to prove it."""

    category: str
    proof: str = ""


@dataclass(frozen=True)
class Facts:
    """Everything said about the child and by whom; kept as one ciphertext."""

    name: str = ""
    sex: str = ""
    born_on: date | None = None
    id_number: str = ""
    no_id_reason: str = ""
    ethnicity: str = ""
    town_code: str = ""
    village_code: str = ""
    address: str = ""
    registered_at: str = ""  # where the household is registered, when not in this county
    guardians: tuple[NewGuardian, ...] = ()
    situation: str = ""
    wanted: tuple[Wanted, ...] = ()
    papers: tuple[str, ...] = ()
    danger: str = ""
    applicant: str = ""
    applicant_relation: str = ""
    applicant_phone: str = ""
    behalf_of: str = ""
    designator: str = ""

    def to_json(self) -> str:
        """Return the facts as JSON, with nothing that is empty."""
        given = {name: value for name, value in asdict(self).items() if value not in ("", (), None)}
        return json.dumps(given, ensure_ascii=False, default=date.isoformat)

    @classmethod
    def from_json(cls, text: str) -> Facts:
        """Read what `to_json` wrote."""
        given: dict[str, Any] = json.loads(text)
        if "born_on" in given:
            given["born_on"] = date.fromisoformat(given["born_on"])
        given["guardians"] = tuple(NewGuardian(**g) for g in given.get("guardians", ()))
        given["wanted"] = tuple(Wanted(**w) for w in given.get("wanted", ()))
        given["papers"] = tuple(given.get("papers", ()))
        return cls(**given)


@dataclass(frozen=True)
class NewIntake:
    """An intake to be opened."""

    door: str
    facts: Facts
    is_in_danger: bool = False
    is_on_behalf: bool = False
    programme_id: UUID | None = None


@dataclass(frozen=True)
class StepValue:
    """One step as a page shows it."""

    action: str
    from_state: str
    to_state: str
    office: str
    finding: str
    on: date
    due_on: date | None
    by_role: str
    by_name: str
    said: dict[str, Any]
    recorded_at: datetime

    @property
    def is_late(self) -> bool:
        """Say whether it was taken after the day it was due."""
        return self.due_on is not None and self.on > self.due_on


@dataclass(frozen=True)
class IntakeRow:
    """An intake as lists show it."""

    id: UUID
    number: str
    door: str
    state: str
    name: str
    sex: str
    born_on: date | None
    town_code: str
    village_code: str
    opened_on: date
    due_on: date | None
    is_in_danger: bool
    is_on_behalf: bool
    served_on: date | None
    version: int

    def is_overdue(self, today: date) -> bool:
        """Say whether the office that must act is late."""
        return self.due_on is not None and self.due_on < today


@dataclass(frozen=True)
class IntakeValue:
    """One intake whole."""

    row: IntakeRow
    facts: Facts
    route: tuple[str, ...]
    programme_id: UUID | None
    return_to: str
    limit: str
    state_since: date
    opened_by: UUID | None
    opened_role: str
    prepared_by: UUID | None
    decision_number: str
    decided_on: date | None
    child_id: UUID | None
    steps: tuple[StepValue, ...]

    @property
    def state(self) -> State:
        """Return the state."""
        return State(self.row.state)

    def last(self, action: str) -> StepValue | None:
        """Return the newest step of a kind."""
        return next((s for s in reversed(self.steps) if s.action == action), None)


@dataclass(frozen=True)
class Alike:
    """Another file or intake that may be of the same child, with what a person answered."""

    grade: Grade
    number: str  # of the file or of the intake
    child_id: UUID | None = None
    intake_id: UUID | None = None
    is_same: bool | None = None
    reason: str = ""

    @property
    def is_open(self) -> bool:
        """Say whether somebody still has to answer."""
        return self.is_same is None


@dataclass(frozen=True)
class Opened:
    """An intake just opened; `code` is told once to an applicant without an account."""

    id: UUID
    number: str
    state: str
    code: str = ""


@dataclass(frozen=True)
class Held:
    """An intake a batch left out, with why."""

    id: UUID
    number: str
    reason: str


@dataclass(frozen=True)
class BatchResult:
    """What a batch did: the files made, and what was held back."""

    accepted: tuple[tuple[UUID, str], ...]  # intake, file number
    held: tuple[Held, ...]


@dataclass(frozen=True)
class PublicStatus:
    """What an applicant may see by the code: never anything said about the child."""

    number: str
    state: str
    since: date
    due_on: date | None
    asked: str  # what is needed, when it was returned
    told: str  # the written reason, when it was refused or referred
    version: int
