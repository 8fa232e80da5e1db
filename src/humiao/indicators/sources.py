"""Where each measure's contributions come from: the query of the context that owns the records.

Every query selects `record_id uuid, record_type text, subject_id uuid, occurred_on date, weight numeric,
state text, reason text` (the columns of `measures.Contribution`), as of a day and as known at a moment.
A measure that stands in the catalogue but not here has no records yet: its service comes later.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from humiao.assessments import public as assessments
from humiao.procurement import public as procurement
from humiao.programmes.public import ProgrammeTerms, ProgrammeValue
from humiao.registry import public as registry
from humiao.visits import public as visits


@dataclass(frozen=True)
class Asked:
    """What is asked: a programme's figures as of a day, as known at a moment.

    What is `listed` names its records; a figure alone needs no names, and finding them costs.
    """

    programme: ProgrammeValue
    on: date
    known_at: datetime
    listed: bool = False

    @property
    def terms(self) -> ProgrammeTerms:
        """Return the programme's terms in force."""
        return self.programme.terms


Params = Mapping[str, Any] | Sequence[Any]


@dataclass(frozen=True)
class Source:
    """A query of contributions with its parameters, by place or by name as its context writes them."""

    sql: str
    params: Params


SourceOf = Callable[[Asked], tuple[str, Params]]


def evidence_of(asked: Asked, measure: str) -> Source | None:
    """Return the query behind a measure, or None where its service is not recorded here yet."""
    source = SOURCES.get(measure)
    return Source(*source(asked)) if source else None


# Measures that are parts of one: the whole's code, and the first word of the reason that tells the part.
# The scorecard asks the whole once for all of them.
PARTS: dict[str, tuple[str, str]] = {
    f"visits.interval_kept_{level}": ("visits.interval_kept", level) for level in ("green", "yellow", "red")
}


def _files(asked: Asked) -> tuple[str, Params]:
    return registry.files_complete(asked.programme.id, asked.on, asked.known_at)


def _graded(asked: Asked) -> tuple[str, Params]:
    return assessments.graded(asked.programme.id, asked.on, asked.known_at)


def _interval_kept(level: str | None = None) -> SourceOf:
    def source(asked: Asked) -> tuple[str, Params]:
        terms = visits.visit_terms(asked.programme).duty
        return visits.interval_kept(
            asked.programme.id, asked.on, asked.known_at, terms=terms, level=level, listed=asked.listed
        )

    return source


def _person_times(asked: Asked) -> tuple[str, Params]:
    terms = visits.visit_terms(asked.programme)
    return visits.person_times(
        asked.programme.id,
        asked.on,
        asked.known_at,
        starts_on=terms.term.starts_on,
        count=terms.person_times_count,
    )


def _towns_reached(asked: Asked) -> tuple[str, Params]:
    terms = visits.visit_terms(asked.programme)
    return visits.towns_reached(
        asked.programme.id,
        asked.on,
        asked.known_at,
        towns=terms.coverage_towns,
        starts_on=terms.term.starts_on,
        reached_when=terms.reached_when,
    )


def _social_workers(asked: Asked) -> tuple[str, Params]:
    return procurement.social_workers(asked.programme.id, asked.on, asked.known_at)


SOURCES: dict[str, SourceOf] = {
    "registry.files_complete": _files,
    # Of the services whose person-times count, only visits are recorded so far.
    "registry.beneficiary_times": _person_times,
    "procurement.social_workers": _social_workers,
    "assessments.graded": _graded,
    "visits.interval_kept": _interval_kept(),
    "visits.interval_kept_green": _interval_kept("green"),
    "visits.interval_kept_yellow": _interval_kept("yellow"),
    "visits.interval_kept_red": _interval_kept("red"),
    "visits.person_times": _person_times,
    "visits.towns_reached": _towns_reached,
}
