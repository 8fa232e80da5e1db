"""Tell where a child is taught on a day, from its age at the school year's start; schools are invented."""

from __future__ import annotations

from datetime import date
from random import Random

from humiao.demo.people.dates import age_on
from humiao.registry.choices import SchoolStage

_STEMS = (
    "青禾", "晨露", "云帆", "春晓", "竹溪", "星河", "晓风", "百灵", "明湖", "松涛",
    "银杏", "杏林", "麦田", "白桦", "向阳花", "雪莲",
    "泉水", "新月", "鹿鸣", "流萤", "枫叶", "望江", "雁来", "石榴",
)  # fmt: skip
_NUMERALS = "一二三四五六"
_CLASSES = ("小班", "中班", "大班")


def school_of(
    rng: Random, born_on: date, on: date, town: int, *, is_severe: bool
) -> tuple[SchoolStage, str, str]:
    """Give stage, school and grade; `town` is the town's number in the county, so neighbours share one."""
    start = date(on.year if on.month >= 9 else on.year - 1, 8, 31)
    age = age_on(born_on, start) if born_on <= start else -1
    stem = _STEMS[(town * 2 + rng.randrange(2)) % len(_STEMS)]
    if age < 3 or (age == 3 and rng.random() < 0.2):
        return SchoolStage.NOT_YET, "", ""
    if age < 6:
        return SchoolStage.KINDERGARTEN, f"{stem}幼儿园", _CLASSES[age - 3]
    if is_severe and rng.random() < 0.4 and age < 15:
        stage = SchoolStage.SPECIAL if rng.random() < 0.7 else SchoolStage.HOME_TEACHING
        return stage, "启明特殊教育学校", f"{_NUMERALS[min(age - 6, 5)]}年级"
    if age < 12:
        return SchoolStage.PRIMARY, f"{stem}小学", f"{_NUMERALS[age - 6]}年级"
    if age < 15:
        return SchoolStage.JUNIOR, f"{stem}中学", f"初{_NUMERALS[age - 12]}"
    return _after_fifteen(rng, age, stem, is_severe=is_severe)


def _after_fifteen(rng: Random, age: int, stem: str, *, is_severe: bool) -> tuple[SchoolStage, str, str]:
    if is_severe and rng.random() < 0.5:
        return SchoolStage.NOT_IN_SCHOOL, "", ""
    if age >= 18:
        return SchoolStage.HIGHER, "", ""
    chance = rng.random()
    if chance < 0.52:
        return SchoolStage.SENIOR, f"{stem}高级中学", f"高{_NUMERALS[age - 15]}"
    if chance < 0.94:
        return SchoolStage.VOCATIONAL, f"{stem}职业技术学校", f"{_NUMERALS[age - 15]}年级"
    return (SchoolStage.DROPPED_OUT if age == 15 else SchoolStage.NOT_IN_SCHOOL), "", ""
