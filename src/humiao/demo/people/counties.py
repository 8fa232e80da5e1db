"""Hold what is particular to each demo county: its day, totals, classes, peoples, towns.

Totals are the plans' own (P 三, Y 三); shares within a class are plausible inventions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from humiao.programmes.public import Category

ORPHANS = frozenset({Category.ORPHAN_COMMUNITY, Category.ORPHAN_INSTITUTION})
DISABLED = frozenset({Category.DISABLED_SEVERE, Category.DISABLED_OTHER})


@dataclass(frozen=True, slots=True)
class CountClass:
    """One line of a plan's count: the categories it stands for and how many children it has.

    Lines are tried in order and a child counts in the first that fits; no categories means all the rest.
    """

    code: str
    categories: frozenset[Category]
    total: int


@dataclass(frozen=True)
class CountyProfile:
    """Everything the generator needs to know about a county."""

    code: str
    name: str
    on: date
    classes: tuple[CountClass, ...]
    beside: tuple[CountClass, ...]
    peoples: Mapping[str, int]
    surnames: str
    registered_elsewhere: tuple[str, ...]
    away: tuple[str, ...]
    institution_share: float = 0.0
    without_id_share: float = 0.03
    town_weights: Mapping[str, int] = field(default_factory=dict)
    station: str = ""
    station_children: int = 0
    turned_18: int = 0
    left_otherwise: int = 0

    @property
    def year_start(self) -> date:
        """Give the first day of the year in which children enter and leave."""
        return date(self.on.year, 1, 1)

    @property
    def total(self) -> int:
        """Give the plan's total of the roster."""
        return sum(line.total for line in self.classes)


PINGHU = CountyProfile(
    code="330482",
    name="平湖市",
    on=date(2024, 11, 20),
    classes=(
        CountClass("orphan", ORPHANS, 9),
        CountClass("de_facto", frozenset({Category.DE_FACTO}), 52),
        CountClass("left_behind", frozenset({Category.LEFT_BEHIND}), 0),
        CountClass("ordinary", frozenset(), 349),
    ),
    beside=(),
    peoples=MappingProxyType({"01": 985, "15": 4, "06": 4, "08": 3, "03": 2, "07": 2}),
    surnames="pinghu",
    registered_elsewhere=(),
    away=("上海市", "杭州市", "嘉兴市", "苏州市"),
    town_weights=MappingProxyType(
        {
            "330482001": 92, "330482002": 46, "330482003": 30, "330482101": 48, "330482102": 44,
            "330482103": 40, "330482106": 28, "330482107": 34, "330482108": 48,
        }
    ),
    without_id_share=0.08,
    turned_18=18,
    left_otherwise=13,
)  # fmt: skip

YINING = CountyProfile(
    code="654002",
    name="伊宁市",
    on=date(2025, 10, 20),
    classes=(
        CountClass("orphan", ORPHANS, 91),
        CountClass("de_facto", frozenset({Category.DE_FACTO}), 242),
        CountClass("disabled", DISABLED, 828),
        CountClass("low_income", frozenset({Category.SUBSISTENCE}), 5776),
    ),
    beside=(
        CountClass("left_behind", frozenset({Category.LEFT_BEHIND}), 22),
        CountClass("migrant", frozenset({Category.MIGRANT}), 2693),
    ),
    peoples=MappingProxyType(
        {
            "05": 580, "01": 165, "03": 130, "17": 85, "43": 12, "38": 9,
            "02": 6, "29": 4, "50": 3, "44": 3, "26": 3,
        }
    ),
    surnames="yining",
    registered_elsewhere=(
        "伊宁县", "霍城县", "察布查尔锡伯自治县", "尼勒克县", "巩留县", "新源县", "昭苏县", "特克斯县",
        "墨玉县", "洛浦县", "英吉沙县", "莎车县", "博乐市", "甘肃省东乡族自治县", "宁夏回族自治区西吉县",
        "河南省商水县", "四川省仪陇县",
    ),
    away=("乌鲁木齐市", "霍尔果斯市", "奎屯市", "克拉玛依市", "石河子市"),
    institution_share=0.22,
    station="654002002006",
    station_children=130,
    turned_18=270,
    left_otherwise=150,
)  # fmt: skip

PROFILES = {profile.code: profile for profile in (PINGHU, YINING)}
