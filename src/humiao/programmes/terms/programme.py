"""`ProgrammeTerms`: everything one plan promises, as one typed, frozen value."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from humiao.programmes.terms.base import Clause, Named, Statement
from humiao.programmes.terms.dates import Contract, EvaluationDate, Span, Term
from humiao.programmes.terms.indicators import Indicator
from humiao.programmes.terms.legal import LegalBasis, YearCount
from humiao.programmes.terms.levels import Level, VisitRules
from humiao.programmes.terms.money import Money, Payment
from humiao.programmes.terms.people import (
    Background,
    CountClass,
    IntakeRoute,
    ObjectScope,
    ServiceCategory,
)
from humiao.programmes.terms.places import Coverage, Site
from humiao.programmes.terms.queries import Query, QueryCode


class ProgrammeTerms(Named):
    """The terms of one programme. Rules take this value whole; nothing else carries a switch."""

    format: Literal[1] = 1
    """Version of this format; raised when a field changes its meaning."""
    version: int = Field(default=1, ge=1)
    """Version of the programme's terms; records keep the one they were made under."""
    year: int = Field(ge=2000, le=2100)
    """Year of the programme."""
    county: Annotated[str, StringConstraints(pattern=r"^\d{6}$")]
    """Six-digit code of the county."""
    purchaser: str
    """The bureau that buys."""
    purchaser_clause: Clause
    """Where the plan names it."""
    kind: Literal["new", "continuing"]
    """New, or going on from the year before."""
    kind_clause: Clause
    """Where the plan says so."""
    signed_on: str | None = None
    """Day or month printed under the plan; None where it has none."""
    predecessor: str | None = None
    """Code of the programme it continues, where that is in the system."""
    year_counts: tuple[YearCount, ...] = ()
    """How many such projects each year had."""
    legal_bases: tuple[LegalBasis, ...] = Field(min_length=1)
    """Laws and documents it stands on."""
    goals: tuple[Statement, ...] = Field(min_length=1)
    """What it is to reach."""
    principles: tuple[Statement, ...] = ()
    """How it is to work."""
    objects: ObjectScope
    """Who is served."""
    count_classes: tuple[CountClass, ...] = Field(min_length=1)
    """Classes children are counted by, in order of precedence."""
    background: tuple[Background, ...] = ()
    """Figures that describe the place."""
    services: tuple[ServiceCategory, ...] = Field(min_length=1)
    """Kinds of service asked for."""
    routes: tuple[IntakeRoute, ...] = Field(min_length=1)
    """Ways in."""
    coverage: Coverage
    """Towns to reach."""
    sites: tuple[Site, ...] = ()
    """Stations."""
    term: Term
    """How long the plan lets it run."""
    contract: Contract | None = None
    """The contract's own dates, once signed."""
    money: Money
    """Ceiling and sources."""
    payment: Payment | None = None
    """How the provider is paid; None where the plan doesn't say."""
    levels: tuple[Level, ...] = Field(default=(), max_length=5)
    """Levels from the mildest to the gravest; none, or two to five."""
    visit_rules: VisitRules
    """Switches of visiting."""
    evaluations: tuple[EvaluationDate, ...] = ()
    """When it is evaluated, and by whom."""
    indicators: tuple[Indicator, ...] = Field(min_length=1)
    """Rows of the scorecard."""
    queries: tuple[Query, ...] = ()
    """Open questions."""

    @property
    def starts_on(self) -> date | None:
        """First day: the contract's, else the plan's where it gives a day (a month counts from its first)."""
        if self.contract:
            return self.contract.start
        start = self.term.start
        return date.fromisoformat(start if len(start) == 10 else f"{start}-01") if start else None

    @property
    def ends_on(self) -> date | None:
        """Last day of service: the contract's, else the plan's."""
        return self.contract.end if self.contract else self.term.end

    @property
    def due_on(self) -> date | None:
        """The day the work must be done by: the earlier of the plan's deadline and the end."""
        days = [day for day in (self.term.deadline, self.ends_on) if day]
        return min(days, default=None)

    @property
    def span(self) -> Span | None:
        """First day to the day the work must be done by; None while either is unknown."""
        return Span(self.starts_on, self.due_on) if self.starts_on and self.due_on else None

    def level(self, code: str) -> Level | None:
        """Find a level."""
        return next((level for level in self.levels if level.level == code), None)

    def rank(self, code: str) -> int:
        """Order levels from 0, the mildest; raises `LookupError`."""
        for rank, level in enumerate(self.levels):
            if level.level == code:
                return rank
        raise LookupError(f"{self.code} has no level {code}")

    def indicator(self, code: str) -> Indicator | None:
        """Find an indicator."""
        return next((item for item in self.indicators if item.code == code), None)

    def query(self, key: str) -> Query | None:
        """Find a query."""
        return next((item for item in self.queries if item.key == key), None)

    def asks(self, *codes: QueryCode) -> bool:
        """Say whether a query of one of these kinds is declared."""
        return any(item.code in codes for item in self.queries)

    def total_by_plan(self) -> int:
        """Add up the exclusive count classes."""
        return sum(item.plan_count for item in self.count_classes if not item.beside)
