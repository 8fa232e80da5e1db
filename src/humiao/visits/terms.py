"""What of a programme's terms visits go by, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from humiao.foundation.bilingual import Bilingual
from humiao.programmes.public import Level, ProgrammeTerms, ProgrammeValue
from humiao.visits.rules import DutyTerms, Grace, LevelRule
from humiao.visits.windows import Interval, Term, add_months


@dataclass(frozen=True)
class VisitTerms:
    """A programme as visits see it."""

    programme_id: UUID
    code: str
    name: Bilingual
    duty: DutyTerms
    person_times_count: str  # child: each line; visit: each visit, however many children it met
    coverage_towns: tuple[str, ...]
    reached_when: str  # one-visit or every-child
    labels: dict[str, Bilingual]

    @property
    def term(self) -> Term:
        """Return the days the programme runs."""
        return self.duty.term

    def label(self, level: str) -> str:
        """Name a level in the reader's language."""
        return str(self.labels.get(level, level))


def visit_terms(programme: ProgrammeValue) -> VisitTerms:
    """Read the terms in force of a programme."""
    terms = programme.terms
    rules = terms.visit_rules
    duty = DutyTerms(
        term_of(terms),
        tuple(_level(level) for level in terms.levels),
        Grace(rules.grace_days_entering, rules.grace_days_raised),
    )
    return VisitTerms(
        programme.id,
        programme.code,
        programme.name,
        duty,
        rules.person_times_count,
        tuple(dict.fromkeys(unit.code for unit in terms.coverage.units)),
        terms.coverage.reached_when,
        {level.level: Bilingual(level.label, level.label_en) for level in terms.levels},
    )


def term_of(terms: ProgrammeTerms) -> Term:
    """Return the contract's days, else the plan's; what neither tells is the programme's year."""
    starts_on = terms.starts_on or date(terms.year, 1, 1)
    if terms.ends_on is not None:
        return Term(starts_on, terms.ends_on)
    return Term(starts_on, add_months(starts_on, 12 * (terms.term.years or 1)))


def _level(level: Level) -> LevelRule:
    every = level.interval
    return LevelRule(
        level.level,
        Interval(every.value, every.unit, every.basis),
        tuple(level.channels),
        tuple(level.who_may_visit),
    )
