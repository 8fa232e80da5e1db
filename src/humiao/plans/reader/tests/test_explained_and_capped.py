"""A class explained in a bracket, money of earlier years, and caps on shares of the costs."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.tests.reading import TITLE, figures, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "孤儿（含艾滋病病毒感染儿童）12名、事实无人抚养儿童30名。",
            [("孤儿", 12), ("事实无人抚养儿童", 30)],
        ),
        ("1.孤儿8名；\n2.困难家庭儿童（低保、特困）60名。", [("孤儿", 8), ("困难家庭儿童", 60)]),
        ("孤儿8名，自身困境儿童（重残、重病）41名。", [("孤儿", 8), ("自身困境儿童", 41)]),
    ],
)
def test_a_bracket_explains_the_class_before_it(text: str, expected: list[tuple[str, int]]) -> None:
    draft = read_pasted(f"{TITLE}一、服务对象\n{text}\n")
    assert [(o.category, o.count) for o in draft.service_objects if not o.total] == expected


@pytest.mark.parametrize(
    "text",
    [
        "2022年起，全区先后投入150万元建成工作站6个。",
        "几年里该镇陆续投入资金60万元改善阵地。",
        "管理费用不超过10%。",
        "其中人员经费占项目总额的比例不得超过60%，办公费用不得高于合同金额的5%。",
    ],
)
def test_earlier_money_and_caps_are_no_figures(text: str) -> None:
    draft = read(text)
    assert not draft.budget
    assert not figures(draft)


def test_a_sum_to_be_spent_stays() -> None:
    assert [b.amount_yuan for b in read("项目预算36万元，管理费用不超过10%。").budget] == [360000]
