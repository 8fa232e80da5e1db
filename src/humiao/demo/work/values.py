"""What is planned: children served, and deeds, each with the moment it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from humiao.demo.people.public import PersonRow
from humiao.foundation.ids import new_id


@dataclass(frozen=True)
class Served:
    """A child in the programme from a day to the day before `to_on`; `worker` looks after it."""

    id: UUID
    household_id: UUID
    person: PersonRow
    worker: str
    from_on: date
    to_on: date | None = None

    def is_served(self, on: date) -> bool:
        """Tell whether the child is enrolled on a day."""
        return self.from_on <= on and (self.to_on is None or on < self.to_on)


@dataclass(frozen=True)
class Line:
    """What a visit was for one child."""

    child: UUID
    outcome: str
    seen_alone: bool = False
    unchanged: bool = False
    findings: str = ""


@dataclass(frozen=True)
class Visiting:
    """A visit to a home, or a contact by another channel, written down at `at`."""

    at: datetime
    worker: str
    household: UUID
    started_at: datetime
    minutes: int
    channel: str
    lines: tuple[Line, ...]
    present: str = ""
    summary: str = ""
    next_step: str = ""
    is_late: bool = False
    co_visitor: str = ""
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True)
class FirstAssessing:
    """A child's first assessment."""

    at: datetime
    worker: str
    child: UUID
    on: date
    answers: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Assessing:
    """A later assessment, whose lower level waits for a second person."""

    at: datetime
    worker: str
    child: UUID
    on: date
    answers: Mapping[str, tuple[str, ...]]
    override: str = ""
    reason: str = ""
    key: UUID = field(default_factory=new_id)


@dataclass(frozen=True)
class Deciding:
    """The second person's word on the level an assessment proposed."""

    at: datetime
    assessing: UUID
    confirms: bool
    reason: str = ""


@dataclass(frozen=True)
class Raising:
    """A level raised at once."""

    at: datetime
    worker: str
    child: UUID
    level: str
    reason: str


@dataclass(frozen=True)
class NeedFound:
    """A need written into the ledger."""

    at: datetime
    worker: str
    child: UUID
    kind: str
    description: str
    on: date
    key: UUID = field(default_factory=new_id)


@dataclass(frozen=True)
class NeedMet:
    """A need that was met, and by what."""

    at: datetime
    worker: str
    need: UUID
    on: date
    help_given: str


@dataclass(frozen=True)
class Exempting:
    """An exemption asked for by a worker and decided by another person."""

    at: datetime
    worker: str
    child: UUID
    reason: str
    note: str
    from_on: date
    to_on: date
    decided_at: datetime
    decision_note: str


@dataclass(frozen=True)
class Amending:
    """A visit corrected: the summary says more than before."""

    at: datetime
    worker: str
    visit: UUID
    summary: str
    reason: str


@dataclass(frozen=True)
class Voiding:
    """A visit struck out with its reason."""

    at: datetime
    worker: str
    visit: UUID
    reason: str


Deed = (
    Visiting
    | FirstAssessing
    | Assessing
    | Deciding
    | Raising
    | NeedFound
    | NeedMet
    | Exempting
    | Amending
    | Voiding
)


def deed_known_as(deed: Deed, ids: Mapping[UUID, UUID]) -> Deed:
    """Return a deed for the children and homes under other ids."""
    if isinstance(deed, Visiting):
        lines = tuple(replace(line, child=ids.get(line.child, line.child)) for line in deed.lines)
        return replace(deed, household=ids.get(deed.household, deed.household), lines=lines)
    if isinstance(deed, FirstAssessing | Assessing | Raising | NeedFound | Exempting):
        return replace(deed, child=ids.get(deed.child, deed.child))
    return deed
