"""What can be asked of exchanges; they are the whole county's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from humiao.access.public import Actor, NotReached
from humiao.registry.lists.known import KnownChild, known_children
from humiao.registry.lists.values import ReadRow
from humiao.registry.models import Child, ExchangedChild, ExchangeExport, RosterSpell
from humiao.registry.scope import reachable_children

MOST_SHOWN = 10


@dataclass(frozen=True)
class ExportValue:
    """A file that was given, as pages show it."""

    id: UUID
    layout: str
    purpose: str
    children: int
    by_name: str
    recorded_at: datetime


@dataclass(frozen=True)
class Standing:
    """How far the other system knows the roster: who is on it, and of whom something was given."""

    children: int
    given: int


def exports(by: Actor, *, most: int = MOST_SHOWN) -> tuple[ExportValue, ...]:
    """Return the last files given, the newest first; one statement."""
    _require_reach(by)
    rows = ExchangeExport.objects.order_by("-id")[:most]
    return tuple(
        ExportValue(r.pk, r.layout, r.purpose or "", r.children, r.by_name, r.recorded_at) for r in rows
    )


def standing(by: Actor, layout: str) -> Standing:
    """Count the children of the roster, and those of whom something was given; two statements."""
    _require_reach(by)
    here = _on_roster(by)
    given = ExchangedChild.objects.filter(layout=layout, sent_at__isnull=False).values("child_id")
    return Standing(here.count(), here.filter(pk__in=given).count())


def children_to_give(by: Actor, *, on: date) -> list[KnownChild]:
    """Return the children of the roster with what is held of them, by town, village and name."""
    _require_reach(by)
    order = list(
        _on_roster(by).order_by("town_code", "village_code", "sort_key", "id").values("pk", "name", "born_on")
    )
    rows = [ReadRow("", 0, name=one["name"], born_on=one["born_on"]) for one in order]
    found = known_children(rows, on=on, scope=by.scope).by_name
    known = {c.id: c for children in found.values() for c in children}
    return [known[one["pk"]] for one in order]


def _on_roster(by: Actor) -> QuerySet[Child]:
    return reachable_children(by.scope).filter(
        pk__in=RosterSpell.objects.filter(left_on__isnull=True).order_by().values("child_id")
    )


def _require_reach(by: Actor) -> None:
    if not by.scope.county:
        raise NotReached
