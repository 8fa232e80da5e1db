"""Reading the trail for those who oversee it: pages by moment and id, counts; what was said stays sealed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet

from humiao.foundation.paging import Cursor, cursor_of
from humiao.foundation.trail.models import TrailBatch, TrailEntry

SIZE = 50


@dataclass(frozen=True)
class ActRow:
    """One act without what it says about a child."""

    id: UUID
    at: datetime
    actor: UUID | None
    role: str
    action: str
    subject_type: str
    child_id: UUID | None
    plain: dict[str, Any]
    batch: int | None


@dataclass(frozen=True)
class Asked:
    """Which acts are wanted: these `actions`, or all but those `besides`."""

    actor: UUID | None = None
    child_id: UUID | None = None
    actions: Collection[str] = field(default=())
    besides: Collection[str] = field(default=())
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class ActPage:
    """A page of acts, the newest first; `after` leads on."""

    rows: tuple[ActRow, ...]
    after: str


def acts_page(asked: Asked, *, after: str = "", size: int = SIZE) -> ActPage:
    """Return a page of acts; one query by an index whatever is asked."""
    rows, cursor = wanted_acts(asked), cursor_of(after)
    if cursor:
        rows = rows.filter(Q(at__lt=cursor.at) | Q(at=cursor.at, id__lt=cursor.id), at__lte=cursor.at)
    found = list(_values(rows.order_by("-at", "-id")[: size + 1]))
    shown = found[:size]
    on = str(Cursor(shown[-1].at, shown[-1].id)) if len(found) > size else ""
    return ActPage(tuple(shown), on)


def wanted_acts(asked: Asked) -> QuerySet[TrailEntry]:
    """Return the rows that are asked for, unordered."""
    rows = TrailEntry.objects.order_by()
    given: dict[str, Any] = {"actor": asked.actor, "child_id": asked.child_id}
    given |= {"at__gte": asked.since, "at__lt": asked.until}
    rows = rows.filter(**{name: value for name, value in given.items() if value is not None})
    if asked.besides:
        rows = rows.exclude(action__in=sorted(asked.besides))
    if len(asked.actions) == 1:
        return rows.filter(action=next(iter(asked.actions)))  # so that the index of refusals is used
    return rows.filter(action__in=sorted(asked.actions)) if asked.actions else rows


def acts_between(since: datetime, until: datetime, actions: Collection[str]) -> Iterator[ActRow]:
    """Yield the acts of these kinds in a stretch of time, the oldest first."""
    rows = wanted_acts(Asked(actions=actions, since=since, until=until))
    return _values(rows.order_by("at", "id"))


def acts_by_id(ids: Collection[UUID]) -> list[ActRow]:
    """Return these acts, the newest first."""
    return list(_values(TrailEntry.objects.filter(id__in=list(ids)).order_by("-at", "-id")))


@dataclass(frozen=True)
class Counted:
    """How often something was done, by how many people, about how many children."""

    acts: int
    people: int
    children: int


def counts_by_action(since: datetime, until: datetime) -> dict[str, Counted]:
    """Count the acts of a stretch of time by what was done; one query."""
    rows = wanted_acts(Asked(since=since, until=until)).values_list("action")
    counted = rows.annotate(Count("id"), Count("actor", distinct=True), Count("child_id", distinct=True))
    return {action: Counted(*numbers) for action, *numbers in counted}


def refusals_by_code(since: datetime, until: datetime) -> dict[tuple[str, str], int]:
    """Count the refusals of a stretch of time by code and role."""
    rows = wanted_acts(Asked(actions=("refused",), since=since, until=until))
    counted = rows.values_list("plain__code", "actor_role").annotate(Count("id"))
    return {(str(code or ""), role): number for code, role, number in counted}


@dataclass(frozen=True)
class BatchRow:
    """A sealed run of acts."""

    number: int
    entries: int
    mac: str
    sealed_at: datetime


@dataclass(frozen=True)
class Chain:
    """How the chain stands: how much is sealed, since when, and the newest runs."""

    batches: int
    first_at: datetime | None
    last_at: datetime | None
    newest: tuple[BatchRow, ...]


def chain(*, most: int = 20) -> Chain:
    """Return the chain of the open county."""
    about = TrailBatch.objects.aggregate(n=Count("number"), first=Min("sealed_at"), last=Max("sealed_at"))
    newest = tuple(
        BatchRow(b.number, b.entries, bytes(b.mac)[:8].hex(), b.sealed_at)
        for b in TrailBatch.objects.defer("digests").order_by("-number")[:most]
    )
    return Chain(about["n"], about["first"], about["last"], newest)


def _values(rows: Any) -> Iterator[ActRow]:
    columns = ["id", "at", "actor", "actor_role", "action", "subject_type", "child_id", "plain", "batch"]
    return (ActRow(*values) for values in rows.values_list(*columns))
