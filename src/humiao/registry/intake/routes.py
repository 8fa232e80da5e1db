"""Which offices an intake passes: the programme's route for its door, else the default."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from humiao.access.public import EVERYBODY
from humiao.programmes.public import ProgrammeValue, programmes_of
from humiao.registry.intake.choices import Door
from humiao.registry.intake.machine import DEFAULT_ROUTES


@dataclass(frozen=True)
class Route:
    """The offices in order, and the programme that says so (None: the default)."""

    steps: tuple[str, ...]
    programme_id: UUID | None = None
    clause: str = ""
    names_designator: bool = False


def route_of(door: Door, *, on: date, programme_id: UUID | None = None) -> Route:
    """Return the route of a door: that of the named programme, else of the newest in force that has one."""
    programmes = [p for p in programmes_of(EVERYBODY) if _is_in_force(p, on)]
    if programme_id is not None:
        programmes = [p for p in programmes if p.id == programme_id]
    for programme in reversed(programmes):
        for route in programme.terms.routes:
            if route.door == door.value:
                return Route(tuple(route.steps), programme.id, route.clause, route.names_designator)
    return Route(tuple(DEFAULT_ROUTES[door]), programme_id)


def _is_in_force(programme: ProgrammeValue, on: date) -> bool:
    starts, ends = programme.terms.starts_on, programme.terms.ends_on
    return (starts is None or starts <= on) and (ends is None or on <= ends)
