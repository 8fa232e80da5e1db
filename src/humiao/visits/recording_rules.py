"""Whether a visit may be recorded: one decision for each way it may be wrong. No database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.assessments.public import NeedKind
from humiao.foundation.clock import CHINA
from humiao.foundation.decisions import Decision
from humiao.visits.choices import Channel, Outcome, Source
from humiao.visits.rules import Span
from humiao.visits.values import VisitInput, VisitLineInput
from humiao.visits.windows import Term

MOST_MINUTES = 720


@dataclass(frozen=True)
class ChildFacts:
    """What recording asks of a child; `programmes` are those it was ever enrolled in."""

    child_id: UUID
    household_id: UUID
    town_code: str
    village_code: str
    enrolments: tuple[Span, ...]
    programmes: frozenset[UUID]
    is_restricted: bool = False


@dataclass(frozen=True)
class ProgrammeFacts:
    """What recording asks of the programme; `engagements` are those of the recorder's provider, if any."""

    term: Term
    levels: frozenset[str]
    engagements: tuple[tuple[date, date], ...] | None


def may_record(
    visit: VisitInput, children: dict[UUID, ChildFacts], programme: ProgrammeFacts, at: datetime
) -> Decision:
    """Return the first reason against recording a visit, or yes."""
    # A refusal is falsy, so the first one is taken as it comes.
    found = chain(
        _wrong_visit(visit, programme, at), _wrong_lines(visit, programme), _wrong_children(visit, children)
    )
    return next(found, Decision.yes("六(一)"))


def _wrong_visit(visit: VisitInput, programme: ProgrammeFacts, at: datetime) -> Iterator[Decision]:
    local = visit.started_at.astimezone(CHINA)
    if visit.channel not in Channel.values or visit.source not in Source.values:
        yield Decision.no("unknown-choice", _("There is no such channel or source."))
    if visit.occurred_on > at.astimezone(CHINA).date() or visit.started_at > at:
        yield Decision.no("in-future", _("The visit lies in the future."))
    if local.date() != visit.occurred_on:
        yield Decision.no("other-day", _("The visit started on another day than it took place."))
    if visit.minutes is not None and not 0 < visit.minutes <= MOST_MINUTES:
        yield Decision.no("minutes-impossible", _("A visit lasts between 1 minute and 12 hours."))
    if not programme.term.starts_on <= visit.occurred_on <= programme.term.ends_on:
        yield Decision.no("outside-term", _("The programme does not run on that day."))
    if programme.engagements is not None and not any(
        first <= visit.occurred_on <= last for first, last in programme.engagements
    ):
        yield Decision.no("not-engaged", _("Your organisation is not engaged in the programme on that day."))


def _wrong_lines(visit: VisitInput, programme: ProgrammeFacts) -> Iterator[Decision]:
    if not visit.lines:
        yield Decision.no("no-line", _("Say for at least one child what became of the visit."))
    if len({line.child_id for line in visit.lines}) < len(visit.lines):
        yield Decision.no("child-twice", _("The same child stands in the visit twice."))
    checks: tuple[Callable[[VisitLineInput, ProgrammeFacts], Decision | None], ...] = (
        _wrong_choice,
        _wrong_content,
    )
    for line in visit.lines:
        yield from (wrong for check in checks if (wrong := check(line, programme)) is not None)


def _wrong_choice(line: VisitLineInput, programme: ProgrammeFacts) -> Decision | None:
    if line.outcome not in Outcome.values:
        return Decision.no("unknown-choice", _("There is no such outcome."))
    if line.suggested_level and line.suggested_level not in programme.levels:
        return Decision.no("unknown-level", _("The programme has no such level."))
    return _wrong_need(line)


def _wrong_need(line: VisitLineInput) -> Decision | None:
    for need in line.needs:
        if need.kind not in NeedKind.values:
            return Decision.no("unknown-choice", _("There is no such kind of need."))
        if not need.description.strip():
            return Decision.no("need-without-words", _("Say what is needed."))
    return None


def _wrong_content(line: VisitLineInput, _programme: ProgrammeFacts) -> Decision | None:
    if line.is_unchanged and line.findings.strip():
        return Decision.no("unchanged-with-findings", _("Nothing changed, and yet something was found."))
    if line.outcome != Outcome.MET and (line.was_seen_alone or line.is_unchanged):
        return Decision.no(
            "not-met-but-seen", _("A child that was not met can't be marked as seen alone or unchanged.")
        )
    return None


def _wrong_children(visit: VisitInput, children: dict[UUID, ChildFacts]) -> Iterator[Decision]:
    for line in visit.lines:
        child = children[line.child_id]
        if child.household_id != visit.household_id:
            yield Decision.no("other-household", _("A child does not live in this household."))
        if not any(
            span.from_on <= visit.occurred_on and (span.to_on is None or visit.occurred_on < span.to_on)
            for span in child.enrolments
        ):
            yield Decision.no("not-enrolled", _("A child is not enrolled in the programme on that day."))
