"""Levels by colour: how often, by which way, in which words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.draft import Level
from humiao.plans.reader.facts.levels import read_levels
from humiao.plans.reader.tests.samples import read

Brief = tuple[str, int | None, str | None, int, str | None]


def levels(text: str) -> tuple[Level, ...]:
    """Return the levels read from some words."""
    return read_levels(*read(text))


def brief(text: str) -> list[Brief]:
    """Return colour, window, times and way of each level."""
    return [
        (
            one.level,
            one.interval.value if one.interval else None,
            one.interval.unit if one.interval else None,
            one.times,
            one.channel,
        )
        for one in levels(text)
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "绿级每半年上门一次；黄级每季度上门一次；红级每月上门一次。",
            [
                ("green", 1, "half_year", 1, "home"),
                ("yellow", 1, "quarter", 1, "home"),
                ("red", 1, "month", 1, "home"),
            ],
        ),
        (
            "对红、黄级儿童每月入户一次，绿级儿童每季度电话联系1次。",
            [
                ("green", 1, "quarter", 1, "phone"),
                ("yellow", 1, "month", 1, "home"),
                ("red", 1, "month", 1, "home"),
            ],
        ),
        (
            "每周一次走访红色等级儿童，每月两次到校看望黄色等级儿童。",
            [("yellow", 1, "month", 2, "school"), ("red", 1, "week", 1, "home")],
        ),
        (
            "红色等级：每月电话联系两次、每季度上门一次。蓝色等级：每年不少于2次。",
            [
                ("blue", 1, "year", 2, None),
                ("red", 1, "quarter", 1, "home"),
                ("red", 1, "month", 2, "phone"),
            ],
        ),
        (
            "分为高风险（红色）、低风险（绿色）。高风险每15天入户1次，低风险每两个月入户1次。",
            [("green", 2, "month", 1, "home"), ("red", 15, "day", 1, "home")],
        ),
        (
            "每月对红级儿童上门两次、对橙级儿童上门一次。",
            [("orange", 1, "month", 1, "home"), ("red", 1, "month", 2, "home")],
        ),
        ("红牌：7天1访；黄牌：30天1访。", [("yellow", 30, "day", 1, None), ("red", 7, "day", 1, None)]),
        (
            "红色的每周至少看望一次，每月会商一次。黄色的不定期联系。",
            [("yellow", None, None, 1, None), ("red", 1, "week", 1, None)],
        ),
        (
            "A级（红色）、B级（黄色），A级每周、B级每两周上门走访一次。",
            [("yellow", 2, "week", 1, "home"), ("red", 1, "week", 1, None)],
        ),
        (
            "（一）红色预警对象\n正遭受侵害。每周上门2次。\n（二）黄色预警对象\n监护不足。每月上门1次。",
            [("yellow", 1, "month", 1, "home"), ("red", 1, "week", 2, "home")],
        ),
    ],
)
def test_running_text(text: str, wanted: list[Brief]) -> None:
    assert brief(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "等级\t标准\t方式\t频次\n红色\t无人监护\t入户\t每周1次\n蓝色\t情况稳定\t电话\t每半年1次",
            [("blue", 1, "half_year", 1, "phone"), ("red", 1, "week", 1, "home")],
        ),
        (
            "等级\t红色\t绿色\n含义\t危急\t稳定\n走访频次\t每周1次\t每季度1次\n方式\t上门\t电话",
            [("green", 1, "quarter", 1, "phone"), ("red", 1, "week", 1, "home")],
        ),
        (
            "级别\t颜色\t情形\t频次（次/月）\n一级\t红\t监护缺失\t4\n二级\t黄\t监护不足\t2",
            [("yellow", 1, "month", 2, None), ("red", 1, "month", 4, None)],
        ),
        (
            "等级\t上门\t电话\n红色\t每周1次\t每天1次\n黄色\t每月1次\t每周1次",
            [
                ("yellow", 1, "month", 1, "home"),
                ("yellow", 1, "week", 1, "phone"),
                ("red", 1, "week", 1, "home"),
                ("red", 1, "day", 1, "phone"),
            ],
        ),
    ],
)
def test_tables(text: str, wanted: list[Brief]) -> None:
    assert brief(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "每月开展一次红色文化活动，开通绿色通道。",
        "例如某县按红、绿两级管理，红色每周走访一次，绿色每年一次。",
        "可以借鉴外地做法，红色每周走访一次，绿色每月一次。",
        "遇台风红色预警、橙色预警时停止活动。",
        "红色等级儿童9名，黄色等级儿童21名。",
        "一级每周一次，二级每月一次。",
        "红色等级每周一次。",
    ],
)
def test_no_levels(text: str) -> None:
    assert levels(text) == ()


def test_one_level_alone_needs_its_way_of_meeting() -> None:
    assert brief("重点儿童（红色标记）每月上门2次。") == [("red", 1, "month", 2, "home")]


def test_labels_and_meanings_are_as_printed() -> None:
    low, high = levels("一级（红色），指监护缺失的，每月上门一次；二级（黄色），指监护不足的，每季上门一次。")
    assert (high.label, high.meaning) == ("一级（红色）", "监护缺失")
    assert (low.label, low.meaning) == ("二级（黄色）", "监护不足")


def test_at_least_is_kept_from_either_side() -> None:
    green, red = levels("至少每季度一次上门看望绿级儿童；红级儿童每月不少于两次。")
    assert (green.comparator, red.comparator) == (">=", ">=")


def test_levels_only_enumerated_have_no_interval() -> None:
    assert brief("将服务对象划分为“红、黄、绿”三个等级。") == [
        ("green", None, None, 1, None), ("yellow", None, None, 1, None), ("red", None, None, 1, None),
    ]  # fmt: skip


_PIECES = st.sampled_from(
    [
        "红级",
        "（黄色）",
        "蓝、绿",
        "每周一次",
        "每月",
        "上门",
        "。",
        "；",
        "\n",
        "\t",
        "高风险",
        "孤儿9人",
        "一、",
        "约",
        "*",
        "(",
        "）",
    ]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(_PIECES, max_size=24).map("".join))
def test_any_words_can_be_read(text: str) -> None:
    if not text.strip():
        return
    made, claims = read(text)
    for one in read_levels(made, claims):
        assert made.source.text[one.start : one.end] == one.evidence


def test_a_line_of_levels_shares_the_way_of_visiting_its_first_names():
    found = read_pasted(
        "某某县分级走访方案\n一、走访\n红色每旬入户不少于1次，黄色每双月1次；绿色每半年电话联系1次。"
    ).levels
    assert [(one.level, one.interval.value, one.channel) for one in found if one.interval] == [
        ("green", 1, "phone"), ("yellow", 2, "home"), ("red", 10, "home"),
    ]  # fmt: skip


def test_brackets_behind_how_often_tell_of_one_level_only():
    found = read_pasted("某某县服务合同\n一、走访\n乙方每月入户走访不少于1次（红级不少于4次）。")
    assert [(one.level, one.times) for one in found.levels] == [("red", 4)]
    assert [(float(one.value or 0), one.per) for one in found.indicators] == [(1, "月")]
