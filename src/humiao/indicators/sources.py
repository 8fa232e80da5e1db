"""Where each measure's contributions come from: the query of the context that owns the records.

Every query selects `record_id uuid, record_type text, subject_id uuid, occurred_on date, weight numeric,
state text, reason text` (the columns of `measures.Contribution`), as of a day and as known at a moment.
A measure that stands in the catalogue but not here has no records yet: its service comes later.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from humiao.programmes.public import ProgrammeTerms, ProgrammeValue


@dataclass(frozen=True)
class Asked:
    """What is asked: a programme's figures as of a day, as known at a moment."""

    programme: ProgrammeValue
    on: date
    known_at: datetime

    @property
    def terms(self) -> ProgrammeTerms:
        """Return the programme's terms in force."""
        return self.programme.terms


@dataclass(frozen=True)
class Source:
    """A query of contributions with its parameters."""

    sql: str
    params: list[Any]


SourceOf = Callable[[Asked], tuple[str, list[Any]]]


def evidence_of(asked: Asked, measure: str) -> Source | None:
    """Return the query behind a measure, or None where its service is not recorded here yet."""
    source = SOURCES.get(measure)
    return Source(*source(asked)) if source else None


SOURCES: dict[str, SourceOf] = {}
