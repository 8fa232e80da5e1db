"""Reading visits: of a child, of a household, with their amendments as of a moment; exemptions; attempts."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from humiao.access.public import NotReached, Scope
from humiao.visits.adjoining import child_facts, reaches, reaches_in
from humiao.visits.choices import ExemptionState, Outcome, Source
from humiao.visits.models import Exemption, Visit, VisitAmendment, VisitLine


@dataclass(frozen=True)
class LineValue:
    """A line as it holds with its amendments; `amended` names the fields that were changed."""

    child_id: UUID
    outcome: str
    was_seen_alone: bool
    is_unchanged: bool
    findings: str
    suggested_level: str
    amended: frozenset[str]
    voided_at: datetime | None = None
    id: UUID | None = None


@dataclass(frozen=True)
class AmendmentValue:
    """One dated, signed change."""

    child_id: UUID | None
    changes: dict[str, Any]
    reason: str
    by_post_id: UUID | None
    recorded_at: datetime


@dataclass(frozen=True)
class VisitValue:
    """A visit as it holds with its amendments."""

    id: UUID
    programme_id: UUID
    household_id: UUID
    town_code: str
    occurred_on: date
    started_at: datetime
    minutes: int | None
    channel: str
    worker_post_id: UUID
    co_visitors: tuple[UUID, ...]
    present: str
    summary: str
    next_step: str
    source: str
    origin: str
    has_time: bool
    recorded_at: datetime
    voided_at: datetime | None
    version: int
    lines: tuple[LineValue, ...]
    amendments: tuple[AmendmentValue, ...]
    amended: frozenset[str]
    entered_by_post_id: UUID | None = None


@dataclass(frozen=True)
class ExemptionValue:
    """An exemption, ready to decide."""

    id: UUID
    child_id: UUID
    programme_id: UUID
    reason: str
    note: str
    from_on: date
    to_on: date
    state: str
    asked_by: UUID | None
    asked_by_post_id: UUID | None
    decision_note: str
    recorded_at: datetime
    version: int


def visits_of(
    scope: Scope, child_id: UUID, *, known_at: datetime | None = None, most: int = 200
) -> list[VisitValue]:
    """Return the visits with a line of the child, newest first; raises `NotReached`.

    With `known_at` as they were known then, else as now. Lines of brothers and sisters are left out.
    """
    _must_reach(scope, child_id)
    own = VisitLine.objects.filter(child_id=child_id).select_related("visit")
    if known_at:
        own = own.filter(recorded_at__lte=known_at, visit__recorded_at__lte=known_at)
    lines = {line.visit: [line] for line in own.order_by("-occurred_on", "-id")[:most]}  # one of each visit
    amendments = {
        visit: [change for change in told if change.child_id in (None, child_id)]
        for visit, told in _amendments([visit.id for visit in lines], known_at).items()
    }
    newest_first = sorted(lines, key=lambda v: (v.occurred_on, v.started_at, v.id), reverse=True)
    return [_visit(v, lines[v], amendments.get(v.id, []), known_at) for v in newest_first]


def visits_of_lines(line_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Return the visit each line belongs to. Ids only, so no scope: opening the visit asks for it."""
    return dict(VisitLine.objects.filter(id__in=line_ids).order_by("id").values_list("id", "visit_id"))


def late_visits(visit_ids: Collection[UUID]) -> frozenset[UUID]:
    """Return which of these visits were entered later, from paper or a ledger. Ids only, so no scope."""
    late = Visit.objects.filter(id__in=visit_ids, source=Source.LATE).order_by()
    return frozenset(late.values_list("id", flat=True))


def visit_of(scope: Scope, visit_id: UUID, *, known_at: datetime | None = None) -> VisitValue:
    """Return one visit with the lines of the children within reach; raises `NotReached`."""
    found = _visits([visit_id], known_at)
    if not found:
        raise NotReached
    visit = found[0]
    facts = child_facts([line.child_id for line in visit.lines], visit.programme_id)
    seen = tuple(line for line in visit.lines if reaches(scope, facts[line.child_id]))
    if not seen or not scope.reaches_programme(visit.programme_id):
        raise NotReached
    return VisitValue(**{**visit.__dict__, "lines": seen})


def last_visit_of(household_id: UUID, programme_id: UUID) -> VisitValue | None:
    """Return the newest visit to a home at which somebody was met, to fill the next form from.

    The caller has checked that the home is within reach.
    """
    met = VisitLine.objects.filter(outcome=Outcome.MET, voided_at__isnull=True).values("visit_id")
    visits = Visit.objects.filter(household_id=household_id, programme_id=programme_id, id__in=met)
    newest = visits.order_by("-occurred_on", "-id").values_list("id", flat=True).first()
    return _visits([newest], None)[0] if newest else None


def attempts_of(programme_id: UUID, child_ids: Iterable[UUID], *, since: date) -> dict[UUID, list[LineValue]]:
    """Return for each child the attempts since a day at which it was not met, oldest first."""
    rows = VisitLine.objects.filter(
        ~Q(outcome=Outcome.MET), programme_id=programme_id, child_id__in=list(child_ids),
        occurred_on__gte=since, voided_at__isnull=True,
    )  # fmt: skip
    found: dict[UUID, list[LineValue]] = {}
    for row in rows.order_by("occurred_on", "id"):
        found.setdefault(row.child_id, []).append(_line(row, []))
    return found


def exemptions_of(scope: Scope, child_id: UUID) -> list[ExemptionValue]:
    """Return the exemptions of a child, newest first; raises `NotReached`."""
    _must_reach(scope, child_id)
    return _exemptions(child_id)


def _exemptions(child_id: UUID) -> list[ExemptionValue]:
    return [_exemption(e) for e in Exemption.objects.filter(child_id=child_id).order_by("-from_on", "-id")]


def past_of(scope: Scope, child_id: UUID) -> tuple[list[VisitValue], list[ExemptionValue]]:
    """Return visits and exemptions of a child, newest first, asking the reach once; or `NotReached`."""
    return visits_of(scope, child_id), _exemptions(child_id)


def exemptions_waiting(scope: Scope, programme_id: UUID) -> list[ExemptionValue]:
    """Return the exemptions that wait for a decision and are within reach, oldest first."""
    waiting = Exemption.objects.filter(programme_id=programme_id, state=ExemptionState.WAITING)
    rows = list(waiting.order_by("recorded_at", "id"))
    facts = child_facts([e.child_id for e in rows], programme_id) if rows else {}
    return [_exemption(e) for e in rows if reaches_in(scope, facts.get(e.child_id), programme_id)]


def exemption_of(scope: Scope, exemption_id: UUID) -> ExemptionValue:
    """Return one exemption within reach; raises `NotReached`."""
    found = Exemption.objects.filter(id=exemption_id).first()
    if found is None:
        raise NotReached
    _must_reach(scope, found.child_id)
    return _exemption(found)


def _must_reach(scope: Scope, child_id: UUID) -> None:
    facts = child_facts([child_id], child_id).get(child_id)
    if facts is None or not reaches(scope, facts):
        raise NotReached


def _visits(ids: list[UUID], known_at: datetime | None) -> list[VisitValue]:
    lines: dict[UUID, list[VisitLine]] = {}
    for line in VisitLine.objects.filter(visit_id__in=ids).order_by("id"):
        lines.setdefault(line.visit_id, []).append(line)
    changes = _amendments(ids, known_at)
    visits = Visit.objects.filter(id__in=ids).order_by("-occurred_on", "-started_at", "-id")
    return [
        _visit(v, lines.get(v.id, []), changes.get(v.id, []), known_at)
        for v in (visits.filter(recorded_at__lte=known_at) if known_at else visits)
    ]


def _amendments(ids: list[UUID], known_at: datetime | None) -> dict[UUID, list[AmendmentValue]]:
    changes: dict[UUID, list[AmendmentValue]] = {}
    rows = VisitAmendment.objects.filter(visit_id__in=ids)
    for row in (rows.filter(recorded_at__lte=known_at) if known_at else rows).order_by("recorded_at", "id"):
        changes.setdefault(row.visit_id, []).append(_amendment(row))
    return changes


def _visit(
    visit: Visit, lines: list[VisitLine], amendments: list[AmendmentValue], known_at: datetime | None
) -> VisitValue:
    own: dict[str, Any] = {}
    for amendment in amendments:
        own |= amendment.changes if amendment.child_id is None else {}
    is_void = visit.voided_at is not None and (known_at is None or visit.voided_at <= known_at)
    own.pop("voided", None)
    said = {name: getattr(visit, name) or "" for name in ("present", "summary", "next_step")}
    effective = {**said, "minutes": visit.minutes, **own}
    return VisitValue(
        id=visit.id,
        programme_id=visit.programme_id,
        household_id=visit.household_id,
        town_code=visit.town_code,
        occurred_on=visit.occurred_on,
        started_at=visit.started_at,
        channel=visit.channel,
        worker_post_id=visit.worker_post_id,
        co_visitors=tuple(visit.co_visitor_post_ids),
        source=visit.source,
        origin=visit.origin,
        has_time=visit.has_time,
        recorded_at=visit.recorded_at,
        voided_at=visit.voided_at if is_void else None,
        version=visit.version,
        lines=tuple(_line(line, amendments, known_at) for line in lines),
        amendments=tuple(amendments),
        amended=frozenset(own),
        entered_by_post_id=visit.entered_by_post_id,
        **effective,
    )


def _line(line: VisitLine, amendments: list[AmendmentValue], known_at: datetime | None = None) -> LineValue:
    changed: dict[str, Any] = {}
    for amendment in amendments:
        changed |= amendment.changes if amendment.child_id == line.child_id else {}
    said = {
        "was_seen_alone": line.was_seen_alone,
        "is_unchanged": line.is_unchanged and not changed.get("findings"),
        "findings": line.findings or "",
        "suggested_level": line.suggested_level,
    }
    is_void = line.voided_at is not None and (known_at is None or line.voided_at <= known_at)
    return LineValue(
        line.child_id,
        line.outcome,
        **{**said, **changed},
        amended=frozenset(changed),
        voided_at=line.voided_at if is_void else None,
        id=line.id,
    )


def _amendment(row: VisitAmendment) -> AmendmentValue:
    return AmendmentValue(
        row.child_id, json.loads(row.content), row.reason or "", row.by_post_id, row.recorded_at
    )


def _exemption(row: Exemption) -> ExemptionValue:
    return ExemptionValue(
        row.id, row.child_id, row.programme_id, row.reason, row.note or "", row.from_on, row.to_on, row.state,
        row.asked_by, row.asked_by_post_id, row.decision_note or "", row.recorded_at, row.version,
    )  # fmt: skip


def days_visited(child_ids: Collection[UUID], since: date, until: date) -> dict[UUID, set[tuple[UUID, date]]]:
    """Return for each child who visited it on which days; voided visits count as well."""
    found: dict[UUID, set[tuple[UUID, date]]] = {}
    rows = VisitLine.objects.filter(
        child_id__in=list(child_ids), occurred_on__gte=since, occurred_on__lte=until
    ).order_by()
    for child, post, day in rows.values_list("child_id", "worker_post_id", "occurred_on"):
        found.setdefault(child, set()).add((post, day))
    return found
