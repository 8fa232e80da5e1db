"""A small roster on its two axes of time: what it counts, and what was kept of how it was before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from humiao.foundation.clock import moment
from humiao.registry.lists.tests.test_importing import AT, TWO, bring, line
from humiao.registry.models import (
    CategorySpell,
    Child,
    Correction,
    Guardian,
    Household,
    PlaceMove,
    RosterSpell,
)
from humiao.registry.queries.snapshot import cells, snapshot
from humiao.registry.tests.conftest import OTHER_TOWN, OTHER_VILLAGE, id_number

TODAY, BEFORE = date(2024, 11, 20), moment(date(2024, 10, 1))
YESTERDAY, LATER = TODAY - timedelta(days=1), AT + timedelta(hours=1)
SISTER = id_number(date(2016, 1, 1), sex="2", serial=3)
THERE = {"乡镇": "平湖2街道", "村": "乙东社区", "家庭住址": "平安路1号"}
PLACE = {"town_code": OTHER_TOWN, "village_code": OTHER_VILLAGE}
WITHOUT = {"性别": "男", "出生日期": "2015.3.7"}
GIRL = id_number(date(2015, 3, 7), sex="2")


def towns(on: date, known_at: Any = None) -> dict[str, int]:
    """Count the roster of a day by town."""
    found = cells(snapshot((), on=on, known_at=known_at))["total"]
    return {town: count for (town, _key), count in found.items()}


def sexes(on: date, known_at: Any = None) -> dict[str, int]:
    counted: dict[str, int] = {}
    for (_town, sex), count in cells(snapshot((), on=on, known_at=known_at))["sex"].items():
        counted[sex] = counted.get(sex, 0) + count
    return counted


def moves() -> list[tuple[Any, ...]]:
    names = ("child__name", "moved_on", "from_town", "from_village", "to_town", "to_village", "recorded_at")
    return list(PlaceMove.objects.order_by("child__name", "moved_on").values_list(*names))


def corrections() -> list[tuple[Any, ...]]:
    names = ("child__name", "sex", "born_on", "fields", "recorded_at")
    return list(Correction.objects.order_by("child__name", "recorded_at").values_list(*names))


def kept() -> dict[str, Any]:
    """Return all that files say, without ciphertext's chance and without versions."""
    homes = Household.objects.order_by("pk")
    return {
        "children": [
            {k: v for k, v in vars(c).items() if k not in ("_state", "version")}
            for c in Child.objects.order_by("pk")
        ],
        "homes": [{k: v for k, v in vars(h).items() if k not in ("_state", "version")} for h in homes],
        "guardians": [
            {k: v for k, v in vars(g).items() if k != "_state"} for g in Guardian.objects.order_by("pk")
        ],
        **{
            model.__name__: list(model.objects.order_by("pk").values())
            for model in (CategorySpell, RosterSpell, PlaceMove, Correction)
        },
    }


def two(*, at: Any = BEFORE) -> None:
    """Bring a brother and a sister of one home to the roster."""
    bring(line(), line("王小红", TWO), at=at)


def serial_row(serial: int) -> Any:
    """Return how to write the row of one of several children, each in a home of its own."""
    number = id_number(date(2015, 3, 7), serial=serial)

    def row(name: str = f"王小{'一二三'[serial - 1]}", **more: Any) -> list[str]:
        said = {**more, "家庭住址": f"平安路{serial}号"}
        made: list[str] = line(name, number, 认定时间="2024-08-20", **said)
        return made

    return row
