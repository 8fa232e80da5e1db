"""What files said before they were changed, as far as counts of past days need it; by hand or by a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from humiao.foundation.copying import copy_rows
from humiao.foundation.decisions import require
from humiao.foundation.ids import new_id
from humiao.registry import rules
from humiao.registry.commands.checks import day_of
from humiao.registry.commands.rows import id_array
from humiao.registry.models import Child, Correction, PlaceMove
from humiao.registry.queries.counts import fetched

_MOVE = "id child moved_on from_town from_village to_town to_village recorded_at"
_CORRECTION = "id child sex born_on fields recorded_at"
_LAST_MOVE = """
SELECT max(m.moved_on) FROM registry_placemove m JOIN registry_child c ON c.id = m.child_id
 WHERE c.household_id = ANY(%s::uuid[])
"""
_LIVED = """
SELECT c.id, c.household_id, h.town_code, h.village_code
  FROM registry_child c JOIN registry_household h ON h.id = c.household_id
 WHERE h.id = ANY(%s::uuid[]) ORDER BY c.id
"""
# Corrections of these show in the next month's book.
_TOLD = ("name", "sex", "born_on", "id_number")


@dataclass(frozen=True)
class Person:
    """A child as its file has it until a correction of these fields."""

    child_id: UUID
    sex: str
    born_on: date
    fields: list[str]


def keep_places(homes: Mapping[UUID, tuple[str, str]], *, on: date, at: datetime) -> dict[UUID, list[UUID]]:
    """Keep where children lived whose homes move to another town and village; asked before the homes change.

    `on` is the first day in the new place. Returns the rows made, by home; three statements in all.
    """
    if not homes:
        return {}
    among = (id_array(homes),)
    ((last,),) = fetched(_LAST_MOVE, among)
    require(rules.may_move(on, last_moved_on=last, today=day_of(at)))
    made: dict[UUID, list[UUID]] = defaultdict(list)
    rows = []
    for child, home, town, village in fetched(_LIVED, among):
        rows.append((new_id(), child, on, town, village, *homes[home], at))
        made[home].append(rows[-1][0])
    copy_rows(PlaceMove, _MOVE, rows)
    return made


def told_of_person(wanted: Mapping[str, Any]) -> list[str]:
    """Return which of the fields that change are told as corrections of the person."""
    return [name for name in _TOLD if name in wanted]


def keep_persons(persons: Iterable[Person], *, at: datetime) -> dict[UUID, UUID]:
    """Keep what files say of sex and birth until these persons are corrected; returns each child's row."""
    rows = [(new_id(), p.child_id, p.sex, p.born_on, p.fields, at) for p in persons]
    copy_rows(Correction, _CORRECTION, rows)
    return {child_id: row_id for row_id, child_id, *_rest in rows}


def keep_person(child: Child, wanted: Mapping[str, Any], *, at: datetime) -> None:
    """Keep what a file says of a child's sex and birth until its person is corrected."""
    if told := told_of_person(wanted):
        keep_persons([Person(child.pk, child.sex, child.born_on, told)], at=at)
