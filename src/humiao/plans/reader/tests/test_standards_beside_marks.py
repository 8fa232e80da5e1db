"""Standards beside marks are promised where work is assessed; where bids are compared, nothing is."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.draft import Draft

WORK = "某某区陪伴项目考核细则\n第一条 考核按百分制，各项分值如下："
BIDS = "某某区陪伴项目采购文件\n第四章 评审办法\n一、综合评分表"


def read(*lines: str) -> Draft:
    return read_pasted("\n".join(lines))


def brief(draft: Draft) -> list[tuple[str, str | None, float | None, str]]:
    return [
        (i.name, i.comparator, None if i.value is None else float(i.value), i.unit) for i in draft.indicators
    ]


TABLE = (
    "一级指标|二级指标|分值|评分标准",
    "服务量（50分）|家访|20|全年家访不少于900户次，每少1%扣0.3分；编造记录的，本项不得分",
    "|亲子活动|15|不少于13场，每场不少于24人，每少1场扣1分",
    "|普及|15|市级以上媒体报道不少于3篇，每少1篇扣2分",
    "质量（50分）|档案|20|一户一档，建档率100%，抽查不合格的每份扣1分",
    "|满意度|30|达到92%得满分，每下降1个百分点扣1分，低于75%不得分",
)


def test_standards_in_a_table_of_marks():
    assert brief(read(WORK, *TABLE)) == [
        ("家访", ">=", 900, "户次"), ("亲子活动", ">=", 13, "场"), ("亲子活动每场人数", ">=", 24, "人"),
        ("市级以上媒体报道", ">=", 3, "篇"), ("建档率", None, 100, "%"), ("满意度", ">=", 92, "%"),
    ]  # fmt: skip


def test_the_same_table_compares_bids():
    assert brief(read(BIDS, *TABLE)) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("团体辅导不少于8场，每缺1场扣2分。", [("团体辅导", ">=", 8, "场")]),
        ("结案率不低于85%，每低1%扣0.5分，扣完为止。", [("结案率", ">=", 85, "%")]),
        ("家长满意度不低于90%得10分，不低于80%得6分，其余不得分。", [("家长满意度", ">=", 90, "%")]),
        ("每组织1场讲座得2分，最多得10分。", []),
        ("社工持证率达到70%的加3分。", []),
        ("有效投诉每发生1起扣5分。", []),
        ("回访满意度低于70%的不得分。", []),
    ],
)
def test_standards_in_rules(words, expected):
    assert brief(read(WORK, words)) == expected
    assert brief(read(BIDS, words)) == []


def test_staff_asked_for_beside_marks():
    work = read(WORK, "二级指标|评分标准|分值", "人员|专职社工不少于4名，每少1名扣2分|10", "活动|不少于6场|5")
    bids = read(BIDS, "评审因素|评分标准|分值", "人员|专职社工不少于4名，每多1名得2分|10", "方案|完整得5分|5")
    assert [(s.role, s.value) for s in work.staffing] == [("专职社工", 4)]
    assert bids.staffing == ()
