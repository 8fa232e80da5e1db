"""A family and a life for one child, written down through commands."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from humiao.access.public import SYSTEM
from humiao.desk.tests.world import TODAY
from humiao.foundation.clock import moment
from humiao.registry.family.public import (
    Benefit,
    Care,
    Contact,
    Health,
    Member,
    Schooling,
    Wish,
    record_life,
)

AT = moment(TODAY, 8)
SECRET_NAMES = ("沈阿宝", "陆秀英", "钱大有", "买买提", "孔老师")
MEMBERS = (
    Member(
        "沈阿宝",
        "paternal_grandfather",
        birth_year=1955,
        is_dead=True,
        died_on=date(2019, 3, 1),
        lives_in=False,
    ),
    Member("陆秀英", "paternal_grandmother", birth_year=1957, ill_or_disabled="高血压"),
    Member("钱大有", "father", birth_year=1984, union="divorced", work="苏州电子厂", income=450000),
    Member("阿依古丽·买买提", "mother", birth_year=1986, lives_in=False, union="divorced"),
    Member("钱二有", "paternal_uncle", birth_year=1988, lives_in=False),
    Member("周莉莉", "stepmother", birth_year=1990, lives_in=False, union="together"),
    Member("钱小妹", "paternal_half_sister", birth_year=2020, lives_in=False),
    Member("阿卜杜热西提·买买提明", "maternal_grandfather", birth_year=1950, lives_in=False),
)


def write_life(child: UUID) -> dict[str, UUID]:
    """Write a whole life into a child's file; the county is open. Return some subjects by name."""
    made: dict[str, UUID] = {}

    def write(name: str, body: Any, on: date, **more: Any) -> None:
        made[name] = record_life(child_id=child, body=body, from_on=on, by=SYSTEM, at=AT, **more)

    for n, member in enumerate(MEMBERS):
        write(f"member-{n}", member, date(2024, 3, 1))
    write(
        "care",
        Care("陆秀英", "paternal_grandmother", "13900002222", is_asked=True, childs_view="愿意和奶奶在一起",
             told_school_on=date(2024, 3, 5)),
        date(2024, 3, 1),
    )  # fmt: skip
    write("contact", Contact("father", date(2024, 10, 1), "video", "child", "child"), date(2024, 10, 20))
    write("benefit", Benefit("insurance-paid", amount=3800), date(2024, 4, 1))
    write("school", Schooling("primary", "实验小学", "三年级", True, "孔老师"), date(2024, 2, 20))
    write(
        "health", Health("chronic", "哮喘", "市第一人民医院", date(2023, 5, 1), "定期复查"), date(2024, 2, 20)
    )
    write("wish", Wish("想要一套水彩笔", "周社工"), date(2024, 9, 10))
    return made
