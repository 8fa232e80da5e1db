"""A floor below a target is no target; uses end their lines; what a column of demands adds to a target."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.draft import Draft

TITLE = "2025年某某县儿童关爱服务实施方案"


def read(*lines: str) -> Draft:
    return read_pasted("\n".join((TITLE, *lines)))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("服务对象满意度不低于95%。", "服务对象满意度低于80%的，扣减合同总额的5%。"), [95]),
        (("服务对象满意度低于85%的，扣减合同总额的5%。",), [85]),
        (("个案不少于20个。", "服务对象满意度低于80%的，不予支付尾款。"), [20, 80]),
    ],
)
def test_where_falling_short_is_punished_below_the_target_is_no_target(lines, expected):
    draft = read("一、服务要求", *lines)
    assert [i.value for i in draft.indicators] == expected


def test_a_floor_that_is_no_target_is_left_to_a_person():
    draft = read("一、服务要求", "服务对象满意度不低于95%。", "服务对象满意度低于80%的，扣减合同总额的5%。")
    assert "80%" in "".join(one.evidence for one in draft.unused)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("二、使用方向", [("use", 520000), ("use", 80000)]),
        ("二、资金用途", [("use", 520000), ("use", 80000)]),
        ("二、服务内容", []),
    ],
)
def test_uses_that_end_their_lines(heading, expected):
    draft = read(heading, "（一）购买关爱服务 52万元。由一家机构承接。", "（二）儿童主任能力提升 8万元。")
    assert [(p.kind, p.amount_yuan) for p in draft.fund_split] == expected


def test_full_time_people_with_a_word_for_workers_in_it():
    draft = read("三、人员要求", "本项目须配备全职工作人员4名，其中项目主任1名、一线社工3名。")
    assert [(p.role, p.value) for p in draft.staffing] == [
        ("全职工作人员", 4),
        ("项目主任", 1),
        ("一线社工", 3),
    ]


def test_next_year_s_work_behind_a_summary_of_this_one():
    draft = read_pasted(
        "某某县民政局2024年儿童福利工作总结及2025年工作安排\n一、2024年主要工作\n投入资金48万元，走访儿童5326人次。\n"
        "二、2025年工作安排\n（一）实施购买服务项目。安排资金56万元（其中省级补助30万元，县级26万元）。"
    )
    assert [b.amount_yuan for b in draft.budget] == [560000]
    assert not draft.indicators
