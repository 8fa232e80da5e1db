"""A figure nothing names is no fact: its number is left to a person."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.facts.sound_names import is_sound


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("个案服务", "个"),
        ("圆桌夜话", "场"),
        ("服务对象满意度", "%"),
        ("儿童出勤率在", "%"),
        ("受益家长", "人次"),
        ("每讲人数", "人"),
        ("困境儿童", "名"),
        ("入户走访每名儿童每学期", "次"),
        ("志愿者队伍", "支"),
    ],
)
def test_words_that_say_what_is_counted_name_a_figure(name: str, unit: str) -> None:
    assert is_sound(name, unit)


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("每个服务点", "门"),
        ("每名儿童每学期", "次"),
        ("组建", "支"),
        ("服务内容和标准", "场次"),
        ("人数增减在", "%"),
        ("专业人员对服务对象", "轮"),
        ("留守儿童", "人次"),
        ("具有社会工作", "名"),
        ("建立服务档案，不少于26", "份"),
        ("未成年人保护服务项目（二期", "期"),
        ("学期内", "次"),
        ("点每天合计服务儿童", "人"),
        ("手工、绘画等", "次"),
    ],
)
def test_words_that_say_when_where_or_for_whom_name_none(name: str, unit: str) -> None:
    assert not is_sound(name, unit)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("（二）手工课程。开设剪纸、编织等门类，每个活动点不少于3门。", "手工课程", 3),
        ("1.2 编印服务档案，不少于90份；", "服务档案", 90),
        ("3.暑期托管班。两个点每天合计服务孩子不少于40人。", "托管", 40),
    ],
)
def test_a_heading_or_the_words_before_name_what_stands_alone(text: str, name: str, value: int) -> None:
    found = [i for i in read_pasted(f"服务要求\n{text}").indicators if i.value == value]
    assert found
    assert name in found[0].name


@pytest.mark.parametrize(
    "text",
    [
        "服务期内对象人数增减在10%以内的，价款不作调整。",
        "组建一支队伍，做好宣传。",
    ],
)
def test_a_number_nothing_names_is_left_over(text: str) -> None:
    draft = read_pasted(f"工作要求\n{text}")
    assert not draft.indicators
    assert draft.unused
