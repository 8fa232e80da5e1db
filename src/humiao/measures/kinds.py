"""The types of a measure: what it asks, what its records contribute, what they fold to. Types only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from humiao.foundation.bilingual import Bilingual
from humiao.measures.units import Unit


class Fold(StrEnum):
    """How contributions become one figure."""

    COUNT = "count"  # how many are counted
    DISTINCT = "distinct"  # how many different subjects are counted
    SUM = "sum"  # the weights of the counted added up
    RATIO = "ratio"  # counted ÷ (counted + missing), record by record
    COVERAGE = "coverage"  # the same, subject by subject: once is enough
    LOWEST_OVER_DAYS = "lowest_over_days"  # each day's weights added up, the lowest day
    JUDGEMENT = "judgement"  # text judged by people on chosen evidence; never computed


class State(StrEnum):
    """What became of one record in the figure."""

    COUNTED = "counted"
    MISSING = "missing"  # owed and not there: in the denominator only
    EXEMPT = "exempt"  # left out of numerator and denominator, listed
    BESIDE = "beside"  # shown next to the figure, never in it


@dataclass(frozen=True)
class Contribution:
    """What one record adds to a figure.

    `weight` is what it adds to a sum or to its day; for a ratio or coverage 1 is in the numerator and
    0 is not. A missing one weighs nothing. `reason` is a stable code, `label` what a person reads.
    """

    record_id: UUID | None
    record_type: str
    subject_id: UUID | None
    occurred_on: date
    weight: Decimal | int = 1
    state: State = State.COUNTED
    reason: str = ""
    label: str = ""

    def __post_init__(self) -> None:
        if self.state is State.MISSING and self.weight:
            raise ValueError(f"a missing {self.record_type} weighs nothing, not {self.weight}")

    @property
    def subject(self) -> tuple[str, str]:
        """Tell one subject from another, also where it has no id (a town): its type and label."""
        if self.subject_id is not None:
            return ("subject", str(self.subject_id))
        if self.label:
            return (self.record_type, self.label)
        return (self.record_type, str(self.record_id))


@dataclass(frozen=True)
class Figure:
    """A folded figure. Ratios and coverage are in percent; None means there is nothing to compute from.

    `evidence_count` is the number of contributions, whatever their state; `exempt` how many of them
    (for coverage: how many subjects) were left out of both sides.
    """

    value: Decimal | None
    numerator: Decimal
    denominator: Decimal | None
    exempt: int
    evidence_count: int
    unit: str = ""


@dataclass(frozen=True)
class Measure:
    """One thing that can be counted, defined once for every programme.

    `available` is False where the service that makes its records comes later: it then has no records.
    """

    code: str
    name: Bilingual
    unit: Unit
    fold: Fold
    needs: Bilingual
    available: bool = True
