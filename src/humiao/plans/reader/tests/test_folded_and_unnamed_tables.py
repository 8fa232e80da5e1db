"""Tables folded into one line, columns under a header nobody knows, and places told in passing."""

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.tests.reading import figures, read, told

HEAD = "某县困境儿童服务采购需求\n二、服务量\n"


def test_a_table_folded_into_one_line():
    rows = "1 | 个案 | 15 | 个 | 2 | 小组 | 8 | 个 | 3 | 入户走访 | 600 | 人次"
    text = f"服务清单: 序号 | 服务 | 数量 | 单位 | {rows}"
    found = read_pasted(f"{HEAD}{text}\n", "").indicators
    assert told(found, "name", "value", "unit") == [
        ("个案", 15, "个"),
        ("小组", 8, "个"),
        ("入户走访", 600, "人次"),
    ]


def test_a_folded_table_whose_last_row_is_cut_off():
    text = "序号 | 服务项目 | 数量 | 单位 | 1 | 个案 | 15 | 个 | 2 | 小组"
    assert figures(read_pasted(f"{HEAD}{text}\n", "")) == [("个案", 15)]


def test_a_form_folded_into_one_line():
    text = "一、概况 | 项目名称 | 儿童关爱 | 采购单位 | 某县民政局 | 预算金额 | 36万元 | 最高限价 | 35.8万元"
    draft = read_pasted(f"某县采购公告\n{text}\n", "")
    assert {(b.kind, b.amount_yuan) for b in draft.budget} == {("total", 360000), ("ceiling", 358000)}


def test_rows_a_line_each_are_no_folded_table():
    text = "序号 | 服务项目 | 数量 | 单位 | 备注 | 方式\n1 | 个案 | 15 | 个 | 无 | 上门\n"
    text += "2 | 小组 | 8 | 个 | 无 | 集中\n"
    assert figures(read_pasted(HEAD + text, "")) == [("个案", 15), ("小组", 8)]


@pytest.mark.parametrize("header", ["服务", "产品", "种类"])
def test_a_column_of_services_under_any_header(header):
    text = f"{header} | 年度任务 | 备注\n个案 | 15个 | 每个不少于6次\n小组 | 8个 | 每个4-6节\n"
    found = read_pasted(HEAD + text, "").indicators
    assert told(found, "value", "high", "unit") == [
        (15, None, "个"),
        (6, None, "次"),
        (8, None, "个"),
        (4, 6, "节"),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("实现全区14个镇街312个村（社区）困境儿童走访全覆盖。", 14),
        ("乙方向某县9个镇的农村留守儿童提供走访服务。", 9),
        ("选取其中8个乡镇未保站，以“驻站”的方式引入专业力量。", 8),
        ("向3个镇的干部通报情况。", None),
    ],
)
def test_how_many_places_in_passing(text, value):
    assert read_pasted(f"某县困境儿童服务合同\n{text}\n", "").coverage.value == value


def test_whom_the_name_of_the_project_names():
    text = "中标（成交）结果公告\n二、项目名称：某县流动儿童和留守儿童关爱服务\n三、供应商：某中心\n"
    assert [f.value for f in read_pasted(text, "").object_scope] == ["流动儿童和留守儿童"]


def test_the_number_of_a_contract_is_no_title():
    text = "合同编号：HT-2025-017\n政府购买服务合同\n甲方：某县民政局\n"
    assert read_pasted(text, "").title.value == "政府购买服务合同"


def test_what_a_list_adds_to_a_services_name_is_no_part_of_it():
    text = "指标 | 指标值\n个案服务数量 | ≥24个\n小组服务数量 | ≥10个\n主题活动 | ≥6场\n"
    found = [f.value for f in read_pasted(f"某县项目绩效目标表\n{text}", "").service_items]
    assert found[:2] == ["个案服务", "小组服务"]


def test_what_a_correction_quotes_is_no_part_of_a_services_name():
    text = "二、更正信息\n1.原“小组活动20个”更正为“小组活动16个”；\n2.原“个案10例”更正为“个案12例”。\n"
    assert all("原" not in (f.value or "") for f in read(text, "更正").service_items)
