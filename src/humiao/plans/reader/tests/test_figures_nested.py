"""Figures that belong to another: minima of each time or place, shares; and what is no figure."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted


def read(*lines: str) -> list[tuple[str, str | None, float | None, str, str | None]]:
    draft = read_pasted("\n".join(("2025年某某县儿童关爱服务实施方案", "一、服务内容", *lines)))
    return [
        (i.name, i.comparator, None if i.value is None else float(i.value), i.unit, i.per)
        for i in draft.indicators
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("3、安全教育。开展防火等宣传活动，每村（社区）不少于2场，全镇合计不少于31场。",
         [("防火等宣传活动", ">=", 2, "场", "村"), ("防火等宣传活动全镇", ">=", 31, "场", None)]),
        ("2、心理关怀。对有需要的学生开展个别辅导，不少于9人，每人不少于5次。",
         [("个别辅导", ">=", 9, "人", None), ("个别辅导每人次数", ">=", 5, "次", "人")]),
        ("4、假期看护。在两处儿童之家开办公益托管班，时间不少于25天。",
         [("公益托管班时间", ">=", 25, "天", None)]),
        ("站点每周开放不少于4天，每天不少于3小时。",
         [("开放", ">=", 4, "天", "周"), ("开放每天时长", ">=", 3, "小时", "天")]),
        ("开展街头巡查（其中夜间巡查不少于7次）。", [("夜间巡查", ">=", 7, "次", None)]),
        ("完成调研报告2篇（城区和乡镇各1篇）。", [("调研报告", None, 2, "篇", None)]),
        ("开展大型活动（120人以上）3场，小型活动9场。",
         [("大型活动", None, 3, "场", None), ("小型活动", None, 9, "场", None)]),
        ("社工每月与孩子或其监护人联系不少于2次。", [("联系", ">=", 2, "次", "月")]),
        ("为每名建档儿童每月组织2次亲情连线。", [("亲情连线", None, 2, "次", "月")]),
        ("结对大学生每周陪读2小时。", [("结对大学生每周陪读", None, 2, "小时", "周")]),
        ("随机走访不少于20户家庭，家长满意度不低于92%。", [("家长满意度", ">=", 92, "%", None)]),
        ("随机抽取20%的档案，合格率不低于90%。", []),
        ("每月报一期简报，每双月报一期案例。", []),
        ("选出典型案例并上报2篇典型案例。", [("典型案例", None, 2, "篇", None)]),
        ("印制文化衫150件，购买书包80个。", []),
        ("姓名 李某某  第2次探访  时长50分钟", []),
        ("公示时间不少于7天。", []),
        ("应为≥90%。", []),
    ],
)  # fmt: skip
def test_what_belongs_to_what(words, expected):
    assert read(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("开展宣讲不少于4次（每场不少于1小时，参加人数不少于25人）。",
         [("宣讲", ">=", 4, "次", None), ("宣讲每场时长", ">=", 1, "小时", "场"),
          ("宣讲参加人数", ">=", 25, "人", "场")]),
        ("每站每年完成：个案不少于6例、小组不少于4个。",
         [("个案", ">=", 6, "例", "站/年"), ("小组", ">=", 4, "个", "站/年")]),
        ("各乡镇组织人员对孤儿、留守儿童入户走访一遍。", [("留守儿童入户走访", None, 1, "遍", "乡镇")]),
        ("开展入户评估，完成率100%。", [("完成率", None, 100, "%", None)]),
        ("个案不少于15例，结案率不低于85%，每例记录不少于9份。",
         [("个案", ">=", 15, "例", None), ("结案率", ">=", 85, "%", None),
          ("个案每例记录", ">=", 9, "份", "例")]),
        ("小组不少于5个，每组固定组员8-12人。",
         [("小组", ">=", 5, "个", None), ("小组每组固定组员", ">=", 8, "人", "组")]),
        ("二级对象每周电话联系1次。", []),
    ],
)  # fmt: skip
def test_what_is_said_of_each_in_a_row(words, expected):
    assert read(words) == expected


def test_a_note_says_more_of_each_and_a_unit_may_stand_behind_its_target():
    found = read(
        "服务项目\t数量\t备注",
        "小组活动\t8个\t每组不少于6节、不少于7人",
        "社区活动\t≥14\t场",
        "个案服务\t10例\t每例不少于5次",
    )
    assert [(value, unit, per) for _, _, value, unit, per in found] == [
        (8, "个", None), (6, "节", "组"), (7, "人", "组"), (14, "场", None),
        (10, "例", None), (5, "次", "例"),
    ]  # fmt: skip
