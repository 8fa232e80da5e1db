"""The services a document lists: in tables, after labels, in a row of words; and what lists none."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.facts.services import read_service_items
from humiao.plans.reader.tests.samples import read


def listed(text: str) -> list[str | None]:
    return [fact.value for fact in read_service_items(*read(text))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "四、重点任务\n(1)心理陪伴。每月一次。\n(2)普法进校。每学期一次。\n(3)技能培训。全年两期。",
            ["心理陪伴", "普法进校", "技能培训"],
        ),
        (
            "序号\t服务项目\t数量\n1\t上门探访\t600人次\n2\t普法课堂\t6场\n3\t爱心书屋\t2个",
            ["上门探访", "普法课堂", "爱心书屋"],
        ),
        ("工作内容包括个案管理、亲子活动、安全教育。", ["个案管理", "亲子活动", "安全教育"]),
        (
            "目標\n甲、家訪：全年三百次；\n乙、成長小組：六個；\n丙、心理輔導：二十人。",
            ["家訪", "成長小組", "心理輔導"],
        ),
        (
            "一、站点概况\n● 走访：全年不少于300人次；\n● 个案：不少于6个；\n● 小组活动：不少于4个。",
            ["走访", "个案", "小组活动"],
        ),
    ],
)
def test_services_are_listed_in_many_ways(text: str, wanted: list[str]) -> None:
    assert listed(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "第一章 采购需求\n一、服务对象\n困境儿童。\n二、服务期限\n一年。\n三、付款方式\n按季。\n"
        "四、其他\n(1)文件装订。胶装。\n(2)密封要求。加盖公章。",
        "三级指标\t指标值\n入户走访完成率\t≥95%\n家长满意度\t≥90%",
        "序号\t评审项目\t分值\n1\t走访方案\t10分\n2\t个案方案\t10分\n3\t心理辅导方案\t10分",
        "更正项\t更正前内容\t更正后内容\n走访\t300次\t320次\n个案\t3个\t4个",
        "服务内容包括但不限于合同所列。",
        "工作内容涉及场地租赁、物业、水电。",
        "岗位\t数量\n社工\t4人\n心理咨询师\t1人",
    ],
)
def test_no_services(text: str) -> None:
    assert listed(text) == []


def test_most_of_a_row_under_service_demands_may_be_unknown():
    draft = read_pasted(
        "某某区未保站运营项目\n一、服务要求\n1.阵地运营：每周开放5天。\n2.个案服务：不少于30例。\n3.外联统筹：不少于2次。\n"
        "4.心理咨询：不少于50人次。\n5.站务管理：全年。\n"
    )
    assert [s.value for s in draft.service_items] == [
        "阵地运营",
        "个案服务",
        "外联统筹",
        "心理咨询",
        "站务管理",
    ]
