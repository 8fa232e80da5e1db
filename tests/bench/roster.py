"""How fast a roster comes in, in CPU seconds of this process and as a ratio to a floor.

The floor is the same number of rows appended to one table by COPY, ciphertext and all but nothing else.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date
from typing import Any

MOST_TIMES_THE_FLOOR = 40.0
"""Importing takes 14 to 30 times the floor and taking back 12, whatever else the process holds."""


def measure_import(data: bytes, *, by: Any, at: Any, read: Any) -> dict[str, float]:
    """Import within the open county and return seconds: `reading` the file, and all `beyond` that."""
    from humiao.registry.lists.public import import_roster

    reading = _cpu(lambda: read(data))
    whole = _cpu(lambda: import_roster(data=data, file_name="名册.xlsx", by=by, at=at))
    return {"reading": reading, "beyond": whole - reading}


def measure_changes(data: bytes, *, by: Any, at: Any, read: Any) -> dict[str, float]:
    """Import a list that changes files within the open county, take it back, and return also `undoing`."""
    from humiao.registry.lists.public import import_roster, undo_import

    done: list[Any] = []
    reading = _cpu(lambda: read(data))
    whole = _cpu(lambda: done.append(import_roster(data=data, file_name="名册.xlsx", by=by, at=at)))
    undoing = _cpu(lambda: undo_import(import_id=done[0].id, by=by, at=at))
    return {"reading": reading, "beyond": whole - reading, "undoing": undoing}


def floor(rows: int, at: Any) -> float:
    """Return the CPU seconds of copying so many homes with their addresses sealed, the middle of five."""
    from humiao.foundation.bulk import collector_paused
    from humiao.foundation.copying import copy_rows
    from humiao.foundation.fields import seal_text
    from humiao.foundation.ids import new_id
    from humiao.registry.models import Household

    def one() -> tuple[Any, ...]:
        row_id = new_id()
        sealed = seal_text("平安路1号", Household._meta.db_table, "address", row_id)
        return (row_id, "330482001", "330482001001", sealed, None, "{}", at, 1)

    columns = "id town_code village_code address phone address_keys recorded_at version"
    with collector_paused():
        return sorted(
            _cpu(lambda: copy_rows(Household, columns, (one() for _ in range(rows)))) for _ in range(5)
        )[2]


def import_of_the_county(code: str, count: int) -> tuple[dict[str, float], dict[str, float], float]:
    """Import so many children into a county, then a list that changes each; nothing of it stays.

    Returns the seconds of both and those of the floor.
    """
    from django.db import transaction

    from humiao.access.public import SYSTEM
    from humiao.foundation import context
    from humiao.foundation.clock import now
    from humiao.foundation.places.public import divisions
    from humiao.registry.lists.tests.sheets import workbook
    from humiao.registry.lists.workbook import read_workbook
    from humiao.registry.tests.conftest import id_number

    def read(rows: int) -> bytes:
        return workbook(rows_for(rows, id_number, places))

    with context.county(code, writes=True):
        names = {d.code: d.name for d in divisions(code)}
        places = [(names[c[:9]], name) for c, name in names.items() if len(c) == 12 and c[:9] in names]
        at = now(code)
        measure_import(read(3), by=SYSTEM, at=at, read=read_workbook)  # warm
        least = floor(count, at)
        spent = measure_import(read(count), by=SYSTEM, at=at, read=read_workbook)
        changed = workbook(changed_rows(rows_for(count, id_number, places), places))
        again = measure_changes(changed, by=SYSTEM, at=at, read=read_workbook)
        transaction.set_rollback(True)
    return spent, again, least


# Made-up places of the tests' county.
_PLACES = tuple(
    (f"平湖{town}街道", f"{'甲乙丙'[town - 1]}{'东西'[village - 1]}社区")
    for town in (1, 2, 3)
    for village in (1, 2)
)

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏"
_FIRST = "小晓子梓雨欣佳思宇浩建文海国志明俊嘉梦诗语若一天伟春秋冬红玉金永"
_SECOND = "明亮红兵燕华伟强涵轩怡然琪萱宁航博睿瑶洋晨阳辰龙凤丽娟军杰磊涛超鹏飞静敏波"


def _name(n: int) -> str:
    """Return one of some fifty thousand names."""
    return _SURNAMES[n % 47] + _FIRST[n // 47 % 32] + _SECOND[n // 5 % 37]


def rows_for(count: int, number: Any, places: Sequence[tuple[str, str]] = _PLACES) -> list[list[Any]]:
    """Make rows of children who differ; `number` makes an ID number of a birth, a sex and a serial.

    `places` are pairs of a town's and a village's name. 10,000 bear different names: one seen before costs
    nothing to read.
    """
    made = []
    for n in range(count):
        born, sex = date(2010 + n % 12, 1 + n % 12, 1 + n % 28), "12"[n % 2]
        town, village = places[n % len(places)]
        made.append(
            [
                n + 1, _name(n),
                number(born, sex=sex, serial=1 + n // 84), "男女"[n % 2], f"{born:%Y.%m.%d}", "汉族",
                town, village, f"平安路{n}号",
                _name(n)[0] + "大" + _SECOND[n % 37],
                "父亲", f"138{n:08}", number(date(1985, 1 + n % 12, 1 + n % 28), serial=1 + n // 84),
                ("低保", "低保、留守儿童", "事实无人抚养")[n % 3], "实验小学", "三年级", "2023-05-06",
            ]
        )  # fmt: skip
    return made


def changed_rows(rows: list[list[Any]], places: Sequence[tuple[str, str]] = _PLACES) -> list[list[Any]]:
    """Let every child of these rows move to the next place, bear another name and go to another school."""
    changed = []
    for row in rows:
        town, village = places[(places.index((row[6], row[7])) + 1) % len(places)]
        changed.append([*row[:1], f"{row[1]}儿", *row[2:6], town, village, *row[8:14], "第二小学", *row[15:]])
    return changed


def _cpu(work: Any) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started
