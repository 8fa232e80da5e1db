"""What a file said before it was changed, as far as counts of past days need it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from humiao.foundation.copying import copy_rows
from humiao.foundation.decisions import require
from humiao.foundation.ids import new_id
from humiao.registry import rules
from humiao.registry.commands.checks import day_of
from humiao.registry.models import Child, Correction, Household, PlaceMove

_MOVE = "id child moved_on from_town from_village to_town to_village recorded_at"
# Corrections of these show in the next month's book.
_TOLD = ("name", "sex", "born_on", "id_number")


def keep_places(home: Household, wanted: Mapping[str, Any], *, on: date, at: datetime) -> None:
    """Keep where the children of a home lived until the day it moves; nothing where its place stays."""
    if not {"town_code", "village_code"} & wanted.keys():
        return
    children = Child.objects.filter(household=home).order_by("pk").values_list("pk", flat=True)
    last = PlaceMove.objects.filter(child__household=home).aggregate(last=Max("moved_on"))["last"]
    require(rules.may_move(on, last_moved_on=last, today=day_of(at)))
    town, village = wanted.get("town_code", home.town_code), wanted.get("village_code", home.village_code)
    rows = ((new_id(), c, on, home.town_code, home.village_code, town, village, at) for c in children)
    copy_rows(PlaceMove, _MOVE, rows)


def keep_person(child: Child, wanted: Mapping[str, Any], *, at: datetime) -> None:
    """Keep what a file said of a child's sex and birth until its person is corrected."""
    told = [name for name in _TOLD if name in wanted]
    if told:
        Correction.objects.create(
            child=child, sex=child.sex, born_on=child.born_on, fields=told, recorded_at=at
        )
