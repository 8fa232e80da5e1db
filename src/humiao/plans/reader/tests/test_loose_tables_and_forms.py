"""Forms whose blank cells hold others apart, tables whose header has single blanks, titles not stood on."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.draft import Draft

TITLE = "2025年某某县儿童关爱服务实施方案"


def read(*lines: str) -> Draft:
    return read_pasted("\n".join((TITLE, *lines)))


FORM = (
    "项目名称\t\t某某县儿童关爱服务项目\t\t\t",
    "主管部门\t\t某某县民政局\t\t实施单位\t某某县救助站",
    "项目资金（万元）\t\t年度资金总额：\t52\t\t",
    "\t\t其中：中央补助\t30\t\t",
    "\t\t省级补助\t22\t\t",
)


def test_a_form_with_blank_cells():
    draft = read("绩效目标表", *FORM)
    assert [b.amount_yuan for b in draft.budget] == [520000]
    assert [(f.kind, f.amount_yuan) for f in draft.fund_split] == [
        ("central", 300000),
        ("provincial", 220000),
    ]


LOTS = (
    "包号 服务区域 预算（元） 最高限价（元）",
    "采购包1 东岭区\t350,000\t340,000",
    "采购包2 西川县\t260,000\t260,000",
)


def test_a_header_with_blanks_above_rows_with_tabs():
    draft = read("二、标包划分", *LOTS)
    assert [(b.kind, b.amount_yuan) for b in draft.budget] == [
        ("total", 350000),
        ("ceiling", 340000),
        ("total", 260000),
        ("ceiling", 260000),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("东岭区 西川县 联合开展 走访。", "甲 乙\t丙\t丁", "甲 乙\t丙\t丁"),
        ("负责人 电话 地址 备注", "项目主管张某\t每周\t到岗", "社工李某\t每天\t到岗"),
    ],
)
def test_no_header_of_another_width(lines):
    draft = read("二、安排", *lines)
    assert (draft.budget, draft.indicators) == ((), ())


@pytest.mark.parametrize(
    ("line", "titles"),
    [
        (
            "立项依据：《校园欺凌防治办法》不作为本项目依据；依据为《关爱服务体系建设的意见》（某民发〔2023〕5号）。",
            ["关爱服务体系建设的意见"],
        ),
        (
            "根据《某某县购买服务指导性目录》实施，《某某县购买办法》（某民〔2021〕7号）同时废止。",
            ["某某县购买服务指导性目录"],
        ),
        ("根据《某某县购买办法》（某民〔2021〕7号）实施。", ["某某县购买办法"]),
    ],
)
def test_titles_the_plan_stands_on(line, titles):
    assert [b.title for b in read(line).legal_basis] == titles


@pytest.mark.parametrize(
    ("lines", "value"),
    [
        (("二、标包划分", *LOTS, "（合计11个镇街）"), 11),
        (("二、标包划分", "（合计11个镇街）"), None),
        (("二、标包划分", *LOTS, "（合计11个镇街召开会议）"), None),
        (("一、目标", "用两年时间在9个乡镇建立多方联动服务机制。"), 9),
        (("一、目标", "用两年时间在9个乡镇建立儿童之家。"), None),
        (("一、目标", "去年用两年时间在9个乡镇建立了多方联动服务机制。"), None),
    ],
)
def test_how_many_places(lines, value):
    assert read(*lines).coverage.value == value
