"""Put histories into the database, each fact with the moment it was recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

from humiao.assessments.models import LevelChange
from humiao.foundation.clock import moment
from humiao.foundation.ids import new_id
from humiao.registry.models import Child, Enrolment, Household
from humiao.visits.models import Exemption, Visit, VisitLine
from humiao.visits.rules import Contact, History, LevelSpan, Span

TOWN, VILLAGE = "330482001", "330482001001"


@dataclass(frozen=True)
class Lags:
    """After how many days each kind of fact was recorded."""

    enrolment: int = 0
    end: int = 0
    level: int = 0
    contact: int = 0
    exemption: int = 0


def known(history: History, lags: Lags, day: date) -> History:
    """Return the history as it was known at noon of a day."""

    def by_then(on: date, lag: int) -> bool:
        return on + timedelta(days=lag) <= day

    enrolments = tuple(
        Span(e.from_on, e.to_on if e.to_on and by_then(e.to_on, lags.end) else None)
        for e in history.enrolments
        if by_then(e.from_on, lags.enrolment)
    )
    starts = [s for s in history.levels if by_then(s.from_on, lags.level)]
    levels = tuple(LevelSpan(a.level, a.from_on, b.from_on) for a, b in pairwise(starts))
    levels += tuple(LevelSpan(s.level, s.from_on) for s in starts[-1:])
    contacts = tuple(c for c in history.contacts if by_then(c.on, lags.contact))
    exemptions = tuple(e for e in history.exemptions if by_then(e.from_on, lags.exemption))
    return History(enrolments, levels, contacts, exemptions)


def store(histories: Iterable[History], programme_id: UUID, lags: Lags | None = None) -> list[UUID]:
    """Write one child in a household of its own for each history; return the children's ids."""
    lags, ids = lags or Lags(), []
    enrolments: list[Enrolment] = []
    levels: list[LevelChange] = []
    visits: list[Visit] = []
    lines: list[VisitLine] = []
    exemptions: list[Exemption] = []
    for history in histories:
        child_id = make_child().id
        ids.append(child_id)
        enrolments += _enrolments(history, programme_id, child_id, lags)
        levels += _levels(history, programme_id, child_id, lags)
        exemptions += _exemptions(history, programme_id, child_id, lags)
        for contact in history.contacts:
            visit, line = _visit(contact, programme_id, child_id, lags)
            visits.append(visit)
            lines.append(line)
    Enrolment.objects.bulk_create(enrolments)
    LevelChange.objects.bulk_create(levels)
    Visit.objects.bulk_create(visits)
    VisitLine.objects.bulk_create(lines)
    Exemption.objects.bulk_create(exemptions)
    return ids


def make_child(household: Household | None = None, *, name: str = "王小明", town: str = TOWN) -> Child:
    """Write one child, in a household of its own unless one is given."""
    at = moment(date(2023, 11, 1))
    home = household or Household.objects.create(town_code=town, village_code=f"{town}001", recorded_at=at)
    child_id = new_id()
    return Child.objects.create(
        id=child_id, file_number=str(child_id)[-12:], household=home, town_code=home.town_code,
        village_code=home.village_code, name=name, sort_key=name, search_keys=[], sex="1",
        born_on=date(2014, 5, 1), ethnicity="01", recorded_at=at,
    )  # fmt: skip


def _enrolments(history: History, programme_id: UUID, child_id: UUID, lags: Lags) -> list[Enrolment]:
    return [
        Enrolment(
            child_id=child_id, programme_id=programme_id, from_on=e.from_on, to_on=e.to_on,
            recorded_at=moment(e.from_on + timedelta(days=lags.enrolment)),
            end_recorded_at=moment(e.to_on + timedelta(days=lags.end)) if e.to_on else None,
        )
        for e in history.enrolments
    ]  # fmt: skip


def _levels(history: History, programme_id: UUID, child_id: UUID, lags: Lags) -> list[LevelChange]:
    return [
        LevelChange(
            child_id=child_id, programme_id=programme_id, level=s.level, from_on=s.from_on, cause="assessed",
            state="in-force", recorded_at=moment(s.from_on),
            in_force_at=moment(s.from_on + timedelta(days=lags.level)), level_before=before,
        )
        for s, before in zip(history.levels, ("", *(s.level for s in history.levels)), strict=False)
    ]  # fmt: skip


def _exemptions(history: History, programme_id: UUID, child_id: UUID, lags: Lags) -> list[Exemption]:
    return [
        Exemption(
            child_id=child_id, programme_id=programme_id, reason="hospital", from_on=e.from_on, to_on=e.to_on,
            state="approved", decided_at=moment(e.from_on + timedelta(days=lags.exemption)),
            recorded_at=moment(e.from_on),
        )
        for e in history.exemptions
    ]  # fmt: skip


def _visit(contact: Contact, programme_id: UUID, child_id: UUID, lags: Lags) -> tuple[Visit, VisitLine]:
    at, post = moment(contact.on + timedelta(days=lags.contact)), new_id()
    shared = {
        "programme_id": programme_id, "town_code": TOWN, "occurred_on": contact.on,
        "channel": contact.channel, "worker_post_id": post, "visitor_role": contact.visitor,
        "recorded_at": at,
    }  # fmt: skip
    visit = Visit(household_id=new_id(), started_at=moment(contact.on), content_hash=b"", **shared)
    return visit, VisitLine(visit=visit, child_id=child_id, outcome=contact.outcome, **shared)
