"""When a programme runs: the plan's term, the contract's dates, evaluations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from humiao.programmes.terms.base import Item, LooseDate, Named, Statement

TimeUnit = Literal["day", "week", "month", "quarter", "half_year", "year"]


@dataclass(frozen=True)
class Span:
    """The days from `start` to `end`, both included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a span can't end on {self.end}, before it starts on {self.start}")

    @property
    def days(self) -> int:
        """Count the days, both ends included."""
        return (self.end - self.start).days + 1


class Renewal(Item):
    """Whether and for how long the contract may be renewed."""

    years_each: int = Field(ge=1)
    """Years one renewal adds."""
    max_total_years: int = Field(ge=1)
    """Years in all, first contract included; the stricter reading until its query is settled."""
    needs_passed_assessment: bool
    """Whether a passed assessment is a condition."""


class Term(Item):
    """How long the plan lets the programme run."""

    start: LooseDate | None = None
    """First day or month, where the plan gives one."""
    start_rule: Statement | None = None
    """How the start is found, where the plan gives a rule instead."""
    years: int | None = Field(default=None, ge=1)
    """Length in years, where the plan gives it."""
    end: date | None = None
    """Last day of the service, where the plan gives one."""
    deadline: date | None = None
    """The earlier day by which the work must be done, where the plan gives a second one."""
    renewal: Renewal | None = None
    """Renewal rule; None where the plan has none, which refuses every renewal."""

    @model_validator(mode="after")
    def _has_a_start_and_an_end(self) -> Term:
        if self.start is None and self.start_rule is None:
            raise ValueError("has neither a start nor a start rule")
        if self.end is None and self.years is None:
            raise ValueError("has neither an end nor a length in years")
        return self


class Contract(Item):
    """Dates of the signed contract; from its signing they rule."""

    start: date
    """First day of service."""
    end: date
    """Last day of service."""

    @model_validator(mode="after")
    def _runs_forward(self) -> Contract:
        if self.end < self.start:
            raise ValueError(f"ends on {self.end}, before it starts on {self.start}")
        return self


class EvaluationDate(Named):
    """One evaluation of the programme."""

    phase: Literal["mid", "final"]
    """Mid-term or final."""
    on: date
    """The day the plan names."""
    approximate: bool
    """Whether the plan says about."""
    by: Literal["third-party", "bureau"]
    """Who evaluates."""
