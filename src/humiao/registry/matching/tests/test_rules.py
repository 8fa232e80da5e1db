"""How alike two records are, as truth tables."""

from __future__ import annotations

from datetime import date

import pytest

from humiao.registry.matching.rules import Grade, births_alike, likeness, names_alike, person

BORN, SWAPPED, SLIP, OTHER = date(2015, 3, 7), date(2015, 7, 3), date(2015, 3, 1), date(2012, 11, 20)
GRAN = ("王奶奶",)


@pytest.mark.parametrize(
    ("one", "other", "grade"),
    [
        (person("王小明", BORN, b"1"), person("李四", OTHER, b"1"), Grade.SAME_NUMBER),
        (person("王小明", BORN, b"1", GRAN), person("王小明", BORN, b"2", GRAN), Grade.SAME_PERSON),
        (person("王小明", BORN, None, GRAN), person("王 小明", BORN, b"2", GRAN), Grade.SAME_PERSON),
        (person("王小明", BORN, b"1"), person("王小明", BORN, b"2"), None),
        (person("王小明", BORN, b"1"), person("王小明", BORN), Grade.NEAR),
        (person("王小明", BORN), person("王晓明", BORN), Grade.NEAR),
        (person("王小明", BORN), person("王小朋", BORN), None),
        (person("王小明", BORN), person("李小明", BORN), None),
        (person("王小明", BORN, None, GRAN), person("王小明", SWAPPED, None, GRAN), Grade.NEAR),
        (person("王小明", BORN, village_code="1"), person("王小明", SLIP, village_code="1"), Grade.NEAR),
        (person("王小明", BORN), person("王小明", SLIP), None),
        (person("王小明", BORN, None, GRAN), person("王小明", OTHER, None, GRAN), None),
        (person("王小明", None), person("王小明", BORN), None),
        (person("王小明", BORN), person("王小明", None), None),
        (person("", BORN), person("王小明", BORN), None),
        (person("王小明", BORN), person("", BORN), None),
    ],
)
def test_grades(one, other, grade):
    assert likeness(one, other) == grade
    assert likeness(other, one) == grade


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("王小明", "王晓鸣", True),
        ("王明", "王明明明明", False),
        ("阿卜杜热西提买买提明", "阿布都热西提买买提明", True),
        ("阿卜杜热西提买买提明", "古丽娜尔阿不都热合曼", False),
        ("陈佳欣", "陈佳馨", True),
        ("陈佳鑫", "陈佳星", True),  # xin and xing are heard as one
        ("陈佳", "陈星", False),
        ("王小明", "张大力", False),
        ("☺☺☺", "☻☻☻", False),
    ],
)
def test_names(one, other, alike):
    assert names_alike(one, other) is alike


def test_births():
    assert births_alike(BORN, SWAPPED)
    assert births_alike(BORN, SLIP)
    assert not births_alike(BORN, OTHER)
    assert not births_alike(BORN, BORN)
