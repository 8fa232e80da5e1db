"""What a figure is called where the words beside it only say when, to whom, or which item of a list it is."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted


def read(*lines: str) -> list[tuple[str, str | None, float | None, str]]:
    draft = read_pasted("\n".join(("2025年某某县儿童关爱服务实施方案", *lines)))
    return [
        (i.name, i.comparator, None if i.value is None else float(i.value), i.unit) for i in draft.indicators
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("1.作业陪伴：学期内每周不少于3次，服务不少于900人次。",),
         [("作业陪伴", ">=", 3, "次"), ("作业陪伴", ">=", 900, "人次")]),
        (("1.亲情视频：每名困境儿童每月至少2次。",), [("亲情视频每名困境儿童", ">=", 2, "次")]),
        (("为情绪困扰的孩子开展个别辅导，全年不少于70人次。",), [("个别辅导", ">=", 70, "人次")]),
        (("全年开展不少于15个个案、9个成长小组和17场主题活动。",),
         [("个案", ">=", 15, "个"), ("成长小组", ">=", 9, "个"), ("主题活动", ">=", 17, "场")]),
        (("1.建档率100%；", "2.75%以上参加小组的孩子情绪好转；", "3.回访率不低于90%。"),
         [("建档率", None, 100, "%"), ("参加小组的孩子情绪好转", ">=", 75, "%"), ("回访率", ">=", 90, "%")]),
        (("目标1：85%以上的孩子学会防溺水、防走失等自护本领并有进步；", "目标2：家长满意度不低于93%。"),
         [("的孩子学会防溺水、防走失等自护本领并有进步", ">=", 85, "%"), ("家长满意度", ">=", 93, "%")]),
        (("报告抽查合格率不低于96%。", "每季度抽查不少于8%的档案。"), [("报告抽查合格率", ">=", 96, "%")]),
        (("将孩子分为高、中、低三个风险等级。", "按接案、计划、结案三个阶段开展个案。"), []),
        (("全年开放天数不少于220天。",), [("开放天数", ">=", 220, "天")]),
    ],
)  # fmt: skip
def test_the_name_of_a_figure(lines, expected):
    assert read("一、服务要求", *lines) == expected


def test_what_the_provider_did_before_is_no_promise():
    found = read(
        "一、单位服务经验", "先后承接项目8个，其间开展个案17例、小组6个。", "二、服务要求", "个案不少于9例。"
    )
    assert found == [("个案", ">=", 9, "例")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("本项目专职工作人员不少于5名，其中，每个服务点至少1名；困境儿童服务组不少于2名。",
         [("本项目专职工作人员", 5), ("每个服务点", 1), ("困境儿童服务组", 2)]),
        ("驻站社工不少于4人（每站1人）。", [("驻站社工", 4)]),
        ("机构有职工40名。", []),
    ],
)  # fmt: skip
def test_people_of_each_place(words, expected):
    draft = read_pasted(f"2025年某某县儿童关爱服务实施方案\n一、人员\n{words}")
    assert [(s.role, s.value) for s in draft.staffing] == expected
    assert draft.indicators == ()
