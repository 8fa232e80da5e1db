"""What can be asked of participants."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from humiao.access.public import NotReached, Scope
from humiao.registry.models import Participant
from humiao.registry.participants.reach import participants_within
from humiao.registry.queries.lists import child_rows, find_children
from humiao.registry.values import ChildRow

SIZE = 50


@dataclass(frozen=True)
class ParticipantValue:
    """A participant; `contact` is opened only by `participant_of`."""

    id: UUID
    programme_id: UUID
    name: str
    birth_year: int
    contact: str
    consented_on: date | None
    child_id: UUID | None
    version: int


@dataclass(frozen=True)
class ParticipantsPage:
    """One page of a programme's participants by name, how many there are, and how many lack consent."""

    rows: tuple[ParticipantValue, ...]
    total: int
    matched: int
    without_consent: int
    after: UUID | None


def participants_of(
    scope: Scope, programme_id: UUID, *, only: str = "", after: UUID | None = None, size: int = SIZE
) -> ParticipantsPage:
    """Return a page of a programme's participants; `only` is "matched", "unmatched" or "no-consent"."""
    every = participants_within(scope).filter(programme_id=programme_id)
    chosen = {
        "matched": every.filter(child__isnull=False),
        "unmatched": every.filter(child__isnull=True),
        "no-consent": every.filter(consented_on__isnull=True),
    }.get(only, every)
    if after is not None:
        last = every.filter(pk=after).values_list("name", flat=True).first()
        if last is None:
            raise NotReached
        same = chosen.filter(name=last, pk__gt=after)
        chosen = same | chosen.filter(name__gt=last)
    rows = list(chosen.defer("contact").order_by("name", "id")[: size + 1])
    shown = rows[:size]
    return ParticipantsPage(
        tuple(_value(row, contact="") for row in shown),
        every.count(),
        every.filter(child__isnull=False).count(),
        every.filter(consented_on__isnull=True).count(),
        shown[-1].pk if len(rows) > size else None,
    )


def participant_of(scope: Scope, participant_id: UUID) -> ParticipantValue:
    """Return one participant with its contact; raises `NotReached`."""
    row = participants_within(scope).filter(pk=participant_id).first()
    if row is None:
        raise NotReached
    return _value(row, contact=row.contact or "")


def likely_files(
    scope: Scope, participant: ParticipantValue, *, query: str, on: date
) -> tuple[ChildRow, ...]:
    """Return files within reach that may be the participant's: by what was typed, else by its own name."""
    found = find_children(scope, query or participant.name, on=on)
    born = participant.birth_year
    return tuple(sorted(found, key=lambda row: row.born_on is None or row.born_on.year != born))


def matched_files(scope: Scope, rows: Iterable[ParticipantValue], *, on: date) -> dict[UUID, ChildRow]:
    """Return the files of matched participants as far as they are within reach."""
    ids = {row.child_id for row in rows if row.child_id}
    return child_rows(scope, ids, on=on) if ids else {}


def _value(row: Participant, *, contact: str) -> ParticipantValue:
    return ParticipantValue(
        row.pk,
        row.programme_id,
        row.name,
        row.birth_year,
        contact,
        row.consented_on,
        row.child_id,
        row.version,
    )
