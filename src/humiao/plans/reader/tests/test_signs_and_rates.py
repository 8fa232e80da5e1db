"""Columns of signs and of rates, figures of each lot, and tables whose rows are stations by their cells."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted

Brief = tuple[str, str | None, float | None, str, str | None]


def read(title: str, *lines: str) -> list[Brief]:
    draft = read_pasted("\n".join((title, *lines)))
    return [
        (i.name, i.comparator, None if i.value is None else float(i.value), i.unit, i.per)
        for i in draft.indicators
    ]


SIGNED = [
    ("一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位",
     "产出指标 | 数量指标 | 上门家访 | ≥ | 730 | 人次", "产出指标 | 质量指标 | 档案完整率 | = | 100 | %",
     "产出指标 | 成本指标 | 财政投入 | ≤ | 38 | 万元", "效益指标 | 社会效益 | 误工投诉 | ≤ | 3 | 起"),
    ("绩效指标\t符号\t年度目标值\t计量单位", "上门家访\t>=\t730\t人次", "档案完整率\t=\t100\t%",
     "财政投入\t<=\t38\t万元", "误工投诉\t<=\t3\t起"),
    ("序号 | 指标内容 | 要求 | 指标值 | 单位", "1 | 上门家访 | 不少于 | 730 | 人次",
     "2 | 档案完整率 | 等于 | 100 | %", "3 | 财政投入 | 不超过 | 38 | 万元",
     "4 | 误工投诉 | 不超过 | 3 | 起"),
    ("指标名称 | 目标值 | 单位 | 运算符", "上门家访 | 730 | 人次 | ≥", "档案完整率 | 100 | % | ＝",
     "财政投入 | 38 | 万元 | ≤", "误工投诉 | 3 | 起 | ≤"),
]  # fmt: skip


@pytest.mark.parametrize("lines", SIGNED)
def test_a_column_of_signs_bounds_the_target_and_names_nothing(lines: tuple[str, ...]) -> None:
    assert read("某某县儿童关爱服务项目绩效目标表", "一、绩效指标", *lines) == [
        ("上门家访", ">=", 730, "人次", None),
        ("档案完整率", "=", 100, "%", None),
        ("误工投诉", "<=", 3, "起", None),
    ]


@pytest.mark.parametrize("lines", SIGNED)
def test_nobody_asks_for_the_bound_that_a_column_of_signs_gives(lines: tuple[str, ...]) -> None:
    draft = read_pasted("\n".join(("某某县儿童关爱服务项目绩效目标表", "一、绩效指标", *lines)))
    assert "comparator-missing" not in {query.code for query in draft.queries}


def test_what_is_judged_has_no_figure():
    draft = read_pasted(
        "某某县儿童关爱服务项目绩效目标表\n一、绩效指标\n三级指标 | 指标性质 | 指标值 | 度量单位\n"
        "上门家访 | ≥ | 730 | 人次\n部门协作 | 定性 | 更加顺畅 | "
    )
    assert [(i.name, i.qualitative, i.value) for i in draft.indicators] == [
        ("上门家访", False, 730),
        ("部门协作", True, None),
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("服务内容 | 数量要求 | 单位", "电话问候 | ≥640 | 人次/年", "工作简报 | ≥2 | 份/月",
          "安全讲座 | ≥3 | 场/站", "驻点服务 | 4 | 次/站/年"),
         [("电话问候", ">=", 640, "人次", "年"), ("工作简报", ">=", 2, "份", "月"),
          ("安全讲座", ">=", 3, "场", "站"), ("驻点服务", None, 4, "次", "站/年")]),
        (("服务内容\t单位\t数量", "电话问候\t人次/年\t640", "成长小组\t个/季度\t2"),
         [("电话问候", None, 640, "人次", "年"), ("成长小组", None, 2, "个", "季度")]),
        (("服务内容 | 数量", "电话问候（人次/年） | ≥640", "工作简报（份/月） | ≥2"),
         [("电话问候", ">=", 640, "人次", "年"), ("工作简报", ">=", 2, "份", "月")]),
        (("服务内容 | 数量要求 | 单位", "主题活动 | ≥11，每场不少于26人 | 场/年", "家访 | ≥500 | 人次/年"),
         [("主题活动", ">=", 11, "场", "年"), ("主题活动每场人数", ">=", 26, "人", "场"),
          ("家访", ">=", 500, "人次", "年")]),
        (("服务内容 | 数量要求 | 单位", "家长培训 | ≥60 | 人/次", "家访 | ≥500 | 人次"),
         [("家长培训", ">=", 60, "人次", None), ("家访", ">=", 500, "人次", None)]),
    ],
)  # fmt: skip
def test_a_unit_with_a_rate_is_parted(lines: tuple[str, ...], expected: list[Brief]) -> None:
    assert read("某某县儿童关爱服务项目采购需求", "一、服务内容与数量", *lines) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("（一）入户探视：每包全年不少于860人次。", [("入户探视", ">=", 860, "人次", "标项")]),
        ("（一）个案服务。每标项全年不少于13个。", [("个案服务", ">=", 13, "个", "标项")]),
        ("1. 对重点家庭开展走访，每个采购包全年不少于700人次。", [("走访", ">=", 700, "人次", "标项")]),
        ("（一）亲子活动。每个标段每年不少于9场，每场参与人数不少于30人。",
         [("亲子活动", ">=", 9, "场", "标项/年"), ("亲子活动每场参与人数", ">=", 30, "人", "场")]),
        ("（一）心理辅导：每站全年不少于15次。", [("心理辅导", ">=", 15, "次", "站")]),
        ("（一）成长小组：每点全年不少于3个。", [("成长小组", ">=", 3, "个", "站")]),
        ("每包全年开展成长小组不少于7个。", [("成长小组", ">=", 7, "个", "标项")]),
    ],
)  # fmt: skip
def test_each_lot_is_what_a_figure_is_counted_per(line: str, expected: list[Brief]) -> None:
    assert read("某某县儿童关爱服务项目采购需求", "一、服务内容与要求", line) == expected


@pytest.mark.parametrize(
    "header", ["项目点 | 资金（万元）", "布局 | 补助金额（万元）", "名称 | 经费（万元）"]
)
def test_rows_that_are_stations_are_no_uses_of_the_money(header: str) -> None:
    draft = read_pasted(
        f"某某县儿童关爱服务项目实施方案\n一、站点设置及资金分配\n{header}\n"
        "东岭镇未保站 | 7\n西沟乡未保站 | 5\n合计 | 12\n"
    )
    assert [(s.name, s.amount_yuan) for s in draft.sites] == [
        ("东岭镇未保站", 70_000),
        ("西沟乡未保站", 50_000),
    ]
    assert not draft.fund_split
