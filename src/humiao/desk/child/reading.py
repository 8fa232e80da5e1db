"""Everything a child's file is made of, read once: a handful of queries whatever the child's history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from humiao.access.public import CountyRequest, Permission, Scope, link, post_names
from humiao.assessments.public import (
    AssessmentValue,
    LevelChangeValue,
    NeedValue,
    assessed_file,
)
from humiao.desk.levels import LevelName, level_names
from humiao.desk.page import programmes_within
from humiao.foundation.places.public import division_names
from humiao.programmes.public import ProgrammeValue
from humiao.registry.corrections.public import CorrectionState, CorrectionValue, corrections_of
from humiao.registry.family.public import Family, family_in
from humiao.registry.public import (
    AskedFile,
    CategoryValue,
    ChildFile,
    EnrolmentValue,
    ShownFile,
    is_sealed,
    show_file,
)
from humiao.visits.public import (
    ExemptionValue,
    NextVisit,
    VisitValue,
    next_visits,
    past_of,
    visit_terms,
)


@dataclass(frozen=True)
class Whole:
    """A file with the records of every context. `programme` is the one it is enrolled in now, if any."""

    file: ChildFile
    shown: ShownFile
    family: Family
    scope: Scope
    sees_sealed: bool
    on: date
    programmes: dict[UUID, ProgrammeValue]
    programme: ProgrammeValue | None
    levels: dict[str, LevelName]
    level: str
    next: NextVisit
    assessments: tuple[AssessmentValue, ...]
    changes: tuple[LevelChangeValue, ...]
    needs: tuple[NeedValue, ...]
    visits: list[VisitValue]
    exemptions: list[ExemptionValue]
    workers: dict[UUID, str]
    visit_url: Callable[[UUID], str]
    corrections: tuple[CorrectionValue, ...]
    link: Callable[..., str]

    @property
    def asked(self) -> AskedFile:
        """Return what those are asked with who give entries and documents of a file."""
        return AskedFile(
            self.file,
            self.family,
            self.scope,
            self.on,
            self.shown.is_masked,
            self.by,
            self.link,
            self.sees_sealed,
        )

    @property
    def categories(self) -> tuple[CategoryValue, ...]:
        """Return the spells of categories this reader sees.

        Those only people with the case's papers may see stay out of a masked file, and of one uncovered by
        somebody without that right.
        """
        return tuple(c for c in self.file.categories if self.sees_sealed or not is_sealed(c.category))

    @property
    def open_needs(self) -> tuple[NeedValue, ...]:
        """Return the needs not met yet, the oldest first."""
        return tuple(sorted((n for n in self.needs if n.met_on is None), key=lambda n: n.found_on))

    @property
    def enrolment(self) -> EnrolmentValue | None:
        """Return the enrolment in force in the programme."""
        if self.programme is None:
            return None
        held = (e for e in self.file.enrolments if e.programme_id == self.programme.id and e.is_on(self.on))
        return next(held, None)

    @property
    def in_question(self) -> frozenset[UUID]:
        """Return the records that a correction waits for."""
        waiting = (c.record_id for c in self.corrections if c.state == CorrectionState.PROPOSED)
        return frozenset(record for record in waiting if record)

    def by(self, post_id: UUID | None) -> str:
        """Name the holder of a post."""
        return self.workers.get(post_id, "") if post_id else ""

    def level_name(self, code: str) -> str:
        """Name a level in the programme's words."""
        return self.levels[code].name if code in self.levels else ""


def read_whole(request: CountyRequest, file: ChildFile, *, revealed: bool = False) -> Whole:
    """Read the records of every context about a child whose file is within reach."""
    scope, on = request.actor.scope, request.day.today
    programmes = {p.id: p for p in programmes_within(request)}
    programme = _current(file, programmes, on)
    visits = next_visits(visit_terms(programme), [file.id], on=on) if programme else {}
    past, assessed = past_of(scope, file.id), assessed_file(file.id, scope=scope)
    return Whole(
        file=file,
        shown=show_file(file, places=division_names(request.county_code), on=on, revealed=revealed),
        family=family_in(file, on=on),
        scope=scope,
        sees_sealed=file.is_own or (revealed and Permission.VIEW_SEALED in request.actor.permissions),
        on=on,
        programmes=programmes,
        programme=programme,
        levels=level_names(programme),
        level=assessed.level_on(programme.id, on) if programme else "",
        next=visits.get(file.id, NextVisit()),
        assessments=assessed.assessments,
        changes=assessed.changes,
        needs=assessed.needs,
        visits=past[0],
        exemptions=past[1],
        workers=post_names(),
        corrections=corrections_of(scope, file.id),
        visit_url=lambda visit: link(request, "show-visit", visit=visit),
        link=partial(link, request),
    )


def _current(file: ChildFile, programmes: dict[UUID, ProgrammeValue], on: date) -> ProgrammeValue | None:
    """Return the newest programme within reach the child is enrolled in, else was enrolled in last."""
    within = [e for e in file.enrolments if e.programme_id in programmes]
    held = [e for e in within if e.is_on(on)] or within
    return programmes[held[-1].programme_id] if held else None
