"""What comes out: a child's categories with all that stands behind them, and what is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from humiao.foundation.files.public import FileValue
from humiao.registry.categories.uncared_rules import ParentState


@dataclass(frozen=True)
class ProofValue:
    """A paper, opened; `file` where a picture or scan is kept."""

    id: UUID
    kind: str
    number: str
    issuer: str
    issued_on: date | None
    valid_to: date | None
    file: FileValue | None
    is_void: bool
    void_reason: str


@dataclass(frozen=True)
class ReviewValue:
    """Somebody looked again."""

    reviewed_on: date
    next_on: date | None
    note: str
    recorded_by: UUID | None


@dataclass(frozen=True)
class ExitValue:
    """An exit as it was sent, and what became of it."""

    id: UUID
    child_id: UUID
    spell_id: UUID
    category: str
    follows_id: UUID | None
    reason: str
    on: date
    last_benefit: date | None
    other: str
    cause: str
    handling: str
    remark: str
    file: FileValue | None
    state: str
    sent_at: datetime
    sent_by: UUID | None
    decided_at: datetime | None
    decided_by: UUID | None
    decision_reason: str


@dataclass(frozen=True)
class SpellValue:
    """A category from a day to a day, with papers, reviews and exits; `review_on` None once it ended."""

    id: UUID
    category: str
    from_on: date
    to_on: date | None
    note: str
    proofs: tuple[ProofValue, ...]
    reviews: tuple[ReviewValue, ...]
    exits: tuple[ExitValue, ...]
    review_on: date | None
    is_held: bool

    @property
    def waiting_exit(self) -> ExitValue | None:
        """Return the exit that waits for the county."""
        return next((e for e in self.exits if e.state == "waiting"), None)

    @property
    def returned_exit(self) -> ExitValue | None:
        """Return the last exit where it came back and may be sent again."""
        last = self.exits[-1] if self.exits else None
        return last if last and last.state in ("rejected", "withdrawn") else None


@dataclass(frozen=True)
class SituationValue:
    """A parent's situation with its papers."""

    id: UUID
    parent: str
    situation: str
    from_on: date
    until_on: date | None
    ended_on: date | None
    proofs: tuple[ProofValue, ...]

    @property
    def state(self) -> ParentState:
        """Return what the rule asks of it."""
        return ParentState(self.situation, self.from_on, self.until_on, self.ended_on)


@dataclass(frozen=True)
class StudyValue:
    """Study beyond 18."""

    school: str
    stage: str
    from_on: date
    until_on: date


@dataclass(frozen=True)
class Standing:
    """All that stands behind a child's categories."""

    spells: tuple[SpellValue, ...]
    situations: tuple[SituationValue, ...]
    studies: tuple[StudyValue, ...]
    hidden: int  # sealed categories this reader may not see

    def spell(self, spell_id: UUID) -> SpellValue | None:
        """Return one of the categories."""
        return next((s for s in self.spells if s.id == spell_id), None)

    def states_of(self, parent: str) -> tuple[ParentState, ...]:
        """Return a parent's situations as the rule asks them."""
        return tuple(s.state for s in self.situations if s.parent == parent)


@dataclass(frozen=True)
class DueRow:
    """One thing due. `what` is the category, the parent's situation or, on the roster, nothing."""

    kind: str
    child_id: UUID
    record_id: UUID  # the spell, the exit, the situation, or the child itself
    what: str
    due_on: date


@dataclass(frozen=True)
class DuePage:
    """One page of what is due, the soonest first; `after` is the cursor of the next.

    `left` counts what is due from this page on, of the kind asked for; `counts` all of it by kind.
    """

    rows: tuple[DueRow, ...]
    after: str
    counts: dict[str, int]
    late: int
    left: int

    @property
    def total(self) -> int:
        """Return how many are due in all."""
        return sum(self.counts.values())
